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
    /// Too many wrong passwords: `seconds` until the next try.
    Throttled = "throttled" refused,
    /// The session is locked until its user types the password again.
    Locked = "locked" refused,
    /// The password was given by somebody else and must be changed first.
    PasswordChangeNeeded = "password-change-needed" refused,
    /// The password must be typed again first.
    StepUpNeeded = "step-up-needed" refused,
    /// `reason` says what is weak.
    WeakPassword = "weak-password" refused,
    NameTaken = "name-taken" refused,
    /// The account is bound to another user.
    AccountTaken = "account-taken" refused,
    NoSuchUser = "no-such-user" refused,
    NoSuchSession = "no-such-session" refused,
    /// Nobody else could keep the users.
    LastAdministrator = "last-administrator" refused,
    /// Views about one employee are off (RULES F3).
    StaffViewsOff = "staff-views-off" refused,
    NothingWaits = "nothing-waits" refused,
    /// Whoever asked for an act cannot approve it.
    OwnAct = "own-act" refused,
    /// What waits can no longer be done as it was shown.
    Outdated = "outdated" refused,
    NoSuchExport = "no-such-export" refused,
    /// The user is not at a screen.
    NotAtWork = "not-at-work" refused,
    /// Too many requests or connections at once.
    Busy = "busy" refused,
    /// The request or its answer is larger than a frame may be.
    TooLarge = "too-large" refused,
    /// The frame was not one of this contract.
    Unreadable = "unreadable" refused,
    /// The other side speaks another version: `ours`, `theirs`.
    OtherVersion = "other-version" usage,
    /// Nobody listens; nothing was done.
    ServiceGone = "service-gone" usage,
    /// No answer came in time; nothing is known of a change until the service is back.
    ServiceSilent = "service-silent" broken,
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
