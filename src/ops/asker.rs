use std::time::Duration;

use super::Changed;
use super::fault::free_text;
use crate::contract::{Fault, FaultCode};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::domain::time::{Timestamp, When};
use crate::store::{Entry, Repeatable, View};

/// Who asks, from which session, when, and under which key.
#[derive(Clone, Debug)]
pub(super) struct Asker {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) roles: Vec<Role>,
    /// Logged in by the account of a machine.
    pub(super) machine: bool,
    pub(super) session: SessionId,
    pub(super) now: Timestamp,
    /// The same by the clock that never jumps.
    pub(super) steady: Duration,
    pub(super) key: Option<u128>,
}

impl Asker {
    /// Makes the audit entry of a deed; `detail` never holds the value of a field.
    pub(super) fn entry(&self, deed: Deed, subject: Option<SubjectId>, detail: &str) -> Entry {
        Entry {
            at: self.now,
            actor: self.user,
            session: self.session,
            deed,
            subject,
            purpose: None,
            outcome: Outcome::Done,
            detail: Some(detail.to_owned()),
            shown: Vec::new(),
        }
    }

    /// Returns what came of this envelope if it came before.
    pub(super) fn repeated(&self, view: &View<'_>) -> Result<Option<Changed>, Fault> {
        let Some(key) = self.key else { return Ok(None) };
        let Some(came) = view.outcome(self.user.0, key)? else {
            return Ok(None);
        };
        if let Some(subject) = came.subject
            && view.is_being_forgotten(subject.core())?
        {
            return Err(Fault::of(FaultCode::UnfinishedErasure));
        }
        let person = came
            .subject
            .map(|it| view.person(it))
            .transpose()?
            .flatten();
        let number = person.map(|it| it.number).unwrap_or_default();
        Ok(Some(Changed {
            subject: came.subject,
            number,
            act: Some(came.act),
            waiting: came.waiting,
            ..Changed::default()
        }))
    }

    pub(super) fn repeatable(&self, changed: &Changed) -> Option<Repeatable> {
        self.key.map(|key| Repeatable {
            user: self.user.0,
            key,
            subject: changed.subject,
            waiting: changed.waiting,
        })
    }

    /// Returns when something happened: as stated, or now.
    ///
    /// # Errors
    ///
    /// For a time that has not come.
    pub(super) fn stated(&self, at: Option<When>) -> Result<When, Fault> {
        match at {
            Some(at) if at.is_future(self.now) => Err(Fault::of(FaultCode::FutureDate)),
            Some(at) => Ok(at),
            None => Ok(When::Instant(self.now)),
        }
    }
}

/// Finds the person that a customer number answers with.
pub(super) fn person_of(view: &View<'_>, number: &str) -> Result<Person, Fault> {
    let absent = || {
        let shown = free_text("number", number, 32).is_ok();
        let fault = Fault::of(FaultCode::NoSuchPerson);
        if shown {
            fault.with("number", number)
        } else {
            fault.with("number", "?")
        }
    };
    let id = view.maps().by_number(number).ok_or_else(absent)?;
    view.person(id)?.ok_or_else(absent)
}
