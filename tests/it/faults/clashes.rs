use std::sync::Barrier;
use std::thread;

use rainmaker::contract::{Envelope, FaultCode, Reply, Request, Secret};
use rainmaker::domain::field::Field;
use rainmaker::domain::id::SessionId;
use rainmaker::domain::time::Timestamp;
use rainmaker::ops::Ops;

use super::asking::{add, correction};
use super::register::{OFFICER, PASSWORD, PEER, Register, START, folder, times};

/// People who are corrected at the same time, each by two sessions.
const CROWD: usize = 16;

/// Pairs of corrections of one version of one person.
const PAIRS: usize = 10_000;

fn ask(ops: &Ops, session: SessionId, request: Request) -> Result<Reply, FaultCode> {
    let envelope = Envelope {
        id: 0,
        key: None,
        request,
    };
    let answer = ops.answer(session, Timestamp::from_millis(START), envelope);
    answer.map_err(|fault| fault.code)
}

fn log_in(ops: &Ops) -> SessionId {
    let session = ops.begin_session(PEER, Timestamp::from_millis(START));
    let login = Request::Login {
        user: OFFICER.to_owned(),
        password: Secret(PASSWORD.to_owned()),
    };
    ask(ops, session, login).unwrap();
    session
}

/// What came of the corrections of one of two.
#[derive(Debug, Default)]
struct Came {
    first: usize,
    stale: usize,
    odd: Vec<Result<Reply, FaultCode>>,
}

/// Corrects version after version together with somebody else, to the end whatever comes of it: the
/// other waits.
fn race(
    (ops, session): (&Ops, SessionId),
    number: &str,
    (rounds, together): (usize, &Barrier),
) -> Came {
    let mut came = Came::default();
    for version in 1..=rounds as u64 {
        together.wait();
        let city = format!("{session} {version}");
        let mut request = correction(number, Field::City, &city);
        if let Request::Correct { version: from, .. } = &mut request {
            *from = Some(version);
        }
        match ask(ops, session, request) {
            Ok(Reply::Done { .. }) => came.first += 1,
            Err(FaultCode::Stale) => came.stale += 1,
            other => came.odd.push(other),
        }
    }
    came
}

#[test]
fn no_correction_is_lost_when_two_correct_the_same_version() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let people: Vec<String> = (0..CROWD)
        .map(|it| {
            add(
                &mut register,
                &format!("Virta {it}"),
                &format!("+3584012345{it:02}"),
            )
        })
        .collect();
    let rounds = times(PAIRS) / CROWD;
    let ops = &register.ops;
    thread::scope(|scope| {
        for number in &people {
            let (one, other) = (log_in(ops), log_in(ops));
            scope.spawn(move || {
                let together = Barrier::new(2);
                let (one, other) = thread::scope(|scope| {
                    let one = scope.spawn(|| race((ops, one), number, (rounds, &together)));
                    let other = scope.spawn(|| race((ops, other), number, (rounds, &together)));
                    (one.join().unwrap(), other.join().unwrap())
                });
                assert!(
                    one.odd.is_empty() && other.odd.is_empty(),
                    "{one:?} {other:?}"
                );
                assert_eq!(one.first + other.first, rounds, "{one:?} {other:?}");
            });
        }
    });
    for number in &people {
        assert_eq!(register.card(number).unwrap().version, rounds as u64 + 1);
    }
    register.audit();
}
