//! What staff have at hand: sessions, forms that are not saved, acts that wait for a second officer.

use redb::{ReadableTable as _, TableDefinition};

use super::change::Change;
use super::engine::Engine;
use super::error::StoreError;
use super::house::{Deferred, DraftRecord, SessionRecord};
use super::rows::{DeferredRow, DraftRow, SessionRow, decode, encode};
use super::tables;
use super::turn::Turn;
use super::view::{View, table};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::time::Timestamp;
use crate::vault::Place;

/// How long a form that is not saved is kept.
const DRAFT_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// How often the activity of a session is written at most.
const ACTIVE_MILLIS: i64 = 60 * 1000;

impl View<'_> {
    /// Returns the sessions that can be taken up again, in the order of their ids.
    ///
    /// # Errors
    ///
    /// As every reading.
    pub fn sessions(&self) -> Result<Vec<SessionRecord>, StoreError> {
        table!(self, tables::SESSIONS, sessions => {
            let mut found = Vec::new();
            for item in sessions.iter()? {
                let (id, sealed) = item?;
                let row: SessionRow =
                    self.house("sessions.v1", &id.value().to_be_bytes(), sealed.value())?;
                let session = row.session(SessionId(id.value()));
                found.push(session.ok_or(StoreError::Row { table: "sessions.v1" })?);
            }
            Ok(found)
        })
    }

    /// Returns what a user typed into the form of a person within the last 24 hours.
    ///
    /// # Errors
    ///
    /// As every reading.
    pub fn draft(
        &self,
        subject: SubjectId,
        user: UserId,
        now: Timestamp,
    ) -> Result<Option<DraftRecord>, StoreError> {
        table!(self, tables::DRAFTS, drafts => {
            let Some(sealed) = drafts.get((subject.0, user.0))? else { return Ok(None) };
            let key = draft_key(subject, user);
            let place = Place { table: "drafts.v1", key: &key, format: 1 };
            let plain = match self.sealer().open(subject.0, &place, sealed.value()) {
                Err(StoreError::KeyGone(_)) => return Ok(None),
                other => other?,
            };
            let row: DraftRow = decode("drafts.v1", &plain)?;
            let draft = row.draft(subject, user);
            Ok(Some(draft).filter(|it| now.millis() - it.at.millis() <= DRAFT_MILLIS))
        })
    }

    /// Returns the keys of the forms that are kept no longer.
    fn old_drafts(&self, now: Timestamp) -> Result<Vec<(u64, u64)>, StoreError> {
        let keys: Vec<(u64, u64)> = table!(self, tables::DRAFTS, drafts => {
            let keys = drafts.iter()?.map(|item| item.map(|(key, _)| key.value()));
            keys.collect::<Result<_, _>>()?
        });
        let mut old = Vec::new();
        for (subject, user) in keys {
            if self.draft(SubjectId(subject), UserId(user), now)?.is_none() {
                old.push((subject, user));
            }
        }
        Ok(old)
    }

    /// Returns the acts that wait for a second officer, the oldest first.
    ///
    /// # Errors
    ///
    /// As every reading.
    pub fn deferred(&self) -> Result<Vec<Deferred>, StoreError> {
        table!(self, tables::DEFERRED, acts => {
            let mut found = Vec::new();
            for item in acts.iter()? {
                let (id, sealed) = item?;
                let row: DeferredRow =
                    self.house("deferred.v1", &id.value().to_be_bytes(), sealed.value())?;
                let act = row.deferred(id.value());
                found.push(act.ok_or(StoreError::Row { table: "deferred.v1" })?);
            }
            Ok(found)
        })
    }
}

/// Drops the forms that nobody came back to within 24 hours.
pub(super) fn sweep_drafts(engine: &Engine, now: Timestamp) -> Result<(), StoreError> {
    if engine.view()?.old_drafts(now)?.is_empty() {
        return Ok(());
    }
    let numbers = engine.numbers()?;
    let transaction = engine.begin_write()?;
    let turn = Turn::new(transaction, &engine.vault, &engine.maps, numbers);
    turn.drop_drafts_before(now)?;
    turn.commit()
}

