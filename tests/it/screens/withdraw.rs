use rainmaker::contract::{Card, ConsentOrder, Request};
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, Method};
use rainmaker::domain::provenance::Purpose;

use super::people::{card, consent, done, opened};

fn withdrawal(channel: Channel, method: Method) -> Request {
    Request::RecordConsent {
        number: "1042".into(),
        order: ConsentOrder {
            purpose: Purpose::Marketing,
            channel,
            state: ConsentState::Withdrawn,
            at: None,
            method,
            reference: None,
            words: None,
        },
    }
}

fn two() -> Card {
    Card {
        consents: vec![consent(Channel::Email), consent(Channel::Sms)],
        ..card()
    }
}

#[test]
fn one_of_the_consents_in_force_is_withdrawn() {
    let mut h = opened(80, 24, two());
    h.press("wj");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS             MAY NOT  Not consented; asking is marketing.  policy
     phone  ╭ Withdraw a consent ──────────────────────────────────────────╮
     post   │ Ilkka Virtanen · 1042                                        │
     automat│                                                              │
            │   e-mail          marketing           given 2024-02-01       │
     ‹ What │ ▸ SMS             marketing           given 2024-02-01       │
     Held fr│                                                              │t
       Given│ Told by   phone                                              │
       Famil│                                                              │
       E-mai│ y withdraws the marked one, Space changes how it was told.   │
       Phone│ What is held on that consent alone goes with it.             │
       City ╰──────────────────────────────────────────────────────────────╯
       Company         Sahanen Oy

     Bans
       None.
     … 15 more lines below

     y withdraw  Space told how  Esc back  ? help  Ctrl-c leave
    "#);
    h.press("w\n\n");
    assert!(
        !h.is_asking(),
        "neither the key that started nor Enter confirms"
    );
    h.press("y");
    assert_eq!(h.asked(), [&withdrawal(Channel::Sms, Method::Phone)]);
    h.reply(done());
    assert!(h.says("The consent of 1042 is withdrawn."));
}

#[test]
fn space_says_how_it_was_told() {
    let mut h = opened(120, 40, two());
    h.press("w y");
    assert_eq!(h.asked(), [&withdrawal(Channel::Email, Method::InPerson)]);
}

#[test]
fn without_a_consent_there_is_nothing_to_withdraw() {
    let mut h = opened(
        80,
        24,
        Card {
            consents: Vec::new(),
            ..card()
        },
    );
    h.press("w");
    assert!(!h.says("Withdraw a consent") && !h.says("w withdraw"));
}
