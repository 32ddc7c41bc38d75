#![expect(
    clippy::missing_errors_doc,
    reason = "every reading fails for the reasons that StoreError lists"
)]

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use redb::{ReadTransaction, ReadableTable as _, WriteTransaction};

use super::audit::{self, Entry, Verified};
use super::change::{Came, Pairing};
use super::error::StoreError;
use super::house::{Export, Settings, User};
use super::maps::Maps;
use super::rows::{
    AttributesRow, ExportRow, OutcomeRow, PersonRow, SettingsRow, SuppressionRow, UserRow, decode,
};
use super::sealer::{HOUSE, Sealer};
use super::tables;
use super::turn::pairing_of;
use crate::domain::address::Address;
use crate::domain::audit::{Chain, Deed};
use crate::domain::channel::Channel;
use crate::domain::id::{SubjectId, UnitId, UserId};
use crate::domain::person::{Attribute, Person};
use crate::domain::suppression::Suppression;
use crate::domain::time::Timestamp;
use crate::vault::{Drawn, Place, Vault};

/// Runs `body` with a table, of the snapshot or of the running transaction.
macro_rules! table {
    ($view:expr, $table:expr, $name:ident => $body:expr) => {
        match &$view.moment {
            $crate::store::view::Moment::Snapshot(transaction) => {
                let $name = transaction.open_table($table)?;
                $body
            }
            $crate::store::view::Moment::Turn(transaction) => {
                let $name = transaction.open_table($table)?;
                $body
            }
        }
    };
}

pub(super) use table;

/// What is true at one moment: a snapshot that waits for no writer, or a write as it stands.
pub struct View<'a> {
    pub(super) moment: Moment<'a>,
    pub(super) vault: &'a Vault,
    pub(super) drawn: &'a BTreeMap<u64, Drawn>,
    pub(super) maps: &'a RwLock<Maps>,
}

pub(super) enum Moment<'a> {
    Snapshot(ReadTransaction),
    Turn(&'a WriteTransaction),
}

