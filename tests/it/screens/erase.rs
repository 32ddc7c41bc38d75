use crossterm::event::KeyCode;
use rainmaker::contract::{ErasureOrder, ErasurePreview, Fault, FaultCode, Reply, Request};
use rainmaker::domain::audit::ErasureGround;
use rainmaker::domain::id::ActId;

use super::harness::Harness;
use super::people::{card, opened};

pub(crate) fn preview() -> Reply {
    Reply::Erasure(ErasurePreview {
        number: "1042".into(),
        name: "Ilkka Virtanen".into(),
        goes: vec![
            ("values".into(), 6),
            ("consents".into(), 1),
            ("bans".into(), 0),
        ],
        stays: vec![("suppression".into(), 2), ("audit".into(), 12)],
        files: vec!["/home/kaisa/rejects-asiakkaat.csv".into()],
    })
}

fn asking() -> Harness {
    let mut h = opened(80, 24, card());
    h.press("d");
    assert_eq!(
        h.asked(),
        [&Request::PreviewErasure {
            number: "1042".into()
        }]
    );
    h.reply(preview());
    h
}

fn order(ground: ErasureGround) -> Request {
    Request::Erase(ErasureOrder {
        number: "1042".into(),
        confirmation: "1042".into(),
        ground,
    })
}

#[test]
fn it_shows_what_goes_and_what_stays_and_wants_the_number() {
    let mut h = asking();
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy

     e-mail          MAY      They have consented.                 policy
     SMS  ╭ Erase for good ──────────────────────────────────────────────────╮
     phone│ Ilkka Virtanen · 1042                                            │
     post │                                                                  │
     autom│ Goes     6 values, 1 consent                                     │
          │ Stays    2 suppression entries: keyed hashes without a name, so  │
     ‹ Wha│          that a ban or withdrawal holds                          │
     Held │          12 audit entries: that something was done, without its  │
       Giv│          content                                                 │
       Fam│ Files    /home/kaisa/rejects-asiakkaat.csv                       │
       E-m│ Because  ‹ the person asked for it ›   ↓ for another ground      │
       Pho│                                                                  │
       Cit│ This cannot be undone. To erase, type 1042 and press Enter.      │
       Com│ >                                                                │
          ╰──────────────────────────────────────────────────────────────────╯
     Bans
       None.
     … 12 more lines below

     Enter erase  Tab ground  Esc back  F1 help  Ctrl-c leave
    "#);
    h.resize(120, 40).press("10");
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
       Family name     Virtane╭ Erase for good ──────────────────────────────────────────────────╮
       E-mail          ilkka.v│ Ilkka Virtanen · 1042                                            │
       Phone           +358401│                                                                  │
       City            Tampere│ Goes     6 values, 1 consent                                     │
       Company         Sahanen│ Stays    2 suppression entries: keyed hashes without a name, so  │
                              │          that a ban or withdrawal holds                          │
     Bans                     │          12 audit entries: that something was done, without its  │
       None.                  │          content                                                 │
                              │ Files    /home/kaisa/rejects-asiakkaat.csv                       │
     Consents                 │ Because  ‹ the person asked for it ›   ↓ for another ground      │
       e-mail          given 2│                                                                  │
                       marketi│ This cannot be undone. To erase, type 1042 and press Enter.      │y kaisa
                              │ > 10                                                             │
     Held on a consent alone  ╰──────────────────────────────────────────────────────────────────╯
       interest        saunas                      consent to marketing by e-mail · 2024-02-01

     Perhaps the same person
       1043            Ilkka Virtanen              the same address or phone








     Enter erase  Tab ground  Esc back  F1 help  Ctrl-c leave
    "#);
}

#[test]
fn a_wrong_or_empty_number_erases_nobody() {
    let mut h = asking();
    for typed in ["\n", "1043\n", "1042x\n"] {
        h.press(typed);
        assert!(!h.is_asking(), "{typed:?}");
        assert!(h.says("Nothing was erased: that is not the customer number."));
        h.ctrl('u');
    }
    h.press("1042\n");
    assert_eq!(h.asked(), [&order(ErasureGround::Request)]);
}

#[test]
fn a_paste_never_fills_the_number() {
    let mut h = asking();
    h.paste("1042").press("\n");
    assert!(!h.is_asking());
    h.paste("1042");
    assert!(h.says("A paste does not confirm an erasure: type the number."));
}

#[test]
fn before_the_preview_is_there_nobody_is_erased() {
    let mut h = opened(80, 24, card());
    h.press("d1042\n");
    assert!(h.asked().is_empty());
    h.reply(preview()).press("\n");
    assert_eq!(h.asked(), [&order(ErasureGround::Request)]);
}

#[test]
fn the_ground_is_chosen_with_the_arrows() {
    let mut h = asking();
    h.key(KeyCode::Down).key(KeyCode::Down);
    assert!(h.says("‹ it is about somebody else ›"));
    h.press("1042\n");
    assert_eq!(h.asked(), [&order(ErasureGround::WrongPerson)]);
}

#[test]
fn once_erased_the_list_is_asked_again_without_the_person() {
    let mut h = asking();
    h.press("1042\n");
    h.reply(Reply::Erased {
        number: "1042".into(),
        act: ActId(20),
    });
    assert!(matches!(h.asked()[..], [Request::Lookup { .. }]));
    assert!(h.says("1042 is erased. What stays is a keyed hash"));
    assert!(h.says("rainmaker › Find kaisa"), "{}", h.screen());
}

#[test]
fn a_refusal_keeps_the_dialog_and_says_why() {
    let mut h = asking();
    h.press("1042\n")
        .answer(Err(Fault::of(FaultCode::NotAllowed)));
    assert!(h.says("Your role does not allow this. Ask somebody"));
    h.press("\u{1b}");
    assert!(!h.says("Erase for good") && h.says("What we hold"));
}
