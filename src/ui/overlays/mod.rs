//! What stands above a screen and takes keys first: dialogs, the form, help and palette.

mod ban;
mod discard;
mod erase;
mod finder;
mod form;
mod lift;
mod sending;
mod withdraw;

use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) use ban::BanDialog;
pub(super) use discard::{Discard, Leaving};
pub(super) use erase::EraseDialog;
pub(super) use finder::Finder;
pub(super) use form::Form;
pub(super) use lift::LiftDialog;
pub(super) use withdraw::WithdrawDialog;

use super::action::{Action, Context};
use super::look::Look;
use super::message::Ticket;
use super::screens::{Answer, Step};
use super::turn::Turn;
use super::widgets::Entry;

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
            Self::Withdraw(_) | Self::Discard(_) => None,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        match self {
            Self::Finder(_) | Self::Lift(_) | Self::Erase(_) => true,
            Self::Ban(ban) => ban.is_typing(),
            Self::Form(form) => form.is_typing(),
            Self::Withdraw(_) | Self::Discard(_) => false,
        }
    }

    /// Tells whether closing would throw away what somebody wrote.
    pub(super) fn is_unsaved(&self) -> bool {
        matches!(self, Self::Form(form) if form.is_unsaved())
    }

    /// Tells whether nothing of the screen below is seen.
    pub(super) fn covers_screen(&self) -> bool {
        matches!(self, Self::Form(_))
    }

    /// The text of the focused field changed.
    pub(super) fn edited(&mut self) {
        match self {
            Self::Finder(finder) => finder.edited(),
            Self::Form(form) => form.edited(),
            _ => {}
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
            Self::Finder(_) | Self::Discard(_) => Err(answer),
        }
    }

    /// Keeps the selected line in sight.
    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        match self {
            Self::Finder(finder) => finder.resize(turn),
            Self::Form(form) => form.resize(turn),
            _ => {}
        }
    }

    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        each!(self, overlay => overlay.view(frame, area, look));
    }
}
