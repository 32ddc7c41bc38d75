mod slot;
mod twins;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::sync::RwLockReadGuard;
use std::sync::RwLockWriteGuard;

use thiserror::Error;
use zeroize::Zeroize;
use zeroize::Zeroizing;

use super::Disk;
use super::UnitKey;
use super::VaultError;
use super::VaultFile;
use super::hash::Keyed;
use super::keys::Roots;
use super::random::random;
use slot::Slot;
use slot::Stamp;
use twins::Patch;

/// Slot numbers begin after the header's, so the number of slots is the next free number.
const HEADER: u64 = 0;
/// The most numbers that may be skipped at once: a farther one comes from a damaged row.
const FARTHEST: u64 = 1 << 20;

/// The keys of the erasure units, in twin files, and their forgetting.
///
/// Reads go on while a write waits for the disk; writes wait for each other.
pub struct Keyring {
    units: Keyed,
    stamp: Stamp,
    slots: RwLock<Slots>,
    disk: Mutex<Box<dyn Disk>>,
}

/// What opening the keyring found. Slot numbers are unit ids; 0 is the header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// The number of the commit that the keyring was last raised for.
    pub generation: u64,
    /// Slots that one file mended in the other.
    pub mended: Vec<u64>,
    /// Slots that neither file can tell: an unfinished create if no row names them, else lost.
    pub damaged: Vec<u64>,
    /// The highest unit id that was ever written; 0 if none was.
    pub high_water: u64,
}

/// What memory holds: 33 bytes a unit.
struct Slots {
    generation: u64,
    /// By slot number; the first stands for the header and is [`Slot::Free`]. `None` is damage.
    list: Vec<Option<Slot>>,
}

impl Keyring {
    /// Writes two empty keyring files.
    pub(super) fn create(disk: &dyn Disk, roots: &Roots) -> Result<(), VaultError> {
        let header = Stamp::of(roots).header(0);
        disk.replace(VaultFile::KeyringA, &header)?;
        disk.replace(VaultFile::KeyringB, &header)?;
        Ok(())
    }

    /// Reads both files, mends each from the other, and syncs both: what was read is what stays.
    pub(super) fn open(disk: Box<dyn Disk>, roots: &Roots) -> Result<(Self, Opened), VaultError> {
        let stamp = Stamp::of(roots);
        let (slots, opened) = twins::open(&*disk, &stamp)?;
        let keyring = Self {
            units: Keyed::new(&roots.units),
            stamp,
            slots: RwLock::new(slots),
            disk: Mutex::new(disk),
        };
        Ok((keyring, opened))
    }

    /// Draws what a new unit's key will be made of; it is nobody's until [`Keyring::create_units`].
    #[must_use]
    pub fn draw(&self) -> Drawn {
        Drawn(random())
    }

    /// Returns the key that a unit will have once it is created.
    #[must_use]
    pub fn key_of(&self, id: u64, drawn: &Drawn) -> UnitKey {
        UnitKey::new(self.units.hash(&[&id.to_be_bytes(), &*drawn.0]))
    }

    /// Writes what was drawn for each unit, durably in both files, and raises the generation.
    ///
    /// # Errors
    ///
    /// A number that was used before, or lies absurdly far ahead, is refused before anything is written.
    /// After a failure of the disk none of the units has a key here; the same call may be tried again.
    pub fn create_units(
        &self,
        drawn: &BTreeMap<u64, Drawn>,
        generation: u64,
    ) -> Result<(), KeyringError> {
        let disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let next = self.next_unit();
        let (fresh, generation) = {
            let slots = self.read();
            (in_slots(drawn, next)?, generation.max(slots.generation))
        };
        let mut patch = Patch::default();
        for (number, slot) in (next..).zip(&fresh) {
            patch.put(number, &self.stamp.slot(number, slot));
        }
        patch.put(HEADER, &self.stamp.header(generation));
        patch.write_to_both(&**disk)?;

        let mut slots = self.write();
        slots.generation = generation;
        slots.list.extend(fresh.into_iter().map(Some));
        Ok(())
    }

