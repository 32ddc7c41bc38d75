mod compare;
mod draft;
mod kept;
mod saving;
mod view;

use std::time::Duration;

use crate::contract::Card;
use crate::contract::Fault;
use crate::contract::Request;
use crate::contract::Touched;
use crate::domain::role::Operation;
use crate::domain::time::Timestamp;
use crate::ui::action::{Action, Context};
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{Discard, Leaving, Overlay};
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, Selection};
use compare::{Compared, Side, compare};
use draft::{Change, Draft, DraftLine, Subject, Value, code};

/// Corrects a person: one form with every field, and old → new before it is saved.
#[derive(Debug)]
pub(crate) struct Form {
    draft: Draft,
    selection: Selection,
    stage: Stage,
    /// Why the last attempt was refused.
    fault: Option<Fault>,
    note: Option<Note>,
    /// What the form began from, once somebody else was faster.
    conflict: Option<Conflict>,
    keeping: Keeping,
}

#[derive(Debug)]
enum Stage {
    Editing,
    Reviewing {
        changes: Vec<Change>,
        top: usize,
    },
    /// Was, theirs and yours; a side is taken for each.
    Comparing {
        rows: Vec<Compared>,
        selected: usize,
    },
    Saving {
        table: Table,
        ticket: Ticket,
    },
    /// Somebody else was faster; their version is on its way.
    Reloading {
        table: Table,
        ticket: Ticket,
    },
}

/// What is shown while it is saved.
#[derive(Clone, Debug)]
enum Table {
    Changes(Vec<Change>),
    Compared(Vec<Compared>),
}

#[derive(Debug)]
struct Conflict {
    began: Box<Card>,
    /// As they stood last, with what was chosen.
    rows: Vec<Compared>,
}

/// What is said above the form.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Note {
    /// Somebody changed the person while the form is open.
    Changed { actor: String },
    Restored {
        at: Option<Timestamp>,
        version: Version,
    },
}

/// Whether a draft was typed over the version that is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Version {
    Same,
    Older,
}

/// The draft that the service keeps of what is typed.
#[derive(Debug, Default)]
struct Keeping {
    /// The question for an earlier draft.
    finding: Option<Ticket>,
    /// Comes back when nothing was typed for a while.
    pause: Option<Ticket>,
    /// Something was typed that is not kept yet.
    unkept: bool,
    /// The service has a draft.
    kept: bool,
}

const PAUSE: Duration = Duration::from_secs(2);

impl Form {
    pub(crate) fn of(card: &Card, turn: &mut Turn<'_>) -> Self {
        let number = card.number.clone();
        let mut keeping = Keeping::default();
        if turn.who().reaches(Operation::Draft) {
            keeping.finding = Some(turn.ask(Request::FindDraft { number }));
        }
        Self {
            draft: Draft::of(card),
            selection: Selection::default(),
            stage: Stage::Editing,
            fault: None,
            note: None,
            conflict: None,
            keeping,
        }
    }

