use chrono::{Days, Months, NaiveDate};

use super::calendar::rolled;

#[cfg(test)]
mod tests;

/// How long there is to answer a request of the person (RULES T1, T2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Term {
    OneMonth,
    /// Extended by two further months, counted like the first from the day of receipt (T9).
    ThreeMonths,
}

/// The days between a question that the answer depends on and its answer (RULES T10).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Pause {
    days: Days,
}

impl Pause {
    /// # Errors
    ///
    /// Refuses an answer that lies before its question.
    pub fn between(asked: NaiveDate, answered: NaiveDate) -> Result<Self, DeadlineError> {
        let days = u64::try_from((answered - asked).num_days());
        days.map(|it| Self {
            days: Days::new(it),
        })
        .map_err(|_| DeadlineError::AnsweredBeforeAsked)
    }
}

/// Returns the last day on which the answer to what was `received` that day is in time.
///
/// A month ends on the day of the same number, or on its last day where it has none (T4, T5); then
/// the days of waiting are added; a day off gives way to the next working day (T6).
///
/// # Errors
///
/// Refuses days beyond the calendar.
pub fn due(
    received: NaiveDate,
    term: Term,
    pause: Option<Pause>,
) -> Result<NaiveDate, DeadlineError> {
    let months = match term {
        Term::OneMonth => Months::new(1),
        Term::ThreeMonths => Months::new(3),
    };
    let waited = pause.map_or(Days::new(0), |it| it.days);
    let nominal = received
        .checked_add_months(months)
        .and_then(|it| it.checked_add_days(waited));
    nominal.map(rolled).ok_or(DeadlineError::BeyondCalendar)
}

/// Why no due day can be told.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DeadlineError {
    #[error("the answer lies before the question")]
    AnsweredBeforeAsked,
    #[error("the due day lies beyond the calendar")]
    BeyondCalendar,
}
