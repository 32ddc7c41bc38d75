use ratatui::Frame;
use ratatui::layout::{Alignment, Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders};

use super::row::{Columns, ban_mark, hidden_match};
use super::{Areas, Focus, Found, Lookup};
use crate::contract::Row;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::widgets::{
    Detail, fit, highlight, line, panel, paragraph, span, verdict_lines, wrapped,
};

impl Lookup {
    /// ```text
    /// ╭ Find ─────────────────────────────────────────────────────────────╮
    /// │ virtanen il                                                       │
    /// ╰────────────────────────────────────────────────────────── 3 found ╯
    ///   No.         Name                   Company       City      Found by
    ///   1042        Ilkka Virtanen  1 of 3 Sahanen Oy    Tampere   …4567
    /// ▸ 1043 BANNED Ilkka Virtanen  2 of 3               Oulu      …1122
    ///   1077        Ilkka Virtanen  3 of 3 Tmi Virtanen  Turku     e-mail il…
    ///
    /// ── Ilkka Virtanen · 1043 ───────────────────────────────────────────
    ///   BANNED
    ///   e-mail          MAY NOT  They have forbidden marketing.
    ///   SMS             MAY NOT  They have forbidden marketing.
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let areas = Areas::of(area);
        self.view_box(frame, areas.search, look);
        match &self.found {
            Found::Nothing => self.view_empty(frame, areas.list, look),
            Found::Failed(fault) => {
                let cells = areas.list.width.saturating_sub(4);
                let lines = wrapped(&look.fault(fault), cells, look.theme.warning);
                paragraph(frame, areas.list.inner(Margin::new(2, 1)), lines);
            }
            Found::People { rows, .. } if rows.is_empty() => {
                let text = look.say("lookup-none", &[]);
                let cells = areas.list.width.saturating_sub(4);
                let lines = wrapped(&text, cells, look.theme.muted);
                paragraph(frame, areas.list.inner(Margin::new(2, 1)), lines);
            }
            Found::People { rows, .. } => {
                self.view_rows(frame, &areas, rows, look);
                if let (Some(area), Some(row)) = (areas.preview, self.selected()) {
                    view_preview(frame, area, row, look);
                }
            }
        }
    }

    fn view_box(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (border, title) = match self.focus {
            Focus::Box => (look.theme.accent, look.theme.title),
            Focus::List => (look.theme.border, look.theme.muted),
        };
        let inside = panel(frame, area, (&look.say("place-lookup", &[]), title), border);
        let (shown, at) = self.text.window(inside.width);
        paragraph(frame, inside, vec![line(shown, look.theme.input)]);
        if let Some(count) = self.count(look) {
            let foot = Rect {
                y: area.bottom().saturating_sub(1),
                height: area.height.min(1),
                ..area.inner(Margin::new(2, 0))
            };
            let count = line(format!(" {count} "), look.theme.muted);
            frame.render_widget(count.alignment(Alignment::Right), foot);
        }
        if self.focus == Focus::Box {
            frame.set_cursor_position(Position::new(inside.x + at, inside.y));
        }
    }

    fn count(&self, look: &Look) -> Option<String> {
        match &self.found {
            Found::People { rows, total } if rows.len() < *total => {
                let (shown, total) = (rows.len().to_string(), total.to_string());
                Some(look.say("lookup-first", &[("shown", &shown), ("count", &total)]))
            }
            Found::People { total, .. } => {
                Some(look.say("lookup-found", &[("count", &total.to_string())]))
            }
            Found::Nothing | Found::Failed(_) => None,
        }
    }

    fn view_empty(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let typing = match self.focus {
            Focus::Box => Typing::Yes,
            Focus::List => Typing::No,
        };
        let key = |action| look.key(action, typing);
        let (help, leave) = (key(Action::Help), key(Action::Leave));
        let cells = area.width.saturating_sub(4);
        let mut lines = wrapped(&look.say("lookup-empty", &[]), cells, look.theme.text);
        lines.push(Line::default());
        lines.extend(wrapped(
            &look.say("lookup-empty-examples", &[]),
            cells,
            look.theme.muted,
        ));
        lines.push(Line::default());
        let keys = look.say("lookup-empty-keys", &[("help", &help), ("leave", &leave)]);
        lines.extend(wrapped(&keys, cells, look.theme.muted));
        paragraph(frame, area.inner(Margin::new(2, 1)), lines);
    }

    fn view_rows(&self, frame: &mut Frame<'_>, areas: &Areas, rows: &[Row], look: &Look) {
        let area = areas.list;
        let columns = Columns::of(area.width, rows, look);
        let page = areas.page();
        let top = self.selection.top;
        let mut lines = vec![columns.headings(look)];
        for (index, row) in rows.iter().enumerate().skip(top).take(page) {
            let (mark, base) = match (index == self.selection.selected, self.focus) {
                (true, Focus::List) => ("▸ ", look.theme.selected),
                (true, Focus::Box) => ("▸ ", look.theme.text),
                (false, _) => ("  ", look.theme.text),
            };
            lines.push(columns.line(row, mark, base, look));
        }
        paragraph(frame, area, lines);
        if self.focus == Focus::List {
            let row = self.selection.selected.saturating_sub(top) + 1;
            let y = area
                .y
                .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
            frame.set_cursor_position(Position::new(
                area.x,
                y.min(area.bottom().saturating_sub(1)),
            ));
        }
    }
}

