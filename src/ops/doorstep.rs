use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Most passwords that are hashed at once: each takes 33 MiB.
const AT_ONCE: usize = 4;

/// How long the next try waits after the first wrong password; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);

const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// A wait is forgotten so long after its end.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// What stands before every password: nobody tries many, and not many are tried at once.
#[derive(Debug, Default)]
pub(super) struct Doorstep {
    waits: Mutex<HashMap<Who, Wait>>,
    hashing: Mutex<usize>,
    freed: Condvar,
    /// How many passwords were hashed.
    #[cfg(test)]
    hashed: std::sync::atomic::AtomicUsize,
}

/// Whose wrong passwords count together. The account (UID) that tries is part of it, so that a
/// stranger cannot keep the owner of a name out.
type Who = (u32, String);

#[derive(Clone, Copy, Debug)]
struct Wait {
    wrong: u32,
    until: Duration,
}

impl Doorstep {
    /// Returns how long this one has to wait for the next try.
    pub(super) fn wait(&self, account: u32, name: &str, now: Duration) -> Option<Duration> {
        let waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = waits.get(&(account, name.to_owned()))?;
        let left = wait.until.saturating_sub(now);
        (!left.is_zero()).then_some(left)
    }

    /// A wrong password came.
    pub(super) fn wrong(&self, account: u32, name: &str, now: Duration) {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.retain(|_, it| now.saturating_sub(it.until) < FORGOTTEN);
        let wait = waits.entry((account, name.to_owned())).or_insert(Wait {
            wrong: 0,
            until: now,
        });
        wait.until = now + LONGEST_WAIT.min(FIRST_WAIT * 2_u32.saturating_pow(wait.wrong.min(16)));
        wait.wrong += 1;
    }

    /// The right password came.
    pub(super) fn right(&self, account: u32, name: &str) {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.remove(&(account, name.to_owned()));
    }

    /// Runs `hash` when fewer than four others run.
    pub(super) fn hash<T>(&self, hash: impl FnOnce() -> T) -> T {
        let running = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(running, |it| *it >= AT_ONCE);
        *waited.unwrap_or_else(PoisonError::into_inner) += 1;
        #[cfg(test)]
        self.hashed
            .fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let hashed = hash();
        *self.hashing.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.freed.notify_one();
        hashed
    }
}

#[cfg(test)]
impl Doorstep {
    pub(super) fn hashed(&self) -> usize {
        self.hashed.load(std::sync::atomic::Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn each_wrong_password_doubles_the_wait_up_to_five_minutes() {
        let doorstep = Doorstep::default();
        let mut now = SECOND;
        let mut waits = Vec::new();
        for _ in 0..12 {
            doorstep.wrong(1, "kaisa", now);
            let wait = doorstep.wait(1, "kaisa", now).unwrap();
            waits.push(wait.as_secs());
            now += wait;
            assert_eq!(doorstep.wait(1, "kaisa", now), None);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    #[test]
    fn a_stranger_keeps_nobody_else_out() {
        let doorstep = Doorstep::default();
        doorstep.wrong(1, "kaisa", SECOND);
        assert_eq!(doorstep.wait(2, "kaisa", SECOND), None);
        assert_eq!(doorstep.wait(1, "matti", SECOND), None);
        doorstep.right(1, "kaisa");
        assert_eq!(doorstep.wait(1, "kaisa", SECOND), None);
    }

    #[test]
    fn no_more_than_four_are_hashed_at_once() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (doorstep, running, most) = (
            Doorstep::default(),
            AtomicUsize::new(0),
            AtomicUsize::new(0),
        );
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    doorstep.hash(|| {
                        let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        running.fetch_sub(1, Ordering::SeqCst);
                    });
                });
            }
        });
        assert!((1..=AT_ONCE).contains(&most.load(Ordering::SeqCst)));
    }
}
