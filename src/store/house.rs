use crate::domain::id::{SubjectId, UserId};
use crate::domain::role::Role;
use crate::domain::time::Timestamp;

/// A member of staff who may log in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    /// A PHC string.
    pub password: String,
    pub roles: Vec<Role>,
}

/// What the controller says of itself (D1); what is absent is the built-in default.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    pub controller: Option<String>,
    pub contact: Option<String>,
    pub authority: Option<String>,
    /// A throw-away register of fictional people.
    pub demo: bool,
}

/// A file that left the register: who wrote it, what it is, whom it holds, until when (RULES F2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Export {
    pub path: String,
    pub what: String,
    pub by: UserId,
    pub at: Timestamp,
    pub expires: Timestamp,
    pub holds: Vec<SubjectId>,
}