/// Lines beside the list for the name and what tells people apart.
const ABOVE_VERDICTS: usize = 3;

/// Draws who is selected and whether they may be contacted: no more than tells people apart.
fn view_preview(frame: &mut Frame<'_>, area: Rect, row: &Row, look: &Look) {
    let beside = area.x > 0;
    let rule = if beside { Borders::NONE } else { Borders::TOP };
    let block = Block::new().borders(rule).border_style(look.theme.border);
    let inside = block.inner(area).inner(Margin::new(1, 0));
    frame.render_widget(block, area);
    let cells = inside.width;
    let mut lines = Vec::new();
    if beside {
        lines.extend(wrapped(&row.name, cells, look.theme.title));
        lines.extend(wrapped(&facts(row, look), cells, look.theme.muted));
        // From one person to the next, the verdicts stay where the eye is.
        lines.resize(lines.len().max(ABOVE_VERDICTS), Line::default());
    } else {
        view_rule_title(frame, area, row, look);
    }
    if row.banned {
        let style = look.theme.ban;
        lines.push(line(format!(" {} ", ban_mark(row, look)), style));
    } else if beside {
        lines.push(Line::default());
    }
    lines.extend(verdict_lines(&row.verdicts, look, cells, Detail::Reasons));
    if let Some(matched) = hidden_match(row) {
        let label = look.say(
            "found-by",
            &[("field", &look.word("short-field", &matched.field))],
        );
        let styles = (Style::new(), look.theme.matched);
        let mut spans = vec![fit(label, 16, look.theme.muted)];
        let room = usize::from(cells).saturating_sub(16);
        spans.extend(highlight(&matched.value, &matched.positions, room, styles));
        if beside {
            lines.push(Line::default());
        }
        lines.push(Line::from(spans));
    }
    paragraph(frame, inside, lines);
}

fn view_rule_title(frame: &mut Frame<'_>, area: Rect, row: &Row, look: &Look) {
    let place = Rect {
        height: area.height.min(1),
        ..area.inner(Margin::new(1, 0))
    };
    let title = Line::from(vec![
        span(format!(" {}", row.name), look.theme.title),
        span(format!("  {} ", facts(row, look)), look.theme.muted),
    ]);
    frame.render_widget(title, place);
}

fn facts(row: &Row, look: &Look) -> String {
    let mut parts = vec![row.number.clone(), look.word("kind", row.kind.code())];
    parts.extend(row.company.clone());
    parts.extend(row.city.clone());
    parts.extend(row.phone_tail.as_ref().map(|it| format!("…{it}")));
    parts.join(" · ")
}
