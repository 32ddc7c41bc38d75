use minicbor::{Decode, Encode};

use super::codes::Numbered;
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::time::Timestamp;
use crate::store::audit::Entry;

/// An entry of the audit as the chain binds it; its detail stays sealed.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct AuditRow {
    #[n(0)]
    pub(in crate::store) sequence: u64,
    #[n(1)]
    pub(in crate::store) at: i64,
    #[n(2)]
    pub(in crate::store) actor: u64,
    #[n(3)]
    session: u64,
    #[n(4)]
    deed: u8,
    #[n(5)]
    pub(in crate::store) subject: Option<u64>,
    #[n(6)]
    purpose: Option<String>,
    #[n(7)]
    outcome: u8,
    /// The unit under whose key the detail is sealed; 0 is the house's own key.
    #[n(8)]
    pub(in crate::store) unit: u64,
    #[cbor(n(9), with = "minicbor::bytes")]
    pub(in crate::store) detail: Vec<u8>,
}

/// What an entry keeps sealed.
#[derive(Debug, Default, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct DetailRow {
    #[n(0)]
    pub(in crate::store) text: String,
    /// The people that a search showed.
    #[n(1)]
    pub(in crate::store) shown: Vec<u64>,
}

impl AuditRow {
    pub(in crate::store) fn of(entry: &Entry, sequence: u64, detail: Vec<u8>) -> Self {
        Self {
            sequence,
            at: entry.at.millis(),
            actor: entry.actor.0,
            session: entry.session.0,
            deed: entry.deed.number(),
            subject: entry.subject.map(|it| it.0),
            purpose: entry.purpose.clone(),
            outcome: entry.outcome.number(),
            unit: entry.unit(),
            detail,
        }
    }

    /// Returns the entry without its detail, or nothing where a code means nothing.
    pub(in crate::store) fn entry(&self) -> Option<Entry> {
        Some(Entry {
            at: Timestamp::from_millis(self.at),
            actor: UserId(self.actor),
            session: SessionId(self.session),
            deed: Deed::of_number(self.deed)?,
            subject: self.subject.map(SubjectId),
            purpose: self.purpose.clone(),
            outcome: Outcome::of_number(self.outcome)?,
            detail: None,
            shown: Vec::new(),
        })
    }
}
