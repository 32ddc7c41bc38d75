use sha2::Digest;
use sha2::Sha256;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;

use super::Disk;
use super::Master;
use super::Place;
use super::RecoveryCode;
use super::UnitKey;
use super::VaultError;
use super::VaultFile;
use super::hash::equal;
use super::random::random;
use super::seal::open;
use super::seal::seal;

const MAGIC: &[u8; 8] = b"rainkeys";
const FORMAT: u8 = 1;
const ROOTS: usize = 3 * 32;
/// Algorithm byte, nonce, roots, tag.
const WRAP: usize = 1 + 12 + ROOTS + 16;
const DIGEST: usize = 32;

/// The three secrets that every other key comes from, drawn independently of each other.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Roots {
    pub(super) units: [u8; 32],
    /// Never rotated: the hashes of the suppression list could not follow.
    pub(super) suppression: [u8; 32],
    pub(super) audit: [u8; 32],
}

impl Roots {
    pub(super) fn draw() -> Self {
        Self {
            units: *random(),
            suppression: *random(),
            audit: *random(),
        }
    }
}

/// The file `keys`: the roots, wrapped once for the master key and once for the recovery code.
///
/// Magic, format, two wraps, and a digest of all that, which tells damage from a wrong key.
pub(super) struct Keys {
    for_master: Vec<u8>,
    for_code: Vec<u8>,
}

impl Keys {
    pub(super) fn wrap(roots: &Roots, master: &Master, code: &RecoveryCode) -> Self {
        Self {
            for_master: wrap(roots, &master.key(), b"master"),
            for_code: wrap(roots, &code.key(), b"recovery"),
        }
    }

    pub(super) fn read(disk: &dyn Disk) -> Result<Self, VaultError> {
        let bytes = disk.read(VaultFile::Keys)?.ok_or(VaultError::KeysMissing)?;
        let (body, digest) = bytes
            .split_last_chunk::<DIGEST>()
            .ok_or(VaultError::KeysDamaged)?;
        if !body.starts_with(MAGIC) || !equal(&Sha256::digest(body), digest) {
            return Err(VaultError::KeysDamaged);
        }
        match body[MAGIC.len()..].split_first() {
            Some((&FORMAT, wraps)) if wraps.len() == 2 * WRAP => Ok(Self {
                for_master: wraps[..WRAP].to_vec(),
                for_code: wraps[WRAP..].to_vec(),
            }),
            Some((&format, _)) if format > FORMAT => Err(VaultError::Newer {
                file: VaultFile::Keys,
                format,
            }),
            _ => Err(VaultError::KeysDamaged),
        }
    }

    pub(super) fn write(&self, disk: &dyn Disk) -> Result<(), VaultError> {
        let mut bytes = [&MAGIC[..], &[FORMAT], &self.for_master, &self.for_code].concat();
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        Ok(disk.replace(VaultFile::Keys, &bytes)?)
    }

    pub(super) fn unlock(&self, master: &Master) -> Result<Roots, VaultError> {
        unwrap(&self.for_master, &master.key(), b"master").ok_or(VaultError::MasterWrong)
    }

    pub(super) fn unlock_with_code(&self, code: &RecoveryCode) -> Result<Roots, VaultError> {
        unwrap(&self.for_code, &code.key(), b"recovery").ok_or(VaultError::CodeWrong)
    }
}

fn place(purpose: &[u8]) -> Place<'_> {
    Place {
        table: "keys",
        key: purpose,
        format: FORMAT,
    }
}

fn wrap(roots: &Roots, key: &UnitKey, purpose: &[u8]) -> Vec<u8> {
    let mut plain = [roots.units, roots.suppression, roots.audit].concat();
    let sealed = seal(key, &place(purpose), &plain);
    plain.zeroize();
    sealed
}

fn unwrap(wrapped: &[u8], key: &UnitKey, purpose: &[u8]) -> Option<Roots> {
    let plain = open(key, &place(purpose), wrapped).ok()?;
    let (&[units, suppression, audit], []) = plain.as_chunks::<32>().0.split_first_chunk::<3>()?
    else {
        return None;
    };
    Some(Roots {
        units,
        suppression,
        audit,
    })
}

#[cfg(test)]
mod tests;
