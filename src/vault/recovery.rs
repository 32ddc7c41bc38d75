use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::UnitKey;
use super::hash::Keyed;
use super::random::random;

/// Crockford's alphabet: no I, L, O or U, which are read as other signs or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Eight groups of four signs of five bits carry 160 bits; the fifth sign of each is its check.
const GROUPS: usize = 8;
const SIGNS: usize = 4;

/// The code that opens the keys when the master key is lost: 160 random bits, shown once.
///
/// Written as eight groups of five, `4T0KZ-…`. Each group carries its own check, which depends on its
/// position, so that a mistyped or misplaced group is told by number.
pub struct RecoveryCode(Zeroizing<[[u8; SIGNS]; GROUPS]>);

impl RecoveryCode {
    pub(super) fn draw() -> Self {
        let bytes = random::<{ GROUPS * SIGNS }>();
        let mut groups = Zeroizing::new([[0; SIGNS]; GROUPS]);
        // A byte holds 256 values, eight times 32: the low five bits are even.
        for (sign, byte) in groups.as_flattened_mut().iter_mut().zip(bytes.iter()) {
            *sign = byte & 31;
        }
        Self(groups)
    }

    /// Reads a code as people type it: either case, with or without hyphens, O for 0, I and L for 1.
    ///
    /// # Errors
    ///
    /// Names the first group that is mistyped.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let mut groups = Zeroizing::new([[0; SIGNS]; GROUPS]);
        let mut signs = text.chars().filter(|it| !it.is_whitespace() && *it != '-');
        for (number, group) in groups.iter_mut().enumerate() {
            for sign in group.iter_mut() {
                *sign = value(signs.next().ok_or(CodeError::Length)?, number)?;
            }
            let told = value(signs.next().ok_or(CodeError::Length)?, number)?;
            if told != check(number, *group) {
                return Err(CodeError::Group(number + 1));
            }
        }
        match signs.next() {
            None => Ok(Self(groups)),
            Some(_) => Err(CodeError::Length),
        }
    }

    /// Returns the code as it is shown to people, eight groups of five. It is the secret itself.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (SIGNS + 2)));
        for (number, group) in self.0.iter().enumerate() {
            if number > 0 {
                text.push('-');
            }
            for &sign in group.iter().chain([&check(number, *group)]) {
                text.push(char::from(ALPHABET[usize::from(sign)]));
            }
        }
        text
    }

    /// 160 random bits need no slow derivation.
    pub(super) fn key(&self) -> UnitKey {
        let secret = Keyed::new(self.0.as_flattened());
        UnitKey::new(secret.hash(&[b"rainmaker recovery key"]))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

fn value(sign: char, number: usize) -> Result<u8, CodeError> {
    let plain = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|&it| char::from(it) == plain);
    at.and_then(|it| u8::try_from(it).ok())
        .ok_or(CodeError::Group(number + 1))
}

/// A check over the field of 32 elements: every sign weighs differently, so that one wrong sign, two
/// that changed places, and a group in another's place are always found.
fn check(number: usize, group: [u8; SIGNS]) -> u8 {
    let start = u8::try_from(number).expect("there are eight groups");
    group.iter().fold(start, |sum, &sign| doubled(sum ^ sign))
}

/// Multiplies by x modulo x⁵ + x² + 1.
fn doubled(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

/// Why a text is no recovery code.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum CodeError {
    /// Too few or too many signs.
    #[error("the recovery code needs 8 groups of 5 signs")]
    Length,
    /// The group with this number, counted from 1, is mistyped.
    #[error("group {0} of the recovery code is mistyped")]
    Group(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = RecoveryCode::draw().reveal();
        assert_eq!(code.len(), 47);
        let sloppy = code
            .to_lowercase()
            .replace('-', "  ")
            .replace('0', "o")
            .replace('1', "L");
        for text in [code.to_string(), sloppy, code.replace('-', "")] {
            assert_eq!(RecoveryCode::parse(&text).unwrap().reveal(), code);
        }
    }

    #[test]
    fn every_single_typo_and_every_swap_of_neighbours_is_told_by_its_group() {
        let code = RecoveryCode::draw().reveal().to_string().into_bytes();
        let parse = |it: &[u8]| RecoveryCode::parse(std::str::from_utf8(it).unwrap()).unwrap_err();
        for at in (0..code.len()).filter(|at| at % 6 != 5) {
            let told = CodeError::Group(at / 6 + 1);
            for sign in ALPHABET.iter().chain(b"U*").filter(|&&it| it != code[at]) {
                let mut typo = code.clone();
                typo[at] = *sign;
                assert_eq!(parse(&typo), told);
            }
            if at % 6 < 4 && code[at] != code[at + 1] {
                let mut swapped = code.clone();
                swapped.swap(at, at + 1);
                assert_eq!(parse(&swapped), told);
            }
        }
    }

    #[test]
    fn misplaced_missing_and_surplus_groups_are_told() {
        let code = RecoveryCode::draw().reveal().to_string();
        let swapped = [&code[6..12], &code[..6], &code[12..]].concat();
        assert_eq!(
            RecoveryCode::parse(&swapped).unwrap_err(),
            CodeError::Group(1)
        );
        for text in [
            String::new(),
            code[..46].to_owned(),
            code[..41].to_owned(),
            code + "0",
        ] {
            assert_eq!(RecoveryCode::parse(&text).unwrap_err(), CodeError::Length);
        }
    }
}
