use ratatui::Frame;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use super::{span, wrap};
use crate::ui::areas::middle;
use crate::ui::look::Look;

/// Draws a rounded frame and returns what is inside it.
pub(in crate::ui) fn panel(
    frame: &mut Frame<'_>,
    area: Rect,
    (title, title_style): (&str, Style),
    border: Style,
) -> Rect {
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border);
    if !title.is_empty() {
        block = block.title_top(Line::from(span(format!(" {title} "), title_style)));
    }
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside.inner(Margin::new(1, 0))
}

/// Clears a box in the middle of `area`, frames it and returns what is inside it.
pub(in crate::ui) fn dialog(
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    (title, inside): (&str, Size),
) -> Rect {
    let whole = Size {
        width: inside.width.saturating_add(4),
        height: inside.height.saturating_add(2),
    };
    let place = middle(area, whole);
    frame.render_widget(Clear, place);
    panel(frame, place, (title, look.theme.title), look.theme.accent)
}

/// Draws lines from the top of `area`.
pub(in crate::ui) fn paragraph(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'static>>) {
    frame.render_widget(Paragraph::new(lines), area);
}

/// Breaks a sentence into lines of one style.
pub(in crate::ui) fn wrapped(text: &str, cells: u16, style: Style) -> Vec<Line<'static>> {
    wrap(text, usize::from(cells))
        .into_iter()
        .map(|part| Line::from(span(part, style)))
        .collect()
}
