use super::audit::Entry;
use super::house::{Deferred, DraftRecord, Export, SessionRecord, Settings, User};
use crate::domain::code::codes;
use crate::domain::id::{ActId, SessionId, SubjectId, UnitId, UserId};
use crate::domain::person::{Attribute, Person};
use crate::domain::suppression::Suppression;

/// What an operation wants to become true, all of it or nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// New or changed people; an old row is replaced.
    pub people: Vec<Person>,
    /// Attributes of a consent's unit, replacing those that were there.
    pub attributes: Vec<(UnitId, Vec<Attribute>)>,
    /// Whole people to forget: their rows, their units and the keys of those.
    pub erased: Vec<Person>,
    /// Consents' units to forget.
    pub forgotten: Vec<UnitId>,
    pub suppressed: Vec<Suppression>,
    /// Entries that no longer hold.
    pub released: Vec<Suppression>,
    pub pairs: Vec<(SubjectId, SubjectId, Pairing)>,
    /// Pairs that no longer mean anything, the lower id first.
    pub unpaired: Vec<(SubjectId, SubjectId)>,
    pub users: Vec<User>,
    pub exports: Vec<Export>,
    pub settings: Option<Settings>,
    /// New or changed sessions that can be taken up again.
    pub sessions: Vec<SessionRecord>,
    pub ended_sessions: Vec<SessionId>,
    pub drafts: Vec<DraftRecord>,
    pub dropped_drafts: Vec<(SubjectId, UserId)>,
    /// New or changed acts that wait for a second officer.
    pub deferred: Vec<Deferred>,
    /// Acts that wait no longer.
    pub settled: Vec<u64>,
    pub acts: Vec<Entry>,
    pub looks: Vec<Entry>,
    /// Set by a write that its asker may repeat.
    pub key: Option<Repeatable>,
}

impl Change {
    /// Tells whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
            && self.attributes.is_empty()
            && self.erased.is_empty()
            && self.forgotten.is_empty()
            && self.suppressed.is_empty()
            && self.released.is_empty()
            && self.pairs.is_empty()
            && self.unpaired.is_empty()
            && self.users.is_empty()
            && self.exports.is_empty()
            && self.settings.is_none()
            && self.sessions.is_empty()
            && self.ended_sessions.is_empty()
            && self.drafts.is_empty()
            && self.dropped_drafts.is_empty()
            && self.deferred.is_empty()
            && self.settled.is_empty()
            && self.acts.is_empty()
            && self.looks.is_empty()
    }
}

/// What makes a repeated write recognisable: the user and the envelope's key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Repeatable {
    pub user: u64,
    pub key: u128,
    /// The person whom the outcome is about.
    pub subject: Option<SubjectId>,
    /// The act that was kept for a second officer instead of being done.
    pub waiting: Option<u64>,
}

/// What came of a repeatable write.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Came {
    pub act: ActId,
    pub subject: Option<SubjectId>,
    pub waiting: Option<u64>,
}

codes! {
    /// What two people have to do with each other (RULES W2).
    Pairing {
        /// They share an address.
        Shared = "shared",
        /// Their name and company are the same.
        Possible = "possible",
        /// A person decided that they are two.
        Apart = "apart",
    }
}
