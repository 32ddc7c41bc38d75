use std::collections::BTreeSet;

use rainmaker::contract::{ImportCounts, Reply};
use rainmaker::domain::address::Address;
use rainmaker::domain::ban::Ban;
use rainmaker::domain::candidate::{Candidate, CandidateBan, CandidateConsent};
use rainmaker::domain::consent::{ConsentEvent, Method, Recorder};
use rainmaker::domain::id::SubjectId;
use rainmaker::domain::person::{Datum, Person, value_digest};
use rainmaker::domain::provenance::Provenance;
use rainmaker::domain::suppression::addresses;
use rainmaker::domain::time::{Timestamp, When};

use super::super::register::OFFICER;
use super::World;
use super::people::nobody;

impl World {
    /// Takes rows that name nobody else's name: equal are only numbers, records and the rows
    /// themselves.
    pub(super) fn import(&mut self, rows: &[Candidate], now: Timestamp) -> Reply {
        let mut counts = ImportCounts::default();
        let mut touched = BTreeSet::new();
        for row in rows {
            if self
                .people
                .values()
                .any(|it| it.traces.rows.contains(&row.digest))
            {
                counts.unchanged += 1;
                continue;
            }
            let mut person = match self.whose(row) {
                Some(person) => person,
                None => self.newcomer(row, &mut counts),
            };
            let new = person.version == 0;
            let before = person.clone();
            take_row(&mut person, row, now);
            let bans = person.bans.len() - before.bans.len();
            let obeyed = self.obey(&mut person);
            counts.bans += bans as u64 + obeyed;
            counts.merged += u64::from(!new);
            person.traces.rows.push(row.digest);
            person.version += 1;
            touched.insert(person.id);
            self.undo.remove(&person.id);
            self.put(person);
        }
        self.acts += touched.len() as u64;
        Reply::Imported(counts)
    }

    fn whose(&self, row: &Candidate) -> Option<Person> {
        let by_number = row.number.as_ref().and_then(|it| self.holder(it));
        let by_record = || {
            let record = row.record.as_ref()?;
            let has = |it: &&Person| it.traces.records.contains(record);
            let person = self.people.values().find(has)?;
            Some(person.merged_into.map_or(person.id, |it| it.person))
        };
        let id = by_number.or_else(by_record)?;
        Some(self.people[&id].clone())
    }

    fn newcomer(&mut self, row: &Candidate, counts: &mut ImportCounts) -> Person {
        let reached: Vec<Address> = row
            .values
            .iter()
            .filter_map(|(field, value)| Address::of_value(*field, value))
            .collect();
        let shared = self.people.values().any(|person| {
            person.merged_into.is_none() && addresses(person).iter().any(|it| reached.contains(it))
        });
        if shared {
            counts.unsure += 1;
        } else {
            counts.created += 1;
        }
        let given = row.number.is_some();
        let number = row.number.clone().unwrap_or_else(|| self.take_number());
        let id = SubjectId(self.take_unit());
        let mut person = nobody(id, number, given);
        person.kind = row.kind;
        person
    }
}

fn take_row(person: &mut Person, row: &Candidate, now: Timestamp) {
    take_number(person, row);
    for (field, value) in &row.values {
        let taken = !field.repeats() && person.value(*field).is_some();
        let removed = person.traces.removed.contains(&value_digest(*field, value));
        if !taken && !removed && !person.holds(*field, value) {
            person.data.push(Datum {
                field: *field,
                value: value.clone(),
                provenance: Provenance::of_relations(row.source.clone(), now.local_day()),
                from: None,
            });
        }
    }
    for ban in &row.bans {
        take_ban(person, ban, now);
    }
    for consent in &row.consents {
        take_consent(person, consent, now);
    }
    if let Some(record) = &row.record
        && !person.traces.records.contains(record)
    {
        person.traces.records.push(record.clone());
    }
}

fn take_number(person: &mut Person, row: &Candidate) {
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

fn take_ban(person: &mut Person, ban: &CandidateBan, now: Timestamp) {
    let covers = |it: &&Ban| it.channel.is_none() || it.channel == ban.channel;
    let held = person
        .bans
        .iter()
        .filter(covers)
        .any(|held| match (&held.lifted, ban.since) {
            (None, _) => true,
            (Some(lift), Some(since)) => !since.is_after(When::Instant(lift.at)),
            (Some(_), None) => false,
        });
    if !held {
        person.bans.push(Ban {
            channel: ban.channel,
            since: ban.since.unwrap_or(When::Day(now.local_day())),
            told: ban.told.clone(),
            reason: None,
            from_suppression: false,
            lifted: None,
            from: None,
        });
    }
}

fn take_consent(person: &mut Person, consent: &CandidateConsent, now: Timestamp) {
    let same = |it: &ConsentEvent| {
        (it.purpose, it.channel, it.state, it.at)
            == (consent.purpose, consent.channel, consent.state, consent.at)
    };
    if !person.consents.iter().any(same) {
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
            recorded_by: OFFICER.to_owned(),
            recorded_at: now,
            annuls: None,
            from: None,
        });
    }
}
