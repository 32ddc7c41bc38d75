use serde::{Deserialize, Serialize};

use crate::domain::ban::Ban;
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentEvent;
use crate::domain::field::{Field, Kind};
use crate::domain::id::ActId;
use crate::domain::marketing::Verdict;
use crate::domain::person::{Attribute, Datum};
use crate::domain::time::Timestamp;

/// One verdict for each channel, in the order of [`Channel::ALL`].
pub type Verdicts = Vec<(Channel, Verdict)>;

/// Everything shown of an opened person.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Card {
    pub number: String,
    pub version: u64,
    pub kind: Kind,
    pub name: String,
    pub data: Vec<Datum>,
    pub bans: Vec<Ban>,
    pub consents: Vec<ConsentEvent>,
    pub attributes: Vec<Attribute>,
    /// For the purpose of marketing.
    pub verdicts: Verdicts,
    /// Addresses of this person to which somebody else's ban stops marketing (RULES W3).
    pub stopped_addresses: Vec<String>,
    /// Merged numbers that answer with this person.
    pub merged_numbers: Vec<String>,
    pub possible_duplicates: Vec<PossibleDuplicate>,
    /// What this session may still undo on this person, the latest last.
    pub undo: Option<ActId>,
}

impl Card {
    /// Returns the value of a field, the first one where there are several.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&str> {
        self.data
            .iter()
            .find(|it| it.field == field)
            .map(|it| it.value.as_str())
    }

    #[must_use]
    pub fn is_banned(&self) -> bool {
        self.bans.iter().any(Ban::in_force)
    }
}

/// One line of a look-up: no more than tells people apart, marks and verdicts.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Row {
    pub number: String,
    pub kind: Kind,
    pub name: String,
    pub company: Option<String>,
    pub city: Option<String>,
    /// The last digits of the first phone.
    pub phone_tail: Option<String>,
    /// `None` where the words match only taken together.
    pub matched: Option<Matched>,
    pub score: i64,
    pub banned: bool,
    pub verdicts: Verdicts,
    /// Which of the people found with this name this is, from 1, and how many there are.
    pub namesake: Option<(usize, usize)>,
}

/// The field that a look-up matched.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Matched {
    /// `number`, `name`, or the code of a field.
    pub field: String,
    pub value: String,
    /// Indices of characters in `value`; empty where a typing error has no alignment.
    pub positions: Vec<usize>,
}

/// Two people who may be one (RULES W2).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PossibleDuplicate {
    pub number: String,
    pub name: String,
    pub other_number: String,
    pub other_name: String,
    /// `shared` or `possible`.
    pub why: String,
}

/// What an erasure would do.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ErasurePreview {
    pub number: String,
    pub name: String,
    /// What goes: a code of the thing and how many.
    pub goes: Vec<(String, usize)>,
    /// What stays: a code of the thing and how many.
    pub stays: Vec<(String, usize)>,
    /// Files written that hold the person and are not destroyed yet (RULES F2).
    pub files: Vec<String>,
}

/// One audited event of a person.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct HistoryEntry {
    pub sequence: u64,
    pub chain: String,
    pub at: Timestamp,
    pub actor: String,
    pub deed: String,
    pub outcome: String,
    pub number: Option<String>,
    pub purpose: Option<String>,
    /// `None` once the key of the detail is gone.
    pub detail: Option<String>,
}
