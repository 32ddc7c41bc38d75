//! Whatever a record says, no cell holds what a terminal would obey.

use crossterm::event::KeyCode;
use rainmaker::contract::{
    Advice, Card, Draft, ErasurePreview, Fault, FaultCode, HistoryEntry, Matched, News,
    PossibleDuplicate, Reply, Row, UserNote, WaitingAct,
};
use rainmaker::domain::ban::{Ban, Lift};
use rainmaker::domain::consent::{ConsentEvent, Words};
use rainmaker::domain::field::Field;
use rainmaker::domain::person::Attribute;
use rainmaker::domain::provenance::Source;
use rainmaker::domain::role::Role;

use super::harness::{Harness, setup};
use super::people::{banned_card, card, consent, datum, found, instant, opened, row};
use super::staff::{call, erasure, touched, user, waiting_act};
use crate::support::payloads::payloads;

fn assert_clean(h: &mut Harness) {
    for (width, height) in [(60, 15), (80, 24), (120, 40)] {
        h.resize(width, height);
        for cell in h.buffer().content() {
            let obeyed = |letter: char| {
                letter.is_control()
                    || matches!(letter,
                        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
            };
            assert!(!cell.symbol().chars().any(obeyed), "{:?}", cell.symbol());
        }
    }
}

fn hostile_row(bad: &str) -> Row {
    Row {
        number: bad.into(),
        company: Some(bad.into()),
        city: Some(bad.into()),
        phone_tail: Some(bad.into()),
        matched: Some(Matched {
            field: bad.into(),
            value: bad.into(),
            positions: vec![0, 1, 7, 90],
        }),
        namesake: Some((1, 2)),
        banned: true,
        ..row("1", bad)
    }
}

fn hostile_card(bad: &str) -> Card {
    let words = Words {
        text: Some(bad.into()),
        digest: bad.into(),
        language: Some(bad.into()),
    };
    let event = ConsentEvent {
        reference: Some(bad.into()),
        words: Some(words),
        recorded_by: bad.into(),
        ..consent(rainmaker::domain::channel::Channel::Email)
    };
    let lift = Lift {
        at: instant("2024-03-12T09:30:00Z"),
        reason: bad.into(),
    };
    let ban = Ban {
        told: Some(bad.into()),
        reason: Some(bad.into()),
        ..banned_card().bans[0].clone()
    };
    let lifted = Ban {
        lifted: Some(lift),
        ..ban.clone()
    };
    let mut data: Vec<_> = Field::ALL.iter().map(|field| datum(*field, bad)).collect();
    for datum in &mut data {
        datum.provenance.source = Source {
            detail: Some(bad.into()),
            ..datum.provenance.source.clone()
        };
    }
    let attribute = Attribute {
        name: bad.into(),
        value: bad.into(),
        ..card().attributes[0].clone()
    };
    Card {
        number: bad.into(),
        name: bad.into(),
        data,
        bans: vec![ban, lifted],
        consents: vec![event],
        attributes: vec![attribute],
        stopped_addresses: vec![bad.into()],
        merged_numbers: vec![bad.into()],
        possible_duplicates: vec![PossibleDuplicate {
            number: bad.into(),
            name: bad.into(),
            other_number: bad.into(),
            other_name: bad.into(),
            why: bad.into(),
        }],
        ..card()
    }
}

fn hostile_entry(bad: &str) -> HistoryEntry {
    HistoryEntry {
        sequence: 1,
        chain: bad.into(),
        at: instant("2024-03-12T09:30:00Z"),
        actor: bad.into(),
        deed: bad.into(),
        outcome: bad.into(),
        number: Some(bad.into()),
        purpose: Some(bad.into()),
        detail: Some(bad.into()),
    }
}

#[test]
fn nothing_of_a_record_reaches_the_terminal_as_a_command() {
    for bad in &payloads() {
        let mut setup = setup(80, 24);
        setup.user = Some(bad.clone());
        setup.warnings = vec![bad.clone()];
        let mut h = Harness::with(setup);
        h.paste(bad).reply(found(vec![hostile_row(bad)]));
        assert_clean(&mut h);
        h.press("\n")
            .reply(Reply::Person(Box::new(hostile_card(bad))));
        assert_clean(&mut h);
        h.press("G");
        assert_clean(&mut h);
        h.press("\t").reply(Reply::History {
            entries: vec![hostile_entry(bad)],
        });
        assert_clean(&mut h);
        for key in ["b", "u", "w", "c", ".", "?"] {
            h.press(key).paste(bad);
            assert_clean(&mut h);
            h.press("\u{1b}").press("y");
        }
    }
}

#[test]
fn neither_does_a_fault_nor_a_preview() {
    for bad in &payloads() {
        let mut h = opened(80, 24, hostile_card(bad));
        h.press("d").reply(Reply::Erasure(ErasurePreview {
            number: bad.clone(),
            name: bad.clone(),
            goes: vec![(bad.clone(), 1)],
            stays: vec![(bad.clone(), 1)],
            files: vec![bad.clone()],
        }));
        assert_clean(&mut h);
        h.press("\u{1b}b\n");
        let fault = Fault::of(FaultCode::BadValue)
            .with("field", bad)
            .with("reason", bad);
        h.answer(Err(fault));
        assert_clean(&mut h);
        h.press("\u{1b}z")
            .answer(Err(Fault::stale(bad, instant("2024-03-12T09:30:00Z"))));
        assert_clean(&mut h);
    }
}

#[test]
fn nor_do_users_acts_that_wait_and_what_others_do() {
    for bad in &payloads() {
        let mut h = Harness::of(Role::ALL, 80, 24);
        let users = vec![UserNote {
            sessions: 1,
            must_change: true,
            ..user(bad, &[Role::Service])
        }];
        h.press("\tU").reply(Reply::Users { users });
        assert_clean(&mut h);
        for keys in ["r", "e", "x", "p", "n"] {
            h.press(keys).paste(bad);
            assert_clean(&mut h);
            h.press("\u{1b}y");
        }
        let act = WaitingAct {
            deed: bad.clone(),
            by: bad.clone(),
            reason: bad.clone(),
            numbers: vec![bad.clone(), "1".into()],
            erasures: vec![erasure(bad, bad)],
            advice: vec![Advice {
                by: bad.clone(),
                at: instant("2024-03-12T09:30:00Z"),
                words: bad.clone(),
            }],
            ..waiting_act()
        };
        h.press("W").reply(Reply::Waiting { acts: vec![act] });
        assert_clean(&mut h);
        h.press("\n");
        assert_clean(&mut h);
        h.press("x").paste(bad);
        assert_clean(&mut h);
        h.press("\u{1b}A").reply(Reply::History {
            entries: vec![hostile_entry(bad)],
        });
        assert_clean(&mut h);
    }
}

#[test]
fn nor_do_a_caller_a_draft_and_theirs_of_three_columns() {
    for bad in &payloads() {
        let mut h = opened(80, 24, hostile_card(bad));
        h.hear(touched(bad, bad, bad));
        assert_clean(&mut h);
        h.reply(Reply::Person(Box::new(hostile_card(bad))));
        h.press("v").reply(Reply::History {
            entries: vec![hostile_entry(bad)],
        });
        assert_clean(&mut h);
        h.press("\u{1b}c").reply(Reply::Draft {
            draft: Some(Draft {
                version: 1,
                values: vec![
                    (format!("phone:{bad}"), bad.clone()),
                    (bad.clone(), bad.clone()),
                ],
            }),
            at: None,
        });
        h.hear(touched(bad, bad, bad)).hear(call(bad, Some(bad)));
        assert_clean(&mut h);
        h.key(KeyCode::F(4));
        assert_clean(&mut h);
    }
    for bad in &payloads() {
        let mut h = opened(80, 24, card());
        h.press("c").reply(super::correct::no_draft()).press("9");
        h.key(KeyCode::F(2)).press("y");
        h.answer(Err(Fault::stale(bad, instant("2024-03-12T09:30:00Z"))));
        h.reply(Reply::Person(Box::new(hostile_card(bad))));
        assert!(h.says("Somebody else was faster"));
        assert_clean(&mut h);
        h.hear(News {
            locked: true,
            ..call(bad, None)
        });
        assert_clean(&mut h);
    }
}

#[test]
fn a_name_of_a_hundred_kilobytes_is_cut() {
    let long = "nimi\u{1b} ".repeat(17_000);
    let mut h = Harness::at_lookup(80, 24);
    h.press("n").reply(found(vec![hostile_row(&long)]));
    assert_clean(&mut h);
    let data = vec![datum(Field::Note, &long)];
    let card = Card {
        name: long.clone(),
        data,
        ..card()
    };
    h.press("\n").reply(Reply::Person(Box::new(card)));
    assert_clean(&mut h);
}
