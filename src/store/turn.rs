use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use redb::{ReadableTable as _, WriteTransaction};

use super::audit::{self, Entry, Head};
use super::change::{Change, Pairing};
use super::error::StoreError;
use super::house::Settings;
use super::maps::Maps;
use super::rows::{
    AttributesRow, ExportRow, OutcomeRow, PersonRow, SettingsRow, SuppressionRow, UserRow, encode,
};
use super::sealer::{HOUSE, Sealer};
use super::tables;
use super::view::{Moment, View, channel_number, suppression_key};
use crate::domain::audit::Chain;
use crate::domain::id::{ActId, SubjectId, UnitId};
use crate::domain::person::{Attribute, Person};
use crate::domain::suppression::Suppression;
use crate::vault::{Drawn, Place, Vault};

/// One write transaction in the making: what several operations want, in their order.
pub(super) struct Turn<'a> {
    pub(super) transaction: WriteTransaction,
    pub(super) vault: &'a Vault,
    pub(super) maps: &'a RwLock<Maps>,
    pub(super) numbers: Numbers,
    pub(super) drawn: BTreeMap<u64, Drawn>,
    /// Units whose keys are destroyed as soon as the commit stands.
    pub(super) forgetting: Vec<u64>,
    /// What each change did to the maps, so that they can be put back.
    replaced: Vec<(Option<Person>, Option<Person>)>,
}

/// The counters of the file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Numbers {
    pub(super) generation: u64,
    pub(super) next_unit: u64,
    pub(super) next_number: u64,
    pub(super) next_export: u64,
    pub(super) next_deferred: u64,
    pub(super) acts: Head,
    pub(super) looks: Head,
}

impl Numbers {
    /// Returns the counters of a new file.
    pub(super) fn first(next_number: u64) -> Self {
        let head = Head {
            sequence: 0,
            hash: audit::NO_HASH,
        };
        Self {
            generation: 0,
            next_unit: 1,
            next_number,
            next_export: 1,
            next_deferred: 1,
            acts: head,
            looks: head,
        }
    }
}

/// What an operation sees while it plans, and the numbers that it may take.
pub struct Planning<'a> {
    view: View<'a>,
    numbers: &'a mut Numbers,
    taken: &'a mut Vec<u64>,
}

impl<'a> std::ops::Deref for Planning<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl Planning<'_> {
    /// Takes the next unit for something new that is forgotten together.
    pub fn take_unit(&mut self) -> UnitId {
        let unit = self.numbers.next_unit;
        self.numbers.next_unit += 1;
        self.taken.push(unit);
        UnitId(unit)
    }

    /// Takes the next number of an act that waits for a second officer.
    pub fn take_deferred(&mut self) -> u64 {
        self.numbers.next_deferred += 1;
        self.numbers.next_deferred - 1
    }

    /// Takes the next customer number that nobody has.
    pub fn take_number(&mut self) -> String {
        loop {
            let number = self.numbers.next_number.to_string();
            self.numbers.next_number += 1;
            if self.view.maps().by_number(&number).is_none() {
                return number;
            }
        }
    }
}

impl<'a> Turn<'a> {
    pub(super) fn new(
        transaction: WriteTransaction,
        vault: &'a Vault,
        maps: &'a RwLock<Maps>,
        numbers: Numbers,
    ) -> Self {
        Self {
            transaction,
            vault,
            maps,
            numbers,
            drawn: BTreeMap::new(),
            forgetting: Vec::new(),
            replaced: Vec::new(),
        }
    }

    /// Lets an operation plan against the transaction as it stands; what it takes is drawn only if
    /// it comes to a change.
    pub(super) fn plan<T>(
        &mut self,
        plan: impl FnOnce(&mut Planning<'_>) -> Option<T>,
    ) -> Option<T> {
        let (mut numbers, mut taken) = (self.numbers, Vec::new());
        let view = View {
            moment: Moment::Turn(&self.transaction),
            vault: self.vault,
            drawn: &self.drawn,
            maps: self.maps,
        };
        let planned = plan(&mut Planning {
            view,
            numbers: &mut numbers,
            taken: &mut taken,
        })?;
        self.numbers = numbers;
        for unit in taken {
            self.drawn.insert(unit, self.vault.keyring().draw());
        }
        Some(planned)
    }

    /// Writes a change into the transaction and returns the act that it was audited as.
    pub(super) fn apply(&mut self, change: &Change) -> Result<Option<ActId>, StoreError> {
        for person in &change.erased {
            self.erase(person)?;
        }
        for unit in &change.forgotten {
            self.transaction
                .open_table(tables::ATTRIBUTES)?
                .remove(unit.0)?;
            self.forget(unit.0)?;
        }
        for person in &change.people {
            self.put_person(person)?;
        }
        for (unit, attributes) in &change.attributes {
            self.put_attributes(*unit, attributes)?;
        }
        self.put_suppressions(change)?;
        self.put_house(change)?;
        self.put_desk(change)?;
        for entry in &change.looks {
            self.write_entry(Chain::Looks, entry)?;
        }
        let mut act = None;
        for entry in &change.acts {
            act = Some(ActId(self.write_entry(Chain::Acts, entry)?));
        }
        if let (Some(key), Some(act), Some(entry)) = (change.key, act, change.acts.last()) {
            let row = encode(&OutcomeRow::of(entry.at, act, &key));
            let mut outcomes = self.transaction.open_table(tables::OUTCOMES)?;
            outcomes.insert((key.user, key.key), row.as_slice())?;
        }
        Ok(act)
    }

    pub(super) fn sealer(&self) -> Sealer<'_> {
        Sealer {
            vault: self.vault,
            drawn: &self.drawn,
        }
    }

