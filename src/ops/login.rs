use std::path::Path;

use super::Ops;
use super::asker::Asker;
use super::sessions::{Keeping, Peer, Session};
use super::users::NAME;
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
        if name.chars().count() > NAME {
            return Err(Fault::of(FaultCode::LoginFailed));
        }
        let account = self.account(id)?;
        let known = self.user(|it| it.name == name)?;
        if !self.is_right(account, (name, known.as_ref()), password, now)? {
            let actor = known.map_or(UserId(0), |it| it.id);
            self.refuse_login(id, actor, now)?;
            return Err(Fault::of(FaultCode::LoginFailed));
        }
        let user = known.ok_or_else(|| Fault::of(FaultCode::LoginFailed))?;
        self.enter(id, &user, now, Proof::Password)
    }

    /// Logs in the user who is bound to the account that the kernel names.
    pub(super) fn login_by_account(&self, id: SessionId, now: Moment) -> Result<Reply, Fault> {
        let account = self.account(id)?;
        let known = self.user(|it| it.account == Some(account) && it.enabled)?;
        let user = known.ok_or_else(|| Fault::of(FaultCode::LoginFailed))?;
        self.enter(id, &user, now, Proof::Account)
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
        let place = self.doorstep.place()?;
        let attempt = self.doorstep.attempt(account, name, now.steady)?;
        let user = user.filter(|it| it.enabled && !it.password.is_empty());
        let right = place.hash(|| {
            if let Some(user) = user {
                vault::verify(&password.0, &user.password).unwrap_or(false)
            } else {
                vault::verify_absent(&password.0);
                false
            }
        });
        if right {
            attempt.right();
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

    pub(super) fn enter(
        &self,
        id: SessionId,
        user: &User,
        now: Moment,
        by: Proof,
    ) -> Result<Reply, Fault> {
        // Whoever was at work on this line is not any more.
        self.forget_sessions(now, |_, it| *it == id)?;
        let demo = self.view()?.settings()?.demo;
        let peer = self.peer(id)?;
        // The account of a machine proves itself again: there is nothing to take up.
        let resumable = peer.keeping == Keeping::Resumable && by == Proof::Password;
        let pass = resumable.then(vault::draw_secret);
        let reply = Reply::LoggedIn {
            user: user.name.clone(),
            roles: user.roles.clone(),
            demo,
            pass: pass.clone().map(Secret),
            must_change: user.must_change,
        };
        let session = Session {
            user: Some(user.clone()),
            machine: by == Proof::Account,
            pass: pass.as_deref().map(vault::digest),
            ..Session::begun(peer, now)
        };
        self.put_in(id, session)?;
        match self.confirm(id, user, now) {
            Ok(()) => Ok(reply),
            Err(fault) => {
                self.put_in(id, Session::begun(peer, now)).ok();
                if fault.code == FaultCode::LoginFailed {
                    self.refuse_login(id, user.id, now)?;
                }
                Err(fault)
            }
        }
    }

    /// Enters a login into the audit and stores its session, if the user is still the one who was
    /// checked: a change of the user that the writer did not see finds the session and ends it.
    fn confirm(&self, id: SessionId, user: &User, now: Moment) -> Result<(), Fault> {
        let asker = self.asker(id, now, None);
        let asker = asker.map_err(|_| Fault::of(FaultCode::LoginFailed))?;
        let record = self.sessions().get(&id).and_then(|it| it.record(id));
        let change = Change {
            acts: vec![asker.entry(Deed::Login, None, "")],
            sessions: record.iter().cloned().collect(),
            ..Change::default()
        };
        let checked = user.clone();
        self.store.write(move |planning| -> Result<_, Fault> {
            if !planning.users()?.contains(&checked) {
                return Err(Fault::of(FaultCode::LoginFailed));
            }
            Ok((change.clone(), ()))
        })?;
        let pass = self.sessions().get(&id).and_then(|it| it.pass);
        if record.is_some_and(|it| pass != Some(it.pass)) {
            // It was ended meanwhile, maybe before its row was there.
            self.write_desk(Change {
                ended_sessions: vec![id],
                ..Change::default()
            })?;
            return Err(Fault::of(FaultCode::NotLoggedIn));
        }
        Ok(())
    }

    /// Gives a line its session.
    fn put_in(&self, id: SessionId, session: Session) -> Result<(), Fault> {
        let mut sessions = self.sessions();
        let place = sessions.get_mut(&id);
        *place.ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))? = session;
        Ok(())
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
        self.write_desk(Change {
            acts: vec![entry],
            ..Change::default()
        })
    }
}

/// What somebody logs in with.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Proof {
    Password,
    Account,
}
