use crossterm::event::KeyCode;
use rainmaker::contract::{Fault, FaultCode, HistoryEntry, LookPurpose, Reply, Request};
use rainmaker::domain::id::ActId;

use super::harness::Harness;
use super::people::{banned_card, card, done, found, instant, namesakes, opened};

#[test]
fn the_eye_meets_the_verdict_first() {
    let mut h = opened(80, 24, banned_card());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy
      BANNED   every channel, since 2024-03-12

     e-mail          MAY NOT  They have forbidden marketing.  policy
     SMS             MAY NOT  They have forbidden marketing.  policy
     phone           MAY NOT  They have forbidden marketing.  policy
     post            MAY NOT  They have forbidden marketing.  policy
     automated call  MAY NOT  They have forbidden marketing.  policy

     ‹ What we hold ›   History
     Held from a file: old CRM · 2023-02-25 · relations · legitimate interest
       Given name      Ilkka
       Family name     Virtanen
       E-mail          ilkka.virtanen@sahanen.example
       Phone           +358401234567
       City            Tampere
       Company         Sahanen Oy

     Bans
     … 13 more lines below

     b ban  c correct  d erase  . actions  Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn everything_held_is_there_with_its_source_date_purpose_and_basis() {
    let mut h = opened(120, 40, card());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                                                          kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS             MAY NOT  Not consented; asking is marketing.  policy
     phone           MAY      Allowed until they forbid it.        policy
     post            MAY      Allowed until they forbid it.        policy
     automated call  MAY NOT  Not consented; asking is marketing.  policy

     ‹ What we hold ›   History
     Held from a file: old CRM · 2023-02-25 · relations · legitimate interest
       Given name      Ilkka
       Family name     Virtanen
       E-mail          ilkka.virtanen@sahanen.example
       Phone           +358401234567
       City            Tampere
       Company         Sahanen Oy

     Bans
       None.

     Consents
       e-mail          given 2024-02-01
                       marketing · import · opted in 2024-02-01T10:00:00Z · 192.0.2.7 · recorded by kaisa

     Held on a consent alone
       interest        saunas                      consent to marketing by e-mail · 2024-02-01

     Perhaps the same person
       1043            Ilkka Virtanen              the same address or phone








     b ban  c correct  d erase  . actions  Esc back  z undo  Tab history  w withdraw  / search  ? help  Ctrl-c leave
    "#);
}

#[test]
fn what_does_not_fit_scrolls_and_the_verdict_stays() {
    let mut h = opened(80, 24, card());
    h.press("G");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS             MAY NOT  Not consented; asking is marketing.  policy
     phone           MAY      Allowed until they forbid it.        policy
     post            MAY      Allowed until they forbid it.        policy
     automated call  MAY NOT  Not consented; asking is marketing.  policy

     ‹ What we hold ›   History
     Consents
       e-mail          given 2024-02-01
                       marketing · import · opted in 2024-02-01T10:00:00Z ·
                       192.0.2.7 · recorded by kaisa

     Held on a consent alone
       interest        saunas
                       consent to marketing by e-mail · 2024-02-01

     Perhaps the same person
       1043            Ilkka Virtanen              the same address or phone

     b ban  c correct  d erase  . actions  Esc back  z undo  ? help  Ctrl-c leave
    "#);
    h.press("g");
    assert!(h.says("Given name"));
}

#[test]
fn on_a_low_terminal_all_of_it_scrolls() {
    let mut h = opened(60, 15, banned_card());
    assert!(h.says("BANNED"));
    h.key(KeyCode::PageDown);
    assert!(h.says("Given name"), "{}", h.screen());
}

#[test]
fn a_person_that_is_gone_says_so_and_escape_goes_back() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\n");
    assert!(h.says("Opening …"));
    h.answer(Err(Fault::of(FaultCode::NoSuchPerson)));
    assert!(h.says("Nobody has this number."));
    h.press("b");
    assert!(!h.says("Ban marketing"));
    h.press("\u{1b}");
    assert!(h.says("4 people"));
}

