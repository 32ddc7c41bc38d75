use ratatui::text::Line;

use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::wrapped;

/// A change that was sent, or why it was refused.
#[derive(Debug, Default)]
pub(super) enum Sending {
    #[default]
    Not,
    Waiting(Ticket),
    Refused(Fault),
}

/// How a change ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Ended {
    /// It was made to the person who has this number now.
    Of(String),
    /// It was made, and not to a person.
    Done,
    /// It waits for a second officer.
    Waits,
    /// The refusal is shown.
    Refused,
}

impl Ended {
    /// Returns where a dialog leads that has no other end of its own.
    pub(super) fn step(self) -> Step {
        match self {
            Self::Waits => Step::Done(Notice::done_plainly("done-now-waits")),
            Self::Of(_) | Self::Done | Self::Refused => Step::Stay,
        }
    }
}

impl Sending {
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting(_))
    }

    /// Sends a change, unless it cannot be sent now.
    pub(super) fn send(&mut self, request: Request, turn: &mut Turn<'_>) {
        if let Some(ticket) = turn.change(request) {
            *self = Self::Waiting(ticket);
        }
    }

    /// Takes the answer to the change.
    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Ended, Answer> {
        if !matches!(self, Self::Waiting(awaited) if *awaited == ticket) {
            return Err(answer);
        }
        *self = Self::Not;
        Ok(match answer {
            Ok(
                Reply::Done { number, .. }
                | Reply::Unchanged { number }
                | Reply::Erased { number, .. },
            ) => Ended::Of(number),
            Ok(Reply::Waits { .. }) => Ended::Waits,
            Ok(_) => Ended::Done,
            Err(fault) => {
                *self = Self::Refused(fault);
                Ended::Refused
            }
        })
    }

    /// Returns why the change was refused.
    pub(super) fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Refused(fault) => Some(fault),
            Self::Not | Self::Waiting(_) => None,
        }
    }

    /// Returns the line that says how it stands.
    pub(super) fn line(&self, look: &Look, cells: u16) -> Vec<Line<'static>> {
        match self {
            Self::Not => Vec::new(),
            Self::Waiting(_) => wrapped(&look.say("saving", &[]), cells, look.theme.muted),
            Self::Refused(fault) => wrapped(&look.fault(fault), cells, look.theme.warning),
        }
    }
}
