use serde::Deserialize;
use serde::Serialize;

use super::numbers::Number;
use super::spelling::LONGEST;
use crate::text;

/// What can be found of one person, as it is displayed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Document {
    /// Each value with what it is; a part may come several times.
    pub fields: Vec<(Part, String)>,
}

/// What a value of a [`Document`] is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The customer number.
    Number,
    /// Given and family name.
    Name,
    /// The name of the company.
    Company,
    /// The town of the postal address.
    City,
    /// One e-mail address.
    Email,
    /// One phone number, in international or national spelling.
    Phone,
    /// The business ID of the company.
    BusinessId,
}

impl Part {
    /// Returns the code that stands for this in JSON and commands.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Company => "company",
            Self::City => "city",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::BusinessId => "business_id",
        }
    }

    pub(super) fn place(self) -> Place {
        match self {
            Self::Number => Place::Number,
            Self::Name => Place::Name,
            Self::Company => Place::Company,
            Self::City => Place::City,
            Self::Email => Place::Email,
            Self::Phone => Place::Phone,
            Self::BusinessId => Place::BusinessId,
        }
    }
}

/// Where a word stands, in the order of how much a match there tells; three bits of a posting.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Place {
    Domain,
    City,
    Email,
    Company,
    BusinessId,
    Phone,
    Name,
    Number,
}

impl Place {
    pub(super) const ALL: [Self; 8] = [
        Self::Domain,
        Self::City,
        Self::Email,
        Self::Company,
        Self::BusinessId,
        Self::Phone,
        Self::Name,
        Self::Number,
    ];
}

/// What a document is found by.
#[derive(Default)]
pub(super) struct Terms {
    /// Folded words, sorted, each once at the place that tells most.
    pub(super) words: Vec<(String, Place)>,
    /// Phone numbers and whole e-mail addresses.
    pub(super) numbers: Vec<Number>,
    /// How many words the name has.
    pub(super) name_words: u8,
}

impl Terms {
    pub(super) fn of(document: &Document) -> Self {
        let mut terms = Self::default();
        for (part, value) in &document.fields {
            match part {
                Part::Phone => terms.numbers.extend(Number::phone(value)),
                Part::Email => terms.add_email(&text::fold(value)),
                _ => terms.add_text(&text::fold(value), part.place()),
            }
        }
        terms
            .words
            .sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        terms.words.dedup_by(|later, kept| later.0 == kept.0);
        terms.numbers.sort_unstable();
        terms.numbers.dedup();
        terms
    }

    /// Adds the words of `folded`, and what is written in one piece (`karlsson-pajunen`,
    /// `1234567-8`) also without its punctuation.
    fn add_text(&mut self, folded: &str, place: Place) {
        for piece in folded.split_whitespace() {
            let before = self.words.len();
            self.add_words(piece, place);
            let words = self.words.len() - before;
            if place == Place::Name {
                self.name_words = self
                    .name_words
                    .saturating_add(u8::try_from(words).unwrap_or(u8::MAX));
            }
            if words > 1 {
                self.words
                    .push((cut(&text::words(piece).collect::<String>()), place));
            }
        }
    }

    fn add_email(&mut self, folded: &str) {
        let (local, domain) = folded.rsplit_once('@').unwrap_or((folded, ""));
        self.add_words(local, Place::Email);
        self.add_words(domain, Place::Domain);
        self.numbers.extend(Number::address(folded));
    }

    fn add_words(&mut self, folded: &str, place: Place) {
        self.words
            .extend(text::words(folded).map(|word| (cut(word), place)));
    }
}

/// Returns the letters of a word that count.
pub(super) fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}
