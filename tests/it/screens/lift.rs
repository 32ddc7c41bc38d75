use rainmaker::contract::{Fault, FaultCode, Request};

use super::people::{banned_card, card, done, opened};

#[test]
fn lifting_wants_a_reason() {
    let mut h = opened(80, 24, banned_card());
    h.press("u\n  \n");
    assert!(!h.is_asking() && h.says("Lifting a ban needs a reason."));
    h.press("recorded for the wrong namesake");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy
      BANNED   every channel, since 2024-03-12

     e-mail          MAY NOT  They have forbidden marketing.  policy
     SMS             MAY NOT  They have forbidden marketing.  policy
     phone  ╭ Lift the ban ────────────────────────────────────────────────╮
     post   │ Ilkka Virtanen · 1042                                        │
     automat│ every channel, since 2024-03-12                              │
            │                                                              │
     ‹ What │ Reason     recorded for the wrong namesake                   │
     Held fr│                                                              │t
       Given│ Enter lifts every ban in force. Lift a ban that was recorded │
       Famil│ in error; a change of mind is a new consent.                 │
       E-mai╰──────────────────────────────────────────────────────────────╯
       Phone           +358401234567
       City            Tampere
       Company         Sahanen Oy

     Bans
     … 13 more lines below

     Enter lift  Esc back  F1 help  Ctrl-c leave
    "#);
    h.press("\n");
    assert_eq!(
        h.asked(),
        [&Request::LiftBan {
            number: "1042".into(),
            channels: Vec::new(),
            reason: "recorded for the wrong namesake".into(),
        }]
    );
    h.reply(done());
    assert!(h.says("The bans of 1042 are lifted."));
}

#[test]
fn an_entry_that_stands_is_said() {
    let mut h = opened(80, 24, banned_card());
    h.press("uerror\n")
        .answer(Err(Fault::of(FaultCode::SuppressionStands)));
    assert!(h.says("Nothing is lifted"), "{}", h.screen());
}

#[test]
fn without_a_ban_there_is_nothing_to_lift() {
    let mut h = opened(80, 24, card());
    h.press("u");
    assert!(!h.says("Lift the ban"));
}
