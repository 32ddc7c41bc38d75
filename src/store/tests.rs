//! The register on a keyring whose disk fails at call n, for every n of create and forget.

mod failing_file;

use std::path::{Path, PathBuf};

use redb::ReadableTableMetadata as _;
use tempfile::TempDir;

use failing_file::{Blow, Fuse};

use super::opening::{assemble, create_database, settle};
use super::*;
use crate::domain::audit::{Chain, Deed, Outcome};
use crate::domain::field::{Field, Kind};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::person::{Datum, Person, Traces};
use crate::domain::provenance::{Origin, Provenance, Source};
use crate::domain::role::Role;
use crate::domain::time::Timestamp;
use crate::vault::{Crash, FailingDisk, Failure, Master, Vault};

const NOW: i64 = 1_790_000_000_000;

/// What a power cut may leave of the keyring.
const TEARS: u64 = 4;

/// A register whose database lies in a directory and whose keys lie on a disk that fails.
struct Bench {
    folder: TempDir,
    disk: FailingDisk,
    master: Master,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir_in(memory()).unwrap();
        let disk = FailingDisk::new();
        let (vault, master, _) = Vault::create(Box::new(disk.clone())).unwrap();
        let user = User {
            id: UserId(1),
            name: "Aino".to_owned(),
            password: String::new(),
            roles: vec![Role::Officer],
            enabled: true,
            must_change: false,
            account: None,
        };
        let beginning = Beginning {
            settings: Settings::default(),
            user,
            entry: entry(Deed::Init, None),
        };
        create_database(&folder.path().join(DATABASE), &vault, &beginning).unwrap();
        Self {
            folder,
            disk,
            master,
        }
    }

    fn open(&self) -> Store {
        open(self.folder.path(), &self.disk, &self.master)
    }

    /// Opens copies of the files as a power cut leaves them.
    fn crashed(&self, crash: Crash) -> (TempDir, Store) {
        let folder = tempfile::tempdir_in(memory()).unwrap();
        let copied = folder.path().join(DATABASE);
        std::fs::copy(self.folder.path().join(DATABASE), copied).unwrap();
        let store = open(folder.path(), &self.disk.crashed(crash), &self.master);
        (folder, store)
    }
}

fn memory() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    }
}

fn open(folder: &Path, disk: &FailingDisk, master: &Master) -> Store {
    let lock = Lock::take(folder).unwrap();
    let now = Timestamp::from_millis(NOW);
    let keys = || Vault::open(Box::new(disk.clone()), master);
    assemble(folder, lock, keys, now).unwrap().0
}

fn entry(deed: Deed, subject: Option<SubjectId>) -> Entry {
    Entry {
        at: Timestamp::from_millis(NOW),
        actor: UserId(1),
        session: SessionId(0),
        deed,
        subject,
        purpose: None,
        outcome: Outcome::Done,
        detail: Some("told".to_owned()),
        shown: Vec::new(),
    }
}

fn person(id: SubjectId, number: String) -> Person {
    let source = Source::of(Origin::Person);
    let provenance = Provenance::of_relations(source, Timestamp::from_millis(NOW).local_day());
    Person {
        id,
        data: vec![Datum {
            field: Field::Family,
            value: format!("family of {number}"),
            provenance,
            from: None,
        }],
        number,
        former_numbers: Vec::new(),
        kind: Kind::Consumer,
        version: 1,
        bans: Vec::new(),
        consents: Vec::new(),
        consent_units: Vec::new(),
        traces: Traces::default(),
        merged: Vec::new(),
        merged_into: None,
    }
}

fn add(store: &Store, number: &'static str) -> Result<SubjectId, StoreError> {
    let added = store.write(move |planning| -> Result<_, StoreError> {
        let id = SubjectId(planning.take_unit().0);
        let change = Change {
            people: vec![person(id, number.to_owned())],
            acts: vec![entry(Deed::Add, Some(id))],
            ..Change::default()
        };
        Ok((change, id))
    });
    added.map(|it| it.value)
}

fn erase(store: &Store, id: SubjectId) -> Result<(), StoreError> {
    let erased = store.write(move |planning| -> Result<_, StoreError> {
        let change = Change {
            erased: planning.person(id)?.into_iter().collect(),
            acts: vec![entry(Deed::Erase, Some(id))],
            ..Change::default()
        };
        Ok((change, ()))
    });
    erased.map(drop)
}

fn has(store: &Store, id: SubjectId) -> bool {
    let view = store.view().unwrap();
    let found = view.person(id).unwrap();
    let number = found.as_ref().map(|it| it.number.clone());
    assert_eq!(
        found.is_some(),
        number.is_some_and(|it| view.maps().by_number(&it) == Some(id))
    );
    found.is_some()
}

fn numbers(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    let view = store.view().unwrap();
    view.each_person(|it| all.push(it.number)).unwrap();
    all
}

fn acts(store: &Store) -> u64 {
    let verified = store.view().unwrap().verify(Chain::Acts).unwrap();
    assert_eq!(verified.broken_at, None);
    verified.entries
}

