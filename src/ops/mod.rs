//! What each request does: authorise, plan, one transaction with its audit entry, then the index.
//!
//! Nothing here waits for a terminal or a socket, and no redb type is seen.
//!
//! **Invariant:** every request names a user who may make it by the table of `domain::role`, but what
//! concerns only a session itself, [`Request::VerifyAudit`] and [`Request::About`].
//! **Invariant:** what is shown of a person was entered into the audit before, durably.
//! **Invariant:** an operation decides on what is true when its turn to write comes.

mod about;
mod asker;
mod attributes;
mod audits;
mod bans;
mod budget;
mod card;
mod consents;
mod deferral;
mod dispatch;
mod doorstep;
mod drafts;
mod duplicates;
mod erasure;
mod fault;
mod files;
mod import;
mod keep;
mod login;
mod looks;
mod lookup;
mod matching;
mod news;
mod officers;
mod people;
mod pop;
mod sessions;
mod staff;
mod suppression;
mod undo;
mod users;
mod verdicts;
mod waiting;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use crate::contract::{Envelope, Fault, FaultCode, Key, Reply, Request, Touched};
use crate::domain::audit::Deed;
use crate::domain::id::{SessionId, UserId};
use crate::domain::time::{Moment, Timestamp};
use crate::search::Index;
use crate::store::{Committed, Planning, Store, View};

pub use crate::store::{OpenError, Opening};
pub use crate::vault::RecoveryCode;
pub use login::{FirstOfficer, NewRegister, PasswordRefused, judge_officer_password};
pub use sessions::{Keeping, Peer};

use asker::Asker;
use budget::Opened;
use doorstep::Doorstep;
use news::{Feed, What};
use sessions::{Cause, Session};
use undo::Reversal;

/// An open register, and who is at work on it.
pub struct Ops {
    store: Store,
    /// Nothing until the first look-up wants it, or [`Ops::warm`] was called; look-ups share it.
    index: RwLock<Option<Index>>,
    sessions: Mutex<HashMap<SessionId, Session>>,
    feed: Mutex<Feed>,
    doorstep: Doorstep,
    /// Held while the sessions are given their users as the file has them.
    renewing: Mutex<()>,
    /// Whom each user opened within the last hour.
    opened: Mutex<HashMap<UserId, Opened>>,
    /// How many people one user may open in an hour before the officers are warned.
    budget: usize,
    /// Held while the chains of the audit are walked: one walk at a time, for anybody may ask.
    verifying: Mutex<()>,
}

