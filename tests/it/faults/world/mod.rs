//! What the register must say, kept in plain maps: one step after the other, no file, no key, no
//! transaction.

mod import;
mod merging;
mod people;
mod rights;
mod script;

use std::collections::BTreeMap;

use rainmaker::contract::{Card, FaultCode, Reply, Request};
use rainmaker::domain::address::Address;
use rainmaker::domain::ban::Ban;
use rainmaker::domain::channel::Channel;
use rainmaker::domain::id::{ActId, SubjectId, UnitId};
use rainmaker::domain::person::{Attribute, Person};
use rainmaker::domain::provenance::{Basis, Provenance, Purpose, Source};
use rainmaker::domain::suppression::{Suppression, addresses, of_bans};
use rainmaker::domain::time::Timestamp;

use super::register::Register;
pub(super) use script::Script;

type Told = Result<Reply, FaultCode>;

#[derive(Clone)]
pub(super) struct World {
    pub(super) people: BTreeMap<SubjectId, Person>,
    units: BTreeMap<UnitId, Vec<Attribute>>,
    /// The entries of the suppression list that follow from each person's bans in force.
    stops: BTreeMap<SubjectId, Vec<Suppression>>,
    /// Entries of the suppression list whose origin is not in the register.
    orphans: Vec<Suppression>,
    /// The length of the chain of acts.
    pub(super) acts: u64,
    /// How many keys were destroyed.
    pub(super) forgotten: usize,
    /// Numbers of people who were erased.
    pub(super) erased: Vec<String>,
    next_unit: u64,
    next_number: u64,
    undo: BTreeMap<SubjectId, Vec<Step>>,
}

/// An act that may be undone while it is the last one of its person.
#[derive(Clone)]
struct Step {
    act: ActId,
    at: Timestamp,
    before: Before,
}

#[derive(Clone)]
enum Before {
    Values(Box<Person>),
    Consent(usize),
    Attributes(UnitId, Vec<Attribute>),
}

impl World {
    /// A new register, into which its officer has logged in.
    pub(super) fn new() -> Self {
        let mut world = Self::unopened();
        world.login();
        world
    }

    pub(super) fn unopened() -> Self {
        Self {
            people: BTreeMap::new(),
            units: BTreeMap::new(),
            stops: BTreeMap::new(),
            orphans: Vec::new(),
            acts: 1,
            forgotten: 0,
            erased: Vec::new(),
            next_unit: 1,
            next_number: 100_001,
            undo: BTreeMap::new(),
        }
    }

    /// Says what the register must answer, and becomes what it must be then.
    pub(super) fn apply(&mut self, request: &Request, now: Timestamp) -> Told {
        match request {
            Request::Add { .. } => self.add(request, now),
            Request::Correct { .. } => self.correct(request, now),
            Request::SetAttribute { .. } | Request::RemoveAttribute { .. } => {
                self.change_attribute(request, now)
            }
            Request::Ban { number, order } => self.ban(number, order, now),
            Request::BanAddress { address, order } => Ok(self.ban_address(address, order, now)),
            Request::LiftBan {
                number,
                channels,
                reason,
            } => self.lift(number, channels, reason, now),
            Request::RecordConsent { number, order } => self.consent(number, order, now),
            Request::Erase(order) => self.erase(&order.number),
            Request::ForgetSuppression { address } => self.forget_suppression(address),
            Request::Import { candidates, .. } => Ok(self.import(candidates, now)),
            Request::Merge { stays, goes, .. } => self.merge(stays, goes, now),
            Request::Separate { number, .. } => self.separate(number),
            Request::Undo { act } => self.undo(*act, now),
            other => panic!("the model knows nothing of {other:?}"),
        }
    }

    /// Another login: one more act, and nothing to undo.
    pub(super) fn login(&mut self) {
        self.acts += 1;
        self.undo.clear();
    }

    fn undoable(&self) -> impl Iterator<Item = ActId> {
        self.undo
            .values()
            .filter_map(|it| it.last())
            .map(|it| it.act)
    }

    /// Returns the numbers of all who are not merged into another.
    pub(super) fn numbers(&self) -> Vec<String> {
        let living = self.people.values().filter(|it| it.merged_into.is_none());
        living.map(|it| it.number.clone()).collect()
    }

    /// Compares everybody, and what is known of `addresses`, with the register.
    pub(super) fn holds_for(&self, register: &mut Register, asked: &[String]) {
        for person in self.people.values() {
            let card = register.card(&person.number).unwrap();
            let shown = match person.merged_into {
                Some(into) => &self.people[&into.person],
                None => person,
            };
            self.is_card(shown, card);
        }
        for number in &self.erased {
            if self.holder(number).is_none() {
                let fault = register.card(number).unwrap_err();
                assert_eq!(fault.code, FaultCode::NoSuchPerson, "{number}");
            }
        }
        for address in asked {
            self.is_suppressed(register, address);
        }
        assert_eq!(register.audit()[0].0, self.acts);
    }

