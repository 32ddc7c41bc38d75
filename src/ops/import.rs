use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Ops;
use super::asker::Asker;
use super::fault::{SHORT, optional_text};
use super::keep::{keep, obey_suppression};
use super::matching::{Decision, Likeness, Overlay, add_row, person_from};
use super::news::What;
use crate::contract::{Fault, FaultCode, ImportCounts, Pass, Reply};
use crate::domain::audit::Deed;
use crate::domain::candidate::Candidate;
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::store::{Change, Pairing, Planning, View};

/// Most rows of one batch: what a crash may leave undone, and what one commit holds.
const MOST: usize = 5_000;

/// Where the ids of people begin who exist only in a rehearsal.
const IMAGINED: u64 = 1 << 62;

/// An import that is only counted, over several batches and files.
#[derive(Debug, Default)]
pub(super) struct Rehearsal {
    overlay: Overlay,
    imagined: u64,
}

/// Where the ids and numbers of new people come from.
trait Numbering {
    fn view(&self) -> &View<'_>;
    fn take_id(&mut self) -> SubjectId;
    fn take_number(&mut self) -> String;
}

impl Numbering for Planning<'_> {
    fn view(&self) -> &View<'_> {
        self
    }

    fn take_id(&mut self) -> SubjectId {
        SubjectId(self.take_unit().0)
    }

    fn take_number(&mut self) -> String {
        Planning::take_number(self)
    }
}

/// The numbering of a rehearsal takes nothing from the register.
struct Imagining<'a, 'b> {
    view: &'a View<'b>,
    next: &'a mut u64,
}

impl Numbering for Imagining<'_, '_> {
    fn view(&self) -> &View<'_> {
        self.view
    }

    fn take_id(&mut self) -> SubjectId {
        *self.next += 1;
        SubjectId(IMAGINED + *self.next)
    }

    fn take_number(&mut self) -> String {
        format!("?{}", self.next)
    }
}

impl Ops {
    pub(super) fn import(
        &self,
        asker: &Asker,
        import: u64,
        pass: Pass,
        candidates: Vec<Candidate>,
    ) -> Result<Reply, Fault> {
        if candidates.len() > MOST {
            return Err(Fault::of(FaultCode::Internal).with("cause", "too many rows in a batch"));
        }
        if self.view()?.settings()?.demo && pass == Pass::Apply {
            return Err(Fault::of(FaultCode::DemoRefuses));
        }
        for row in &candidates {
            optional_text("source", row.source.detail.as_deref(), SHORT)?;
        }
        match pass {
            Pass::Rehearse => self.rehearse(asker, import, &candidates),
            Pass::Apply => self.apply_import(asker, candidates),
        }
    }

    fn rehearse(
        &self,
        asker: &Asker,
        import: u64,
        candidates: &[Candidate],
    ) -> Result<Reply, Fault> {
        let view = self.view()?;
        let mut rehearsal = {
            let mut sessions = self.sessions();
            let session = sessions.get_mut(&asker.session);
            session
                .and_then(|it| it.rehearsals.remove(&import))
                .unwrap_or_default()
        };
        let mut numbering = Imagining {
            view: &view,
            next: &mut rehearsal.imagined,
        };
        let mut batch = Batch::new(asker, &mut rehearsal.overlay);
        for row in candidates {
            batch.take(&mut numbering, row)?;
        }
        let counts = batch.counts;
        if let Some(session) = self.sessions().get_mut(&asker.session) {
            // One at a time: another import begins anew.
            session.rehearsals.clear();
            session.rehearsals.insert(import, rehearsal);
        }
        Ok(Reply::Imported(counts))
    }

    fn apply_import(&self, asker: &Asker, candidates: Vec<Candidate>) -> Result<Reply, Fault> {
        if let Some(session) = self.sessions().get_mut(&asker.session) {
            session.rehearsals.clear();
        }
        let (writer, candidates) = (asker.clone(), Arc::new(candidates));
        let touched = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&touched);
        let done = self.store.write(move |planning| -> Result<_, Fault> {
            let (change, counts) = plan_batch(planning, &writer, &candidates)?;
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            *seen = change.people.iter().map(|it| it.id).collect();
            Ok((change, counts))
        })?;
        let touched = std::mem::take(&mut *touched.lock().unwrap_or_else(PoisonError::into_inner));
        let seen = !touched.is_empty();
        self.reindex(touched.into_iter());
        if seen {
            self.tell(What::Many(asker.session));
        }
        Ok(Reply::Imported(done.value))
    }
}