/// The budget where nothing else is said.
const BUDGET: usize = 200;

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
                index: RwLock::default(),
                sessions: Mutex::default(),
                feed: Mutex::new(Feed::beginning(now.into())),
                doorstep: Doorstep::default(),
                renewing: Mutex::default(),
                opened: Mutex::default(),
                budget: BUDGET,
                verifying: Mutex::default(),
            },
            opening,
        ))
    }

    /// Returns the socket of the service that has the register in `folder` open, if one has.
    #[must_use]
    pub fn socket_of(folder: &Path) -> Option<PathBuf> {
        Store::socket_of(folder)
    }

    /// Answers one request of a session.
    ///
    /// # Errors
    ///
    /// The fault says why nothing came of it; nothing was changed then, except where its code is
    /// `unfinished-erasure`. An envelope with a broken key is `unreadable`: its repetition could not
    /// be told from a second request.
    pub fn answer(
        &self,
        session: SessionId,
        now: impl Into<Moment>,
        envelope: Envelope,
    ) -> Result<Reply, Fault> {
        let now = now.into();
        let key = envelope.key.as_ref().map(bits).transpose()?;
        match envelope.request {
            Request::Login { user, password } => self.login(session, now, &user, &password),
            Request::LoginByAccount => self.login_by_account(session, now),
            Request::Logout => self.logout(session, now),
            Request::Lock => self.lock(session, now),
            Request::Unlock { password } => self.unlock(session, now, &password),
            Request::Changes { since } => self.news(session, now, since),
            Request::VerifyAudit => self.verify_audit(),
            Request::About => self.about(session, now),
            Request::StepUp { password } => {
                let asker = self.active(session, now, None, Cause::User)?;
                self.step_up(&asker, &password)
            }
            Request::ChangePassword { old, new } => {
                let asker = self.active(session, now, key, Cause::User)?;
                self.change_password(&asker, &old, &new)
            }
            request => {
                let asker = self.active(session, now, key, Cause::of(&request))?;
                self.authorise(&asker, &request)?;
                if !matches!(request, Request::Lookup { .. }) {
                    self.end_search(&asker)?;
                }
                self.run(&asker, request)
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
            planned.change.key = writer.repeatable(&planned.changed);
            planned.changed.seen = Seen::of(&planned.change);
            Ok((planned.change, planned.changed))
        })?;
        let touched = done.value.subject.into_iter();
        self.reindex(touched.chain(done.value.others.iter().copied()));
        if let (Some(act), Some(reversal)) = (done.act, done.value.reversal.take()) {
            self.remember_undoable(asker, act, &done.value, reversal);
        }
        self.tell_of(asker, &done.value);
        done.act = done.act.or(done.value.act);
        Ok(done)
    }

    /// Tells the screens of others what was changed.
    fn tell_of(&self, asker: &Asker, changed: &Changed) {
        match &changed.seen {
            Some(Seen::One { deed, gone }) if !changed.number.is_empty() => {
                for number in std::iter::once(&changed.number).chain(&changed.along) {
                    let touched = Touched {
                        number: number.clone(),
                        actor: asker.name.clone(),
                        deed: deed.code().to_owned(),
                        gone: *gone,
                    };
                    self.tell(What::Touched(touched, asker.session));
                }
            }
            Some(Seen::Many) => self.tell(What::Many(asker.session)),
            _ => {}
        }
    }

    fn view(&self) -> Result<View<'_>, Fault> {
        Ok(self.store.view()?)
    }

    /// Sets how many people one user may open in an hour before the officers are warned.
    #[must_use]
    pub fn with_budget(mut self, budget: usize) -> Self {
        self.budget = budget;
        self
    }

    /// Tells other processes that find the register in use on which socket it can be asked.
    ///
    /// # Errors
    ///
    /// When the lock file cannot be written.
    pub fn name_socket(&self, socket: &Path) -> std::io::Result<()> {
        self.store.name_socket(socket)
    }

    fn feed(&self) -> MutexGuard<'_, Feed> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<SessionId, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bits(key: &Key) -> Result<u128, Fault> {
    key.bits().ok_or_else(|| Fault::of(FaultCode::Unreadable))
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
    /// The numbers of more people to whom the same was done.
    along: Vec<String>,
    /// The act was kept for a second officer under this number.
    waiting: Option<u64>,
    /// Others whom the index has to look at again.
    others: Vec<crate::domain::id::SubjectId>,
    /// The act of the first time, where this is a repetition.
    act: Option<crate::domain::id::ActId>,
    /// What undoes the change, where that is possible.
    reversal: Option<Reversal>,
    /// What else the operation has to tell.
    count: usize,
    /// What the screens of others see of it; nothing of a repetition.
    seen: Option<Seen>,
}

/// What the screens of others see of a change.
#[derive(Clone, Copy, Debug)]
enum Seen {
    One { deed: Deed, gone: bool },
    Many,
}

impl Seen {
    fn of(change: &crate::store::Change) -> Option<Self> {
        let people = change.people.len() + change.erased.len() + change.attributes.len();
        let deed = change.acts.last()?.deed;
        match (people, deed) {
            (0, _) => None,
            (_, Deed::Import) => Some(Self::Many),
            _ => Some(Self::One {
                deed,
                gone: !change.erased.is_empty(),
            }),
        }
    }
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
