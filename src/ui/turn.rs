use std::time::Duration;

use ratatui::layout::{Position, Rect, Size};

use super::areas::Areas;
use super::look::Look;
use super::message::{Effect, Ticket};
use super::notice::{Notice, Tone};
use crate::contract::Request;

/// How long a fault or a warning stays whatever is typed.
const STAYS: Duration = Duration::from_secs(5);

/// What leaves the screen: tickets, effects and the words on the notice line.
#[derive(Debug, Default)]
pub(super) struct Desk {
    next: Ticket,
    pub(super) effects: Vec<Effect>,
    pub(super) notice: Option<Notice>,
    /// Changes on their way. One whose dialog was closed meanwhile is still told of.
    changes: Vec<Ticket>,
}

impl Desk {
    /// Tells whether `ticket` is a change on its way, and forgets it.
    pub(super) fn settle(&mut self, ticket: Ticket) -> bool {
        let before = self.changes.len();
        self.changes.retain(|it| *it != ticket);
        self.changes.len() < before
    }

    /// A key was pressed: removes the notice, unless it is too young.
    pub(super) fn key_pressed(&mut self) {
        self.notice = self.notice.take().filter(|it| it.fresh.is_some());
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
        if matches!(notice.tone, Tone::Fault | Tone::Warning) {
            notice.fresh = Some(self.wake(STAYS));
        }
        self.notice = Some(notice);
    }

    fn wake(&mut self, after: Duration) -> Ticket {
        let ticket = self.next.take();
        self.effects.push(Effect::Wake { ticket, after });
        ticket
    }

    fn ask(&mut self, request: Request) -> Ticket {
        let ticket = self.next.take();
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

    /// Asks for a change, whose outcome is told even if nobody waits for it any more.
    pub(super) fn change(&mut self, request: Request) -> Ticket {
        let ticket = self.desk.ask(request);
        self.desk.changes.push(ticket);
        ticket
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
