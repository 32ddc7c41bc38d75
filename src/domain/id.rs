use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
            #[serde(transparent)]
            pub struct $name(pub u64);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }
        )+
    };
}

ids! {
    /// What is forgotten together and has a key of its own: the number of its slot in the keyring.
    ///
    /// Begins at 1 and is never reused.
    UnitId;
    /// A person: the number of the unit that holds the person's core.
    SubjectId;
    /// A member of staff who may log in. Begins at 1; 0 is the program itself.
    UserId;
    /// One login, from its password to its end.
    SessionId;
    /// An entry of the *acts* chain of the audit: its sequence number.
    ActId;
}

impl SubjectId {
    /// Returns the unit of the person's core: identity, contact, bans and consents.
    #[must_use]
    pub fn core(self) -> UnitId {
        UnitId(self.0)
    }
}
