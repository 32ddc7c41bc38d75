use std::fmt;

use aes_gcm_siv::Aes256GcmSiv;
use aes_gcm_siv::KeyInit;
use aes_gcm_siv::Nonce;
use aes_gcm_siv::aead::Aead;
use aes_gcm_siv::aead::Payload;
use thiserror::Error;
use zeroize::Zeroizing;

use super::hash::Keyed;
use super::random::random;

/// AES-256-GCM-SIV: a nonce that repeats by chance shows no more than that two records are equal.
const AES_256_GCM_SIV: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;

/// The key that records are sealed under: an erasure unit's, or the house's.
///
/// Not `Clone`: it lives as long as one operation, so that a forgotten unit is not kept readable.
pub struct UnitKey(Zeroizing<[u8; 32]>);

impl UnitKey {
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The label is shorter than any unit's number and salt, so no unit has this key.
    pub(super) fn house(units: &[u8; 32]) -> Self {
        Self::new(Keyed::new(units).hash(&[b"rainmaker house key"]))
    }
}

impl fmt::Debug for UnitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnitKey(..)")
    }
}

/// Where a sealed record stands; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name of the table, without a zero byte.
    pub table: &'static str,
    /// The key of the row, as the table orders it.
    pub key: &'a [u8],
    /// The version of the record's format.
    pub format: u8,
}

impl Place<'_> {
    /// The table ends at the zero and the format is one byte, so no two places are written alike.
    fn bytes(&self) -> Vec<u8> {
        [self.table.as_bytes(), &[0], self.key, &[self.format]].concat()
    }
}

/// Seals `plain` for `place`: an algorithm byte, a random nonce, and the ciphertext with its tag.
///
/// # Panics
///
/// If the system has no random source.
#[must_use]
pub fn seal(key: &UnitKey, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
    let nonce = random::<NONCE>();
    let sealed = cipher(key)
        .encrypt(
            &Nonce::from(*nonce),
            Payload {
                msg: plain,
                aad: &place.bytes(),
            },
        )
        .expect("a record is shorter than 64 GiB");
    let mut record = Vec::with_capacity(1 + NONCE + sealed.len());
    record.push(AES_256_GCM_SIV);
    record.extend_from_slice(&*nonce);
    record.extend_from_slice(&sealed);
    record
}

/// Opens what [`seal`] sealed under the same key for the same place.
///
/// # Errors
///
/// [`SealError::Broken`] does not tell a wrong key or place from damage: the cipher cannot.
pub fn open(
    key: &UnitKey,
    place: &Place<'_>,
    record: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (&algorithm, rest) = record.split_first().ok_or(SealError::Short)?;
    if algorithm != AES_256_GCM_SIV {
        return Err(SealError::Algorithm(algorithm));
    }
    let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Short)?;
    if sealed.len() < TAG {
        return Err(SealError::Short);
    }
    cipher(key)
        .decrypt(
            &Nonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: &place.bytes(),
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| SealError::Broken)
}

fn cipher(key: &UnitKey) -> Aes256GcmSiv {
    Aes256GcmSiv::new((&*key.0).into())
}

/// Why a sealed record does not open.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum SealError {
    /// Fewer bytes than the shortest record has.
    #[error("the sealed record is too short")]
    Short,
    /// Sealed by an algorithm that this program does not know.
    #[error("the sealed record names algorithm {0}, which this program does not know")]
    Algorithm(u8),
    /// Not sealed under this key for this place, or changed since.
    #[error("the sealed record is damaged, moved, or sealed under another key")]
    Broken,
}

#[cfg(test)]
mod tests;
