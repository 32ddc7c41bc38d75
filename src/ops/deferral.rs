use super::asker::{Asker, person_of};
use super::duplicates::{parties, plan_separation};
use super::erasure::{checked_ground, ground_code, ground_of, plan_erasures};
use super::fault::{SHORT, optional_text, reason};
use super::officers::{has_second_officer, is_officer};
use super::{Changed, Ops, Planned};
use crate::contract::{Decision, Fault, FaultCode, Reply, Request};
use crate::domain::audit::{Deed, ErasureGround};
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::domain::role::Operation;
use crate::store::{AdviceRecord, Change, Committed, Deferred, Entry, Planning, View};

/// Most people that are erased at once.
const MOST: usize = 500;

impl Ops {
    /// Answers what needs a second officer, and what is said of it (RULES F4).
    pub(super) fn defer(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::EraseMany {
                numbers,
                confirmation,
                ground,
                reason,
            } => {
                counted(&numbers, &confirmation)?;
                let why = optional_text("reason", reason.as_deref(), SHORT)?.unwrap_or_default();
                self.erase_many(asker, numbers, (checked_ground(ground)?, why))
            }
            Request::Separate { number, reason } => self.separate(asker, number, &reason),
            Request::Waiting => self.list_waiting(asker),
            Request::Decide {
                waiting,
                decision,
                words,
            } => self.decide(asker, waiting, (decision, words.as_deref())),
            Request::Advise { waiting, words } => self.advise(asker, waiting, &words),
            _ => Err(Fault::of(FaultCode::Internal)),
        }
    }

    fn erase_many(
        &self,
        asker: &Asker,
        numbers: Vec<String>,
        (ground, why): (ErasureGround, String),
    ) -> Result<Reply, Fault> {
        let number = numbers.join(", ");
        let done = self.do_or_keep(asker, Operation::EraseMany, move |view, asker| {
            let mut subjects = Vec::with_capacity(numbers.len());
            for number in &numbers {
                let person = person_of(view, number)?;
                if person.number != *number {
                    return Err(Fault::of(FaultCode::NotConfirmed).with("number", &person.number));
                }
                subjects.push(person.id);
            }
            Ok(Deferred {
                merged: merged_into(view, &subjects)?,
                subjects,
                ground: Some(ground_code(&ground).to_owned()),
                ..wanted(asker, Deed::Erase, &why)
            })
        })?;
        match (done.value.waiting, done.act) {
            (Some(waiting), _) => Ok(Reply::Waits { waiting }),
            (None, Some(act)) => Ok(Reply::Erased { number, act }),
            (None, None) => Err(Fault::of(FaultCode::Internal)),
        }
    }

    fn separate(&self, asker: &Asker, number: String, why: &str) -> Result<Reply, Fault> {
        let why = reason(why)?;
        let done = self.do_or_keep(asker, Operation::Separate, move |view, asker| {
            let (parting, subjects) = parties(view, &number)?;
            Ok(Deferred {
                subjects,
                ground: Some(parting.code().to_owned()),
                ..wanted(asker, Deed::Separate, &why)
            })
        })?;
        Ok(match done.value.waiting {
            Some(waiting) => Reply::Waits { waiting },
            None => done.reply(),
        })
    }

    /// Keeps an act for a second officer; where there is none, does it at once for its written reason.
    fn do_or_keep(
        &self,
        asker: &Asker,
        operation: Operation,
        wanted: impl Fn(&View<'_>, &Asker) -> Result<Deferred, Fault> + Send + 'static,
    ) -> Result<Committed<Changed>, Fault> {
        let guarded = operation.rule().guard.wants_second_officer();
        let done = self.change(asker, move |planning, asker| {
            let mut act = wanted(planning, asker)?;
            if guarded && has_second_officer(planning, asker)? {
                act.id = planning.take_deferred();
                return keep(planning, asker, act);
            }
            if act.reason.is_empty() {
                return Err(Fault::of(FaultCode::ReasonNeeded));
            }
            carry_out(planning, asker, &act)
        })?;
        self.settle(&done.value);
        Ok(done)
    }

    fn decide(
        &self,
        asker: &Asker,
        waiting: u64,
        (decision, words): (Decision, Option<&str>),
    ) -> Result<Reply, Fault> {
        let words = optional_text("reason", words, SHORT)?.unwrap_or_default();
        if decision == Decision::Approve {
            self.authorise_approval(asker, waiting)?;
        }
        let done = self.change(asker, move |planning, asker| {
            let act = waiting_act(planning, waiting)?;
            let own = act.by == asker.user;
            match decision {
                Decision::Approve if own => Err(Fault::of(FaultCode::OwnAct)),
                Decision::Approve => approve(planning, asker, (&act, &words)),
                Decision::Refuse if words.is_empty() && !own => {
                    Err(Fault::of(FaultCode::ReasonNeeded))
                }
                Decision::Refuse => Ok(written(Change {
                    settled: vec![act.id],
                    acts: vec![entry(planning, asker, (Deed::Refuse, &act), &words)?],
                    ..Change::default()
                })),
            }
        })?;
        self.settle(&done.value);
        Ok(Reply::Ok)
    }

    /// Asks of who approves what was asked of who wanted the act. An act that waits no longer is
    /// told of later, or was approved by this very request.
    fn authorise_approval(&self, asker: &Asker, waiting: u64) -> Result<(), Fault> {
        let acts = self.view()?.deferred()?;
        match acts.iter().find(|it| it.id == waiting) {
            Some(act) if act.by != asker.user => self.authorise(asker, &request_of(act)?),
            _ => Ok(()),
        }
    }

    fn advise(&self, asker: &Asker, waiting: u64, words: &str) -> Result<Reply, Fault> {
        let words = reason(words)?;
        self.change(asker, move |planning, asker| {
            let mut act = waiting_act(planning, waiting)?;
            act.advice.push(AdviceRecord {
                by: asker.user,
                at: asker.now,
                words: words.clone(),
            });
            Ok(written(Change {
                acts: vec![entry(planning, asker, (Deed::Advise, &act), &words)?],
                deferred: vec![act],
                ..Change::default()
            }))
        })?;
        self.stir();
        Ok(Reply::Ok)
    }

    /// Lets every screen see that something waits, or waits no longer.
    fn settle(&self, changed: &Changed) {
        if matches!(changed.seen, Some(super::Seen::One { gone: true, .. })) {
            self.forget_undoables_of(changed);
        }
        self.stir();
    }
}

