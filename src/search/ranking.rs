use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::document::Place;
use super::numbers::Reach;
use super::spelling::Likeness;
use crate::domain::id::SubjectId;

/// The score from which on a hit has every word of the query as it was typed.
pub(super) const STRONG: i64 = 1_000_000;
/// What it is worth to have matched every word of the name.
const FULL_NAME: i64 = 50;

/// A subject that a query finds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hit {
    /// The subject.
    pub subject: SubjectId,
    /// Higher is better; comparable only among the hits of one query.
    pub score: i64,
}

/// How a word of the query fits a word of a document.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fit {
    Address,
    Spelt(Likeness),
    /// The beginning of a word that a longer word of the query means.
    Shared,
    Phone(Reach),
}

impl Fit {
    fn worth(self) -> u32 {
        match self {
            Self::Address => 600,
            Self::Spelt(Likeness {
                cost: 0,
                whole: true,
            })
            | Self::Phone(Reach::Whole) => 400,
            Self::Phone(Reach::LongTail) => 360,
            Self::Phone(Reach::Tail) => 330,
            Self::Spelt(Likeness {
                cost: 0,
                whole: false,
            })
            | Self::Phone(Reach::Beginning) => 300,
            Self::Phone(Reach::Inside) => 250,
            Self::Spelt(Likeness { cost, whole: true }) => 270 - 50 * u32::from(cost.min(5)),
            Self::Spelt(Likeness { cost, whole: false }) => 250 - 50 * u32::from(cost.min(5)),
            Self::Shared => 60,
        }
    }

    fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Spelt(Likeness {
                cost: 0,
                whole: true
            })
        )
    }

    fn is_plain(self) -> bool {
        !matches!(self, Self::Spelt(Likeness { cost: 1.., .. }))
    }
}

/// How well one word of a query, or all of them in sum, fits one document.
///
/// Four bits each count the words that fit, those that fit as typed, and those that are a word of
/// the name; the rest is the score. Being summed at once, they stay one machine word.
#[derive(Clone, Copy, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Mark(u32);

const WORDS: u32 = 28;
const PLAIN: u32 = 24;
const NAMES: u32 = 20;

impl Mark {
    pub(super) fn of(fit: Fit, place: Place) -> Self {
        let exact_number = fit.is_whole() && place == Place::Number;
        let score = fit.worth() + 4 * place as u32 + 200 * u32::from(exact_number);
        let plain = u32::from(fit.is_plain()) << PLAIN;
        let name = u32::from(fit.is_whole() && place == Place::Name) << NAMES;
        Self(1 << WORDS | plain | name | score)
    }

    pub(super) fn score(self) -> u32 {
        self.0 & ((1 << NAMES) - 1)
    }

    fn count(self, of: u32) -> u32 {
        self.0 >> of & 0xf
    }
}

/// Who stands in a row, as far as the ranking must know.
#[derive(Clone, Copy)]
pub(super) struct Face {
    pub(super) subject: SubjectId,
    pub(super) name_words: u8,
}

impl Face {
    pub(super) const NOBODY: Self = Self {
        subject: SubjectId(0),
        name_words: 0,
    };
}

/// Which rows a tally is about.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Scope {
    /// Those that fit every word.
    AllWords,
    /// Those that fit as many words as any does.
    MostWords,
}

/// The marks of all rows in one query.
pub(super) struct Tally {
    scope: Scope,
    /// How many words are past.
    words: u32,
    /// For each row the best mark of the present word and the sum of the words before.
    marks: Vec<[u32; 2]>,
    /// The rows that fit the present word.
    fitting: Vec<u32>,
    /// The rows that fit the words before, within the scope.
    rows: Vec<u32>,
}

impl Tally {
    pub(super) fn new(rows: usize, scope: Scope) -> Self {
        let marks = vec![[0; 2]; rows];
        Self {
            scope,
            words: 0,
            marks,
            fitting: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Gives `row` this mark for the present word, unless it has a better one.
    pub(super) fn raise(&mut self, row: u32, mark: Mark) {
        let [best, sum] = &mut self.marks[row as usize];
        if *best == 0 {
            if self.scope == Scope::AllWords && Mark(*sum).count(WORDS) < self.words {
                return;
            }
            self.fitting.push(row);
        }
        *best = mark.0.max(*best);
    }

    /// Ends the present word.
    pub(super) fn next_word(&mut self) {
        self.words += 1;
        let fitting = std::mem::take(&mut self.fitting);
        for row in &fitting {
            let [best, sum] = &mut self.marks[*row as usize];
            if self.scope == Scope::MostWords && *sum == 0 {
                self.rows.push(*row);
            }
            *sum += std::mem::take(best);
        }
        if self.scope == Scope::AllWords {
            self.rows = fitting;
        }
    }

    /// Returns the best `limit` hits of those in scope; `face` tells who stands in a row.
    pub(super) fn best(&self, limit: usize, face: impl Fn(u32) -> Face) -> Vec<Hit> {
        let sum = |row: &u32| Mark(self.marks[*row as usize][1]);
        let most = self
            .rows
            .iter()
            .map(|row| sum(row).count(WORDS))
            .max()
            .unwrap_or(0);
        let fullest = self.rows.iter().filter(|row| sum(row).count(WORDS) == most);
        let mut best = BinaryHeap::new();
        for row in fullest {
            let (mark, face) = (sum(row), face(*row));
            let strong = mark.count(PLAIN) == self.words;
            let names = u32::from(face.name_words);
            let full = names > 0 && mark.count(NAMES) >= names;
            let score = i64::from(mark.score())
                + if strong { STRONG } else { 0 }
                + if full { FULL_NAME } else { 0 };
            // The heap has the last of the best on top.
            let rank = (Reverse(score), face.subject);
            if best.len() < limit {
                best.push(rank);
            } else if let Some(mut last) = best.peek_mut().filter(|last| rank < **last) {
                *last = rank;
            }
        }
        let best = best.into_sorted_vec().into_iter();
        best.map(|(Reverse(score), subject)| Hit { subject, score })
            .collect()
    }
}
