use std::collections::HashSet;

use crate::text;

/// Common given names of Finland, Sweden and the English-speaking world, folded.
const GIVEN_NAMES: &str = include_str!("given_names.txt");

const PARTICLES: &[&str] = &[
    "af", "av", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le", "ten",
    "ter", "van", "von", "zu", "zur",
];

/// Endings that family names have and given names have not.
const FAMILY_ENDINGS: &[&str] = &[
    "nen", "sson", "strom", "qvist", "kvist", "berg", "lund", "gren", "stedt", "maki", "niemi",
    "lahti", "salo", "joki", "jarvi",
];

/// A full name taken apart.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Name {
    pub(super) given: String,
    pub(super) family: String,
    pub(super) order: Order,
}

/// How well the order of the parts is known.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Order {
    #[default]
    Sure,
    Unsure,
}

/// Tells given names from family names.
#[derive(Debug)]
pub(super) struct Names(HashSet<&'static str>);

/// What a word is likely to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Likely {
    Given,
    Family,
    Either,
}

impl Names {
    pub(super) fn new() -> Self {
        Self(GIVEN_NAMES.split_whitespace().collect())
    }

    /// Takes a full name apart, whichever part stands first, and mends its capitals.
    pub(super) fn split(&self, full: &str) -> Name {
        let mut name = match full.split_once(',') {
            Some((family, given)) => self.around_comma(family.trim(), given.trim()),
            None => self.of_words(&full.split_whitespace().collect::<Vec<_>>()),
        };
        name.given = proper_case(&name.given);
        name.family = proper_case(&name.family);
        name
    }

    /// The comma means that the family name comes first, unless it plainly does not.
    fn around_comma(&self, before: &str, after: &str) -> Name {
        let first = before.split_whitespace().next().unwrap_or_default();
        let doubtful = self.likely(first) == Likely::Given && self.likely(after) != Likely::Given;
        Name {
            given: after.to_owned(),
            family: before.to_owned(),
            order: if doubtful { Order::Unsure } else { Order::Sure },
        }
    }

    fn of_words(&self, words: &[&str]) -> Name {
        let last = words.len().saturating_sub(1);
        let (cut, order, family_first) = match words {
            [] => return Name::default(),
            [only] => return self.of_one(only),
            [first, .., _] if is_particle(first) => (family_length(words), Order::Sure, true),
            _ => match words.iter().position(|it| is_particle(it)) {
                Some(at) if at < last => (at, Order::Sure, false),
                _ => self.by_likelihood(words),
            },
        };
        let (one, other) = words.split_at(cut.clamp(1, last));
        let (given, family) = if family_first {
            (other, one)
        } else {
            (one, other)
        };
        Name {
            given: given.join(" "),
            family: family.join(" "),
            order,
        }
    }

    fn of_one(&self, word: &str) -> Name {
        let (given, family) = match self.likely(word) {
            Likely::Given => (word, ""),
            Likely::Family | Likely::Either => ("", word),
        };
        Name {
            given: given.to_owned(),
            family: family.to_owned(),
            order: Order::Sure,
        }
    }

    /// Says where to cut, how sure that is, and whether the family name stands first.
    fn by_likelihood(&self, words: &[&str]) -> (usize, Order, bool) {
        let last = words.len() - 1;
        let ends = (self.likely(words[0]), self.likely(words[last]));
        let shouted = (is_shouted(words[0]), is_shouted(words[last]));
        let (family_first, order) = match (shouted, ends) {
            ((true, false), _) => (true, Order::Sure),
            ((false, true), _) => (false, Order::Sure),
            (_, (one, other)) if one == other => (false, Order::Unsure),
            (_, (Likely::Given, _) | (_, Likely::Family)) => (false, Order::Sure),
            (_, (Likely::Family, _) | (_, Likely::Given)) => (true, Order::Sure),
            _ => (false, Order::Unsure),
        };
        let given =
            |word: &&&str| self.likely(word) != Likely::Family && !is_shouted_among(word, words);
        let middle = &words[1..last];
        if family_first {
            let family = middle
                .iter()
                .take_while(|word| self.likely(word) != Likely::Given);
            (1 + family.count(), order, true)
        } else {
            (1 + middle.iter().take_while(given).count(), order, false)
        }
    }

    fn likely(&self, word: &str) -> Likely {
        let folded = text::fold(word);
        let mut parts = text::words(&folded).peekable();
        if parts.peek().is_none() {
            return Likely::Either;
        }
        if parts.all(|part| part.len() == 1 || self.0.contains(part)) {
            Likely::Given
        } else if FAMILY_ENDINGS.iter().any(|ending| folded.ends_with(ending)) {
            Likely::Family
        } else {
            Likely::Either
        }
    }
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Counts the words of a family name that begins with particles, one other word at its end.
fn family_length(words: &[&str]) -> usize {
    1 + words.iter().take_while(|word| is_particle(word)).count()
}

/// Tells whether a word of more than one letter is in capitals throughout.
fn is_shouted(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
        && !word.chars().any(char::is_lowercase)
}

/// Tells whether capitals set a word apart from others of the name.
fn is_shouted_among(word: &str, words: &[&str]) -> bool {
    is_shouted(word) && !words.iter().all(|it| is_shouted(it))
}

/// Returns a name with every word that is all in capitals in its usual case.
pub(super) fn proper_case(name: &str) -> String {
    let words: Vec<String> = name.split(' ').map(proper_word).collect();
    words.join(" ")
}

fn proper_word(word: &str) -> String {
    if !is_shouted(word) {
        return word.to_owned();
    }
    if is_particle(word) {
        return word.to_lowercase();
    }
    let mut starts = true;
    let mut proper = String::with_capacity(word.len());
    for letter in word.chars() {
        if starts {
            proper.push(letter);
        } else {
            proper.extend(letter.to_lowercase());
        }
        starts = !letter.is_alphabetic();
    }
    proper
}

#[cfg(test)]
mod tests;
