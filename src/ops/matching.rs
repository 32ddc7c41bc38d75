//! Which person a row is (RULES W1, W2), and what the row adds to it.

use std::collections::{BTreeMap, HashMap};

use super::asker::Asker;
use crate::contract::Fault;
use crate::domain::address::Address;
use crate::domain::ban::Ban;
use crate::domain::candidate::{Candidate, CandidateBan, CandidateConsent};
use crate::domain::consent::{ConsentEvent, Method, Recorder};
use crate::domain::field::Field;
use crate::domain::id::SubjectId;
use crate::domain::identity::{name_and_company, names_agree};
use crate::domain::person::{Datum, Digest, Person, SourceRecord, Traces, value_digest};
use crate::domain::provenance::Provenance;
use crate::domain::suppression::addresses;
use crate::domain::time::When;
use crate::store::View;

/// People whom earlier rows of the same import made or changed, over those of the register.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    pub(super) people: BTreeMap<SubjectId, Person>,
    numbers: HashMap<String, SubjectId>,
    records: HashMap<SourceRecord, SubjectId>,
    rows: HashMap<Digest, SubjectId>,
    addresses: HashMap<Address, Vec<SubjectId>>,
    namesakes: HashMap<String, Vec<SubjectId>>,
}

/// What a row is, compared with the people there are.
#[derive(Debug)]
pub(super) enum Decision {
    /// This very row came in before.
    Known,
    Same(Box<Person>),
    /// Nobody yet.
    New,
    /// It may be one of these; a person decides (RULES W2).
    Unsure(Vec<(SubjectId, Likeness)>),
}

/// What a row and a person have in common.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Likeness {
    Address,
    NameAndCompany,
}

impl Overlay {
    /// Returns a person as earlier rows left it.
    pub(super) fn person(&self, view: &View<'_>, id: SubjectId) -> Result<Option<Person>, Fault> {
        match self.people.get(&id) {
            Some(person) => Ok(Some(person.clone())),
            None => Ok(view.person(id)?),
        }
    }

    pub(super) fn put(&mut self, person: Person) {
        self.numbers.insert(person.number.clone(), person.id);
        for record in &person.traces.records {
            self.records.insert(record.clone(), person.id);
        }
        for row in &person.traces.rows {
            self.rows.insert(*row, person.id);
        }
        for address in addresses(&person) {
            enter(&mut self.addresses, address, person.id);
        }
        if let Some(company) = person.value(Field::Company)
            && let Some(key) = name_and_company(&person.name(), company)
        {
            enter(&mut self.namesakes, key, person.id);
        }
        self.people.insert(person.id, person);
    }

    /// Tells whether an earlier row was given this number.
    pub(super) fn has_number(&self, number: &str) -> bool {
        self.numbers.contains_key(number)
    }

