use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::audit::{Chain, ErasureGround};
use crate::domain::candidate::Candidate;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method, Words};
use crate::domain::field::{Field, Kind};
use crate::domain::id::{ActId, SessionId};
use crate::domain::provenance::{Basis, Purpose, Source};
use crate::domain::role::Role;
use crate::domain::time::When;

/// A request on its way, with what lets a repetition be answered instead of repeated.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Envelope {
    /// Chosen by the asker; the answer carries it back.
    pub id: u64,
    /// Every request that writes has one when it comes over the wire.
    pub key: Option<Key>,
    pub request: Request,
}

/// 128 random bits that name one act, in hexadecimal.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Key(pub String);

impl Key {
    /// Returns the bits; nothing where these are not 32 hexadecimal digits.
    #[must_use]
    pub fn bits(&self) -> Option<u128> {
        let digits = self.0.len() == 32 && self.0.bytes().all(|it| it.is_ascii_hexdigit());
        u128::from_str_radix(&self.0, 16).ok().filter(|_| digits)
    }
}

/// A password on its way; never printed.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Every operation. People are named by their customer number; a merged number answers with the
/// person it was merged into.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "do")]
pub enum Request {
    Login {
        user: String,
        password: Secret,
    },
    /// Logs in the user who is bound to the account of the machine that asks.
    LoginByAccount,
    /// Takes up a session again after the line was lost.
    Resume {
        pass: Secret,
    },
    Logout,
    /// Locks the session until its user types the password again.
    Lock,
    Unlock {
        password: Secret,
    },
    /// Types the password again, before what is guarded so.
    StepUp {
        password: Secret,
    },
    ChangePassword {
        old: Secret,
        new: Secret,
    },
    /// Asks what happened after `since`; the service answers once there is something to tell.
    Changes {
        since: u64,
    },
    Lookup {
        text: String,
        limit: usize,
    },
    /// Closes the audit entry of the running search.
    EndSearch,
    Open {
        number: String,
        purpose: LookPurpose,
        /// The number of the call or the request.
        reference: Option<String>,
    },
    History {
        number: String,
    },
    Add {
        number: Option<String>,
        /// `None` follows from company and name.
        kind: Option<Kind>,
        values: Vec<(Field, String)>,
        source: Source,
        purpose: Purpose,
        basis: Basis,
    },
    Correct {
        number: String,
        version: Option<u64>,
        corrections: Vec<Correction>,
        source: Source,
        purpose: Purpose,
        basis: Basis,
    },
    SetAttribute {
        number: String,
        name: String,
        value: String,
        purpose: Purpose,
        channel: Channel,
    },
    RemoveAttribute {
        number: String,
        name: String,
        purpose: Purpose,
        channel: Channel,
    },
    Ban {
        number: String,
        order: BanOrder,
    },
    BanAddress {
        address: String,
        order: BanOrder,
    },
    LiftBan {
        number: String,
        channels: Vec<Channel>,
        reason: String,
    },
    RecordConsent {
        number: String,
        order: ConsentOrder,
    },
    May {
        number: String,
        channel: Channel,
        purpose: Purpose,
    },
    PreviewErasure {
        number: String,
    },
    Erase(ErasureOrder),
    /// Erases several people at once; waits for a second officer.
    EraseMany {
        numbers: Vec<String>,
        /// How many they are, typed.
        confirmation: String,
        ground: ErasureGround,
        /// Needed where there is no second officer.
        reason: Option<String>,
    },
    FindSuppression {
        address: String,
    },
    ForgetSuppression {
        address: String,
    },
    /// One batch of an import; batches of one import share a number that the asker chose.
    Import {
        import: u64,
        pass: Pass,
        candidates: Vec<Candidate>,
    },
    /// Enters a written file into the export ledger (RULES F2).
    RecordFile {
        path: String,
        what: String,
        holds: Vec<String>,
    },
    Duplicates,
    Merge {
        stays: String,
        goes: String,
        reason: String,
    },
    Separate {
        number: String,
        reason: String,
    },
    /// Reverses an act of this session (DESIGN "Undo").
    Undo {
        act: ActId,
    },
    /// Keeps what is typed into the form of a person, for its user and 24 hours.
    SaveDraft {
        number: String,
        draft: Draft,
    },
    FindDraft {
        number: String,
    },
    DropDraft {
        number: String,
    },
    /// Who looked at a person, when, and why.
    WhoLooked {
        number: String,
    },
    /// What the audit holds about the asker.
    OwnLog,
    /// What the audit holds about one employee (RULES F3).
    StaffLog {
        user: String,
        suspicion: String,
    },
    SetConsultation {
        day: NaiveDate,
    },
    /// What waits for a second officer (RULES F4).
    Waiting,
    Decide {
        waiting: u64,
        decision: Decision,
        words: Option<String>,
    },
    Advise {
        waiting: u64,
        words: String,
    },
    /// Opens a caller's search on the screen of a user.
    Pop {
        phone: String,
        user: String,
        reference: Option<String>,
    },
    Exports,
    FetchExport {
        export: u64,
    },
    Users,
    AddUser {
        name: String,
        roles: Vec<Role>,
        /// Absent for a machine account.
        password: Option<Secret>,
        /// The account of the machine (UID) that is this user without a password.
        account: Option<u32>,
    },
    SetPassword {
        user: String,
        password: Secret,
    },
    SetRoles {
        user: String,
        roles: Vec<Role>,
    },
    EnableUser {
        user: String,
        enabled: bool,
    },
    Sessions,
    /// Ends one session of a user, or all of them.
    EndSession {
        user: String,
        session: Option<SessionId>,
    },
    VerifyAudit,
    /// What the register says of itself, not of people.
    About,
    ShowAudit {
        number: Option<String>,
        chain: Option<Chain>,
    },
}

