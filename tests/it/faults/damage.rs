use std::fs;
use std::path::{Path, PathBuf};

use rainmaker::contract::{FaultCode, Request};
use rainmaker::domain::consent::ConsentState;
use rainmaker::domain::id::SubjectId;
use rainmaker::domain::time::Timestamp;
use rainmaker::store::OpenError;
use rainmaker::vault::{VaultError, VaultFile};
use tempfile::TempDir;

use super::asking::{add, attribute, consent, correct_city, erase};
use super::register::{Dice, Register, START, copy, files, folder, times};
use super::world::{Script, World};

const PAGE: usize = 4_096;
const SECTOR: usize = 512;

/// Which byte and bit of `register.redb` say where its newest root stands.
const ROOT: (usize, u8) = (9, 1);

/// A register with a past, once closed and once as a kill leaves it.
struct Patient {
    folder: TempDir,
    world: World,
    heads: Vec<(u64, String)>,
}

impl Patient {
    fn new() -> Self {
        let folder = folder();
        let home = folder.path().join("home");
        let mut register = Register::create(&home);
        let (mut world, mut script) = (World::new(), Script::new(6));
        for _ in 0..150 {
            register.later(1_000);
            let request = script.next(&world, register.now);
            world.apply(&request, register.now).ok();
            register.ask(request).ok();
        }
        let heads = register.audit();
        copy(&home, &folder.path().join("killed"));
        drop(register);
        copy(&home, &folder.path().join("closed"));
        Self {
            folder,
            world,
            heads,
        }
    }

    /// Makes a copy with one file harmed.
    fn harmed(&self, state: &str, file: &str, harm: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
        let home = self.folder.path().join("ward");
        fs::remove_dir_all(&home).ok();
        copy(&self.folder.path().join(state), &home);
        let mut bytes = fs::read(home.join(file)).unwrap();
        harm(&mut bytes);
        fs::write(home.join(file), bytes).unwrap();
        home
    }

    /// Says whether a copy opens, as it was and not otherwise, or why it does not.
    fn opens(&self, home: &Path) -> Result<(), OpenError> {
        let mut register = Register::open_unasked(home, Timestamp::from_millis(START))?;
        assert_eq!(register.opening.forgotten_since, Vec::new());
        assert_eq!(register.audit(), self.heads);
        register.login();
        let mut world = self.world.clone();
        world.login();
        world.holds_for(&mut register, &[]);
        Ok(())
    }
}

fn flip(bytes: &mut [u8], dice: &mut Dice) {
    let place = dice.below(bytes.len());
    bytes[place] ^= 1 << dice.below(8);
}

/// Does one of the things that disks and copies do to files.
fn harm(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let page = dice.below(bytes.len().div_ceil(PAGE)) * PAGE;
    let page = page..bytes.len().min(page + PAGE);
    match dice.below(7) {
        0 => bytes.truncate(dice.below(bytes.len())),
        1 | 2 => flip(bytes, dice),
        3 => {
            // What the file begins with is read before anything proves it.
            let end = bytes.len().min(SECTOR);
            flip(&mut bytes[..end], dice);
        }
        4 => {
            let sector = dice.below(bytes.len().div_ceil(SECTOR)) * SECTOR;
            let end = bytes.len().min(sector + SECTOR);
            bytes[sector..end].fill(0);
        }
        5 => bytes[page].fill_with(|| dice.next().to_le_bytes()[0]),
        _ => {
            let other = dice.below(bytes.len() / PAGE + 1) * PAGE;
            if other + page.len() <= bytes.len() && other.abs_diff(page.start) >= PAGE {
                let (low, high) = (other.min(page.start), other.max(page.start));
                let (head, tail) = bytes.split_at_mut(high);
                head[low..low + page.len()].swap_with_slice(&mut tail[..page.len()]);
            }
        }
    }
}

fn is_about(error: &OpenError, file: &str, home: &Path) -> bool {
    match (error, file) {
        // A damaged version number is a version nobody knows.
        (OpenError::Damaged { file: named, .. } | OpenError::Newer(named), _) => {
            *named == home.join(file)
        }
        (OpenError::Vault(error), "keys") => {
            error.to_string().contains("keys")
                || matches!(
                    error,
                    VaultError::Newer {
                        file: VaultFile::Keys,
                        ..
                    }
                )
        }
        (OpenError::Vault(error), "master.key") => error.to_string().contains("master"),
        _ => false,
    }
}

