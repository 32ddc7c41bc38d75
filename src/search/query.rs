use std::ops::Range;

use super::document::cut;
use super::numbers::Number;
use crate::text;

/// The letters of a query that are read.
const LONGEST_QUERY: usize = 200;
/// The words of a query that are read.
const MOST_WORDS: usize = 8;
/// The words of one letter that are read: more of them tell little and fit nearly everybody.
const MOST_INITIALS: usize = 3;

/// What was typed, taken apart.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// Folded words in their order.
    pub(super) words: Vec<String>,
    /// What neighbouring words are when read as one.
    pub(super) joins: Vec<Join>,
}

/// Neighbouring words read as one.
#[derive(Debug)]
pub(super) struct Join {
    /// The words that this stands for; more than one range when the same was typed twice.
    pub(super) covers: Vec<Range<usize>>,
    pub(super) joining: Joining,
}

/// What neighbouring words are together.
#[derive(Debug, PartialEq)]
pub(super) enum Joining {
    /// One word, typed as two.
    Letters(String),
    /// Digits, in any grouping.
    Digits(String),
    /// A whole e-mail address.
    Address(Number),
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let shortened: String = text.chars().take(LONGEST_QUERY).collect();
        let mut query = Self::default();
        for piece in text::fold(&shortened).split_whitespace() {
            let first = query.words.len();
            for word in text::words(piece) {
                query.add(cut(word));
            }
            if let (true, Some(address)) = (first < query.words.len(), Number::address(piece)) {
                query.join(first..query.words.len(), Joining::Address(address));
            }
        }
        query.join_letters();
        query.join_digits();
        query
    }

    fn add(&mut self, word: String) {
        let initials = self.words.iter().filter(|word| is_initial(word)).count();
        if self.words.len() < MOST_WORDS && (initials < MOST_INITIALS || !is_initial(&word)) {
            self.words.push(word);
        }
    }

    fn join_letters(&mut self) {
        for first in 1..self.words.len() {
            let pair = &self.words[first - 1..=first];
            let long = pair.iter().all(|word| word.chars().nth(1).is_some());
            if long && !pair.iter().all(|word| is_digits(word)) {
                self.join(first - 1..first + 1, Joining::Letters(cut(&pair.concat())));
            }
        }
    }

    fn join_digits(&mut self) {
        for first in 0..self.words.len() {
            let run = self.words[first..]
                .iter()
                .take_while(|word| is_digits(word))
                .count();
            for length in 1..=run {
                let digits = self.words[first..first + length].concat();
                self.join(first..first + length, Joining::Digits(digits));
            }
        }
    }

    fn join(&mut self, covers: Range<usize>, joining: Joining) {
        match self.joins.iter_mut().find(|join| join.joining == joining) {
            Some(join) => join.covers.push(covers),
            None => self.joins.push(Join {
                covers: vec![covers],
                joining,
            }),
        }
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none() && !is_digits(word)
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_digit())
}
