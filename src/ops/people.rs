use super::asker::{Asker, person_of};
use super::fault::{SHORT, optional_text};
use super::keep::{keep, mark_pairs, obey_suppression};
use super::undo::{Before, Reversal};
use super::{Changed, Ops, Planned};
use crate::contract::{
    Correction, CorrectionField, CorrectionKind, Fault, FaultCode, Reply, Request,
};
use crate::domain::audit::{Chain, Deed};
use crate::domain::field::{Field, Kind};
use crate::domain::id::SubjectId;
use crate::domain::person::{Datum, Person, Traces, value_digest};
use crate::domain::provenance::{Basis, Provenance, Purpose, Source};
use crate::domain::value::{canonical, customer_number};
use crate::store::{Change, Committed, Planning, View};

/// What somebody wants to add, or what it is to become.
#[derive(Clone, Debug)]
struct NewPerson {
    number: Option<String>,
    kind: Option<Kind>,
    values: Vec<(Field, String)>,
    provenance: Provenance,
}

/// A correction of one person, its values checked.
#[derive(Clone, Debug)]
struct CorrectionOrder {
    number: String,
    version: Option<u64>,
    corrections: Vec<Correction>,
    provenance: Provenance,
}

impl Ops {
    pub(super) fn change_values(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::Add {
                number,
                kind,
                values,
                source,
                purpose,
                basis,
            } => {
                let provenance = provenance(asker, &source, purpose, basis)?;
                self.add(
                    asker,
                    &NewPerson {
                        number,
                        kind,
                        values,
                        provenance,
                    },
                )
            }
            Request::Correct {
                number,
                version,
                corrections,
                source,
                purpose,
                basis,
            } => {
                let provenance = provenance(asker, &source, purpose, basis)?;
                self.correct(
                    asker,
                    CorrectionOrder {
                        number,
                        version,
                        corrections,
                        provenance,
                    },
                )
            }
            _ => Err(Fault::of(FaultCode::Internal)),
        }
    }

    fn add(&self, asker: &Asker, new: &NewPerson) -> Result<Reply, Fault> {
        let checked = NewPerson {
            number: new.number.as_deref().map(customer_number).transpose()?,
            values: checked_values(&new.values)?,
            ..new.clone()
        };
        self.change(asker, move |planning, asker| {
            plan_addition(planning, asker, &checked)
        })
        .map(Committed::reply)
    }

    fn correct(&self, asker: &Asker, order: CorrectionOrder) -> Result<Reply, Fault> {
        self.change(asker, move |planning, asker| {
            plan_correction(planning, asker, &order)
        })
        .map(Committed::reply)
    }
}

fn provenance(
    asker: &Asker,
    source: &Source,
    purpose: Purpose,
    basis: Basis,
) -> Result<Provenance, Fault> {
    let detail = optional_text("source", source.detail.as_deref(), SHORT)?;
    let source = Source {
        origin: source.origin,
        detail,
    };
    Ok(Provenance {
        source,
        date: asker.now.local_day(),
        purpose,
        basis,
    })
}

fn checked_values(values: &[(Field, String)]) -> Result<Vec<(Field, String)>, Fault> {
    let mut checked: Vec<(Field, String)> = Vec::with_capacity(values.len());
    for (field, value) in values {
        let value = canonical(*field, value)?;
        if checked
            .iter()
            .any(|it| it.0 == *field && (it.1 == value || !field.repeats()))
        {
            continue;
        }
        checked.push((*field, value));
    }
    let tells = [
        Field::Given,
        Field::Family,
        Field::Email,
        Field::Phone,
        Field::Company,
    ];
    if checked.iter().any(|(field, _)| tells.contains(field)) {
        Ok(checked)
    } else {
        Err(Fault::of(FaultCode::NothingToAdd))
    }
}

fn plan_addition(
    planning: &mut Planning<'_>,
    asker: &Asker,
    new: &NewPerson,
) -> Result<Planned, Fault> {
    if let Some(number) = &new.number
        && planning.maps().by_number(number).is_some()
    {
        return Err(Fault::of(FaultCode::NumberInUse).with("number", number));
    }
    let datum = |(field, value): &(Field, String)| Datum {
        field: *field,
        value: value.clone(),
        provenance: new.provenance.clone(),
        from: None,
    };
    let mut person = Person {
        id: SubjectId(planning.take_unit().0),
        number: new.number.clone().unwrap_or_else(|| planning.take_number()),
        former_numbers: Vec::new(),
        kind: Kind::Consumer,
        version: 1,
        data: new.values.iter().map(datum).collect(),
        bans: Vec::new(),
        consents: Vec::new(),
        consent_units: Vec::new(),
        traces: Traces {
            number_given: new.number.is_some(),
            ..Traces::default()
        },
        merged: Vec::new(),
        merged_into: None,
    };
    let company = person
        .value(Field::Company)
        .or(person.value(Field::BusinessId));
    person.kind = new
        .kind
        .unwrap_or_else(|| Kind::of(company, !person.name().is_empty()));
    let mut change = Change::default();
    obey_suppression(planning, &mut person)?;
    mark_pairs(planning, &mut change, &person)?;
    let fields = field_codes(person.data.iter().map(|it| it.field));
    change
        .acts
        .push(asker.entry(Deed::Add, Some(person.id), &fields));
    let changed = Changed {
        subject: Some(person.id),
        number: person.number.clone(),
        ..Changed::default()
    };
    keep(&mut change, None, person);
    Ok(Planned { change, changed })
}

