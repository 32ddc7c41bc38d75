//! The screens: one file or folder each, all with the same verbs.

mod log;
mod login;
mod lookup;
mod person;
mod rights;
mod users;
mod waits;

use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) use log::Log;
pub(super) use login::Login;
pub(super) use lookup::Lookup;
pub(super) use person::Person;
pub(super) use rights::{Rights, lines_of_role};
pub(super) use users::Users;
pub(super) use waits::{Waits, what};

use super::action::{Action, Context};
use super::look::Look;
use super::message::Ticket;
use super::notice::Notice;
use super::overlays::Overlay;
use super::turn::Turn;
use super::who::Who;
use super::widgets::Entry;
use crate::contract::Fault;
use crate::contract::Reply;
use crate::domain::role::{Operation, Role};

/// The closed set of screens: the compiler lists what a new one still lacks.
#[derive(Debug)]
pub(super) enum Screen {
    Login(Box<Login>),
    Lookup(Box<Lookup>),
    Person(Box<Person>),
    Users(Box<Users>),
    Waits(Box<Waits>),
    Log(Box<Log>),
    Rights(Rights),
}

/// Where an action or an answer leads. Screens and overlays do not know the stacks they stand on.
#[derive(Debug)]
pub(super) enum Step {
    Stay,
    /// Take one level off, the overlay or the screen that says so.
    Close,
    /// Close everything above the search, and begin a new one.
    Search,
    /// Close every overlay and stand this on top.
    Open(Screen),
    Show(Box<Overlay>),
    /// Close the finder and do this instead.
    Run(Action),
    /// Somebody is logged in.
    Enter(Entered),
    /// The person was changed: close the overlay, say so and show the person again by this number.
    Changed {
        said: Notice,
        number: String,
    },
    /// It is done: close the overlay, say so and let the screen below ask again.
    Done(Notice),
    /// The person is gone: close everything that shows them.
    Gone(Notice),
    /// The question was answered with yes: throw the changes away and close them.
    Discarded,
    /// A password opened the way: close the overlay and ask again what was barred.
    Proven(Option<Notice>),
    /// No password was typed: what was barred is refused.
    Unproven,
    Quit,
}

/// Who logged in.
#[derive(Debug)]
pub(super) struct Entered {
    pub(super) who: Who,
    pub(super) demo: bool,
    pub(super) must_change: bool,
}

impl Step {
    pub(super) fn show(overlay: Overlay) -> Self {
        Self::Show(Box::new(overlay))
    }
}

/// What an asker was told.
pub(super) type Answer = Result<Reply, Fault>;

macro_rules! each {
    ($self:expr, $screen:ident => $body:expr) => {
        match $self {
            Screen::Login($screen) => $body,
            Screen::Lookup($screen) => $body,
            Screen::Person($screen) => $body,
            Screen::Users($screen) => $body,
            Screen::Waits($screen) => $body,
            Screen::Log($screen) => $body,
            Screen::Rights($screen) => $body,
        }
    };
}

impl Screen {
    /// Makes the screen that somebody with these roles begins with.
    pub(super) fn home(who: &Who) -> Self {
        if who.reaches(Operation::Lookup) {
            Self::Lookup(Box::default())
        } else if who.roles.contains(&Role::Administrator) && !who.reaches(Operation::ShowAudit) {
            Self::Users(Box::default())
        } else if who.reaches(Operation::ShowAudit) {
            Self::Log(Box::new(Log::register()))
        } else {
            Self::Log(Box::new(Log::own()))
        }
    }

