use rainmaker::contract::{Envelope, Fault, FaultCode, Key, LookPurpose, Pass, Reply, Request};
use rainmaker::domain::candidate::Candidate;
use rainmaker::domain::consent::ConsentState;
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::id::ActId;
use rainmaker::domain::provenance::{Origin, Source};

use super::asking::{
    act_of, add, addition, attribute, ban, consent, correct_city, correction, erase, erasure,
    number_of,
};
use super::register::{PEER, Register, folder};

const KEY: &str = "00112233445566778899aabbccddeeff";

fn undo(register: &mut Register, act: ActId) -> Result<Reply, FaultCode> {
    register
        .ask(Request::Undo { act })
        .map_err(|Fault { code, .. }| code)
}

fn city(register: &mut Register, number: &str) -> Option<String> {
    let card = register.card(number).unwrap();
    card.value(Field::City).map(str::to_owned)
}

#[test]
fn a_repeated_envelope_is_answered_and_not_repeated() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let requests = [
        addition("Niemi", "+358407654321"),
        correction(&number, Field::City, "Oulu"),
        ban(&number),
    ];
    for (place, request) in requests.into_iter().enumerate() {
        let key = format!("{place:032x}");
        let first = register.ask_with(Some(&key), request.clone()).unwrap();
        let acts = register.audit()[0].0;
        let again = register.ask_with(Some(&key), request.clone()).unwrap();
        assert_eq!(again, first, "{request:?}");
        assert_eq!(register.audit()[0].0, acts, "{request:?}");
        let now = register.now;
        drop(register);
        register = Register::open_at(folder.path(), now).unwrap();
        let later = register.ask_with(Some(&key), request.clone()).unwrap();
        assert_eq!(later, first, "{request:?}");
    }
}

#[test]
fn a_repeated_undo_and_a_repeated_erasure_are_answered() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let act = correct_city(&mut register, &number, "Vaasa");
    for request in [Request::Undo { act }, ban(&number), erasure(&number)] {
        let key = format!("{:032x}", register.audit()[0].0);
        let first = register.ask_with(Some(&key), request.clone()).unwrap();
        let acts = register.audit()[0].0;
        let again = register.ask_with(Some(&key), request.clone()).unwrap();
        assert_eq!(act_of(Ok(again)), act_of(Ok(first)), "{request:?}");
        assert_eq!(register.audit()[0].0, acts, "{request:?}");
    }
}

#[test]
fn an_outcome_is_kept_for_a_day() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let request = addition("Virtanen", "+358401234567");
    register.ask_with(Some(KEY), request.clone()).unwrap();
    let now = register.now;
    drop(register);
    let mut register = Register::open_at(folder.path(), now).unwrap();
    register.later(25 * 3_600_000);
    let now = register.now;
    drop(register);
    let mut register = Register::open_at(folder.path(), now).unwrap();
    let number = number_of(register.ask_with(Some(KEY), request));
    assert_eq!(number, "100002");
}

#[test]
fn an_act_is_undone_by_its_own_session_within_half_an_hour() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let own = register.session;
    let act = correct_city(&mut register, &number, "Vaasa");

    register.session = register.ops.begin_session(PEER, register.now);
    register.login();
    assert_eq!(undo(&mut register, act), Err(FaultCode::NothingToUndo));
    assert_eq!(register.card(&number).unwrap().undo, None);
    register.session = own;
    assert_eq!(register.card(&number).unwrap().undo, Some(act));
    register.later(30 * 60 * 1_000);
    undo(&mut register, act).unwrap();
    assert_eq!(city(&mut register, &number), None);
    assert_eq!(undo(&mut register, act), Err(FaultCode::NothingToUndo));

    let act = correct_city(&mut register, &number, "Oulu");
    register.later(30 * 60 * 1_000 + 1);
    assert_eq!(register.card(&number).unwrap().undo, None);
    assert_eq!(undo(&mut register, act), Err(FaultCode::NothingToUndo));
    assert_eq!(city(&mut register, &number).as_deref(), Some("Oulu"));
}

#[test]
fn an_act_is_undone_only_while_nobody_else_changed_the_person() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let own = register.session;
    let given = consent(&mut register, &number, ConsentState::Given);
    let act = act_of(attribute(&mut register, &number, "hobby", "rowing"));
    register.session = register.ops.begin_session(PEER, register.now);
    register.login();
    attribute(&mut register, &number, "hobby", "chess").unwrap();
    register.session = own;
    for act in [act, given] {
        assert_eq!(undo(&mut register, act), Err(FaultCode::NothingToUndo));
    }
    assert_eq!(register.card(&number).unwrap().attributes[0].value, "chess");
}

