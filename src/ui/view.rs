use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear};

use super::Ui;
use super::action::Action;
use super::areas::Areas;
use super::keymap::Typing;
use super::notice::{Notice, Tone};
use super::overlays::Overlay;
use super::turn::Line as LineState;
use super::widgets::{fit, line, paragraph, span, wrapped};
use crate::domain::role::Operation;
use crate::text::{clip, width};

impl Ui {
    /// Draws the current state.
    ///
    /// ```text
    ///  rainmaker › Find                                        DEMO  kaisa
    /// ──────────────────────────────────────────────────────────────────────  or: the service is gone
    ///  the screen, and above it the overlays
    ///
    ///  The ban of 1043 is recorded.
    ///  Enter open  b ban  c correct  ? help  Ctrl-c leave
    /// ```
    pub fn view(&self, frame: &mut Frame<'_>) {
        let whole = frame.area();
        if whole.width < Areas::LEAST.width || whole.height < Areas::LEAST.height {
            let least = format!("{}×{}", Areas::LEAST.width, Areas::LEAST.height);
            let words = self.look.say("too-small", &[("least", &least)]);
            frame.render_widget(line(words, self.look.theme.warning), whole);
            return;
        }
        if let Some(lock) = &self.lock {
            return lock.view(frame, whole, &self.look);
        }
        let areas = Areas::of(whole);
        self.view_header(frame, &areas);
        if !self.overlays.iter().any(Overlay::covers_screen) {
            self.screens.top().view(frame, areas.body, &self.look);
        }
        for overlay in &self.overlays {
            if overlay.covers_screen() {
                frame.render_widget(Clear, areas.body);
            }
            overlay.view(frame, areas.body, &self.look);
        }
        if let Some(notice) = &self.desk.notice {
            self.view_notice(frame, areas.notice, notice);
        }
        frame.render_widget(self.hints(areas.hints), areas.hints);
    }

    fn view_header(&self, frame: &mut Frame<'_>, areas: &Areas) {
        let theme = &self.look.theme;
        let place = self.screens.top().place(&self.look);
        let left = Line::from(vec![
            span(format!(" {}", self.look.say("program", &[])), theme.title),
            span(" › ", theme.muted),
            span(place, theme.accent),
        ]);
        frame.render_widget(left, areas.header);
        let mut right = Vec::new();
        if self.demo {
            right.push(span(
                format!(" {} ", self.look.say("demo", &[])),
                theme.demo,
            ));
        }
        let who = &self.desk.who;
        if self.waiting > 0 && who.reaches(Operation::Waiting) {
            let count = self.waiting.to_string();
            let words = self.look.say("badge-waiting", &[("count", &count)]);
            right.push(span(format!("  {words}"), theme.warning));
        }
        if let Some(user) = &who.user {
            right.push(span(format!("  {} ", clip(user, 24)), theme.muted));
        }
        frame.render_widget(Line::from(right).alignment(Alignment::Right), areas.header);
        let rule = Block::new()
            .borders(Borders::TOP)
            .border_style(theme.border);
        frame.render_widget(rule, areas.rule);
        let lost = match self.desk.line {
            LineState::Up => None,
            LineState::Lost => Some("line-lost"),
            LineState::Outdated => Some("line-outdated"),
        };
        if let Some(lost) = lost {
            let words = format!("! {}", self.look.say(lost, &[]));
            let cells = usize::from(areas.rule.width).saturating_sub(2);
            let margin = span(" ", theme.warning);
            let words = fit(words, cells, theme.warning);
            frame.render_widget(Clear, areas.rule);
            frame.render_widget(Line::from(vec![margin, words]), areas.rule);
        }
    }

    /// Draws the notice on its own line, and upwards over the screen where it needs more.
    fn view_notice(&self, frame: &mut Frame<'_>, area: Rect, notice: &Notice) {
        let theme = &self.look.theme;
        let (mark, style) = match notice.tone {
            Tone::Done => ("✓ ", theme.ok),
            Tone::Hint => ("· ", theme.muted),
            Tone::Others => ("» ", theme.accent),
            Tone::Warning => ("! ", theme.warning),
            Tone::Fault => ("✗ ", theme.warning),
        };
        let text = format!("{mark}{}", self.look.said(&notice.said));
        let lines = wrapped(&text, area.width.saturating_sub(2), style);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.y);
        let place = Rect {
            x: area.x + 1,
            y: (area.y + 1).saturating_sub(height),
            width: area.width.saturating_sub(2),
            height,
        };
        frame.render_widget(Clear, place);
        paragraph(frame, place, lines);
    }

    /// Makes the line of keys that do something here and now, as many as there is room for.
    fn hints(&self, area: Rect) -> Line<'static> {
        let typing = self.typing();
        let always = [Action::Help, Action::Leave];
        let always: Vec<_> = always
            .iter()
            .filter_map(|it| self.hint(*it, typing))
            .collect();
        let mut room = usize::from(area.width).saturating_sub(1);
        room = room.saturating_sub(always.iter().map(cells).sum());
        let mut shown: Vec<[Span<'static>; 3]> = Vec::new();
        for action in self.offers() {
            let Some(hint) = self.hint(action, typing) else {
                continue;
            };
            let Some(left) = room.checked_sub(cells(&hint)) else {
                break;
            };
            room = left;
            shown.push(hint);
        }
        let spans = shown.into_iter().chain(always).flatten();
        let margin = span(" ", self.look.theme.muted);
        std::iter::once(margin)
            .chain(spans)
            .collect::<Vec<_>>()
            .into()
    }

    /// Returns the key and the word of an action; none for keys that everybody tries anyway.
    fn hint(&self, action: Action, typing: Typing) -> Option<[Span<'static>; 3]> {
        let id = format!("hint-{}", action.name());
        let here = format!("{id}-{}", self.context().name());
        let words = &self.look.catalogue;
        let word = words.find(&here, &[]).or_else(|| words.find(&id, &[]))?;
        let key = self.look.keymap.key(action, typing)?;
        let theme = &self.look.theme;
        Some([
            span(key, theme.accent),
            span(format!(" {word}"), theme.muted),
            span("  ", theme.muted),
        ])
    }
}

fn cells(hint: &[Span<'static>; 3]) -> usize {
    hint.iter().map(|it| width(&it.content)).sum()
}