/// Checks how many people are named, each once, against what was typed.
fn counted(numbers: &[String], confirmation: &str) -> Result<(), Fault> {
    let bad = |reason| {
        Fault::of(FaultCode::BadValue)
            .with("field", "number")
            .with("reason", reason)
    };
    if numbers.is_empty() {
        return Err(bad("value-empty"));
    }
    if numbers.len() > MOST {
        return Err(bad("value-too-many").with("limit", &MOST));
    }
    let twice = |place: usize| numbers[..place].contains(&numbers[place]);
    if (0..numbers.len()).any(twice) {
        return Err(bad("value-twice"));
    }
    if confirmation.trim() != numbers.len().to_string() {
        return Err(Fault::of(FaultCode::NotConfirmed).with("count", &numbers.len()));
    }
    Ok(())
}

fn wanted(asker: &Asker, deed: Deed, reason: &str) -> Deferred {
    Deferred {
        id: 0,
        deed,
        subjects: Vec::new(),
        ground: None,
        reason: reason.to_owned(),
        by: asker.user,
        at: asker.now,
        advice: Vec::new(),
        merged: Vec::new(),
    }
}

/// Returns what is asked for by an act, as far as it matters who may ask for it.
fn request_of(act: &Deferred) -> Result<Request, Fault> {
    match act.deed {
        Deed::Erase => Ok(Request::EraseMany {
            numbers: Vec::new(),
            confirmation: String::new(),
            ground: ground_of(act.ground.as_deref().unwrap_or_default()),
            reason: None,
        }),
        Deed::Separate => Ok(Request::Separate {
            number: String::new(),
            reason: String::new(),
        }),
        _ => Err(Fault::of(FaultCode::Internal)),
    }
}

