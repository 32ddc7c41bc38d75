use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::*;
use crate::vault::Crash;
use crate::vault::FailingDisk;
use crate::vault::Failure;
use crate::vault::Place;
use crate::vault::open as unseal;
use crate::vault::seal;
use slot::SLOT;

const TWINS: [VaultFile; 2] = [VaultFile::KeyringA, VaultFile::KeyringB];
const HOME: Place<'static> = Place {
    table: "tests",
    key: &[],
    format: 1,
};
/// Tears for each crash: enough that every sector of every write is kept, lost and zeroed.
const TEARS: u64 = 8;

fn roots() -> Roots {
    Roots {
        units: [1; 32],
        suppression: [2; 32],
        audit: [3; 32],
    }
}

fn created() -> FailingDisk {
    let disk = FailingDisk::new();
    Keyring::create(&disk, &roots()).unwrap();
    disk
}

fn open(disk: &FailingDisk) -> Result<(Keyring, Opened), VaultError> {
    Keyring::open(Box::new(disk.clone()), &roots())
}

/// Draws and writes a key for each id.
fn create(keyring: &Keyring, ids: &[u64], generation: u64) -> Result<(), KeyringError> {
    let drawn = ids.iter().map(|id| (*id, keyring.draw())).collect();
    keyring.create_units(&drawn, generation)
}

fn set_both(disk: &FailingDisk, image: Option<&[u8]>) {
    for file in TWINS {
        disk.set(file, image.map(<[u8]>::to_vec));
    }
}

