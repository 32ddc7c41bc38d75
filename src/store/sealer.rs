use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::error::StoreError;
use crate::domain::address::{Address, AddressKind};
use crate::domain::id::UnitId;
use crate::vault::{self, Drawn, KeyringError, Place, UnitKey, Vault};

/// Seals and opens rows, with the keys of this turn's new units among the others.
pub(super) struct Sealer<'a> {
    pub(super) vault: &'a Vault,
    /// Units that are drawn but not yet written to the keyring.
    pub(super) drawn: &'a BTreeMap<u64, Drawn>,
}

/// The unit number that stands for the house's own key.
pub(super) const HOUSE: u64 = 0;

impl Sealer<'_> {
    pub(super) fn seal(
        &self,
        unit: u64,
        place: &Place<'_>,
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        Ok(vault::seal(&self.key(unit)?, place, plain))
    }

    pub(super) fn open(
        &self,
        unit: u64,
        place: &Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        vault::open(&self.key(unit)?, place, sealed)
            .map_err(|_| StoreError::Row { table: place.table })
    }

    pub(super) fn audit_hash(&self, previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
        self.vault.audit_hash(previous, entry)
    }

    pub(super) fn address_hash(&self, address: &Address) -> [u8; 32] {
        let kind = match address.kind() {
            AddressKind::Email => vault::AddressKind::Email,
            AddressKind::Phone => vault::AddressKind::Phone,
            AddressKind::Postal => vault::AddressKind::Postal,
        };
        self.vault.address_hash(kind, address.key())
    }

    fn key(&self, unit: u64) -> Result<UnitKey, StoreError> {
        if unit == HOUSE {
            return Ok(self.vault.house());
        }
        match self.drawn.get(&unit) {
            Some(drawn) => Ok(self.vault.keyring().key_of(unit, drawn)),
            None => self.vault.keyring().key(unit).map_err(|error| match error {
                KeyringError::Forgotten(_) => StoreError::KeyGone(UnitId(unit)),
                _ => StoreError::KeyLost(UnitId(unit)),
            }),
        }
    }
}
