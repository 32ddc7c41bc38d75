use rainmaker::contract::{Correction, CorrectionField, CorrectionKind, FaultCode, Reply, Request};
use rainmaker::domain::consent::{ConsentState, in_force};
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::id::{ActId, SubjectId, UnitId};
use rainmaker::domain::person::{Attribute, ConsentUnit, Datum, Person, Traces, value_digest};
use rainmaker::domain::provenance::Provenance;
use rainmaker::domain::time::Timestamp;

use super::{Before, Told, World, provenance};

impl World {
    pub(super) fn add(&mut self, request: &Request, now: Timestamp) -> Told {
        let Request::Add {
            number,
            kind,
            values,
            source,
            purpose,
            basis,
        } = request
        else {
            panic!("{request:?}")
        };
        if number.as_ref().is_some_and(|it| self.holder(it).is_some()) {
            return Err(FaultCode::NumberInUse);
        }
        let id = SubjectId(self.take_unit());
        let given = number.is_some();
        let number = number.clone().unwrap_or_else(|| self.take_number());
        let mut person = nobody(id, number, given);
        person.version = 0;
        person.data = values
            .iter()
            .map(|(field, value)| Datum {
                field: *field,
                value: value.clone(),
                provenance: provenance(source, *purpose, *basis, now),
                from: None,
            })
            .collect();
        let company = person.value(Field::Company);
        person.kind = kind.unwrap_or_else(|| Kind::of(company, !person.name().is_empty()));
        self.obey(&mut person);
        Ok(self.done(person, None))
    }

    pub(super) fn correct(&mut self, request: &Request, now: Timestamp) -> Told {
        let Request::Correct {
            number,
            version,
            corrections,
            source,
            purpose,
            basis,
        } = request
        else {
            panic!("{request:?}")
        };
        let before = self.person(number)?;
        if version.is_some_and(|it| it != before.version) {
            return Err(FaultCode::Stale);
        }
        let provenance = provenance(source, *purpose, *basis, now);
        let mut after = before.clone();
        for correction in corrections {
            self.correct_one(&mut after, correction, &provenance)?;
        }
        if after == before {
            let number = before.number;
            return Ok(Reply::Unchanged { number });
        }
        self.obey(&mut after);
        Ok(self.done(after, Some((now, Before::Values(Box::new(before))))))
    }

    fn correct_one(
        &self,
        person: &mut Person,
        correction: &Correction,
        provenance: &Provenance,
    ) -> Result<(), FaultCode> {
        let value = correction.value.clone();
        let field = match correction.field {
            CorrectionField::Number => return self.renumber(person, value),
            CorrectionField::Kind => {
                person.kind = Kind::parse(&value).unwrap();
                return Ok(());
            }
            CorrectionField::Value(field) => field,
        };
        let digest = value_digest(field, &value);
        let held = person.holds(field, &value);
        let replaces = correction.kind == CorrectionKind::Replace
            || correction.kind == CorrectionKind::Add && !field.repeats();
        if correction.kind == CorrectionKind::Remove && !held {
            return Err(FaultCode::NoSuchValue);
        }
        let goes = |it: &Datum| {
            it.field == field && (it.value == value) == (correction.kind == CorrectionKind::Remove)
        };
        if replaces || correction.kind == CorrectionKind::Remove {
            for datum in person.data.iter().filter(|it| goes(it)) {
                person
                    .traces
                    .removed
                    .push(value_digest(field, &datum.value));
            }
            person.data.retain(|it| !goes(it));
        }
        if correction.kind != CorrectionKind::Remove && !value.is_empty() {
            person.traces.removed.retain(|it| *it != digest);
            if !held {
                person.data.push(Datum {
                    field,
                    value,
                    provenance: provenance.clone(),
                    from: None,
                });
            }
        }
        Ok(())
    }

