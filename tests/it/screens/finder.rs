use crossterm::event::KeyCode;
use rainmaker::ui::Effect;

use super::harness::Harness;
use super::people::{card, opened};

#[test]
fn help_lists_what_works_here_first_and_then_all_the_rest() {
    let mut h = opened(80, 24, card());
    h.press("?");
    insta::assert_snapshot!(h.screen(), @r#"
     rainmaker › Find › 1042                                                  kaisa
    ────────────────────────────────────────────────────────────────────────────────
     Ilkka Virtanen   1042 · consumer · Sahanen Oy
           ╭ Help ──────────────────────────────────────────────────────────╮
     e-mail│ Type to filter, Enter does it.                                 │
     SMS   │ >                                                              │
     phone │ ▸ b               Ban marketing to this person                 │
     post  │   c               Correct what is held on this person          │
     automa│   d               Erase this person for good                   │
           │   .               Show what can be done here                   │
     ‹ What│   Esc             Back one level                               │
     Held f│   z               Undo your last change to this person         │
       Give│   Tab             Next pane or field                           │
       Fami│   w               Withdraw a consent                           │
       E-ma│   / F3            Find a person                                │
       Phon│   Shift-Tab       Previous pane or field                       │
       City│   v               Show who looked at this person               │
       Comp│   j ↓             Next line                                    │
           │   k ↑             Previous line                                │
     Bans  │   PgDn            A screenful down                             │
       None╰────────────────────────────────────────────────────────────────╯
     … 12 more lines below

     Enter do it  Esc back  F1 help  Ctrl-c leave
    "#);
    h.key(KeyCode::PageUp).press("\u{1b}");
    assert!(!h.says("Type to filter"));
}

#[test]
fn the_palette_filters_while_one_types_and_enter_does_it() {
    let mut h = opened(120, 40, card());
    h.press(":erase");
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
     Held from a file: old CRM ╭ What do you want to do? ───────────────────────────────────────╮
       Given name      Ilkka   │ Type to filter, Enter does it.                                 │
       Family name     Virtanen│ > erase                                                        │
       E-mail          ilkka.vi│ ▸ d               Erase this person for good                   │
       Phone           +3584012│                                                                │
       City            Tampere │                                                                │
       Company         Sahanen │                                                                │
                               │                                                                │
     Bans                      │                                                                │
       None.                   │                                                                │
                               │                                                                │
     Consents                  │                                                                │
       e-mail          given 20│                                                                │
                       marketin│                                                                │by kaisa
                               │                                                                │
     Held on a consent alone   │                                                                │
       interest        saunas  │                                                                │
                               ╰────────────────────────────────────────────────────────────────╯
     Perhaps the same person
       1043            Ilkka Virtanen              the same address or phone








     Enter do it  Esc back  F1 help  Ctrl-c leave
    "#);
    h.press("\n");
    assert!(h.says("Erase for good"));
}

#[test]
fn what_does_nothing_here_says_so() {
    let mut h = Harness::at_lookup(80, 24);
    h.key(KeyCode::F(1)).press("withdraw\n");
    assert!(h.says("That does nothing here."));
    h.press(" no such words");
    assert!(h.says("No action has these words."));
}

#[test]
fn leaving_can_be_found_too() {
    let mut h = Harness::at_login(80, 24);
    h.ctrl('p').press("leave the program\n");
    assert_eq!(h.effects, [Effect::Quit]);
}