/// What was acknowledged, and what was begun without an answer.
#[derive(Clone, Default)]
struct Truth {
    /// A record sealed under the key that each live unit had when it was acknowledged.
    live: BTreeMap<u64, Vec<u8>>,
    forgotten: BTreeSet<u64>,
    /// Live ones whose forgetting failed: they may be either.
    leaving: BTreeSet<u64>,
    generation: u64,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Create(&'static [u64], u64),
    Forget(&'static [u64]),
    Raise(u64),
}

/// Two sectors of slots, a skipped number, and forgetting in both sectors.
const STEPS: [Step; 6] = [
    Step::Create(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1),
    Step::Forget(&[9, 3]),
    Step::Create(&[11, 13], 2),
    Step::Raise(3),
    Step::Forget(&[1, 2, 13, 3]),
    Step::Create(&[14], 4),
];

impl Truth {
    fn take(&mut self, keyring: &Keyring, step: Step) -> Result<(), KeyringError> {
        match step {
            Step::Create(ids, generation) => {
                create(keyring, ids, generation)?;
                for &id in ids {
                    self.live
                        .insert(id, seal(&keyring.key(id).unwrap(), &HOME, b"probe"));
                }
                self.generation = generation;
            }
            Step::Forget(ids) => {
                self.leaving
                    .extend(ids.iter().filter(|&it| self.live.contains_key(it)));
                keyring.forget(ids)?;
                for id in ids {
                    self.live.remove(id);
                    self.leaving.remove(id);
                    self.forgotten.insert(*id);
                }
            }
            Step::Raise(generation) => {
                keyring.raise(generation)?;
                self.generation = generation;
            }
        }
        Ok(())
    }

    fn holds_for(&self, keyring: &Keyring) {
        for (id, record) in &self.live {
            match keyring.key(*id) {
                Ok(key) => assert!(
                    unseal(&key, &HOME, record).is_ok(),
                    "unit {id}: another key"
                ),
                Err(KeyringError::Forgotten(_)) if self.leaving.contains(id) => {}
                Err(fault) => panic!("unit {id}: {fault}"),
            }
        }
        for id in &self.forgotten {
            assert!(keyring.is_forgotten(*id), "unit {id} is not forgotten");
            assert!(matches!(keyring.key(*id), Err(KeyringError::Forgotten(it)) if it == *id));
        }
        assert!(keyring.generation() >= self.generation);
        let named = self.live.keys().chain(&self.forgotten);
        assert!(
            keyring.next_unit() > named.copied().max().unwrap_or(0),
            "a number comes back"
        );
    }

    /// Opens the disk and checks everything that was acknowledged, in memory and in both files; opens
    /// it again, which must find nothing to mend; and goes on with a new unit.
    fn holds_on(&self, disk: &FailingDisk) {
        let (keyring, opened) = open(disk).unwrap();
        self.holds_for(&keyring);
        for id in self.live.keys().chain(&self.forgotten) {
            assert!(!opened.damaged.contains(id), "unit {id} is damaged");
        }
        let durable = disk.crashed(Crash::Lost);
        for file in TWINS {
            let image = durable.image(file).unwrap();
            assert_eq!(
                Some(&image),
                disk.image(file).as_ref(),
                "{file} was not synced"
            );
            for (id, slot) in image.chunks(SLOT).enumerate().skip(1) {
                if keyring.is_forgotten(id as u64) {
                    assert_eq!(slot[0], 3, "unit {id} in {file}");
                    assert_eq!(slot[16..48], [0; 32], "unit {id} in {file}");
                }
            }
        }
        let (again, second) = open(&durable).unwrap();
        assert_eq!(
            second,
            Opened {
                mended: Vec::new(),
                ..opened
            }
        );
        self.holds_for(&again);
        let next = again.next_unit();
        create(&again, &[next], 9).unwrap();
        let (last, _) = open(&durable).unwrap();
        self.holds_for(&last);
        last.key(next).unwrap();
    }
}

#[test]
fn units_keep_their_keys_and_forgotten_ones_have_none() {
    let (disk, mut truth) = (created(), Truth::default());
    let (keyring, opened) = open(&disk).unwrap();
    let empty = Opened {
        generation: 0,
        mended: vec![],
        damaged: vec![],
        high_water: 0,
    };
    assert_eq!(opened, empty);
    for step in STEPS {
        truth.take(&keyring, step).unwrap();
        truth.holds_for(&keyring);
    }
    assert!(matches!(keyring.key(12), Err(KeyringError::Unknown(12))));
    let (_, opened) = open(&disk).unwrap();
    assert_eq!(
        opened,
        Opened {
            generation: 4,
            high_water: 14,
            ..empty
        }
    );
    truth.holds_on(&disk);
}

#[test]
fn two_units_never_share_a_key() {
    let disk = created();
    let (keyring, _) = open(&disk).unwrap();
    create(&keyring, &[1, 2], 1).unwrap();
    let record = seal(&keyring.key(1).unwrap(), &HOME, b"probe");
    assert!(unseal(&keyring.key(2).unwrap(), &HOME, &record).is_err());
    assert!(unseal(&UnitKey::house(&roots().units), &HOME, &record).is_err());
}

#[test]
fn a_number_is_never_used_twice_and_the_header_is_no_unit() {
    let disk = created();
    let (keyring, _) = open(&disk).unwrap();
    create(&keyring, &[1, 3], 1).unwrap();
    keyring.forget(&[1]).unwrap();
    let before = TWINS.map(|it| disk.image(it));
    for ids in [&[0][..], &[1], &[2], &[3]] {
        let outcome = create(&keyring, ids, 2);
        assert!(
            matches!(outcome, Err(KeyringError::Used(it)) if it == ids[0]),
            "{ids:?}"
        );
    }
    assert!(matches!(
        create(&keyring, &[u64::MAX], 2),
        Err(KeyringError::Far(_))
    ));
    for ids in [&[0][..], &[3, 4], &[u64::MAX]] {
        assert!(
            matches!(keyring.forget(ids), Err(KeyringError::Unknown(_))),
            "{ids:?}"
        );
    }
    assert_eq!(
        before,
        TWINS.map(|it| disk.image(it)),
        "a refusal writes nothing"
    );
    assert_eq!(keyring.generation(), 1);
    keyring.raise(7).unwrap();
    keyring.raise(5).unwrap();
    assert_eq!(keyring.generation(), 7, "the generation never falls");
    keyring.forget(&[1]).unwrap();
}

/// Runs the steps on a disk that fails at call `n`, until the failure comes.
fn run_until_failure(n: u64, failure: Failure) -> Option<(FailingDisk, Keyring, Truth, usize)> {
    let (disk, mut truth) = (created(), Truth::default());
    let (keyring, _) = open(&disk).unwrap();
    disk.fail_at(n, failure);
    for (at, step) in STEPS.into_iter().enumerate() {
        if truth.take(&keyring, step).is_err() {
            return Some((disk, keyring, truth, at));
        }
    }
    assert!(disk.outlived_failure());
    None
}

#[test]
fn whatever_call_fails_and_however_the_power_is_cut_all_that_was_said_holds() {
    for failure in Failure::ALL {
        for n in 1.. {
            let Some((disk, keyring, truth, _)) = run_until_failure(n, failure) else {
                assert!(n > 25, "the steps make more calls than {n}");
                break;
            };
            truth.holds_for(&keyring);
            for crash in Crash::kinds(TEARS) {
                truth.holds_on(&disk.crashed(crash));
            }
        }
    }
}

#[test]
fn after_a_failed_call_the_same_call_may_be_tried_again() {
    for failure in Failure::ALL {
        for n in 1.. {
            let Some((disk, keyring, mut truth, at)) = run_until_failure(n, failure) else {
                break;
            };
            for step in &STEPS[at..] {
                truth.take(&keyring, *step).unwrap();
            }
            truth.holds_for(&keyring);
            assert_eq!(truth.forgotten.len(), 5);
            for crash in Crash::kinds(2) {
                truth.holds_on(&disk.crashed(crash));
            }
        }
    }
}

#[test]
fn a_mending_that_fails_or_is_cut_short_loses_nothing() {
    for n in 1.. {
        let Some((disk, _, truth, _)) = run_until_failure(n, Failure::Half) else {
            break;
        };
        for crash in Crash::kinds(2) {
            for failure in Failure::ALL {
                for m in 1.. {
                    let wounded = disk.crashed(crash);
                    wounded.fail_at(m, failure);
                    if open(&wounded).is_ok() {
                        assert!(m > 4, "both files are read and synced");
                        break;
                    }
                    truth.holds_on(&wounded.crashed(Crash::Torn(n + m)));
                }
            }
        }
    }
}

/// All kinds of slot: 1–10 and 11, 14 live, 3, 9, 1, 2, 13 forgotten, 12 free.
fn furnished() -> (FailingDisk, Truth) {
    let (disk, mut truth) = (created(), Truth::default());
    let (keyring, _) = open(&disk).unwrap();
    for step in STEPS {
        truth.take(&keyring, step).unwrap();
    }
    (disk, truth)
}

#[test]
fn a_mending_of_any_wound_may_fail_at_any_call() {
    let (whole, truth) = furnished();
    let image = whole.image(VaultFile::KeyringA).unwrap();
    let mut holed = image.clone();
    holed[5 * SLOT..6 * SLOT].fill(0);
    holed[11 * SLOT + 20] ^= 1;
    let wounds = [None, Some(vec![]), Some(image[..300].to_vec()), Some(holed)];
    for (file, wound) in TWINS
        .into_iter()
        .flat_map(|it| wounds.iter().map(move |w| (it, w)))
    {
        for failure in Failure::ALL {
            for n in 1.. {
                let disk = whole.crashed(Crash::Lost);
                disk.set(file, wound.clone());
                disk.fail_at(n, failure);
                if open(&disk).is_ok() {
                    assert!(disk.outlived_failure() && n > 4);
                    truth.holds_on(&disk);
                    break;
                }
                for crash in Crash::kinds(TEARS) {
                    truth.holds_on(&disk.crashed(crash));
                }
            }
        }
    }
}

#[test]
fn what_a_killed_process_left_unsynced_is_synced_before_it_is_believed() {
    let disk = created();
    let (keyring, _) = open(&disk).unwrap();
    create(&keyring, &[1], 1).unwrap();
    // The second file's sync is the last call: the slot is zeroed in both, but durable in one.
    disk.fail_at(4, Failure::Nothing);
    let half = disk.clone();
    assert!(keyring.forget(&[1]).is_err());
    half.write(
        VaultFile::KeyringB,
        SLOT as u64,
        &keyring.stamp.slot(1, &Slot::Forgotten),
    )
    .unwrap();
    let (again, _) = open(&half).unwrap();
    assert!(again.is_forgotten(1));
    let durable = half
        .crashed(Crash::Lost)
        .image(VaultFile::KeyringB)
        .unwrap();
    assert_eq!(durable[SLOT], 3, "forgotten in the second file too");
}

#[test]
fn every_flipped_byte_in_one_file_is_mended_from_the_other() {
    let (whole, truth) = furnished();
    let image = whole.image(VaultFile::KeyringA).unwrap();
    let (_, clean) = open(&whole).unwrap();
    for file in TWINS {
        for at in 0..image.len() {
            for flip in [1 << (at % 8), 0xff] {
                let disk = whole.crashed(Crash::Lost);
                let mut damaged = image.clone();
                damaged[at] ^= flip;
                disk.set(file, Some(damaged));
                let (keyring, opened) = open(&disk).unwrap();
                let mended = vec![(at / SLOT) as u64];
                assert_eq!(
                    opened,
                    Opened {
                        mended,
                        ..clean.clone()
                    },
                    "{file} at {at}"
                );
                truth.holds_for(&keyring);
                assert_eq!(disk.image(file).as_ref(), Some(&image), "{file} at {at}");
            }
        }
    }
}

#[test]
fn damage_of_one_slot_in_both_files_is_told_for_that_slot_and_is_no_erasure() {
    let (whole, truth) = furnished();
    let image = whole.image(VaultFile::KeyringA).unwrap();
    let wounds: [fn(&mut [u8]); 3] = [|it| it[17] ^= 4, |it| it.fill(0), |it| it[0] = 3];
    for (number, wound) in (1..15).flat_map(|it| wounds.iter().map(move |w| (it, w))) {
        let mut damaged = image.clone();
        wound(&mut damaged[number * SLOT..(number + 1) * SLOT]);
        if damaged == image {
            continue;
        }
        let disk = whole.crashed(Crash::Lost);
        set_both(&disk, Some(&damaged));
        let (keyring, opened) = open(&disk).unwrap();
        let number = number as u64;
        assert_eq!((opened.mended, opened.damaged), (vec![], vec![number]));
        assert!(matches!(keyring.key(number), Err(KeyringError::Damaged(it)) if it == number));
        assert!(!keyring.is_forgotten(number));
        let mut others = truth.clone();
        others.live.remove(&number);
        others.forgotten.remove(&number);
        others.holds_on(&disk);
        keyring.forget(&[number]).unwrap();
        assert!(open(&disk).unwrap().0.is_forgotten(number));
    }
}

#[test]
fn a_file_cut_at_any_length_or_missing_is_made_whole_from_the_other() {
    let (whole, truth) = furnished();
    let image = whole.image(VaultFile::KeyringA).unwrap();
    for file in TWINS {
        let cuts = (0..image.len()).map(|it| Some(image[..it].to_vec()));
        for cut in cuts.chain([None]) {
            let disk = whole.crashed(Crash::Lost);
            let first = cut.as_ref().map_or(0, |it| it.len() / SLOT) as u64;
            disk.set(file, cut);
            let (keyring, opened) = open(&disk).unwrap();
            assert_eq!(opened.mended, (first..15).collect::<Vec<_>>());
            truth.holds_for(&keyring);
            assert_eq!(disk.image(file).as_ref(), Some(&image));
        }
    }
}

#[test]
fn a_slot_that_was_only_begun_is_damage_and_its_number_never_comes_back() {
    let (disk, _) = furnished();
    let mut image = disk.image(VaultFile::KeyringA).unwrap();
    image.extend([2; 10]);
    disk.set(VaultFile::KeyringA, Some(image));
    let (keyring, opened) = open(&disk).unwrap();
    assert_eq!((opened.damaged, opened.high_water), (vec![15], 15));
    create(&keyring, &[16], 5).unwrap();
    let (again, opened) = open(&disk).unwrap();
    assert_eq!((opened.damaged, opened.mended), (vec![15], vec![]));
    again.key(16).unwrap();
}

#[test]
fn slots_that_changed_places_belong_to_nobody() {
    let (whole, _) = furnished();
    let mut image = whole.image(VaultFile::KeyringA).unwrap();
    let (one, rest) = image[4 * SLOT..].split_at_mut(SLOT);
    one.swap_with_slice(&mut rest[SLOT..2 * SLOT]);
    let disk = whole.crashed(Crash::Lost);
    disk.set(VaultFile::KeyringA, Some(image.clone()));
    assert_eq!(open(&disk).unwrap().1.mended, [4, 6]);
    set_both(&disk, Some(&image));
    assert_eq!(open(&disk).unwrap().1.damaged, [4, 6]);
}

#[test]
fn forgotten_beats_live_live_beats_free_and_two_salts_are_damage() {
    let disk = created();
    let (keyring, _) = open(&disk).unwrap();
    create(&keyring, &[1, 2], 1).unwrap();
    let before = disk.image(VaultFile::KeyringA);
    keyring.forget(&[1]).unwrap();
    for file in TWINS {
        let older = disk.crashed(Crash::Lost);
        older.set(file, before.clone());
        let (keyring, opened) = open(&older).unwrap();
        assert_eq!((opened.mended, opened.damaged), (vec![1], vec![]));
        assert!(keyring.is_forgotten(1));
        assert_eq!(older.image(file), disk.image(file));
    }
    let mut other = disk.image(VaultFile::KeyringA).unwrap();
    other[2 * SLOT..].copy_from_slice(&keyring.stamp.slot(2, &Slot::Free));
    let freed = disk.crashed(Crash::Lost);
    freed.set(VaultFile::KeyringA, Some(other.clone()));
    let (again, opened) = open(&freed).unwrap();
    assert_eq!(opened.mended, [2]);
    again.key(2).unwrap();
    other[2 * SLOT..].copy_from_slice(&keyring.stamp.slot(2, &Slot::Live([9; 32])));
    disk.set(VaultFile::KeyringA, Some(other));
    assert_eq!(open(&disk).unwrap().1.damaged, [2]);
}

#[test]
fn an_older_keyring_shows_by_its_generation() {
    let disk = created();
    let (keyring, _) = open(&disk).unwrap();
    create(&keyring, &[1], 5).unwrap();
    let older = TWINS.map(|it| disk.image(it));
    keyring.forget(&[1]).unwrap();
    keyring.raise(6).unwrap();

    let mixed = disk.crashed(Crash::Lost);
    mixed.set(VaultFile::KeyringA, older[0].clone());
    let (keyring, opened) = open(&mixed).unwrap();
    assert_eq!((opened.generation, opened.mended), (6, vec![0, 1]));
    assert!(keyring.is_forgotten(1));

    TWINS
        .into_iter()
        .zip(older)
        .for_each(|(file, image)| disk.set(file, image));
    assert_eq!(open(&disk).unwrap().1.generation, 5);
}

#[test]
fn a_keyring_of_other_keys_is_refused_untouched() {
    let (disk, _) = furnished();
    let before = TWINS.map(|it| disk.image(it));
    let others = Roots {
        units: [4; 32],
        suppression: [2; 32],
        audit: [3; 32],
    };
    let outcome = Keyring::open(Box::new(disk.clone()), &others).unwrap_err();
    assert!(matches!(outcome, VaultError::KeyringForeign), "{outcome}");
    assert_eq!(before, TWINS.map(|it| disk.image(it)));

    set_both(&disk, Some(&[7; 10]));
    assert!(matches!(open(&disk), Err(VaultError::KeyringForeign)));
    set_both(&disk, None);
    assert!(matches!(open(&disk), Err(VaultError::KeyringMissing)));
}

#[test]
fn a_newer_keyring_is_refused_untouched() {
    let (disk, _) = furnished();
    let stamp = Stamp::of(&roots());
    let mut image = disk.image(VaultFile::KeyringA).unwrap();
    let mut header = stamp.header(4);
    header[8] = 2;
    image[..SLOT].copy_from_slice(&stamp.tagged(header));
    set_both(&disk, Some(&image));
    let outcome = open(&disk).unwrap_err();
    assert!(
        matches!(outcome, VaultError::Newer { format: 2, .. }),
        "{outcome}"
    );
    assert_eq!(disk.image(VaultFile::KeyringB), Some(image));
}

#[test]
fn the_format_of_a_slot_never_changes_between_releases() {
    let stamp = Stamp::of(&roots());
    let live = stamp.slot(258, &Slot::Live([0xab; 32]));
    assert_eq!(live[..16], [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    assert_eq!(live[16..48], [0xab; 32]);
    assert_eq!(live[48..52], [25, 107, 164, 224]);
    assert_eq!(stamp.header(1)[..9], *b"rainring\x01");

    // The key of a unit, worked out elsewhere: HMAC-SHA-256 of number and salt under the units root.
    let disk = created();
    for file in TWINS {
        disk.write(file, SLOT as u64, &stamp.slot(1, &Slot::Live([0xab; 32])))
            .unwrap();
    }
    let expected: [u8; 32] = [
        194, 67, 56, 51, 47, 233, 253, 200, 52, 253, 87, 198, 46, 130, 30, 28, 72, 180, 91, 187,
        255, 129, 101, 16, 10, 233, 224, 42, 237, 206, 130, 147,
    ];
    let record = seal(&open(&disk).unwrap().0.key(1).unwrap(), &HOME, b"probe");
    assert!(unseal(&UnitKey::new(expected), &HOME, &record).is_ok());
}
