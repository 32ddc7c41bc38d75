use std::sync::PoisonError;

use super::asker::Asker;
use super::fault::free_text;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply, Request, Secret, UserNote};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, UserId};
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::store::{Change, Entry, User, View};
use crate::vault::{self, Demand, PasswordWeakness};

/// The longest name of a user, in characters.
pub(super) const NAME: usize = 64;

impl Ops {
    pub(super) fn keep_users(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::Users => self.list_users(),
            Request::AddUser {
                name,
                roles,
                password,
                account,
            } => self.add_user(asker, &name, (roles, account), password.as_ref()),
            Request::SetPassword { user, password } => self.set_password(asker, &user, &password),
            Request::SetRoles { user, roles } => self.set_roles(asker, &user, roles),
            Request::EnableUser { user, enabled } => self.enable_user(asker, &user, enabled),
            _ => Err(Fault::of(FaultCode::Internal)),
        }
    }

    fn list_users(&self) -> Result<Reply, Fault> {
        let users = self.view()?.users()?;
        let sessions = self.sessions();
        let at_work = |id: UserId| {
            let users = sessions.values().filter_map(|it| it.user.as_ref());
            users.filter(|it| it.id == id).count()
        };
        let notes = users.into_iter().map(|user| UserNote {
            sessions: at_work(user.id),
            name: user.name,
            roles: user.roles,
            enabled: user.enabled,
            account: user.account,
            must_change: user.must_change,
        });
        Ok(Reply::Users {
            users: notes.collect(),
        })
    }

    fn add_user(
        &self,
        asker: &Asker,
        name: &str,
        (mut roles, account): (Vec<Role>, Option<u32>),
        password: Option<&Secret>,
    ) -> Result<Reply, Fault> {
        let name = user_name(name)?;
        tidy(&mut roles)?;
        let password = match password {
            Some(password) => self.judged_hash(&name, &roles, password)?,
            None if account.is_some() => String::new(),
            None => return Err(Fault::of(FaultCode::WeakPassword).with("reason", "absent")),
        };
        let detail = codes(&roles);
        self.change(asker, move |planning, asker| {
            let users = planning.users()?;
            if users
                .iter()
                .any(|it| it.name.to_lowercase() == name.to_lowercase())
            {
                return Err(Fault::of(FaultCode::NameTaken).with("user", &name));
            }
            if account.is_some() && users.iter().any(|it| it.account == account) {
                return Err(Fault::of(FaultCode::AccountTaken));
            }
            let user = User {
                id: UserId(users.last().map_or(1, |it| it.id.0 + 1)),
                name: name.clone(),
                must_change: !password.is_empty(),
                password: password.clone(),
                roles: roles.clone(),
                enabled: true,
                account,
            };
            let entry = asker.entry(Deed::AddUser, None, &format!("{name}: {detail}"));
            Ok(planned(user, entry))
        })?;
        Ok(Reply::Ok)
    }

    fn set_password(&self, asker: &Asker, name: &str, new: &Secret) -> Result<Reply, Fault> {
        let known = user_called(&self.view()?, name)?;
        let hash = self.judged_hash(&known.name, &known.roles, new)?;
        self.change_user(asker, name, (Deed::SetPassword, ""), move |user, _| {
            user.password.clone_from(&hash);
            user.must_change = true;
            Ok(())
        })?;
        // Whoever got in with the old password is out.
        self.forget_sessions(moment(asker), |user, id| {
            user.name == name && *id != asker.session
        })?;
        Ok(Reply::Ok)
    }

    /// Changes the asker's own password; other sessions of the same user end.
    pub(super) fn change_password(
        &self,
        asker: &Asker,
        old: &Secret,
        new: &Secret,
    ) -> Result<Reply, Fault> {
        if asker.machine {
            return Err(Fault::of(FaultCode::NotAllowed));
        }
        if asker.repeated(&self.view()?)?.is_some() {
            return Ok(Reply::Ok);
        }
        self.prove(asker, old)?;
        if old == new {
            return Err(Fault::of(FaultCode::WeakPassword).with("reason", "same"));
        }
        let hash = self.judged_hash(&asker.name, &asker.roles, new)?;
        self.change_user(
            asker,
            &asker.name,
            (Deed::ChangePassword, ""),
            move |user, _| {
                user.password.clone_from(&hash);
                user.must_change = false;
                Ok(())
            },
        )?;
        let name = &asker.name;
        self.forget_sessions(moment(asker), |user, id| {
            user.name == *name && *id != asker.session
        })?;
        Ok(Reply::Ok)
    }

    fn set_roles(&self, asker: &Asker, name: &str, mut roles: Vec<Role>) -> Result<Reply, Fault> {
        tidy(&mut roles)?;
        let detail = format!("{name}: {}", codes(&roles));
        self.change_user(
            asker,
            name,
            (Deed::SetRoles, &detail),
            move |user, others| {
                let longer =
                    demand(&roles) != demand(&user.roles) && demand(&roles) == Demand::Officer;
                // How long the password is that the user has, nobody knows.
                user.must_change |= longer && !user.password.is_empty();
                user.roles.clone_from(&roles);
                keep_an_administrator(user, others)
            },
        )
    }

    fn enable_user(&self, asker: &Asker, name: &str, enabled: bool) -> Result<Reply, Fault> {
        let deed = if enabled {
            Deed::EnableUser
        } else {
            Deed::DisableUser
        };
        let reply = self.change_user(asker, name, (deed, name), move |user, others| {
            user.enabled = enabled;
            keep_an_administrator(user, others)
        })?;
        if !enabled {
            self.forget_sessions(moment(asker), |user, _| user.name == name)?;
        }
        Ok(reply)
    }

    /// Changes one user, and what every session of that user may do from now on.
    fn change_user(
        &self,
        asker: &Asker,
        name: &str,
        (deed, detail): (Deed, &str),
        change: impl Fn(&mut User, &[User]) -> Result<(), Fault> + Send + 'static,
    ) -> Result<Reply, Fault> {
        let (wanted, detail) = (name.to_owned(), detail.to_owned());
        self.change(asker, move |planning, asker| {
            let mut user = user_called(planning, &wanted)?;
            let mut others = planning.users()?;
            others.retain(|it| it.id != user.id);
            change(&mut user, &others)?;
            Ok(planned(user, asker.entry(deed, None, &detail)))
        })?;
        self.renew_users()?;
        Ok(Reply::Ok)
    }

    /// Lets every session see its user as the file has it.
    pub(super) fn renew_users(&self) -> Result<(), Fault> {
        // What was read first is never applied last.
        let _one = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        let users = self.view()?.users()?;
        for session in self.sessions().values_mut() {
            if let Some(user) = &mut session.user
                && let Some(known) = users.iter().find(|it| it.id == user.id)
            {
                user.clone_from(known);
            }
        }
        self.stir();
        Ok(())
    }

    /// Gives a user the role of administrator and a new password, for the owner of the files whose
    /// last administrator is lost; whoever is logged in as that user is out.
    ///
    /// # Errors
    ///
    /// Nobody is called that, or the password is weak.
    pub fn restore_administrator(
        &self,
        name: &str,
        password: &Secret,
        now: Moment,
    ) -> Result<(), Fault> {
        user_called(&self.view()?, name)?;
        let hash = self.judged_hash(name, &[Role::Administrator], password)?;
        let entry = Entry {
            at: now.wall,
            actor: UserId(0),
            session: SessionId(0),
            deed: Deed::ResetAdministrator,
            subject: None,
            purpose: None,
            outcome: Outcome::Done,
            detail: Some(name.to_owned()),
            shown: Vec::new(),
        };
        let wanted = name.to_owned();
        self.store.write(move |planning| -> Result<_, Fault> {
            let mut user = user_called(planning, &wanted)?;
            user.password.clone_from(&hash);
            user.must_change = true;
            user.enabled = true;
            user.roles.push(Role::Administrator);
            tidy(&mut user.roles)?;
            let mut sessions = planning.sessions()?;
            sessions.retain(|it| it.user == user.id);
            let mut change = planned(user, entry.clone()).change;
            change.ended_sessions = sessions.iter().map(|it| it.id).collect();
            Ok((change, ()))
        })?;
        self.renew_users()?;
        self.forget_sessions(now, |user, _| user.name == name)
    }

    fn judged_hash(&self, name: &str, roles: &[Role], password: &Secret) -> Result<String, Fault> {
        vault::judge(&password.0, demand(roles), &[name]).map_err(|why| weak(&why))?;
        let place = self.doorstep.place()?;
        let hash = place.hash(|| vault::hash(&password.0));
        hash.map_err(|_| Fault::of(FaultCode::WeakPassword).with("reason", "long"))
    }
}

