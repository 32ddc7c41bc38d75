//! The screens: one file or folder each, all with the same verbs.

mod login;
mod lookup;
mod person;

use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) use login::Login;
pub(super) use lookup::Lookup;
pub(super) use person::Person;

use super::action::{Action, Context};
use super::look::Look;
use super::message::Ticket;
use super::notice::Notice;
use super::overlays::Overlay;
use super::turn::Turn;
use super::widgets::Entry;
use crate::contract::Fault;
use crate::contract::LookPurpose;
use crate::contract::Reply;

/// The closed set of screens: the compiler lists what a new one still lacks.
#[derive(Debug)]
pub(super) enum Screen {
    Login(Box<Login>),
    Lookup(Box<Lookup>),
    Person(Box<Person>),
}

/// Where an action or an answer leads. Screens and overlays do not know the stacks they stand on.
#[derive(Debug)]
pub(super) enum Step {
    Stay,
    /// Take one level off, the overlay or the screen that says so.
    Close,
    /// Close everything above the search, and begin a new one.
    Search,
    Open(Screen),
    Show(Box<Overlay>),
    /// Close the finder and do this instead.
    Run(Action),
    /// Somebody is logged in.
    Enter {
        user: String,
        demo: bool,
    },
    /// The person was changed: close the overlay, say so and show the person again by this number.
    Changed {
        said: Notice,
        number: String,
    },
    /// The person is gone: close everything that shows them.
    Gone(Notice),
    /// The question was answered with yes: throw the changes away and close them.
    Discarded,
    Quit,
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
        }
    };
}

impl Screen {
    /// Asks for what the screen shows first.
    pub(super) fn enter(&mut self, turn: &mut Turn<'_>) {
        match self {
            Self::Person(person) => person.ask(LookPurpose::CustomerService, turn),
            Self::Login(_) | Self::Lookup(_) => {}
        }
    }

    /// Asks again after a change to the person of that number.
    pub(super) fn refresh(&mut self, number: &str, turn: &mut Turn<'_>) {
        match self {
            Self::Person(person) => person.show_again(number, turn),
            Self::Lookup(lookup) => lookup.ask_again(turn),
            Self::Login(_) => {}
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
        if let Self::Lookup(lookup) = self {
            lookup.resume(turn);
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
        }
    }

    /// Returns what can be done here and now, the most wanted first.
    pub(super) fn offers(&self) -> Vec<Action> {
        each!(self, screen => screen.offers())
    }

    /// Returns the text field that has the focus.
    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        match self {
            Self::Login(login) => Some(login.entry()),
            Self::Lookup(lookup) => lookup.entry(),
            Self::Person(_) => None,
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
        each!(self, screen => screen.receive(ticket, answer, turn))
    }

    pub(super) fn woke(&mut self, ticket: Ticket, turn: &mut Turn<'_>) {
        if let Self::Lookup(lookup) = self {
            lookup.woke(ticket, turn);
        }
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        match self {
            Self::Lookup(lookup) => lookup.resize(turn),
            Self::Person(person) => person.resize(turn),
            Self::Login(_) => {}
        }
    }

    /// Returns the words that say where one is.
    pub(super) fn place(&self, look: &Look) -> String {
        match self {
            Self::Login(_) => look.say("place-login", &[]),
            Self::Lookup(_) => look.say("place-lookup", &[]),
            Self::Person(person) => look.say("place-person", &[("number", person.number())]),
        }
    }

    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        each!(self, screen => screen.view(frame, area, look));
    }
}