#[test]
fn a_damaged_file_is_named_or_makes_no_difference() {
    let patient = Patient::new();
    let mut dice = Dice::new(66);
    let mut refused = 0;
    for round in 0..times(600) {
        let file = match round % 20 {
            0..13 => "register.redb",
            13..16 => "keyring.a",
            16..19 => "keyring.b",
            _ => dice.pick(&["keys", "master.key"]),
        };
        let state = *dice.pick(&["closed", "killed"]);
        let home = patient.harmed(state, file, |bytes| {
            let root = bytes[ROOT.0] & ROOT.1;
            harm(bytes, &mut dice);
            if file == "register.redb" && bytes.len() > ROOT.0 {
                bytes[ROOT.0] = bytes[ROOT.0] & !ROOT.1 | root;
            }
        });
        if let Err(error) = patient.opens(&home) {
            assert!(is_about(&error, file, &home), "{round} {file}: {error:?}");
            assert!(!file.starts_with("keyring"), "{round} {file}: {error:?}");
            refused += 1;
        }
    }
    assert!(refused > 100, "the damage has to reach what is in use");
}

/// An older root is as whole as the newest, and only who noted a later head knows of a later one.
#[test]
fn a_file_turned_back_by_its_one_bit_is_told_by_the_head_of_the_audit() {
    let patient = Patient::new();
    let home = patient.harmed("killed", "register.redb", |bytes| bytes[ROOT.0] ^= ROOT.1);
    if let Ok(mut register) = Register::open_unasked(&home, Timestamp::from_millis(START)) {
        assert_ne!(register.audit(), patient.heads);
    }
}

#[test]
fn both_keyrings_damaged_at_one_slot_lock_nobody_out_unnoticed() {
    let patient = Patient::new();
    let living = patient.world.people.values().next().unwrap().id;
    let place = usize::try_from(living.0).unwrap() * 64 + 20;
    let home = patient.harmed("closed", "keyring.a", |bytes| bytes[place] ^= 1);
    let mut other = fs::read(home.join("keyring.b")).unwrap();
    other[place] ^= 1;
    fs::write(home.join("keyring.b"), other).unwrap();
    let error = patient.opens(&home).unwrap_err();
    assert!(is_about(&error, "keyring.a", &home), "{error:?}");
}

#[test]
fn an_older_keyring_is_told_from_a_damaged_one() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut register = Register::create(&home);
    let early = add(&mut register, "Virtanen", "+358401234567");
    let old = folder.path().join("old");
    copy(&home, &old);
    erase(&mut register, &early);
    drop(register);
    for name in ["keyring.a", "keyring.b"] {
        fs::copy(old.join(name), home.join(name)).unwrap();
    }
    let error = Register::open(&home).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::OlderKeyring(_)), "{error:?}");
}

/// DESIGN "Backup": what was forgotten since stays so, and everybody else is there.
#[test]
fn an_old_database_with_todays_keyring_yields_everybody_but_the_erased() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut register = Register::create(&home);
    let erased = add(&mut register, "Virtanen", "+358401234567");
    let sharer = add(&mut register, "Niemi", "+358401234567");
    let holder = add(&mut register, "Laine", "+358407654321");
    consent(&mut register, &holder, ConsentState::Given);
    attribute(&mut register, &holder, "hobby", "rowing").unwrap();
    let old = folder.path().join("old.redb");
    fs::copy(home.join("register.redb"), &old).unwrap();
    erase(&mut register, &erased);
    consent(&mut register, &holder, ConsentState::Withdrawn);
    let later = add(&mut register, "Korhonen", "+358501234567");
    drop(register);
    fs::copy(&old, home.join("register.redb")).unwrap();

    let mut register = Register::open(&home).unwrap();
    assert_eq!(register.opening.forgotten_since, [SubjectId(1)]);
    for gone in [&erased, &later] {
        let code = register.card(gone).unwrap_err().code;
        assert_eq!(code, FaultCode::NoSuchPerson);
    }
    assert_eq!(register.card(&sharer).unwrap().possible_duplicates, []);
    assert_eq!(register.card(&holder).unwrap().attributes, []);
    register.ask(Request::Duplicates).unwrap();
    // What is written into it later finds keys of its own.
    attribute(&mut register, &holder, "hobby", "skiing").unwrap();
    assert_eq!(register.card(&holder).unwrap().attributes.len(), 1);
    let newcomer = add(&mut register, "Mäkelä", "+358409998887");
    drop(register);
    let mut register = Register::open(&home).unwrap();
    assert_eq!(register.card(&newcomer).unwrap().name, "Mäkelä");
    assert_eq!(register.card(&holder).unwrap().attributes.len(), 1);
    register.audit();
}

