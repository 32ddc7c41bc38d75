use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::id::SessionId;

/// How many lines each session has.
#[derive(Debug, Default)]
pub(super) struct Seats {
    held: Mutex<HashMap<SessionId, Seat>>,
}

#[derive(Debug, Default)]
struct Seat {
    lines: usize,
    /// Grows with every line, so that an absence knows whether it is still the same one.
    turn: u64,
}

impl Seats {
    pub(super) fn take(&self, session: SessionId) {
        let mut held = self.held();
        let seat = held.entry(session).or_default();
        seat.lines += 1;
        seat.turn += 1;
    }

    /// Returns what names the absence, where this was the last line of the session.
    pub(super) fn leave(&self, session: SessionId) -> Option<u64> {
        let mut held = self.held();
        let seat = held.entry(session).or_default();
        seat.lines = seat.lines.saturating_sub(1);
        (seat.lines == 0).then_some(seat.turn)
    }

    /// Forgets a session if nobody came back during the absence; tells whether it was so.
    pub(super) fn give_up(&self, session: SessionId, absence: u64) -> bool {
        let mut held = self.held();
        let absent = held
            .get(&session)
            .is_some_and(|it| it.lines == 0 && it.turn == absence);
        if absent {
            held.remove(&session);
        }
        absent
    }

    fn held(&self) -> MutexGuard<'_, HashMap<SessionId, Seat>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: SessionId = SessionId(7);

    #[test]
    fn a_session_is_absent_once_its_last_line_is_gone() {
        let seats = Seats::default();
        seats.take(SESSION);
        seats.take(SESSION);
        assert_eq!(seats.leave(SESSION), None);
        let absence = seats.leave(SESSION).unwrap();
        assert!(seats.give_up(SESSION, absence));
        assert!(!seats.give_up(SESSION, absence), "it is given up once");
    }

    #[test]
    fn whoever_came_back_and_left_again_is_waited_for_anew() {
        let seats = Seats::default();
        seats.take(SESSION);
        let first = seats.leave(SESSION).unwrap();
        seats.take(SESSION);
        assert!(!seats.give_up(SESSION, first));
        let second = seats.leave(SESSION).unwrap();
        assert!(!seats.give_up(SESSION, first));
        assert!(seats.give_up(SESSION, second));
    }
}
