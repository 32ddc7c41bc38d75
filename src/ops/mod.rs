//! What each request does: authorise, plan, one transaction with its audit entry, then the index.
//!
//! Nothing here waits for a terminal or a socket, and no redb type is seen.
//!
//! **Invariant:** every request names a user who may make it, but [`Request::Login`],
//! [`Request::VerifyAudit`] and [`Request::About`].
//! **Invariant:** what is shown of a person was entered into the audit before, durably.
//! **Invariant:** an operation decides on what is true when its turn to write comes.

mod about;
mod asker;
mod attributes;
mod audits;
mod bans;
mod card;
mod consents;
mod duplicates;
mod erasure;
mod fault;
mod files;
mod import;
mod keep;
mod login;
mod lookup;
mod matching;
mod people;
mod suppression;
mod undo;
mod verdicts;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::contract::{Envelope, Fault, FaultCode, Reply, Request};
use crate::domain::id::SessionId;
use crate::domain::role::Permission;
use crate::domain::time::Timestamp;
use crate::search::Index;
use crate::store::{Committed, Planning, Store, View};

pub use crate::store::{OpenError, Opening};
pub use crate::vault::RecoveryCode;
pub use login::{FirstOfficer, NewRegister, PasswordRefused, judge_officer_password};

use asker::Asker;
use login::Session;
use undo::Reversal;

/// An open register, and who is at work on it.
pub struct Ops {
    store: Store,
    /// Nothing until the first look-up wants it.
    index: Mutex<Option<Index>>,
    sessions: Mutex<HashMap<SessionId, Session>>,
}

impl Ops {
    /// Opens the register in `folder` with the master key in the file `master`.
    ///
    /// # Errors
    ///
    /// See [`OpenError`]; nothing is changed where the master key is missing or wrong.
    pub fn open(
        folder: &Path,
        master: &Path,
        now: Timestamp,
    ) -> Result<(Self, Opening), OpenError> {
        let (store, opening) = Store::open(folder, master, now)?;
        Ok((
            Self {
                store,
                index: Mutex::default(),
                sessions: Mutex::default(),
            },
            opening,
        ))
    }

    /// Answers one request of a session.
    ///
    /// # Errors
    ///
    /// The fault says why nothing came of it; nothing was changed then, except where its code is
    /// `unfinished-erasure`.
    pub fn answer(
        &self,
        session: SessionId,
        now: Timestamp,
        envelope: Envelope,
    ) -> Result<Reply, Fault> {
        match envelope.request {
            Request::Login { user, password } => self.login(session, now, &user, &password),
            Request::VerifyAudit => self.verify_audit(),
            Request::About => self.about(now),
            request => {
                let asker = self.asker(session, now, envelope.key.as_ref())?;
                let permission = permission(&request);
                if !asker.roles.iter().any(|role| role.may(permission)) {
                    return Err(Fault::of(FaultCode::NotAllowed));
                }
                if !matches!(request, Request::Lookup { .. }) {
                    self.end_search(&asker)?;
                }
                self.run(&asker, request)
            }
        }
    }