    fn put_person(&mut self, person: &Person) -> Result<(), StoreError> {
        let before = self.old_person(person.id)?;
        let key = person.id.0.to_be_bytes();
        let place = Place {
            table: "people.v1",
            key: &key,
            format: 1,
        };
        let sealed = self
            .sealer()
            .seal(person.id.0, &place, &encode(&PersonRow::of(person)))?;
        self.transaction
            .open_table(tables::PEOPLE)?
            .insert(person.id.0, sealed.as_slice())?;
        self.replace(before, Some(person.clone()));
        Ok(())
    }

    fn old_person(&self, id: SubjectId) -> Result<Option<Person>, StoreError> {
        if self.drawn.contains_key(&id.0) && !self.has_row(id)? {
            return Ok(None);
        }
        self.view().person(id)
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            moment: Moment::Turn(&self.transaction),
            vault: self.vault,
            drawn: &self.drawn,
            maps: self.maps,
        }
    }

    fn has_row(&self, id: SubjectId) -> Result<bool, StoreError> {
        Ok(self
            .transaction
            .open_table(tables::PEOPLE)?
            .get(id.0)?
            .is_some())
    }

    fn replace(&mut self, before: Option<Person>, after: Option<Person>) {
        let mut maps = self.maps.write().unwrap_or_else(PoisonError::into_inner);
        maps.replace(before.as_ref(), after.as_ref());
        drop(maps);
        self.replaced.push((before, after));
    }

    /// Puts the maps back to what they were before this turn.
    pub(super) fn roll_back_maps(&mut self) {
        put_back(self.maps, &mut self.replaced);
    }

    fn erase(&mut self, person: &Person) -> Result<(), StoreError> {
        let before = self.old_person(person.id)?;
        self.transaction
            .open_table(tables::PEOPLE)?
            .remove(person.id.0)?;
        self.forget(person.id.0)?;
        for held in &person.consent_units {
            self.transaction
                .open_table(tables::ATTRIBUTES)?
                .remove(held.unit.0)?;
            self.forget(held.unit.0)?;
        }
        self.transaction
            .open_table(tables::PAIRS)?
            .retain(|(low, high), _| low != person.id.0 && high != person.id.0)?;
        self.drop_drafts(person.id)?;
        self.replace(before, None);
        Ok(())
    }

    fn forget(&mut self, unit: u64) -> Result<(), StoreError> {
        self.transaction
            .open_table(tables::FORGETTING)?
            .insert(unit, ())?;
        self.forgetting.push(unit);
        Ok(())
    }

    fn put_attributes(&self, unit: UnitId, attributes: &[Attribute]) -> Result<(), StoreError> {
        let key = unit.0.to_be_bytes();
        let place = Place {
            table: "attributes.v1",
            key: &key,
            format: 1,
        };
        let sealed = self
            .sealer()
            .seal(unit.0, &place, &encode(&AttributesRow::of(attributes)))?;
        self.transaction
            .open_table(tables::ATTRIBUTES)?
            .insert(unit.0, sealed.as_slice())?;
        Ok(())
    }

    fn put_suppressions(&self, change: &Change) -> Result<(), StoreError> {
        if change.suppressed.is_empty() && change.released.is_empty() {
            return Ok(());
        }
        let mut entries = self.transaction.open_table(tables::SUPPRESSION)?;
        for entry in &change.released {
            let (hash, channel, origin) = self.suppression_place(entry);
            entries.remove((&hash, channel, origin))?;
        }
        for entry in &change.suppressed {
            let (hash, channel, origin) = self.suppression_place(entry);
            let key = suppression_key(&hash, channel, origin);
            let place = Place {
                table: "suppression.v1",
                key: &key,
                format: 1,
            };
            let row = encode(&SuppressionRow::of(entry.since, entry.told.as_deref()));
            let sealed = self.sealer().seal(HOUSE, &place, &row)?;
            entries.insert((&hash, channel, origin), sealed.as_slice())?;
        }
        Ok(())
    }

    fn suppression_place(&self, entry: &Suppression) -> ([u8; 32], u8, u64) {
        let hash = self.sealer().address_hash(&entry.address);
        (
            hash,
            channel_number(entry.channel),
            entry.origin.map_or(0, |it| it.0),
        )
    }

    fn put_house(&mut self, change: &Change) -> Result<(), StoreError> {
        for (one, other, pairing) in &change.pairs {
            let (low, high) = (one.0.min(other.0), one.0.max(other.0));
            let mut pairs = self.transaction.open_table(tables::PAIRS)?;
            pairs.insert((low, high), pairing_number(*pairing))?;
        }
        for (low, high) in &change.unpaired {
            self.transaction
                .open_table(tables::PAIRS)?
                .remove((low.0, high.0))?;
        }
        for user in &change.users {
            let sealed = self.seal_house("users.v1", user.id.0, &encode(&UserRow::of(user)))?;
            self.transaction
                .open_table(tables::USERS)?
                .insert(user.id.0, sealed.as_slice())?;
        }
        if let Some(settings) = &change.settings {
            self.put_settings(settings)?;
        }
        for export in &change.exports {
            let id = self.numbers.next_export;
            self.numbers.next_export += 1;
            let sealed = self.seal_house("exports.v1", id, &encode(&ExportRow::of(export)))?;
            self.transaction
                .open_table(tables::EXPORTS)?
                .insert(id, sealed.as_slice())?;
        }
        Ok(())
    }

    pub(super) fn put_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let sealed = self.seal_house("settings.v1", 1, &encode(&SettingsRow::of(settings)))?;
        self.transaction
            .open_table(tables::SETTINGS)?
            .insert(1, sealed.as_slice())?;
        Ok(())
    }

    pub(super) fn seal_house(
        &self,
        table: &'static str,
        id: u64,
        row: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let key = id.to_be_bytes();
        self.sealer().seal(
            HOUSE,
            &Place {
                table,
                key: &key,
                format: 1,
            },
            row,
        )
    }

    fn write_entry(&mut self, chain: Chain, entry: &Entry) -> Result<u64, StoreError> {
        let head = match chain {
            Chain::Acts => self.numbers.acts,
            Chain::Looks => self.numbers.looks,
        };
        let (row, head) = audit::bind(chain, entry, head, &self.sealer())?;
        let month = audit::month(entry.at);
        let mut entries = self.transaction.open_table(audit::table(chain))?;
        entries.insert((month, head.sequence), row.as_slice())?;
        drop(entries);
        self.touch_session(entry.session, entry.at)?;
        if let Some(subject) = entry.subject {
            let mut about = self.transaction.open_table(tables::ABOUT)?;
            about.insert((subject.0, audit::number(chain), head.sequence), month)?;
        }
        match chain {
            Chain::Acts => self.numbers.acts = head,
            Chain::Looks => self.numbers.looks = head,
        }
        Ok(head.sequence)
    }

    /// Makes it all durable; the maps are put back where that fails.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        let Self {
            transaction,
            maps,
            mut replaced,
            ..
        } = self;
        let committed = transaction.commit();
        if committed.is_err() {
            put_back(maps, &mut replaced);
        }
        Ok(committed?)
    }

    /// Writes the counters, so that the next opening finds them.
    pub(super) fn put_numbers(&self) -> Result<(), StoreError> {
        let mut meta = self.transaction.open_table(tables::META)?;
        meta.insert("generation", self.numbers.generation)?;
        meta.insert("next_unit", self.numbers.next_unit)?;
        meta.insert("next_number", self.numbers.next_number)?;
        meta.insert("next_export", self.numbers.next_export)?;
        meta.insert("next_deferred", self.numbers.next_deferred)?;
        Ok(())
    }
}

fn put_back(maps: &RwLock<Maps>, replaced: &mut Vec<(Option<Person>, Option<Person>)>) {
    let mut maps = maps.write().unwrap_or_else(PoisonError::into_inner);
    for (before, after) in replaced.drain(..).rev() {
        maps.replace(after.as_ref(), before.as_ref());
    }
}

pub(super) fn pairing_number(pairing: Pairing) -> u8 {
    match pairing {
        Pairing::Shared => 1,
        Pairing::Possible => 2,
        Pairing::Apart => 3,
    }
}

pub(super) fn pairing_of(number: u8) -> Option<Pairing> {
    Pairing::ALL
        .iter()
        .copied()
        .find(|it| pairing_number(*it) == number)
}
