use rainmaker::contract::{BanOrder, Fault, FaultCode, Request};
use rainmaker::domain::channel::Channel;

use super::people::{card, done, opened};

fn ban(channels: Vec<Channel>, told: Option<&str>) -> Request {
    Request::Ban {
        number: "1042".into(),
        order: BanOrder {
            channels,
            since: None,
            told: told.map(str::to_owned),
            reason: None,
        },
    }
}

#[test]
fn b_and_enter_ban_every_channel() {
    let mut h = opened(80, 24, card());
    h.press("b");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS             MAY NOT  Not consented; asking is marketing.  policy
     phone     ╭ Ban marketing ─────────────────────────────────────────╮
     post      │ Ilkka Virtanen · 1042                                  │
     automated │                                                        │
               │ ▸ [x] e-mail                                           │
     ‹ What we │   [x] SMS                                              │
     Held from │   [x] phone                                            │rest
       Given na│   [x] post                                             │
       Family n│   [x] automated call                                   │
       E-mail  │   Told how                                             │
       Phone   │                                                        │
       City    │ Enter bans what is marked. A ban needs no reason.      │
       Company ╰────────────────────────────────────────────────────────╯

     Bans
       None.
     … 12 more lines below

     Enter ban  Space mark  Esc back  Tab told how  ? help  Ctrl-c leave
    "#);
    h.press("\n");
    assert_eq!(h.asked(), [&ban(Vec::new(), None)]);
    h.press("\n");
    assert!(h.asked().is_empty(), "once is enough");
    h.reply(done());
    assert!(matches!(h.asked()[..], [Request::Open { .. }]));
    assert!(h.says("The ban of 1042 is recorded.") && !h.says("Ban marketing"));
}

#[test]
fn space_takes_a_channel_out_and_tab_says_how_it_was_told() {
    let mut h = opened(120, 40, card());
    h.press("b j \tin the shop");
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
       E-mail          ilkka.virtan╭ Ban marketing ─────────────────────────────────────────╮
       Phone           +35840123456│ Ilkka Virtanen · 1042                                  │
       City            Tampere     │                                                        │
       Company         Sahanen Oy  │   [ ] e-mail                                           │
                                   │   [ ] SMS                                              │
     Bans                          │   [x] phone                                            │
       None.                       │   [x] post                                             │
                                   │   [x] automated call                                   │
     Consents                      │ ▸ Told how      in the shop                            │
       e-mail          given 2024-0│                                                        │
                       marketing · │ Enter bans what is marked. A ban needs no reason.      │ded by kaisa
                                   ╰────────────────────────────────────────────────────────╯
     Held on a consent alone
       interest        saunas                      consent to marketing by e-mail · 2024-02-01

     Perhaps the same person
       1043            Ilkka Virtanen              the same address or phone








     Enter ban  Esc back  Tab told how  F1 help  Ctrl-c leave
    "#);
    h.press("\n");
    let rest = vec![Channel::Phone, Channel::Post, Channel::AutoCall];
    assert_eq!(h.asked(), [&ban(rest, Some("in the shop"))]);
}

#[test]
fn nothing_marked_bans_nothing() {
    let mut h = opened(80, 24, card());
    h.press("b j j j j \n");
    assert!(h.asked().is_empty());
    assert!(h.says("Mark at least one channel."));
}

#[test]
fn the_enter_that_chose_from_a_list_does_not_confirm() {
    let mut h = opened(80, 24, card());
    h.press(".ban\n\n\n");
    assert!(!h.is_asking() && h.says("y bans what is marked"));
    h.press("y");
    assert_eq!(h.asked(), [&ban(Vec::new(), None)]);
}

#[test]
fn a_refusal_keeps_the_dialog() {
    let mut h = opened(80, 24, card());
    h.press("b\n")
        .answer(Err(Fault::of(FaultCode::CannotWrite)));
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS       ╭ Ban marketing ─────────────────────────────────────────╮
     phone     │ Ilkka Virtanen · 1042                                  │
     post      │                                                        │
     automated │ ▸ [x] e-mail                                           │
               │   [x] SMS                                              │
     ‹ What we │   [x] phone                                            │
     Held from │   [x] post                                             │rest
       Given na│   [x] automated call                                   │
       Family n│   Told how                                             │
       E-mail  │                                                        │
       Phone   │ Enter bans what is marked. A ban needs no reason.      │
       City    │ Nothing can be written now; nothing was changed. Look  │
       Company │ at the disk: it is full or failing.                    │
               ╰────────────────────────────────────────────────────────╯
     Bans
       None.
     … 12 more lines below

     Enter ban  Space mark  Esc back  Tab told how  ? help  Ctrl-c leave
    "#);
    h.press("\n");
    assert_eq!(h.asked(), [&ban(Vec::new(), None)]);
}

#[test]
fn a_ban_whose_dialog_was_closed_is_still_told_of() {
    let mut h = opened(80, 24, card());
    h.press("b\n\u{1b}");
    assert!(!h.says("Ban marketing"));
    h.reply(done());
    assert!(h.says("The change is saved."));
}
