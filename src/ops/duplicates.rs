use super::asker::{Asker, person_of};
use super::card::open_pairs;
use super::fault::reason;
use super::keep::keep;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply};
use crate::domain::audit::Deed;
use crate::domain::ban::Ban;
use crate::domain::id::SubjectId;
use crate::domain::person::{MergedInto, Person};
use crate::domain::time::When;
use crate::store::{Change, Committed, Pairing, Planning, View};

impl Ops {
    pub(super) fn duplicates(&self, asker: &Asker) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::Search, None, "duplicates")?;
        Ok(Reply::Duplicates {
            pairs: open_pairs(&self.view()?, None)?,
        })
    }

    pub(super) fn merge(
        &self,
        asker: &Asker,
        stays: String,
        goes: String,
        why: &str,
    ) -> Result<Reply, Fault> {
        let why = reason(why)?;
        self.change(asker, move |planning, asker| {
            plan_merge(planning, asker, (&stays, &goes), &why)
        })
        .map(Committed::reply)
    }
}

fn plan_merge(
    planning: &Planning<'_>,
    asker: &Asker,
    (stays, goes): (&str, &str),
    why: &str,
) -> Result<Planned, Fault> {
    let (before, gone) = (person_of(planning, stays)?, person_of(planning, goes)?);
    if before.id == gone.id {
        return Err(Fault::of(FaultCode::SamePerson).with("number", &before.number));
    }
    let mut after = before.clone();
    take_in(&mut after, &gone);
    let mut merged = gone.clone();
    merged.merged_into = Some(MergedInto {
        person: after.id,
        at: asker.now,
    });
    merged.version += 1;
    let mut change = Change::default();
    move_pairs(planning, &mut change, &gone, after.id)?;
    // Whoever was merged into the other answers with the one that stays.
    answer_with(planning, &mut change, &gone.merged, after.id)?;
    change
        .acts
        .push(asker.entry(Deed::Merge, Some(merged.id), why));
    change
        .acts
        .push(asker.entry(Deed::Merge, Some(after.id), why));
    let changed = changed(&after, merged.id);
    keep(&mut change, Some(&gone), merged);
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}

/// Lets people who are merged already answer with `person`.
fn answer_with(
    planning: &Planning<'_>,
    change: &mut Change,
    merged: &[SubjectId],
    person: SubjectId,
) -> Result<(), Fault> {
    for id in merged {
        if let Some(mut earlier) = planning.person(*id)?
            && let Some(into) = &mut earlier.merged_into
        {
            into.person = person;
            change.people.push(earlier);
        }
    }
    Ok(())
}

fn changed(person: &Person, other: SubjectId) -> Changed {
    Changed {
        subject: Some(person.id),
        number: person.number.clone(),
        others: vec![other],
        ..Changed::default()
    }
}

/// Takes in what the other has: values where there is room, every ban and every consent.
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
        person.bans.push(Ban {
            from: ban.from.or(from),
            ..ban.clone()
        });
    }
    let shift = person.consents.len();
    for event in &gone.consents {
        let mut event = event.clone();
        event.annuls = event.annuls.map(|index| index + shift);
        event.from = event.from.or(from);
        person.consents.push(event);
    }
    person
        .consent_units
        .extend(gone.consent_units.iter().copied());
    person
        .traces
        .removed
        .extend(gone.traces.removed.iter().copied());
    person.merged.push(gone.id);
    person.merged.extend(gone.merged.iter().copied());
    person.version += 1;
}

fn move_pairs(
    planning: &Planning<'_>,
    change: &mut Change,
    gone: &Person,
    stays: SubjectId,
) -> Result<(), Fault> {
    for (low, high, pairing) in planning.pairs(Some(gone.id))? {
        change.unpaired.push((low, high));
        let other = if low == gone.id { high } else { low };
        if other != stays {
            change.pairs.push((stays, other, pairing));
        }
    }
    Ok(())
}

/// In which way people are separated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Parting {
    /// A merge is undone: who goes, and whom it answered with.
    Split,
    /// A pair, or several, is kept apart for good: the one, and all others.
    Apart,
}

impl Parting {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Apart => "apart",
        }
    }
}