fn plan_batch(
    planning: &mut Planning<'_>,
    asker: &Asker,
    candidates: &[Candidate],
) -> Result<(Change, ImportCounts), Fault> {
    let mut overlay = Overlay::default();
    let mut batch = Batch::new(asker, &mut overlay);
    for row in candidates {
        batch.take(planning, row)?;
    }
    let Batch {
        counts,
        sources,
        pairs,
        ..
    } = batch;
    let mut change = Change {
        pairs,
        ..Change::default()
    };
    for (id, person) in overlay.people {
        let before = if sources.contains_key(&id) {
            planning.person(id)?
        } else {
            None
        };
        let detail = sources.get(&id).cloned().unwrap_or_default();
        change
            .acts
            .push(asker.entry(Deed::Import, Some(id), &detail));
        keep(&mut change, before.as_ref(), person);
    }
    Ok((change, counts))
}

/// Rows taken one after the other, each against what the earlier ones left.
struct Batch<'a> {
    asker: &'a Asker,
    overlay: &'a mut Overlay,
    counts: ImportCounts,
    /// The source of the row that touched each person last.
    sources: BTreeMap<SubjectId, String>,
    pairs: Vec<(SubjectId, SubjectId, Pairing)>,
}

impl<'a> Batch<'a> {
    fn new(asker: &'a Asker, overlay: &'a mut Overlay) -> Self {
        Self {
            asker,
            overlay,
            counts: ImportCounts::default(),
            sources: BTreeMap::new(),
            pairs: Vec::new(),
        }
    }

    fn take(&mut self, numbering: &mut impl Numbering, row: &Candidate) -> Result<(), Fault> {
        match self.overlay.decide(numbering.view(), row)? {
            Decision::Known => self.counts.unchanged += 1,
            Decision::Same(person) => self.add_to(numbering, *person, row)?,
            Decision::New => {
                self.create(numbering, row)?;
                self.counts.created += 1;
            }
            Decision::Unsure(alike) => {
                let id = self.create(numbering, row)?;
                self.counts.unsure += 1;
                let pairs = alike.into_iter().map(|(other, likeness)| match likeness {
                    Likeness::Address => (id, other, Pairing::Shared),
                    Likeness::NameAndCompany => (id, other, Pairing::Possible),
                });
                self.pairs.extend(pairs);
            }
        }
        Ok(())
    }

    fn add_to(
        &mut self,
        numbering: &impl Numbering,
        mut person: Person,
        row: &Candidate,
    ) -> Result<(), Fault> {
        self.counts.bans += self.add(numbering, &mut person, row)?;
        self.counts.merged += 1;
        self.keep(person, row);
        Ok(())
    }

    fn create(
        &mut self,
        numbering: &mut impl Numbering,
        row: &Candidate,
    ) -> Result<SubjectId, Fault> {
        let id = numbering.take_id();
        let number = match &row.number {
            Some(number) => number.clone(),
            None => self.free_number(numbering),
        };
        let mut person = person_from(row, id, number);
        self.counts.bans += self.add(numbering, &mut person, row)?;
        self.keep(person, row);
        Ok(id)
    }

    /// Takes a number that no earlier row was given either.
    fn free_number(&self, numbering: &mut impl Numbering) -> String {
        loop {
            let number = numbering.take_number();
            if !self.overlay.has_number(&number) {
                return number;
            }
        }
    }

    fn add(
        &self,
        numbering: &impl Numbering,
        person: &mut Person,
        row: &Candidate,
    ) -> Result<u64, Fault> {
        let bans = add_row(person, row, self.asker);
        Ok(bans + obey_suppression(numbering.view(), person)?)
    }

    fn keep(&mut self, person: Person, row: &Candidate) {
        self.sources.insert(person.id, row.source.to_string());
        self.overlay.put(person);
    }
}
