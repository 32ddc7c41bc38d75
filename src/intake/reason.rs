use crate::domain::value::ValueError;

/// Why something of a row was refused, left out or guessed at.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Reason {
    #[error(transparent)]
    Value(ValueError),
    /// In a cell that is no field of a person.
    #[error("holds a personal identity code")]
    Hetu,
    #[error("the number was cut by a spreadsheet")]
    CutNumber,
    #[error("the row says neither who the person is nor how to reach them")]
    Nobody,
    #[error("another value of the same field stands before it")]
    SecondValue,
    #[error("the row has more cells than the heading")]
    ExtraCell,
    #[error("a consent without its day cannot be shown")]
    ConsentWithoutDay,
    #[error("not understood as a day")]
    Day,
    /// Whoever writes something in the column of bans means one: the ban is recorded.
    #[error("not understood as yes or no, taken for a ban")]
    UnclearBan,
    #[error("not a kind of person")]
    Kind,
    #[error("longer than it may be")]
    TooLong,
    #[error("which word is the family name is a guess")]
    NameOrder,
}

impl Reason {
    /// Returns the code that stands for this in reports; a refused value has the code of its rule.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Value(why) => why.code(),
            Self::Hetu => "value-hetu",
            Self::CutNumber => "number-cut",
            Self::Nobody => "row-nobody",
            Self::SecondValue => "second-value",
            Self::ExtraCell => "extra-cell",
            Self::ConsentWithoutDay => "consent-without-day",
            Self::Day => "day-unclear",
            Self::UnclearBan => "ban-unclear",
            Self::Kind => "kind-unclear",
            Self::TooLong => "value-too-long",
            Self::NameOrder => "name-order-unsure",
        }
    }
}

/// Something of a row that the reader of the report must know, the row itself being in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    pub row: u64,
    /// The heading of the cell.
    pub column: String,
    pub reason: Reason,
}

/// A row that does not come in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reject {
    pub row: u64,
    /// The row as it stands in the file, personal identity codes starred.
    pub cells: Vec<String>,
    /// Each with the heading of its cell; empty where it is about the whole row.
    pub reasons: Vec<(String, Reason)>,
}
