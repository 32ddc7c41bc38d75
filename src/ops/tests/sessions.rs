use std::time::Duration;

use super::desk::{Desk, GIVEN, KEY, PASSWORD, PEER, login, secret};
use crate::contract::{Draft, Envelope, Fault, FaultCode, LookPurpose, Reply, Request};
use crate::domain::field::Field;
use crate::domain::id::SessionId;
use crate::domain::role::Role;
use crate::ops::login::Proof;
use crate::store::{Change, User};

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

#[test]
fn what_a_screen_asks_by_itself_keeps_no_session_awake() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Family, "Aho")]);
    let of_screen = || {
        let draft = Draft {
            version: 1,
            values: Vec::new(),
        };
        let open = Request::Open {
            number: number.clone(),
            purpose: LookPurpose::AfterChange,
            reference: None,
        };
        let (saved, found) = (number.clone(), number.clone());
        let save = Request::SaveDraft {
            number: saved,
            draft,
        };
        [open, save, Request::FindDraft { number: found }]
    };
    desk.pass(Duration::from_mins(9));
    desk.found("aho");
    desk.pass(Duration::from_mins(9));
    for request in of_screen() {
        desk.ask(request).unwrap();
    }
    assert!(!desk.news(desk.session, 0).locked);
    desk.pass(Duration::from_mins(1));
    for request in of_screen() {
        assert_eq!(code(desk.ask(request)), FaultCode::Locked);
    }
}

#[test]
fn a_broken_key_is_refused_and_none_is_well() {
    let mut desk = Desk::new();
    for key in [
        "",
        "77",
        "+0112233445566778899aabbccddeeff",
        "zz112233445566778899aabbccddeeff",
    ] {
        let came = desk.ask_again(desk.session, key, Request::OwnLog);
        assert_eq!(code(came), FaultCode::Unreadable, "{key}");
    }
    let envelope = Envelope {
        id: 1,
        key: None,
        request: Request::OwnLog,
    };
    desk.ops.answer(desk.session, desk.now(), envelope).unwrap();
    desk.ask(Request::OwnLog).unwrap();
}

#[test]
fn a_change_of_the_password_whose_answer_was_lost_is_answered_again() {
    let mut desk = Desk::new();
    let change = || Request::ChangePassword {
        old: secret(PASSWORD),
        new: secret(GIVEN),
    };
    for _ in 0..3 {
        desk.ask_again(desk.session, KEY, change()).unwrap();
    }
    assert_eq!(code(desk.ask(change())), FaultCode::LoginFailed);
}

#[test]
fn an_ending_whose_answer_was_lost_is_answered_again() {
    let mut desk = Desk::new();
    desk.join("Kaisa", &[Role::Service]);
    let end = || Request::EndSession {
        user: "Kaisa".to_owned(),
        session: None,
    };
    for _ in 0..2 {
        desk.ask_again(desk.session, KEY, end()).unwrap();
    }
    assert_eq!(code(desk.ask(end())), FaultCode::NoSuchSession);
    let ends = desk.audit();
    assert_eq!(ends.iter().filter(|it| it.deed == "end-session").count(), 1);
}

#[test]
fn a_name_that_nobody_can_have_is_neither_hashed_nor_entered() {
    let mut desk = Desk::new();
    let line = desk.line(1000);
    let before = desk.ops.doorstep.hashed();
    for _ in 0..3 {
        let came = desk.ask_as(line, login(&"ä".repeat(65), PASSWORD));
        assert_eq!(code(came), FaultCode::LoginFailed);
    }
    assert_eq!(desk.ops.doorstep.hashed(), before);
    let refused = desk.audit();
    let refused = refused.iter().filter(|it| it.deed == "login");
    assert_eq!(refused.count(), 1);
}

#[test]
fn a_full_doorstep_is_busy_and_counts_nothing_against_who_comes() {
    let mut desk = Desk::new();
    let line = desk.line(1000);
    {
        let ops = &desk.ops;
        let _places: Vec<_> = (0..20).map(|_| ops.doorstep.place().unwrap()).collect();
        let envelope = Envelope {
            id: 1,
            key: None,
            request: login("Officer", PASSWORD),
        };
        let came = ops.answer(line, desk.now(), envelope);
        assert_eq!(code(came), FaultCode::Busy);
    }
    desk.ask_as(line, login("Officer", PASSWORD)).unwrap();
}

