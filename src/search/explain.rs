use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::document::Document;
use super::document::Part;
use super::document::Place;
use super::document::cut;
use super::numbers;
use super::numbers::Number;
use super::numbers::Reach;
use super::query::Joining;
use super::query::Query;
use super::ranking::Fit;
use super::ranking::Mark;
use super::spelling::LONGEST;
use super::spelling::Likeness;
use super::spelling::Typed;
use crate::text;

/// A displayed value that a query matched.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Matched {
    /// What the value is.
    pub part: Part,
    /// The value as displayed.
    pub value: String,
    /// The characters of the value that matched, ascending; empty where a typo has no alignment.
    pub positions: Vec<usize>,
}

/// Returns the values of `document` that `query` matched, the one that tells most first.
///
/// Each word of the query speaks for one value only. Slower than [`super::Index::query`] per
/// document: meant for the few that are shown.
#[must_use]
pub fn explain(query: &str, document: &Document) -> Vec<Matched> {
    let query = Query::parse(query);
    let values: Vec<Value> = document.fields.iter().map(Value::of).collect();
    let mut evidence: Vec<Option<Evidence>> = vec![None; query.words.len()];
    for join in &query.joins {
        let best = best(&values, |value| value.read(&join.joining));
        for at in join.covers.iter().cloned().flatten() {
            evidence[at] = better(evidence[at].take(), best.clone(), join.covers[0].len());
        }
    }
    for (at, word) in query.words.iter().enumerate() {
        let best = best(&values, |value| value.word(word));
        evidence[at] = better(evidence[at].take(), best, 1);
    }
    told(document, evidence.into_iter().flatten())
}

/// Why a word of the query speaks for a value.
#[derive(Clone)]
struct Evidence {
    mark: Mark,
    /// The words of the query that are one here.
    words: usize,
    value: usize,
    positions: Vec<usize>,
}

fn best<'a>(
    values: &'a [Value],
    fit: impl Fn(&'a Value) -> Option<(Mark, Vec<usize>)>,
) -> Option<Evidence> {
    let fits = values.iter().enumerate().filter_map(|(value, it)| {
        fit(it).map(|(mark, positions)| Evidence {
            mark,
            words: 1,
            value,
            positions,
        })
    });
    // The first of equals: the order of the document is the order of what is shown.
    fits.reduce(|kept, next| if next.mark > kept.mark { next } else { kept })
}

/// Keeps what is worth more; of equals, what takes more words of the query together.
fn better(kept: Option<Evidence>, next: Option<Evidence>, words: usize) -> Option<Evidence> {
    let next = next.map(|next| Evidence { words, ..next });
    kept.into_iter().chain(next).reduce(|kept, next| {
        if (next.mark, next.words) > (kept.mark, kept.words) {
            next
        } else {
            kept
        }
    })
}

fn told(document: &Document, evidence: impl Iterator<Item = Evidence>) -> Vec<Matched> {
    let mut scores: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new()); document.fields.len()];
    for it in evidence {
        let (score, positions) = &mut scores[it.value];
        *score += it.mark.score();
        positions.extend(it.positions);
    }
    let mut told: Vec<(u32, Matched)> = Vec::new();
    for ((score, mut positions), (part, value)) in scores.into_iter().zip(&document.fields) {
        if score > 0 {
            positions.sort_unstable();
            positions.dedup();
            told.push((
                score,
                Matched {
                    part: *part,
                    value: value.clone(),
                    positions,
                },
            ));
        }
    }
    told.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    told.into_iter().map(|(_, matched)| matched).collect()
}

/// A displayed value, read as the index reads it, each letter with its place in the value.
struct Value {
    place: Place,
    folded: String,
    words: Vec<Vec<(char, usize)>>,
}

impl Value {
    fn of((part, value): &(Part, String)) -> Self {
        let (folded, positions) = text::fold_with_positions(value);
        let letters: Vec<(char, usize)> = folded.chars().zip(positions).collect();
        let mut words = Vec::new();
        for piece in letters.split(|(letter, _)| letter.is_whitespace()) {
            let parts = piece.split(|(letter, _)| !letter.is_alphanumeric());
            let parts: Vec<&[_]> = parts.filter(|it| !it.is_empty()).collect();
            if parts.len() > 1 && *part != Part::Email {
                words.push(parts.concat());
            }
            words.extend(parts.iter().map(|part| part.to_vec()));
        }
        Self {
            place: part.place(),
            folded,
            words,
        }
    }

    fn read(&self, joining: &Joining) -> Option<(Mark, Vec<usize>)> {
        match (joining, self.place) {
            (Joining::Digits(typed), Place::Phone) => self.phone(typed),
            (Joining::Letters(typed) | Joining::Digits(typed), _) => {
                self.spelt(typed, &Typed::exact(typed))
            }
            (Joining::Address(typed), Place::Email) => {
                let same = Number::address(&self.folded).as_ref() == Some(typed);
                let positions = self.words.iter().flatten().map(|(_, at)| *at).collect();
                same.then(|| (Mark::of(Fit::Address, self.place), positions))
            }
            (Joining::Address(_), _) => None,
        }
    }

    fn word(&self, typed: &str) -> Option<(Mark, Vec<usize>)> {
        if self.place == Place::Phone {
            return None;
        }
        self.spelt(typed, &Typed::lenient(typed))
    }

    fn spelt(&self, word: &str, typed: &Typed) -> Option<(Mark, Vec<usize>)> {
        let fits = self.words.iter().filter_map(|letters| {
            let likeness = typed.fit(letters.iter().take(LONGEST).map(|(letter, _)| *letter))?;
            let mark = Mark::of(Fit::Spelt(likeness), self.place);
            Some((mark, aligned(word, letters, likeness)))
        });
        fits.reduce(|kept, next| if next.0 > kept.0 { next } else { kept })
    }

    fn phone(&self, typed: &str) -> Option<(Mark, Vec<usize>)> {
        let letters = self.words.iter().flatten().copied();
        let mut digits: Vec<(char, usize)> = letters.filter(|it| it.0.is_ascii_digit()).collect();
        digits.sort_unstable_by_key(|(_, at)| *at);
        digits.dedup();
        let written: Vec<u8> = digits
            .iter()
            .filter_map(|it| u8::try_from(it.0).ok())
            .collect();
        let range = numbers::within(typed, &written)?;
        let reach = if range.end == written.len() {
            Reach::Tail
        } else {
            Reach::Beginning
        };
        let positions = digits[range].iter().map(|(_, at)| *at).collect();
        Some((Mark::of(Fit::Phone(reach), self.place), positions))
    }
}

/// Returns where in a word of the value the typed letters stand.
fn aligned(typed: &str, letters: &[(char, usize)], likeness: Likeness) -> Vec<usize> {
    if likeness.cost == 0 {
        let typed = typed.chars().count();
        return letters.iter().take(typed).map(|(_, at)| *at).collect();
    }
    let word: String = letters.iter().map(|(letter, _)| *letter).collect();
    let found = SkimMatcherV2::default().fuzzy_indices(&word, &cut(typed));
    let indices = found.map(|(_, indices)| indices).unwrap_or_default();
    indices
        .into_iter()
        .filter_map(|at| letters.get(at).map(|(_, at)| *at))
        .collect()
}
