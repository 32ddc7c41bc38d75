use crossterm::event::KeyCode;
use rainmaker::contract::{Fault, FaultCode, LookPurpose, News, Reply, Request, Warning};
use rainmaker::domain::role::Role;
use rainmaker::ui::Message;

use super::correct::no_draft;
use super::harness::Harness;
use super::people::{banned_card, card, done, found, namesakes, opened};
use super::staff::{kept_draft, quiet, touched};

fn again() -> Request {
    Request::Open {
        number: "1042".into(),
        purpose: LookPurpose::AfterChange,
        reference: None,
    }
}

fn number() -> String {
    "1042".to_owned()
}

/// The form with a changed customer number.
fn typed(width: u16, height: u16) -> Harness {
    let mut h = opened(width, height, card());
    h.press("c").reply(no_draft()).press("9");
    h
}

#[test]
fn the_ban_of_somebody_else_appears_on_the_open_screen_with_a_word() {
    let mut h = opened(80, 24, card());
    h.hear(touched("1042", "matti", "ban"));
    assert_eq!(h.asked(), [&again()]);
    h.reply(Reply::Person(Box::new(banned_card())));
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
     » matti banned marketing for 1042 just now.
     b ban  c correct  d erase  . actions  Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn a_change_to_somebody_in_the_list_asks_the_same_search_again() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\tj");
    h.hear(touched("1077", "matti", "correct"));
    let text = "il".to_owned();
    assert_eq!(h.asked(), [&Request::Lookup { text, limit: 100 }]);
    assert!(h.says("matti corrected 1077 just now."));
    h.reply(found(namesakes()));
    assert!(h.says("▸ 1043 BANNED"), "{}", h.screen());
    h.hear(touched("5555", "matti", "correct"));
    assert!(h.asked().is_empty() && !h.says("5555"));
}

#[test]
fn the_list_below_a_person_is_asked_again_on_the_way_back() {
    let mut h = opened(80, 24, card());
    h.hear(touched("1043", "matti", "ban"));
    assert!(h.asked().is_empty());
    h.press("\u{1b}");
    assert!(matches!(h.asked()[..], [Request::Lookup { .. }]));
}

#[test]
fn a_person_who_is_gone_closes_with_a_word() {
    let mut h = typed(80, 24);
    h.hear(touched("1042", "matti", "erase"));
    assert!(
        h.says("matti erased 1042 just now.") && h.says("4 people"),
        "{}",
        h.screen()
    );
    assert!(!h.says("Correct"));
}

#[test]
fn a_word_from_others_never_hides_how_ones_own_act_ended() {
    let mut h = opened(80, 24, card());
    h.press("b").press("\n").reply(done());
    h.hear(touched("1042", "matti", "correct"));
    assert!(h.says("The ban of 1042 is recorded."), "{}", h.screen());
    h.press("j");
    assert!(h.says("» matti corrected 1042 just now."), "{}", h.screen());
}

#[test]
fn a_word_from_others_never_hides_a_fault_and_is_said_after_it() {
    let mut h = opened(80, 24, card());
    h.press("z")
        .answer(Err(Fault::of(FaultCode::NothingToUndo)));
    let at_fault = h.effects.clone();
    h.hear(touched("1042", "matti", "ban"));
    assert!(h.says("This cannot be undone any more."));
    h.effects = at_fault;
    h.wait().press("j");
    assert!(h.says("matti banned marketing for 1042 just now."));
}

#[test]
fn a_form_that_is_open_is_not_lost_and_says_that_saving_will_compare() {
    let mut h = typed(80, 24);
    h.hear(touched("1042", "matti", "correct"));
    h.reply(Reply::Person(Box::new(card())));
    assert!(h.says("Changed meanwhile by matti; saving will show three columns."));
    assert!(h.says("▸ Customer number 10429"), "{}", h.screen());
    h.press("9");
    assert!(h.says("104299"));
}

#[test]
fn after_much_was_missed_everything_shown_is_asked_again() {
    let missed = News {
        missed: true,
        ..quiet()
    };
    let mut h = opened(80, 24, card());
    h.hear(missed.clone());
    assert_eq!(h.asked(), [&again()]);
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).hear(missed);
    assert!(matches!(h.asked()[..], [Request::Lookup { .. }]));
}

#[test]
fn a_lost_role_acts_at_once() {
    let mut h = opened(80, 24, card());
    h.press("b").hear(News {
        roles: vec![Role::Administrator],
        ..quiet()
    });
    assert!(
        !h.says("Ilkka") && h.says("Users and roles"),
        "{}",
        h.screen()
    );
    assert!(h.says("Your roles were changed: administrator."));
    let mut h = opened(120, 40, card());
    h.hear(News {
        roles: vec![Role::Dpo],
        ..quiet()
    });
    assert!(h.says("Ilkka") && !h.says("b ban"), "{}", h.screen());
}

#[test]
fn officers_are_warned() {
    let mut h = opened(80, 24, card());
    h.hear(News {
        warnings: vec![Warning {
            code: "news-missed".into(),
            values: Vec::new(),
        }],
        ..quiet()
    });
    assert!(h.says("! Others changed much"), "{}", h.screen());
}

