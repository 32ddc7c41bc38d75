use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// Why nothing came of a request: a stable code, and the values from which the showing door makes
/// a sentence. Never holds what a person's record says.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Fault {
    pub code: FaultCode,
    /// Named values, as `number` or `field`.
    pub values: Vec<(String, String)>,
}

impl Fault {
    #[must_use]
    pub fn of(code: FaultCode) -> Self {
        Self {
            code,
            values: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &(impl ToString + ?Sized)) -> Self {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }

    /// Makes the answer to a correction of a version that is no longer the newest.
    #[must_use]
    pub fn stale(actor: &str, at: Timestamp) -> Self {
        Self::of(FaultCode::Stale)
            .with("actor", actor)
            .with("at", &at)
    }
}

macro_rules! fault_codes {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal $blame:ident),+ $(,)?) => {
        /// The stable name of a fault; the catalogue holds `fault-CODE` and `fault-CODE-hint`.
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
        pub enum FaultCode {
            $($(#[doc = $doc])* #[serde(rename = $code)] $name,)+
        }

        impl FaultCode {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Returns the exit code of a command that ends with this fault.
            #[must_use]
            pub fn exit(self) -> u8 {
                match self { $(Self::$name => fault_codes!(@exit $blame),)+ }
            }
        }
    };
    (@exit refused) => { 1 };
    (@exit usage) => { 2 };
    (@exit broken) => { 3 };
}

fault_codes! {
    LoginFailed = "login-failed" refused,
    NotLoggedIn = "not-logged-in" refused,
    NotAllowed = "not-allowed" refused,
    Throttled = "throttled" refused,
    /// Nobody has the number.
    NoSuchPerson = "no-such-person" refused,
    NothingFound = "nothing-found" refused,
    NumberInUse = "number-in-use" refused,
    /// A value was refused: `field` and `reason`, with `limit` where the reason is length.
    BadValue = "bad-value" refused,
    NothingToAdd = "nothing-to-add" refused,
    NoSuchValue = "no-such-value" refused,
    NoConsentInForce = "no-consent-in-force" refused,
    NothingToWithdraw = "nothing-to-withdraw" refused,
    NoSuchAttribute = "no-such-attribute" refused,
    /// A date in the future.
    FutureDate = "future-date" refused,
    ReasonNeeded = "reason-needed" refused,
    NotBanned = "not-banned" refused,
    /// A suppression entry of an erased or unknown origin outlives the lifting of a ban.
    SuppressionStands = "suppression-stands" refused,
    BadAddress = "bad-address" refused,
    /// The typed number is not the person's.
    NotConfirmed = "not-confirmed" usage,
    Stale = "stale" refused,
    NothingToUndo = "nothing-to-undo" refused,
    SamePerson = "same-person" refused,
    NotMerged = "not-merged" refused,
    DemoRefuses = "demo-refuses" refused,
    /// Nothing can be written now: the disk is full or failing.
    CannotWrite = "cannot-write" broken,
    /// Recorded and refused to every reading, but its key has yet to be destroyed.
    UnfinishedErasure = "unfinished-erasure" broken,
    /// Rows whose key is gone or whose seal does not open.
    Damaged = "damaged" broken,
    Internal = "internal" broken,
}
