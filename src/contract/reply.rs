use serde::{Deserialize, Serialize};

use super::card::{Card, ErasurePreview, HistoryEntry, PossibleDuplicate, Row};
use super::request::{Draft, Secret};
use super::staff::{ExportNote, News, SessionNote, UserNote, WaitingAct};
use crate::domain::id::ActId;
use crate::domain::marketing::Verdict;
use crate::domain::role::Role;
use crate::domain::time::Timestamp;

/// What came of a request.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "is")]
pub enum Reply {
    LoggedIn {
        user: String,
        roles: Vec<Role>,
        demo: bool,
        /// What takes up the session again after the line was lost; only where it can be.
        pass: Option<Secret>,
        /// Nothing else is answered until the password is changed.
        must_change: bool,
    },
    /// The session goes on, on this line.
    Resumed {
        user: String,
        roles: Vec<Role>,
        locked: bool,
    },
    News(Box<News>),
    Found {
        rows: Vec<Row>,
        total: usize,
    },
    Person(Box<Card>),
    History {
        entries: Vec<HistoryEntry>,
    },
    /// A change was made to the person that the number names.
    Done {
        number: String,
        act: ActId,
    },
    /// Nothing had to be done.
    Unchanged {
        number: String,
    },
    Verdict {
        verdict: Verdict,
        facts: Vec<(String, String)>,
    },
    Erasure(ErasurePreview),
    Erased {
        number: String,
        act: ActId,
    },
    Suppression {
        entries: Vec<SuppressionHit>,
    },
    Forgotten {
        entries: usize,
    },
    Imported(ImportCounts),
    Duplicates {
        pairs: Vec<PossibleDuplicate>,
    },
    Audit {
        chains: Vec<ChainReport>,
    },
    About(About),
    Draft {
        draft: Option<Draft>,
        /// When it was kept.
        at: Option<Timestamp>,
    },
    /// The act is kept and waits for a second officer.
    Waits {
        waiting: u64,
    },
    Waiting {
        acts: Vec<WaitingAct>,
    },
    Exports {
        exports: Vec<ExportNote>,
    },
    Users {
        users: Vec<UserNote>,
    },
    Sessions {
        sessions: Vec<SessionNote>,
    },
    Ok,
}

/// What is known of a suppressed address.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SuppressionHit {
    /// A channel, or `all`.
    pub channel: String,
    pub since: String,
    pub told: Option<String>,
    /// `living`, `erased` or `unknown`.
    pub origin: String,
    /// The number of a living origin.
    pub number: Option<String>,
}

/// What a batch of an import did, or would do.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ImportCounts {
    pub created: u64,
    pub merged: u64,
    pub unchanged: u64,
    pub unsure: u64,
    pub bans: u64,
    /// Rows that the register itself refuses, each with its reason.
    pub rejected: Vec<RejectNote>,
    /// What came in otherwise than its row says, as a value that staff removed.
    pub notes: Vec<RejectNote>,
}

/// A remark on one row.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RejectNote {
    pub row: u64,
    pub column: String,
    /// A code of the catalogue.
    pub reason: String,
}

/// One chain of the audit, verified.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ChainReport {
    pub chain: String,
    pub entries: u64,
    /// The hash of the last entry, in hexadecimal.
    pub head: String,
    pub last_at: Option<Timestamp>,
    /// The sequence number of the first entry that does not fit, if any.
    pub broken_at: Option<u64>,
}

/// What the register says of itself; what is absent was not given and is the built-in default (D1).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct About {
    pub controller: Option<String>,
    pub contact: Option<String>,
    pub authority: Option<String>,
    pub demo: bool,
    /// Written files that should have been destroyed by now (RULES F2).
    pub overdue_files: Vec<String>,
}
