//! The screen as a value: state, one function that changes it, one that draws.
//!
//! Work that must happen elsewhere leaves as an [`Effect`]; whatever comes of it returns as a
//! [`Message`].
//!
//! **Invariant:** nothing here awaits, spawns, reads a clock or opens a file.
//! **Invariant:** [`Ui::view`] takes `&self` and changes nothing.
//! **Invariant:** text of a record becomes a cell only through `widgets`, which cleans it.
//! **Invariant:** no action is offered and no change leaves that the user's roles do not allow.

/// Makes a [`Turn`] of the parts of a [`Ui`], so that its screens and overlays can be changed beside.
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
        turn!($ui, crate::ui::turn::Started::default())
    };
}

mod answers;
mod areas;
mod chord;
mod idle;
mod keymap;
mod lock;
mod look;
mod message;
mod news;
mod notice;
mod overlays;
mod screens;
mod setup;
mod stack;
mod theme;
mod turn;
mod view;
mod who;
mod widgets;

pub mod action;

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::layout::Size;

pub use action::{Action, Context};
pub use keymap::{Keymap, KeymapError, Typing};
pub use message::{Effect, Message, Ticket};
pub use setup::Setup;
pub use theme::{Theme, ThemeError};

use crate::contract::PopNote;
use idle::Idle;
use lock::Lock;
use look::Look;
use notice::Notice;
use overlays::{Discard, Finder, Leaving, NewPassword, Overlay};
use screens::{Login, Screen, Step};
use stack::Stack;
use turn::{Desk, Started, Turn};
use who::Who;
use widgets::Pasted;

/// Everything the terminal shows.
#[derive(Debug)]
pub struct Ui {
    screens: Stack<Screen>,
    /// Above the screens; the last takes the keys.
    overlays: Vec<Overlay>,
    /// Over everything, which stays as it is below.
    lock: Option<Lock>,
    idle: Idle,
    desk: Desk,
    look: Look,
    /// Known from the start and from [`Message::Resized`], so that `update` can page by a screenful
    /// without the last frame telling it how big it was.
    size: Size,
    demo: bool,
    /// How many acts wait for a second officer.
    waiting: usize,
    /// A caller whose search is not shown yet.
    call: Option<PopNote>,
    /// Something happened while the screen was locked: what is below may be old.
    outdated: bool,
}

