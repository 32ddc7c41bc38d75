use super::{Conflict, Form, Note, Stage, Table, Version, compare};
use crate::contract::FaultCode;
use crate::contract::LookPurpose;
use crate::contract::Reply;
use crate::contract::Request;
use crate::domain::provenance::{Basis, Purpose, Source};
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;

impl Form {
    pub(super) fn save(&mut self, table: Table, turn: &mut Turn<'_>) {
        let sent = turn.change(Request::Correct {
            number: self.draft.base.number.clone(),
            version: Some(self.draft.base.version),
            corrections: self.draft.corrections(),
            source: Source::of(self.draft.origin()),
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        });
        if let Some(ticket) = sent {
            self.fault = None;
            self.note = None;
            self.keeping.pause = None;
            self.stage = Stage::Saving { table, ticket };
        }
    }

    /// Saves what was chosen against the newer version; nothing where all of theirs stays.
    pub(super) fn save_compared(&mut self, turn: &mut Turn<'_>) -> Step {
        if !turn.is_line_up() {
            turn.say(Notice::sentence_of_warning("line-not-sent"));
            return Step::Stay;
        }
        self.remember_choices();
        let Stage::Comparing { rows, .. } = &self.stage else {
            return Step::Stay;
        };
        let rows = rows.clone();
        compare::settle(&mut self.draft, &rows);
        if !self.draft.is_changed() {
            self.discard(turn);
            return Step::Done(Notice::hint("compare-all-theirs"));
        }
        self.save(Table::Compared(rows), turn);
        Step::Stay
    }

    pub(super) fn saved(&mut self, table: Table, answer: Answer, turn: &mut Turn<'_>) -> Step {
        match answer {
            Ok(Reply::Done { number, .. }) => {
                self.drop_draft(number.clone(), turn);
                Step::Changed {
                    said: Notice::done("done-correct", &number),
                    number,
                }
            }
            Ok(_) => {
                let number = self.draft.base.number.clone();
                self.drop_draft(number.clone(), turn);
                Step::Changed {
                    said: Notice::hint("done-nothing"),
                    number,
                }
            }
            Err(fault) if fault.code == FaultCode::Stale => {
                self.fault = Some(fault);
                let ticket = turn.ask(Request::Open {
                    number: self.draft.base.number.clone(),
                    purpose: LookPurpose::AfterChange,
                    reference: None,
                });
                self.stage = Stage::Reloading { table, ticket };
                Step::Stay
            }
            Err(fault) => {
                self.go_to_field_of(&fault, turn);
                self.fault = Some(fault);
                Step::Stay
            }
        }
    }

    /// Their version is here: shows was, theirs and yours.
    pub(super) fn reloaded(&mut self, answer: Answer) {
        match answer {
            Ok(Reply::Person(card)) => {
                let before = self.draft.base.clone();
                self.draft.rebase(&card);
                self.note = None;
                self.conflict.get_or_insert_with(|| Conflict {
                    began: Box::new(before),
                    rows: Vec::new(),
                });
                self.start_comparing();
            }
            Ok(_) => {}
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// An earlier draft is restored, wherever nothing was typed since.
    pub(super) fn found_draft(&mut self, answer: Answer, turn: &mut Turn<'_>) {
        let Ok(Reply::Draft {
            draft: Some(kept),
            at,
        }) = answer
        else {
            return;
        };
        self.keeping.kept = true;
        let before = self.draft.changes().len();
        for place in self.draft.restore(&kept.values) {
            if place <= self.selection.selected {
                self.selection.selected += 1;
            }
        }
        self.resize(turn);
        if self.draft.changes().len() > before {
            let version = if kept.version < self.draft.base.version {
                Version::Older
            } else {
                Version::Same
            };
            self.note = Some(Note::Restored { at, version });
        } else if before == 0 {
            // It says what the person says already.
            self.discard(turn);
        }
    }

    /// Sends what is typed, to be kept for a day; nothing of a form that says what the person says.
    pub(super) fn save_draft(&mut self, turn: &mut Turn<'_>) {
        if !self.keeping.unkept || !turn.is_line_up() {
            return;
        }
        self.keeping.unkept = false;
        if self.is_unsaved() {
            self.keeping.kept = true;
            turn.ask(Request::SaveDraft {
                number: self.draft.base.number.clone(),
                draft: self.draft.kept(),
            });
        } else {
            self.discard(turn);
        }
    }

    pub(super) fn drop_draft(&mut self, number: String, turn: &mut Turn<'_>) {
        self.keeping.pause = None;
        self.keeping.unkept = false;
        if std::mem::take(&mut self.keeping.kept) {
            turn.ask(Request::DropDraft { number });
        }
    }
}
