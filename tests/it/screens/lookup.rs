use std::time::Duration;

use crossterm::event::KeyCode;
use rainmaker::contract::{Fault, FaultCode, LookPurpose, Request};
use rainmaker::ui::Effect;

use super::harness::Harness;
use super::people::{card, done, found, namesakes, row};

fn lookup(text: &str) -> Request {
    Request::Lookup {
        text: text.into(),
        limit: 100,
    }
}

#[test]
fn the_box_has_the_focus_and_says_what_to_type_and_how_to_leave() {
    let mut h = Harness::at_lookup(80, 24);
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                         kaisa
    ────────────────────────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────────────────────────╮
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯

      Type a name, a phone, an e-mail, a company or a customer number.

      In any order, and a beginning is enough: makela 0401 · virtanen tampere ·
      1042

      F1 shows what every key does. Ctrl-c leaves the program.











     Tab list  Esc back  F1 help  Ctrl-c leave
    "#);
    assert_eq!((h.cursor().x, h.cursor().y), (2, 3));
}

#[test]
fn three_namesakes_and_one_ban_are_told_apart() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes()));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                         kaisa
    ────────────────────────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────────────────────────╮
    │ il                                                                           │
    ╰─────────────────────────────────────────────────────────────────── 4 people ─╯
      No.         Name                      Company       City      Found by
    ▸ 1042        Ilkka Virtanen     1 of 3 Sahanen Oy    Tampere   …4567
      1043 BANNED Ilkka Virtanen     2 of 3               Oulu      …1122
      1077        Ilkka Virtanen     3 of 3 Tmi Virtanen  Turku     e-mail ilkka.vi…
      1101        Ilta Aalto                Sahanen Oy    Tampere   …4567




    ─ Ilkka Virtanen  1042 · consumer · Sahanen Oy · Tampere · …4567 ───────────────
     e-mail          MAY      They have consented.
     SMS             MAY NOT  Not consented; asking is marketing.
     phone           MAY      Allowed until they forbid it.
     post            MAY      Allowed until they forbid it.
     automated call  MAY NOT  Not consented; asking is marketing.



     Enter open  Tab list  Esc back  F1 help  Ctrl-c leave
    "#);
}

#[test]
fn the_preview_stands_beside_the_list_where_there_is_room() {
    let mut h = Harness::at_lookup(120, 40);
    h.press("il").reply(found(namesakes())).key(KeyCode::Down);
    h.press("j");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                                                                 kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────────────────────────────────────────────────────────────────╮
    │ il                                                                                                                   │
    ╰─────────────────────────────────────────────────────────────────────────────────────────────────────────── 4 people ─╯
      No.         Name                      Company       City      Found by         Ilkka Virtanen
      1042        Ilkka Virtanen     1 of 3 Sahanen Oy    Tampere   …4567            1043 · consumer · Oulu · …1122
    ▸ 1043 BANNED Ilkka Virtanen     2 of 3               Oulu      …1122
      1077        Ilkka Virtanen     3 of 3 Tmi Virtanen  Turku     e-mail ilkka.vi…  BANNED
      1101        Ilta Aalto                Sahanen Oy    Tampere   …4567            e-mail          MAY NOT
                                                                                       They have forbidden marketing.
                                                                                     SMS             MAY NOT
                                                                                       They have forbidden marketing.
                                                                                     phone           MAY NOT
                                                                                       They have forbidden marketing.
                                                                                     post            MAY NOT
                                                                                       They have forbidden marketing.
                                                                                     automated call  MAY NOT
                                                                                       They have forbidden marketing.




















     Enter open  / search  b ban  . actions  o open for …  Esc back  q quit  Tab search box  ? help  Ctrl-c leave
    "#);
    assert_eq!((h.cursor().x, h.cursor().y), (0, 7));
}