fn field_codes(fields: impl Iterator<Item = Field>) -> String {
    let mut codes: Vec<&str> = fields.map(Field::code).collect();
    codes.dedup();
    codes.join(", ")
}

fn plan_correction(
    planning: &mut Planning<'_>,
    asker: &Asker,
    order: &CorrectionOrder,
) -> Result<Planned, Fault> {
    let before = person_of(planning, &order.number)?;
    if order.version.is_some_and(|it| it != before.version) {
        return Err(stale(planning, before.id)?);
    }
    let mut after = before.clone();
    for (place, correction) in order.corrections.iter().enumerate() {
        let again = order.corrections[..place]
            .iter()
            .any(|it| it.field == correction.field && it.kind == CorrectionKind::Replace);
        correct_one(planning, &mut after, correction, &order.provenance, again)?;
    }
    let mut changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        ..Changed::default()
    };
    let mut change = Change::default();
    if after == before {
        return Ok(Planned { change, changed });
    }
    after.version += 1;
    changed.reversal = Some(Reversal {
        version: after.version,
        before: Before::Values(Box::new(before.clone())),
    });
    obey_suppression(planning, &mut after)?;
    mark_pairs(planning, &mut change, &after)?;
    let fields: Vec<&str> = order
        .corrections
        .iter()
        .map(|it| code_of(it.field))
        .collect();
    change
        .acts
        .push(asker.entry(Deed::Correct, Some(after.id), &fields.join(", ")));
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}

fn code_of(field: CorrectionField) -> &'static str {
    match field {
        CorrectionField::Number => "number",
        CorrectionField::Kind => "kind",
        CorrectionField::Value(field) => field.code(),
    }
}

/// Makes the answer to a correction of a version that is no longer the newest: who changed it, when.
fn stale(view: &View<'_>, subject: SubjectId) -> Result<Fault, Fault> {
    let Some(last) = view.last_about(subject, Chain::Acts)? else {
        return Ok(Fault::of(FaultCode::Stale));
    };
    let actor = view.users()?.into_iter().find(|it| it.id == last.actor);
    Ok(Fault::stale(
        &actor.map(|it| it.name).unwrap_or_default(),
        last.at,
    ))
}

/// Applies one correction. `again` tells that an earlier one of the same order already replaced the
/// field, so that this one adds to it.
fn correct_one(
    view: &View<'_>,
    person: &mut Person,
    correction: &Correction,
    provenance: &Provenance,
    again: bool,
) -> Result<(), Fault> {
    let field = match correction.field {
        CorrectionField::Number => return renumber(view, person, &correction.value),
        CorrectionField::Kind => {
            person.kind = Kind::parse(correction.value.trim()).ok_or_else(|| {
                Fault::of(FaultCode::BadValue)
                    .with("field", "kind")
                    .with("reason", "value-kind")
            })?;
            return Ok(());
        }
        CorrectionField::Value(field) => field,
    };
    let empty = correction.value.trim().is_empty();
    match correction.kind {
        CorrectionKind::Replace if empty => drop_values(person, field, None),
        CorrectionKind::Replace if !again || !field.repeats() => {
            let value = canonical(field, &correction.value)?;
            drop_values(person, field, Some(&value));
            add_value(person, field, value, provenance);
        }
        CorrectionKind::Replace | CorrectionKind::Add => {
            let value = canonical(field, &correction.value)?;
            if !field.repeats() {
                drop_values(person, field, Some(&value));
            }
            add_value(person, field, value, provenance);
        }
        CorrectionKind::Remove => {
            let value = canonical(field, &correction.value)?;
            if !person.holds(field, &value) {
                return Err(Fault::of(FaultCode::NoSuchValue).with("field", field.code()));
            }
            person
                .data
                .retain(|it| it.field != field || it.value != value);
            person.traces.removed.push(value_digest(field, &value));
        }
    }
    Ok(())
}

/// Drops every value of a field but one, and remembers that no import may bring them back.
fn drop_values(person: &mut Person, field: Field, but: Option<&str>) {
    let goes = |it: &Datum| it.field == field && Some(it.value.as_str()) != but;
    let gone: Vec<_> = person
        .data
        .iter()
        .filter(|it| goes(it))
        .map(|it| value_digest(field, &it.value))
        .collect();
    person.data.retain(|it| !goes(it));
    person.traces.removed.extend(gone);
}

fn add_value(person: &mut Person, field: Field, value: String, provenance: &Provenance) {
    let digest = value_digest(field, &value);
    person.traces.removed.retain(|it| *it != digest);
    if !person.holds(field, &value) {
        person.data.push(Datum {
            field,
            value,
            provenance: provenance.clone(),
            from: None,
        });
    }
}

fn renumber(view: &View<'_>, person: &mut Person, number: &str) -> Result<(), Fault> {
    let number = customer_number(number)?;
    if number == person.number {
        return Ok(());
    }
    if view
        .maps()
        .by_number(&number)
        .is_some_and(|it| it != person.id)
    {
        return Err(Fault::of(FaultCode::NumberInUse).with("number", &number));
    }
    person.former_numbers.retain(|it| *it != number);
    let former = std::mem::replace(&mut person.number, number);
    person.former_numbers.push(former);
    person.traces.number_given = true;
    Ok(())
}
