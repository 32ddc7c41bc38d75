use serde::{Deserialize, Serialize};

use super::card::ErasurePreview;
use crate::domain::id::SessionId;
use crate::domain::role::Role;
use crate::domain::time::Timestamp;

/// What happened since a client last asked.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct News {
    /// What to ask with next time.
    pub now: u64,
    /// More happened than is remembered, or was told while the session was locked: everything shown
    /// may be old.
    pub missed: bool,
    /// People changed by others, the oldest first.
    pub touched: Vec<Touched>,
    /// Callers for this user.
    pub pops: Vec<PopNote>,
    /// For officers only.
    pub warnings: Vec<Warning>,
    /// How many acts wait for somebody with the asker's roles.
    pub waiting: usize,
    pub locked: bool,
    /// What the asker is trusted with now.
    pub roles: Vec<Role>,
}

/// A person who was changed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Touched {
    pub number: String,
    /// Who did it.
    pub actor: String,
    /// A code of the audit's deeds.
    pub deed: String,
    /// The person is in the register no more.
    pub gone: bool,
}

/// A caller on the line.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PopNote {
    pub phone: String,
    pub reference: Option<String>,
}

/// What officers are to look into.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Warning {
    /// A code of the catalogue.
    pub code: String,
    pub values: Vec<(String, String)>,
}

/// One user, as the administrator sees it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct UserNote {
    pub name: String,
    pub roles: Vec<Role>,
    pub enabled: bool,
    /// The account of the machine (UID) that is this user without a password.
    pub account: Option<u32>,
    pub must_change: bool,
    pub sessions: usize,
}

/// One session.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SessionNote {
    pub session: SessionId,
    pub user: String,
    /// The account of the machine (UID) that it was begun from.
    pub account: u32,
    pub since: Timestamp,
    /// When its user last did something.
    pub active: Timestamp,
    pub locked: bool,
    /// The session that asks.
    pub own: bool,
}

/// An act that waits for a second officer (RULES F4).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct WaitingAct {
    pub waiting: u64,
    /// A code of the audit's deeds.
    pub deed: String,
    pub by: String,
    pub at: Timestamp,
    pub reason: String,
    pub numbers: Vec<String>,
    /// What an erasure will do, one for each person.
    pub erasures: Vec<ErasurePreview>,
    pub advice: Vec<Advice>,
    /// The asker asked for it and cannot approve it.
    pub own: bool,
}

/// What the protection officer said in writing.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Advice {
    pub by: String,
    pub at: Timestamp,
    pub words: String,
}

/// A file of the export ledger (RULES F2).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ExportNote {
    pub export: u64,
    pub path: String,
    pub what: String,
    pub by: String,
    pub at: Timestamp,
    pub expires: Timestamp,
}
