use minicbor::{Decode, Encode};

use super::codes::Numbered as _;
use crate::domain::audit::Deed;
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::time::Timestamp;
use crate::store::house::{AdviceRecord, Deferred, DraftRecord, SessionRecord};

/// A session that can be taken up again.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct SessionRow {
    #[n(0)]
    user: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    pass: Vec<u8>,
    #[n(2)]
    account: u32,
    #[n(3)]
    since: i64,
    #[n(4)]
    active: i64,
    #[n(5)]
    locked: bool,
}

impl SessionRow {
    pub(in crate::store) fn of(session: &SessionRecord) -> Self {
        Self {
            user: session.user.0,
            pass: session.pass.to_vec(),
            account: session.account,
            since: session.since.millis(),
            active: session.active.millis(),
            locked: session.locked,
        }
    }

    pub(in crate::store) fn session(self, id: SessionId) -> Option<SessionRecord> {
        Some(SessionRecord {
            id,
            user: UserId(self.user),
            pass: self.pass.try_into().ok()?,
            account: self.account,
            since: Timestamp::from_millis(self.since),
            active: Timestamp::from_millis(self.active),
            locked: self.locked,
        })
    }
}

/// A form that is not saved; its person and its user are its key.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct DraftRow {
    #[n(0)]
    at: i64,
    #[n(1)]
    version: u64,
    #[n(2)]
    names: Vec<String>,
    #[n(3)]
    values: Vec<String>,
}

impl DraftRow {
    pub(in crate::store) fn of(draft: &DraftRecord) -> Self {
        let (names, values) = draft.values.iter().cloned().unzip();
        Self {
            at: draft.at.millis(),
            version: draft.version,
            names,
            values,
        }
    }

    pub(in crate::store) fn draft(self, subject: SubjectId, user: UserId) -> DraftRecord {
        DraftRecord {
            subject,
            user,
            at: Timestamp::from_millis(self.at),
            version: self.version,
            values: self.names.into_iter().zip(self.values).collect(),
        }
    }
}

/// An act that waits for a second officer.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct DeferredRow {
    #[n(0)]
    deed: u8,
    #[n(1)]
    subjects: Vec<u64>,
    #[n(2)]
    ground: Option<String>,
    #[n(3)]
    reason: String,
    #[n(4)]
    by: u64,
    #[n(5)]
    at: i64,
    #[n(6)]
    advice: Vec<AdviceRow>,
    #[n(7)]
    merged: Option<Vec<u64>>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct AdviceRow {
    #[n(0)]
    by: u64,
    #[n(1)]
    at: i64,
    #[n(2)]
    words: String,
}

impl DeferredRow {
    pub(in crate::store) fn of(act: &Deferred) -> Self {
        let advice = act.advice.iter().map(|it| AdviceRow {
            by: it.by.0,
            at: it.at.millis(),
            words: it.words.clone(),
        });
        Self {
            deed: act.deed.number(),
            subjects: act.subjects.iter().map(|it| it.0).collect(),
            ground: act.ground.clone(),
            reason: act.reason.clone(),
            by: act.by.0,
            at: act.at.millis(),
            advice: advice.collect(),
            merged: Some(act.merged.iter().map(|it| it.0).collect()),
        }
    }

    pub(in crate::store) fn deferred(self, id: u64) -> Option<Deferred> {
        let advice = self.advice.into_iter().map(|it| AdviceRecord {
            by: UserId(it.by),
            at: Timestamp::from_millis(it.at),
            words: it.words,
        });
        let merged = self.merged.unwrap_or_default();
        Some(Deferred {
            id,
            deed: Deed::of_number(self.deed)?,
            subjects: self.subjects.into_iter().map(SubjectId).collect(),
            ground: self.ground,
            reason: self.reason,
            by: UserId(self.by),
            at: Timestamp::from_millis(self.at),
            advice: advice.collect(),
            merged: merged.into_iter().map(SubjectId).collect(),
        })
    }
}
