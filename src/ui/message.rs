//! What goes in and out of [`super::Ui`].

use std::fmt;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;

use crate::contract::Fault;
use crate::contract::News;
use crate::contract::Reply;
use crate::contract::Request;

/// Something happened.
#[derive(Clone)]
pub enum Message {
    Key(KeyEvent),
    /// Text that the terminal marked as pasted.
    Pasted(String),
    Resized(Size),
    Answered {
        ticket: Ticket,
        answer: Result<Reply, Fault>,
    },
    /// The time of an [`Effect::Wake`] is over.
    Woke(Ticket),
    /// Something happened that others did, or that concerns this session.
    News(News),
    /// The line to the service was lost; what is asked waits until it is back.
    LineLost,
    /// The line is lost for good: the service is of another version now.
    LineOutdated,
    /// The line is back, and the session goes on.
    LineBack,
    /// The session is over: ended by somebody, or by its time.
    Ended(Fault),
    /// The program is told to stop: what must not be lost is asked for now.
    Stopping,
}

/// Something must be done, outside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Effect {
    Ask {
        ticket: Ticket,
        request: Request,
    },
    /// Send [`Message::Woke`] once, after this time.
    Wake {
        ticket: Ticket,
        after: Duration,
    },
    /// Forget what the terminal shows and draw all of it.
    Redraw,
    /// Stop until the shell says otherwise, where a shell waits.
    Suspend,
    Quit,
}

/// Ties an answer to the question that asked for it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Ticket(u64);

impl Ticket {
    /// Returns this ticket and moves on to the next.
    pub(super) fn take(&mut self) -> Self {
        let taken = *self;
        self.0 += 1;
        taken
    }
}

/// Says nothing of what was typed, pasted or answered.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(_) => f.write_str("Key(…)"),
            Self::Pasted(text) => write!(f, "Pasted({} bytes)", text.len()),
            Self::Resized(size) => write!(f, "Resized({size})"),
            Self::Answered { ticket, answer } => {
                let ended = answer
                    .as_ref()
                    .map_or_else(|fault| fault.code.code(), |_| "ok");
                write!(f, "Answered({ticket:?}, {ended})")
            }
            Self::Woke(ticket) => write!(f, "Woke({ticket:?})"),
            Self::News(news) => write!(f, "News({})", news.now),
            Self::LineLost => f.write_str("LineLost"),
            Self::LineOutdated => f.write_str("LineOutdated"),
            Self::LineBack => f.write_str("LineBack"),
            Self::Ended(fault) => write!(f, "Ended({})", fault.code.code()),
            Self::Stopping => f.write_str("Stopping"),
        }
    }
}