impl View<'_> {
    /// Lets the equality maps be asked; they are those of now, not of the snapshot.
    pub fn maps(&self) -> RwLockReadGuard<'_, Maps> {
        self.maps.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn sealer(&self) -> Sealer<'_> {
        Sealer {
            vault: self.vault,
            drawn: self.drawn,
        }
    }

    pub(super) fn house<R>(
        &self,
        table: &'static str,
        key: &[u8],
        sealed: &[u8],
    ) -> Result<R, StoreError>
    where
        R: for<'b> minicbor::Decode<'b, ()>,
    {
        let plain = self.sealer().open(
            HOUSE,
            &Place {
                table,
                key,
                format: 1,
            },
            sealed,
        )?;
        decode(table, &plain)
    }

    /// Returns a person, or nothing where none has that id, or where the key was destroyed after this
    /// copy of the file was made.
    pub fn person(&self, id: SubjectId) -> Result<Option<Person>, StoreError> {
        table!(self, tables::PEOPLE, people => {
            match people.get(id.0)? {
                Some(sealed) => match open_person(&self.sealer(), id, sealed.value()) {
                    Err(StoreError::KeyGone(_)) => Ok(None),
                    other => other.map(Some),
                },
                None => Ok(None),
            }
        })
    }

    /// Hands every person that can be read to `each`, in the order of their ids.
    pub fn each_person(&self, mut each: impl FnMut(Person)) -> Result<(), StoreError> {
        table!(self, tables::PEOPLE, people => {
            for item in people.iter()? {
                let (id, sealed) = item?;
                match open_person(&self.sealer(), SubjectId(id.value()), sealed.value()) {
                    Ok(person) => each(person),
                    Err(StoreError::KeyGone(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }

    /// Returns the attributes in the unit of a consent; none where its key is destroyed.
    pub fn attributes(&self, unit: UnitId) -> Result<Vec<Attribute>, StoreError> {
        table!(self, tables::ATTRIBUTES, attributes => {
            let Some(sealed) = attributes.get(unit.0)? else { return Ok(Vec::new()) };
            let key = unit.0.to_be_bytes();
            let place = Place { table: "attributes.v1", key: &key, format: 1 };
            let plain = match self.sealer().open(unit.0, &place, sealed.value()) {
                Err(StoreError::KeyGone(_)) => return Ok(Vec::new()),
                other => other?,
            };
            let row: AttributesRow = decode("attributes.v1", &plain)?;
            row.attributes().ok_or(StoreError::Row { table: "attributes.v1" })
        })
    }

    /// Returns the entries of the suppression list for an address.
    pub fn suppressions(&self, address: &Address) -> Result<Vec<Suppression>, StoreError> {
        let hash = self.sealer().address_hash(address);
        let mut found = Vec::new();
        table!(self, tables::SUPPRESSION, entries => {
            for item in entries.range((&hash, 0, 0)..=(&hash, u8::MAX, u64::MAX))? {
                let (key, sealed) = item?;
                let (_, channel, origin) = key.value();
                let row: SuppressionRow = self.house(
                    "suppression.v1",
                    &suppression_key(&hash, channel, origin),
                    sealed.value(),
                )?;
                let corrupt = StoreError::Row { table: "suppression.v1" };
                let (since, told) = row.parts().ok_or(corrupt)?;
                let channel = channel_of(channel).ok_or(StoreError::Row { table: "suppression.v1" })?;
                let origin = (origin > 0).then_some(SubjectId(origin));
                found.push(Suppression { address: address.clone(), channel, origin, since, told });
            }
            Ok(found)
        })
    }

    /// Tells whether the key of a unit is destroyed.
    #[must_use]
    pub fn is_forgotten(&self, unit: UnitId) -> bool {
        self.vault.keyring().is_forgotten(unit.0)
    }

    /// Tells whether the key of a unit has yet to be destroyed, though its rows are gone.
    pub fn is_being_forgotten(&self, unit: UnitId) -> Result<bool, StoreError> {
        table!(self, tables::FORGETTING, units => Ok(units.get(unit.0)?.is_some()))
    }

    /// Tells whether the person behind an entry is still in the register.
    pub fn is_living(&self, origin: SubjectId) -> Result<bool, StoreError> {
        table!(self, tables::PEOPLE, people => {
            Ok(people.get(origin.0)?.is_some()
                && !self.is_forgotten(origin.core()))
        })
    }

    /// Returns all pairs of people who may be one, or those of one person.
    pub fn pairs(
        &self,
        of: Option<SubjectId>,
    ) -> Result<Vec<(SubjectId, SubjectId, Pairing)>, StoreError> {
        table!(self, tables::PAIRS, pairs => {
            let mut found = Vec::new();
            for item in pairs.iter()? {
                let (key, value) = item?;
                let (low, high) = key.value();
                if of.is_some_and(|it| it.0 != low && it.0 != high) {
                    continue;
                }
                let pairing = pairing_of(value.value()).ok_or(StoreError::Row { table: "pairs.v1" })?;
                found.push((SubjectId(low), SubjectId(high), pairing));
            }
            Ok(found)
        })
    }

    /// Returns all users, in the order of their ids.
    pub fn users(&self) -> Result<Vec<User>, StoreError> {
        table!(self, tables::USERS, users => {
            let mut found = Vec::new();
            for item in users.iter()? {
                let (id, sealed) = item?;
                let row: UserRow = self.house("users.v1", &id.value().to_be_bytes(), sealed.value())?;
                let user = row.user(UserId(id.value()));
                found.push(user.ok_or(StoreError::Row { table: "users.v1" })?);
            }
            Ok(found)
        })
    }

    pub fn settings(&self) -> Result<Settings, StoreError> {
        table!(self, tables::SETTINGS, settings => {
            let Some(sealed) = settings.get(1)? else { return Ok(Settings::default()) };
            let row: SettingsRow =
                self.house("settings.v1", &1_u64.to_be_bytes(), sealed.value())?;
            Ok(row.settings())
        })
    }

    /// Returns the files that left the register, in the order of their writing.
    pub fn exports(&self) -> Result<Vec<Export>, StoreError> {
        table!(self, tables::EXPORTS, exports => {
            let mut found = Vec::new();
            for item in exports.iter()? {
                let (id, sealed) = item?;
                let row: ExportRow =
                    self.house("exports.v1", &id.value().to_be_bytes(), sealed.value())?;
                found.push(row.export(id.value()));
            }
            Ok(found)
        })
    }

    /// Returns what came of a write that a user asked for under this key.
    pub fn outcome(&self, user: u64, key: u128) -> Result<Option<Came>, StoreError> {
        table!(self, tables::OUTCOMES, outcomes => {
            let Some(bytes) = outcomes.get((user, key))? else { return Ok(None) };
            let row: OutcomeRow = decode("outcomes.v1", bytes.value())?;
            Ok(Some(row.came()))
        })
    }

    /// Returns the last `most` entries of a chain, the newest first.
    pub fn latest(&self, chain: Chain, most: usize) -> Result<Vec<(u64, Entry)>, StoreError> {
        table!(self, audit::table(chain), entries => {
            let read = |item: Result<(_, redb::AccessGuard<'_, &[u8]>), redb::StorageError>| {
                audit::read(chain, item?.1.value(), &self.sealer())
            };
            entries.iter()?.rev().take(most).map(read).collect()
        })
    }

    /// Returns the last `most` entries of a chain that a user made, the newest first.
    pub fn latest_of(
        &self,
        actor: UserId,
        chain: Chain,
        most: usize,
    ) -> Result<Vec<(u64, Entry)>, StoreError> {
        table!(self, audit::table(chain), entries => {
            let mut found = Vec::new();
            for item in entries.iter()?.rev() {
                let (_, value) = item?;
                if audit::plain(chain, value.value())?.actor == actor {
                    found.push(audit::read(chain, value.value(), &self.sealer())?);
                }
                if found.len() == most {
                    break;
                }
            }
            Ok(found)
        })
    }

    /// Returns the acts of these kinds since an instant, the newest first.
    pub fn acts_since(&self, at: Timestamp, deeds: &[Deed]) -> Result<Vec<Entry>, StoreError> {
        table!(self, tables::ACTS, entries => {
            let mut found = Vec::new();
            for item in entries.iter()?.rev() {
                let (_, value) = item?;
                let plain = audit::plain(Chain::Acts, value.value())?;
                if plain.at < at {
                    break;
                }
                if deeds.contains(&plain.deed) {
                    found.push(audit::read(Chain::Acts, value.value(), &self.sealer())?.1);
                }
            }
            Ok(found)
        })
    }

    /// Returns every entry about a person in a chain, in the order of writing.
    pub fn about(&self, subject: SubjectId, chain: Chain) -> Result<Vec<(u64, Entry)>, StoreError> {
        let which = audit::number(chain);
        let range = (subject.0, which, 0)..=(subject.0, which, u64::MAX);
        let places: Vec<(u32, u64)> = table!(self, tables::ABOUT, about => {
            about
                .range(range)?
                .map(|item| item.map(|(key, month)| (month.value(), key.value().2)))
                .collect::<Result<_, _>>()?
        });
        table!(self, audit::table(chain), entries => {
            let mut found = Vec::new();
            for place in places {
                if let Some(value) = entries.get(place)? {
                    found.push(audit::read(chain, value.value(), &self.sealer())?);
                }
            }
            Ok(found)
        })
    }

    /// Returns the newest entry about a person in a chain, without reading those before it.
    pub fn last_about(
        &self,
        subject: SubjectId,
        chain: Chain,
    ) -> Result<Option<Entry>, StoreError> {
        let which = audit::number(chain);
        let range = (subject.0, which, 0)..=(subject.0, which, u64::MAX);
        let last = table!(self, tables::ABOUT, about => {
            let last = about.range(range)?.next_back().transpose()?;
            last.map(|(key, month)| (month.value(), key.value().2))
        });
        let Some(place) = last else { return Ok(None) };
        table!(self, audit::table(chain), entries => {
            let Some(value) = entries.get(place)? else { return Ok(None) };
            audit::read(chain, value.value(), &self.sealer()).map(|(_, entry)| Some(entry))
        })
    }

    /// Walks a chain of the audit from its first entry.
    pub fn verify(&self, chain: Chain) -> Result<Verified, StoreError> {
        table!(self, audit::table(chain), entries => {
            audit::verify(chain, &entries, &self.sealer())
        })
    }
}

pub(super) fn open_person(
    sealer: &Sealer<'_>,
    id: SubjectId,
    record: &[u8],
) -> Result<Person, StoreError> {
    let key = id.0.to_be_bytes();
    let core = sealer.open(
        id.0,
        &Place {
            table: "people.v1",
            key: &key,
            format: 1,
        },
        record,
    )?;
    let row: PersonRow = decode("people.v1", &core)?;
    row.person(id).ok_or(StoreError::Row { table: "people.v1" })
}

/// Returns the bytes that a suppression row is bound to.
pub(super) fn suppression_key(hash: &[u8; 32], channel: u8, origin: u64) -> Vec<u8> {
    let mut key = hash.to_vec();
    key.push(channel);
    key.extend_from_slice(&origin.to_be_bytes());
    key
}

/// Returns the number of a channel in a key of the suppression list; 0 is every channel.
pub(super) fn channel_number(channel: Option<Channel>) -> u8 {
    match channel {
        None => 0,
        Some(Channel::Email) => 1,
        Some(Channel::Sms) => 2,
        Some(Channel::Phone) => 3,
        Some(Channel::Post) => 4,
        Some(Channel::AutoCall) => 5,
    }
}

#[expect(
    clippy::option_option,
    reason = "every channel and no channel are two things"
)]
fn channel_of(number: u8) -> Option<Option<Channel>> {
    if number == 0 {
        return Some(None);
    }
    Channel::ALL
        .iter()
        .find(|it| channel_number(Some(**it)) == number)
        .map(|it| Some(*it))
}
