//! The screen as a value: state, one function that changes it, one that draws.
//!
//! Work that must happen elsewhere leaves as an [`Effect`]; whatever comes of it returns as a
//! [`Message`].
//!
//! **Invariant:** nothing here awaits, spawns, reads a clock or opens a file.
//! **Invariant:** [`Ui::view`] takes `&self` and changes nothing.
//! **Invariant:** text of a record becomes a cell only through `widgets`, which cleans it.

mod areas;
mod chord;
mod keymap;
mod look;
mod message;
mod notice;
mod overlays;
mod screens;
mod setup;
mod stack;
mod theme;
mod turn;
mod view;
mod widgets;

pub mod action;

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::layout::Size;

pub use action::{Action, Context};
pub use keymap::{Keymap, KeymapError, Typing};
pub use message::{Effect, Message, Ticket};
pub use setup::Setup;
pub use theme::{Theme, ThemeError};

use crate::contract::FaultCode;
use look::Look;
use notice::Notice;
use overlays::{Discard, Finder, Leaving, Overlay};
use screens::{Answer, Login, Screen, Step};
use stack::Stack;
use turn::{Desk, Started, Turn};
use widgets::Pasted;

/// Everything the terminal shows.
#[derive(Debug)]
pub struct Ui {
    screens: Stack<Screen>,
    /// Above the screens; the last takes the keys.
    overlays: Vec<Overlay>,
    desk: Desk,
    look: Look,
    /// Known from the start and from [`Message::Resized`], so that `update` can page by a screenful
    /// without the last frame telling it how big it was.
    size: Size,
    demo: bool,
    user: Option<String>,
}

macro_rules! turn {
    ($ui:expr, $started:expr) => {
        &mut Turn {
            desk: &mut $ui.desk,
            look: &$ui.look,
            size: $ui.size,
            started: $started,
        }
    };
    ($ui:expr) => {
        turn!($ui, Started::default())
    };
}