    /// Makes the screen that an action of every screen leads to.
    pub(super) fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Users => Self::Users(Box::default()),
            Action::Waiting => Self::Waits(Box::default()),
            Action::Audit => Self::Log(Box::new(Log::register())),
            Action::OwnLog => Self::Log(Box::new(Log::own())),
            Action::Rights => Self::Rights(Rights::default()),
            _ => return None,
        })
    }

    /// Tells whether both show the same thing.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Log(this), Self::Log(that)) => this.is_like(that),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Returns what somebody's roles must allow for the screen to be shown.
    pub(super) fn operation(&self) -> Option<Operation> {
        Some(match self {
            Self::Login(_) | Self::Rights(_) => return None,
            Self::Lookup(_) => Operation::Lookup,
            Self::Person(_) => Operation::Open,
            Self::Users(_) => Operation::Users,
            Self::Waits(_) => Operation::Waiting,
            Self::Log(log) => log.operation(),
        })
    }

    /// Asks for what the screen shows first.
    pub(super) fn enter(&mut self, turn: &mut Turn<'_>) {
        match self {
            Self::Person(person) => person.ask(turn),
            Self::Users(users) => users.ask(turn),
            Self::Waits(waits) => waits.ask(turn),
            Self::Log(log) => log.ask(turn),
            Self::Login(_) | Self::Lookup(_) | Self::Rights(_) => {}
        }
    }

    /// Asks again after a change to the person of that number.
    pub(super) fn refresh(&mut self, number: &str, turn: &mut Turn<'_>) {
        match self {
            Self::Person(person) => person.show_again(number, turn),
            other => other.ask_again(turn),
        }
    }

    /// Asks again for what is shown: it may be old.
    pub(super) fn ask_again(&mut self, turn: &mut Turn<'_>) {
        match self {
            Self::Person(person) => {
                let number = person.number().to_owned();
                person.show_again(&number, turn);
            }
            Self::Lookup(lookup) => lookup.ask_again(turn),
            Self::Users(users) => users.ask(turn),
            Self::Waits(waits) => waits.ask(turn),
            // Reading the audit is itself entered there.
            Self::Login(_) | Self::Log(_) | Self::Rights(_) => {}
        }
    }

    /// Asks again for an open person, whose number may be another by now.
    pub(super) fn check(&mut self, turn: &mut Turn<'_>) {
        if let Self::Person(person) = self {
            person.check(turn);
        }
    }

    /// Tells whether the person of that number is in sight.
    pub(super) fn shows(&self, number: &str) -> bool {
        match self {
            Self::Person(person) => person.number() == number,
            Self::Lookup(lookup) => lookup.shows(number),
            _ => false,
        }
    }

    /// Marks that a person changed while another screen was above this one.
    pub(super) fn outdate(&mut self) {
        if let Self::Lookup(lookup) = self {
            lookup.outdate();
        }
    }

    /// The screens above are gone.
    pub(super) fn resume(&mut self, turn: &mut Turn<'_>) {
        match self {
            Self::Lookup(lookup) => lookup.resume(turn),
            Self::Waits(waits) => waits.ask(turn),
            _ => {}
        }
    }

    pub(super) fn begin_anew(&mut self, turn: &mut Turn<'_>) {
        if let Self::Lookup(lookup) = self {
            lookup.begin_anew(turn);
        }
    }

    pub(super) fn context(&self) -> Context {
        match self {
            Self::Login(_) => Context::Login,
            Self::Lookup(lookup) => lookup.context(),
            Self::Person(_) => Context::Person,
            Self::Users(_) => Context::Users,
            Self::Waits(waits) => waits.context(),
            Self::Log(_) => Context::Log,
            Self::Rights(_) => Context::Rights,
        }
    }

    /// Returns what can be done here and now, the most wanted first.
    pub(super) fn offers(&self, who: &Who) -> Vec<Action> {
        match self {
            Self::Person(person) => person.offers(who),
            Self::Users(users) => users.offers(who),
            Self::Login(login) => login.offers(),
            Self::Lookup(lookup) => lookup.offers(),
            Self::Waits(waits) => waits.offers(),
            Self::Log(log) => log.offers(),
            Self::Rights(rights) => rights.offers(),
        }
    }

    /// Returns the text field that has the focus.
    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        match self {
            Self::Login(login) => Some(login.entry()),
            Self::Lookup(lookup) => lookup.entry(),
            _ => None,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        matches!(self.context(), Context::Login | Context::Search)
    }

    /// The text of the focused field changed.
    pub(super) fn edited(&mut self, turn: &mut Turn<'_>) {
        if let Self::Lookup(lookup) = self {
            lookup.edited(turn);
        }
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        each!(self, screen => screen.act(action, turn))
    }

    /// Takes an answer, or gives it back if it is not for this screen.
    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &mut Turn<'_>,
    ) -> Result<Step, Answer> {
        match self {
            Self::Rights(_) => Err(answer),
            Self::Login(login) => login.receive(ticket, answer),
            Self::Lookup(lookup) => lookup.receive(ticket, answer, turn),
            Self::Person(person) => person.receive(ticket, answer, turn),
            Self::Users(users) => users.receive(ticket, answer, turn),
            Self::Waits(waits) => waits.receive(ticket, answer, turn),
            Self::Log(log) => log.receive(ticket, answer, turn),
        }
    }

    pub(super) fn woke(&mut self, ticket: Ticket, turn: &mut Turn<'_>) {
        if let Self::Lookup(lookup) = self {
            lookup.woke(ticket, turn);
        }
    }

    /// Keeps what is selected or scrolled to in sight.
    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        match self {
            Self::Lookup(lookup) => lookup.resize(turn),
            Self::Person(person) => person.resize(turn),
            Self::Users(users) => users.resize(turn),
            Self::Waits(waits) => waits.resize(turn),
            Self::Log(log) => log.resize(turn),
            Self::Rights(rights) => rights.resize(turn),
            Self::Login(_) => {}
        }
    }

    /// Returns the words that say where one is.
    pub(super) fn place(&self, look: &Look) -> String {
        match self {
            Self::Login(_) => look.say("place-login", &[]),
            Self::Lookup(_) => look.say("place-lookup", &[]),
            Self::Person(person) => look.say("place-person", &[("number", person.number())]),
            Self::Users(_) => look.say("place-users", &[]),
            Self::Waits(_) => look.say("place-waits", &[]),
            Self::Log(log) => log.place(look),
            Self::Rights(_) => look.say("place-rights", &[]),
        }
    }

    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        each!(self, screen => screen.view(frame, area, look));
    }
}
