use std::path::Path;

use rainmaker::contract::{BanOrder, ErasureOrder, Reply, Request};
use rainmaker::domain::audit::{Chain, ErasureGround};
use rainmaker::domain::field::Field;
use redb::{ReadableDatabase as _, ReadableTable as _, TableDefinition};

use super::asking::{add, addition, ban, correct_city, correction, erase};
use super::register::{Dice, Register, copy, folder};

type Rows = Vec<((u32, u64), Vec<u8>)>;

/// What looks like another line, another entry, or an order to a terminal.
const HOSTILE: &str =
    "ok\n2026-09-21 erase K-1 done\r\n\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{0}\"}],{";

fn chain_table(chain: Chain) -> TableDefinition<'static, (u32, u64), &'static [u8]> {
    TableDefinition::new(match chain {
        Chain::Acts => "acts.v1",
        Chain::Looks => "looks.v1",
    })
}

/// Rewrites a chain behind the register's back.
fn tamper(home: &Path, chain: Chain, change: impl FnOnce(&mut Rows)) {
    let database = redb::Database::open(home.join("register.redb")).unwrap();
    let mut rows: Rows = {
        let read = database.begin_read().unwrap();
        let entries = read.open_table(chain_table(chain)).unwrap();
        let rows = entries.iter().unwrap().map(|it| {
            let (key, value) = it.unwrap();
            (key.value(), value.value().to_vec())
        });
        rows.collect()
    };
    change(&mut rows);
    let write = database.begin_write().unwrap();
    {
        let mut entries = write.open_table(chain_table(chain)).unwrap();
        entries.retain(|_, _| false).unwrap();
        for (key, value) in &rows {
            entries.insert(*key, value.as_slice()).unwrap();
        }
    }
    write.commit().unwrap();
}

/// Returns how many entries a chain has, its head, and where it breaks.
fn verify(home: &Path, chain: Chain) -> (u64, String, Option<u64>) {
    let now = rainmaker::domain::time::Timestamp::from_millis(super::register::START);
    let mut register = Register::open_unasked(home, now).unwrap();
    let Reply::Audit { chains } = register.ask(Request::VerifyAudit).unwrap() else {
        panic!("the audit is answered with its chains");
    };
    let report = chains
        .into_iter()
        .find(|it| it.chain == chain.code())
        .unwrap();
    (report.entries, report.head, report.broken_at)
}

fn lived_in(home: &Path) {
    let mut register = Register::create(home);
    for family in ["Virtanen", "Niemi", "Laine"] {
        let number = add(&mut register, family, "+358401234567");
        register.card(&number).unwrap();
        register.later(20 * 24 * 3_600_000);
        correct_city(&mut register, &number, "Vaasa");
    }
    erase(&mut register, "100002");
}

#[test]
fn a_chain_shows_every_entry_that_was_touched() {
    let folder = folder();
    let (home, copied) = (folder.path().join("home"), folder.path().join("copy"));
    lived_in(&home);
    let mut dice = Dice::new(15);
    for chain in [Chain::Acts, Chain::Looks] {
        let (entries, head, broken) = verify(&home, chain);
        assert!(entries >= 3 && broken.is_none());
        let last = usize::try_from(entries).unwrap() - 1;
        let breaks = |at: u64, change: &mut dyn FnMut(&mut Rows)| {
            std::fs::remove_dir_all(&copied).ok();
            copy(&home, &copied);
            tamper(&copied, chain, change);
            assert_eq!(verify(&copied, chain).2, Some(at));
        };
        for place in 0..=last {
            for _ in 0..6 {
                breaks(place as u64 + 1, &mut |rows| {
                    let row = &mut rows[place].1;
                    let byte = dice.below(row.len());
                    row[byte] ^= 1 << dice.below(8);
                });
            }
        }
        breaks(2, &mut |rows| {
            let other = rows[2].1.clone();
            rows[2].1 = std::mem::replace(&mut rows[1].1, other);
        });
        breaks(2, &mut |rows| {
            rows.remove(1);
        });
        breaks(1, &mut |rows| {
            rows.remove(0);
        });
        breaks(2, &mut |rows| rows[1].0.0 = 203_001);
        breaks(entries + 1, &mut |rows| {
            let mut again = rows[last].clone();
            again.0.1 += 1;
            rows.push(again);
        });
        std::fs::remove_dir_all(&copied).ok();
        copy(&home, &copied);
        tamper(&copied, chain, |rows| {
            rows.pop();
        });
        let (fewer, other, broken) = verify(&copied, chain);
        assert_eq!((fewer, broken), (entries - 1, None));
        assert_ne!(other, head, "a cut tail shows in the head");
    }
}

#[test]
fn hostile_words_make_one_entry_for_each_event() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let one = add(&mut register, HOSTILE, "+358401234567");
    let other = add(&mut register, "Niemi", "+358407654321");
    let order = BanOrder {
        channels: Vec::new(),
        since: None,
        told: Some(HOSTILE.to_owned()),
        reason: Some(HOSTILE.to_owned()),
    };
    let events = [
        correction(&one, Field::Note, HOSTILE),
        Request::Ban {
            number: one.clone(),
            order: order.clone(),
        },
        Request::LiftBan {
            number: one.clone(),
            channels: Vec::new(),
            reason: HOSTILE.to_owned(),
        },
        Request::BanAddress {
            address: "nobody@example.fi".to_owned(),
            order,
        },
        Request::RecordFile {
            path: HOSTILE.to_owned(),
            what: HOSTILE.to_owned(),
            holds: vec![one.clone(), HOSTILE.to_owned()],
        },
        Request::Erase(ErasureOrder {
            number: other.clone(),
            confirmation: other,
            ground: ErasureGround::Reference(HOSTILE.to_owned()),
        }),
    ];
    for event in events {
        let before = register.audit()[0].0;
        register.ask(event.clone()).unwrap();
        assert_eq!(register.audit()[0].0, before + 1, "{event:?}");
        let shown = Request::ShowAudit {
            number: None,
            chain: Some(Chain::Acts),
        };
        let Reply::History { entries } = register.ask(shown).unwrap() else {
            panic!("the audit is answered with its entries");
        };
        assert_eq!(entries.len() as u64, before + 1);
        assert_eq!(entries[0].sequence, before + 1);
    }
    drop(register);
    let mut register = Register::open(folder.path()).unwrap();
    let on_one_line = HOSTILE.replace("\r\n", " ").replace('\n', " ");
    assert_eq!(register.card(&one).unwrap().name, on_one_line);
    register.audit();
}

/// Q15: what is refused leaves nothing, and no fault repeats what was typed.
#[test]
fn a_refusal_enters_no_act_and_repeats_no_value() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let before = register.audit()[0].0;
    let refused = [
        addition("Salainen", "not a phone at all"),
        addition("010190-123M", "+358401234567"),
        correction(&number, Field::Email, "salainen"),
        correction(&number, Field::City, &"salainen".repeat(100)),
        ban("salainen@example.fi\n"),
        Request::LiftBan {
            number: number.clone(),
            channels: Vec::new(),
            reason: "salainen".to_owned(),
        },
    ];
    for request in refused {
        let fault = register.ask(request).unwrap_err();
        let told = serde_json::to_string(&fault).unwrap().to_lowercase();
        let number = fault.values.iter().any(|(name, _)| name == "number");
        assert!(number || !told.contains("salainen"), "{told}");
        assert!(!told.contains("010190"), "{told}");
    }
    assert_eq!(register.audit()[0].0, before);
}
