//! The keys: the roots and what wraps them, the keyring of erasure units, sealing and opening, keyed
//! hashes and password hashes.
//!
//! Knows no database, no rule about people and no clock; it writes only through a [`Disk`].
//!
//! **Invariant:** a unit that was acknowledged as forgotten has no salt in either keyring file, and no
//! open brings it back.
//! **Invariant:** damage is never taken for erasure: a forgotten slot has a zero salt *and* a valid tag.
//! **Invariant:** a missing or wrong master key or recovery code changes nothing on disk.
//! **Invariant:** no `Debug` and no error shows a secret.

mod disk;
mod error;
mod hash;
mod keyring;
mod keys;
mod master;
mod pass;
mod password;
mod random;
mod recovery;
mod seal;

use std::fmt;

pub use disk::{Disk, DiskError, Doing, Folder, VaultFile};
pub use error::VaultError;
pub use hash::AddressKind;
pub use keyring::{Drawn, Keyring, KeyringError, Opened};
pub use master::Master;
pub use pass::{digest, draw_secret};
pub use password::{Demand, PasswordError, PasswordWeakness, hash, judge, verify, verify_absent};
pub use recovery::{CodeError, RecoveryCode};
pub use seal::{Place, SealError, UnitKey, open, seal};

#[cfg(test)]
pub(crate) use disk::failing::{Crash, FailingDisk, Failure};

use keys::{Keys, Roots};

/// The opened keys of one register.
///
/// Every method takes `&self`: readers may share it with the one thread that writes.
pub struct Vault {
    roots: Roots,
    keyring: Keyring,
}

impl Vault {
    /// Creates the key files of a new register on an empty `disk`, `master.key` last.
    ///
    /// The recovery code exists nowhere else: whoever calls shows it once.
    ///
    /// # Errors
    ///
    /// [`VaultError::Exists`] if one of the files is already there; nothing is overwritten then.
    pub fn create(disk: Box<dyn Disk>) -> Result<(Self, Master, RecoveryCode), VaultError> {
        for file in VaultFile::ALL {
            if disk.read(file)?.is_some() {
                return Err(VaultError::Exists(file));
            }
        }
        let (roots, master, code) = (Roots::draw(), Master::draw(), RecoveryCode::draw());
        Keys::wrap(&roots, &master, &code).write(&*disk)?;
        Keyring::create(&*disk, &roots)?;
        master.write(&*disk)?;
        let (keyring, _) = Keyring::open(disk, &roots)?;
        Ok((Self { roots, keyring }, master, code))
    }

    /// Opens the keys and mends what one keyring file can mend in the other.
    ///
    /// # Errors
    ///
    /// Keys that `master` does not open, and damage that no twin can mend. Nothing is written unless
    /// `master` is the right one.
    pub fn open(disk: Box<dyn Disk>, master: &Master) -> Result<(Self, Opened), VaultError> {
        let roots = Keys::read(&*disk)?.unlock(master)?;
        let (keyring, opened) = Keyring::open(disk, &roots)?;
        Ok((Self { roots, keyring }, opened))
    }

    /// Tells whether `master` opens the keys on `disk`; nothing is written.
    ///
    /// # Errors
    ///
    /// Why it does not.
    pub fn fits(disk: &dyn Disk, master: &Master) -> Result<(), VaultError> {
        Keys::read(disk)?.unlock(master).map(|_| ())
    }

    /// Returns the keyring of the erasure units.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Returns the key of the rows that belong to no person: users, settings, ledgers.
    #[must_use]
    pub fn house(&self) -> UnitKey {
        UnitKey::house(&self.roots.units)
    }

    /// Returns the hash under which an address stands in the suppression list.
    ///
    /// `canonical` is the one spelling of the address: two spellings are two hashes.
    #[must_use]
    pub fn address_hash(&self, kind: AddressKind, canonical: &str) -> [u8; 32] {
        hash::of_address(&self.roots.suppression, kind, canonical)
    }

    /// Returns the hash that binds an audit entry, as its bytes are stored, to the hash before it.
    #[must_use]
    pub fn audit_hash(&self, previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
        hash::of_entry(&self.roots.audit, previous, entry)
    }

    /// Reports whether `expected` is the audit hash of `entry` after `previous`, in constant time.
    #[must_use]
    pub fn verify_audit_hash(
        &self,
        previous: &[u8; 32],
        entry: &[u8],
        expected: &[u8; 32],
    ) -> bool {
        hash::equal(&self.audit_hash(previous, entry), expected)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("keyring", &self.keyring)
            .finish_non_exhaustive()
    }
}

/// Writes a fresh `master.key` for keys whose master is lost, and rewraps `keys` for it.
///
/// `keys` goes first: if the power fails between the two, the code still opens `keys`, and a second
/// recovery completes the first. The code stays valid, the lost master does not.
///
/// # Errors
///
/// A code that is mistyped or belongs to other keys, or damaged keys; nothing is written then.
pub fn recover(disk: &dyn Disk, code: &str) -> Result<Master, VaultError> {
    let code = RecoveryCode::parse(code)?;
    let roots = Keys::read(disk)?.unlock_with_code(&code)?;
    let master = Master::draw();
    Keys::wrap(&roots, &master, &code).write(disk)?;
    master.write(disk)?;
    Ok(master)
}
