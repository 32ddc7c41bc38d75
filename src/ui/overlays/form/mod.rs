mod draft;
mod view;

use crate::contract::Card;
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::LookPurpose;
use crate::contract::Reply;
use crate::contract::Request;
use crate::domain::provenance::{Basis, Purpose, Source};
use crate::ui::action::{Action, Context};
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{Discard, Leaving, Overlay};
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, Selection};
use draft::{Change, Draft, DraftLine, Subject, Value, code};

/// Corrects a person: one form with every field, and old → new before it is saved.
#[derive(Debug)]
pub(crate) struct Form {
    draft: Draft,
    selection: Selection,
    stage: Stage,
    /// Why the last attempt was refused.
    fault: Option<Fault>,
}

#[derive(Debug)]
enum Stage {
    Editing,
    Reviewing {
        changes: Vec<Change>,
        top: usize,
    },
    Saving {
        changes: Vec<Change>,
        ticket: Ticket,
    },
    /// Somebody else was faster; their version is on its way.
    Reloading {
        changes: Vec<Change>,
        ticket: Ticket,
    },
}

impl Form {
    pub(crate) fn of(card: &Card) -> Self {
        Self {
            draft: Draft::of(card),
            selection: Selection::default(),
            stage: Stage::Editing,
            fault: None,
        }
    }

    pub(super) fn context(&self) -> Context {
        match self.stage {
            Stage::Editing => Context::Form,
            _ => Context::Review,
        }
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.draft.is_changed()
    }

    pub(super) fn is_typing(&self) -> bool {
        let line = self.draft.lines.get(self.selection.selected);
        let text = matches!(line.map(|it| &it.value), Some(Value::Text(_)));
        text && matches!(self.stage, Stage::Editing)
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        if !matches!(self.stage, Stage::Editing) {
            return None;
        }
        match &mut self.draft.lines.get_mut(self.selection.selected)?.value {
            Value::Text(entry) => Some(entry),
            Value::Choice(_) => None,
        }
    }

