use crossterm::event::KeyCode;
use rainmaker::contract::{Fault, FaultCode, Reply, Request, Secret};
use rainmaker::domain::role::Role;

use super::harness::Harness;
use super::staff::{at_users, users};

fn on(user: &str, width: u16, height: u16) -> Harness {
    let mut h = at_users(width, height);
    let place = ["kaisa", "lists", "matti", "oona"];
    let place = place.iter().position(|it| *it == user).unwrap();
    h.press(&"j".repeat(place));
    h
}

#[test]
fn the_administrator_begins_with_the_users_and_sees_no_look_up() {
    let mut h = Harness::of(&[Role::Administrator], 80, 24);
    assert_eq!(h.asked(), [&Request::Users]);
    h.reply(users());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Users and roles

       Name              Roles                     State         Sessions  Account
     ▸ kaisa             officer, administrator    enabled              1
       lists             officer                   enabled              0  1004
       matti             service                   new password         2
       oona              data protection officer,… DISABLED             0










     kaisa
     officer, administrator


     n new  r roles  p password  e on or off  x end sessions  ? help  Ctrl-c leave
    "#);
    h.ctrl('p').press("find a person");
    assert!(h.says("No action has these words."), "{}", h.screen());
}

#[test]
fn the_whole_of_it_at_a_hundred_and_twenty_columns() {
    let mut h = on("matti", 120, 40);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                                                                      kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Users and roles

       Name              Roles                                                             State         Sessions  Account
       kaisa             officer, administrator                                            enabled              1
       lists             officer                                                           enabled              0  1004
     ▸ matti             service                                                           new password         2
       oona              data protection officer, auditor, marketing                       DISABLED             0


























     matti
     service. The password is to be changed at the next login.


     n new  r roles  p password  e on or off  x end sessions  . actions  Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn an_auditor_reads_the_users_and_is_offered_no_act() {
    let mut h = Harness::of(&[Role::Auditor], 80, 24);
    assert!(matches!(h.asked()[..], [Request::ShowAudit { .. }]));
    h.press("U").reply(users());
    assert!(h.says("oona") && !h.says("n new"), "{}", h.screen());
    for key in "nrpex.".chars() {
        h.key(KeyCode::Char(key));
        assert!(h.asked().is_empty() && h.says("Sessions"), "{key}");
    }
}

#[test]
fn the_role_dialog_shows_what_each_role_may_do() {
    let mut h = on("matti", 80, 24);
    h.press("r");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     ╭ What matti is trusted with ────────────────────────────────────────────────╮
     │ ▸ [x] service             · Look people up                                 │
     │   [ ] officer             · Open a person                                  │
     │   [ ] marketing           · Read what was done about a person              │
     │   [ ] auditor             · Ask whether a channel may be used              │
     │   [ ] data protection offi· Add a person                                   │
     │   [ ] administrator       · Correct a person                               │
     │                           · Set or remove an attribute that a consent      │
     │                             allows                                         │
     │                           · Ban marketing to a person or an address        │
     │                           · Record that a consent was given, refused or    │
     │                             withdrawn                                      │
     │                           · Keep a form that is not saved yet              │
     │                           · Find an address on the suppression list        │
     │                           · List people who may be one                     │
     │                           · Undo one's own change                          │
     │                           … 5 more lines below                             │
     │                                                                            │
     │ Space marks, y saves, PgDn shows more.                                     │
     ╰────────────────────────────────────────────────────────────────────────────╯

     Space mark  y save  PgDn more  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("j").key(KeyCode::PageDown).key(KeyCode::PageDown);
    assert!(
        h.says("See what waits for a second officer"),
        "{}",
        h.screen()
    );
    h.press("y");
    assert!(h.asked().is_empty() && h.says("Nothing is changed"));
    h.press(" y");
    assert_eq!(
        h.asked(),
        [&Request::SetRoles {
            user: "matti".into(),
            roles: vec![Role::Service, Role::Officer],
        }]
    );
}

#[test]
fn what_is_guarded_asks_for_the_password_and_is_then_asked_again() {
    let mut h = on("matti", 80, 24);
    h.press("rj y");
    let wanted = h.asked()[0].clone();
    let ticket = h.ticket();
    h.answer(Err(Fault::of(FaultCode::StepUpNeeded)));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     ╭ What matti is trusted with ────────────────────────────────────────────────╮
     │   [x] service             · Look people up                                 │
     │ ▸ [x] officer             · Open a person                                  │
     │   [ ] marketing           · Read what was done about a person              │
     │   [ ] auditor             · Ask whether a channel may be used              │
     │   [ ] data protection offi· Add a person                                   │
     │   [ ] ad╭ Your password, once more ──────────────────────────────╮         │
     │         │ This is done only by somebody who types the password   │ent      │
     │         │ again.                                                 │         │
     │         │                                                        │s        │
     │         │ Password                                               │         │
     │         │                                                        │ed or    │
     │         │ Enter goes on, Esc leaves it undone.                   │         │
     │         ╰────────────────────────────────────────────────────────╯         │
     │                           · See what an erasure would do                   │
     │                           · Erase one person                               │
     │                           … 20 more lines below                            │
     │ Saving …                                                                   │
     │ Space marks, y saves, PgDn shows more.                                     │
     ╰────────────────────────────────────────────────────────────────────────────╯

     Enter go on  Esc back  F1 help  Ctrl-c leave
    "#);
    h.press("my password\n");
    let password = Secret("my password".into());
    assert_eq!(h.asked(), [&Request::StepUp { password }]);
    assert!(!h.debug().contains("my password"));
    h.reply(Reply::Ok);
    assert_eq!(h.asked(), [&wanted]);
    assert_eq!(h.ticket(), ticket, "the dialog still waits for it");
    h.reply(Reply::Ok);
    assert!(h.says("The roles of matti are changed."));
    assert_eq!(h.asked(), [&Request::Users]);
}

#[test]
fn a_wrong_password_asks_once_more_and_escape_leaves_it_undone() {
    let mut h = on("matti", 80, 24);
    h.press("rj y")
        .answer(Err(Fault::of(FaultCode::StepUpNeeded)));
    h.press("wrong\n")
        .answer(Err(Fault::of(FaultCode::Throttled).with("seconds", "8")));
    assert!(h.says("Too many wrong passwords. Try again in 8 s."));
    h.press("\u{1b}");
    assert!(h.asked().is_empty());
    assert!(h.says("What matti is trusted with"), "{}", h.screen());
    assert!(!h.says("Your password, once more"));
}

#[test]
fn a_user_is_disabled_by_another_key_than_the_one_that_began_it() {
    let mut h = on("matti", 80, 24);
    h.press("ee\n");
    assert!(h.asked().is_empty());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Users and roles

       Name              Roles                     State         Sessions  Account
       kaisa             officer, administrator    enabled              1
       lists             officer                   enabled              0  1004
     ▸ matti             service                   new password         2
       oona              data protection officer,… DISABLED             0

                 ╭ matti ─────────────────────────────────────────────╮
                 │ matti can no longer log in, and every session ends │
                 │ at once. y disables, Esc leaves it.                │
                 ╰────────────────────────────────────────────────────╯





     matti
     service. The password is to be changed at the next login.


     y yes  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("y");
    assert_eq!(
        h.asked(),
        [&Request::EnableUser {
            user: "matti".into(),
            enabled: false,
        }]
    );
    h.answer(Err(Fault::of(FaultCode::NotAllowed)));
    assert!(h.says("Your role does not allow this."));
}

#[test]
fn sessions_are_ended_where_there_are_some() {
    let mut h = on("oona", 80, 24);
    h.press("x");
    assert!(!h.says("at once"));
    h.press("kxy");
    assert_eq!(
        h.asked(),
        [&Request::EndSession {
            user: "matti".into(),
            session: None,
        }]
    );
}

#[test]
fn a_new_password_is_typed_twice() {
    let mut h = on("matti", 80, 24);
    h.press("pone long password\nanother\n");
    assert!(h.asked().is_empty());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Users and roles

       Name              Roles                     State         Sessions  Account
       kaisa             officer, administrator    enabled              1
       lists  ╭ A new password for matti ────────────────────────────────╮ 1004
     ▸ matti  │ It is changed at the first login. Every session of this  │
       oona   │ user ends.                                               │
              │                                                          │
              │ New           •••••••••••••••••                          │
              │ New, again    •••••••                                    │
              │ The two are not the same.                                │
              │                                                          │
              │ Enter goes on. An officer's password has 15 characters   │
              │ or more, and no words that others guess.                 │
              ╰──────────────────────────────────────────────────────────╯


     matti
     service. The password is to be changed at the next login.


     Enter next field  Esc back  F1 help  Ctrl-c leave
    "#);
    h.ctrl('u').press("one long password\n");
    assert_eq!(
        h.asked(),
        [&Request::SetPassword {
            user: "matti".into(),
            password: Secret("one long password".into()),
        }]
    );
    h.reply(Reply::Ok);
    assert!(h.says("matti has a new password."));
}

#[test]
fn a_user_is_added_with_roles_and_a_first_password() {
    let mut h = at_users(80, 24);
    h.press("nliisa\nfirst password\nfirst password\n\n ")
        .key(KeyCode::Down);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Users and roles                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Users and roles

       Name ╭ A new user ──────────────────────────────────────────────────╮ccount
     ▸ kaisa│ Name              liisa                                      │
       lists│ First password    ••••••••••••••                             │004
       matti│ New, again        ••••••••••••••                             │
       oona │ Machine account                                              │
            │                                                              │
            │   [x] service                                                │
            │ ▸ [ ] officer                                                │
            │   [ ] marketing                                              │
            │   [ ] auditor                                                │
            │   [ ] data protection officer                                │
            │   [ ] administrator                                          │
            │                                                              │
            │ F2 adds. The first password is changed at the first login; a │
            │ machine account (UID) needs none.                            │
     kaisa  ╰──────────────────────────────────────────────────────────────╯
     officer, administrator


     F2 add  Space mark  Esc back  Enter next line  ? help  Ctrl-c leave
    "#);
    h.key(KeyCode::F(2));
    assert_eq!(
        h.asked(),
        [&Request::AddUser {
            name: "liisa".into(),
            roles: vec![Role::Service],
            password: Some(Secret("first password".into())),
            account: None,
        }]
    );
    h.answer(Err(Fault::of(FaultCode::NotAllowed)));
    assert!(h.says("Your role does not allow this."), "{}", h.screen());
    h.key(KeyCode::F(2)).reply(Reply::Ok);
    assert!(h.says("liisa is added.") && !h.says("A new user"));
}

#[test]
fn what_a_new_user_lacks_is_said_where_it_is_missing() {
    let mut h = at_users(80, 24);
    h.press("n").key(KeyCode::F(2));
    assert!(h.says("A user needs a name."));
    h.press("lists").key(KeyCode::F(2));
    assert!(h.says("A user needs a password, or a machine account."));
    h.press("\t\tx").key(KeyCode::F(2));
    assert!(h.says("An account is a number (UID)."));
    h.ctrl('u').press("1004").key(KeyCode::F(2));
    assert!(h.says("Mark at least one role."));
    h.press(" ").key(KeyCode::F(2));
    let sent = h.asked();
    assert!(
        matches!(
            sent[..],
            [Request::AddUser {
                password: None,
                account: Some(1004),
                ..
            }]
        ),
        "{sent:?}"
    );
}

#[test]
fn leaving_a_half_typed_user_asks() {
    let mut h = at_users(80, 24);
    h.press("nl\u{1b}");
    assert!(h.says("Leave without saving?"));
    h.press("y");
    assert!(!h.says("A new user") && h.says("Users and roles"));
}