#[test]
fn the_preview_gives_way_on_a_low_terminal() {
    let mut h = Harness::at_lookup(60, 15);
    h.press("il").reply(found(namesakes()));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                     kaisa
    ────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────╮
    │ il                                                       │
    ╰─────────────────────────────────────────────── 4 people ─╯
      No.         Name               Company    City  Found by
    ▸ 1042        Ilkka Virt… 1 of 3 Sahanen Oy Tamp… …4567
      1043 BANNED Ilkka Virt… 2 of 3            Oulu  …1122
      1077        Ilkka Virt… 3 of 3 Tmi Virta… Turku e-mail il…
      1101        Ilta Aalto         Sahanen Oy Tamp… …4567




     Enter open  Tab list  Esc back  F1 help  Ctrl-c leave
    "#);
}

#[test]
fn every_key_asks_and_no_key_asks_for_nothing() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("m");
    assert_eq!(h.asked(), [&lookup("m")]);
    h.press("a");
    assert_eq!(h.asked(), [&lookup("ma")]);
    h.key(KeyCode::Left);
    assert!(h.asked().is_empty());
    h.key(KeyCode::End).key(KeyCode::Backspace);
    assert_eq!(h.asked(), [&lookup("m")]);
    h.key(KeyCode::Backspace);
    assert_eq!(h.asked(), [&Request::EndSearch]);
    h.press(" ");
    assert!(h.asked().is_empty());
}

#[test]
fn an_answer_to_an_older_text_is_dropped() {
    let mut h = Harness::at_lookup(80, 24);
    let old = h.press("m").ticket();
    h.press("a");
    h.answer_late(old, found(vec![row("1", "Matti Old")]));
    assert!(!h.says("Matti Old"));
    h.reply(found(vec![row("2", "Maija New")]));
    assert!(h.says("Maija New"));
    h.answer_late(old, found(vec![row("1", "Matti Old")]));
    assert!(!h.says("Matti Old"));
}

#[test]
fn a_search_ends_after_ten_seconds_without_a_key() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("m");
    let after = Duration::from_secs(10);
    assert!(matches!(h.effects[..], [_, Effect::Wake { after: it, .. }] if it == after));
    h.wait();
    assert_eq!(h.asked(), [&Request::EndSearch]);
    h.press("\u{1b}");
    assert!(h.asked().is_empty(), "it has ended already");
}

#[test]
fn a_wake_of_an_earlier_key_ends_nothing() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("m");
    let first = h.effects.clone();
    h.press("a");
    h.effects = first;
    h.wait();
    assert!(h.asked().is_empty());
}

#[test]
fn enter_in_the_box_opens_the_selected_one() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\n");
    assert_eq!(
        h.asked(),
        [&Request::Open {
            number: "1042".into(),
            purpose: LookPurpose::CustomerService,
            reference: None,
        }]
    );
}

#[test]
fn enter_before_the_answer_opens_whom_the_whole_text_finds() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes()));
    h.press("t\n");
    assert_eq!(h.asked(), Vec::<&Request>::new());
    h.reply(found(vec![row("1101", "Ilta Aalto")]));
    assert!(matches!(h.asked()[..], [Request::Open { number, .. }] if number == "1101"));
}

#[test]
fn a_key_after_an_early_enter_takes_it_back() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes()));
    h.press("t\n\t").reply(found(namesakes()));
    assert!(h.asked().is_empty());
}

#[test]
fn down_leaves_the_box_tab_returns_slash_and_escape_begin_anew() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).key(KeyCode::Down);
    h.press("j\tta");
    assert_eq!(h.asked(), [&lookup("ilta")]);
    h.reply(found(namesakes())).press("\u{1b}/");
    assert_eq!(h.asked(), [&Request::EndSearch]);
    assert!(h.says("Type a name, a phone"));
    h.press("il")
        .reply(found(namesakes()))
        .press("\u{1b}\u{1b}");
    assert_eq!(h.asked(), [&Request::EndSearch]);
    assert!(h.says("Type a name, a phone"));
    h.press("\u{1b}\u{1b}");
    assert!(h.effects.is_empty() && h.says("The search box is empty."));
}

