use super::asker::Asker;
use super::keep::{keep, mark_pairs, obey_suppression};
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply};
use crate::domain::audit::Deed;
use crate::domain::id::{ActId, SubjectId, UnitId};
use crate::domain::person::{Attribute, Person};
use crate::domain::time::Timestamp;
use crate::store::{Change, Planning};

/// How long an act may be undone.
const WINDOW_MILLIS: i64 = 30 * 60 * 1000;

/// Most acts that one session remembers.
const MOST: usize = 100;

/// An act that its own session may reverse, while nobody else has changed the person since.
#[derive(Clone, Debug)]
pub(super) struct Undoable {
    act: ActId,
    at: Timestamp,
    subject: SubjectId,
    /// The version that the act was made from.
    from: u64,
    reversal: Reversal,
}

/// What reverses an act that made a version of a person. Bans, withdrawals and objections have none.
#[derive(Clone, Debug)]
pub(super) struct Reversal {
    pub(super) version: u64,
    pub(super) before: Before,
}

/// What was before an act.
#[derive(Clone, Debug)]
pub(super) enum Before {
    /// The person before a correction.
    Values(Box<Person>),
    /// The index of the consent that was recorded.
    Consent(usize),
    /// What was in a consent's unit before.
    Attributes(UnitId, Vec<Attribute>),
}

impl Ops {
    pub(super) fn remember_undoable(
        &self,
        asker: &Asker,
        act: ActId,
        changed: &Changed,
        reversal: Reversal,
    ) {
        if let (Some(session), Some(subject)) =
            (self.sessions().get_mut(&asker.session), changed.subject)
        {
            session.undoable.push(Undoable {
                act,
                at: asker.now,
                subject,
                from: reversal.version - 1,
                reversal,
            });
            let surplus = session.undoable.len().saturating_sub(MOST);
            session.undoable.drain(..surplus);
        }
    }

    /// Drops what any session remembers of people who are erased.
    pub(super) fn forget_undoables_of(&self, erased: &Changed) {
        let gone = |it: &SubjectId| erased.subject == Some(*it) || erased.others.contains(it);
        for session in self.sessions().values_mut() {
            session.undoable.retain(|it| !gone(&it.subject));
        }
    }

    /// Returns the act on this version of a person that the session may undo.
    pub(super) fn undoable_act(&self, asker: &Asker, person: &Person) -> Option<ActId> {
        let sessions = self.sessions();
        let undoable = sessions.get(&asker.session)?.undoable.iter().rev();
        let mut of_person = undoable.filter(|it| it.subject == person.id);
        of_person
            .find(|it| it.reversal.version == person.version && in_time(it, asker.now))
            .map(|it| it.act)
    }

    pub(super) fn undo(&self, asker: &Asker, act: ActId) -> Result<Reply, Fault> {
        let found = {
            let sessions = self.sessions();
            let session = sessions.get(&asker.session);
            session.and_then(|it| it.undoable.iter().find(|it| it.act == act).cloned())
        };
        let undoable = found.filter(|it| in_time(it, asker.now));
        let undone = undoable.clone();
        // Asked even where there is nothing to undo: a repetition is answered.
        let done = self.change(asker, move |planning, asker| match &undoable {
            Some(undoable) => plan_undo(planning, asker, undoable),
            None => Err(Fault::of(FaultCode::NothingToUndo)),
        })?;
        if let (Some(undone), Some(session)) = (undone, self.sessions().get_mut(&asker.session)) {
            let version = undone.reversal.version;
            session.undoable.retain(|it| it.act != act);
            // What came before it may be undone in its turn.
            for earlier in session
                .undoable
                .iter_mut()
                .filter(|it| it.subject == undone.subject && it.reversal.version == undone.from)
            {
                earlier.reversal.version = version + 1;
            }
        }
        Ok(done.reply())
    }
}

fn in_time(undoable: &Undoable, now: Timestamp) -> bool {
    now.millis() - undoable.at.millis() <= WINDOW_MILLIS
}

fn plan_undo(
    planning: &Planning<'_>,
    asker: &Asker,
    undoable: &Undoable,
) -> Result<Planned, Fault> {
    let nothing = || Fault::of(FaultCode::NothingToUndo);
    let before = planning.person(undoable.subject)?.ok_or_else(nothing)?;
    if before.version != undoable.reversal.version {
        return Err(nothing());
    }
    let mut after = before.clone();
    let mut change = Change::default();
    match &undoable.reversal.before {
        Before::Values(old) => {
            if old.number != before.number
                && planning
                    .maps()
                    .by_number(&old.number)
                    .is_some_and(|it| it != before.id)
            {
                return Err(nothing());
            }
            after.number.clone_from(&old.number);
            after.former_numbers.clone_from(&old.former_numbers);
            after.kind = old.kind;
            after.data.clone_from(&old.data);
            after.traces.clone_from(&old.traces);
        }
        Before::Consent(index) => {
            let event = before.consents.get(*index).ok_or_else(nothing)?;
            let mut reversal = event.clone();
            reversal.annuls = Some(*index);
            reversal.recorded_by.clone_from(&asker.name);
            reversal.recorded_at = asker.now;
            after.consents.push(reversal);
            // What was set meanwhile on the annulled consent has no other basis.
            let consent = (event.purpose, event.channel);
            after.consent_units.retain(|held| {
                let goes = (held.purpose, held.channel) == consent
                    && !still_given(&after.consents, consent);
                if goes {
                    change.forgotten.push(held.unit);
                }
                !goes
            });
        }
        Before::Attributes(unit, old) => change.attributes.push((*unit, old.clone())),
    }
    after.version += 1;
    obey_suppression(planning, &mut after)?;
    mark_pairs(planning, &mut change, &after)?;
    let detail = format!("recorded in error: act {}", undoable.act);
    change
        .acts
        .push(asker.entry(Deed::Undo, Some(after.id), &detail));
    let changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        ..Changed::default()
    };
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}

fn still_given(
    events: &[crate::domain::consent::ConsentEvent],
    (purpose, channel): (
        crate::domain::provenance::Purpose,
        crate::domain::channel::Channel,
    ),
) -> bool {
    use crate::domain::consent::{ConsentState, in_force};
    in_force(events, purpose, channel).is_some_and(|it| it.state == ConsentState::Given)
}
