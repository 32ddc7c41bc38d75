use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::consent::{ConsentState, ImportEvidence};
use super::field::{Field, Kind};
use super::person::{Digest, SourceRecord};
use super::provenance::{Purpose, Source};
use super::time::When;

/// What one row of a file says of somebody: checked and canonical, but not yet compared with the
/// people of the register.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Candidate {
    /// The number of the row in its file; the heading is row 1.
    pub row: u64,
    pub number: Option<String>,
    pub record: Option<SourceRecord>,
    pub kind: Kind,
    /// Canonical values, each with the field that it is for.
    pub values: Vec<(Field, String)>,
    pub source: Source,
    pub bans: Vec<CandidateBan>,
    pub consents: Vec<CandidateConsent>,
    /// Equal for rows that say the same, however their file is written.
    pub digest: Digest,
}

/// A ban that a row states.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CandidateBan {
    /// `None` bans every channel.
    pub channel: Option<Channel>,
    /// `None` when the file does not say: then the day of the import.
    pub since: Option<When>,
    pub told: Option<String>,
}

/// A consent, a refusal or a withdrawal that a row states.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CandidateConsent {
    pub purpose: Purpose,
    pub channel: Channel,
    pub state: ConsentState,
    pub at: When,
    pub evidence: ImportEvidence,
}

impl Candidate {
    /// Returns all values of a field, in their order.
    pub fn values_of(&self, field: Field) -> impl Iterator<Item = &str> {
        self.values
            .iter()
            .filter(move |(it, _)| *it == field)
            .map(|(_, value)| value.as_str())
    }
}
