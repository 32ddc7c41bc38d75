use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::code::codes;
use super::id::SubjectId;
use super::provenance::Purpose;
use super::time::{Timestamp, When};

codes! {
    /// What the person said.
    ConsentState {
        Given = "given",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// How the person said it (GDPR 7(1): it must be demonstrable).
    Method {
        Web = "web",
        Phone = "phone",
        Paper = "paper",
        InPerson = "in-person",
        Import = "import",
    }
}

codes! {
    /// Who wrote the event down; an imported consent never reopens a ban or a withdrawal (RULES W4).
    Recorder {
        Staff = "staff",
        Import = "import",
    }
}

/// One dated event for one purpose and one channel (RULES C1, C2). Events are appended, never changed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ConsentEvent {
    pub purpose: Purpose,
    pub channel: Channel,
    pub state: ConsentState,
    pub at: When,
    pub method: Method,
    /// A call reference, an archive reference, or what an import brought as proof.
    pub reference: Option<String>,
    pub evidence: Option<ImportEvidence>,
    pub words: Option<Words>,
    pub recorder: Recorder,
    /// The name of the user who recorded it.
    pub recorded_by: String,
    pub recorded_at: Timestamp,
    /// Set on an event that says another was recorded in error: the index of that one.
    pub annuls: Option<usize>,
    /// The person it came from when two were merged.
    pub from: Option<SubjectId>,
}

/// What another program kept as proof of an opt-in.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ImportEvidence {
    pub opt_in_at: Option<Timestamp>,
    pub opt_in_ip: Option<String>,
    pub confirmed_at: Option<Timestamp>,
    pub confirmed_ip: Option<String>,
}

/// The words that the person was shown, or the digest that proves them.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Words {
    pub text: Option<String>,
    /// SHA-256 of the text, in hexadecimal.
    pub digest: String,
    pub language: Option<String>,
}

/// Returns the event in force for `purpose` on `channel`: the latest that was not recorded in error.
#[must_use]
pub fn in_force(
    events: &[ConsentEvent],
    purpose: Purpose,
    channel: Channel,
) -> Option<&ConsentEvent> {
    standing(events)
        .filter(|event| event.purpose == purpose && event.channel == channel)
        .reduce(|latest, event| {
            if latest.at.is_after(event.at) {
                latest
            } else {
                event
            }
        })
}

/// Returns the events that were not recorded in error, in the order of recording.
pub fn standing(events: &[ConsentEvent]) -> impl Iterator<Item = &ConsentEvent> {
    events.iter().enumerate().filter_map(|(index, event)| {
        let annulled = events.iter().any(|it| it.annuls == Some(index));
        (event.annuls.is_none() && !annulled).then_some(event)
    })
}