#[test]
fn every_way_out_of_the_box_leaves_it_though_nobody_is_found() {
    for leave in [KeyCode::Esc, KeyCode::Tab, KeyCode::Down] {
        let mut h = Harness::at_lookup(80, 24);
        h.key(leave);
        assert!(h.says("/ search Esc back q quit Tab search box ? help Ctrl-c leave"));
        assert!(h.says("? shows what every key does."));
        h.press("/x").reply(found(Vec::new())).key(leave).press("q");
        assert_eq!(h.effects, [Effect::Quit], "{leave:?}");
    }
}

#[test]
fn an_answer_without_anybody_leaves_the_focus_in_the_list() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("x\t").reply(found(Vec::new())).press("q");
    assert_eq!(h.effects, [Effect::Quit]);
}

#[test]
fn a_late_answer_keeps_whom_the_list_has_selected() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("i").reply(found(namesakes()));
    h.press("l\tj");
    h.reply(found(namesakes().split_off(1))).press("\n");
    assert!(matches!(h.asked()[..], [Request::Open { number, .. }] if number == "1043"));
}

#[test]
fn the_list_scrolls_only_when_the_selection_leaves_it() {
    let mut h = Harness::at_lookup(80, 24);
    let many = (1..=30)
        .map(|it| row(&format!("{it:04}"), "Aalto"))
        .collect();
    h.press("a")
        .reply(found(many))
        .press("\t")
        .press(&"j".repeat(7));
    assert!(h.says("0001"));
    h.press("j");
    assert!(!h.says("0001 "), "{}", h.screen());
    h.press("G");
    assert!(h.says("▸ 0030"));
    h.press("g").key(KeyCode::PageDown);
    assert!(h.says("▸ 0009"), "{}", h.screen());
}

#[test]
fn a_tall_terminal_shows_no_more_people_than_one_reads() {
    let mut h = Harness::at_lookup(120, 60);
    let many = (1..=30)
        .map(|it| row(&format!("{it:04}"), "Aalto"))
        .collect();
    h.press("a").reply(found(many));
    assert!(h.says("0018 ") && !h.says("0019 "), "{}", h.screen());
    h.press("\t").key(KeyCode::PageDown);
    assert!(h.says("▸ 0019"), "{}", h.screen());
}

#[test]
fn nobody_found_and_a_failure_say_so() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("x").reply(found(Vec::new()));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                         kaisa
    ────────────────────────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────────────────────────╮
    │ x                                                                            │
    ╰─────────────────────────────────────────────────────────────────── 0 people ─╯

      Nobody is found. Try fewer letters, another spelling, or the end of the
      phone number.















     Tab list  Esc back  F1 help  Ctrl-c leave
    "#);
    h.press("y").answer(Err(Fault::of(FaultCode::Internal)));
    assert!(h.says("Something went wrong inside; nothing was changed. Try again"));
    assert!(!h.says("Nobody is found"));
}

#[test]
fn q_quits_from_the_list_and_is_a_letter_in_the_box() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("q");
    assert_eq!(h.asked(), [&lookup("q")]);
    h.reply(found(namesakes())).press("\tq");
    assert_eq!(h.effects, [Effect::Quit]);
}

#[test]
fn after_a_change_the_same_search_is_asked_again() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\tjb\n");
    assert!(matches!(h.asked()[..], [Request::Ban { number, .. }] if number == "1043"));
    h.reply(done());
    assert_eq!(h.asked(), [&lookup("il")]);
    h.reply(found(namesakes()));
    assert!(h.says("▸ 1043"));
    h.press("\n");
    h.reply(rainmaker::contract::Reply::Person(Box::new(card())));
    h.press("b\n").reply(done());
    h.press("\u{1b}");
    assert_eq!(h.asked(), [&lookup("il")]);
}
