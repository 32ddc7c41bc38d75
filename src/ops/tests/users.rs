use super::desk::{Desk, GIVEN, PASSWORD, login, secret};
use crate::contract::{Fault, FaultCode, Reply, Request};
use crate::domain::role::Role;
use crate::ops::Ops;

fn code(reply: Result<Reply, Fault>) -> FaultCode {
    reply.unwrap_err().code
}

fn add(name: &str) -> Request {
    Request::AddUser {
        name: name.to_owned(),
        roles: vec![Role::Service],
        password: Some(secret(GIVEN)),
        account: None,
    }
}

#[test]
fn a_name_is_never_used_again() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let (user, enabled) = ("Kaisa".to_owned(), false);
    desk.ask(Request::EnableUser { user, enabled }).unwrap();
    for name in ["Kaisa", "kaisa", "KAISA ", "officer"] {
        assert_eq!(code(desk.ask(add(name))), FaultCode::NameTaken, "{name}");
    }
    for name in ["", " ", "a\u{1b}b", "131052-308T", &"x".repeat(65)] {
        assert_eq!(code(desk.ask(add(name))), FaultCode::BadValue, "{name}");
    }
}

#[test]
fn the_last_administrator_is_kept() {
    let mut desk = Desk::new();
    let came = desk.set_roles("Officer", &[Role::Officer]);
    assert_eq!(code(came), FaultCode::LastAdministrator);
    let disable = Request::EnableUser {
        user: "Officer".to_owned(),
        enabled: false,
    };
    assert_eq!(code(desk.ask(disable)), FaultCode::LastAdministrator);
    desk.employ("Kaisa", &[Role::Administrator]);
    desk.set_roles("Officer", &[Role::Officer]).unwrap();
}

#[test]
fn officers_and_administrators_need_the_longer_password() {
    let mut desk = Desk::new();
    for (name, role) in [("Kaisa", Role::Officer), ("Matti", Role::Administrator)] {
        desk.step_up();
        let short = "puro7kivi!syli";
        let with = |roles: Vec<Role>| Request::AddUser {
            name: name.to_owned(),
            roles,
            password: Some(secret(short)),
            account: None,
        };
        let came = desk.ask(with(vec![role, Role::Service]));
        assert_eq!(code(came), FaultCode::WeakPassword, "{role}");
        desk.ask(with(vec![Role::Service])).unwrap();
        let line = desk.line(1000);
        desk.ask_as(line, login(name, short)).unwrap();
        let (old, new) = (secret(short), secret("puro7kivi!sylt"));
        desk.ask_as(line, Request::ChangePassword { old, new })
            .unwrap();
        desk.ask_as(line, Request::OwnLog).unwrap();
        desk.set_roles(name, &[role]).unwrap();
        let came = desk.ask_as(line, Request::OwnLog);
        assert_eq!(code(came), FaultCode::PasswordChangeNeeded, "{role}");
    }
}

#[test]
fn the_owner_of_the_files_gives_a_lost_administrator_back() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let now = desk.now().into();
    let restore = |ops: &Ops, name: &str, password: &str| {
        ops.restore_administrator(name, &secret(password), now)
    };
    let unknown = restore(&desk.ops, "Nobody", PASSWORD).unwrap_err();
    assert_eq!(unknown.code, FaultCode::NoSuchUser);
    let weak = restore(&desk.ops, "Kaisa", "kort").unwrap_err();
    assert_eq!(weak.code, FaultCode::WeakPassword);
    restore(&desk.ops, "Kaisa", PASSWORD).unwrap();
    let kaisa = desk.line(1000);
    match desk.ask_as(kaisa, login("Kaisa", PASSWORD)) {
        Ok(Reply::LoggedIn {
            roles, must_change, ..
        }) => {
            assert_eq!(
                (roles, must_change),
                (vec![Role::Service, Role::Administrator], true)
            );
        }
        other => panic!("{other:?}"),
    }
    let entry = desk
        .audit()
        .into_iter()
        .find(|it| it.deed == "reset-administrator");
    assert_eq!(entry.unwrap().detail.as_deref(), Some("Kaisa"));
}

#[test]
fn an_account_of_the_machine_is_one_user() {
    let mut desk = Desk::new();
    desk.step_up();
    let machine = |name: &str| Request::AddUser {
        name: name.to_owned(),
        roles: vec![Role::Officer],
        password: None,
        account: Some(2000),
    };
    desk.ask(machine("exchange")).unwrap();
    assert_eq!(code(desk.ask(machine("other"))), FaultCode::AccountTaken);
    let line = desk.line(2000);
    for password in ["", PASSWORD] {
        let came = desk.ask_as(line, login("exchange", password));
        assert_eq!(code(came), FaultCode::LoginFailed);
        desk.pass(std::time::Duration::from_secs(2));
    }
}

#[test]
fn who_was_in_is_out_when_the_owner_gives_an_administrator_back() {
    let mut desk = Desk::new();
    let line = desk.lasting_line();
    for in_the_same_process in [true, false] {
        desk.ask_as(line, login("Officer", PASSWORD)).unwrap();
        let held = desk.ops.sessions().remove(&line);
        if in_the_same_process {
            desk.ops.sessions().extend(held.map(|it| (line, it)));
        }
        let now = desk.now().into();
        desk.ops
            .restore_administrator("Officer", &secret(PASSWORD), now)
            .unwrap();
        let came = desk.ask_as(line, Request::OwnLog);
        assert_eq!(code(came), FaultCode::NotLoggedIn);
        assert_eq!(desk.ops.view().unwrap().sessions().unwrap(), []);
    }
}

#[test]
fn the_users_are_read_and_applied_by_one_at_a_time() {
    let desk = Desk::new();
    let held = desk.ops.renewing.lock().unwrap();
    std::thread::scope(|scope| {
        let renewal = scope.spawn(|| desk.ops.renew_users());
        let finished = (0..100_000).any(|_| {
            std::thread::yield_now();
            renewal.is_finished()
        });
        drop(held);
        renewal.join().unwrap().unwrap();
        assert!(!finished);
    });
}
