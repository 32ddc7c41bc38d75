use argon2::Algorithm;
use argon2::Argon2;
use argon2::Params;
use argon2::PasswordHasher;
use argon2::PasswordVerifier;
use argon2::Version;
use argon2::password_hash::Error as HashFault;
use argon2::password_hash::phc::PasswordHash;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::Score;
use zxcvbn::zxcvbn;

/// Longer input is refused before it costs anything.
const LONGEST: usize = 1_024;
/// The memory of one hash, in KiB: more than OWASP asks for with two passes and one lane.
///
/// Above 32 MiB the C library gives the memory back to the system when a hash is done; of smaller
/// pieces every thread keeps some, and hundreds of logins fill gigabytes.
const MEMORY: u32 = 33 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Whose password it is, and so how long it must be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Demand {
    /// Anybody who logs in.
    Staff,
    /// A register officer or an administrator.
    Officer,
}

impl Demand {
    /// Returns the fewest characters that will do.
    #[must_use]
    pub fn characters(self) -> usize {
        match self {
            Self::Staff => 12,
            Self::Officer => 15,
        }
    }
}

/// Hashes a password with Argon2id and a fresh salt into a PHC string; about 35 ms and 33 MiB.
///
/// One password typed on two systems may reach us composed or decomposed; both are one (NFC).
///
/// # Errors
///
/// [`PasswordError::TooLong`] above 1,024 bytes.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let password = composed(password)?;
    let hash = hasher()
        .hash_password(password.as_bytes())
        .map_err(PasswordError::Hash)?;
    Ok(hash.to_string())
}

/// Reports whether `password` is the one that `phc` was made from.
///
/// # Errors
///
/// [`PasswordError::Malformed`] when `phc` is no hash of ours, which is damage and not a wrong password.
pub fn verify(password: &str, phc: &str) -> Result<bool, PasswordError> {
    let phc = PasswordHash::new(phc).map_err(|_| PasswordError::Malformed)?;
    if phc.salt.is_none() || phc.hash.is_none() {
        return Err(PasswordError::Malformed);
    }
    let Ok(password) = composed(password) else {
        return Ok(false);
    };
    match hasher().verify_password(password.as_bytes(), &phc) {
        Ok(()) => Ok(true),
        Err(HashFault::PasswordInvalid) => Ok(false),
        Err(_) => Err(PasswordError::Malformed),
    }
}

/// Does the work of [`verify`] for a user who does not exist, so that the answer takes as long.
pub fn verify_absent(password: &str) {
    if let Ok(password) = composed(password) {
        std::hint::black_box(
            hasher()
                .hash_password_with_salt(password.as_bytes(), &[0; 16])
                .ok(),
        );
    }
}

/// Judges a new password by its length and by how soon it would be guessed, never by its composition.
///
/// `hints` are what an attacker would try first: the user's name, the company.
///
/// # Errors
///
/// The first weakness found.
pub fn judge(password: &str, demand: Demand, hints: &[&str]) -> Result<(), PasswordWeakness> {
    let password = composed(password).map_err(|_| PasswordWeakness::TooLong)?;
    let needs = demand.characters();
    if password.chars().count() < needs {
        return Err(PasswordWeakness::TooShort { needs });
    }
    if zxcvbn(&password, hints).score() < Score::Three {
        return Err(PasswordWeakness::Guessable);
    }
    Ok(())
}

fn composed(password: &str) -> Result<Zeroizing<String>, PasswordError> {
    if password.len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    // Composing never lengthens what fits, but growing would leave a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(3 * LONGEST));
    text.extend(password.nfc());
    Ok(text)
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("the figures are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum PasswordWeakness {
    /// Fewer characters than asked for.
    #[error("the password needs {needs} characters or more")]
    TooShort {
        /// The fewest that will do.
        needs: usize,
    },
    /// More than 1,024 bytes.
    #[error("the password is longer than 1,024 bytes")]
    TooLong,
    /// It would be guessed soon.
    #[error("the password is easy to guess")]
    Guessable,
}

/// Why a password cannot be hashed or compared.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// More than 1,024 bytes.
    #[error("the password is longer than 1,024 bytes")]
    TooLong,
    /// The stored hash is not one of ours.
    #[error("the stored password hash is malformed")]
    Malformed,
    /// The hash could not be made.
    #[error("the password cannot be hashed")]
    Hash(#[source] HashFault),
}

#[cfg(test)]
mod tests;