/// A kill between the commit of an erasure and the destruction of its key leaves this.
#[test]
fn an_erasure_that_was_cut_short_is_finished_on_opening() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut register = Register::create(&home);
    let erased = add(&mut register, "Virtanen", "+358401234567");
    let other = add(&mut register, "Niemi", "+358407654321");
    correct_city(&mut register, &other, "Vaasa");
    let keyring = fs::read(home.join("keyring.a")).unwrap();
    erase(&mut register, &erased);
    drop(register);
    let slot = 64..128;
    for name in ["keyring.a", "keyring.b"] {
        let mut bytes = fs::read(home.join(name)).unwrap();
        bytes[slot.clone()].copy_from_slice(&keyring[slot.clone()]);
        fs::write(home.join(name), bytes).unwrap();
    }
    leave_unfinished(&home.join("register.redb"), 1);

    let mut register = Register::open(&home).unwrap();
    assert_eq!(register.opening.forgotten_since, []);
    assert_eq!(register.card(&other).unwrap().name, "Niemi");
    drop(register);
    for name in ["keyring.a", "keyring.b"] {
        let bytes = fs::read(home.join(name)).unwrap();
        assert_eq!(bytes[slot.start], 3, "{name}: forgotten");
        assert_eq!(bytes[slot.start + 16..slot.start + 48], [0; 32], "{name}");
    }
}

fn leave_unfinished(path: &Path, unit: u64) {
    let database = redb::Database::open(path).unwrap();
    let write = database.begin_write().unwrap();
    let forgetting = redb::TableDefinition::<u64, ()>::new("forgetting.v1");
    write
        .open_table(forgetting)
        .unwrap()
        .insert(unit, ())
        .unwrap();
    write.commit().unwrap();
}

#[test]
fn a_wrong_or_missing_master_key_touches_nothing() {
    let folder = folder();
    let (home, other) = (folder.path().join("home"), folder.path().join("other"));
    drop(Register::create(&home));
    drop(Register::create(&other));
    fs::copy(other.join("master.key"), home.join("master.key")).unwrap();
    let before = bytes_of(&home);
    let error = Register::open(&home).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::Vault(_)), "{error:?}");
    assert_eq!(bytes_of(&home), before);

    fs::remove_file(home.join("master.key")).unwrap();
    let before = bytes_of(&home);
    let error = Register::open(&home).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::Vault(_)), "{error:?}");
    assert_eq!(bytes_of(&home), before);
}

#[test]
fn a_newer_file_is_refused_untouched() {
    let folder = folder();
    let home = folder.path().join("home");
    drop(Register::create(&home));
    let path = home.join("register.redb");
    {
        let database = redb::Database::open(&path).unwrap();
        let write = database.begin_write().unwrap();
        let meta = redb::TableDefinition::<&str, u64>::new("meta.v1");
        write.open_table(meta).unwrap().insert("format", 2).unwrap();
        write.commit().unwrap();
    }
    let before = bytes_of(&home);
    let error = Register::open(&home).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::Newer(_)), "{error:?}");
    assert_eq!(bytes_of(&home), before);
}

#[test]
fn a_missing_file_is_damage_and_never_a_new_register() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut register = Register::create(&home);
    let number = add(&mut register, "Virtanen", "+358401234567");
    drop(register);
    for name in ["register.redb", "keys"] {
        let aside = folder.path().join(name);
        fs::rename(home.join(name), &aside).unwrap();
        assert!(Register::open(&home).is_err(), "{name}");
        assert!(!home.join(name).exists(), "{name}");
        fs::rename(&aside, home.join(name)).unwrap();
    }
    fs::remove_file(home.join("keyring.b")).unwrap();
    let mut register = Register::open(&home).unwrap();
    assert_eq!(register.card(&number).unwrap().name, "Virtanen");
    drop(register);
    assert_eq!(
        fs::read(home.join("keyring.a")).unwrap(),
        fs::read(home.join("keyring.b")).unwrap()
    );
}

/// Every file but the lock, which says who is in the way.
fn bytes_of(home: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(home)
        .into_iter()
        .filter(|it| !it.ends_with("lock"))
        .map(|it| {
            let bytes = fs::read(&it).unwrap();
            (it, bytes)
        })
        .collect()
}
