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
    /// The session is being ended, and nobody may come back to it.
    ending: bool,
}

impl Seats {
    /// Seats a line; tells whether it may, which it may not on a session that is being ended.
    pub(super) fn take(&self, session: SessionId) -> bool {
        let mut held = self.held();
        let seat = held.entry(session).or_default();
        if !seat.ending {
            seat.lines += 1;
            seat.turn += 1;
        }
        !seat.ending
    }

    /// Returns what names the absence, where this was the last line of the session.
    pub(super) fn leave(&self, session: SessionId) -> Option<u64> {
        let mut held = self.held();
        let seat = held.entry(session).or_default();
        seat.lines = seat.lines.saturating_sub(1);
        (seat.lines == 0).then_some(seat.turn)
    }

    /// Begins to end a session if nobody came back during the absence; tells whether it was so.
    pub(super) fn give_up(&self, session: SessionId, absence: u64) -> bool {
        let mut held = self.held();
        let absent = held
            .get_mut(&session)
            .filter(|it| it.lines == 0 && it.turn == absence && !it.ending);
        absent.is_some_and(|it| {
            it.ending = true;
            true
        })
    }

    /// Forgets a session that is ended.
    pub(super) fn forget(&self, session: SessionId) {
        self.held().remove(&session);
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
        assert!(seats.take(SESSION));
        assert!(seats.take(SESSION));
        assert_eq!(seats.leave(SESSION), None);
        let absence = seats.leave(SESSION).unwrap();
        assert!(seats.give_up(SESSION, absence));
        assert!(!seats.give_up(SESSION, absence), "it is given up once");
        assert!(!seats.take(SESSION), "nobody comes back to what ends");
        seats.forget(SESSION);
        assert!(seats.take(SESSION));
    }

    #[test]
    fn whoever_came_back_and_left_again_is_waited_for_anew() {
        let seats = Seats::default();
        assert!(seats.take(SESSION));
        let first = seats.leave(SESSION).unwrap();
        assert!(seats.take(SESSION));
        assert!(!seats.give_up(SESSION, first));
        let second = seats.leave(SESSION).unwrap();
        assert!(!seats.give_up(SESSION, first));
        assert!(seats.give_up(SESSION, second));
    }
}
