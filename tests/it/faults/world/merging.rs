use rainmaker::contract::{FaultCode, Reply};
use rainmaker::domain::ban::Ban;
use rainmaker::domain::id::{ActId, SubjectId};
use rainmaker::domain::person::{MergedInto, Person};
use rainmaker::domain::time::{Timestamp, When};

use super::{Told, World};

impl World {
    pub(super) fn merge(&mut self, stays: &str, goes: &str, now: Timestamp) -> Told {
        let (mut person, mut gone) = (self.person(stays)?, self.person(goes)?);
        if person.id == gone.id {
            return Err(FaultCode::SamePerson);
        }
        take_in(&mut person, &gone);
        for id in &gone.merged {
            let earlier = self.people.get_mut(id).unwrap();
            earlier.merged_into.as_mut().unwrap().person = person.id;
        }
        gone.merged_into = Some(MergedInto {
            person: person.id,
            at: now,
        });
        self.done_with_both(gone, person.clone());
        Ok(Reply::Done {
            number: person.number,
            act: ActId(self.acts),
        })
    }

    pub(super) fn separate(&mut self, number: &str) -> Told {
        let mut person = self.person(number)?;
        let merged = person
            .merged
            .iter()
            .map(|it| &self.people[it])
            .find(|it| it.number == number);
        let mut freed = merged.ok_or(FaultCode::NotMerged)?.clone();
        let mut family = freed.merged.clone();
        family.push(freed.id);
        let since = When::Instant(freed.merged_into.take().unwrap().at);
        for ban in &person.bans {
            let shared = ban
                .from
                .is_none_or(|it| self.people[&it].merged.contains(&freed.id));
            if ban.in_force() && shared && !since.is_after(ban.since) {
                freed.bans.push(Ban {
                    from: None,
                    ..ban.clone()
                });
            }
        }
        let held = person.consent_units.clone();
        freed.consent_units.retain(|it| held.contains(it));
        give_back(&mut person, &freed, &family);
        for other in self.people.values_mut() {
            if other.id != freed.id && other.merged.contains(&freed.id) {
                give_back(other, &freed, &family);
                other.version += 1;
            }
        }
        for id in &freed.merged {
            let into = self.people.get_mut(id).unwrap().merged_into.as_mut();
            into.unwrap().person = freed.id;
        }
        let number = freed.number.clone();
        self.done_with_both(freed, person);
        Ok(Reply::Done {
            number,
            act: ActId(self.acts),
        })
    }

    fn done_with_both(&mut self, mut one: Person, mut other: Person) {
        self.acts += 2;
        for person in [&mut one, &mut other] {
            person.version += 1;
            self.undo.remove(&person.id);
        }
        self.put(one);
        self.put(other);
    }
}

fn take_in(person: &mut Person, gone: &Person) {
    let from = Some(gone.id);
    for datum in &gone.data {
        let room = datum.field.repeats() || person.value(datum.field).is_none();
        if room && !person.holds(datum.field, &datum.value) {
            let mut datum = datum.clone();
            datum.from = datum.from.or(from);
            person.data.push(datum);
        }
    }
    for ban in &gone.bans {
        let mut ban = ban.clone();
        ban.from = ban.from.or(from);
        person.bans.push(ban);
    }
    let shift = person.consents.len();
    for event in &gone.consents {
        let mut event = event.clone();
        event.annuls = event.annuls.map(|it| it + shift);
        event.from = event.from.or(from);
        person.consents.push(event);
    }
    person.consent_units.extend(&gone.consent_units);
    person.traces.removed.extend(&gone.traces.removed);
    person.merged.push(gone.id);
    person.merged.extend(&gone.merged);
}

fn give_back(person: &mut Person, freed: &Person, family: &[SubjectId]) {
    let theirs = |it: Option<SubjectId>| it.is_some_and(|it| family.contains(&it));
    person.data.retain(|it| !theirs(it.from));
    person.bans.retain(|it| !theirs(it.from));
    let kept: Vec<usize> = (0..person.consents.len())
        .filter(|it| !theirs(person.consents[*it].from))
        .collect();
    let mut consents: Vec<_> = kept.iter().map(|it| person.consents[*it].clone()).collect();
    for event in &mut consents {
        let annulled = event.annuls.take();
        event.annuls = annulled.and_then(|it| kept.iter().position(|kept| *kept == it));
    }
    person.consents = consents;
    person
        .consent_units
        .retain(|it| !freed.consent_units.contains(it));
    person.merged.retain(|it| !family.contains(it));
}