#[test]
fn what_was_done_last_is_undone_first() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let given = consent(&mut register, &number, ConsentState::Given);
    let first = act_of(attribute(&mut register, &number, "hobby", "rowing"));
    let second = act_of(attribute(&mut register, &number, "hobby", "chess"));
    assert_eq!(undo(&mut register, first), Err(FaultCode::NothingToUndo));
    undo(&mut register, second).unwrap();
    assert_eq!(
        register.card(&number).unwrap().attributes[0].value,
        "rowing"
    );
    undo(&mut register, first).unwrap();
    assert_eq!(register.card(&number).unwrap().attributes, []);
    undo(&mut register, given).unwrap();
    let refused = attribute(&mut register, &number, "hobby", "chess").unwrap_err();
    assert_eq!(refused.code, FaultCode::NoConsentInForce);
}

#[test]
fn bans_and_withdrawals_are_never_undone() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    consent(&mut register, &number, ConsentState::Given);
    let withdrawn = consent(&mut register, &number, ConsentState::Withdrawn);
    let banned = act_of(register.ask(ban(&number)));
    for act in [withdrawn, banned] {
        assert_eq!(undo(&mut register, act), Err(FaultCode::NothingToUndo));
    }
    assert!(register.card(&number).unwrap().is_banned());
}

/// A row without a number may not be given the one that a later row of its file brings along.
#[test]
fn no_number_is_given_twice_within_one_batch() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let row = |row: u64, number: Option<&str>, family: &str| Candidate {
        row,
        number: number.map(str::to_owned),
        record: None,
        kind: Kind::Consumer,
        values: vec![(Field::Family, family.to_owned())],
        source: Source::of(Origin::File),
        bans: Vec::new(),
        consents: Vec::new(),
        digest: [u8::try_from(row).unwrap(); 16],
    };
    let import = Request::Import {
        import: 1,
        pass: Pass::Apply,
        candidates: vec![
            row(2, Some("100001"), "Virtanen"),
            row(3, None, "Niemi"),
            row(4, None, "Laine"),
        ],
    };
    register.ask(import).unwrap();
    for (number, name) in [
        ("100001", "Virtanen"),
        ("100002", "Niemi"),
        ("100003", "Laine"),
    ] {
        assert_eq!(register.card(number).unwrap().name, name);
    }
}

fn asked(register: &Register, key: Option<&str>, request: Request) -> Result<Reply, Fault> {
    let envelope = Envelope {
        id: 1,
        key: key.map(|it| Key(it.to_owned())),
        request,
    };
    register
        .ops
        .answer(register.session, register.now, envelope)
}

#[test]
fn of_many_who_want_one_number_one_gets_it() {
    let folder = folder();
    let register = Register::create(folder.path());
    let wanted = |number: usize| {
        let Request::Add {
            kind,
            values,
            source,
            purpose,
            basis,
            ..
        } = addition("Virtanen", "+358401234567")
        else {
            panic!("an addition adds");
        };
        Request::Add {
            number: Some(format!("K-{number}")),
            kind,
            values,
            source,
            purpose,
            basis,
        }
    };
    let granted = std::thread::scope(|scope| {
        let askers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let told = (0..25).map(|number| asked(&register, None, wanted(number)));
                    told.filter(|told| match told {
                        Ok(_) => true,
                        Err(fault) => {
                            assert_eq!(fault.code, FaultCode::NumberInUse);
                            false
                        }
                    })
                    .count()
                })
            })
            .collect();
        askers
            .into_iter()
            .map(|it| it.join().unwrap())
            .sum::<usize>()
    });
    assert_eq!(granted, 25);
}

/// Everybody who asks meanwhile is told that the person is not there, and nothing else.
#[test]
fn an_erasure_in_between_is_no_damage() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let numbers: Vec<String> = (0..40)
        .map(|it| add(&mut register, "Virtanen", &format!("+35840123{it:04}")))
        .collect();
    let register = register;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for number in &numbers {
                    let open = Request::Open {
                        number: number.clone(),
                        purpose: LookPurpose::CustomerService,
                        reference: None,
                    };
                    let gone = loop {
                        if let Err(fault) = asked(&register, None, open.clone()) {
                            break fault;
                        }
                    };
                    assert_eq!(gone.code, FaultCode::NoSuchPerson);
                }
            });
        }
        for number in &numbers {
            asked(&register, None, erasure(number)).unwrap();
        }
    });
}

#[test]
fn the_erased_are_found_by_nothing() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let number = add(&mut register, "Virtanen", "+358401234567");
    let lookup = |text: &str| Request::Lookup {
        text: text.to_owned(),
        limit: 10,
    };
    let Ok(Reply::Found { rows, .. }) = register.ask(lookup("virtanen")) else {
        panic!("a look-up finds rows");
    };
    assert_eq!(rows.len(), 1);
    erase(&mut register, &number);
    for text in ["virtanen", "0401234567", &number] {
        let told = register.ask(lookup(text)).unwrap();
        assert_eq!(
            told,
            Reply::Found {
                rows: Vec::new(),
                total: 0
            }
        );
    }
}