#[test]
fn without_the_service_a_banner_stands_and_nothing_is_sent() {
    let mut h = typed(80, 24);
    h.tell(Message::LineLost);
    insta::assert_snapshot!(h.screen(), @r#"
    rainmaker › Find › 1042                                                  kaisa
    ! The service is gone; what you typed stays. Trying again …
    Correct   Ilkka Virtanen · 1042


    ▸ Customer number   10429                                was 1042
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
    h.key(KeyCode::F(2)).press("y");
    assert!(h.asked().is_empty());
    assert!(
        h.says("Nothing was sent: the service is gone."),
        "{}",
        h.screen()
    );
    h.tell(Message::LineBack);
    assert!(!h.says("The service is gone; what you typed stays."));
    assert!(matches!(h.asked()[..], [Request::SaveDraft { .. }]));
    h.press("y");
    assert!(matches!(h.asked()[..], [Request::Correct { .. }]));
}

#[test]
fn what_was_on_its_way_when_the_line_was_lost_is_still_known() {
    let mut h = opened(80, 24, card());
    h.press("b\n").tell(Message::LineLost);
    assert!(h.says("Saving …"));
    h.tell(Message::LineBack);
    h.reply(done());
    assert!(h.says("The ban of 1042 is recorded."));
}

#[test]
fn the_login_has_the_banner_too() {
    let mut h = Harness::at_login(80, 24);
    h.tell(Message::LineLost).press("kaisa");
    assert!(h.says("The service is gone") && h.says("Name kaisa"));
    h.ctrl('c');
    assert_eq!(h.effects, [rainmaker::ui::Effect::Quit]);
}

#[test]
fn what_is_typed_is_kept_when_the_hands_rest() {
    let mut h = typed(80, 24);
    h.press("9");
    let late = h.effects.clone();
    h.press("9").wait();
    let Some(Request::SaveDraft { number, draft }) = h.asked().first().copied() else {
        panic!("{:?}", h.effects);
    };
    assert_eq!((number.as_str(), draft.version), ("1042", 7));
    assert_eq!(draft.values, [("number".to_owned(), "1042999".to_owned())]);
    h.reply(Reply::Ok);
    h.effects = late;
    h.wait();
    assert!(h.asked().is_empty(), "only the last pause counts");
}

#[test]
fn a_kept_draft_is_restored_with_a_word_and_goes_once_it_is_saved() {
    let mut h = opened(80, 24, card());
    h.press("c");
    let number = number();
    assert_eq!(h.asked(), [&Request::FindDraft { number }]);
    h.reply(kept_draft());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Correct   Ilkka Virtanen · 1042
     Restored what you typed at 14:05.

     ▸ Customer number   1042
       Kind              ‹ consumer ›
       Given name        Ilkka
       Family name       Virtanen
       E-mail            ilkka.virtanen@sahanen.example
       E-mail, add
       Phone             +358401234568                        was +358401234567
       Phone, add
       Street
       Postcode
       City              Turku                                was Tampere
       Language
       Company           Sahanen Oy
       Business ID
       Duties
       Note
       Told by           ‹ the person ›

     F2 review and save  Esc back  Enter next field  F1 help  Ctrl-c leave
    "#);
    h.key(KeyCode::F(2)).press("y").reply(done());
    let asked = h.asked();
    assert!(
        matches!(asked[..], [Request::DropDraft { .. }, Request::Open { .. }]),
        "{asked:?}"
    );
}

#[test]
fn a_draft_of_an_older_version_says_so_and_discarding_drops_it() {
    let mut newer = card();
    newer.version = 9;
    let mut h = opened(80, 24, newer);
    h.press("c").reply(kept_draft());
    assert!(h.says("Somebody changed the person since then"));
    h.press("\u{1b}y");
    let number = number();
    assert_eq!(h.asked(), [&Request::DropDraft { number }]);
    assert!(h.says("What we hold"));
}

#[test]
fn a_service_that_began_anew_says_that_it_is_back_and_blames_nobody() {
    let missed = News {
        missed: true,
        ..quiet()
    };
    let mut h = opened(80, 24, card());
    h.tell(Message::LineLost).tell(Message::LineBack);
    h.hear(missed.clone());
    assert_eq!(h.asked(), [&again()]);
    assert!(h.says("The service is back; what you see was asked for again."));
    h.reply(Reply::Person(Box::new(card()))).hear(missed);
    assert!(h.says("Others changed much;"), "once");
}

#[test]
fn a_number_that_somebody_else_corrected_or_merged_is_noticed_on_the_open_screen() {
    for deed in ["correct", "merge", "separate"] {
        let mut h = opened(80, 24, card());
        h.hear(touched("2042", "matti", deed));
        assert_eq!(h.asked(), [&again()], "{deed}");
        assert!(h.says("Ilkka") && !h.says("matti"), "it may be anybody");
        let mut renumbered = card();
        renumbered.number = "2042".into();
        h.reply(Reply::Person(Box::new(renumbered)));
        assert!(h.says("rainmaker › Find › 2042") && h.says("1042 is 2042 now."));
    }
    let mut h = opened(80, 24, card());
    h.hear(touched("2042", "matti", "correct"))
        .answer(Err(Fault::of(FaultCode::NoSuchPerson)));
    assert!(h.says("Nobody has this number."), "{}", h.screen());
}

#[test]
fn what_cannot_change_the_number_in_sight_costs_no_question() {
    let mut h = opened(80, 24, card());
    for news in [
        touched("2042", "matti", "ban"),
        touched("1043", "matti", "correct"),
    ] {
        h.hear(news);
        assert!(h.asked().is_empty());
    }
    h.hear(touched("2042", "matti", "correct"));
    assert_eq!(h.asked().len(), 1);
    h.reply(Reply::Person(Box::new(card())));
    assert!(h.says("Find › 1042") && !h.says("1042 is"));
}
