use ratatui::text::Line;

use crate::contract::Fault;
use crate::contract::Reply;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::screens::Answer;
use crate::ui::widgets::wrapped;

/// A change that was sent, or why it was refused.
#[derive(Debug, Default)]
pub(super) enum Sending {
    #[default]
    Not,
    Waiting(Ticket),
    Refused(Fault),
}

impl Sending {
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting(_))
    }

    /// Takes the answer to the change: the number of the changed person, or the refusal to show.
    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
    ) -> Result<Option<String>, Answer> {
        if !matches!(self, Self::Waiting(awaited) if *awaited == ticket) {
            return Err(answer);
        }
        *self = Self::Not;
        match answer {
            Ok(
                Reply::Done { number, .. }
                | Reply::Unchanged { number }
                | Reply::Erased { number, .. },
            ) => Ok(Some(number)),
            Ok(_) => Ok(None),
            Err(fault) => {
                *self = Self::Refused(fault);
                Ok(None)
            }
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