fn keep(view: &View<'_>, asker: &Asker, act: Deferred) -> Result<Planned, Fault> {
    let acts = vec![entry(view, asker, (Deed::Defer, &act), &act.reason)?];
    let waiting = Some(act.id);
    let mut planned = written(Change {
        deferred: vec![act],
        acts,
        ..Change::default()
    });
    planned.changed.waiting = waiting;
    Ok(planned)
}

fn approve(
    planning: &Planning<'_>,
    asker: &Asker,
    (act, words): (&Deferred, &str),
) -> Result<Planned, Fault> {
    if has_grown(planning, act)? || !is_officer(planning, act.by)? {
        return Err(Fault::of(FaultCode::Outdated));
    }
    let mut planned = carry_out(planning, asker, act)?;
    let approval = entry(planning, asker, (Deed::Approve, act), words)?;
    planned.change.acts.insert(0, approval);
    planned.change.settled.push(act.id);
    Ok(planned)
}

/// Plans what an act does.
///
/// # Errors
///
/// `outdated` where somebody whom it is about is gone, or answers with somebody else since.
fn carry_out(planning: &Planning<'_>, asker: &Asker, act: &Deferred) -> Result<Planned, Fault> {
    let outdated = || Fault::of(FaultCode::Outdated);
    let ground = act.ground.as_deref().unwrap_or_default();
    match act.deed {
        Deed::Erase => {
            let mut people = Vec::with_capacity(act.subjects.len());
            for id in &act.subjects {
                people.push(living(planning, *id)?.ok_or_else(outdated)?);
            }
            let why = (&ground_of(ground), act.reason.as_str());
            plan_erasures(planning, asker, &people, why)
        }
        Deed::Separate => {
            let first = act.subjects.first().ok_or_else(outdated)?;
            let person = planning.person(*first)?.ok_or_else(outdated)?;
            let (parting, subjects) =
                parties(planning, &person.number).map_err(|fault| match fault.code {
                    FaultCode::NotMerged | FaultCode::NoSuchPerson => outdated(),
                    _ => fault,
                })?;
            if parting.code() != ground || subjects != act.subjects {
                return Err(outdated());
            }
            plan_separation(planning, asker, &person.number, &act.reason)
        }
        _ => Err(Fault::of(FaultCode::Internal)),
    }
}

/// Finds a person who was not merged into another.
pub(super) fn living(view: &View<'_>, id: SubjectId) -> Result<Option<Person>, Fault> {
    Ok(view.person(id)?.filter(|it| it.merged_into.is_none()))
}

/// Tells whether others were merged into those who are to be erased since that was asked.
fn has_grown(view: &View<'_>, act: &Deferred) -> Result<bool, Fault> {
    if act.deed != Deed::Erase {
        return Ok(false);
    }
    let merged = merged_into(view, &act.subjects)?;
    Ok(merged.iter().any(|it| !act.merged.contains(it)))
}

/// Returns everybody who was merged into these people.
fn merged_into(view: &View<'_>, subjects: &[SubjectId]) -> Result<Vec<SubjectId>, Fault> {
    let mut merged = Vec::new();
    for id in subjects {
        merged.extend(living(view, *id)?.map(|it| it.merged).unwrap_or_default());
    }
    Ok(merged)
}

fn waiting_act(view: &View<'_>, waiting: u64) -> Result<Deferred, Fault> {
    let found = view.deferred()?.into_iter().find(|it| it.id == waiting);
    found.ok_or_else(|| Fault::of(FaultCode::NothingWaits))
}

/// Makes the entry of what was done with an act. Words about people who are separated fade with the
/// first of them; why people are erased stays.
fn entry(
    view: &View<'_>,
    asker: &Asker,
    (deed, act): (Deed, &Deferred),
    words: &str,
) -> Result<Entry, Fault> {
    let mut detail = act.id.to_string();
    if !words.is_empty() {
        detail = format!("{detail}: {words}");
    }
    let mut subject = None;
    if let (Deed::Separate, Some(first)) = (act.deed, act.subjects.first()) {
        subject = view.person(*first)?.map(|it| it.id);
    }
    let mut entry = asker.entry(deed, subject, &detail);
    entry.purpose = Some(act.deed.code().to_owned());
    entry.shown.clone_from(&act.subjects);
    Ok(entry)
}

fn written(change: Change) -> Planned {
    Planned {
        change,
        changed: Changed::default(),
    }
}
