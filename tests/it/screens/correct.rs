use crossterm::event::KeyCode;
use rainmaker::contract::{
    Card, Correction, CorrectionField, CorrectionKind, Fault, FaultCode, LookPurpose, Reply,
    Request,
};
use rainmaker::domain::field::Field;
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};
use rainmaker::ui::Effect;

use super::harness::Harness;
use super::people::{card, datum, done, instant, opened};

/// The form with the cursor on the phone.
fn at_phone(width: u16, height: u16) -> Harness {
    let mut h = opened(width, height, card());
    h.press("c").reply(no_draft());
    for _ in 0..6 {
        h.key(KeyCode::Down);
    }
    h
}

pub(crate) fn no_draft() -> Reply {
    Reply::Draft {
        draft: None,
        at: None,
    }
}

fn corrected(version: u64) -> Request {
    Request::Correct {
        number: "1042".into(),
        version: Some(version),
        corrections: vec![Correction {
            field: CorrectionField::Value(Field::Phone),
            kind: CorrectionKind::Replace,
            value: "+358401234568".into(),
        }],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    }
}

#[test]
fn the_form_has_every_field_and_a_line_to_add() {
    let mut h = opened(80, 24, card());
    h.press("c");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Correct   Ilkka Virtanen · 1042


     ▸ Customer number   1042
       Kind              ‹ consumer ›
       Given name        Ilkka
       Family name       Virtanen
       E-mail            ilkka.virtanen@sahanen.example
       E-mail, add
       Phone             +358401234567
       Phone, add
       Street
       Postcode
       City              Tampere
       Language
       Company           Sahanen Oy
       Business ID
       Duties
       Note
       Told by           ‹ the person ›

     F2 review and save  Esc back  Enter next field  F1 help  Ctrl-c leave
    "#);
}

#[test]
fn a_change_shows_old_and_new_before_it_is_saved() {
    let mut h = at_phone(80, 24);
    h.key(KeyCode::Backspace).press("8");
    assert!(h.says("was +358401234567"));
    h.key(KeyCode::F(2));
    assert!(!h.is_asking());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Save these changes?   Ilkka Virtanen · 1042


     Field               Was                          Becomes
     Phone               +358401234567                +358401234568

     Told by: the person. Held for customer relations, on legitimate interest.
     y saves, Esc goes back to the form.













     y save  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("\n\n");
    assert!(!h.is_asking(), "Enter saves nothing");
    h.press("y");
    assert_eq!(h.asked(), [&corrected(7)]);
    h.reply(done());
    assert!(h.says("1042 is corrected."));
    assert!(matches!(
        h.asked()[..],
        [Request::Open {
            purpose: LookPurpose::AfterChange,
            ..
        }]
    ));
}

#[test]
fn an_untouched_form_writes_nothing_and_leaves_without_a_question() {
    let mut h = opened(80, 24, card());
    h.press("c").reply(no_draft()).press(&"\n".repeat(40));
    assert!(h.says("Nothing is changed"));
    h.press("x").key(KeyCode::Backspace).key(KeyCode::F(2));
    assert!(!h.is_asking() && h.says("Nothing is changed"));
    h.press("\u{1b}");
    assert!(h.says("What we hold"));
}

#[test]
fn leaving_a_changed_form_asks_and_no_is_the_default() {
    let mut h = at_phone(80, 24);
    h.press("9\u{1b}");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Correct   Ilkka Virtanen · 1042


       Customer number   1042
       Kind              ‹ consumer ›
       Given name        Ilkka
       Family name       Virtanen
       E-mail            ilkka.virtanen@sahanen.example
       E-mail, add ╭ Leave without saving? ─────────────────────────╮
     ▸ Phone       │ The changes are not saved. y throws them away, │8401234567
       Phone, add  │ Esc goes back to the form.                     │
       Street      ╰────────────────────────────────────────────────╯
       Postcode
       City              Tampere
       Language
       Company           Sahanen Oy
       Business ID
       Duties
       Note
       Told by           ‹ the person ›

     y throw away  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("\n\u{1b}");
    assert!(h.says("+3584012345679"));
    h.ctrl('c');
    assert!(h.effects.is_empty() && h.says("Leave without saving?"));
    h.press("y");
    assert_eq!(h.effects, [Effect::Quit]);
    h.press("\u{1b}\u{1b}y");
    assert!(h.says("What we hold"));
}

#[test]
fn a_refused_value_is_said_at_its_field_and_the_form_stays() {
    let mut h = at_phone(80, 24);
    h.key(KeyCode::Backspace)
        .press("8")
        .key(KeyCode::F(2))
        .press("y");
    let fault = Fault::of(FaultCode::BadValue)
        .with("field", "phone")
        .with("reason", "phone-no-such-number");
    h.answer(Err(fault));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Correct   Ilkka Virtanen · 1042
     Phone: no such number exists, or these are two. Write it as 040 123 4567 or
     +358 40 123 4567.
       Customer number   1042
       Kind              ‹ consumer ›
       Given name        Ilkka
       Family name       Virtanen
       E-mail            ilkka.virtanen@sahanen.example
       E-mail, add
     ▸ Phone             +358401234568                        was +358401234567
       Phone, add
       Street
       Postcode
       City              Tampere
       Language
       Company           Sahanen Oy
       Business ID
       Duties
       Note
       Told by           ‹ the person ›

     F2 review and save  Esc back  Enter next field  F1 help  Ctrl-c leave
    "#);
    h.key(KeyCode::Backspace);
    assert!(!h.says("no such number exists"));
}

