use std::time::Duration;

use super::desk::{Desk, GIVEN, PASSWORD, PEER, login, secret};
use crate::contract::{Fault, FaultCode, Reply, Request};
use crate::domain::id::SessionId;
use crate::domain::role::Role;

fn code(reply: Result<Reply, Fault>) -> FaultCode {
    reply.unwrap_err().code
}

#[test]
fn an_idle_session_is_locked_after_ten_minutes_whatever_its_screen_asks() {
    let mut desk = Desk::new();
    desk.ask(Request::Users).unwrap();
    for _ in 0..9 {
        desk.pass(Duration::from_secs(59));
        assert!(!desk.news(desk.session, 0).locked);
    }
    desk.ask(Request::Users).unwrap();
    desk.pass(Duration::from_secs(599));
    assert!(desk.news(desk.session, 0).locked);
    assert_eq!(code(desk.ask(Request::Users)), FaultCode::Locked);
    let wrong = secret("not this one at all");
    let unlock = Request::Unlock { password: wrong };
    assert_eq!(code(desk.ask(unlock)), FaultCode::LoginFailed);
    desk.pass(Duration::from_secs(1));
    let password = secret(PASSWORD);
    desk.ask(Request::Unlock { password }).unwrap();
    desk.ask(Request::Users).unwrap();
}

#[test]
fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    let mut desk = Desk::new();
    for _ in 0..12 * 12 - 1 {
        desk.pass(Duration::from_mins(5) - Duration::from_secs(1));
        desk.ask(Request::OwnLog).unwrap();
    }
    desk.pass(Duration::from_mins(5));
    assert_eq!(code(desk.ask(Request::OwnLog)), FaultCode::NotLoggedIn);
    desk.ask(login("Officer", PASSWORD)).unwrap();
}

#[test]
fn a_disabled_user_is_out_at_once_and_stays_out() {
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    desk.ask_as(kaisa, Request::OwnLog).unwrap();
    let enable = |enabled| Request::EnableUser {
        user: "Kaisa".to_owned(),
        enabled,
    };
    desk.ask(enable(false)).unwrap();
    assert_eq!(
        code(desk.ask_as(kaisa, Request::OwnLog)),
        FaultCode::NotLoggedIn
    );
    let came = desk.ask_as(kaisa, login("Kaisa", PASSWORD));
    assert_eq!(code(came), FaultCode::LoginFailed);
    desk.ask(enable(true)).unwrap();
    desk.pass(Duration::from_secs(1));
    desk.ask_as(kaisa, login("Kaisa", PASSWORD)).unwrap();
}

#[test]
fn each_wrong_password_makes_the_next_try_wait_and_a_stranger_keeps_nobody_out() {
    let mut desk = Desk::new();
    let stranger = desk.line(2000);
    let mut waits = Vec::new();
    for _ in 0..11 {
        let wrong = desk.ask_as(stranger, login("Officer", "wrong"));
        assert_eq!(code(wrong), FaultCode::LoginFailed);
        desk.clock -= 1000;
        let fault = desk
            .ask_as(stranger, login("Officer", PASSWORD))
            .unwrap_err();
        assert_eq!(fault.code, FaultCode::Throttled);
        waits.push(fault.values[0].1.parse::<u64>().unwrap());
        desk.pass(Duration::from_secs(*waits.last().unwrap()));
        desk.clock -= 1000;
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    desk.ask_as(stranger, login("Officer", "wrong"))
        .unwrap_err();
    desk.log_in("Officer");
    desk.pass(Duration::from_mins(5));
    desk.ask_as(stranger, login("Officer", PASSWORD)).unwrap();
}

#[test]
fn an_unknown_name_costs_as_much_hashing_as_a_known_one() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let (user, enabled) = ("Kaisa".to_owned(), false);
    desk.ask(Request::EnableUser { user, enabled }).unwrap();
    let mut cost = |name: &str| {
        let line = desk.line(1000);
        let before = desk.ops.doorstep.hashed();
        let came = desk.ask_as(line, login(name, "wrong"));
        assert_eq!(code(came), FaultCode::LoginFailed);
        desk.ops.doorstep.hashed() - before
    };
    assert_eq!([cost("Officer"), cost("Nobody"), cost("Kaisa")], [1, 1, 1]);
}

#[test]
fn others_end_none_of_my_sessions_but_the_administrator_does() {
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let again = desk.log_in("Kaisa");
    let end = |user: &str, session: Option<SessionId>| Request::EndSession {
        user: user.to_owned(),
        session,
    };
    let sessions = |reply: Result<Reply, Fault>| match reply {
        Ok(Reply::Sessions { sessions }) => sessions,
        other => panic!("{other:?}"),
    };
    let own = sessions(desk.ask_as(kaisa, Request::Sessions));
    assert_eq!(
        own.iter().map(|it| it.own).collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(sessions(desk.ask(Request::Sessions)).len(), 3);
    assert_eq!(
        code(desk.ask_as(kaisa, end("Officer", None))),
        FaultCode::NotAllowed
    );
    let foreign = end("Kaisa", Some(desk.session));
    assert_eq!(code(desk.ask_as(kaisa, foreign)), FaultCode::NoSuchSession);
    desk.ask_as(kaisa, end("Kaisa", Some(again))).unwrap();
    assert_eq!(
        code(desk.ask_as(again, Request::OwnLog)),
        FaultCode::NotLoggedIn
    );
    desk.ask(end("Kaisa", None)).unwrap();
    assert_eq!(
        code(desk.ask_as(kaisa, Request::OwnLog)),
        FaultCode::NotLoggedIn
    );
}

#[test]
fn a_given_password_is_changed_before_anything_else() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let kaisa = desk.line(PEER.account);
    match desk.ask_as(kaisa, login("Kaisa", GIVEN)) {
        Ok(Reply::LoggedIn { must_change, .. }) => assert!(must_change),
        other => panic!("{other:?}"),
    }
    let came = desk.ask_as(kaisa, Request::OwnLog);
    assert_eq!(code(came), FaultCode::PasswordChangeNeeded);
    let change = |old: &str, new: &str| Request::ChangePassword {
        old: secret(old),
        new: secret(new),
    };
    for weak in [GIVEN, "kort", "aaaaaaaaaaaaaaaaaaaa"] {
        let came = desk.ask_as(kaisa, change(GIVEN, weak));
        assert_eq!(code(came), FaultCode::WeakPassword, "{weak}");
    }
    desk.ask_as(kaisa, change(GIVEN, PASSWORD)).unwrap();
    desk.ask_as(kaisa, Request::OwnLog).unwrap();
}

#[test]
fn a_new_password_ends_the_sessions_that_the_old_one_opened() {
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let again = desk.log_in("Kaisa");
    let (old, new) = (secret(PASSWORD), secret(GIVEN));
    let change = Request::ChangePassword { old, new };
    desk.ask_as(kaisa, change).unwrap();
    assert_eq!(
        code(desk.ask_as(again, Request::OwnLog)),
        FaultCode::NotLoggedIn
    );
    desk.ask_as(kaisa, Request::OwnLog).unwrap();
    desk.step_up();
    let (user, password) = ("Kaisa".to_owned(), secret(PASSWORD));
    desk.ask(Request::SetPassword { user, password }).unwrap();
    assert_eq!(
        code(desk.ask_as(kaisa, Request::OwnLog)),
        FaultCode::NotLoggedIn
    );
}