    fn renumber(&self, person: &mut Person, number: String) -> Result<(), FaultCode> {
        if number == person.number {
            return Ok(());
        }
        if self.holder(&number).is_some_and(|it| it != person.id) {
            return Err(FaultCode::NumberInUse);
        }
        person.former_numbers.retain(|it| *it != number);
        person
            .former_numbers
            .push(std::mem::replace(&mut person.number, number));
        person.traces.number_given = true;
        Ok(())
    }

    pub(super) fn change_attribute(&mut self, request: &Request, now: Timestamp) -> Told {
        let (number, name, value, purpose, channel) = match request {
            Request::SetAttribute {
                number,
                name,
                value,
                purpose,
                channel,
            } => (number, name, Some(value), *purpose, *channel),
            Request::RemoveAttribute {
                number,
                name,
                purpose,
                channel,
            } => (number, name, None, *purpose, *channel),
            other => panic!("{other:?}"),
        };
        let mut person = self.person(number)?;
        let consent = in_force(&person.consents, purpose, channel);
        if consent.is_none_or(|it| it.state != ConsentState::Given) {
            return Err(FaultCode::NoConsentInForce);
        }
        let held = person
            .consent_units
            .iter()
            .find(|it| (it.purpose, it.channel) == (purpose, channel))
            .map(|it| it.unit);
        let old = held.map(|it| self.units[&it].clone()).unwrap_or_default();
        let mut new = old.clone();
        new.retain(|it| it.name != *name);
        match value {
            Some(value) => new.push(Attribute {
                name: name.clone(),
                value: value.clone(),
                purpose,
                channel,
                date: now.local_day(),
            }),
            None if new.len() == old.len() => return Err(FaultCode::NoSuchAttribute),
            None => {}
        }
        let unit = held.unwrap_or_else(|| UnitId(self.take_unit()));
        if held.is_none() {
            person.consent_units.push(ConsentUnit {
                unit,
                purpose,
                channel,
            });
        }
        self.units.insert(unit, new);
        Ok(self.done(person, Some((now, Before::Attributes(unit, old)))))
    }

    pub(super) fn undo(&mut self, act: ActId, now: Timestamp) -> Told {
        let in_time = |at: Timestamp| now.millis() - at.millis() <= 30 * 60 * 1000;
        let found = self.undo.iter().find_map(|(id, steps)| {
            let last = steps.last()?;
            (last.act == act && in_time(last.at)).then_some(*id)
        });
        let id = found.ok_or(FaultCode::NothingToUndo)?;
        let mut steps = self.undo.remove(&id).unwrap();
        let mut person = self.people[&id].clone();
        match steps.pop().unwrap().before {
            Before::Values(old) => {
                let holder = self.holder(&old.number);
                if holder.is_some_and(|it| it != id) {
                    return Err(FaultCode::NothingToUndo);
                }
                person.number = old.number;
                person.former_numbers = old.former_numbers;
                person.kind = old.kind;
                person.data = old.data;
                person.traces = old.traces;
            }
            Before::Consent(index) => {
                let mut event = person.consents[index].clone();
                let (purpose, channel) = (event.purpose, event.channel);
                event.annuls = Some(index);
                event.recorded_at = now;
                person.consents.push(event);
                let standing = in_force(&person.consents, purpose, channel);
                if standing.is_none_or(|it| it.state != ConsentState::Given) {
                    self.forget_units(&mut person, purpose, channel);
                }
            }
            Before::Attributes(unit, old) => {
                self.units.insert(unit, old);
            }
        }
        self.obey(&mut person);
        let told = self.done(person, None);
        self.undo.insert(id, steps);
        Ok(told)
    }
}

pub(super) fn nobody(id: SubjectId, number: String, number_given: bool) -> Person {
    Person {
        id,
        number,
        former_numbers: Vec::new(),
        kind: Kind::Consumer,
        version: 0,
        data: Vec::new(),
        bans: Vec::new(),
        consents: Vec::new(),
        consent_units: Vec::new(),
        traces: Traces {
            number_given,
            ..Traces::default()
        },
        merged: Vec::new(),
        merged_into: None,
    }
}
