use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;

use super::sheet::sheet;
use super::{Pane, Person, Shown};
use crate::contract::Card;
use crate::domain::field::Field;
use crate::ui::look::Look;
use crate::ui::widgets::{Detail, ban_line, line, paragraph, span, verdict_lines, wrapped};

/// The screen in two: what stays in sight and what scrolls below it.
pub(super) struct Parts {
    fixed: Vec<Line<'static>>,
    pub(super) scrolled: Vec<Line<'static>>,
    /// How many lines there are for what scrolls.
    pub(super) room: u16,
}

/// With less room than this below it, the verdict scrolls with the rest.
const LEAST_ROOM: u16 = 5;

impl Parts {
    pub(super) fn of(person: &Person, area: Rect, look: &Look) -> Self {
        let cells = area.width.saturating_sub(2);
        let (mut fixed, mut scrolled) = match &person.shown {
            Shown::Opening => {
                let waiting = look.say("person-opening", &[]);
                (
                    head(person, None, look, cells),
                    vec![line(waiting, look.theme.muted)],
                )
            }
            Shown::Failed(fault) => (
                head(person, None, look, cells),
                wrapped(&look.fault(fault), cells, look.theme.warning),
            ),
            Shown::Card(card) => {
                let scrolled = match person.pane {
                    Pane::Sheet => sheet(card, look, cells),
                    Pane::History => person.history.lines(look, cells),
                };
                let mut fixed = head(person, Some(card), look, cells);
                fixed.push(tabs(person.pane, look));
                (fixed, scrolled)
            }
        };
        let taken = u16::try_from(fixed.len()).unwrap_or(u16::MAX);
        let mut room = area.height.saturating_sub(taken);
        if room < LEAST_ROOM {
            fixed.append(&mut scrolled);
            std::mem::swap(&mut fixed, &mut scrolled);
            room = area.height;
        }
        Self {
            fixed,
            scrolled,
            room,
        }
    }
}

impl Person {
    /// ```text
    ///  Ilkka Virtanen   1043 · consumer · Sahanen Oy
    ///   BANNED   every channel, since 2024-03-12
    ///
    ///  e-mail          MAY NOT  They have forbidden marketing.  GDPR 21(2)-(3)
    ///  …
    ///  ‹ Sheet ›  History
    ///  Contact
    ///    phone         +358401234567             file: old CRM · 2023-02-25 · …
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let area_inside = area.inner(Margin::new(1, 0));
        let parts = Parts::of(self, area, look);
        let taken = u16::try_from(parts.fixed.len()).unwrap_or(u16::MAX);
        let below = Rect {
            y: area_inside.y.saturating_add(taken.min(area_inside.height)),
            height: area_inside.height.saturating_sub(taken),
            ..area_inside
        };
        let hidden = parts
            .scrolled
            .len()
            .saturating_sub(self.top + usize::from(below.height));
        let mut lines: Vec<Line<'static>> = parts
            .scrolled
            .into_iter()
            .skip(self.top)
            .take(usize::from(below.height))
            .collect();
        if hidden > 0
            && let Some(last) = lines.last_mut()
        {
            let more = (hidden + 1).to_string();
            *last = line(
                look.say("more-below", &[("count", &more)]),
                look.theme.accent,
            );
        }
        paragraph(frame, area_inside, parts.fixed);
        paragraph(frame, below, lines);
        frame.set_cursor_position(Position::new(
            below.x,
            below.y.min(area.bottom().saturating_sub(1)),
        ));
    }
}

/// Who it is and whether they may be contacted.
fn head(person: &Person, card: Option<&Card>, look: &Look, cells: u16) -> Vec<Line<'static>> {
    let mut facts = vec![person.number.clone()];
    if let Some(card) = card {
        facts.push(look.word("kind", card.kind.code()));
        facts.extend(card.value(Field::Company).map(str::to_owned));
    }
    let name = if person.name.is_empty() {
        look.say("nameless", &[])
    } else {
        person.name.clone()
    };
    let mut lines = vec![Line::from(vec![
        span(name, look.theme.title),
        span(format!("   {}", facts.join(" · ")), look.theme.muted),
    ])];
    let Some(card) = card else {
        lines.push(Line::default());
        return lines;
    };
    lines.extend(ban_line(&card.bans, look));
    lines.push(Line::default());
    lines.extend(verdict_lines(
        &card.verdicts,
        look,
        cells,
        Detail::References,
    ));
    lines.push(Line::default());
    lines
}

/// Names the panes, the one in sight marked by more than its colour.
fn tabs(pane: Pane, look: &Look) -> Line<'static> {
    let tab = |which: Pane, id: &str| {
        let words = look.say(id, &[]);
        if which == pane {
            span(format!("‹ {words} ›"), look.theme.accent)
        } else {
            span(format!("  {words}  "), look.theme.muted)
        }
    };
    Line::from(vec![
        tab(Pane::Sheet, "pane-sheet"),
        span(" ", look.theme.muted),
        tab(Pane::History, "pane-history"),
    ])
}
