use ratatui::text::Line;

use super::{fit, span, wrap};
use crate::contract::HistoryEntry;
use crate::ui::look::Look;

const WHEN: usize = 19;
const WHO: usize = 14;
const DEED: usize = 22;

/// Whether whom an entry is about is known where it is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::ui) enum Number {
    Known,
    Shown,
}

/// Makes the lines of one entry of the audit:
///
/// ```text
/// 2026-01-31 12:00Z  kaisa         corrected             relations
///                                 phone
/// ```
pub(in crate::ui) fn entry_lines(
    entry: &HistoryEntry,
    number: Number,
    look: &Look,
    cells: u16,
) -> Vec<Line<'static>> {
    let when = entry.at.utc().format("%Y-%m-%d %H:%MZ").to_string();
    let mut rest: Vec<String> = Vec::new();
    if number == Number::Shown {
        rest.extend(entry.number.clone());
    }
    if entry.outcome != "done" {
        rest.push(look.word("outcome", &entry.outcome));
    }
    rest.extend(entry.purpose.as_ref().map(|it| look.purpose(it)));
    rest.extend(entry.detail.clone());
    let mut head = vec![
        fit(when, WHEN, look.theme.muted),
        fit(&entry.actor, WHO, look.theme.text),
        fit(look.word("deed", &entry.deed), DEED, look.theme.text),
    ];
    let indent = WHEN + WHO + DEED;
    let room = usize::from(cells).saturating_sub(indent).max(12);
    let mut parts = wrap(&rest.join(" · "), room).into_iter();
    head.push(span(parts.next().unwrap_or_default(), look.theme.muted));
    let mut lines = vec![Line::from(head)];
    lines.extend(parts.map(|part| {
        Line::from(vec![
            span(" ".repeat(indent), look.theme.muted),
            span(part, look.theme.muted),
        ])
    }));
    lines
}
