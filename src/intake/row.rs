use super::cell;
use super::draft::Draft;
use super::layout::Layout;
use super::names::Names;
use super::reason::Note;
use super::reason::Reason;
use super::reason::Reject;
use crate::domain::candidate::Candidate;
use crate::domain::hetu::star_hetu;
use crate::domain::provenance::Source;

/// What became of one row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Row {
    /// It comes in, with what was left out or guessed at.
    Candidate(Box<Candidate>, Vec<Note>),
    Reject(Reject),
}

/// What all rows of a file are read with.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) layout: Layout,
    pub(super) names: Names,
    pub(super) source: Source,
}

impl Reading {
    /// Makes a candidate of the row, or a reject with every reason.
    pub(super) fn row(&self, row: u64, cells: &[String]) -> Row {
        let mut draft = Draft::new(self);
        for (column, raw) in self.layout.columns.iter().zip(cells) {
            let said = cell::plain(raw);
            if !said.is_empty() {
                draft.take(column, &said);
            }
        }
        let extra = cells.iter().skip(self.layout.columns.len());
        if extra.clone().any(|it| !cell::plain(it).is_empty()) {
            draft.note("", Reason::ExtraCell);
        }
        draft.split_full_name();
        if draft.is_somebody() {
            draft.candidate(row)
        } else {
            let cells = cells.iter().map(|it| star_hetu(it)).collect();
            let reasons = draft.refusal();
            Row::Reject(Reject {
                row,
                cells,
                reasons,
            })
        }
    }
}
