use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use super::asker::Asker;
use super::import::Rehearsal;
use super::lookup::search;
use super::undo::Undoable;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, LookPurpose, Reply, Request, Secret, SessionNote};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, SubjectId};
use crate::domain::role::{Extent, MACHINE, Operation};
use crate::domain::time::{Moment, Timestamp};
use crate::store::{Change, SessionRecord, User};
use crate::vault;

/// After so long without a request of its user a session is locked.
const IDLE: Duration = Duration::from_mins(10);

/// After so long a session ends, whatever its user does.
const WHOLE: Duration = Duration::from_hours(12);

/// How long a password that was typed again opens what is guarded so.
const STEPPED_UP: Duration = Duration::from_mins(5);

/// Where a session comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Peer {
    /// The account of the machine (UID), as the kernel says it.
    pub account: u32,
    pub keeping: Keeping,
}

/// What becomes of a session whose line is lost.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keeping {
    /// It ends with the process that holds it.
    WithProcess,
    /// Its client may take it up again.
    Resumable,
}

/// What one login has at hand. It ends with its session; of all this only a [`SessionRecord`] is
/// stored, for a session that can be taken up again.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) user: Option<User>,
    pub(super) peer: Peer,
    /// Logged in by its account alone: it may do what [`MACHINE`] lists.
    pub(super) machine: bool,
    pub(super) since: Moment,
    /// When its user last did something.
    pub(super) active: Moment,
    pub(super) locked: bool,
    /// When the password was last typed again.
    pub(super) stepped_up: Option<Duration>,
    /// The digest of the secret that takes the session up again.
    pub(super) pass: Option<[u8; 32]>,
    /// The people shown since the running search began.
    pub(super) shown: BTreeSet<SubjectId>,
    pub(super) undoable: Vec<Undoable>,
    pub(super) rehearsals: HashMap<u64, Rehearsal>,
}

impl Session {
    pub(super) fn begun(peer: Peer, now: Moment) -> Self {
        Self {
            user: None,
            peer,
            machine: false,
            since: now,
            active: now,
            locked: false,
            stepped_up: None,
            pass: None,
            shown: BTreeSet::new(),
            undoable: Vec::new(),
            rehearsals: HashMap::new(),
        }
    }

    pub(super) fn record(&self, id: SessionId) -> Option<SessionRecord> {
        Some(SessionRecord {
            id,
            user: self.user.as_ref()?.id,
            pass: self.pass?,
            account: self.peer.account,
            since: self.since.wall,
            active: self.active.wall,
            locked: self.locked,
        })
    }

    fn asker(&self, id: SessionId, now: Moment, key: Option<u128>) -> Option<Asker> {
        let user = self.user.as_ref()?;
        Some(Asker {
            user: user.id,
            name: user.name.clone(),
            roles: user.roles.clone(),
            machine: self.machine,
            session: id,
            now: now.wall,
            steady: now.steady,
            key,
        })
    }

    /// Begins the session anew; what is left of the old one to be written goes into `change`.
    fn end(&mut self, id: SessionId, now: Moment, change: &mut Change) {
        let asker = self.asker(id, now, None);
        let old = std::mem::replace(self, Self::begun(self.peer, now));
        if old.pass.is_some() {
            change.ended_sessions.push(id);
        }
        if let Some(asker) = asker.filter(|_| !old.shown.is_empty()) {
            change.looks.push(search(&asker, &old.shown));
        }
    }

    fn has_idled(&self, now: Moment) -> bool {
        now.steady.saturating_sub(self.active.steady) >= IDLE
    }

    fn is_over(&self, now: Moment) -> bool {
        now.steady.saturating_sub(self.since.steady) >= WHOLE
    }
}

impl Ops {
    /// Begins a session that nobody has logged into.
    pub fn begin_session(&self, peer: Peer, now: impl Into<Moment>) -> SessionId {
        let now = now.into();
        let mut sessions = self.sessions();
        let mut id = SessionId(now.wall.millis().unsigned_abs());
        while sessions.contains_key(&id) {
            id.0 += 1;
        }
        sessions.insert(id, Session::begun(peer, now));
        id
    }