/// How the keyring's disk fails: one call, which is done in part, or every one from then on.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Once(Failure),
    Lasting,
}

impl Trouble {
    fn kinds() -> impl Iterator<Item = Self> {
        Failure::ALL
            .map(Self::Once)
            .into_iter()
            .chain([Self::Lasting])
    }

    fn begin(self, disk: &FailingDisk, call: u64) {
        match self {
            Self::Once(failure) => disk.fail_at(call, failure),
            Self::Lasting => disk.fail_from(call),
        }
    }
}

#[test]
fn a_person_whose_creation_fails_is_whole_or_absent() {
    for trouble in Trouble::kinds() {
        for call in 1.. {
            let bench = Bench::new();
            let store = bench.open();
            add(&store, "first").unwrap();
            let before = acts(&store);
            trouble.begin(&bench.disk, call);
            let told = add(&store, "second");
            let over = bench.disk.mend();
            let added = usize::from(told.is_ok());
            let expected = &["first", "second"][..=added];
            assert_eq!(numbers(&store), expected, "{trouble:?} at call {call}");
            assert_eq!(acts(&store), before + added as u64);
            for crash in Crash::kinds(TEARS) {
                let (_folder, crashed) = bench.crashed(crash);
                assert_eq!(numbers(&crashed), expected, "{trouble:?} {call} {crash:?}");
                let third = add(&crashed, "third").unwrap();
                assert!(has(&crashed, third));
            }
            let third = add(&store, "third").unwrap();
            assert!(has(&store, third));
            if over {
                assert!(told.is_ok() && call > 4);
                break;
            }
            let lasting = matches!(trouble, Trouble::Lasting);
            assert_eq!(told.is_err(), lasting, "one failure is tried again at once");
        }
    }
}

#[test]
fn an_erasure_that_fails_half_way_is_finished_by_the_next_write_or_opening() {
    for trouble in Trouble::kinds() {
        for call in 1.. {
            let bench = Bench::new();
            let store = bench.open();
            let (first, second) = (
                add(&store, "first").unwrap(),
                add(&store, "second").unwrap(),
            );
            trouble.begin(&bench.disk, call);
            let told = erase(&store, first);
            let over = bench.disk.mend();
            let gone = matches!(told, Ok(()) | Err(StoreError::Unfinished));
            assert_eq!(has(&store, first), !gone, "{trouble:?} {call}: {told:?}");
            for crash in Crash::kinds(TEARS) {
                let (_folder, crashed) = bench.crashed(crash);
                assert_eq!(has(&crashed, first), !gone, "{trouble:?} {call} {crash:?}");
                assert!(has(&crashed, second));
                assert_eq!(crashed.engine.vault.keyring().is_forgotten(first.0), gone);
            }
            let third = add(&store, "third").unwrap();
            assert_eq!(store.engine.vault.keyring().is_forgotten(first.0), gone);
            assert!(has(&store, second) && has(&store, third));
            acts(&store);
            if over {
                assert!(told.is_ok() && call > 8);
                break;
            }
            let lasting = matches!(trouble, Trouble::Lasting);
            assert_eq!(told.is_err(), lasting, "one failure is tried again at once");
        }
    }
}

/// The rows are gone and refused, the key is not.
#[test]
fn an_unfinished_erasure_is_never_called_done() {
    let bench = Bench::new();
    let store = bench.open();
    let first = add(&store, "first").unwrap();
    let keyring = store.engine.vault.keyring();
    bench.disk.fail_from(5);
    let told = erase(&store, first).unwrap_err();
    assert!(matches!(told, StoreError::Unfinished), "{told:?}");
    assert!(!keyring.is_forgotten(first.0));
    let view = store.view().unwrap();
    assert!(view.is_being_forgotten(first.core()).unwrap());
    drop(view);
    bench.disk.mend();
    add(&store, "second").unwrap();
    assert!(keyring.is_forgotten(first.0));
    let view = store.view().unwrap();
    assert!(!view.is_being_forgotten(first.core()).unwrap());
}

/// Opens a register whose database fails with `fuse`.
fn open_fused(bench: &Bench, fuse: &Fuse) -> Store {
    let folder = bench.folder.path();
    let lock = Lock::take(folder).unwrap();
    let path = folder.join(DATABASE);
    let (vault, _) = Vault::open(Box::new(bench.disk.clone()), &bench.master).unwrap();
    let database = fuse.open(&path).unwrap();
    let (again, opened) = (fuse.clone(), path.clone());
    let engine =
        Engine::new(path, vault, database).reopened_by(Box::new(move || again.open(&opened)));
    settle(&engine, folder, &[], Timestamp::from_millis(NOW)).unwrap();
    let engine = Arc::new(engine);
    let writer = Writer::start(Arc::clone(&engine), engine.numbers().unwrap()).unwrap();
    Store {
        writer,
        engine,
        lock,
    }
}

