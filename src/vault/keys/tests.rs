use super::*;
use crate::vault::AddressKind;
use crate::vault::CodeError;
use crate::vault::Crash;
use crate::vault::FailingDisk;
use crate::vault::Failure;
use crate::vault::Vault;
use crate::vault::recover;

struct Register {
    disk: FailingDisk,
    code: String,
    /// Stands for all that only the right roots give.
    proof: [u8; 32],
}

fn register() -> Register {
    let disk = FailingDisk::new();
    let (vault, master, code) = Vault::create(Box::new(disk.clone())).unwrap();
    let drawn = std::iter::once((1, vault.keyring().draw())).collect();
    vault.keyring().create_units(&drawn, 1).unwrap();
    assert_eq!(
        disk.image(VaultFile::Master).unwrap(),
        master.line().as_bytes()
    );
    Register {
        disk,
        code: code.reveal().to_string(),
        proof: proof(&vault),
    }
}

fn proof(vault: &Vault) -> [u8; 32] {
    vault.keyring().key(1).unwrap();
    vault.address_hash(AddressKind::Email, "a@example.fi")
}

fn open_with(disk: &FailingDisk, master: &Master) -> Result<Vault, VaultError> {
    Vault::open(Box::new(disk.clone()), master).map(|(vault, _)| vault)
}

fn stored_master(disk: &FailingDisk) -> Master {
    Master::parse(&disk.image(VaultFile::Master).unwrap()).unwrap()
}

fn images(disk: &FailingDisk) -> [Option<Vec<u8>>; 4] {
    VaultFile::ALL.map(|it| disk.image(it))
}

#[test]
fn a_new_register_opens_with_its_master_key_and_no_other() {
    let register = register();
    let disk = &register.disk;
    assert_eq!(
        proof(&open_with(disk, &stored_master(disk)).unwrap()),
        register.proof
    );
    let before = images(disk);
    assert!(matches!(
        open_with(disk, &Master::draw()),
        Err(VaultError::MasterWrong)
    ));
    assert_eq!(images(disk), before);
}

#[test]
fn creating_overwrites_nothing() {
    for file in VaultFile::ALL {
        let disk = FailingDisk::new();
        disk.set(file, Some(b"somebody's".to_vec()));
        let before = images(&disk);
        let outcome = Vault::create(Box::new(disk.clone())).map(|_| ());
        assert!(
            matches!(outcome, Err(VaultError::Exists(it)) if it == file),
            "{outcome:?}"
        );
        assert_eq!(images(&disk), before);
    }
}

#[test]
fn a_creation_that_fails_leaves_no_master_key_or_a_whole_register() {
    for failure in Failure::ALL {
        for n in 1.. {
            let disk = FailingDisk::new();
            disk.fail_at(n, failure);
            if Vault::create(Box::new(disk.clone())).is_ok() {
                assert!(n > 8);
                break;
            }
            for crash in Crash::kinds(4) {
                let found = disk.crashed(crash);
                if found.image(VaultFile::Master).is_some() {
                    open_with(&found, &stored_master(&found)).unwrap();
                }
            }
        }
    }
}

#[test]
fn the_recovery_code_makes_a_new_master_key_and_stays_valid() {
    let register = register();
    let disk = &register.disk;
    let lost = stored_master(disk);
    disk.set(VaultFile::Master, None);
    for _ in 0..2 {
        let master = recover(disk, &register.code.to_lowercase()).unwrap();
        assert_eq!(master.line(), stored_master(disk).line());
        assert_eq!(proof(&open_with(disk, &master).unwrap()), register.proof);
        assert!(matches!(
            open_with(disk, &lost),
            Err(VaultError::MasterWrong)
        ));
    }
}