#[test]
fn who_is_changed_while_logging_in_does_not_get_in() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let kaisa = |desk: &Desk| {
        let users = desk.ops.view().unwrap().users().unwrap();
        users.into_iter().find(|it| it.name == "Kaisa").unwrap()
    };
    let checked = kaisa(&desk);
    let enter = |desk: &Desk, user: User| {
        let line = desk.lasting_line();
        let entered = desk
            .ops
            .enter(line, &user, desk.now().into(), Proof::Password);
        (line, entered)
    };
    enter(&desk, checked.clone()).1.unwrap();
    let disable = Request::EnableUser {
        user: "Kaisa".to_owned(),
        enabled: false,
    };
    desk.ask(disable).unwrap();
    let disabled = kaisa(&desk);
    for user in [checked, disabled] {
        let (line, entered) = enter(&desk, user);
        assert_eq!(code(entered), FaultCode::LoginFailed);
        let came = desk.ask_as(line, Request::OwnLog);
        assert_eq!(code(came), FaultCode::NotLoggedIn);
    }
    assert!(desk.ops.view().unwrap().sessions().unwrap().is_empty());
}

#[test]
fn nobody_enters_a_session_that_has_ended() {
    let desk = Desk::new();
    let officer = desk.ops.view().unwrap().users().unwrap().remove(0);
    let line = desk.lasting_line();
    desk.ops.end_session(line, desk.now()).unwrap();
    let entered = desk
        .ops
        .enter(line, &officer, desk.now().into(), Proof::Password);
    assert_eq!(code(entered), FaultCode::NotLoggedIn);
    assert!(desk.ops.sessions().get(&line).is_none());
}

#[test]
fn a_machine_has_nothing_to_take_up_after_a_restart() {
    let mut desk = Desk::new();
    desk.step_up();
    let add = Request::AddUser {
        name: "exchange".to_owned(),
        roles: vec![Role::Officer],
        password: None,
        account: Some(PEER.account),
    };
    desk.ask(add).unwrap();
    let line = desk.lasting_line();
    desk.ask_as(line, login("Officer", PASSWORD)).unwrap();
    match desk.ask_as(line, Request::LoginByAccount) {
        Ok(Reply::LoggedIn { user, pass, .. }) => {
            assert_eq!((user.as_str(), pass), ("exchange", None));
        }
        other => panic!("{other:?}"),
    }
    let mut desk = desk.restart();
    let came = desk.ask_as(line, Request::OwnLog);
    assert_eq!(code(came), FaultCode::NotLoggedIn);
}

#[test]
fn a_lock_brings_no_ended_session_back() {
    let mut desk = Desk::new();
    let line = desk.lasting_line();
    desk.ask_as(line, login("Officer", PASSWORD)).unwrap();
    let rows = |desk: &Desk| desk.ops.view().unwrap().sessions().unwrap();
    assert!(!rows(&desk)[0].locked);
    desk.ask_as(line, Request::Lock).unwrap();
    assert!(rows(&desk)[0].locked);
    // Its row is gone already, and its memory not yet: so an ending looks from beside it.
    let change = Change {
        ended_sessions: vec![line],
        ..Change::default()
    };
    desk.ops.write_desk(change).unwrap();
    desk.ask_as(line, Request::Lock).unwrap();
    assert_eq!(rows(&desk), []);
}

#[test]
fn a_logout_leaves_the_line_for_somebody_else() {
    let mut desk = Desk::new();
    let line = desk.lasting_line();
    for _ in 0..2 {
        desk.ask_as(line, login("Officer", PASSWORD)).unwrap();
        desk.ask_as(line, Request::Logout).unwrap();
        let came = desk.ask_as(line, Request::OwnLog);
        assert_eq!(code(came), FaultCode::NotLoggedIn);
        assert_eq!(desk.ops.view().unwrap().sessions().unwrap(), []);
    }
}

#[test]
fn what_a_disabled_user_was_shown_last_is_entered() {
    let mut desk = Desk::new();
    desk.add(&[(Field::Family, "Aho")]);
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let text = "aho".to_owned();
    desk.ask_as(kaisa, Request::Lookup { text, limit: 20 })
        .unwrap();
    let disable = Request::EnableUser {
        user: "Kaisa".to_owned(),
        enabled: false,
    };
    desk.ask(disable).unwrap();
    let search = desk.audit().into_iter().find(|it| it.deed == "search");
    assert_eq!(search.unwrap().actor, "Kaisa");
}
