use rainmaker::contract::{Fault, FaultCode, LookPurpose, Request};
use rainmaker::domain::role::Role;

use super::harness::Harness;
use super::people::{card, found, namesakes, opened};
use super::staff::{call, looks, quiet};

fn open(purpose: LookPurpose, reference: Option<&str>) -> Request {
    Request::Open {
        number: "1042".into(),
        purpose,
        reference: reference.map(str::to_owned),
    }
}

#[test]
fn who_looked_at_a_person_is_a_view() {
    let mut h = opened(80, 24, card());
    h.press("v");
    let number = "1042".to_owned();
    assert_eq!(h.asked(), [&Request::WhoLooked { number }]);
    h.reply(looks());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Who looked at 1042                                           kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Who looked at Ilkka Virtanen · 1042

     2024-03-12 11:02Z  matti                     for the customer · 77
     2024-03-12 09:30Z  kaisa                     for a claim, an invoice or a con…
     2024-03-11 08:12Z  antti                     found in a search
















     Esc back  ? help  Ctrl-c leave
    "#);
    h.press("\u{1b}");
    assert!(h.says("What we hold"));
}

#[test]
fn service_is_not_offered_who_looked_nor_the_audit() {
    let mut h = Harness::of(&[Role::Service], 80, 24);
    h.press("il").reply(found(namesakes())).press("\n");
    h.reply(rainmaker::contract::Reply::Person(Box::new(card())));
    for key in ["v", "A", "W", "U", "d", "u"] {
        h.press(key);
        assert!(h.asked().is_empty(), "{key}");
    }
    h.press("O");
    assert_eq!(h.asked(), [&Request::OwnLog]);
}

#[test]
fn the_own_log_names_whom_each_entry_is_about() {
    let mut h = Harness::at_lookup(80, 24);
    h.ctrl('p').press("your own log\n").reply(looks());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Your own log                                                 kaisa
    ────────────────────────────────────────────────────────────────────────────────
     What the audit holds about you, the latest first

     2024-03-12 11:02Z  matti         opened                1042 · for the customer
                                                            · 77
     2024-03-12 09:30Z  kaisa         opened                1042 · for a claim, an
                                                            invoice or a contract
     2024-03-11 08:12Z  antti         found in a search     1042














     Esc back  ? help  Ctrl-c leave
    "#);
}

#[test]
fn the_auditor_begins_with_the_audit() {
    let mut h = Harness::of(&[Role::Auditor], 120, 40);
    h.answer(Err(Fault::of(FaultCode::NotAllowed)));
    assert!(h.says("The audit of the register") && h.says("q quit"));
    let mut h = Harness::of(&[Role::Auditor], 120, 40);
    h.reply(looks());
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Audit                                                                                                kaisa
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     The audit of the register, the latest first

     2024-03-12 11:02Z  matti         opened                1042 · for the customer · 77
     2024-03-12 09:30Z  kaisa         opened                1042 · for a claim, an invoice or a contract
     2024-03-11 08:12Z  antti         found in a search     1042
































     q quit  ? help  Ctrl-c leave
    "#);
}

#[test]
fn a_person_is_opened_for_a_purpose_with_the_number_of_a_call() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("il").reply(found(namesakes())).press("\to");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find                                                         kaisa
    ────────────────────────────────────────────────────────────────────────────────
    ╭ Find ────────────────────────────────────────────────────────────────────────╮
    │ il                                                                           │
    ╰─────────────────────────────────────────────────────────────────── 4 people ─╯
      No.      ╭ Open for … ────────────────────────────────────────────╮ by
    ▸ 1042     │ Ilkka Virtanen · 1042                                  │
      1043 BANN│                                                        │
      1077     │ ▸ (x) for the customer                                 │l ilkka.vi…
      1101     │   ( ) for a request of theirs                          │
               │   ( ) for a claim, an invoice or a contract            │
               │   ( ) for security                                     │
               │   ( ) to oversee                                       │
               │                                                        │
    ─ Ilkka Vir│ Call or request                                        │───────────
     e-mail    │                                                        │
     SMS       │ Enter opens. The purpose is in the audit before the    │
     phone     │ data is shown.                                         │
     post      ╰────────────────────────────────────────────────────────╯
     automated call  MAY NOT  Not consented; asking is marketing.



     Enter open  Tab call or request  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("jj\t1234\n");
    assert_eq!(h.asked(), [&open(LookPurpose::Claims, Some("1234"))]);
    assert!(h.says("Opening …") && !h.says("Open for"));
}

#[test]
fn a_call_opens_its_search_and_its_number_goes_along() {
    let mut h = opened(80, 24, card());
    h.hear(call("040 123 4567", Some("77")));
    let text = "040 123 4567".to_owned();
    assert_eq!(h.asked(), [&Request::Lookup { text, limit: 100 }]);
    assert!(
        h.says("040 123 4567 is calling, call 77."),
        "{}",
        h.screen()
    );
    h.reply(found(namesakes())).press("\n");
    assert_eq!(h.asked(), [&open(LookPurpose::CustomerService, Some("77"))]);
}

#[test]
fn a_call_waits_while_a_form_is_open_and_its_key_keeps_the_draft() {
    let mut h = opened(80, 24, card());
    h.press("c").reply(super::correct::no_draft());
    h.press("9").hear(call("040 123 4567", None));
    assert!(h.says("040 123 4567 is calling: F4 shows the search."));
    assert!(h.says("▸ Customer number 10429"), "{}", h.screen());
    h.hear(quiet()).key(crossterm::event::KeyCode::F(4));
    let asked = h.asked();
    assert!(
        matches!(
            asked[..],
            [Request::SaveDraft { .. }, Request::Lookup { .. }]
        ),
        "{asked:?}"
    );
    assert!(!h.says("Correct"));
}

#[test]
fn who_may_do_what_is_shown_from_the_table_of_authority() {
    let mut h = Harness::at_lookup(80, 24);
    h.press("\tR");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Who may do what                                              kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Who may do what

     Look people up                         service, officer, marketing, data
                                            protection officer
     Open a person                          service, officer, marketing (without
                                            notes), data protection officer
     Read what was done about a person      service, officer, data protection
                                            officer
     Ask whether a channel may be used      service, officer, marketing, data
                                            protection officer
     Add a person                           service, officer
     Correct a person                       service, officer
     Set or remove an attribute that a      service, officer
     consent allows
     Ban marketing to a person or an        service, officer
     address
     Lift a ban                             officer
     Record that a consent was given,       service, officer
     refused or withdrawn
     … 56 more lines below

     Esc back  ? help  Ctrl-c leave
    "#);
    h.press("G");
    assert!(h.says("End a session"), "{}", h.screen());
}

#[test]
fn who_reads_only_is_offered_no_write_anywhere() {
    for role in [Role::Marketing, Role::Dpo] {
        let mut h = Harness::of(&[role], 120, 40);
        h.press("il").reply(found(namesakes())).press("\n");
        h.reply(rainmaker::contract::Reply::Person(Box::new(card())));
        for key in ["b", "c", "w", "u", "d", "z"] {
            h.press(key);
            assert!(h.asked().is_empty(), "{role} {key}");
        }
        assert!(!h.says("b ban") && !h.says("c correct"));
        h.press("?").press("ban marketing");
        assert!(h.says("No action has these words."), "{}", h.screen());
    }
}
