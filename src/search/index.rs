use std::collections::HashMap;
use std::rc::Rc;

use super::dictionary::Dictionary;
use super::dictionary::Found;
use super::dictionary::Word;
use super::document::Document;
use super::document::Place;
use super::document::Terms;
use super::numbers::Number;
use super::numbers::Numbers;
use super::query::Join;
use super::query::Joining;
use super::query::Query;
use super::ranking::Face;
use super::ranking::Fit;
use super::ranking::Hit;
use super::ranking::Mark;
use super::ranking::STRONG;
use super::ranking::Scope;
use super::ranking::Tally;
use super::spelling::Typed;
use crate::domain::id::SubjectId;

/// Who is found by what.
#[derive(Default)]
pub struct Index {
    dictionary: Dictionary,
    numbers: Numbers,
    rows: Vec<Option<Row>>,
    faces: Vec<Face>,
    free_rows: Vec<u32>,
    row_of: HashMap<SubjectId, u32>,
}

/// What must be taken out of the index when a subject goes.
struct Row {
    words: Box<[Word]>,
    numbers: Box<[Number]>,
}

/// Whether typos are forgiven.
#[derive(Clone, Copy)]
enum Spelling {
    AsTyped,
    Lenient,
}

/// What a word of the query can be.
#[derive(Default)]
struct Reading {
    words: Vec<(Word, Fit)>,
    joined: Vec<Rc<[(u32, Mark)]>>,
    postings: usize,
}

/// The rows that a join of words fits.
struct Joined {
    covers: Vec<std::ops::Range<usize>>,
    marks: Rc<[(u32, Mark)]>,
}

impl Index {
    /// Makes `subject` found by `document`, and no longer by an earlier one.
    pub fn insert(&mut self, subject: SubjectId, document: &Document) {
        self.remove(subject);
        let row = self.free_row();
        let terms = Terms::of(document);
        let words = terms.words.iter();
        let words = words.map(|(word, place)| self.dictionary.add(word, row << 3 | *place as u32));
        let words = words.collect();
        for number in &terms.numbers {
            self.numbers.add(*number, row);
        }
        self.faces[row as usize] = Face {
            subject,
            name_words: terms.name_words,
        };
        self.rows[row as usize] = Some(Row {
            words,
            numbers: terms.numbers.into_boxed_slice(),
        });
        self.row_of.insert(subject, row);
    }

    /// Makes `subject` unfindable; an unknown one is no error.
    pub fn remove(&mut self, subject: SubjectId) {
        let Some(row) = self.row_of.remove(&subject) else {
            return;
        };
        let Some(gone) = self.rows[row as usize].take() else {
            return;
        };
        for word in gone.words {
            self.dictionary.remove(word, row << 3..(row + 1) << 3);
        }
        for number in gone.numbers {
            self.numbers.remove(number, row);
        }
        self.faces[row as usize] = Face::NOBODY;
        self.free_rows.push(row);
    }

    /// Returns at most `limit` subjects that `text` means, best first.
    ///
    /// Whoever has all its words as typed comes before whoever has them with typos; if nobody has
    /// all, those with the most are returned.
    #[must_use]
    pub fn query(&self, text: &str, limit: usize) -> Vec<Hit> {
        let query = Query::parse(text);
        if query.words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let hits = self.best(&query, Spelling::AsTyped, limit);
        if hits.len() == limit && hits.iter().all(|hit| hit.score >= STRONG) {
            return hits;
        }
        self.best(&query, Spelling::Lenient, limit)
    }