impl Ui {
    /// Returns the first screen, and the effects that fill it.
    #[must_use]
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        let first = match setup.user {
            Some(_) => Screen::Lookup(Box::default()),
            None => Screen::Login(Box::new(Login::new())),
        };
        let mut ui = Self {
            screens: Stack::new(first),
            overlays: Vec::new(),
            desk: Desk::default(),
            look: Look {
                theme: setup.theme,
                keymap: setup.keymap,
                catalogue: setup.catalogue,
            },
            size: setup.size,
            demo: setup.demo,
            user: setup.user,
        };
        if !setup.warnings.is_empty() {
            let warnings = setup.warnings.join("; ");
            let said = ui
                .look
                .say("warning-configuration", &[("warnings", &warnings)]);
            ui.desk.say(Notice::warning(said));
        }
        let effects = ui.leave_desk();
        (ui, effects)
    }

    /// Applies one message and returns the work it calls for.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => {}
            Message::Key(key) => self.press(key),
            Message::Pasted(text) => self.paste(&text),
            Message::Resized(size) => {
                self.size = size;
                let turn = turn!(self);
                self.screens
                    .iter_mut()
                    .for_each(|screen| screen.resize(turn));
                self.overlays
                    .iter_mut()
                    .for_each(|overlay| overlay.resize(turn));
            }
            Message::Answered { ticket, answer } => self.deliver(ticket, answer),
            Message::Ended(fault) => self.log_out(Err(fault)),
            Message::News(_) | Message::LineLost | Message::LineBack | Message::Stopping => {}
            Message::Woke(ticket) => {
                self.desk.woke(ticket);
                let turn = turn!(self);
                self.screens
                    .iter_mut()
                    .for_each(|screen| screen.woke(ticket, turn));
            }
        }
        self.leave_desk()
    }

    fn press(&mut self, key: KeyEvent) {
        self.desk.key_pressed();
        match self.look.keymap.action(self.context(), self.typing(), key) {
            Some(action) => self.act(action, Started::ByItsKey),
            None if self.entry().is_some_and(|entry| entry.key(key)) => self.edited(),
            None => {}
        }
    }

    fn paste(&mut self, text: &str) {
        self.desk.key_pressed();
        match self.entry().map(|entry| entry.paste(text)) {
            Some(Pasted::Taken) => self.edited(),
            Some(Pasted::Refused) => self.desk.say(Notice::hint("paste-refused")),
            None => self.desk.say(Notice::hint("paste-nowhere")),
        }
    }

    fn act(&mut self, action: Action, started: Started) {
        match action {
            Action::Leave => self.leave(),
            Action::Suspend => self.desk.effects.push(Effect::Suspend),
            Action::Redraw => self.desk.effects.push(Effect::Redraw),
            Action::Help | Action::Palette => self.find(action),
            _ if !self.offers().contains(&action) => {}
            other => {
                let turn = turn!(self, started);
                let step = match self.overlays.last_mut() {
                    Some(overlay) => overlay.act(other, turn),
                    None => self.screens.top_mut().act(other, turn),
                };
                self.take(step);
            }
        }
    }

    /// Hands an answer to whoever waits for it. If that is closed, or has asked again since, it is
    /// old news and dropped; but how a change ended is said in any case.
    fn deliver(&mut self, ticket: Ticket, answer: Answer) {
        let is_change = self.desk.settle(ticket);
        if matches!(&answer, Err(fault) if fault.code == FaultCode::NotLoggedIn) {
            return self.log_out(answer);
        }
        match self.claim(ticket, answer) {
            Ok(step) => self.take(step),
            Err(unclaimed) if is_change => self.tell(unclaimed),
            Err(_) => {}
        }
    }

    /// Offers an answer to all, from the top down. An overlay that is done with it, or leads
    /// elsewhere, takes along what stands above it.
    fn claim(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let turn = turn!(self);
        let mut answer = answer;
        for index in (0..self.overlays.len()).rev() {
            match self.overlays[index].receive(ticket, answer, turn) {
                Ok(step) => {
                    match step {
                        Step::Stay => {}
                        Step::Changed { .. } | Step::Gone(_) => self.overlays.truncate(index),
                        _ => self.overlays.truncate(index + 1),
                    }
                    return Ok(step);
                }
                Err(unclaimed) => answer = unclaimed,
            }
        }
        for screen in self.screens.iter_mut() {
            match screen.receive(ticket, answer, turn) {
                Ok(step) => return Ok(step),
                Err(unclaimed) => answer = unclaimed,
            }
        }
        Err(answer)
    }

    /// Says how a change ended whose dialog is closed.
    fn tell(&mut self, answer: Answer) {
        match answer {
            Ok(_) => {
                self.desk.say(Notice::hint("done-late"));
                self.screens.iter_mut().for_each(Screen::outdate);
            }
            Err(fault) => self.desk.say(Notice::fault(fault)),
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Close => self.close(),
            Step::Search => {
                self.close();
                self.screens.top_mut().begin_anew(turn!(self));
            }
            Step::Open(mut screen) => {
                screen.enter(turn!(self));
                self.screens.push(screen);
            }
            Step::Show(overlay) => self.overlays.push(*overlay),
            Step::Run(action) => {
                self.overlays.pop();
                self.act(action, Started::FromList);
            }
            Step::Enter { user, demo } => {
                self.user = Some(user);
                self.demo |= demo;
                self.screens = Stack::new(Screen::Lookup(Box::default()));
            }
            Step::Changed { said, number } => {
                self.desk.say(said);
                self.screens.iter_mut().for_each(Screen::outdate);
                self.screens.top_mut().refresh(&number, turn!(self));
            }
            Step::Gone(said) => {
                self.overlays.clear();
                self.desk.say(said);
                self.screens.iter_mut().for_each(Screen::outdate);
                self.close();
            }
            Step::Discarded => self.overlays.clear(),
            Step::Quit => self.desk.effects.push(Effect::Quit),
        }
    }

    /// Takes the top overlay off, or else the top screen.
    fn close(&mut self) {
        if self.overlays.pop().is_none() && self.screens.pop().is_some() {
            self.screens.top_mut().resume(turn!(self));
        }
    }

    /// Ctrl-c: leaves at once, asking only over an unsaved form.
    fn leave(&mut self) {
        if self.overlays.iter().any(Overlay::is_unsaved) {
            if !matches!(self.overlays.last(), Some(Overlay::Discard(_))) {
                self.overlays
                    .push(Overlay::Discard(Discard::of(Leaving::Program)));
            }
        } else {
            self.desk.effects.push(Effect::Quit);
        }
    }

    /// Opens help or palette over what is there, unless one is open.
    fn find(&mut self, action: Action) {
        if matches!(self.overlays.last(), Some(Overlay::Finder(_))) {
            return;
        }
        let mut here = self.offers();
        here.extend([Action::Redraw, Action::Suspend, Action::Leave]);
        let finder = match action {
            Action::Help => Finder::help(&here),
            _ => Finder::palette(&here),
        };
        self.overlays.push(Overlay::Finder(finder));
    }

    /// The session is over: whatever is on the screen goes, and the login says why.
    fn log_out(&mut self, answer: Answer) {
        self.overlays.clear();
        self.user = None;
        self.screens = Stack::new(Screen::Login(Box::new(Login::new())));
        if let Err(fault) = answer {
            self.desk.say(Notice::fault(fault));
        }
    }

    fn edited(&mut self) {
        let turn = turn!(self);
        match self.overlays.last_mut() {
            Some(overlay) => overlay.edited(),
            None => self.screens.top_mut().edited(turn),
        }
    }

    fn entry(&mut self) -> Option<&mut widgets::Entry> {
        match self.overlays.last_mut() {
            Some(overlay) => overlay.entry(),
            None => self.screens.top_mut().entry(),
        }
    }

    fn context(&self) -> Context {
        match self.overlays.last() {
            Some(overlay) => overlay.context(),
            None => self.screens.top().context(),
        }
    }

    fn typing(&self) -> Typing {
        let typing = match self.overlays.last() {
            Some(overlay) => overlay.is_typing(),
            None => self.screens.top().is_typing(),
        };
        if typing { Typing::Yes } else { Typing::No }
    }

    fn offers(&self) -> Vec<Action> {
        match self.overlays.last() {
            Some(overlay) => overlay.offers(),
            None => self.screens.top().offers(),
        }
    }

    fn leave_desk(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.desk.effects)
    }
}
