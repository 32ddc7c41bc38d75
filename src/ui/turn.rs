use std::fmt;
use std::time::Duration;

use ratatui::layout::{Position, Rect, Size};

use super::areas::Areas;
use super::look::Look;
use super::message::{Effect, Ticket};
use super::notice::{Notice, Said, Tone};
use super::who::Who;
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::Request;

/// How long a fault or a warning stays whatever is typed.
const STAYS: Duration = Duration::from_secs(5);

/// What leaves the screen: tickets, effects and the words on the notice line.
#[derive(Debug, Default)]
pub(super) struct Desk {
    next: Ticket,
    pub(super) effects: Vec<Effect>,
    pub(super) notice: Option<Notice>,
    /// What others did while a fault stood on the notice line.
    later: Option<Notice>,
    /// Changes on their way. One whose dialog was closed meanwhile is still told of.
    changes: Vec<Ticket>,
    /// What was asked and is not answered.
    open: Vec<Asked>,
    /// What was barred, and is asked again once a password is typed.
    held: Vec<Asked>,
    pub(super) who: Who,
    pub(super) line: Line,
}

/// Whether the service is there.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Line {
    #[default]
    Up,
    Lost,
    /// It is there, and of another version.
    Outdated,
}

/// A question under its ticket. Its debug form says nothing of what was asked.
pub(super) struct Asked {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Asked({:?})", self.ticket)
    }
}

impl Desk {
    pub(super) fn is_line_up(&self) -> bool {
        self.line == Line::Up
    }

    /// Takes an answered question off the list; nothing where nobody waits for it any more.
    pub(super) fn answered(&mut self, ticket: Ticket) -> Option<Asked> {
        let place = self.open.iter().position(|it| it.ticket == ticket)?;
        Some(self.open.swap_remove(place))
    }

    /// Keeps a barred question until a password opens the way.
    pub(super) fn hold(&mut self, asked: Asked) {
        self.held.push(asked);
    }

    /// Asks again what was barred, under the tickets that are waited for.
    pub(super) fn ask_held(&mut self) {
        for asked in std::mem::take(&mut self.held) {
            let (ticket, request) = (asked.ticket, asked.request.clone());
            self.open.push(asked);
            self.effects.push(Effect::Ask { ticket, request });
        }
    }

    /// Gives up on what was barred, and returns who waits for it.
    pub(super) fn give_up(&mut self) -> Vec<Ticket> {
        let held = std::mem::take(&mut self.held);
        held.into_iter().map(|it| it.ticket).collect()
    }

    /// Waits for nothing any more.
    pub(super) fn forget(&mut self) {
        self.open.clear();
        self.held.clear();
        self.changes.clear();
        self.later = None;
    }

    /// Tells whether `ticket` is a change on its way, and forgets it.
    pub(super) fn settle(&mut self, ticket: Ticket) -> bool {
        let before = self.changes.len();
        self.changes.retain(|it| *it != ticket);
        self.changes.len() < before
    }

    /// A key was pressed: removes the notice, unless it is too young.
    pub(super) fn key_pressed(&mut self) {
        if self.notice.as_ref().is_some_and(|it| it.fresh.is_none()) {
            self.notice = None;
            if let Some(later) = self.later.take() {
                self.say(later);
            }
        }
    }

    /// A wake came: the notice it belongs to may go with the next key.
    pub(super) fn woke(&mut self, ticket: Ticket) {
        if let Some(notice) = &mut self.notice
            && notice.fresh == Some(ticket)
        {
            notice.fresh = None;
        }
    }

    pub(super) fn say(&mut self, mut notice: Notice) {
        if matches!(notice.tone, Tone::Fault | Tone::Warning | Tone::Others) {
            notice.fresh = Some(self.wake(STAYS));
        }
        self.notice = Some(notice);
    }

    /// Says what others did, but not over a fault, nor over how one's own act ended: then after it.
    pub(super) fn say_of_others(&mut self, notice: Notice) {
        match &self.notice {
            Some(shown) if matches!(shown.tone, Tone::Fault | Tone::Warning | Tone::Done) => {
                self.later = Some(notice);
            }
            _ => self.say(notice),
        }
    }

    /// Tells whether this sentence stands on the notice line, or will after a fault.
    pub(super) fn is_saying(&self, id: &str) -> bool {
        let notices = self.notice.iter().chain(&self.later);
        let mut said = notices.map(|it| &it.said);
        said.any(|it| matches!(it, Said::Sentence { id: other, .. } if *other == id))
    }

    pub(super) fn wake(&mut self, after: Duration) -> Ticket {
        let ticket = self.next.take();
        self.effects.push(Effect::Wake { ticket, after });
        ticket
    }

    pub(super) fn ask(&mut self, request: Request) -> Ticket {
        let ticket = self.next.take();
        if matches!(request, Request::Lookup { .. }) {
            // The one before gives way, and may never be answered.
            let others = |it: &Asked| !matches!(it.request, Request::Lookup { .. });
            self.open.retain(others);
        }
        self.open.push(Asked {
            ticket,
            request: request.clone(),
        });
        self.effects.push(Effect::Ask { ticket, request });
        ticket
    }
}

/// What a screen or an overlay may use while it handles one message.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    pub(super) desk: &'a mut Desk,
    pub(super) look: &'a Look,
    pub(super) size: Size,
    pub(super) started: Started,
}

/// How an action was started, since the key that confirms is never the key that started.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Started {
    #[default]
    ByItsKey,
    /// With Enter, from the palette or a menu.
    FromList,
}

impl Turn<'_> {
    /// Asks, and returns the ticket that the answer will carry.
    pub(super) fn ask(&mut self, request: Request) -> Ticket {
        self.desk.ask(request)
    }

    /// Asks for a change, whose outcome is told even if nobody waits for it any more. Nothing is sent
    /// of what the roles do not allow, nor while the service is gone: then that is said.
    pub(super) fn change(&mut self, request: Request) -> Option<Ticket> {
        let allowed = request.operation().is_none_or(|it| self.who().reaches(it));
        if !allowed {
            self.say(Notice::fault(Fault::of(FaultCode::NotAllowed)));
            return None;
        }
        if !self.is_line_up() {
            self.say(Notice::sentence_of_warning("line-not-sent"));
            return None;
        }
        let ticket = self.desk.ask(request);
        self.desk.changes.push(ticket);
        Some(ticket)
    }

    pub(super) fn who(&self) -> &Who {
        &self.desk.who
    }

    pub(super) fn is_line_up(&self) -> bool {
        self.desk.is_line_up()
    }

    pub(super) fn wake(&mut self, after: Duration) -> Ticket {
        self.desk.wake(after)
    }

    pub(super) fn say(&mut self, notice: Notice) {
        self.desk.say(notice);
    }

    /// Returns the part of the terminal between header and hints.
    pub(super) fn body(&self) -> Rect {
        Areas::of(Rect::from((Position::ORIGIN, self.size))).body
    }
}
