use std::path::Path;

use super::Ops;
use super::asker::Asker;
use super::sessions::{Keeping, Peer, Session};
use crate::contract::{Fault, FaultCode, Reply, Secret};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, UserId};
use crate::domain::role::Role;
use crate::domain::time::{Moment, Timestamp};
use crate::store::{Beginning, Change, Entry, OpenError, Settings, Store, User};
use crate::vault::{self, Demand, PasswordError, PasswordWeakness, RecoveryCode};

/// The first user of a register, who is officer and administrator.
#[derive(Debug)]
pub struct FirstOfficer<'a> {
    pub name: &'a str,
    pub password: &'a Secret,
}

/// What a new register is told of its controller.
#[derive(Clone, Debug, Default)]
pub struct NewRegister {
    pub controller: Option<String>,
    pub contact: Option<String>,
    pub authority: Option<String>,
    pub demo: bool,
}

/// Why a register is not created.
#[derive(Debug, thiserror::Error)]
pub enum PasswordRefused {
    #[error(transparent)]
    Weak(#[from] PasswordWeakness),
    #[error(transparent)]
    Hash(#[from] PasswordError),
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Tells whether a password is strong enough for an officer.
///
/// # Errors
///
/// Says what is weak, never the password.
pub fn judge_officer_password(name: &str, password: &Secret) -> Result<(), PasswordWeakness> {
    vault::judge(&password.0, Demand::Officer, &[name])
}

impl Ops {
    /// Creates a register in `folder` with its first officer; returns the recovery code, which
    /// exists nowhere else.
    ///
    /// # Errors
    ///
    /// A weak password, or why the register cannot be created; nothing is left behind then.
    pub fn create(
        folder: &Path,
        officer: &FirstOfficer<'_>,
        register: &NewRegister,
        now: Timestamp,
    ) -> Result<RecoveryCode, PasswordRefused> {
        judge_officer_password(officer.name, officer.password)?;
        let user = User {
            id: UserId(1),
            name: officer.name.to_owned(),
            password: vault::hash(&officer.password.0)?,
            roles: vec![Role::Officer, Role::Administrator],
            enabled: true,
            must_change: false,
            account: None,
        };
        let entry = Entry {
            at: now,
            actor: user.id,
            session: SessionId(0),
            deed: Deed::Init,
            subject: None,
            purpose: None,
            outcome: Outcome::Done,
            detail: None,
            shown: Vec::new(),
        };
        let settings = Settings {
            controller: register.controller.clone(),
            contact: register.contact.clone(),
            authority: register.authority.clone(),
            demo: register.demo,
            consulted: None,
        };
        Ok(Store::create(
            folder,
            &Beginning {
                settings,
                user,
                entry,
            },
        )?)
    }

    pub(super) fn login(
        &self,
        id: SessionId,
        now: Moment,
        name: &str,
        password: &Secret,
    ) -> Result<Reply, Fault> {
        let account = self.account(id)?;
        let known = self.user(|it| it.name == name)?;
        if !self.is_right(account, (name, known.as_ref()), password, now)? {
            let actor = known.map_or(UserId(0), |it| it.id);
            self.refuse_login(id, actor, now)?;
            return Err(Fault::of(FaultCode::LoginFailed));
        }
        let user = known.ok_or_else(|| Fault::of(FaultCode::LoginFailed))?;
        self.enter(id, user, now, Proof::Password)
    }

    /// Logs in the user who is bound to the account that the kernel names.
    pub(super) fn login_by_account(&self, id: SessionId, now: Moment) -> Result<Reply, Fault> {
        let account = self.account(id)?;
        let known = self.user(|it| it.account == Some(account) && it.enabled)?;
        let user = known.ok_or_else(|| Fault::of(FaultCode::LoginFailed))?;
        self.enter(id, user, now, Proof::Account)
    }

    /// Tells whether the asker typed the own password.
    ///
    /// # Errors
    ///
    /// `login-failed`, or `throttled`.
    pub(super) fn prove(&self, asker: &Asker, password: &Secret) -> Result<(), Fault> {
        let account = self.account(asker.session)?;
        let known = self.user(|it| it.id == asker.user)?;
        let now = Moment {
            wall: asker.now,
            steady: asker.steady,
        };
        if self.is_right(account, (&asker.name, known.as_ref()), password, now)? {
            Ok(())
        } else {
            self.refuse_login(asker.session, asker.user, now)?;
            Err(Fault::of(FaultCode::LoginFailed))
        }
    }

    /// Compares a password; as slowly for a name that nobody has, so that names cannot be tried out.
    fn is_right(
        &self,
        account: u32,
        (name, user): (&str, Option<&User>),
        password: &Secret,
        now: Moment,
    ) -> Result<bool, Fault> {
        if let Some(wait) = self.doorstep.wait(account, name, now.steady) {
            let seconds = wait.as_millis().div_ceil(1_000);
            return Err(Fault::of(FaultCode::Throttled).with("seconds", &seconds));
        }
        let user = user.filter(|it| it.enabled && !it.password.is_empty());
        let right = self.doorstep.hash(|| {
            if let Some(user) = user {
                vault::verify(&password.0, &user.password).unwrap_or(false)
            } else {
                vault::verify_absent(&password.0);
                false
            }
        });
        if right {
            self.doorstep.right(account, name);
        } else {
            self.doorstep.wrong(account, name, now.steady);
        }
        Ok(right)
    }

    fn refuse_login(&self, id: SessionId, actor: UserId, now: Moment) -> Result<(), Fault> {
        let entry = Entry {
            at: now.wall,
            actor,
            session: id,
            deed: Deed::Login,
            subject: None,
            purpose: None,
            outcome: Outcome::Refused,
            detail: None,
            shown: Vec::new(),
        };
        self.write_act(entry)
    }

    fn enter(&self, id: SessionId, user: User, now: Moment, by: Proof) -> Result<Reply, Fault> {
        if let Ok(before) = self.asker(id, now, None) {
            self.end_search(&before)?;
        }
        let demo = self.view()?.settings()?.demo;
        let peer = self.peer(id)?;
        let pass = (peer.keeping == Keeping::Resumable).then(vault::draw_secret);
        let reply = Reply::LoggedIn {
            user: user.name.clone(),
            roles: user.roles.clone(),
            demo,
            pass: pass.clone().map(Secret),
            must_change: user.must_change,
        };
        let session = Session {
            user: Some(user),
            machine: by == Proof::Account,
            pass: pass.as_deref().map(vault::digest),
            ..Session::begun(peer, now)
        };
        self.sessions().insert(id, session);
        let asker = self.asker(id, now, None)?;
        let entered = self
            .record_act(&asker, Deed::Login, Outcome::Done, "")
            .and_then(|()| self.keep_session(id));
        if entered.is_err() {
            self.sessions().insert(id, Session::begun(peer, now));
        }
        entered.map(|()| reply)
    }

    fn user(&self, wanted: impl Fn(&User) -> bool) -> Result<Option<User>, Fault> {
        // The reading ends before any write: reopening after a failure waits for readers.
        Ok(self.view()?.users()?.into_iter().find(wanted))
    }

    fn account(&self, id: SessionId) -> Result<u32, Fault> {
        Ok(self.peer(id)?.account)
    }

    fn peer(&self, id: SessionId) -> Result<Peer, Fault> {
        let sessions = self.sessions();
        let session = sessions.get(&id);
        Ok(session
            .ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))?
            .peer)
    }

    /// Enters an act that concerns no person.
    pub(super) fn record_act(
        &self,
        asker: &Asker,
        deed: Deed,
        outcome: Outcome,
        detail: &str,
    ) -> Result<(), Fault> {
        let entry = Entry {
            outcome,
            ..asker.entry(deed, None, detail)
        };
        self.write_act(entry)
    }

    fn write_act(&self, entry: Entry) -> Result<(), Fault> {
        let change = Change {
            acts: vec![entry],
            ..Change::default()
        };
        let written = self
            .store
            .write(move |_| -> Result<_, Fault> { Ok((change.clone(), ())) });
        written.map(|_| ())
    }
}

/// What somebody logs in with.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Proof {
    Password,
    Account,
}
