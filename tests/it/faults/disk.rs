use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rainmaker::contract::{FaultCode, Pass, Reply, Request};
use rainmaker::domain::candidate::Candidate;
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::provenance::{Origin, Source};
use rustix::process::{Resource, Rlimit, setrlimit};

use super::asking::{add, addition, correction, erasure, number_of};
use super::register::{Register, create, folder};

/// Names the register to a process whose disk is full.
const HOME: &str = "RAINMAKER_FULL_HOME";

/// Lets no file of this process grow beyond `bytes`: what a full disk refuses, this does.
fn let_files_grow_to(bytes: Option<u64>) {
    let limit = Rlimit {
        current: bytes,
        maximum: None,
    };
    setrlimit(Resource::Fsize, limit).unwrap();
}

fn batch(number: u8) -> Request {
    let row = |row: u8| Candidate {
        row: u64::from(row),
        number: Some(format!("B-{number}-{row}")),
        record: None,
        kind: Kind::Consumer,
        values: vec![
            (Field::Family, format!("Perhe{number}x{row}")),
            (Field::Note, "muistiinpano ".repeat(700)),
        ],
        source: Source::of(Origin::File),
        bans: Vec::new(),
        consents: Vec::new(),
        digest: [number; 16].map(|it| it.wrapping_mul(64).wrapping_add(row)),
    };
    Request::Import {
        import: 1,
        pass: Pass::Apply,
        candidates: (0..40).map(row).collect(),
    }
}

/// Which of the people of a batch are there: all or none.
fn is_in(register: &mut Register, number: u8) -> bool {
    let present = |row: &u8| register.card(&format!("B-{number}-{row}")).is_ok();
    let many = (0..40_u8).filter(present).count();
    assert!(many == 0 || many == 40, "{many} of batch {number}");
    many == 40
}

/// Imports until that is refused; returns the batches that came in and the one that did not.
fn fill(register: &mut Register) -> (Vec<u8>, u8) {
    for number in 0..50 {
        if let Err(fault) = register.ask(batch(number)) {
            assert_eq!(fault.code, FaultCode::CannotWrite);
            return ((0..number).collect(), number);
        }
    }
    panic!("the disk is never full");
}

/// What the process with the full disk runs.
#[test]
fn sufferer() {
    let Some(home) = std::env::var_os(HOME).map(PathBuf::from) else {
        return;
    };
    let mut register = Register::open(&home).unwrap();
    let early = add(&mut register, "Virtanen", "+358401234567");
    let erased = add(&mut register, "Niemi", "+358407654321");
    let lookup = Request::Lookup {
        text: "virtanen".to_owned(),
        limit: 5,
    };
    register.ask(lookup.clone()).unwrap();
    let full = fs::metadata(home.join("register.redb")).unwrap().len();
    let_files_grow_to(Some(full));

    let (mut taken, refused) = fill(&mut register);
    for _ in 0..3 {
        let Ok(Reply::Found { rows, .. }) = register.ask(lookup.clone()) else {
            panic!("look-ups go on");
        };
        assert_eq!(rows[0].number, early);
        register.audit();
        let again = register.ask(batch(refused)).unwrap_err();
        assert_eq!(again.code, FaultCode::CannotWrite);
    }
    // What is small may find room; it is done or refused, and an erasure is among the small.
    let small = [
        correction(&early, Field::City, "Vaasa"),
        erasure(&erased),
        addition("Laine", "+358409998887"),
    ];
    let told: Vec<bool> = small
        .iter()
        .map(|request| match register.ask(request.clone()) {
            Ok(_) => true,
            Err(fault) => {
                assert_eq!(fault.code, FaultCode::CannotWrite, "{request:?}");
                false
            }
        })
        .collect();

    let_files_grow_to(None);
    let city = register.card(&early).unwrap();
    assert_eq!(city.value(Field::City).is_some(), told[0]);
    assert_eq!(register.card(&erased).is_err(), told[1]);
    assert!(!is_in(&mut register, refused));
    register.ask(batch(refused)).unwrap();
    taken.push(refused);
    let last = number_of(register.ask(addition("Korhonen", "+358405556667")));
    register.audit();
    drop(register);
    let mut register = Register::open(&home).unwrap();
    assert_eq!(register.card(&last).unwrap().name, "Korhonen");
    for number in taken {
        assert!(is_in(&mut register, number));
    }
    register.audit();
    fs::write(home.join("survived"), "").unwrap();
}

/// Runs the sufferer with the signal ignored that a write beyond the limit would kill it with.
fn suffer(home: &Path) {
    let suffered = Command::new("sh")
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "faults::disk::sufferer"])
        .env(HOME, home)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&suffered.stdout);
    assert!(suffered.status.success(), "{said}");
    assert!(home.join("survived").exists(), "{said}");
}

#[test]
fn a_full_disk_refuses_clearly_and_leaves_the_register_whole() {
    let folder = folder();
    let home = folder.path().join("home");
    create(&home);
    suffer(&home);
}
