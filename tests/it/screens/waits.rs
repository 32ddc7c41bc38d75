use rainmaker::contract::{Decision, Fault, FaultCode, News, Reply, Request};
use rainmaker::domain::role::Role;

use super::harness::Harness;
use super::staff::{at_act, quiet, waiting};

fn at_list(width: u16, height: u16) -> Harness {
    let mut h = Harness::of(&[Role::Officer], width, height);
    h.press("\tW").reply(waiting());
    h
}

#[test]
fn what_waits_says_what_it_is_who_asked_when_and_why() {
    let mut h = at_list(80, 24);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Waiting for a second officer                                 kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Waiting for a second officer

       What                    Asked by      When               Reason
     ▸ Erase: 2 people         antti         2024-03-12 09:30Z  A list bought in 2…
       Take apart: 1077        kaisa         2024-03-12 09:30Z  Father and son
















     Enter show  Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn enter_shows_what_it_will_do_and_what_was_advised() {
    let mut h = at_act(80, 24);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Waiting for a second officer                                 kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Erase: 2 people

     antti asked for this at 2024-03-12 09:30Z.
     Because  A list bought in 2019 whose seller cannot show a consent

     Ilkka Virtanen · 1042
     Goes     6 values, 1 consent
     Stays    2 suppression entries: keyed hashes without a name, so that a ban or
              withdrawal holds
              12 audit entries: that something was done, without its content
     Files    /srv/export/spring.csv

     Ilkka Virtanen · 1043
     Goes     6 values, 1 consent
     Stays    2 suppression entries: keyed hashes without a name, so that a ban or
              withdrawal holds
              12 audit entries: that something was done, without its content
     Files    /srv/export/spring.csv

     … 3 more lines below

     a approve  x refuse  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("G");
    assert!(h.says("oona, 2024-03-12 10:05Z"), "{}", h.screen());
    h.press("\u{1b}");
    assert!(h.says("Asked by"));
}

#[test]
fn the_whole_of_an_act_at_a_hundred_and_twenty_columns() {
    insta::assert_snapshot!(at_act(120, 40).screen(), @r#"
     rainmaker › Waiting for a second officer                                                                         kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Erase: 2 people

     antti asked for this at 2024-03-12 09:30Z.
     Because  A list bought in 2019 whose seller cannot show a consent

     Ilkka Virtanen · 1042
     Goes     6 values, 1 consent
     Stays    2 suppression entries: keyed hashes without a name, so that a ban or withdrawal holds
              12 audit entries: that something was done, without its content
     Files    /srv/export/spring.csv

     Ilkka Virtanen · 1043
     Goes     6 values, 1 consent
     Stays    2 suppression entries: keyed hashes without a name, so that a ban or withdrawal holds
              12 audit entries: that something was done, without its content
     Files    /srv/export/spring.csv

     Advice of the protection officer
     oona, 2024-03-12 10:05Z
     Keep the proof of the purchase until the claim is settled.

















     a approve  x refuse  Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn approving_takes_another_key() {
    let mut h = at_act(80, 24);
    h.press("aa\n");
    assert!(h.asked().is_empty());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Waiting for a second officer                                 kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Erase: 2 people

     antti asked for this at 2024-03-12 09:30Z.
     Because  A list bought in 2019 whose seller cannot show a consent

     Ilkka Virtanen · 1042
     Goes     6 values, 1 consent
     Stays  ╭ Approve? ────────────────────────────────────────────────────╮ban or
            │ Erase: 2 people                                              │
            │                                                              │
     Files  │ It is done at once, and what is erased is gone for good. y   │
            │ approves, Esc goes back.                                     │
     Ilkka V╰──────────────────────────────────────────────────────────────╯
     Goes     6 values, 1 consent
     Stays    2 suppression entries: keyed hashes without a name, so that a ban or
              withdrawal holds
              12 audit entries: that something was done, without its content
     Files    /srv/export/spring.csv

     … 3 more lines below

     y approve  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("y");
    assert_eq!(
        h.asked(),
        [&Request::Decide {
            waiting: 31,
            decision: Decision::Approve,
            words: None,
        }]
    );
    h.reply(Reply::Ok);
    assert_eq!(h.asked(), [&Request::Waiting]);
    h.reply(Reply::Waiting { acts: Vec::new() });
    assert!(
        h.says("Nothing waits for a second officer."),
        "{}",
        h.screen()
    );
}

#[test]
fn refusing_needs_words() {
    let mut h = at_act(80, 24);
    h.press("x\n");
    assert!(h.asked().is_empty() && h.says("Say it in words first."));
    h.press("asked for twice\n");
    assert_eq!(
        h.asked(),
        [&Request::Decide {
            waiting: 31,
            decision: Decision::Refuse,
            words: Some("asked for twice".into()),
        }]
    );
    h.answer(Err(Fault::of(FaultCode::CannotWrite)));
    assert!(h.says("Nothing can be written now"));
}

#[test]
fn nobody_approves_what_they_asked_for_but_may_take_it_back() {
    let mut h = at_list(80, 24);
    h.press("j\n");
    assert!(h.says("You asked for this, so another officer decides;"));
    h.press("ay");
    assert!(h.asked().is_empty() && !h.says("Approve?"));
    h.press("x\n");
    assert_eq!(
        h.asked(),
        [&Request::Decide {
            waiting: 32,
            decision: Decision::Refuse,
            words: None,
        }],
        "whoever takes it back owes no reason"
    );
}

#[test]
fn the_protection_officer_advises_and_decides_nothing() {
    let mut h = Harness::of(&[Role::Dpo], 80, 24);
    h.press("\tW").reply(waiting()).press("\n");
    assert!(h.says("v advise") && !h.says("a approve"), "{}", h.screen());
    h.press("aykeep the proof\n");
    assert!(h.asked().is_empty());
    h.press("vkeep the proof\n");
    assert_eq!(
        h.asked(),
        [&Request::Advise {
            waiting: 31,
            words: "keep the proof".into(),
        }]
    );
}

#[test]
fn every_screen_has_a_badge_and_the_list_follows_it() {
    let two = News {
        waiting: 2,
        ..quiet()
    };
    let mut h = Harness::of(&[Role::Officer], 80, 24);
    h.hear(two.clone());
    assert!(h.says("2 waiting kaisa"), "{}", h.screen());
    h.hear(quiet());
    assert!(!h.says("waiting kaisa"));
    h.press("\tW").reply(waiting()).hear(two);
    assert_eq!(h.asked(), [&Request::Waiting]);
    let others = News {
        waiting: 2,
        roles: vec![Role::Service],
        ..quiet()
    };
    let mut h = Harness::of(&[Role::Service], 80, 24);
    h.hear(others);
    assert!(!h.says("2 waiting"));
}

#[test]
fn an_act_that_somebody_else_settled_closes_with_a_word() {
    let mut h = at_act(80, 24);
    h.hear(News {
        waiting: 1,
        ..quiet()
    });
    h.reply(Reply::Waiting { acts: Vec::new() });
    assert!(h.says("Somebody else decided on this."), "{}", h.screen());
}

#[test]
fn an_act_that_waits_says_so() {
    let mut h = super::people::opened(80, 24, super::people::card());
    h.press("b\n").reply(Reply::Waits { waiting: 5 });
    assert!(h.says("It waits for a second officer.") && !h.says("Ban marketing"));
}
