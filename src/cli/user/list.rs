use serde::Serialize;

use super::super::desk::{Desk, unexpected};
use super::super::output::Output;
use super::super::stop::Stop;
use super::super::table::Table;
use super::super::{json, out};
use crate::contract::{Reply, Request, SessionNote, UserNote};
use crate::domain::role::Role;

#[derive(Serialize)]
struct UserLine<'a> {
    name: &'a str,
    roles: &'a [Role],
    enabled: bool,
    account: Option<u32>,
    must_change: bool,
    sessions: usize,
}

#[derive(Serialize)]
struct SessionLine<'a> {
    session: u64,
    user: &'a str,
    account: u32,
    since: String,
    active: String,
    locked: bool,
    own: bool,
}

pub(super) fn users(desk: &Desk, output: Output) -> Result<(), Stop> {
    let Reply::Users { users } = desk.sit_down()?.ask(Request::Users)? else {
        return Err(unexpected());
    };
    if output.json {
        return json::print(&users.iter().map(user).collect::<Vec<_>>());
    }
    let mut table = Table::default();
    for it in &users {
        let roles = it.roles.iter().map(|it| desk.words.word("role", it.code()));
        let account = it.account.map(|it| it.to_string());
        let account = account.map(|it| desk.words("user-account", &[("account", &it)]));
        let state = match (it.enabled, it.must_change) {
            (false, _) => desk.words("user-disabled", &[]),
            (true, true) => desk.words("user-must-change", &[]),
            (true, false) => String::new(),
        };
        table.push([
            &it.name,
            &roles.collect::<Vec<_>>().join(", "),
            &desk.words("user-sessions", &[("count", &it.sessions.to_string())]),
            &account.unwrap_or_default(),
            &state,
        ]);
    }
    out::print(&table.lines())
}

pub(super) fn sessions(desk: &Desk, output: Output) -> Result<(), Stop> {
    let Reply::Sessions { sessions } = desk.sit_down()?.ask(Request::Sessions)? else {
        return Err(unexpected());
    };
    if output.json {
        return json::print(&sessions.iter().map(session).collect::<Vec<_>>());
    }
    let mut table = Table::default();
    for it in &sessions {
        let account = it.account.to_string();
        let mark = match (it.own, it.locked) {
            (true, _) => desk.words("session-own", &[]),
            (false, true) => desk.words("session-locked", &[]),
            (false, false) => String::new(),
        };
        table.push([
            &it.session.to_string(),
            &it.user,
            &desk.words("user-account", &[("account", &account)]),
            &it.since.to_string(),
            &it.active.to_string(),
            &mark,
        ]);
    }
    out::print(&table.lines())
}

fn user(note: &UserNote) -> UserLine<'_> {
    UserLine {
        name: &note.name,
        roles: &note.roles,
        enabled: note.enabled,
        account: note.account,
        must_change: note.must_change,
        sessions: note.sessions,
    }
}

fn session(note: &SessionNote) -> SessionLine<'_> {
    SessionLine {
        session: note.session.0,
        user: &note.user,
        account: note.account,
        since: note.since.to_string(),
        active: note.active.to_string(),
        locked: note.locked,
        own: note.own,
    }
}