impl Turn<'_> {
    pub(super) fn put_desk(&self, change: &Change) -> Result<(), StoreError> {
        for session in &change.sessions {
            self.put_session(session)?;
        }
        for id in &change.ended_sessions {
            self.transaction
                .open_table(tables::SESSIONS)?
                .remove(id.0)?;
        }
        for act in &change.deferred {
            let row = encode(&DeferredRow::of(act));
            self.put_house_row(tables::DEFERRED, ("deferred.v1", act.id), &row)?;
        }
        for id in &change.settled {
            self.transaction.open_table(tables::DEFERRED)?.remove(id)?;
        }
        for draft in &change.drafts {
            self.drop_drafts_before(draft.at)?;
            self.put_draft(draft)?;
        }
        for (subject, user) in &change.dropped_drafts {
            let mut drafts = self.transaction.open_table(tables::DRAFTS)?;
            drafts.remove((subject.0, user.0))?;
        }
        Ok(())
    }

    /// Drops the forms of a person who is erased.
    pub(super) fn drop_drafts(&self, subject: SubjectId) -> Result<(), StoreError> {
        let mut drafts = self.transaction.open_table(tables::DRAFTS)?;
        Ok(drafts.retain_in((subject.0, 0)..=(subject.0, u64::MAX), |_, _| false)?)
    }

    /// Drops forms that nobody came back to within 24 hours.
    fn drop_drafts_before(&self, now: Timestamp) -> Result<(), StoreError> {
        let old = self.view().old_drafts(now)?;
        let mut drafts = self.transaction.open_table(tables::DRAFTS)?;
        for key in old {
            drafts.remove(key)?;
        }
        Ok(())
    }

    /// Remembers that the user of a session did something.
    pub(super) fn touch_session(&self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        let sessions = self.transaction.open_table(tables::SESSIONS)?;
        let Some(sealed) = sessions.get(id.0)?.map(|it| it.value().to_vec()) else {
            return Ok(());
        };
        drop(sessions);
        let row: SessionRow = self
            .view()
            .house("sessions.v1", &id.0.to_be_bytes(), &sealed)?;
        let corrupt = StoreError::Row {
            table: "sessions.v1",
        };
        let mut session = row.session(id).ok_or(corrupt)?;
        if at.millis() - session.active.millis() >= ACTIVE_MILLIS {
            session.active = at;
            self.put_session(&session)?;
        }
        Ok(())
    }

    fn put_session(&self, session: &SessionRecord) -> Result<(), StoreError> {
        let row = encode(&SessionRow::of(session));
        self.put_house_row(tables::SESSIONS, ("sessions.v1", session.id.0), &row)
    }

    fn put_draft(&self, draft: &DraftRecord) -> Result<(), StoreError> {
        let key = draft_key(draft.subject, draft.user);
        let place = Place {
            table: "drafts.v1",
            key: &key,
            format: 1,
        };
        let row = encode(&DraftRow::of(draft));
        let sealed = self.sealer().seal(draft.subject.0, &place, &row)?;
        self.transaction
            .open_table(tables::DRAFTS)?
            .insert((draft.subject.0, draft.user.0), sealed.as_slice())?;
        Ok(())
    }

    fn put_house_row(
        &self,
        table: TableDefinition<'static, u64, &'static [u8]>,
        (name, id): (&'static str, u64),
        row: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self.seal_house(name, id, row)?;
        self.transaction
            .open_table(table)?
            .insert(id, sealed.as_slice())?;
        Ok(())
    }
}

fn draft_key(subject: SubjectId, user: UserId) -> Vec<u8> {
    [subject.0.to_be_bytes(), user.0.to_be_bytes()].concat()
}
