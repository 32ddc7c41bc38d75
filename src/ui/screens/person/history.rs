use ratatui::text::Line;

use super::super::Answer;
use crate::contract::Fault;
use crate::contract::HistoryEntry;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::turn::Turn;
use crate::ui::widgets::{fit, line, span, wrap, wrapped};

/// What was done to a person's data, and who looked at it.
#[derive(Debug, Default)]
pub(super) enum History {
    #[default]
    Unasked,
    Waiting(Ticket),
    Entries(Vec<HistoryEntry>),
    Failed(Fault),
}

const WHEN: usize = 19;
const WHO: usize = 14;
const DEED: usize = 22;

impl History {
    pub(super) fn is_unasked(&self) -> bool {
        matches!(self, Self::Unasked)
    }

    pub(super) fn ask(&mut self, number: &str, turn: &mut Turn<'_>) {
        let number = number.to_owned();
        *self = Self::Waiting(turn.ask(Request::History { number }));
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<(), Answer> {
        if !matches!(self, Self::Waiting(awaited) if *awaited == ticket) {
            return Err(answer);
        }
        *self = match answer {
            Ok(Reply::History { entries }) => Self::Entries(entries),
            Ok(_) => Self::Unasked,
            Err(fault) => Self::Failed(fault),
        };
        Ok(())
    }

    /// ```text
    /// 2026-01-31 12:00  kaisa         corrected             relations
    ///                                 phone
    /// ```
    pub(super) fn lines(&self, look: &Look, cells: u16) -> Vec<Line<'static>> {
        match self {
            Self::Unasked | Self::Waiting(_) => {
                vec![line(look.say("waiting", &[]), look.theme.muted)]
            }
            Self::Failed(fault) => wrapped(&look.fault(fault), cells, look.theme.warning),
            Self::Entries(entries) if entries.is_empty() => {
                vec![line(look.say("history-empty", &[]), look.theme.muted)]
            }
            Self::Entries(entries) => entries
                .iter()
                .rev()
                .flat_map(|it| entry_lines(it, look, cells))
                .collect(),
        }
    }
}

fn entry_lines(entry: &HistoryEntry, look: &Look, cells: u16) -> Vec<Line<'static>> {
    let when = entry.at.utc().format("%Y-%m-%d %H:%MZ").to_string();
    let mut rest: Vec<String> = Vec::new();
    if entry.outcome != "done" {
        rest.push(look.word("outcome", &entry.outcome));
    }
    rest.extend(entry.purpose.as_ref().map(|it| look.word("purpose", it)));
    rest.extend(entry.detail.clone());
    let indent = WHEN + WHO + DEED;
    let room = usize::from(cells).saturating_sub(indent).max(12);
    let mut parts = wrap(&rest.join(" · "), room).into_iter();
    let mut lines = vec![Line::from(vec![
        fit(when, WHEN, look.theme.muted),
        fit(&entry.actor, WHO, look.theme.text),
        fit(look.word("deed", &entry.deed), DEED, look.theme.text),
        span(parts.next().unwrap_or_default(), look.theme.muted),
    ])];
    lines.extend(parts.map(|part| {
        Line::from(vec![
            span(" ".repeat(indent), look.theme.muted),
            span(part, look.theme.muted),
        ])
    }));
    lines
}