impl Ui {
    /// Returns the first screen, and the effects that fill it.
    #[must_use]
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        let mut ui = Self {
            screens: Stack::new(Screen::Login(Box::new(Login::new()))),
            overlays: Vec::new(),
            lock: None,
            idle: Idle::default(),
            desk: Desk::default(),
            look: Look {
                theme: setup.theme,
                keymap: setup.keymap,
                catalogue: setup.catalogue,
            },
            size: setup.size,
            demo: setup.demo,
            waiting: 0,
            call: None,
            outdated: false,
        };
        if setup.user.is_some() {
            ui.desk.who = Who {
                user: setup.user,
                roles: setup.roles,
            };
            ui.begin();
            if setup.must_change {
                ui.want_new_password();
            }
        }
        if !setup.warnings.is_empty() {
            let warnings = setup.warnings.join("; ");
            let said = ui
                .look
                .say("warning-configuration", &[("warnings", &warnings)]);
            ui.desk.say(Notice::warning(said));
        }
        ui.watch();
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
            Message::Ended(fault) if self.desk.who.user.is_some() => self.log_out(Err(fault)),
            Message::Ended(_) => {}
            Message::News(news) => self.hear(news),
            Message::LineLost => self.lose_line(),
            Message::LineOutdated => self.outdate_line(),
            Message::LineBack => self.regain_line(),
            Message::Stopping => self.keep_forms(),
            Message::Woke(ticket) if self.idle.waits_for(ticket) => self.count_slice(),
            Message::Woke(ticket) => {
                self.desk.woke(ticket);
                let turn = turn!(self);
                self.screens
                    .iter_mut()
                    .for_each(|screen| screen.woke(ticket, turn));
                self.overlays
                    .iter_mut()
                    .for_each(|overlay| overlay.woke(ticket, turn));
            }
        }
        self.watch();
        self.leave_desk()
    }

    fn press(&mut self, key: KeyEvent) {
        self.idle.disturb();
        self.desk.key_pressed();
        match self.look.keymap.action(self.context(), self.typing(), key) {
            Some(action) => self.act(action, Started::ByItsKey),
            None if self.entry().is_some_and(|entry| entry.key(key)) => self.edited(),
            None => {}
        }
    }

    fn paste(&mut self, text: &str) {
        self.idle.disturb();
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
            _ if self.lock.is_some() => self.act_on_lock(action),
            Action::Help | Action::Palette => self.find(action),
            _ if !self.offers().contains(&action) => {}
            Action::Lock => self.lock_by_hand(),
            Action::TakeCall => self.take_call(),
            Action::ChangePassword => {
                let form = NewPassword::of_self();
                self.overlays.push(Overlay::Password(form));
            }
            place if self.overlays.is_empty() && Screen::of(place).is_some() => self.go(place),
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

    /// Shows the screen that an action of every screen leads to, which is there once at most.
    fn go(&mut self, place: Action) {
        let Some(mut screen) = Screen::of(place) else {
            return;
        };
        if self.screens.top().is_like(&screen) {
            return;
        }
        self.screens.cut(|it| it.is_like(&screen));
        screen.enter(turn!(self));
        self.screens.push(screen);
    }

    /// Shows the first screen of those who are logged in.
    fn begin(&mut self) {
        let mut first = Screen::home(&self.desk.who);
        first.enter(turn!(self));
        self.screens = Stack::new(first);
    }

    /// Nothing else is answered before the password is changed.
    fn want_new_password(&mut self) {
        let open = |it: &Overlay| matches!(it, Overlay::Password(_));
        if !self.overlays.iter().any(open) {
            let form = NewPassword::wanted();
            self.overlays.push(Overlay::Password(form));
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
                self.overlays.clear();
                screen.enter(turn!(self));
                self.screens.push(screen);
            }
            Step::Show(overlay) => self.overlays.push(*overlay),
            Step::Run(action) => {
                self.overlays.pop();
                self.act(action, Started::FromList);
            }
            Step::Enter(entered) => {
                self.desk.who = entered.who;
                self.demo |= entered.demo;
                self.begin();
                if entered.must_change {
                    self.want_new_password();
                }
            }
            Step::Changed { said, number } => {
                self.desk.say(said);
                self.screens.iter_mut().for_each(Screen::outdate);
                self.screens.top_mut().refresh(&number, turn!(self));
            }
            Step::Done(said) => {
                self.overlays.pop();
                self.desk.say(said);
                self.screens.top_mut().ask_again(turn!(self));
            }
            Step::Gone(said) => {
                self.overlays.clear();
                self.desk.say(said);
                self.screens.iter_mut().for_each(Screen::outdate);
                self.close();
            }
            Step::Discarded => {
                let turn = turn!(self);
                self.overlays.iter_mut().for_each(|it| it.discard(turn));
                self.overlays.clear();
            }
            Step::Proven(said) => {
                self.overlays.pop();
                if let Some(said) = said {
                    self.desk.say(said);
                }
                self.desk.ask_held();
            }
            Step::Unproven => {
                self.overlays.pop();
                self.refuse_held();
            }
            Step::Quit => self.desk.effects.push(Effect::Quit),
        }
    }

    /// Takes the top overlay off, or else the top screen.
    fn close(&mut self) {
        if self.overlays.pop().is_none() && self.screens.pop().is_some() {
            self.screens.top_mut().resume(turn!(self));
        }
    }

    /// Ctrl-c: leaves at once, asking only over an unsaved form that is in sight.
    fn leave(&mut self) {
        if self.lock.is_none() && self.overlays.iter().any(Overlay::is_unsaved) {
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
        let who = &self.desk.who;
        let finder = match action {
            Action::Help => Finder::help(&here, who),
            _ => Finder::palette(&here, who),
        };
        self.overlays.push(Overlay::Finder(finder));
    }

    fn edited(&mut self) {
        if self.lock.is_some() {
            return;
        }
        let turn = turn!(self);
        match self.overlays.last_mut() {
            Some(overlay) => overlay.edited(turn),
            None => self.screens.top_mut().edited(turn),
        }
    }

    fn entry(&mut self) -> Option<&mut widgets::Entry> {
        if let Some(lock) = &mut self.lock {
            return Some(lock.entry());
        }
        match self.overlays.last_mut() {
            Some(overlay) => overlay.entry(),
            None => self.screens.top_mut().entry(),
        }
    }

    fn context(&self) -> Context {
        match (&self.lock, self.overlays.last()) {
            (Some(_), _) => Context::Lock,
            (None, Some(overlay)) => overlay.context(),
            (None, None) => self.screens.top().context(),
        }
    }

    fn typing(&self) -> Typing {
        let typing = match (&self.lock, self.overlays.last()) {
            (Some(_), _) => true,
            (None, Some(overlay)) => overlay.is_typing(),
            (None, None) => self.screens.top().is_typing(),
        };
        if typing { Typing::Yes } else { Typing::No }
    }

    /// Returns what can be done here and now by somebody with these roles, the most wanted first.
    fn offers(&self) -> Vec<Action> {
        if self.lock.is_some() {
            return vec![Action::Confirm];
        }
        let who = &self.desk.who;
        let mut offers = match self.overlays.last() {
            Some(overlay) => overlay.offers(),
            None => self.screens.top().offers(who),
        };
        if self.overlays.is_empty() {
            let first = self.screens.is_root();
            let searches = matches!(self.screens.top(), Screen::Lookup(_));
            offers.retain(|it| match it {
                Action::Quit => first,
                Action::Back => searches || !first,
                _ => true,
            });
        }
        if self.call.is_some() {
            offers.insert(0, Action::TakeCall);
        }
        if who.user.is_some() {
            if self.overlays.is_empty() {
                offers.extend([
                    Action::Waiting,
                    Action::Users,
                    Action::Audit,
                    Action::OwnLog,
                    Action::Rights,
                    Action::ChangePassword,
                ]);
            }
            offers.push(Action::Lock);
        }
        offers.retain(|it| who.may(*it));
        offers
    }

    fn leave_desk(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.desk.effects)
    }
}
