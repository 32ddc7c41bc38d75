use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::ban::Ban;
use super::channel::Channel;
use super::consent::ConsentEvent;
use super::field::{Field, Kind};
use super::id::{SubjectId, UnitId};
use super::provenance::{Basis, Provenance, Purpose, Source};
use super::time::Timestamp;

/// Everything of a person that lies in the core unit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    pub id: SubjectId,
    pub number: String,
    /// Earlier numbers that still find the person.
    pub former_numbers: Vec<String>,
    pub kind: Kind,
    /// Raised by every change; a correction names the version that it was made from.
    pub version: u64,
    /// In the order in which the values came; the first e-mail and phone are the ones to use.
    pub data: Vec<Datum>,
    pub bans: Vec<Ban>,
    /// In the order of recording.
    pub consents: Vec<ConsentEvent>,
    /// The units of attributes that are held on a consent alone (D13).
    pub consent_units: Vec<ConsentUnit>,
    pub traces: Traces,
    pub merged: Vec<SubjectId>,
    pub merged_into: Option<MergedInto>,
}

/// Whom a merged person answers as, and since when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MergedInto {
    pub person: SubjectId,
    pub at: Timestamp,
}

/// One value of a person with all that must be known of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Datum {
    pub field: Field,
    /// In canonical form.
    pub value: String,
    pub provenance: Provenance,
    /// The person it came from when two were merged.
    pub from: Option<SubjectId>,
}

/// A consent's own unit, which holds the attributes that go when it is withdrawn.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ConsentUnit {
    pub unit: UnitId,
    pub purpose: Purpose,
    pub channel: Channel,
}

/// A value that is held only as long as one consent stands (D13).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Attribute {
    pub name: String,
    pub value: String,
    pub purpose: Purpose,
    pub channel: Channel,
    pub date: NaiveDate,
}

/// What imports leave with a person so that the next one recognises its own earlier rows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Traces {
    pub records: Vec<SourceRecord>,
    /// Digests of the rows that this person came from.
    pub rows: Vec<Digest>,
    /// Whether the customer number came from outside; one that the register assigned yields to it.
    pub number_given: bool,
    /// Digests of values that staff corrected or removed, which no import brings back.
    pub removed: Vec<Digest>,
}

/// A record's own number in the program that it came from.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct SourceRecord {
    pub profile: String,
    pub record: String,
}

/// A shortened SHA-256, sealed with its person.
pub type Digest = [u8; 16];

/// Returns the digest by which a removed value is recognised; e-mails compare without case.
#[must_use]
pub fn value_digest(field: Field, value: &str) -> Digest {
    let value = if field == Field::Email {
        value.to_lowercase()
    } else {
        value.to_owned()
    };
    let hash = Sha256::new()
        .chain_update(field.code())
        .chain_update([0])
        .chain_update(value);
    let bytes: [u8; 32] = hash.finalize().into();
    std::array::from_fn(|place| bytes[place])
}

impl Person {
    /// Returns the value of a field, the first one where there are several.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&str> {
        self.values(field).next()
    }

    /// Returns all values of a field, in their order.
    pub fn values(&self, field: Field) -> impl Iterator<Item = &str> {
        self.data
            .iter()
            .filter(move |it| it.field == field)
            .map(|it| it.value.as_str())
    }

    /// Returns the name as it is shown: given name first; empty where none is known.
    #[must_use]
    pub fn name(&self) -> String {
        let parts = [self.value(Field::Given), self.value(Field::Family)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Tells whether the person holds this very value.
    #[must_use]
    pub fn holds(&self, field: Field, value: &str) -> bool {
        self.values(field).any(|it| it == value)
    }

    /// Tells whether any ban is in force.
    #[must_use]
    pub fn is_banned(&self) -> bool {
        self.bans.iter().any(Ban::in_force)
    }

    /// Tells whether a ban on `channel`, or on all, is in force.
    #[must_use]
    pub fn is_banned_on(&self, channel: Channel) -> bool {
        self.bans
            .iter()
            .any(|ban| ban.in_force() && ban.covers(channel))
    }
}

impl Provenance {
    /// Makes the provenance of what a customer's data is usually held for: relations, on legitimate
    /// interest (GDPR 6(1)(f)).
    #[must_use]
    pub fn of_relations(source: Source, date: NaiveDate) -> Self {
        Self {
            source,
            date,
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        }
    }
}
