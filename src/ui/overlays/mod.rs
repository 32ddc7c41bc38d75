//! What stands above a screen and takes keys first: dialogs, the form, help and palette.

mod ban;
mod complaint;
mod decide;
mod discard;
mod erase;
mod finder;
mod form;
mod lift;
mod new_user;
mod password;
mod purpose;
mod roles;
mod sending;
mod step_up;
mod sure;
mod withdraw;

use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) use ban::BanDialog;
pub(super) use decide::Decide;
pub(super) use discard::{Discard, Leaving};
pub(super) use erase::EraseDialog;
pub(super) use finder::Finder;
pub(super) use form::Form;
pub(super) use lift::LiftDialog;
pub(super) use new_user::NewUser;
pub(super) use password::NewPassword;
pub(super) use purpose::PurposeDialog;
pub(super) use roles::RolesDialog;
pub(super) use step_up::StepUp;
pub(super) use sure::Sure;
pub(super) use withdraw::WithdrawDialog;

use super::action::{Action, Context};
use super::look::Look;
use super::message::Ticket;
use super::screens::{Answer, Step};
use super::turn::Turn;
use super::widgets::Entry;
use crate::contract::Touched;

/// The closed set of overlays.
#[derive(Debug)]
pub(super) enum Overlay {
    Finder(Finder),
    Ban(BanDialog),
    Lift(LiftDialog),
    Withdraw(WithdrawDialog),
    Erase(EraseDialog),
    Form(Box<Form>),
    Discard(Discard),
    StepUp(StepUp),
    Password(NewPassword),
    Purpose(PurposeDialog),
    NewUser(Box<NewUser>),
    Roles(RolesDialog),
    Sure(Sure),
    Decide(Box<Decide>),
}

macro_rules! each {
    ($self:expr, $overlay:ident => $body:expr) => {
        match $self {
            Overlay::Finder($overlay) => $body,
            Overlay::Ban($overlay) => $body,
            Overlay::Lift($overlay) => $body,
            Overlay::Withdraw($overlay) => $body,
            Overlay::Erase($overlay) => $body,
            Overlay::Form($overlay) => $body,
            Overlay::Discard($overlay) => $body,
            Overlay::StepUp($overlay) => $body,
            Overlay::Password($overlay) => $body,
            Overlay::Purpose($overlay) => $body,
            Overlay::NewUser($overlay) => $body,
            Overlay::Roles($overlay) => $body,
            Overlay::Sure($overlay) => $body,
            Overlay::Decide($overlay) => $body,
        }
    };
}

impl Overlay {
    pub(super) fn context(&self) -> Context {
        match self {
            Self::Finder(_) => Context::Finder,
            Self::Ban(_) => Context::Ban,
            Self::Lift(_) => Context::Lift,
            Self::Withdraw(_) => Context::Withdraw,
            Self::Erase(_) => Context::Erase,
            Self::Form(form) => form.context(),
            Self::Discard(_) => Context::Discard,
            Self::StepUp(_) => Context::StepUp,
            Self::Password(_) => Context::Password,
            Self::Purpose(_) => Context::Purpose,
            Self::NewUser(_) => Context::NewUser,
            Self::Roles(_) => Context::Roles,
            Self::Sure(_) => Context::Sure,
            Self::Decide(_) => Context::Decide,
        }
    }

    /// Returns what can be done here and now, the most wanted first.
    pub(super) fn offers(&self) -> Vec<Action> {
        each!(self, overlay => overlay.offers())
    }

    /// Returns the text field that has the focus.
    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        match self {
            Self::Finder(finder) => Some(finder.entry()),
            Self::Ban(ban) => ban.entry(),
            Self::Lift(lift) => Some(lift.entry()),
            Self::Erase(erase) => Some(erase.entry()),
            Self::Form(form) => form.entry(),
            Self::StepUp(step_up) => step_up.entry(),
            Self::Password(password) => password.entry(),
            Self::Purpose(purpose) => purpose.entry(),
            Self::NewUser(user) => user.entry(),
            Self::Decide(decide) => decide.entry(),
            Self::Withdraw(_) | Self::Discard(_) | Self::Roles(_) | Self::Sure(_) => None,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        match self {
            Self::Finder(_)
            | Self::Lift(_)
            | Self::Erase(_)
            | Self::StepUp(_)
            | Self::Password(_) => true,
            Self::Ban(ban) => ban.is_typing(),
            Self::Form(form) => form.is_typing(),
            Self::Purpose(purpose) => purpose.is_typing(),
            Self::NewUser(user) => user.is_typing(),
            Self::Decide(decide) => decide.is_typing(),
            Self::Withdraw(_) | Self::Discard(_) | Self::Roles(_) | Self::Sure(_) => false,
        }
    }

