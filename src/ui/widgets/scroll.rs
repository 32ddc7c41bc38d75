use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{line, paragraph};
use crate::ui::action::Action;
use crate::ui::look::Look;

/// The first line in sight of a text without a selected one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in crate::ui) struct Scroll {
    top: usize,
}

impl Scroll {
    /// Moves as `action` says within `len` lines, of which `page` are in sight; never past the last
    /// screenful.
    pub(in crate::ui) fn act(&mut self, action: Action, len: usize, page: usize) {
        let step = page.max(1);
        let top = match action {
            Action::Next => self.top + 1,
            Action::Previous => self.top.saturating_sub(1),
            Action::PageDown => self.top + step,
            Action::PageUp => self.top.saturating_sub(step),
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => self.top,
        };
        self.top = top.min(len.saturating_sub(page));
    }

    /// Draws what is in sight; where there is more, the last line says so.
    pub(in crate::ui) fn view(
        self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: Vec<Line<'static>>,
        look: &Look,
    ) {
        let room = usize::from(area.height);
        let hidden = lines.len().saturating_sub(self.top + room);
        let mut shown: Vec<Line<'static>> = lines.into_iter().skip(self.top).take(room).collect();
        if let (true, Some(last)) = (hidden > 0, shown.last_mut()) {
            let more = (hidden + 1).to_string();
            let words = look.say("more-below", &[("count", &more)]);
            *last = line(words, look.theme.accent);
        }
        paragraph(frame, area, shown);
        let y = area.y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(area.x, y));
    }
}
