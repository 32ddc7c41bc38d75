use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::Ops;
use super::asker::Asker;
use super::import::Rehearsal;
use super::undo::Undoable;
use crate::contract::{Fault, FaultCode, Key, Reply, Secret};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::role::Role;
use crate::domain::time::Timestamp;
use crate::store::{Beginning, Change, Entry, OpenError, Settings, Store, User};
use crate::vault::{self, Demand, PasswordError, PasswordWeakness, RecoveryCode};

/// What one login has at hand. It ends with its session; nothing of it is stored.
#[derive(Debug, Default)]
pub(super) struct Session {
    user: Option<User>,
    /// The people shown since the running search began.
    pub(super) shown: BTreeSet<SubjectId>,
    pub(super) undoable: Vec<Undoable>,
    pub(super) rehearsals: HashMap<u64, Rehearsal>,
}

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

    /// Begins a session that nobody has logged into.
    pub fn begin_session(&self, now: Timestamp) -> SessionId {
        let mut sessions = self.sessions();
        let mut id = SessionId(now.millis().unsigned_abs());
        while sessions.contains_key(&id) {
            id.0 += 1;
        }
        sessions.insert(id, Session::default());
        id
    }

    /// Ends a session; what it showed last is entered into the audit.
    ///
    /// # Errors
    ///
    /// When that cannot be written; the session is ended all the same.
    pub fn end_session(&self, session: SessionId, now: Timestamp) -> Result<(), Fault> {
        let ended = match self.asker(session, now, None) {
            Ok(asker) => self.end_search(&asker),
            Err(_) => Ok(()),
        };
        self.sessions().remove(&session);
        ended
    }

    pub(super) fn login(
        &self,
        session: SessionId,
        now: Timestamp,
        name: &str,
        password: &Secret,
    ) -> Result<Reply, Fault> {
        // The reading ends before the write: reopening after a failure waits for readers.
        let (known, demo) = {
            let view = self.view()?;
            let known = view.users()?.into_iter().find(|it| it.name == name);
            (known, view.settings()?.demo)
        };
        let right = if let Some(user) = &known {
            vault::verify(&password.0, &user.password).unwrap_or(false)
        } else {
            // As long as for a known name, so that names cannot be tried out.
            vault::verify_absent(&password.0);
            false
        };
        let (Some(user), true) = (known, right) else {
            return Err(Fault::of(FaultCode::LoginFailed));
        };
        let asker = asker(&user, session, now);
        self.store.write(move |_| -> Result<_, Fault> {
            let acts = vec![asker.entry(Deed::Login, None, "")];
            Ok((
                Change {
                    acts,
                    ..Change::default()
                },
                (),
            ))
        })?;
        let reply = Reply::LoggedIn {
            user: user.name.clone(),
            roles: user.roles.clone(),
            demo,
        };
        if let Ok(before) = self.asker(session, now, None) {
            self.end_search(&before)?;
        }
        let fresh = Session {
            user: Some(user),
            ..Session::default()
        };
        self.sessions().insert(session, fresh);
        Ok(reply)
    }

    pub(super) fn asker(
        &self,
        session: SessionId,
        now: Timestamp,
        key: Option<&Key>,
    ) -> Result<Asker, Fault> {
        let sessions = self.sessions();
        let user = sessions.get(&session).and_then(|it| it.user.as_ref());
        let user = user.ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))?;
        let key = key.and_then(|it| u128::from_str_radix(&it.0, 16).ok());
        Ok(Asker {
            key,
            ..asker(user, session, now)
        })
    }
}

fn asker(user: &User, session: SessionId, now: Timestamp) -> Asker {
    Asker {
        user: user.id,
        name: user.name.clone(),
        roles: user.roles.clone(),
        session,
        now,
        key: None,
    }
}