#[test]
fn a_wrong_value_is_said_on_leaving_its_field_and_not_sent() {
    let mut h = at_phone(80, 24);
    h.press("x").key(KeyCode::Down);
    assert!(h.says("Phone: it holds letters or signs that no number has") && h.says("! Phone"));
    h.key(KeyCode::Down).key(KeyCode::F(2));
    assert!(h.says("▸ Phone +358401234567x") && !h.says("Save these changes?"));
    h.key(KeyCode::Backspace)
        .ctrl('u')
        .press("040 1234568")
        .key(KeyCode::Down);
    assert!(
        h.says("Phone +358401234568 was +358401234567"),
        "{}",
        h.screen()
    );
}

#[test]
fn a_change_by_somebody_else_is_compared_in_three_columns() {
    let mut h = at_phone(120, 40);
    h.key(KeyCode::Backspace)
        .press("8")
        .key(KeyCode::F(2))
        .press("y");
    h.answer(Err(Fault::stale("antti", instant("2024-03-12T09:30:00Z"))));
    assert!(matches!(h.asked()[..], [Request::Open { .. }]));
    let mut newer = Card {
        version: 9,
        ..card()
    };
    newer.data[4] = datum(Field::City, "Turku");
    h.reply(Reply::Person(Box::new(newer)));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                                                          kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Somebody else was faster   Ilkka Virtanen · 1042
     Changed meanwhile by antti at 2024-03-12T09:30:00Z. Compare, then save again.

       Field             Was                                 Theirs                          Yours
     ▸ Phone             +358401234567                   ( ) +358401234567               (x) +358401234568
       City              Tampere                         (x) Turku                           not touched

     Told by: the person. Held for customer relations, on legitimate interest.
     t takes theirs, m takes yours; F2 saves.




























     t theirs  m yours  F2 save  Esc back  ? help  Ctrl-c leave
    "#);
    h.key(KeyCode::F(2));
    assert_eq!(h.asked(), [&corrected(9)]);
}

#[test]
fn space_takes_the_next_kind() {
    let mut h = opened(80, 24, card());
    h.press("c").key(KeyCode::Down).press(" ");
    assert!(
        h.says("‹ sole trader ›") && h.says("was consumer"),
        "{}",
        h.screen()
    );
}

#[test]
fn a_paste_is_one_line_in_the_field() {
    let mut h = at_phone(80, 24);
    h.ctrl('u').paste("040\u{1b}[31m 123\n4567");
    assert!(h.says("040 [31m 123 4567"), "{}", h.screen());
}

/// The same phone changed by both, and a city by somebody else.
fn conflicting(width: u16, height: u16) -> Harness {
    let mut h = at_phone(width, height);
    h.key(KeyCode::Backspace)
        .press("8")
        .key(KeyCode::F(2))
        .press("y");
    h.answer(Err(Fault::stale("antti", instant("2024-03-12T09:30:00Z"))));
    let mut newer = Card {
        version: 9,
        ..card()
    };
    newer.data[3] = datum(Field::Phone, "+358401234569");
    newer.data[4] = datum(Field::City, "Turku");
    h.reply(Reply::Person(Box::new(newer)));
    h
}

#[test]
fn where_both_changed_a_value_one_must_be_chosen() {
    let mut h = conflicting(80, 24);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Somebody else was faster   Ilkka Virtanen · 1042
     Changed meanwhile by antti at 2024-03-12T09:30:00Z. Compare, then save again.

       Field             Was                    Theirs             Yours
     ▸ Phone             +358401234567      ( ) +358401234569  ( ) +358401234568
       City              Tampere            (x) Turku              not touched

     Told by: the person. Held for customer relations, on legitimate interest.
     t takes theirs, m takes yours; F2 saves.












     t theirs  m yours  F2 save  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("yyy").key(KeyCode::F(2));
    assert!(h.asked().is_empty(), "neither is chosen");
    assert!(h.says("choose theirs or yours"), "{}", h.screen());
    h.press("m");
    assert!(
        h.says("( ) +358401234569 (x) +358401234568"),
        "{}",
        h.screen()
    );
    h.key(KeyCode::F(2));
    assert_eq!(h.asked(), [&corrected(9)]);
}

#[test]
fn a_choice_is_remembered_while_the_form_is_edited_further() {
    let mut h = conflicting(80, 24);
    h.press("t\u{1b}");
    assert!(
        h.says("▸ Phone +358401234568 was +358401234569"),
        "{}",
        h.screen()
    );
    h.key(KeyCode::F(2));
    assert!(
        h.says("(x) +358401234569 ( ) +358401234568"),
        "{}",
        h.screen()
    );
}

#[test]
fn where_all_of_theirs_stays_nothing_is_saved() {
    let mut h = conflicting(120, 40);
    h.key(KeyCode::Left).key(KeyCode::F(2));
    assert!(
        matches!(h.asked()[..], [Request::Open { .. }]),
        "{:?}",
        h.asked()
    );
    assert!(h.says("All of theirs stays") && h.says("What we hold"));
}

#[test]
fn somebody_else_may_be_faster_twice() {
    let mut h = conflicting(80, 24);
    h.press("m").key(KeyCode::F(2));
    h.answer(Err(Fault::stale("oona", instant("2024-03-12T09:31:00Z"))));
    let mut newest = Card {
        version: 11,
        ..card()
    };
    newest.data[3] = datum(Field::Phone, "+358401234560");
    h.reply(Reply::Person(Box::new(newest)));
    assert!(h.says("Changed meanwhile by oona"));
    assert!(
        h.says("Phone +358401234567 ( ) +358401234560 ( ) +358401234568"),
        "{}",
        h.screen()
    );
    h.press(" ").key(KeyCode::F(2));
    assert_eq!(h.asked(), [&corrected(11)]);
}