    /// Tells whether closing would throw away what somebody wrote.
    pub(super) fn is_unsaved(&self) -> bool {
        match self {
            Self::Form(form) => form.is_unsaved(),
            Self::NewUser(user) => user.is_unsaved(),
            _ => false,
        }
    }

    /// Tells whether nothing of the screen below is seen.
    pub(super) fn covers_screen(&self) -> bool {
        match self {
            Self::Form(_) => true,
            Self::Password(password) => password.is_wanted(),
            _ => false,
        }
    }

    pub(super) fn is_finder(&self) -> bool {
        matches!(self, Self::Finder(_))
    }

    /// Tells whether it is about the user at the screen, and no person or role of others.
    pub(super) fn is_about_oneself(&self) -> bool {
        match self {
            Self::StepUp(_) => true,
            Self::Password(password) => password.is_own(),
            _ => false,
        }
    }

    /// The text of the focused field changed.
    pub(super) fn edited(&mut self, turn: &mut Turn<'_>) {
        match self {
            Self::Finder(finder) => finder.edited(),
            Self::Form(form) => form.edited(turn),
            _ => {}
        }
    }

    pub(super) fn woke(&mut self, ticket: Ticket, turn: &mut Turn<'_>) {
        if let Self::Form(form) = self {
            form.woke(ticket, turn);
        }
    }

    /// Somebody else changed the person that this is about.
    pub(super) fn note(&mut self, change: &Touched) {
        if let Self::Form(form) = self {
            form.note(change);
        }
    }

    /// The line to the service is back.
    pub(super) fn regain(&mut self, turn: &mut Turn<'_>) {
        if let Self::Form(form) = self {
            form.regain(turn);
        }
    }

    /// Keeps what is typed, so that this may be closed; tells whether it may.
    pub(super) fn keep(&mut self, turn: &mut Turn<'_>) -> bool {
        match self {
            Self::Form(form) => form.keep(turn),
            Self::NewUser(user) => !user.is_unsaved(),
            Self::Decide(decide) => !decide.is_unsaved(),
            Self::StepUp(_) => false,
            Self::Password(password) => !password.is_wanted(),
            _ => true,
        }
    }

    /// What is typed is thrown away.
    pub(super) fn discard(&mut self, turn: &mut Turn<'_>) {
        if let Self::Form(form) = self {
            form.discard(turn);
        }
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        each!(self, overlay => overlay.act(action, turn))
    }

    /// Takes an answer, or gives it back if it is not for this overlay.
    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &mut Turn<'_>,
    ) -> Result<Step, Answer> {
        match self {
            Self::Ban(ban) => ban.receive(ticket, answer),
            Self::Lift(lift) => lift.receive(ticket, answer),
            Self::Withdraw(withdraw) => withdraw.receive(ticket, answer),
            Self::Erase(erase) => erase.receive(ticket, answer),
            Self::Form(form) => form.receive(ticket, answer, turn),
            Self::StepUp(step_up) => step_up.receive(ticket, answer),
            Self::Password(password) => password.receive(ticket, answer),
            Self::NewUser(user) => user.receive(ticket, answer),
            Self::Roles(roles) => roles.receive(ticket, answer),
            Self::Sure(sure) => sure.receive(ticket, answer),
            Self::Decide(decide) => decide.receive(ticket, answer),
            Self::Finder(_) | Self::Discard(_) | Self::Purpose(_) => Err(answer),
        }
    }

    /// Keeps the selected line in sight.
    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        match self {
            Self::Finder(finder) => finder.resize(turn),
            Self::Form(form) => form.resize(turn),
            Self::Roles(roles) => roles.resize(turn),
            _ => {}
        }
    }

    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        each!(self, overlay => overlay.view(frame, area, look));
    }
}
