use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// What an address in the suppression list is, so that a phone never stands for a postal key.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum AddressKind {
    /// An e-mail address.
    Email,
    /// A phone number in E.164.
    Phone,
    /// The key of a postal address.
    Postal,
}

impl AddressKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Email, Self::Phone, Self::Postal];

    /// Fixed for ever: the hashes outlive every other record.
    fn code(self) -> u8 {
        match self {
            Self::Email => 1,
            Self::Phone => 2,
            Self::Postal => 3,
        }
    }
}

/// A key of HMAC-SHA-256 that is set up once and used often.
#[derive(Clone)]
pub(super) struct Keyed(Hmac<Sha256>);

impl Keyed {
    pub(super) fn new(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// Hashes the parts as if they were one; whoever calls sees to it that they cannot be shifted.
    pub(super) fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

pub(super) fn of_address(root: &[u8; 32], kind: AddressKind, canonical: &str) -> [u8; 32] {
    Keyed::new(root).hash(&[&[kind.code()], canonical.as_bytes()])
}

pub(super) fn of_entry(root: &[u8; 32], previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
    Keyed::new(root).hash(&[previous, entry])
}

/// Compares in a time that does not tell where two values differ.
pub(super) fn equal(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_hash_for_each_kind_and_root() {
        let hash = |root, kind| of_address(&[root; 32], kind, "+358401234567");
        assert_eq!(hash(1, AddressKind::Phone), hash(1, AddressKind::Phone));
        assert_ne!(hash(1, AddressKind::Phone), hash(2, AddressKind::Phone));
        for (at, kind) in AddressKind::ALL.into_iter().enumerate() {
            for other in &AddressKind::ALL[at + 1..] {
                assert_ne!(hash(1, kind), hash(1, *other));
            }
        }
    }

    #[test]
    fn an_address_hash_never_changes_between_releases() {
        let hash = of_address(&[7; 32], AddressKind::Email, "a@example.fi");
        assert_eq!(hash[..4], [30, 103, 29, 196]);
    }

    #[test]
    fn an_entry_is_bound_to_its_bytes_and_to_the_hash_before_it() {
        let hash = of_entry(&[1; 32], &[0; 32], b"entry");
        assert!(equal(&hash, &of_entry(&[1; 32], &[0; 32], b"entry")));
        assert!(!equal(&hash, &of_entry(&[1; 32], &[0; 32], b"Entry")));
        assert!(!equal(&hash, &of_entry(&[1; 32], &[2; 32], b"entry")));
        assert!(!equal(&hash, &of_entry(&[2; 32], &[0; 32], b"entry")));
    }
}
