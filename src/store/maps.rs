use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::domain::address::Address;
use crate::domain::field::{Field, Kind};
use crate::domain::id::SubjectId;
use crate::domain::identity::{company_keys, name_and_company};
use crate::domain::person::{Digest, Person, SourceRecord};
use crate::domain::suppression::addresses;

/// Who has what, for questions of equality: the writer's own, never the search index, which lags.
#[derive(Debug, Default)]
pub struct Maps {
    numbers: HashMap<String, SubjectId>,
    records: HashMap<SourceRecord, SubjectId>,
    rows: HashMap<Digest, SubjectId>,
    addresses: HashMap<Address, Vec<SubjectId>>,
    namesakes: HashMap<String, Vec<SubjectId>>,
    /// The generic addresses of each company, whose bans stop its contacts too.
    companies: HashMap<String, Vec<SubjectId>>,
    people: usize,
}

impl Maps {
    /// Returns who answers to a customer number, a merged one included.
    #[must_use]
    pub fn by_number(&self, number: &str) -> Option<SubjectId> {
        self.numbers.get(number).copied()
    }

    #[must_use]
    pub fn by_record(&self, record: &SourceRecord) -> Option<SubjectId> {
        self.records.get(record).copied()
    }

    /// Returns who came from a row like this one.
    #[must_use]
    pub fn by_row(&self, digest: &Digest) -> Option<SubjectId> {
        self.rows.get(digest).copied()
    }

    #[must_use]
    pub fn by_address(&self, address: &Address) -> &[SubjectId] {
        self.addresses.get(address).map_or(&[], Vec::as_slice)
    }

    /// Returns the people of this name in this company.
    #[must_use]
    pub fn by_name_and_company(&self, name: &str, company: &str) -> &[SubjectId] {
        name_and_company(name, company)
            .and_then(|key| self.namesakes.get(&key))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the generic addresses of the company that a person belongs to.
    #[must_use]
    pub fn company_addresses(&self, person: &Person) -> Vec<SubjectId> {
        let mut all: Vec<SubjectId> = company_keys(person)
            .iter()
            .filter_map(|it| self.companies.get(it))
            .flatten()
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Returns how many people there are, those merged into others not counted.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people
    }

    /// Puts `after` in the place of `before`; either may be nobody.
    pub(super) fn replace(&mut self, before: Option<&Person>, after: Option<&Person>) {
        if let Some(person) = before {
            self.withdraw(person);
        }
        if let Some(person) = after {
            self.enter(person);
        }
    }

    fn enter(&mut self, person: &Person) {
        let answers = answering(person);
        self.numbers.insert(person.number.clone(), answers);
        for number in &person.former_numbers {
            self.numbers.insert(number.clone(), answers);
        }
        for record in &person.traces.records {
            self.records.insert(record.clone(), answers);
        }
        for row in &person.traces.rows {
            self.rows.entry(*row).or_insert(answers);
        }
        if person.merged_into.is_some() {
            return;
        }
        self.people += 1;
        for address in addresses(person) {
            self.addresses.entry(address).or_default().push(person.id);
        }
        if let Some(key) = namesake_key(person) {
            self.namesakes.entry(key).or_default().push(person.id);
        }
        for key in generic_keys(person) {
            self.companies.entry(key).or_default().push(person.id);
        }
    }

    fn withdraw(&mut self, person: &Person) {
        let answers = answering(person);
        drop_one(&mut self.numbers, &person.number, answers);
        for number in &person.former_numbers {
            drop_one(&mut self.numbers, number, answers);
        }
        for record in &person.traces.records {
            drop_one(&mut self.records, record, answers);
        }
        for row in &person.traces.rows {
            drop_one(&mut self.rows, row, answers);
        }
        if person.merged_into.is_some() {
            return;
        }
        self.people -= 1;
        for address in addresses(person) {
            drop_from(&mut self.addresses, address, person.id);
        }
        if let Some(key) = namesake_key(person) {
            drop_from(&mut self.namesakes, key, person.id);
        }
        for key in generic_keys(person) {
            drop_from(&mut self.companies, key, person.id);
        }
    }
}

fn answering(person: &Person) -> SubjectId {
    person.merged_into.map_or(person.id, |it| it.person)
}

fn namesake_key(person: &Person) -> Option<String> {
    name_and_company(&person.name(), person.value(Field::Company)?)
}

fn generic_keys(person: &Person) -> Vec<String> {
    if person.kind == Kind::CompanyGeneric {
        company_keys(person)
    } else {
        Vec::new()
    }
}

/// Drops `key` if it still names `subject`.
fn drop_one<K: Eq + Hash>(map: &mut HashMap<K, SubjectId>, key: &K, subject: SubjectId) {
    if map.get(key) == Some(&subject) {
        map.remove(key);
    }
}

fn drop_from<K: Eq + Hash>(map: &mut HashMap<K, Vec<SubjectId>>, key: K, subject: SubjectId) {
    if let Entry::Occupied(mut held) = map.entry(key) {
        held.get_mut().retain(|it| *it != subject);
        if held.get().is_empty() {
            held.remove();
        }
    }
}