/// A failed commit may stand all the same: nothing is done twice, and nothing that is told is lost.
#[test]
fn a_database_that_fails_once_loses_and_repeats_nothing() {
    for blow in [Blow::Undone, Blow::Done] {
        for call in 1.. {
            let (bench, fuse) = (Bench::new(), Fuse::default());
            let store = open_fused(&bench, &fuse);
            let first = add(&store, "first").unwrap();
            fuse.set(call, 1, blow);
            let second = add(&store, "second").unwrap();
            let gone = erase(&store, first);
            let over = fuse.mend();
            assert!(gone.is_ok(), "{blow:?} at call {call}: {gone:?}");
            assert!(has(&store, second) && !has(&store, first));
            assert_eq!(acts(&store), 4, "{blow:?} at call {call}");
            assert!(store.engine.vault.keyring().is_forgotten(first.0));
            add(&store, "third").unwrap();
            drop(store);
            let store = bench.open();
            assert_eq!(numbers(&store), ["second", "third"]);
            assert_eq!(acts(&store), 5);
            if over {
                assert!(call > 10);
                break;
            }
        }
    }
}

/// While nothing can be written, nothing is said to be; afterwards all goes on from what is there.
#[test]
fn a_database_that_goes_on_failing_comes_back_whole() {
    for blow in [Blow::Undone, Blow::Done] {
        for call in 1.. {
            let (bench, fuse) = (Bench::new(), Fuse::default());
            let store = open_fused(&bench, &fuse);
            add(&store, "first").unwrap();
            fuse.set(call, u64::MAX, blow);
            let told = add(&store, "second");
            let again = add(&store, "third");
            let over = fuse.mend();
            add(&store, "fourth").unwrap();
            let found = numbers(&store);
            assert_eq!(acts(&store), found.len() as u64 + 1);
            for (told, number) in [(told, "second"), (again, "third")] {
                let many = found.iter().filter(|it| *it == number).count();
                assert!(many <= 1, "{blow:?} at call {call}: {found:?}");
                assert!(told.is_err() || many == 1, "{blow:?} {call}: {found:?}");
            }
            drop(store);
            assert_eq!(numbers(&bench.open()), found);
            if over {
                break;
            }
        }
    }
}

/// A plan or a row that panics takes nobody else with it.
#[test]
fn a_panic_while_planning_is_told_to_its_own_asker() {
    let bench = Bench::new();
    let store = bench.open();
    let first = add(&store, "first").unwrap();
    let told = store.write(|_| -> Result<(Change, ()), StoreError> { panic!("a bug") });
    assert!(matches!(told, Err(StoreError::Panicked)), "{told:?}");
    assert!(has(&store, first));
    add(&store, "second").unwrap();
    assert_eq!(numbers(&store), ["first", "second"]);
}

/// What cannot be applied leaves nothing of itself, in the file or in the maps.
#[test]
fn a_change_that_names_a_lost_key_is_refused_alone() {
    let bench = Bench::new();
    let store = bench.open();
    let first = add(&store, "first").unwrap();
    let told = store.write(|planning| -> Result<_, StoreError> {
        let id = SubjectId(planning.take_unit().0);
        let lost = SubjectId(1_000);
        let change = Change {
            people: vec![
                person(id, "second".to_owned()),
                person(lost, "lost".to_owned()),
            ],
            acts: vec![entry(Deed::Add, Some(id))],
            ..Change::default()
        };
        Ok((change, ()))
    });
    assert!(matches!(told, Err(StoreError::KeyLost(_))), "{told:?}");
    assert!(has(&store, first));
    assert_eq!(store.view().unwrap().maps().by_number("second"), None);
    assert_eq!(numbers(&store), ["first"]);
    assert_eq!(acts(&store), 2);
    add(&store, "second").unwrap();
}

#[test]
fn an_opening_drops_forms_that_nobody_came_back_to() {
    let bench = Bench::new();
    let store = bench.open();
    let subject = add(&store, "1001").unwrap();
    let kept = store.write(move |_| -> Result<_, StoreError> {
        let draft = DraftRecord {
            subject,
            user: UserId(1),
            at: Timestamp::from_millis(NOW),
            version: 1,
            values: vec![("family".to_owned(), "Aho".to_owned())],
        };
        let change = Change {
            drafts: vec![draft],
            ..Change::default()
        };
        Ok((change, ()))
    });
    kept.unwrap();
    drop(store);
    let drafts = |hours: i64| {
        let folder = bench.folder.path();
        let lock = Lock::take(folder).unwrap();
        let now = Timestamp::from_millis(NOW + hours * 3_600_000);
        let keys = || Vault::open(Box::new(bench.disk.clone()), &bench.master);
        let (store, _) = assemble(folder, lock, keys, now).unwrap();
        let transaction = store.engine.begin_read().unwrap();
        let drafts = transaction.open_table(tables::DRAFTS).unwrap();
        drafts.len().unwrap()
    };
    assert_eq!([drafts(24), drafts(25)], [1, 0]);
}
