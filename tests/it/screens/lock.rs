use std::time::Duration;

use crossterm::event::KeyCode;
use rainmaker::contract::{Fault, FaultCode, News, Reply, Request, Secret};
use rainmaker::ui::{Effect, Message, Setup};

use super::correct::no_draft;
use super::harness::{Harness, setup};
use super::people::{card, done, opened};
use super::staff::{call, quiet, touched};

fn locked() -> News {
    News {
        locked: true,
        ..quiet()
    }
}

fn unlock(password: &str) -> Request {
    Request::Unlock {
        password: Secret(password.into()),
    }
}

#[test]
fn a_locked_screen_shows_nobody_and_returns_as_it_was() {
    let mut h = opened(80, 24, card());
    h.press("c").reply(no_draft()).press("9");
    let before = h.screen();
    h.hear(locked());
    insta::assert_snapshot!(h.screen(), @r#"
    ╭ rainmaker ───────────────────────────────────────────╮
    │                                                      │
    │ kaisa                                                │
    │ Locked after 10 minutes without a key.               │
    │                                                      │
    │ Password                                             │
    │                                                      │
    │ Enter unlocks, Ctrl-c leaves the program.            │
    ╰──────────────────────────────────────────────────────╯
    "#);
    h.press("my password\n");
    assert_eq!(h.asked(), [&unlock("my password")]);
    assert!(!h.screen().contains("my password") && !h.debug().contains("my password"));
    h.reply(Reply::Ok);
    assert_eq!(h.screen(), before);
}

#[test]
fn a_wrong_password_leaves_it_locked() {
    let mut h = opened(120, 40, card());
    h.key(KeyCode::F(9));
    assert_eq!(h.asked(), [&Request::Lock]);
    h.reply(Reply::Ok);
    h.press("wrong\n")
        .answer(Err(Fault::of(FaultCode::LoginFailed)));
    insta::assert_snapshot!(h.screen(), @r#"
    ╭ rainmaker ───────────────────────────────────────────╮
    │                                                      │
    │ kaisa                                                │
    │ Locked by you.                                       │
    │                                                      │
    │ Password                                             │
    │                                                      │
    │ The name or the password is wrong. Try again; after  │
    │ several tries, wait a moment.                        │
    │                                                      │
    │ Enter unlocks, Ctrl-c leaves the program.            │
    ╰──────────────────────────────────────────────────────╯
    "#);
}

#[test]
fn what_the_lock_barred_is_asked_again_after_it() {
    let mut h = opened(80, 24, card());
    h.press("b\n");
    let ban = h.asked()[0].clone();
    h.answer(Err(Fault::of(FaultCode::Locked)));
    assert!(h.says("Locked after 10 minutes") && !h.says("Ilkka"));
    h.press("my password\n").reply(Reply::Ok);
    assert_eq!(h.asked(), [&ban]);
    h.reply(done());
    assert!(h.says("The ban of 1042 is recorded."));
}

#[test]
fn a_locked_screen_changes_by_keys_alone() {
    let mut h = opened(80, 24, card());
    h.hear(locked());
    let before = h.screen();
    h.hear(News {
        locked: true,
        ..touched("1042", "matti", "ban")
    });
    assert!(h.asked().is_empty());
    h.tell(Message::LineLost).hear(News {
        locked: true,
        waiting: 3,
        ..call("0401234567", None)
    });
    assert_eq!(h.screen(), before);
    for keys in ["?", ":", "q"] {
        h.press(keys);
    }
    h.key(KeyCode::F(1)).key(KeyCode::F(4)).ctrl('p');
    assert!(h.says("Locked after 10 minutes"));
    h.press("\n");
    assert!(h.asked().is_empty() && h.says("Try again in a moment."));
    h.tell(Message::LineBack).press("\n").reply(Reply::Ok);
    assert!(
        matches!(h.asked()[..], [Request::Open { .. }]),
        "it may be old"
    );
    assert!(h.says("0401234567 is calling: F4 shows the search."));
    h.hear(locked()).ctrl('c');
    assert_eq!(h.effects, [Effect::Quit]);
}

#[test]
fn the_first_login_changes_the_password_before_anything_else() {
    let mut h = Harness::with(Setup {
        user: Some("matti".into()),
        must_change: true,
        ..setup(80, 24)
    });
    h.press("\u{1b}")
        .press("given\nmy own words\nmy own word\n");
    assert!(h.asked().is_empty());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                         matti
    ────────────────────────────────────────────────────────────────────────────────




              ╭ Change your password ────────────────────────────────────╮
              │ Somebody else knows your password. Choose one of your    │
              │ own before anything else.                                │
              │                                                          │
              │ Old           •••••                                      │
              │ New           ••••••••••••                               │
              │ New, again    •••••••••••                                │
              │ The two are not the same.                                │
              │                                                          │
              │ Enter goes on. An officer's password has 15 characters   │
              │ or more, and no words that others guess.                 │
              ╰──────────────────────────────────────────────────────────╯





     Enter next field  F1 help  Ctrl-c leave
    "#);
    h.press("s\n");
    assert_eq!(
        h.asked(),
        [&Request::ChangePassword {
            old: Secret("given".into()),
            new: Secret("my own words".into()),
        }]
    );
    h.reply(Reply::Ok);
    assert!(h.says("Type a name") && h.says("Your password is changed."));
}

#[test]
fn what_is_weak_or_wrong_is_said_at_its_field() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("\tPold\nnew\nnew\n")
        .answer(Err(Fault::of(FaultCode::LoginFailed)));
    let screen = h.screen();
    let row = |words: &str| screen.lines().position(|it| it.contains(words)).unwrap();
    assert_eq!(row("Old") + 1, row("is wrong"), "{screen}");
    h.press("\n\n\n").answer(Err(
        Fault::of(FaultCode::WeakPassword).with("reason", "short")
    ));
    let screen = h.screen();
    let row = |words: &str| screen.lines().position(|it| it.contains(words)).unwrap();
    assert!(row("New, again") > row("New ") + 1, "{screen}");
    h.press("\u{1b}");
    assert!(h.says("Type a name"));
}

#[test]
fn a_password_that_must_change_meanwhile_is_asked_for_where_one_is() {
    let mut h = opened(80, 24, card());
    h.press("b\n");
    let ban = h.asked()[0].clone();
    h.answer(Err(Fault::of(FaultCode::PasswordChangeNeeded)));
    assert!(h.says("Choose one of your own before anything else.") && !h.says("Ilkka"));
    h.press("old\nnew words\nnew words\n").reply(Reply::Ok);
    assert_eq!(h.asked(), [&ban]);
}

#[test]
fn an_answer_to_a_session_that_is_over_ends_no_other() {
    let mut h = opened(80, 24, card());
    h.press("b\n");
    let late = h.ticket();
    h.press("\u{1b}z")
        .answer(Err(Fault::of(FaultCode::NotLoggedIn)));
    assert!(h.says("Your session has ended."));
    h.press("matti").answer_late(late, done());
    assert!(
        h.says("Name matti") && !h.says("recorded"),
        "{}",
        h.screen()
    );
}

#[test]
fn the_end_of_a_session_asks_for_the_login_once_and_disturbs_no_later_one() {
    let mut h = opened(80, 24, card());
    h.hear(locked());
    h.tell(Message::Ended(Fault::of(FaultCode::NotLoggedIn)));
    assert!(h.says("Your session has ended.") && h.says("Password"));
    h.press("matti")
        .tell(Message::Ended(Fault::of(FaultCode::NotLoggedIn)));
    assert!(h.says("Name matti"), "{}", h.screen());
}

#[test]
fn a_program_that_is_told_to_stop_keeps_what_is_typed() {
    let mut h = opened(80, 24, card());
    h.press("c").reply(no_draft()).press("9");
    h.tell(Message::Stopping);
    assert!(matches!(h.asked()[..], [Request::SaveDraft { .. }]));
}

const ALMOST: Duration = Duration::from_secs(599);
/// A lock comes late by half a minute at most.
const PAST: Duration = Duration::from_secs(31);
const HOUR: Duration = Duration::from_hours(1);

#[test]
fn ten_minutes_without_a_key_lock_the_screen_whether_or_not_the_service_says_so() {
    let mut h = opened(80, 24, card());
    let before = h.screen();
    h.rest(ALMOST);
    assert!(h.asked().is_empty());
    assert_eq!(h.screen(), before);
    h.press("k").rest(ALMOST);
    assert!(h.says("Ilkka") && h.asked().is_empty(), "a key counts");
    h.rest(PAST);
    assert_eq!(h.asked(), [&Request::Lock]);
    assert!(h.says("Locked after 10 minutes without a key.") && !h.says("Ilkka"));
    h.reply(Reply::Ok).rest(HOUR);
    assert_eq!(h.effects, []);
    h.press("my password\n").reply(Reply::Ok);
    assert_eq!(h.screen(), before);
    h.rest(ALMOST + PAST);
    assert!(!h.says("Ilkka"), "and again");
}

#[test]
fn the_last_person_does_not_stay_in_sight_while_the_service_is_gone() {
    let mut h = opened(80, 24, card());
    h.tell(Message::LineLost).rest(ALMOST + PAST);
    assert!(h.says("Locked after 10 minutes") && !h.says("Ilkka"));
    assert!(h.asked().is_empty());
    h.tell(Message::LineBack).press("my password\n");
    assert_eq!(h.asked(), [&unlock("my password")]);
}

#[test]
fn nothing_wakes_where_nobody_is_logged_in() {
    let mut h = Harness::at_login(80, 24);
    h.press("kaisa").rest(HOUR);
    assert_eq!(h.effects, []);
    let mut h = opened(80, 24, card());
    h.tell(Message::Ended(Fault::of(FaultCode::NotLoggedIn)))
        .rest(HOUR)
        .rest(HOUR);
    assert_eq!(h.effects, []);
    assert!(!h.says("Locked"));
}
