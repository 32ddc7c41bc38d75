use ratatui::text::Line;

use super::super::Answer;
use crate::contract::Fault;
use crate::contract::HistoryEntry;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::turn::Turn;
use crate::ui::widgets::{Number, entry_lines, line, wrapped};

/// What was done to a person's data, and who looked at it.
#[derive(Debug, Default)]
pub(super) enum History {
    #[default]
    Unasked,
    Waiting(Ticket),
    Entries(Vec<HistoryEntry>),
    Failed(Fault),
}

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
                .flat_map(|it| entry_lines(it, Number::Known, look, cells))
                .collect(),
        }
    }
}