    /// A value was typed: what was said of the old one is no longer true.
    pub(super) fn edited(&mut self) {
        self.fault = None;
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let moves = [
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
        ];
        let mut offers = Vec::new();
        match self.stage {
            Stage::Editing => {
                offers.push(Action::Review);
                if !self.is_typing() {
                    offers.push(Action::Toggle);
                }
                offers.extend([Action::NextPane, Action::Back, Action::Confirm]);
                offers.push(Action::PreviousPane);
            }
            Stage::Reviewing { .. } => offers.extend([Action::Yes, Action::Back]),
            Stage::Saving { .. } | Stage::Reloading { .. } => offers.push(Action::Back),
        }
        offers.extend(moves);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match self.stage {
            Stage::Editing => self.edit(action, turn),
            Stage::Reviewing { .. } => self.review(action, turn),
            Stage::Saving { .. } | Stage::Reloading { .. } if action == Action::Back => Step::Close,
            Stage::Saving { .. } | Stage::Reloading { .. } => Step::Stay,
        }
    }

    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &mut Turn<'_>,
    ) -> Result<Step, Answer> {
        match std::mem::replace(&mut self.stage, Stage::Editing) {
            Stage::Saving {
                changes,
                ticket: awaited,
            } if awaited == ticket => Ok(self.saved(changes, answer, turn)),
            Stage::Reloading {
                ticket: awaited, ..
            } if awaited == ticket => {
                self.reloaded(answer);
                Ok(Step::Stay)
            }
            other => {
                self.stage = other;
                Err(answer)
            }
        }
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        let page = usize::from(view::page(turn.body()));
        self.selection
            .select(self.selection.selected, self.draft.lines.len(), page);
    }

    fn edit(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let lines = self.draft.lines.len();
        match action {
            Action::Back if self.is_unsaved() => {
                return Step::show(Overlay::Discard(Discard::of(Leaving::Form)));
            }
            Action::Back => return Step::Close,
            Action::Review => self.start_review(turn),
            Action::Confirm if self.selection.selected + 1 == lines => self.start_review(turn),
            Action::Toggle => {
                if let Some(line) = self.draft.lines.get_mut(self.selection.selected) {
                    line.next_choice();
                }
            }
            Action::Confirm | Action::NextPane => self.move_on(Action::Next, turn),
            Action::PreviousPane => self.move_on(Action::Previous, turn),
            moving => self.move_on(moving, turn),
        }
        Step::Stay
    }

    /// Leaves a line, and says at once what is wrong with its value.
    fn move_on(&mut self, moving: Action, turn: &Turn<'_>) {
        if let Some(line) = self.draft.lines.get_mut(self.selection.selected) {
            line.settle();
            self.fault = line.refusal();
        }
        let page = usize::from(view::page(turn.body()));
        self.selection.act(moving, self.draft.lines.len(), page);
    }

    /// Shows old and new, once every value is one that the register keeps.
    fn start_review(&mut self, turn: &mut Turn<'_>) {
        self.draft.lines.iter_mut().for_each(DraftLine::settle);
        if let Some(fault) = self.draft.lines.iter().find_map(DraftLine::refusal) {
            self.go_to_field_of(&fault, turn);
            self.fault = Some(fault);
            return;
        }
        self.fault = None;
        let changes = self.draft.changes();
        if changes.is_empty() {
            turn.say(Notice::hint("form-untouched"));
        } else {
            self.stage = Stage::Reviewing { changes, top: 0 };
        }
    }

    fn review(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let Stage::Reviewing { changes, top } = &mut self.stage else {
            return Step::Stay;
        };
        match action {
            Action::Back => self.stage = Stage::Editing,
            Action::Yes => {
                let changes = std::mem::take(changes);
                let ticket = turn.change(Request::Correct {
                    number: self.draft.base.number.clone(),
                    version: Some(self.draft.base.version),
                    corrections: self.draft.corrections(),
                    source: Source::of(self.draft.origin()),
                    purpose: Purpose::Relations,
                    basis: Basis::LegitimateInterest,
                });
                self.fault = None;
                self.stage = Stage::Saving { changes, ticket };
            }
            Action::Next => *top = (*top + 1).min(changes.len().saturating_sub(1)),
            Action::Previous => *top = top.saturating_sub(1),
            _ => {}
        }
        Step::Stay
    }

    fn saved(&mut self, changes: Vec<Change>, answer: Answer, turn: &mut Turn<'_>) -> Step {
        match answer {
            Ok(Reply::Done { number, .. }) => Step::Changed {
                said: Notice::done("done-correct", &number),
                number,
            },
            Ok(_) => Step::Changed {
                said: Notice::hint("done-nothing"),
                number: self.draft.base.number.clone(),
            },
            Err(fault) if fault.code == FaultCode::Stale => {
                self.fault = Some(fault);
                let ticket = turn.ask(Request::Open {
                    number: self.draft.base.number.clone(),
                    purpose: LookPurpose::AfterChange,
                    reference: None,
                });
                self.stage = Stage::Reloading { changes, ticket };
                Step::Stay
            }
            Err(fault) => {
                self.go_to_field_of(&fault, turn);
                self.fault = Some(fault);
                Step::Stay
            }
        }
    }

    /// Their version is here: shows was, theirs and yours, and keeps yours.
    fn reloaded(&mut self, answer: Answer) {
        match answer {
            Ok(Reply::Person(card)) => {
                let changes = self.draft.rebase(&card);
                self.stage = Stage::Reviewing { changes, top: 0 };
            }
            Ok(_) => {}
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Puts the cursor where the fault is: on the first changed line of its field.
    fn go_to_field_of(&mut self, fault: &Fault, turn: &Turn<'_>) {
        let Some((_, name)) = fault.values.iter().find(|(name, _)| name == "field") else {
            return;
        };
        let lines = &self.draft.lines;
        let about = |it: &Subject| matches!(it, Subject::Of(field) if code(*field) == name);
        let refused = |it: &DraftLine| about(&it.subject) && it.refusal().is_some();
        let changed = |it: &DraftLine| about(&it.subject) && it.is_changed();
        let changed = lines
            .iter()
            .position(refused)
            .or_else(|| lines.iter().position(changed));
        let place = changed.or_else(|| lines.iter().position(|it| about(&it.subject)));
        if let Some(place) = place {
            let page = usize::from(view::page(turn.body()));
            self.selection.select(place, lines.len(), page);
        }
    }
}
