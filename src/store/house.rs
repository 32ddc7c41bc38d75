use chrono::NaiveDate;

use crate::domain::audit::Deed;
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::role::Role;
use crate::domain::time::Timestamp;

/// A member of staff who may log in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    /// A PHC string.
    /// Empty for a machine account, which no password opens.
    pub password: String,
    pub roles: Vec<Role>,
    pub enabled: bool,
    /// The password was given by somebody else.
    pub must_change: bool,
    /// The account of the machine (UID) that is this user without a password.
    pub account: Option<u32>,
}

/// A session that can be taken up again after the line, or the service, was lost.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SessionRecord {
    pub id: SessionId,
    pub user: UserId,
    /// The digest of the secret that its client holds.
    pub pass: [u8; 32],
    pub account: u32,
    pub since: Timestamp,
    /// When its user last did something that the audit holds.
    pub active: Timestamp,
    pub locked: bool,
}

/// What a user typed into the form of a person and has not saved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DraftRecord {
    pub subject: SubjectId,
    pub user: UserId,
    pub at: Timestamp,
    /// The version of the person that it was typed over.
    pub version: u64,
    /// The name of each field of the form and what stands in it.
    pub values: Vec<(String, String)>,
}

/// An act that waits for a second officer (RULES F4). It names people by their ids alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Deferred {
    /// Taken from [`super::Planning::take_deferred`].
    pub id: u64,
    pub deed: Deed,
    pub subjects: Vec<SubjectId>,
    /// The code or reference of an erasure's ground, or the way in which people are separated.
    pub ground: Option<String>,
    pub reason: String,
    pub by: UserId,
    pub at: Timestamp,
    pub advice: Vec<AdviceRecord>,
    /// Who had been merged into the subjects of an erasure when it was asked for.
    pub merged: Vec<SubjectId>,
}

/// What the protection officer said of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AdviceRecord {
    pub by: UserId,
    pub at: Timestamp,
    pub words: String,
}

/// What the controller says of itself (D1); what is absent is the built-in default.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    pub controller: Option<String>,
    pub contact: Option<String>,
    pub authority: Option<String>,
    /// A throw-away register of fictional people.
    pub demo: bool,
    /// The day on which the staff were consulted (RULES F3).
    pub consulted: Option<NaiveDate>,
}

/// A file that left the register: who wrote it, what it is, whom it holds, until when (RULES F2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Export {
    /// Given when it is written; 0 before.
    pub id: u64,
    pub path: String,
    pub what: String,
    pub by: UserId,
    pub at: Timestamp,
    pub expires: Timestamp,
    pub holds: Vec<SubjectId>,
}
