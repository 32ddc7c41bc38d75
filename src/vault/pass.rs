use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::random::random;

/// Draws a secret of 256 bits, in hexadecimal.
#[must_use]
pub fn draw_secret() -> String {
    let bytes = random::<32>();
    let mut secret = String::with_capacity(2 * bytes.len());
    for byte in bytes.iter() {
        write!(secret, "{byte:02x}").expect("writing to memory does not fail");
    }
    secret
}

/// Returns what may be stored of a drawn secret: nobody finds the secret from it.
#[must_use]
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