/// Why a person is opened (RULES L4).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LookPurpose {
    /// Somebody is on the phone or at the desk.
    CustomerService,
    /// The command line asked.
    CommandLine,
    /// A change made from the person's own screen is shown again.
    AfterChange,
    /// A request of the person is worked on.
    RightsRequest,
    /// A claim, an invoice or a contract.
    Claims,
    /// Something happened that should not have.
    Security,
    /// The protection of data is watched over.
    Oversight,
}

impl LookPurpose {
    /// What somebody may choose when asked why.
    pub const CHOICES: &'static [Self] = &[
        Self::CustomerService,
        Self::RightsRequest,
        Self::Claims,
        Self::Security,
        Self::Oversight,
    ];

    /// Returns the code that stands for this in the audit and the catalogue.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CustomerService => "customer-service",
            Self::CommandLine => "command-line",
            Self::AfterChange => "after-change",
            Self::RightsRequest => "rights-request",
            Self::Claims => "claims",
            Self::Security => "security",
            Self::Oversight => "oversight",
        }
    }
}

/// What is typed into the form of a person and not saved yet.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Draft {
    /// The version of the person that it was typed over.
    pub version: u64,
    /// The name of each field of the form and what stands in it.
    pub values: Vec<(String, String)>,
}

/// What a second officer says.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approve,
    Refuse,
}

/// One change of one field.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Correction {
    pub field: CorrectionField,
    pub kind: CorrectionKind,
    /// As typed; empty with [`CorrectionKind::Replace`] removes the value.
    pub value: String,
}

/// What a correction is about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionField {
    Number,
    Kind,
    Value(Field),
}

/// How a correction treats the values that are there.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// Takes the place of all values of the field.
    Replace,
    Add,
    Remove,
}

/// A ban as the person gave it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct BanOrder {
    /// Empty bans every channel.
    pub channels: Vec<Channel>,
    /// `None` is the moment of recording; never in the future.
    pub since: Option<When>,
    pub told: Option<String>,
    /// Never asked for.
    pub reason: Option<String>,
}

/// A consent, refusal or withdrawal as the person gave it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ConsentOrder {
    pub purpose: Purpose,
    pub channel: Channel,
    pub state: ConsentState,
    /// `None` is the moment of recording; never in the future.
    pub at: Option<When>,
    pub method: Method,
    pub reference: Option<String>,
    pub words: Option<Words>,
}

/// An erasure, with the number typed again.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ErasureOrder {
    pub number: String,
    /// Must equal the number, or nothing is done.
    pub confirmation: String,
    pub ground: ErasureGround,
}

/// Whether an import is only rehearsed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    /// Counts what would happen; batches of the same import build on each other.
    Rehearse,
    Apply,
}
