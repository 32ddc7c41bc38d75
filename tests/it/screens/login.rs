use rainmaker::contract::{Fault, FaultCode, Reply, Request, Secret};
use rainmaker::domain::role::Role;
use rainmaker::ui::{Effect, Message};

use super::harness::Harness;

#[test]
fn the_program_starts_with_name_and_password_and_says_how_to_leave() {
    let mut h = Harness::at_login(80, 24);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Log in
    ────────────────────────────────────────────────────────────────────────────────




                ╭ Log in ──────────────────────────────────────────────╮
                │                                                      │
                │ The register of customers and marketing              │
                │                                                      │
                │ Name                                                 │
                │ Password                                             │
                │                                                      │
                │                                                      │
                │                                                      │
                │ Ctrl-c leaves the program.                           │
                ╰──────────────────────────────────────────────────────╯






     Enter go on  Tab next field  F1 help  Ctrl-c leave
    "#);
    assert_eq!((h.cursor().x, h.cursor().y), (26, 10));
}

#[test]
fn enter_goes_to_the_password_and_then_logs_in() {
    let mut h = Harness::at_login(80, 24);
    h.press("kaisa\n");
    assert!(h.asked().is_empty());
    h.press("long password\n");
    assert_eq!(
        h.asked(),
        [&Request::Login {
            user: "kaisa".into(),
            password: Secret("long password".into()),
        }]
    );
    assert!(h.says("Checking …"));
    assert!(!h.screen().contains("long password"));
    assert!(!h.debug().contains("long"), "{}", h.debug());
    h.reply(Reply::LoggedIn {
        user: "kaisa".into(),
        roles: vec![Role::Officer],
        demo: true,
        pass: None,
        must_change: false,
    });
    assert!(h.says("rainmaker › Find DEMO kaisa"), "{}", h.screen());
}

#[test]
fn a_refused_login_is_said_and_wants_the_password_again() {
    let mut h = Harness::at_login(120, 40);
    h.press("kaisa\nwrong password\n");
    h.answer(Err(Fault::of(FaultCode::LoginFailed)));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Log in
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────












                                    ╭ Log in ──────────────────────────────────────────────╮
                                    │                                                      │
                                    │ The register of customers and marketing              │
                                    │                                                      │
                                    │ Name        kaisa                                    │
                                    │ Password                                             │
                                    │                                                      │
                                    │ The name or the password is wrong. Try again; after  │
                                    │ several tries, wait a moment.                        │
                                    │                                                      │
                                    │ Ctrl-c leaves the program.                           │
                                    ╰──────────────────────────────────────────────────────╯













     Enter go on  Tab next field  F1 help  Ctrl-c leave
    "#);
    h.press("\n");
    assert!(h.asked().is_empty());
}

#[test]
fn nothing_is_asked_without_name_and_password_nor_twice() {
    let mut h = Harness::at_login(80, 24);
    h.press("\n\n\n");
    assert!(!h.is_asking());
    h.press("\tkaisa\n").press("password\n");
    assert!(h.is_asking());
    h.press("\n");
    assert!(h.asked().is_empty());
}

#[test]
fn only_ctrl_c_leaves() {
    let mut h = Harness::at_login(80, 24);
    h.press("\u{1b}q");
    assert_eq!(h.effects, []);
    h.ctrl('c');
    assert_eq!(h.effects, [Effect::Quit]);
}

#[test]
fn a_session_that_ended_at_work_says_so_where_one_logs_in_again() {
    let mut h = Harness::at_lookup(80, 24);
    h.tell(Message::Ended(Fault::of(FaultCode::NotLoggedIn)));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Log in
    ────────────────────────────────────────────────────────────────────────────────




                ╭ Log in ──────────────────────────────────────────────╮
                │                                                      │
                │ The register of customers and marketing              │
                │                                                      │
                │ Name                                                 │
                │ Password                                             │
                │                                                      │
                │ Your session has ended. Log in again.                │
                │                                                      │
                │ Ctrl-c leaves the program.                           │
                ╰──────────────────────────────────────────────────────╯






     Enter go on  Tab next field  F1 help  Ctrl-c leave
    "#);
    h.press("kaisa");
    assert!(h.says("Your session has ended."), "typing hides nothing");
}
