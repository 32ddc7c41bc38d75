//! The one place that reads the time.
//!
//! What a time means is decided elsewhere; every other room takes the time as an argument.
//!
//! **Invariant:** deadlines of law are measured by [`now`], timeouts by [`monotonic`] and
//! [`steady`].

use std::time::Duration;
use std::time::Instant;

use chrono::DateTime;
use chrono::Utc;
use rustix::time::ClockId;
use rustix::time::clock_gettime;

/// Returns the present by the wall clock, in the type in which the caller keeps instants.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now<T: From<DateTime<Utc>>>() -> T {
    Utc::now().into()
}

/// Returns the present by the clock that never jumps.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn monotonic() -> Instant {
    Instant::now()
}

/// Returns the time since the machine was started, sleep included, by the clock that never jumps.
#[must_use]
pub fn steady() -> Duration {
    Duration::try_from(clock_gettime(ClockId::Boottime)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn the_present_comes_as_the_instant_of_the_caller() {
        let before: DateTime<Utc> = now();
        assert!(SystemTime::from(before) <= now::<SystemTime>());
    }

    #[test]
    fn the_clock_that_never_jumps_does_not_run_backwards() {
        let before = monotonic();
        assert!(monotonic() >= before);
    }
}