#[test]
fn escape_goes_back_to_the_list_as_it_was_and_slash_to_a_new_search() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\tj");
    let before = h.screen();
    h.press("\n").reply(Reply::Person(Box::new(banned_card())));
    h.press("\u{1b}");
    assert_eq!(h.screen(), before);
    assert!(h.asked().is_empty());
    h.press("\n").reply(Reply::Person(Box::new(banned_card())));
    h.press("/");
    assert!(h.says("Type a name, a phone"));
}

#[test]
fn the_history_is_asked_for_when_it_is_turned_to() {
    let mut h = opened(80, 24, card());
    h.press("\t");
    assert_eq!(
        h.asked(),
        [&Request::History {
            number: "1042".into()
        }]
    );
    let entry = |sequence, deed: &str, detail: Option<&str>| HistoryEntry {
        sequence,
        chain: "acts".into(),
        at: instant("2024-03-12T09:30:00Z"),
        actor: "kaisa".into(),
        deed: deed.into(),
        outcome: if sequence == 2 { "refused" } else { "done" }.into(),
        number: Some("1042".into()),
        purpose: Some("relations".into()),
        detail: detail.map(str::to_owned),
    };
    let entries = vec![
        entry(1, "import", Some("old CRM")),
        entry(2, "ban", None),
        entry(3, "correct", Some("phone")),
    ];
    h.reply(Reply::History { entries });
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS             MAY NOT  Not consented; asking is marketing.  policy
     phone           MAY      Allowed until they forbid it.        policy
     post            MAY      Allowed until they forbid it.        policy
     automated call  MAY NOT  Not consented; asking is marketing.  policy

       What we hold   ‹ History ›
     2024-03-12 09:30Z  kaisa         corrected             relations · phone
     2024-03-12 09:30Z  kaisa         banned                REFUSED · relations
     2024-03-12 09:30Z  kaisa         imported              relations · old CRM









     b ban  c correct  d erase  . actions  Esc back  z undo  ? help  Ctrl-c leave
    "#);
    h.press("\t\t");
    assert!(h.asked().is_empty(), "it is here already");
}

#[test]
fn undo_reverses_the_last_act_and_shows_the_person_again() {
    let mut h = opened(80, 24, card());
    h.press("z");
    assert_eq!(h.asked(), [&Request::Undo { act: ActId(12) }]);
    h.press("z");
    assert!(h.asked().is_empty(), "once is enough");
    h.reply(done());
    assert_eq!(
        h.asked(),
        [&Request::Open {
            number: "1042".into(),
            purpose: LookPurpose::AfterChange,
            reference: None,
        }]
    );
    assert!(h.says("The last change to 1042 is undone."));
}

#[test]
fn the_hints_offer_only_what_can_be_done() {
    let mut h = opened(120, 40, card());
    assert!(h.says("z undo") && h.says("w withdraw") && !h.says("u lift ban"));
    let mut h = opened(120, 40, banned_card());
    assert!(!h.says("z undo") && h.says("u lift ban"));
    h.press("z");
    assert!(h.asked().is_empty());
}

#[test]
fn the_menu_of_a_person_does_what_its_keys_do() {
    let mut h = opened(80, 24, banned_card());
    h.press(".lift");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy
      BANNED   every channel, since 2024-03-12

     e-mail          MAY NOT  They have forbidden marketing.  policy
     SMS             MAY NOT  They have forbidden marketing.  policy
     phone ╭ Ilkka Virtanen ────────────────────────────────────────────────╮
     post  │ Type to filter, Enter does it.                                 │
     automa│ > lift                                                         │
           │ ▸ u               Lift a ban, with a reason                    │
     ‹ What│                                                                │
     Held f│                                                                │
       Give│                                                                │
       Fami│                                                                │
       E-ma│                                                                │
       Phon╰────────────────────────────────────────────────────────────────╯
       City            Tampere
       Company         Sahanen Oy

     Bans
     … 13 more lines below

     Enter do it  Esc back  F1 help  Ctrl-c leave
    "#);
    h.press("\n");
    assert!(h.says("Lift the ban"));
}
