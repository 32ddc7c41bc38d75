use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::id::SubjectId;
use super::time::{Timestamp, When};

/// A direct marketing ban: the objection of GDPR 21(2)-(3), which needs no reason (D12).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Ban {
    /// `None` bans every channel.
    pub channel: Option<Channel>,
    pub since: When,
    pub told: Option<String>,
    pub reason: Option<String>,
    /// Set when the ban follows an entry of the suppression list rather than the person's own words
    /// to us now.
    pub from_suppression: bool,
    pub lifted: Option<Lift>,
    /// The person it came from when two were merged.
    pub from: Option<SubjectId>,
}

/// The end of a ban, which needs a reason.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Lift {
    pub at: Timestamp,
    pub reason: String,
}

impl Ban {
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.lifted.is_none()
    }

    /// Tells whether the ban, in force or not, is about `channel`.
    #[must_use]
    pub fn covers(&self, channel: Channel) -> bool {
        self.channel.is_none_or(|it| it == channel)
    }
}
