use std::collections::BTreeSet;
use std::sync::PoisonError;

use super::Ops;
use super::asker::Asker;
use super::verdicts::verdicts;
use crate::contract::{Fault, FaultCode, Matched, Reply, Row};
use crate::domain::audit::Deed;
use crate::domain::field::Field;
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::search::{Document, Hit, Index, Part, explain};
use crate::store::{Change, Entry, View};
use crate::text::fold;

/// Most people that are counted, and shown, whatever is asked for.
const MOST: usize = 500;

impl Ops {
    pub(super) fn lookup(&self, asker: &Asker, text: &str, limit: usize) -> Result<Reply, Fault> {
        let hits = self.with_index(|index| index.query(text, MOST))?;
        let total = hits.len();
        let view = self.view()?;
        let mut people = Vec::with_capacity(hits.len());
        for hit in hits.iter().take(limit) {
            // The index may lag behind an erasure; the file does not.
            if let Some(person) = view.person(hit.subject)? {
                people.push((hit, person));
            }
        }
        let names: Vec<String> = people.iter().map(|(_, it)| fold(&it.name())).collect();
        let mut rows = Vec::with_capacity(people.len());
        for (place, (hit, person)) in people.iter().enumerate() {
            let mut row = row(&view, text, hit, person)?;
            row.namesake = namesake(&names, place);
            rows.push(row);
        }
        self.note_shown(asker, people.iter().map(|(hit, _)| hit.subject))?;
        Ok(Reply::Found { rows, total })
    }

    /// Remembers whom the running search shows, for the audit.
    ///
    /// # Errors
    ///
    /// `not-logged-in` where the session is no longer the asker's: nothing would be entered.
    fn note_shown(
        &self,
        asker: &Asker,
        shown: impl Iterator<Item = SubjectId>,
    ) -> Result<(), Fault> {
        let mut sessions = self.sessions();
        let session = sessions.get_mut(&asker.session);
        let own = session.filter(|it| it.user.as_ref().is_some_and(|it| it.id == asker.user));
        let session = own.ok_or_else(|| Fault::of(FaultCode::NotLoggedIn))?;
        session.shown.extend(shown);
        Ok(())
    }

    /// Enters the search that ends into the audit: whom it showed, never what was typed.
    pub(super) fn end_search(&self, asker: &Asker) -> Result<(), Fault> {
        let shown = match self.sessions().get_mut(&asker.session) {
            Some(session) if !session.shown.is_empty() => std::mem::take(&mut session.shown),
            _ => return Ok(()),
        };
        let written = self.write_desk(Change {
            looks: vec![search(asker, &shown)],
            ..Change::default()
        });
        if written.is_err()
            && let Some(session) = self.sessions().get_mut(&asker.session)
        {
            // What was shown is still to be entered.
            session.shown.extend(shown);
        }
        written
    }

    /// Builds the index before anybody asks for it; look-ups wait for the whole of it meanwhile.
    ///
    /// # Errors
    ///
    /// When the people cannot be read; the next look-up tries again.
    pub fn warm(&self) -> Result<(), Fault> {
        self.with_index(|_| ())
    }

    /// Builds the index if nobody has yet, and asks it.
    pub(super) fn with_index<T>(&self, ask: impl FnOnce(&Index) -> T) -> Result<T, Fault> {
        // What is held is dropped before the other lock is taken.
        let held = self.index.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = held.as_ref() {
            return Ok(ask(index));
        }
        drop(held);
        let mut held = self.index.write().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(self.read_index()?);
        }
        Ok(ask(held.get_or_insert_default()))
    }

    fn read_index(&self) -> Result<Index, Fault> {
        let mut index = Index::default();
        let view = self.view()?;
        view.each_person(|person| {
            if person.merged_into.is_none() {
                index.insert(person.id, &document(&view, &person));
            }
        })?;
        Ok(index)
    }

    /// Brings the index to what the file says now of these people. The change that made it
    /// necessary stands: where the file cannot be read, the next look-up builds the index anew.
    pub(super) fn reindex(&self, subjects: impl Iterator<Item = SubjectId>) {
        let mut held = self.index.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = held.as_mut()
            && self.renew(index, subjects).is_err()
        {
            *held = None;
        }
    }

    fn renew(
        &self,
        index: &mut Index,
        subjects: impl Iterator<Item = SubjectId>,
    ) -> Result<(), Fault> {
        let view = self.view()?;
        for subject in subjects {
            match view.person(subject)? {
                Some(person) if person.merged_into.is_none() => {
                    index.insert(subject, &document(&view, &person));
                }
                _ => index.remove(subject),
            }
        }
        Ok(())
    }
}

/// Makes the audit entry of a search: whom it showed.
pub(super) fn search(asker: &Asker, shown: &BTreeSet<SubjectId>) -> Entry {
    Entry {
        shown: shown.iter().copied().collect(),
        ..asker.entry(Deed::Search, None, "")
    }
}

fn row(view: &View<'_>, text: &str, hit: &Hit, person: &Person) -> Result<Row, Fault> {
    let matched = explain(text, &document(view, person)).into_iter().next();
    Ok(Row {
        number: person.number.clone(),
        kind: person.kind,
        name: person.name(),
        company: person.value(Field::Company).map(str::to_owned),
        city: person.value(Field::City).map(str::to_owned),
        phone_tail: person.value(Field::Phone).map(tail),
        matched: matched.map(|it| Matched {
            field: it.part.code().to_owned(),
            value: it.value,
            positions: it.positions,
        }),
        score: hit.score,
        banned: person.is_banned(),
        verdicts: verdicts(view, person)?,
        namesake: None,
    })
}

/// Returns what can be found of a person.
fn document(view: &View<'_>, person: &Person) -> Document {
    let mut fields = vec![(Part::Number, person.number.clone())];
    fields.extend(
        person
            .former_numbers
            .iter()
            .map(|it| (Part::Number, it.clone())),
    );
    // A merged number that cannot be read now finds nobody until the next change.
    let merged = person
        .merged
        .iter()
        .filter_map(|it| view.person(*it).ok().flatten());
    fields.extend(merged.map(|it| (Part::Number, it.number)));
    fields.push((Part::Name, person.name()));
    fields.extend(person.data.iter().filter_map(|datum| {
        let part = match datum.field {
            Field::Company => Part::Company,
            Field::City => Part::City,
            Field::Email => Part::Email,
            Field::Phone => Part::Phone,
            Field::BusinessId => Part::BusinessId,
            _ => return None,
        };
        Some((part, datum.value.clone()))
    }));
    Document { fields }
}

/// Returns the last four digits of a number.
fn tail(phone: &str) -> String {
    let letters: Vec<char> = phone.chars().collect();
    letters[letters.len().saturating_sub(4)..].iter().collect()
}

/// Returns which of the equal names the one at `place` is, from 1, and how many there are.
fn namesake(names: &[String], place: usize) -> Option<(usize, usize)> {
    let name = names.get(place).filter(|it| !it.is_empty())?;
    let all = names.iter().filter(|it| *it == name).count();
    let before = names[..place].iter().filter(|it| *it == name).count();
    (all > 1).then_some((before + 1, all))
}