/// Returns whom the separation of a number is about.
///
/// # Errors
///
/// `not-merged` where there is nothing to separate.
pub(super) fn parties(view: &View<'_>, number: &str) -> Result<(Parting, Vec<SubjectId>), Fault> {
    let person = person_of(view, number)?;
    if let Some(goes) = merged_as(view, &person, number)? {
        return Ok((Parting::Split, vec![goes.id, person.id]));
    }
    let mut people = vec![person.id];
    for (low, high, pairing) in view.pairs(Some(person.id))? {
        if pairing != Pairing::Apart {
            people.push(if low == person.id { high } else { low });
        }
    }
    if people.len() == 1 {
        return Err(Fault::of(FaultCode::NotMerged).with("number", number));
    }
    Ok((Parting::Apart, people))
}

/// Finds the person of this number among those who were merged into another.
fn merged_as(view: &View<'_>, person: &Person, number: &str) -> Result<Option<Person>, Fault> {
    if person.number != number {
        for id in &person.merged {
            let goes = view.person(*id)?.filter(|it| it.number == number);
            if goes.is_some() {
                return Ok(goes);
            }
        }
    }
    Ok(None)
}

pub(super) fn plan_separation(
    planning: &Planning<'_>,
    asker: &Asker,
    number: &str,
    why: &str,
) -> Result<Planned, Fault> {
    let person = person_of(planning, number)?;
    if let Some(goes) = merged_as(planning, &person, number)? {
        return split(planning, asker, (&person, &goes), why);
    }
    let mut change = Change::default();
    for (low, high, pairing) in planning.pairs(Some(person.id))? {
        if pairing != Pairing::Apart {
            change.pairs.push((low, high, Pairing::Apart));
        }
    }
    if change.pairs.is_empty() {
        return Err(Fault::of(FaultCode::NotMerged).with("number", number));
    }
    change
        .acts
        .push(asker.entry(Deed::Separate, Some(person.id), why));
    let changed = changed(&person, person.id);
    Ok(Planned { change, changed })
}

/// Gives a merged person its own again, and those who were merged into it before; a ban placed since
/// the merge holds for both.
fn split(
    planning: &Planning<'_>,
    asker: &Asker,
    (before, merged): (&Person, &Person),
    why: &str,
) -> Result<Planned, Fault> {
    let mut change = Change::default();
    let mut freed = merged.clone();
    let since = freed.merged_into.take().map(|it| When::Instant(it.at));
    let mut hosts = Vec::new();
    for id in before.merged.iter().filter(|it| **it != merged.id) {
        if let Some(mut host) = planning.person(*id)?
            && host.merged.contains(&merged.id)
        {
            hosts.push(host.id);
            give_back(&mut host, merged);
            change.people.push(host);
        }
    }
    let given_since = before.bans.iter().filter(|ban| {
        ban.in_force()
            && ban.from.is_none_or(|it| hosts.contains(&it))
            && since.is_some_and(|since| !since.is_after(ban.since))
    });
    freed.bans.extend(given_since.map(|ban| Ban {
        from: None,
        ..ban.clone()
    }));
    freed
        .consent_units
        .retain(|it| before.consent_units.contains(it));
    freed.version += 1;
    answer_with(planning, &mut change, &freed.merged, freed.id)?;
    let mut after = before.clone();
    give_back(&mut after, merged);
    change.pairs.push((after.id, freed.id, Pairing::Apart));
    change
        .acts
        .push(asker.entry(Deed::Separate, Some(freed.id), why));
    change
        .acts
        .push(asker.entry(Deed::Separate, Some(after.id), why));
    let changed = changed(&freed, after.id);
    keep(&mut change, Some(merged), freed);
    keep(&mut change, Some(before), after);
    Ok(Planned { change, changed })
}

/// Drops what came from a merged person and from those merged into it before, and lets the
/// annulments point where they did.
fn give_back(person: &mut Person, freed: &Person) {
    let theirs =
        |it: Option<SubjectId>| it.is_some_and(|it| it == freed.id || freed.merged.contains(&it));
    person.data.retain(|it| !theirs(it.from));
    person.bans.retain(|it| !theirs(it.from));
    let mut places = Vec::with_capacity(person.consents.len());
    let mut kept = 0;
    for event in &person.consents {
        places.push(kept);
        kept += usize::from(!theirs(event.from));
    }
    person.consents.retain(|it| !theirs(it.from));
    for event in &mut person.consents {
        event.annuls = event.annuls.and_then(|index| places.get(index).copied());
    }
    person
        .consent_units
        .retain(|it| !freed.consent_units.contains(it));
    person.merged.retain(|it| !theirs(Some(*it)));
    person.version += 1;
}
