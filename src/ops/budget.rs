use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::time::Duration;

use super::Ops;
use super::asker::Asker;
use super::news::What;
use super::officers::over_budget;
use crate::contract::Fault;
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::SubjectId;

/// The time in which people are counted, and in which officers are warned once.
const HOUR: Duration = Duration::from_hours(1);

/// Whom one user opened lately, over all sessions: logging in again counts nobody less.
#[derive(Debug, Default)]
pub(super) struct Opened {
    people: BTreeMap<SubjectId, Duration>,
    warned: Option<Duration>,
}

impl Opened {
    fn note(&mut self, subject: SubjectId, now: Duration) {
        self.people.retain(|_, at| now.saturating_sub(*at) < HOUR);
        self.people.insert(subject, now);
    }

    /// Returns how many were opened, where that is to be told.
    fn excess(&mut self, budget: usize, now: Duration) -> Option<usize> {
        let warned = self.warned.is_some_and(|at| now.saturating_sub(at) < HOUR);
        let many = self.people.len();
        if warned || many <= budget {
            return None;
        }
        self.warned = Some(now);
        Some(many)
    }
}

impl Ops {
    /// Counts a person whom the asker opened.
    pub(super) fn note_opened(&self, asker: &Asker, subject: SubjectId) {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let of_user = opened.entry(asker.user).or_default();
        of_user.note(subject, asker.steady);
    }

    /// Warns the officers where the asker opened more people than the budget allows.
    pub(super) fn watch_budget(&self, asker: &Asker) -> Result<(), Fault> {
        let many = {
            let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            let of_user = opened.get_mut(&asker.user);
            of_user.and_then(|it| it.excess(self.budget, asker.steady))
        };
        let Some(many) = many else { return Ok(()) };
        let warning = over_budget(asker.name.clone(), many.to_string());
        self.tell(What::Warning(warning));
        self.record_act(asker, Deed::PassBudget, Outcome::Done, &many.to_string())
    }
}