    fn is_card(&self, person: &Person, mut card: Card) {
        let mut data = person.data.clone();
        data.iter_mut()
            .chain(&mut card.data)
            .for_each(|it| it.from = None);
        let mut bans = person.bans.clone();
        bans.iter_mut()
            .chain(&mut card.bans)
            .for_each(|it| it.from = None);
        let mut consents = person.consents.clone();
        consents
            .iter_mut()
            .chain(&mut card.consents)
            .for_each(|it| it.from = None);
        let held = person.consent_units.iter().map(|it| &self.units[&it.unit]);
        let mut merged = person.former_numbers.clone();
        merged.extend(
            person
                .merged
                .iter()
                .map(|it| self.people[it].number.clone()),
        );
        assert_eq!(card.data, data);
        assert_eq!(card.bans, bans, "{}", person.number);
        assert_eq!(card.consents, consents);
        assert_eq!(card.attributes, held.flatten().cloned().collect::<Vec<_>>());
        assert_eq!(card.merged_numbers, merged);
        assert_eq!(
            (card.number, card.version, card.kind, card.name),
            (
                person.number.clone(),
                person.version,
                person.kind,
                person.name()
            )
        );
    }

    fn is_suppressed(&self, register: &mut Register, address: &str) {
        let of_text = Address::of_text(address).unwrap();
        let expected: Vec<_> = self
            .suppressions(&of_text)
            .iter()
            .map(|it| {
                let living = it.origin.and_then(|it| self.people.get(&it));
                let channel = it.channel.map_or("all", Channel::code);
                let origin = match it.origin {
                    None => "unknown",
                    Some(_) if living.is_some() => "living",
                    Some(_) => "erased",
                };
                let number = living.map(|it| it.number.clone());
                (
                    channel.to_owned(),
                    it.since.day().to_string(),
                    it.told.clone(),
                    origin.to_owned(),
                    number,
                )
            })
            .collect();
        let asked = register.ask(Request::FindSuppression {
            address: address.to_owned(),
        });
        let found: Vec<_> = match asked {
            Ok(Reply::Suppression { entries }) => entries
                .into_iter()
                .map(|it| (it.channel, it.since, it.told, it.origin, it.number))
                .collect(),
            Err(fault) if fault.code == FaultCode::NothingFound => Vec::new(),
            other => panic!("{other:?}"),
        };
        assert_eq!(found, expected, "{address}");
    }

    /// Returns who answers to a number.
    fn holder(&self, number: &str) -> Option<SubjectId> {
        let has =
            |it: &&Person| it.number == number || it.former_numbers.iter().any(|it| it == number);
        let person = self.people.values().find(has)?;
        Some(person.merged_into.map_or(person.id, |it| it.person))
    }

    fn person(&self, number: &str) -> Result<Person, FaultCode> {
        let id = self.holder(number).ok_or(FaultCode::NoSuchPerson)?;
        Ok(self.people[&id].clone())
    }

    fn take_unit(&mut self) -> u64 {
        self.next_unit += 1;
        self.next_unit - 1
    }

    fn take_number(&mut self) -> String {
        loop {
            let number = self.next_number.to_string();
            self.next_number += 1;
            if self.holder(&number).is_none() {
                return number;
            }
        }
    }

    /// Returns all entries for an address: those that follow from a ban in force, and the orphans.
    fn suppressions(&self, address: &Address) -> Vec<Suppression> {
        let all = self.stops.values().flatten().chain(&self.orphans);
        let mut all: Vec<Suppression> = all.filter(|it| it.address == *address).cloned().collect();
        all.sort_by_key(|it| (it.channel, it.origin.map_or(0, |it| it.0)));
        all
    }

    fn add_orphan(&mut self, entry: Suppression) {
        self.orphans.retain(|it| {
            (&it.address, it.channel, it.origin) != (&entry.address, entry.channel, entry.origin)
        });
        self.orphans.push(entry);
    }

    fn outlives(&self, entry: &Suppression) -> bool {
        entry.origin.is_none_or(|it| !self.people.contains_key(&it))
    }

    /// Bans a person whose addresses somebody left in the suppression list; returns how often.
    fn obey(&self, person: &mut Person) -> u64 {
        let mut made = 0;
        for address in addresses(person) {
            for entry in self.suppressions(&address) {
                let banned = |it: &Ban| {
                    it.in_force() && (it.channel.is_none() || it.channel == entry.channel)
                };
                let own = entry.origin == Some(person.id);
                if self.outlives(&entry) && !own && !person.bans.iter().any(banned) {
                    person.bans.push(Ban {
                        channel: entry.channel,
                        since: entry.since,
                        told: entry.told,
                        reason: None,
                        from_suppression: true,
                        lifted: None,
                        from: None,
                    });
                    made += 1;
                }
            }
        }
        made
    }

    /// Ends an act that changed one person.
    fn done(&mut self, mut person: Person, step: Option<(Timestamp, Before)>) -> Reply {
        self.acts += 1;
        person.version += 1;
        let act = ActId(self.acts);
        let number = person.number.clone();
        let steps = self.undo.entry(person.id).or_default();
        match step {
            Some((at, before)) => steps.push(Step { act, at, before }),
            None => steps.clear(),
        }
        self.put(person);
        Reply::Done { number, act }
    }

    fn put(&mut self, person: Person) {
        self.stops.insert(person.id, of_bans(&person));
        self.people.insert(person.id, person);
    }
}

fn provenance(source: &Source, purpose: Purpose, basis: Basis, now: Timestamp) -> Provenance {
    Provenance {
        source: source.clone(),
        date: now.local_day(),
        purpose,
        basis,
    }
}
