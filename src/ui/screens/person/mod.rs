mod history;
mod sheet;
mod view;

use ratatui::layout::Rect;

use super::{Answer, Log, Screen, Step};
use crate::contract::Card;
use crate::contract::Fault;
use crate::contract::LookPurpose;
use crate::contract::Reply;
use crate::contract::Request;
use crate::domain::role::Operation;
use crate::ui::action::Action;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{
    BanDialog, EraseDialog, Finder, Form, LiftDialog, Overlay, WithdrawDialog,
};
use crate::ui::turn::Turn;
use crate::ui::who::Who;
use history::History;

/// Everything held on one person, the verdict first.
#[derive(Debug)]
pub(crate) struct Person {
    number: String,
    /// Why the person is opened, with the number of a call or a request.
    purpose: LookPurpose,
    reference: Option<String>,
    /// From the list, so that the screen says who it is before the answer is there.
    name: String,
    shown: Shown,
    pending: Option<Ticket>,
    /// A reversal on its way.
    undoing: Option<Ticket>,
    pane: Pane,
    history: History,
    /// The first line in sight, of those that scroll.
    top: usize,
}

#[derive(Debug)]
enum Shown {
    Opening,
    Card(Box<Card>),
    Failed(Fault),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Pane {
    Sheet,
    History,
}

impl Person {
    pub(crate) fn of(number: &str, name: &str) -> Self {
        Self {
            number: number.to_owned(),
            purpose: LookPurpose::CustomerService,
            reference: None,
            name: name.to_owned(),
            shown: Shown::Opening,
            pending: None,
            undoing: None,
            pane: Pane::Sheet,
            history: History::default(),
            top: 0,
        }
    }

    /// Says why the person is opened.
    pub(crate) fn because(mut self, purpose: LookPurpose, reference: Option<String>) -> Self {
        self.purpose = purpose;
        self.reference = reference;
        self
    }

    pub(super) fn number(&self) -> &str {
        &self.number
    }

    pub(super) fn ask(&mut self, turn: &mut Turn<'_>) {
        self.open(self.purpose, turn);
    }

    fn open(&mut self, purpose: LookPurpose, turn: &mut Turn<'_>) {
        let number = self.number.clone();
        let reference = self.reference.clone();
        self.pending = Some(turn.ask(Request::Open {
            number,
            purpose,
            reference,
        }));
    }

    /// Asks again after a change, which may have changed the number too.
    pub(super) fn show_again(&mut self, number: &str, turn: &mut Turn<'_>) {
        number.clone_into(&mut self.number);
        self.open(LookPurpose::AfterChange, turn);
        self.history = History::default();
        if self.pane == Pane::History {
            self.history.ask(&self.number, turn);
        }
    }

    /// Asks again for the same person without taking anything from the screen meanwhile.
    pub(super) fn check(&mut self, turn: &mut Turn<'_>) {
        if self.card().is_some() {
            self.open(LookPurpose::AfterChange, turn);
        }
    }