    /// Returns how many subjects can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.row_of.len()
    }

    /// Tells whether nobody can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row_of.is_empty()
    }

    fn free_row(&mut self) -> u32 {
        self.free_rows.pop().unwrap_or_else(|| {
            self.rows.push(None);
            self.faces.push(Face::NOBODY);
            u32::try_from(self.rows.len() - 1).expect("a company has fewer than 2^29 people")
        })
    }

    fn best(&self, query: &Query, spelling: Spelling, limit: usize) -> Vec<Hit> {
        let readings = self.readings(query, spelling);
        let hits = self.tally(&readings, Scope::AllWords, limit);
        match spelling {
            Spelling::Lenient if hits.is_empty() => self.tally(&readings, Scope::MostWords, limit),
            _ => hits,
        }
    }

    /// Returns what each word of the query can be, the rarest first: it leaves the others few rows
    /// to look at.
    fn readings(&self, query: &Query, spelling: Spelling) -> Vec<Reading> {
        let found: Vec<Vec<Found>> = query
            .words
            .iter()
            .map(|word| match spelling {
                Spelling::AsTyped => self.dictionary.find(&Typed::exact(word)),
                Spelling::Lenient => self.dictionary.find(&Typed::lenient(word)),
            })
            .collect();
        let meant = self.meant(query, &found);
        let joined: Vec<Joined> = query.joins.iter().map(|join| self.joined(join)).collect();
        let mut readings = Vec::new();
        for (at, (word, found)) in query.words.iter().zip(found).enumerate() {
            let mut reading = Reading::default();
            for Found {
                word: known,
                likeness,
            } in found
            {
                let means_other = usize::from(meant[known as usize]) > word.len();
                let shared = likeness.cost == 0 && !likeness.whole && means_other;
                let fit = if shared {
                    Fit::Shared
                } else {
                    Fit::Spelt(likeness)
                };
                reading.postings += self.dictionary.postings(known).len();
                reading.words.push((known, fit));
            }
            for joined in joined
                .iter()
                .filter(|it| it.covers.iter().any(|it| it.contains(&at)))
            {
                reading.postings += joined.marks.len();
                reading.joined.push(Rc::clone(&joined.marks));
            }
            readings.push(reading);
        }
        readings.sort_by_key(|reading| reading.postings);
        readings
    }

    fn tally(&self, readings: &[Reading], scope: Scope, limit: usize) -> Vec<Hit> {
        let mut tally = Tally::new(self.rows.len(), scope);
        for reading in readings {
            for (word, fit) in &reading.words {
                self.mark(*word, *fit, |row, mark| tally.raise(row, mark));
            }
            for (row, mark) in reading.joined.iter().flat_map(|marks| marks.iter()) {
                tally.raise(*row, *mark);
            }
            tally.next_word();
        }
        tally.best(limit, |row| self.faces[row as usize])
    }

    /// Returns for each word of the dictionary the length of the longest word of the query that
    /// means it as typed: in `m makela`, a Mäkelä is no `m`.
    fn meant(&self, query: &Query, found: &[Vec<Found>]) -> Vec<u8> {
        let mut meant = vec![0; self.dictionary.end()];
        for (word, found) in query.words.iter().zip(found) {
            let length = u8::try_from(word.len()).unwrap_or(u8::MAX);
            for found in found.iter().filter(|found| found.likeness.cost == 0) {
                let longest: &mut u8 = &mut meant[found.word as usize];
                *longest = length.max(*longest);
            }
        }
        meant
    }

    fn joined(&self, join: &Join) -> Joined {
        let mut marks = Vec::new();
        match &join.joining {
            Joining::Address(address) => {
                let mark = Mark::of(Fit::Address, Place::Email);
                marks.extend(self.numbers.exactly(*address).map(|row| (row, mark)));
            }
            Joining::Letters(text) | Joining::Digits(text) => {
                for Found { word, likeness } in self.dictionary.find(&Typed::exact(text)) {
                    self.mark(word, Fit::Spelt(likeness), |row, mark| {
                        marks.push((row, mark));
                    });
                }
            }
        }
        if let Joining::Digits(digits) = &join.joining {
            self.numbers.phones(digits, |row, reach| {
                marks.push((row, Mark::of(Fit::Phone(reach), Place::Phone)));
            });
        }
        Joined {
            covers: join.covers.clone(),
            marks: marks.into(),
        }
    }

    /// Hands out the mark of everyone who has `word`.
    fn mark(&self, word: Word, fit: Fit, mut give: impl FnMut(u32, Mark)) {
        let marks = Place::ALL.map(|place| Mark::of(fit, place));
        for posting in self.dictionary.postings(word) {
            give(posting >> 3, marks[(posting & 7) as usize]);
        }
    }

    /// Tells whether nothing at all is left of those who were in it.
    #[cfg(test)]
    pub(super) fn is_blank(&self) -> bool {
        self.dictionary.is_blank()
            && self.numbers.is_blank()
            && self.rows.iter().all(Option::is_none)
    }
}
