use super::asker::{Asker, person_of};
use super::fault::{SHORT, free_text};
use super::{Changed, Ops, Planned};
use crate::contract::{ErasureOrder, ErasurePreview, Fault, FaultCode, Reply};
use crate::domain::audit::{Chain, Deed, ErasureGround};
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::domain::suppression::after_erasure;
use crate::store::{Change, Planning, View};

impl Ops {
    pub(super) fn preview_erasure(&self, asker: &Asker, number: &str) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::Open, Some(number), "erasure-preview")?;
        let view = self.view()?;
        let person = person_of(&view, number)?;
        self.note_opened(asker, person.id);
        let preview = preview(&view, &person)?;
        drop(view);
        self.watch_budget(asker)?;
        Ok(Reply::Erasure(preview))
    }

    pub(super) fn erase(&self, asker: &Asker, order: ErasureOrder) -> Result<Reply, Fault> {
        let ground = checked_ground(order.ground)?;
        let (number, confirmation) = (order.number.clone(), order.confirmation);
        let done = self.change(asker, move |planning, asker| {
            plan_erasure(planning, asker, &number, &confirmation, &ground)
        })?;
        self.forget_undoables_of(&done.value);
        let act = done.act.ok_or_else(|| Fault::of(FaultCode::Internal))?;
        Ok(Reply::Erased {
            number: order.number,
            act,
        })
    }
}

fn plan_erasure(
    planning: &Planning<'_>,
    asker: &Asker,
    number: &str,
    confirmation: &str,
    ground: &ErasureGround,
) -> Result<Planned, Fault> {
    let person = person_of(planning, number)?;
    if confirmation != person.number || number != confirmation {
        return Err(Fault::of(FaultCode::NotConfirmed).with("number", &person.number));
    }
    plan_erasures(planning, asker, &[person], (ground, ""))
}

/// Plans the erasure of people and of those who were merged into them, each with its own entry.
pub(super) fn plan_erasures(
    view: &View<'_>,
    asker: &Asker,
    people: &[Person],
    (ground, reason): (&ErasureGround, &str),
) -> Result<Planned, Fault> {
    let (code, reference) = match ground {
        ErasureGround::Reference(reference) => ("reference", reference.as_str()),
        code => (ground_code(code), ""),
    };
    let words = [reference, reason].map(str::trim);
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    let mut change = Change::default();
    let mut changed = Changed::default();
    for person in people {
        let whole = with_merged(view, person)?;
        let mut entry = asker.entry(Deed::Erase, Some(person.id), &words.join(": "));
        entry.purpose = Some(code.to_owned());
        change.acts.push(entry);
        change.suppressed.extend(after_erasure(&joined(&whole)));
        change.erased.extend(whole);
        if changed.subject.is_none() {
            changed.subject = Some(person.id);
            changed.number.clone_from(&person.number);
        } else {
            changed.others.push(person.id);
            changed.along.push(person.number.clone());
        }
        changed.others.extend(&person.merged);
    }
    change.settled = acts_about(view, &change.erased)?;
    Ok(Planned { change, changed })
}

/// Finds the waiting acts that name somebody who is erased: they can no longer be done, and why they
/// were asked for goes with whom they name.
fn acts_about(view: &View<'_>, erased: &[Person]) -> Result<Vec<u64>, Fault> {
    let mut acts = view.deferred()?;
    let is_erased = |id: &SubjectId| erased.iter().any(|it| it.id == *id);
    acts.retain(|act| act.subjects.iter().any(is_erased));
    Ok(acts.into_iter().map(|it| it.id).collect())
}

/// Checks the reference of a ground, where it has one.
pub(super) fn checked_ground(ground: ErasureGround) -> Result<ErasureGround, Fault> {
    Ok(match ground {
        ErasureGround::Reference(reference) => {
            ErasureGround::Reference(free_text("because", &reference, SHORT)?)
        }
        code => code,
    })
}

/// Returns the code of a ground, or its reference.
pub(super) fn ground_code(ground: &ErasureGround) -> &str {
    match ground {
        ErasureGround::Retention => "retention",
        ErasureGround::Request => "request",
        ErasureGround::WrongPerson => "wrong_person",
        ErasureGround::TestData => "test_data",
        ErasureGround::Reference(reference) => reference,
    }
}

/// Finds the ground that [`ground_code`] was made from.
pub(super) fn ground_of(code: &str) -> ErasureGround {
    match code {
        "retention" => ErasureGround::Retention,
        "request" => ErasureGround::Request,
        "wrong_person" => ErasureGround::WrongPerson,
        "test_data" => ErasureGround::TestData,
        reference => ErasureGround::Reference(reference.to_owned()),
    }
}

/// Returns what an erasure of a person would do.
pub(super) fn preview(view: &View<'_>, person: &Person) -> Result<ErasurePreview, Fault> {
    let whole = with_merged(view, person)?;
    Ok(ErasurePreview {
        number: person.number.clone(),
        name: person.name(),
        goes: what_goes(view, &whole)?,
        stays: what_stays(view, &whole)?,
        files: open_files(view, &whole)?,
    })
}

/// Returns a person and those who were merged into it: one human being, forgotten together.
fn with_merged(view: &View<'_>, person: &Person) -> Result<Vec<Person>, Fault> {
    let mut whole = vec![person.clone()];
    for id in &person.merged {
        whole.extend(view.person(*id)?);
    }
    Ok(whole)
}

/// Returns the person with the addresses of the merged ones too, for the suppression list.
fn joined(whole: &[Person]) -> Person {
    let (first, rest) = whole
        .split_first()
        .expect("a person is always among those erased with it");
    let mut joined = first.clone();
    joined
        .data
        .extend(rest.iter().flat_map(|it| it.data.iter().cloned()));
    joined
}

fn what_goes(view: &View<'_>, whole: &[Person]) -> Result<Vec<(String, usize)>, Fault> {
    let mut attributes = 0;
    for held in whole.iter().flat_map(|it| &it.consent_units) {
        attributes += view.attributes(held.unit)?.len();
    }
    let sum = |count: fn(&Person) -> usize| whole.iter().map(count).sum::<usize>();
    let counts = [
        ("values", sum(|it| it.data.len())),
        ("bans", sum(|it| it.bans.len())),
        ("consents", sum(|it| it.consents.len())),
        ("attributes", attributes),
        ("merged", whole.len() - 1),
        ("keys", whole.len() + sum(|it| it.consent_units.len())),
    ];
    Ok(counts
        .iter()
        .filter(|(_, many)| *many > 0)
        .map(|(what, many)| ((*what).to_owned(), *many))
        .collect())
}

fn what_stays(view: &View<'_>, whole: &[Person]) -> Result<Vec<(String, usize)>, Fault> {
    let mut audited = 0;
    for person in whole {
        for chain in [Chain::Acts, Chain::Looks] {
            audited += view.about(person.id, chain)?.len();
        }
    }
    let suppressed = after_erasure(&joined(whole)).len();
    let counts = [("suppression", suppressed), ("audit", audited)];
    Ok(counts
        .iter()
        .filter(|(_, many)| *many > 0)
        .map(|(what, many)| ((*what).to_owned(), *many))
        .collect())
}

fn open_files(view: &View<'_>, whole: &[Person]) -> Result<Vec<String>, Fault> {
    let holding = view
        .exports()?
        .into_iter()
        .filter(|file| whole.iter().any(|person| file.holds.contains(&person.id)));
    Ok(holding.map(|it| it.path).collect())
}