    pub(super) fn offers(&self, who: &Who) -> Vec<Action> {
        let mut offers = Vec::new();
        if let Some(card) = self.card() {
            offers.extend([
                Action::Ban,
                Action::Correct,
                Action::Erase,
                Action::Menu,
                Action::Back,
            ]);
            if card.is_banned() {
                offers.push(Action::LiftBan);
            }
            if card.undo.is_some() {
                offers.push(Action::Undo);
            }
            if who.reaches(Operation::History) {
                offers.push(Action::NextPane);
            }
            if !WithdrawDialog::choices(card).is_empty() {
                offers.push(Action::Withdraw);
            }
        } else {
            offers.push(Action::Back);
        }
        offers.push(Action::Search);
        if self.card().is_some() && who.reaches(Operation::History) {
            offers.push(Action::PreviousPane);
        }
        offers.push(Action::WhoLooked);
        offers.extend([
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
            Action::First,
            Action::Last,
        ]);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => Step::Close,
            Action::Search => Step::Search,
            Action::NextPane | Action::PreviousPane => {
                self.turn_over(turn);
                Step::Stay
            }
            Action::Undo => self.undo(turn),
            Action::Ban | Action::Correct | Action::Withdraw | Action::LiftBan | Action::Erase => {
                self.start(action, turn).map_or(Step::Stay, Step::show)
            }
            Action::WhoLooked => {
                let log = Log::of_person(&self.number, &self.name);
                Step::Open(Screen::Log(Box::new(log)))
            }
            Action::Menu => Step::show(Overlay::Finder(self.menu(turn.who()))),
            moving => {
                self.move_to(moving, turn);
                Step::Stay
            }
        }
    }

    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &mut Turn<'_>,
    ) -> Result<Step, Answer> {
        if self.undoing == Some(ticket) {
            self.undoing = None;
            return Ok(match answer {
                Ok(_) => Step::Changed {
                    said: Notice::done("done-undo", &self.number),
                    number: self.number.clone(),
                },
                Err(fault) => {
                    turn.say(Notice::fault(fault));
                    Step::Stay
                }
            });
        }
        if self.pending != Some(ticket) {
            self.history.receive(ticket, answer)?;
            self.resize(turn);
            return Ok(Step::Stay);
        }
        self.pending = None;
        match answer {
            Ok(Reply::Person(card)) => {
                if self.card().is_some() && self.number != card.number {
                    self.renumber(&card.number, turn);
                }
                self.number.clone_from(&card.number);
                self.name.clone_from(&card.name);
                self.shown = Shown::Card(card);
            }
            Ok(_) => {}
            Err(fault) => self.shown = Shown::Failed(fault),
        }
        self.resize(turn);
        Ok(Step::Stay)
    }

    /// Somebody else corrected the number, or merged the person into another.
    fn renumber(&mut self, number: &str, turn: &mut Turn<'_>) {
        let was = std::mem::replace(&mut self.number, number.to_owned());
        let values = vec![("was", was), ("number", number.to_owned())];
        let said = Notice::others("person-renumbered", values);
        turn.desk.say_of_others(said);
        self.history = History::default();
        if self.pane == Pane::History {
            self.history.ask(&self.number, turn);
        }
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.scroll_to(self.top, turn);
    }

    fn card(&self) -> Option<&Card> {
        match &self.shown {
            Shown::Card(card) => Some(card),
            Shown::Opening | Shown::Failed(_) => None,
        }
    }

    /// Makes the dialog or form of an act on this person.
    fn start(&self, action: Action, turn: &mut Turn<'_>) -> Option<Overlay> {
        let card = self.card()?;
        match action {
            Action::Ban => Some(Overlay::Ban(BanDialog::of(
                &card.number,
                &card.name,
                turn.started,
            ))),
            Action::Correct => Some(Overlay::Form(Box::new(Form::of(card, turn)))),
            Action::Withdraw if WithdrawDialog::choices(card).is_empty() => {
                turn.say(Notice::hint("nothing-to-withdraw-here"));
                None
            }
            Action::Withdraw => Some(Overlay::Withdraw(WithdrawDialog::of(card))),
            Action::LiftBan if !card.is_banned() => {
                turn.say(Notice::hint("nothing-to-lift-here"));
                None
            }
            Action::LiftBan => Some(Overlay::Lift(LiftDialog::of(card))),
            Action::Erase => Some(Overlay::Erase(EraseDialog::of(card, turn))),
            _ => None,
        }
    }

    fn undo(&mut self, turn: &mut Turn<'_>) -> Step {
        match self.card().and_then(|card| card.undo) {
            Some(act) if self.undoing.is_none() => {
                self.undoing = turn.change(Request::Undo { act });
            }
            Some(_) => {}
            None => turn.say(Notice::hint("nothing-to-undo-here")),
        }
        Step::Stay
    }

    fn menu(&self, who: &Who) -> Finder {
        let acts = [
            Action::Ban,
            Action::LiftBan,
            Action::Correct,
            Action::Withdraw,
            Action::Undo,
            Action::Erase,
            Action::WhoLooked,
        ];
        let offers = self.offers(who);
        let here = acts
            .into_iter()
            .filter(|it| offers.contains(it) && who.may(*it));
        let here: Vec<Action> = here.collect();
        Finder::menu(&here, self.name.clone())
    }

    fn turn_over(&mut self, turn: &mut Turn<'_>) {
        self.pane = match self.pane {
            Pane::Sheet => Pane::History,
            Pane::History => Pane::Sheet,
        };
        if self.pane == Pane::History && self.history.is_unasked() {
            self.history.ask(&self.number, turn);
        }
        self.scroll_to(0, turn);
    }

    fn move_to(&mut self, moving: Action, turn: &Turn<'_>) {
        let (_, page) = self.lengths(turn);
        let top = match moving {
            Action::Next => self.top + 1,
            Action::Previous => self.top.saturating_sub(1),
            Action::PageDown => self.top + page.max(1),
            Action::PageUp => self.top.saturating_sub(page.max(1)),
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => self.top,
        };
        self.scroll_to(top, turn);
    }

    /// Scrolls, but never past the last screenful.
    fn scroll_to(&mut self, top: usize, turn: &Turn<'_>) {
        let (lines, page) = self.lengths(turn);
        self.top = top.min(lines.saturating_sub(page));
    }

    /// Returns how many lines scroll and how many of them are in sight.
    fn lengths(&self, turn: &Turn<'_>) -> (usize, usize) {
        let parts = self.parts(turn.body(), turn.look);
        (parts.scrolled.len(), usize::from(parts.room))
    }

    fn parts(&self, area: Rect, look: &Look) -> view::Parts {
        view::Parts::of(self, area, look)
    }
}