    /// Ends a session; what it showed last is entered into the audit.
    ///
    /// # Errors
    ///
    /// When that cannot be written; the session is ended all the same.
    pub fn end_session(&self, session: SessionId, now: impl Into<Moment>) -> Result<(), Fault> {
        let mut change = Change::default();
        let kept = self.sessions().remove(&session);
        if let Some(mut kept) = kept {
            kept.end(session, now.into(), &mut change);
        }
        self.write_desk(change)
    }

    /// Enters the running search of a session whose line was lost into the audit.
    ///
    /// # Errors
    ///
    /// When that cannot be written; it is tried again when the session ends.
    pub fn end_search_of(&self, session: SessionId, now: Moment) -> Result<(), Fault> {
        let held = self
            .sessions()
            .get(&session)
            .and_then(|it| it.asker(session, now, None));
        held.map_or(Ok(()), |asker| self.end_search(&asker))
    }

    /// Lets the sessions that an earlier process left be taken up again; returns them.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn take_over_sessions(&self, now: Moment) -> Result<Vec<SessionId>, Fault> {
        let (records, users) = {
            let view = self.view()?;
            (view.sessions()?, view.users()?)
        };
        let earlier = |at: Timestamp| {
            let ago = (now.wall.millis() - at.millis()).max(0).unsigned_abs();
            let steady = now.steady.saturating_sub(Duration::from_millis(ago));
            Moment { wall: at, steady }
        };
        let mut sessions = self.sessions();
        for record in &records {
            let user = users.iter().find(|it| it.id == record.user && it.enabled);
            let peer = Peer {
                account: record.account,
                keeping: Keeping::Resumable,
            };
            let fresh = Session::begun(peer, earlier(record.since));
            let session = Session {
                user: user.cloned(),
                active: earlier(record.active),
                locked: record.locked,
                pass: Some(record.pass),
                ..fresh
            };
            sessions.insert(record.id, session);
        }
        Ok(records.iter().map(|it| it.id).collect())
    }

    /// Finds the session that a client takes up again; it must come from the same account.
    ///
    /// # Errors
    ///
    /// `not-logged-in` where the session has ended, or there never was one.
    pub fn resume(
        &self,
        peer: Peer,
        pass: &Secret,
        now: Moment,
    ) -> Result<(SessionId, Reply), Fault> {
        let digest = vault::digest(&pass.0);
        let found = {
            let sessions = self.sessions();
            let mut held = sessions.iter();
            held.find(|(_, it)| it.pass == Some(digest) && it.peer.account == peer.account)
                .map(|(id, _)| *id)
        };
        let id = found.ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))?;
        self.keep_time(id, now)?;
        let asker = self.asker(id, now, None)?;
        let locked = self.sessions().get(&id).is_some_and(|it| it.locked);
        let reply = Reply::Resumed {
            user: asker.name,
            roles: asker.roles,
            locked,
        };
        Ok((id, reply))
    }

    /// Returns how long it is until a session is locked or ends by itself; nothing where it is not
    /// logged in, or locked already.
    #[must_use]
    pub fn rest(&self, session: SessionId, now: Moment) -> Option<Duration> {
        let sessions = self.sessions();
        let held = sessions.get(&session).filter(|it| it.user.is_some())?;
        let whole = (held.since.steady + WHOLE).saturating_sub(now.steady);
        let idle = (held.active.steady + IDLE).saturating_sub(now.steady);
        Some(if held.locked { whole } else { whole.min(idle) })
    }

    /// Locks a session that has idled and ends one that is over.
    ///
    /// # Errors
    ///
    /// `not-logged-in` for a session that is over, or was ended.
    pub(super) fn keep_time(&self, id: SessionId, now: Moment) -> Result<(), Fault> {
        let (over, idled) = {
            let sessions = self.sessions();
            let Some(session) = sessions.get(&id) else {
                return Err(Fault::of(FaultCode::NotLoggedIn));
            };
            let named = session.user.is_some();
            let idled = named && !session.locked && session.has_idled(now);
            (named && session.is_over(now), idled)
        };
        if over {
            self.forget_sessions(now, |_, it| *it == id)?;
            return Err(Fault::of(FaultCode::NotLoggedIn));
        }
        if idled {
            self.set_locked(id, Lock::On)?;
        }
        Ok(())
    }

    /// Returns who asks, whose time it keeps and whose activity it notes.
    ///
    /// # Errors
    ///
    /// `not-logged-in`, or `locked`.
    pub(super) fn active(
        &self,
        id: SessionId,
        now: Moment,
        key: Option<u128>,
        cause: Cause,
    ) -> Result<Asker, Fault> {
        self.keep_time(id, now)?;
        let asker = self.asker(id, now, key)?;
        if let Some(session) = self.sessions().get_mut(&id) {
            if session.locked {
                return Err(Fault::of(FaultCode::Locked));
            }
            if cause == Cause::User {
                session.active = now;
            }
        }
        Ok(asker)
    }

    /// Returns who is at work in a session.
    ///
    /// # Errors
    ///
    /// `not-logged-in`, also for a user who was disabled.
    pub(super) fn asker(
        &self,
        id: SessionId,
        now: Moment,
        key: Option<u128>,
    ) -> Result<Asker, Fault> {
        let sessions = self.sessions();
        let enabled = |it: &&Session| it.user.as_ref().is_some_and(|it| it.enabled);
        let session = sessions.get(&id).filter(enabled);
        let asker = session.and_then(|it| it.asker(id, now, key));
        asker.ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))
    }

    /// Tells whether the asker may ask this, by the table of `domain::role`.
    ///
    /// # Errors
    ///
    /// `not-allowed`, `password-change-needed` or `step-up-needed`.
    pub(super) fn authorise(&self, asker: &Asker, request: &Request) -> Result<(), Fault> {
        let operation = request.operation();
        let operation = operation.ok_or_else(|| Fault::of(FaultCode::Internal))?;
        let barred = asker.machine && !MACHINE.contains(&operation);
        if barred || operation.extent(&asker.roles).is_none() {
            return Err(Fault::of(FaultCode::NotAllowed));
        }
        let sessions = self.sessions();
        let Some(session) = sessions.get(&asker.session) else {
            return Err(Fault::of(FaultCode::NotLoggedIn));
        };
        if session.user.as_ref().is_some_and(|it| it.must_change) {
            return Err(Fault::of(FaultCode::PasswordChangeNeeded));
        }
        let fresh = |at: Duration| asker.steady.saturating_sub(at) <= STEPPED_UP;
        let stepped_up = asker.machine || session.stepped_up.is_some_and(fresh);
        if operation.rule().guard.wants_step_up() && !stepped_up {
            return Err(Fault::of(FaultCode::StepUpNeeded));
        }
        Ok(())
    }

    pub(super) fn logout(&self, id: SessionId, now: Moment) -> Result<Reply, Fault> {
        // The line stays, and somebody else may log in.
        self.forget_sessions(now, |_, it| *it == id)?;
        Ok(Reply::Ok)
    }

    pub(super) fn lock(&self, id: SessionId, now: Moment) -> Result<Reply, Fault> {
        self.asker(id, now, None)?;
        self.set_locked(id, Lock::On)?;
        Ok(Reply::Ok)
    }

    pub(super) fn unlock(
        &self,
        id: SessionId,
        now: Moment,
        password: &Secret,
    ) -> Result<Reply, Fault> {
        self.keep_time(id, now)?;
        let asker = self.asker(id, now, None)?;
        self.prove(&asker, password)?;
        if let Some(session) = self.sessions().get_mut(&id) {
            session.active = now;
        }
        self.set_locked(id, Lock::Off)?;
        Ok(Reply::Ok)
    }

    pub(super) fn step_up(&self, asker: &Asker, password: &Secret) -> Result<Reply, Fault> {
        self.prove(asker, password)?;
        self.record_act(asker, Deed::StepUp, Outcome::Done, "")?;
        if let Some(session) = self.sessions().get_mut(&asker.session) {
            session.stepped_up = Some(asker.steady);
        }
        Ok(Reply::Ok)
    }

    pub(super) fn list_sessions(&self, asker: &Asker) -> Reply {
        let own = Operation::Sessions.extent(&asker.roles) == Some(Extent::Own);
        let sessions = self.sessions();
        let mut notes: Vec<SessionNote> = sessions
            .iter()
            .filter_map(|(id, it)| Some((id, it, it.user.as_ref()?)))
            .filter(|(_, _, user)| !own || user.id == asker.user)
            .map(|(id, session, user)| SessionNote {
                session: *id,
                user: user.name.clone(),
                account: session.peer.account,
                since: session.since.wall,
                active: session.active.wall,
                locked: session.locked,
                own: *id == asker.session,
            })
            .collect();
        notes.sort_by(|a, b| (&a.user, a.session).cmp(&(&b.user, b.session)));
        Reply::Sessions { sessions: notes }
    }

    pub(super) fn end_sessions(
        &self,
        asker: &Asker,
        name: &str,
        session: Option<SessionId>,
    ) -> Result<Reply, Fault> {
        if asker.repeated(&self.view()?)?.is_some() {
            return Ok(Reply::Ok);
        }
        let own = Operation::EndSession.extent(&asker.roles) == Some(Extent::Own);
        if own && name != asker.name {
            return Err(Fault::of(FaultCode::NotAllowed));
        }
        let chosen =
            |user: &User, id: &SessionId| user.name == name && session.is_none_or(|it| it == *id);
        let ended: Vec<SessionId> = {
            let sessions = self.sessions();
            let held = sessions.iter();
            held.filter(|(id, it)| it.user.as_ref().is_some_and(|user| chosen(user, id)))
                .map(|(id, _)| *id)
                .collect()
        };
        if ended.is_empty() {
            return Err(Fault::of(FaultCode::NoSuchSession));
        }
        let act = asker.entry(Deed::EndSession, None, name);
        self.change(asker, move |_, _| {
            let change = Change {
                acts: vec![act.clone()],
                ended_sessions: ended.clone(),
                ..Change::default()
            };
            Ok(Planned {
                change,
                changed: Changed::default(),
            })
        })?;
        let now = Moment {
            wall: asker.now,
            steady: asker.steady,
        };
        self.forget_sessions(now, chosen)?;
        Ok(Reply::Ok)
    }

    /// Ends the sessions that `chosen` picks, for good; their lines stay and may log in again.
    ///
    /// # Errors
    ///
    /// When what they leave cannot be written; they are ended all the same.
    pub(super) fn forget_sessions(
        &self,
        now: Moment,
        chosen: impl Fn(&User, &SessionId) -> bool,
    ) -> Result<(), Fault> {
        let (mut change, mut any) = (Change::default(), false);
        for (id, session) in &mut *self.sessions() {
            if session.user.as_ref().is_some_and(|it| chosen(it, id)) {
                session.end(*id, now, &mut change);
                any = true;
            }
        }
        if any {
            self.stir();
        }
        self.write_desk(change)
    }

    fn set_locked(&self, id: SessionId, lock: Lock) -> Result<(), Fault> {
        let record = {
            let mut sessions = self.sessions();
            let Some(session) = sessions.get_mut(&id) else {
                return Ok(());
            };
            session.locked = lock == Lock::On;
            session.stepped_up = None;
            session.record(id)
        };
        self.stir();
        let Some(record) = record else {
            return Ok(());
        };
        let written = self.store.write(move |planning| -> Result<_, Fault> {
            let mut change = Change::default();
            // A session that was ended meanwhile has no row, and gets none.
            let mut rows = planning.sessions()?.into_iter();
            if rows.any(|it| it.id == record.id && it.pass == record.pass) {
                change.sessions.push(record.clone());
            }
            Ok((change, ()))
        });
        written.map(|_| ())
    }

    /// Writes what is decided already, if there is anything.
    pub(super) fn write_desk(&self, change: Change) -> Result<(), Fault> {
        if change.is_empty() {
            return Ok(());
        }
        let written = self
            .store
            .write(move |_| -> Result<_, Fault> { Ok((change.clone(), ())) });
        written.map(|_| ())
    }
}

/// What a request comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cause {
    User,
    /// The screen asks it by itself, whether anybody sits there or not.
    Screen,
}

impl Cause {
    pub(super) fn of(request: &Request) -> Self {
        match request {
            Request::Open {
                purpose: LookPurpose::AfterChange,
                ..
            }
            | Request::Changes { .. }
            | Request::FindDraft { .. }
            | Request::SaveDraft { .. } => Self::Screen,
            _ => Self::User,
        }
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Lock {
    On,
    Off,
}
