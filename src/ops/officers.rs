use std::time::Duration;

use super::Ops;
use super::asker::Asker;
use super::news::What;
use crate::contract::{Fault, Reply, Request, Warning};
use crate::domain::audit::Deed;
use crate::domain::id::UserId;
use crate::domain::role::Role;
use crate::domain::time::Timestamp;
use crate::store::{Entry, User, View};

/// How long somebody who is no officer any more still makes an act wait: nobody gets out of four
/// eyes by shutting a pair.
const WEEK: Duration = Duration::from_hours(7 * 24);

/// How long officers are told of a budget that was passed while they were away.
const DAY: Duration = Duration::from_hours(24);

impl Ops {
    /// Keeps the users; where one of them is an officer, the officers are told.
    pub(super) fn keep_users_openly(
        &self,
        asker: &Asker,
        request: Request,
    ) -> Result<Reply, Fault> {
        let concerned = match &request {
            Request::SetPassword { user, .. }
            | Request::SetRoles { user, .. }
            | Request::EnableUser {
                user,
                enabled: false,
            } => Some(user.clone()),
            _ => None,
        };
        let users = self.view()?.users()?;
        let mut officers = users.iter().filter(|it| it.roles.contains(&Role::Officer));
        let officer = officers.find(|it| concerned.as_deref() == Some(it.name.as_str()));
        let reply = self.keep_users(asker, request)?;
        if let Some(officer) = officer {
            self.tell(What::Warning(Warning {
                code: "warning-officer".to_owned(),
                values: vec![
                    ("user".to_owned(), officer.name.clone()),
                    ("actor".to_owned(), asker.name.clone()),
                ],
            }));
        }
        Ok(reply)
    }
}

/// Returns the warnings of the last day, the oldest first, for an officer who comes to work.
pub(super) fn recent_warnings(view: &View<'_>, now: Timestamp) -> Result<Vec<Warning>, Fault> {
    let passed = view.acts_since(before(now, DAY), &[Deed::PassBudget])?;
    let users = view.users()?;
    let name = |id: UserId| {
        let user = users.iter().find(|it| it.id == id);
        user.map(|it| it.name.clone()).unwrap_or_default()
    };
    let warnings = passed.into_iter().rev().map(|it| {
        let count = it.detail.unwrap_or_default();
        over_budget(name(it.actor), count)
    });
    Ok(warnings.collect())
}

/// Makes the warning of a user who opened so many people.
pub(super) fn over_budget(user: String, count: String) -> Warning {
    Warning {
        code: "warning-budget".to_owned(),
        values: vec![("user".to_owned(), user), ("count".to_owned(), count)],
    }
}

/// Tells whether a user may decide as an officer now.
pub(super) fn is_officer(view: &View<'_>, id: UserId) -> Result<bool, Fault> {
    let users = view.users()?;
    let user = users.iter().find(|it| it.id == id);
    Ok(user.is_some_and(|it| it.enabled && it.roles.contains(&Role::Officer)))
}

/// Tells whether somebody else could approve, or could within the last seven days: a machine account
/// cannot.
pub(super) fn has_second_officer(view: &View<'_>, asker: &Asker) -> Result<bool, Fault> {
    let mut others = view.users()?;
    others.retain(|it| it.id != asker.user && !it.password.is_empty());
    let is_officer = |it: &User| it.roles.contains(&Role::Officer);
    if others.iter().any(|it| it.enabled && is_officer(it)) {
        return Ok(true);
    }
    let since = before(asker.now, WEEK);
    let lately = view.acts_since(since, &[Deed::DisableUser, Deed::SetRoles])?;
    if lately.is_empty() {
        return Ok(false);
    }
    let given = view.acts_since(Timestamp::from_millis(0), &[Deed::AddUser, Deed::SetRoles])?;
    let could = |it: &User| {
        let was_officer = is_officer(it) || was_officer(&it.name, &given, since);
        was_officer && (it.enabled || was_disabled(&it.name, &lately))
    };
    Ok(others.iter().any(could))
}

fn was_disabled(name: &str, lately: &[Entry]) -> bool {
    let mut disabled = lately.iter().filter(|it| it.deed == Deed::DisableUser);
    disabled.any(|it| it.detail.as_deref() == Some(name))
}

/// Tells whether somebody was an officer at any time since; `given` is what roles were given, the
/// newest first. Only the first user was given none: that is an officer from the beginning.
fn was_officer(name: &str, given: &[Entry], since: Timestamp) -> bool {
    for entry in given {
        let named = entry.detail.as_deref().and_then(|it| it.strip_prefix(name));
        let Some(roles) = named.and_then(|it| it.strip_prefix(": ")) else {
            continue;
        };
        if roles.split(", ").any(|it| it == Role::Officer.code()) {
            return true;
        }
        if entry.deed == Deed::AddUser || entry.at < since {
            return false;
        }
    }
    true
}

fn before(now: Timestamp, time: Duration) -> Timestamp {
    let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(now.millis().saturating_sub(millis))
}