    fn run(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::Login { .. } | Request::VerifyAudit | Request::About => {
                Err(Fault::of(FaultCode::Internal))
            }
            Request::Lookup { text, limit } => self.lookup(asker, &text, limit),
            Request::EndSearch => Ok(Reply::Ok),
            Request::Open { number, purpose } => self.open_person(asker, &number, purpose),
            Request::History { number } => self.history(asker, &number),
            Request::Add { .. } | Request::Correct { .. } => self.change_values(asker, request),
            Request::SetAttribute { .. } | Request::RemoveAttribute { .. } => {
                self.change_attribute(asker, request)
            }
            Request::Ban { number, order } => self.ban(asker, number, order),
            Request::BanAddress { address, order } => self.ban_address(asker, &address, order),
            Request::LiftBan {
                number,
                channels,
                reason,
            } => self.lift_ban(asker, number, channels, &reason),
            Request::RecordConsent { number, order } => self.record_consent(asker, number, &order),
            Request::May {
                number,
                channel,
                purpose,
            } => self.may(asker, &number, channel, purpose),
            Request::PreviewErasure { number } => self.preview_erasure(asker, &number),
            Request::Erase(order) => self.erase(asker, order),
            Request::FindSuppression { address } => self.find_suppression(asker, &address),
            Request::ForgetSuppression { address } => self.forget_suppression(asker, &address),
            Request::Import {
                import,
                pass,
                candidates,
            } => self.import(asker, import, pass, candidates),
            Request::RecordFile { path, what, holds } => {
                self.record_file(asker, &path, &what, holds)
            }
            Request::Duplicates => self.duplicates(asker),
            Request::Merge {
                stays,
                goes,
                reason,
            } => self.merge(asker, stays, goes, &reason),
            Request::Separate { number, reason } => self.separate(asker, number, &reason),
            Request::Undo { act } => self.undo(asker, act),
            Request::ShowAudit { number, chain } => {
                self.show_audit(asker, number.as_deref(), chain)
            }
        }
    }

    /// Writes on behalf of an asker, answers a repeated envelope with what came of the first, and
    /// brings the index up to date.
    fn change<P>(&self, asker: &Asker, mut plan: P) -> Result<Committed<Changed>, Fault>
    where
        P: FnMut(&mut Planning<'_>, &Asker) -> Result<Planned, Fault> + Send + 'static,
    {
        let writer = asker.clone();
        let mut done = self.store.write(move |planning| -> Result<_, Fault> {
            if let Some(repeated) = writer.repeated(planning)? {
                return Ok((crate::store::Change::default(), repeated));
            }
            let mut planned = plan(planning, &writer)?;
            planned.change.key = writer.repeatable(planned.changed.subject);
            Ok((planned.change, planned.changed))
        })?;
        let touched = done.value.subject.into_iter();
        self.reindex(touched.chain(done.value.others.iter().copied()));
        if let (Some(act), Some(reversal)) = (done.act, done.value.reversal.take()) {
            self.remember_undoable(asker, act, &done.value, reversal);
        }
        done.act = done.act.or(done.value.act);
        Ok(done)
    }

    fn view(&self) -> Result<View<'_>, Fault> {
        Ok(self.store.view()?)
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<SessionId, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A change with what it says to its asker.
struct Planned {
    change: crate::store::Change,
    changed: Changed,
}

/// Whom a change was about.
#[derive(Debug, Default)]
struct Changed {
    subject: Option<crate::domain::id::SubjectId>,
    /// The number that the person has after the change.
    number: String,
    /// Others whom the index has to look at again.
    others: Vec<crate::domain::id::SubjectId>,
    /// The act of the first time, where this is a repetition.
    act: Option<crate::domain::id::ActId>,
    /// What undoes the change, where that is possible.
    reversal: Option<Reversal>,
    /// What else the operation has to tell.
    count: usize,
}

impl Committed<Changed> {
    /// Makes the reply of a change: done, or nothing had to be done.
    fn reply(self) -> Reply {
        let number = self.value.number;
        match self.act {
            Some(act) => Reply::Done { number, act },
            None => Reply::Unchanged { number },
        }
    }
}

/// Returns what a request needs to be allowed.
fn permission(request: &Request) -> Permission {
    match request {
        Request::Login { .. }
        | Request::VerifyAudit
        | Request::About
        | Request::Lookup { .. }
        | Request::EndSearch
        | Request::Open { .. }
        | Request::History { .. }
        | Request::May { .. }
        | Request::FindSuppression { .. }
        | Request::Duplicates
        | Request::PreviewErasure { .. } => Permission::ReadPeople,
        Request::Add { .. }
        | Request::Correct { .. }
        | Request::SetAttribute { .. }
        | Request::RemoveAttribute { .. }
        | Request::Ban { .. }
        | Request::BanAddress { .. }
        | Request::RecordConsent { .. }
        | Request::Undo { .. } => Permission::ChangePeople,
        Request::LiftBan { .. }
        | Request::Erase(_)
        | Request::ForgetSuppression { .. }
        | Request::Merge { .. }
        | Request::Separate { .. } => Permission::DecideRights,
        Request::Import { .. } | Request::RecordFile { .. } => Permission::ImportPeople,
        Request::ShowAudit { .. } => Permission::ReadAudit,
    }
}