    /// Destroys the keys of `ids`, durably in both files. Done twice, it is done once.
    ///
    /// # Errors
    ///
    /// An id that no slot has is refused before anything is written. After a failure of the disk the keys
    /// still answer here, but may or may not be gone after a crash: the same call must be tried again.
    pub fn forget(&self, ids: &[u64]) -> Result<(), KeyringError> {
        let disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let next = self.next_unit();
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        if let Some(&unknown) = ids.iter().find(|&&id| id == HEADER || id >= next) {
            return Err(KeyringError::Unknown(unknown));
        }
        let mut patch = Patch::default();
        for &id in &ids {
            patch.put(id, &self.stamp.slot(id, &Slot::Forgotten));
        }
        patch.write_to_both(&**disk)?;

        let mut slots = self.write();
        for id in ids {
            if let Some(slot) = slots.at_mut(id) {
                slot.zeroize();
                *slot = Some(Slot::Forgotten);
            }
        }
        Ok(())
    }

    /// Raises the generation, durably in both files, before the commit that stores the same number.
    ///
    /// A lower number than today's leaves today's.
    ///
    /// # Errors
    ///
    /// After a failure of the disk the generation is as before here, and either after a crash.
    pub fn raise(&self, generation: u64) -> Result<(), KeyringError> {
        let disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = generation.max(self.generation());
        let mut patch = Patch::default();
        patch.put(HEADER, &self.stamp.header(generation));
        patch.write_to_both(&**disk)?;
        self.write().generation = generation;
        Ok(())
    }

    /// Returns the key of a unit.
    ///
    /// # Errors
    ///
    /// Forgotten, never made, and damaged are told apart.
    pub fn key(&self, id: u64) -> Result<UnitKey, KeyringError> {
        match self.read().at(id) {
            Some(Some(Slot::Live(salt))) => {
                Ok(UnitKey::new(self.units.hash(&[&id.to_be_bytes(), salt])))
            }
            Some(Some(Slot::Forgotten)) => Err(KeyringError::Forgotten(id)),
            Some(None) => Err(KeyringError::Damaged(id)),
            Some(Some(Slot::Free)) | None => Err(KeyringError::Unknown(id)),
        }
    }

    /// Reports whether the unit's key is destroyed in both files.
    #[must_use]
    pub fn is_forgotten(&self, id: u64) -> bool {
        matches!(self.read().at(id), Some(Some(Slot::Forgotten)))
    }

    /// Returns the number of the commit that the keyring was last raised for.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.read().generation
    }

    /// Returns the lowest id that was never written, one above the high-water mark.
    #[must_use]
    pub fn next_unit(&self) -> u64 {
        self.read().list.len() as u64
    }

    fn read(&self) -> RwLockReadGuard<'_, Slots> {
        self.slots.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Slots> {
        self.slots.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (generation, next) = (self.generation(), self.next_unit());
        f.debug_struct("Keyring")
            .field("generation", &generation)
            .field("next_unit", &next)
            .finish_non_exhaustive()
    }
}

impl Slots {
    fn at(&self, id: u64) -> Option<&Option<Slot>> {
        self.list.get(usize::try_from(id).ok()?)
    }

    fn at_mut(&mut self, id: u64) -> Option<&mut Option<Slot>> {
        self.list.get_mut(usize::try_from(id).ok()?)
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        self.list.zeroize();
    }
}

/// The salt of a unit that no file holds yet.
pub struct Drawn(Zeroizing<[u8; 32]>);

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn(..)")
    }
}

/// Fills the slots from `next` to the highest of the drawn: live where drawn, free where skipped.
fn in_slots(drawn: &BTreeMap<u64, Drawn>, next: u64) -> Result<Vec<Slot>, KeyringError> {
    let mut slots = Vec::with_capacity(drawn.len());
    for (&id, salt) in drawn {
        let place = next + slots.len() as u64;
        if id < place {
            return Err(KeyringError::Used(id));
        }
        if id - place > FARTHEST {
            return Err(KeyringError::Far(id));
        }
        slots.extend((place..id).map(|_| Slot::Free));
        slots.push(Slot::Live(*salt.0));
    }
    Ok(slots)
}

/// Why a unit has no key, or cannot be given one or have it taken.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// Its key was destroyed.
    #[error("unit {0} is forgotten")]
    Forgotten(u64),
    /// It never had a key.
    #[error("unit {0} is not in the keyring")]
    Unknown(u64),
    /// Both keyring files are damaged at its slot.
    #[error("unit {0} is damaged in keyring.a and keyring.b")]
    Damaged(u64),
    /// The number was used before.
    #[error("unit {0} was used before")]
    Used(u64),
    /// The number lies far beyond the last one.
    #[error("unit {0} lies far beyond the last unit of the keyring")]
    Far(u64),
    /// A keyring file could not be written.
    #[error(transparent)]
    Disk(#[from] super::DiskError),
}
