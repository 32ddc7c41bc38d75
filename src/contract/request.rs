use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::audit::{Chain, ErasureGround};
use crate::domain::candidate::Candidate;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method, Words};
use crate::domain::field::{Field, Kind};
use crate::domain::id::ActId;
use crate::domain::provenance::{Basis, Purpose, Source};
use crate::domain::time::When;

/// A request on its way, with what lets a repetition be answered instead of repeated.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Envelope {
    /// Chosen by the asker; the answer carries it back.
    pub id: u64,
    /// Every request that writes has one.
    pub key: Option<Key>,
    pub request: Request,
}

/// 128 random bits that name one act, in hexadecimal.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Key(pub String);

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
    Lookup {
        text: String,
        limit: usize,
    },
    /// Closes the audit entry of the running search.
    EndSearch,
    Open {
        number: String,
        purpose: LookPurpose,
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