    fn holders(&self, view: &View<'_>, address: &Address) -> Vec<SubjectId> {
        let mut all = view.maps().by_address(address).to_vec();
        all.extend(self.addresses.get(address).into_iter().flatten());
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Says which person a row is.
    pub(super) fn decide(&self, view: &View<'_>, row: &Candidate) -> Result<Decision, Fault> {
        if self.rows.contains_key(&row.digest) || view.maps().by_row(&row.digest).is_some() {
            return Ok(Decision::Known);
        }
        if let Some(person) = self.by_number_or_record(view, row)? {
            return Ok(Decision::Same(Box::new(person)));
        }
        let (agreeing, others) = self.sharing(view, row)?;
        match &agreeing[..] {
            [] => Ok(self.unsure(view, row, others)),
            [(_, best)] => Ok(Decision::Same(Box::new(best.clone()))),
            [(most, best), (next, _), ..] if most > next => {
                Ok(Decision::Same(Box::new(best.clone())))
            }
            tied => {
                let mut alike = others;
                alike.extend(tied.iter().map(|(_, it)| (it.id, Likeness::Address)));
                Ok(Decision::Unsure(alike))
            }
        }
    }

    fn by_number_or_record(
        &self,
        view: &View<'_>,
        row: &Candidate,
    ) -> Result<Option<Person>, Fault> {
        if let Some(number) = &row.number {
            let known = self.numbers.get(number).copied();
            if let Some(id) = known.or_else(|| view.maps().by_number(number)) {
                return self.person(view, id);
            }
        }
        let Some(record) = &row.record else {
            return Ok(None);
        };
        let known = self.records.get(record).copied();
        match known.or_else(|| view.maps().by_record(record)) {
            Some(id) => self.person(view, id),
            None => Ok(None),
        }
    }

    /// Returns the people who share an address with the row and agree with its name, with how many
    /// addresses, most first; and those who share one and do not agree.
    #[expect(clippy::type_complexity, reason = "two short lists of one look")]
    fn sharing(
        &self,
        view: &View<'_>,
        row: &Candidate,
    ) -> Result<(Vec<(usize, Person)>, Vec<(SubjectId, Likeness)>), Fault> {
        let mut shared: BTreeMap<SubjectId, usize> = BTreeMap::new();
        for address in row_addresses(row) {
            for holder in self.holders(view, &address) {
                *shared.entry(holder).or_default() += 1;
            }
        }
        let name = row_name(row);
        let (mut agreeing, mut others) = (Vec::new(), Vec::new());
        for (id, count) in shared {
            let Some(person) = self.person(view, id)? else {
                continue;
            };
            let other_number = row.number.is_some() && person.traces.number_given;
            if !other_number && names_agree(&person.name(), &name) {
                agreeing.push((count, person));
            } else {
                others.push((id, Likeness::Address));
            }
        }
        agreeing.sort_by_key(|(count, person)| (std::cmp::Reverse(*count), person.id));
        Ok((agreeing, others))
    }

    fn unsure(
        &self,
        view: &View<'_>,
        row: &Candidate,
        mut alike: Vec<(SubjectId, Likeness)>,
    ) -> Decision {
        let company = row.values_of(Field::Company).next();
        if let Some(key) = company.and_then(|it| name_and_company(&row_name(row), it)) {
            let company = company.unwrap_or_default();
            let mut namesakes = view
                .maps()
                .by_name_and_company(&row_name(row), company)
                .to_vec();
            namesakes.extend(self.namesakes.get(&key).into_iter().flatten());
            for id in namesakes {
                if !alike.iter().any(|(it, _)| *it == id) {
                    alike.push((id, Likeness::NameAndCompany));
                }
            }
        }
        if alike.is_empty() {
            Decision::New
        } else {
            Decision::Unsure(alike)
        }
    }
}

fn enter<K: std::hash::Hash + Eq>(
    map: &mut HashMap<K, Vec<SubjectId>>,
    key: K,
    subject: SubjectId,
) {
    let all = map.entry(key).or_default();
    if !all.contains(&subject) {
        all.push(subject);
    }
}

fn row_addresses(row: &Candidate) -> Vec<Address> {
    let mut all: Vec<Address> = row
        .values
        .iter()
        .filter_map(|(field, value)| Address::of_value(*field, value))
        .collect();
    all.sort();
    all.dedup();
    all
}

fn row_name(row: &Candidate) -> String {
    let parts = [Field::Given, Field::Family].map(|it| row.values_of(it).next().unwrap_or(""));
    parts.join(" ").trim().to_owned()
}

/// Makes a person with nothing but a row's number and kind; [`add_row`] brings the rest.
pub(super) fn person_from(row: &Candidate, id: SubjectId, number: String) -> Person {
    Person {
        id,
        number,
        former_numbers: Vec::new(),
        kind: row.kind,
        version: 0,
        data: Vec::new(),
        bans: Vec::new(),
        consents: Vec::new(),
        consent_units: Vec::new(),
        traces: Traces {
            number_given: row.number.is_some(),
            ..Traces::default()
        },
        merged: Vec::new(),
        merged_into: None,
    }
}

/// Adds what a row says to a person: never replaces, never brings back what staff corrected or
/// removed. Returns how many bans were new.
pub(super) fn add_row(person: &mut Person, row: &Candidate, asker: &Asker) -> u64 {
    add_number(person, row);
    for (field, value) in &row.values {
        add_value(person, *field, value, row, asker);
    }
    let bans = row.bans.iter().map(|ban| add_ban(person, ban, asker)).sum();
    for consent in &row.consents {
        add_consent(person, consent, asker);
    }
    if let Some(record) = &row.record
        && !person.traces.records.contains(record)
    {
        person.traces.records.push(record.clone());
    }
    person.traces.rows.push(row.digest);
    person.version += 1;
    bans
}

/// A number that the register assigned yields to one that a file gives, and stays findable.
fn add_number(person: &mut Person, row: &Candidate) {
    if let Some(number) = &row.number
        && *number != person.number
        && !person.former_numbers.contains(number)
        && !person.traces.number_given
    {
        let assigned = std::mem::replace(&mut person.number, number.clone());
        person.former_numbers.push(assigned);
        person.traces.number_given = true;
    }
}

fn add_value(person: &mut Person, field: Field, value: &str, row: &Candidate, asker: &Asker) {
    let same = person
        .values(field)
        .any(|held| held == value || field == Field::Email && held.eq_ignore_ascii_case(value));
    let taken = !field.repeats() && person.value(field).is_some();
    let removed = person.traces.removed.contains(&value_digest(field, value));
    if same || taken || removed {
        return;
    }
    let provenance = Provenance::of_relations(row.source.clone(), asker.now.local_day());
    person.data.push(Datum {
        field,
        value: value.to_owned(),
        provenance,
        from: None,
    });
}

fn add_ban(person: &mut Person, ban: &CandidateBan, asker: &Asker) -> u64 {
    // A file cannot tell what has not happened: a later day counts as today.
    let stated = ban.since.filter(|it| !it.is_future(asker.now));
    let since = stated.unwrap_or(When::Day(asker.now.local_day()));
    let covers = |held: &Ban| held.channel.is_none() || held.channel == ban.channel;
    let stands = person.bans.iter().any(|it| it.in_force() && covers(it));
    // The ban that was lifted, told once more by an older list.
    let lifted = person.bans.iter().any(|it| {
        covers(it)
            && it.lifted.as_ref().is_some_and(|lift| {
                ban.since
                    .is_some_and(|since| !since.is_after(When::Instant(lift.at)))
            })
    });
    if stands || lifted {
        return 0;
    }
    person.bans.push(Ban {
        channel: ban.channel,
        since,
        told: ban.told.clone(),
        reason: None,
        from_suppression: false,
        lifted: None,
        from: None,
    });
    1
}

fn add_consent(person: &mut Person, consent: &CandidateConsent, asker: &Asker) {
    let known = person.consents.iter().any(|it| {
        (it.purpose, it.channel, it.state, it.at)
            == (consent.purpose, consent.channel, consent.state, consent.at)
    });
    if known || consent.at.is_future(asker.now) {
        return;
    }
    person.consents.push(ConsentEvent {
        purpose: consent.purpose,
        channel: consent.channel,
        state: consent.state,
        at: consent.at,
        method: Method::Import,
        reference: None,
        evidence: Some(consent.evidence.clone()),
        words: None,
        recorder: Recorder::Import,
        recorded_by: asker.name.clone(),
        recorded_at: asker.now,
        annuls: None,
        from: None,
    });
}