fn demand(roles: &[Role]) -> Demand {
    let long = [Role::Officer, Role::Administrator];
    if roles.iter().any(|it| long.contains(it)) {
        Demand::Officer
    } else {
        Demand::Staff
    }
}

fn weak(why: &PasswordWeakness) -> Fault {
    let fault = Fault::of(FaultCode::WeakPassword);
    match why {
        PasswordWeakness::TooShort { needs } => fault.with("reason", "short").with("needs", needs),
        PasswordWeakness::TooLong => fault.with("reason", "long"),
        PasswordWeakness::Guessable => fault.with("reason", "guessable"),
    }
}

/// Checks the name of a user: something that can be typed at a login and read in a log.
fn user_name(name: &str) -> Result<String, Fault> {
    let bad = |reason| {
        Fault::of(FaultCode::BadValue)
            .with("field", "user")
            .with("reason", reason)
    };
    let name = free_text("user", name, NAME)?;
    let fits = |it: char| it.is_alphanumeric() || " ._-".contains(it);
    if name.is_empty() || !name.chars().all(fits) {
        return Err(bad("value-user-name"));
    }
    Ok(name)
}

/// Puts roles in order, once each.
fn tidy(roles: &mut Vec<Role>) -> Result<(), Fault> {
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Fault::of(FaultCode::BadValue)
            .with("field", "role")
            .with("reason", "value-no-role"));
    }
    Ok(())
}

fn codes(roles: &[Role]) -> String {
    let codes: Vec<&str> = roles.iter().map(|it| it.code()).collect();
    codes.join(", ")
}

/// Refuses what would leave nobody to keep the users.
fn keep_an_administrator(user: &User, others: &[User]) -> Result<(), Fault> {
    let keeps = |it: &User| it.enabled && it.roles.contains(&Role::Administrator);
    if keeps(user) || others.iter().any(keeps) {
        Ok(())
    } else {
        Err(Fault::of(FaultCode::LastAdministrator))
    }
}

pub(super) fn user_called(view: &View<'_>, name: &str) -> Result<User, Fault> {
    let found = view.users()?.into_iter().find(|it| it.name == name);
    found.ok_or_else(|| Fault::of(FaultCode::NoSuchUser))
}

fn planned(user: User, entry: Entry) -> Planned {
    Planned {
        change: Change {
            users: vec![user],
            acts: vec![entry],
            ..Change::default()
        },
        changed: Changed::default(),
    }
}

fn moment(asker: &Asker) -> Moment {
    Moment {
        wall: asker.now,
        steady: asker.steady,
    }
}