#[test]
fn a_mistyped_or_foreign_code_changes_nothing() {
    let register = register();
    let before = images(&register.disk);
    let foreign = RecoveryCode::draw().reveal();
    let outcome = recover(&register.disk, &foreign);
    assert!(matches!(outcome, Err(VaultError::CodeWrong)), "{outcome:?}");
    let mut typo = register.code.clone();
    let sign = if typo.ends_with('0') { "1" } else { "0" };
    typo.replace_range(46.., sign);
    let outcome = recover(&register.disk, &typo);
    assert!(
        matches!(outcome, Err(VaultError::Code(CodeError::Group(8)))),
        "{outcome:?}"
    );
    assert_eq!(images(&register.disk), before);
}

#[test]
fn wherever_a_recovery_fails_one_way_in_remains() {
    for failure in Failure::ALL {
        for n in 1.. {
            let register = register();
            register.disk.fail_at(n, failure);
            if recover(&register.disk, &register.code).is_ok() {
                assert!(n > 3, "keys are read, keys and master are written");
                break;
            }
            for crash in Crash::kinds(4) {
                let disk = register.disk.crashed(crash);
                recover(&disk, &register.code).unwrap();
                let vault = open_with(&disk, &stored_master(&disk)).unwrap();
                assert_eq!(proof(&vault), register.proof);
            }
        }
    }
}

#[test]
fn any_change_to_the_file_keys_is_damage_and_not_a_wrong_key() {
    let register = register();
    let disk = &register.disk;
    let (master, whole) = (stored_master(disk), disk.image(VaultFile::Keys).unwrap());
    let flips = (0..whole.len()).map(|at| {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        flipped
    });
    let cuts = (0..whole.len()).map(|it| whole[..it].to_vec());
    let longer = [&whole[..], &[0]].concat();
    for damaged in flips.chain(cuts).chain([longer]) {
        disk.set(VaultFile::Keys, Some(damaged));
        assert!(matches!(
            open_with(disk, &master),
            Err(VaultError::KeysDamaged)
        ));
        assert!(matches!(
            recover(disk, &register.code),
            Err(VaultError::KeysDamaged)
        ));
    }
    disk.set(VaultFile::Keys, None);
    assert!(matches!(
        open_with(disk, &master),
        Err(VaultError::KeysMissing)
    ));
}

#[test]
fn a_newer_file_of_keys_is_refused_as_newer() {
    let register = register();
    let mut keys = register.disk.image(VaultFile::Keys).unwrap();
    keys.truncate(keys.len() - DIGEST);
    keys[MAGIC.len()] = 2;
    keys.push(9);
    let digest = Sha256::digest(&keys);
    keys.extend_from_slice(&digest);
    register.disk.set(VaultFile::Keys, Some(keys));
    let outcome = open_with(&register.disk, &stored_master(&register.disk));
    assert!(
        matches!(outcome, Err(VaultError::Newer { format: 2, .. })),
        "{outcome:?}"
    );
}

#[test]
fn the_two_wraps_cannot_change_places() {
    let register = register();
    let master = stored_master(&register.disk);
    let keys = Keys::read(&register.disk).unwrap();
    let swapped = Keys {
        for_master: keys.for_code,
        for_code: keys.for_master,
    };
    assert!(swapped.unlock(&master).is_err());
    assert!(unwrap(&swapped.for_code, &master.key(), b"recovery").is_none());
}

#[test]
fn no_secret_stands_in_the_clear_or_in_debug() {
    let register = register();
    let master = stored_master(&register.disk);
    let roots = Keys::read(&register.disk).unwrap().unlock(&master).unwrap();
    for file in VaultFile::ALL {
        let image = register.disk.image(file).unwrap();
        for root in [&roots.units, &roots.suppression, &roots.audit] {
            assert!(!image.windows(32).any(|it| it == root), "{file}");
        }
    }
    let vault = open_with(&register.disk, &master).unwrap();
    let shown = format!("{vault:?} {:?} {:?}", vault.house(), vault.keyring().key(1));
    let keyring = "Keyring { generation: 1, next_unit: 2, .. }";
    let told = format!("Vault {{ keyring: {keyring}, .. }} UnitKey(..) Ok(UnitKey(..))");
    assert_eq!(shown, told);
}

#[test]
fn readers_may_share_the_vault_with_the_writer() {
    fn shared<T: Send + Sync>() {}
    shared::<Vault>();
}