    pub(super) fn context(&self) -> Context {
        match &self.stage {
            Stage::Editing => Context::Form,
            Stage::Comparing { .. } => Context::Compare,
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
    pub(super) fn edited(&mut self, turn: &mut Turn<'_>) {
        self.fault = None;
        self.keeping.unkept = true;
        self.keeping.pause = Some(turn.wake(PAUSE));
    }

    pub(super) fn woke(&mut self, ticket: Ticket, turn: &mut Turn<'_>) {
        if self.keeping.pause == Some(ticket) {
            self.keeping.pause = None;
            self.save_draft(turn);
        }
    }

    pub(super) fn note(&mut self, change: &Touched) {
        if change.number == self.draft.base.number {
            self.note = Some(Note::Changed {
                actor: change.actor.clone(),
            });
        }
    }

    pub(super) fn regain(&mut self, turn: &mut Turn<'_>) {
        self.keeping.unkept |= self.is_unsaved();
        self.save_draft(turn);
    }

    /// Keeps what is typed; tells whether that can be done now.
    pub(super) fn keep(&mut self, turn: &mut Turn<'_>) -> bool {
        let saving = matches!(self.stage, Stage::Saving { .. });
        if saving || !self.is_unsaved() {
            return true;
        }
        self.keeping.unkept = true;
        self.save_draft(turn);
        !self.keeping.unkept
    }

    pub(super) fn discard(&mut self, turn: &mut Turn<'_>) {
        let number = self.draft.base.number.clone();
        self.drop_draft(number, turn);
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let moves = [
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
        ];
        let mut offers = Vec::new();
        match &self.stage {
            Stage::Editing => {
                offers.push(Action::Review);
                if !self.is_typing() {
                    offers.push(Action::Toggle);
                }
                offers.extend([Action::NextPane, Action::Back, Action::Confirm]);
                offers.push(Action::PreviousPane);
            }
            Stage::Reviewing { .. } => offers.extend([Action::Yes, Action::Back]),
            Stage::Comparing { .. } => {
                let sides = [Action::TakeTheirs, Action::TakeYours, Action::Review];
                offers.extend(sides);
                offers.extend([Action::Back, Action::Toggle]);
            }
            Stage::Saving { .. } | Stage::Reloading { .. } => offers.push(Action::Back),
        }
        offers.extend(moves);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match self.stage {
            Stage::Editing => self.edit(action, turn),
            Stage::Reviewing { .. } => self.review(action, turn),
            Stage::Comparing { .. } => self.choose(action, turn),
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
        if self.keeping.finding == Some(ticket) {
            self.keeping.finding = None;
            self.found_draft(answer, turn);
            return Ok(Step::Stay);
        }
        match std::mem::replace(&mut self.stage, Stage::Editing) {
            Stage::Saving {
                table,
                ticket: awaited,
            } if awaited == ticket => Ok(self.saved(table, answer, turn)),
            Stage::Reloading {
                ticket: awaited, ..
            } if awaited == ticket => {
                self.reloaded(answer);
                self.resize(turn);
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
            Action::Back => {
                self.discard(turn);
                return Step::Close;
            }
            Action::Review => self.start_review(turn),
            Action::Confirm if self.selection.selected + 1 == lines => self.start_review(turn),
            Action::Toggle => {
                if let Some(line) = self.draft.lines.get_mut(self.selection.selected) {
                    line.next_choice();
                    self.edited(turn);
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

    /// Shows old and new, once every value is one that the register keeps; beside theirs where
    /// somebody else was faster.
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
        } else if self.conflict.is_some() {
            self.start_comparing();
        } else {
            self.stage = Stage::Reviewing { changes, top: 0 };
        }
    }

    fn start_comparing(&mut self) {
        if let Some(conflict) = &self.conflict {
            let rows = compare(&conflict.began, &self.draft, &conflict.rows);
            self.stage = Stage::Comparing { rows, selected: 0 };
        }
    }

    fn review(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let Stage::Reviewing { changes, top } = &mut self.stage else {
            return Step::Stay;
        };
        match action {
            Action::Back => self.stage = Stage::Editing,
            Action::Yes => {
                let table = Table::Changes(changes.clone());
                self.save(table, turn);
            }
            Action::Next => *top = (*top + 1).min(changes.len().saturating_sub(1)),
            Action::Previous => *top = top.saturating_sub(1),
            _ => {}
        }
        Step::Stay
    }

    /// Takes a side for the selected value, or saves once a side is taken for each.
    fn choose(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let Stage::Comparing { rows, selected } = &mut self.stage else {
            return Step::Stay;
        };
        let last = rows.len().saturating_sub(1);
        match (action, rows.get_mut(*selected)) {
            (Action::Back, _) => {
                self.remember_choices();
                self.stage = Stage::Editing;
            }
            (Action::Review, _) => {
                if let Some(open) = rows.iter().position(|it| it.chosen.is_none()) {
                    *selected = open;
                    turn.say(Notice::hint("compare-choose"));
                } else {
                    return self.save_compared(turn);
                }
            }
            (Action::TakeTheirs, Some(row)) => row.take(Side::Theirs),
            (Action::TakeYours, Some(row)) => row.take(Side::Yours),
            (Action::Toggle, Some(row)) => row.toggle(),
            (Action::Next | Action::PageDown, _) => *selected = (*selected + 1).min(last),
            (Action::Previous | Action::PageUp, _) => *selected = selected.saturating_sub(1),
            _ => {}
        }
        Step::Stay
    }

    fn remember_choices(&mut self) {
        if let (Stage::Comparing { rows, .. }, Some(conflict)) = (&self.stage, &mut self.conflict) {
            conflict.rows.clone_from(rows);
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
