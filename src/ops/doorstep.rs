use std::collections::{HashMap, HashSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::contract::{Fault, FaultCode};

/// Most passwords that are hashed at once: each takes 19 MiB.
const AT_ONCE: usize = 4;

/// Most passwords that stand and wait for that.
const MOST_WAITING: usize = 16;

/// How long the next try waits after the first wrong password; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);

const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// So many wrong passwords of one account, over all names, cost it nothing more than each name's.
const FREE: u32 = 20;

/// A wait is forgotten so long after its end.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// What stands before every password: nobody tries many, and not many are tried at once.
#[derive(Debug, Default)]
pub(super) struct Doorstep {
    tried: Mutex<Tried>,
    settled: Condvar,
    queue: Mutex<Queue>,
    freed: Condvar,
    /// How many passwords were hashed.
    #[cfg(test)]
    hashed: std::sync::atomic::AtomicUsize,
}

#[derive(Debug, Default)]
struct Tried {
    waits: HashMap<Who, Wait>,
    /// For whom a password is being tried.
    running: HashSet<Who>,
}

/// Whose wrong passwords count together: those of an account (UID) for one name, or for all. The
/// account is part of it, so that a stranger cannot keep the owner of a name out.
type Who = (u32, Option<String>);

#[derive(Clone, Copy, Debug)]
struct Wait {
    wrong: u32,
    until: Duration,
}

/// How many passwords stand here, and how many of those are being hashed.
#[derive(Debug, Default)]
struct Queue {
    standing: usize,
    hashing: usize,
}

impl Doorstep {
    /// Lets one try for a name after the other, so that tries at the same time do not all pass: who
    /// comes meanwhile learns first what became of the one before. It is wrong unless [`Try::right`].
    ///
    /// # Errors
    ///
    /// `throttled`, with how long this one has to wait.
    pub(super) fn attempt(
        &self,
        account: u32,
        name: &str,
        now: Duration,
    ) -> Result<Try<'_>, Fault> {
        let (whose, all) = ((account, Some(name.to_owned())), (account, None));
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .settled
            .wait_while(tried, |it| it.running.contains(&whose));
        let mut tried = waited.unwrap_or_else(PoisonError::into_inner);
        let waits = &mut tried.waits;
        waits.retain(|_, it| now.saturating_sub(it.until) < FORGOTTEN);
        let until = [&whose, &all].into_iter().filter_map(|it| waits.get(it));
        let until = until.map(|it| it.until).max().unwrap_or_default();
        let left = until.saturating_sub(now);
        if !left.is_zero() {
            let seconds = left.as_millis().div_ceil(1_000);
            return Err(Fault::of(FaultCode::Throttled).with("seconds", &seconds));
        }
        wrong(waits, whose.clone(), now);
        wrong(waits, all, now);
        tried.running.insert(whose.clone());
        Ok(Try {
            doorstep: self,
            whose,
        })
    }

    /// Takes a place in the queue of those whose password is hashed.
    ///
    /// # Errors
    ///
    /// `busy` where sixteen wait already.
    pub(super) fn place(&self) -> Result<Place<'_>, Fault> {
        let mut queue = self.queue();
        if queue.standing >= AT_ONCE + MOST_WAITING {
            return Err(Fault::of(FaultCode::Busy));
        }
        queue.standing += 1;
        Ok(Place {
            doorstep: self,
            hashing: false,
        })
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a wrong password; it costs nothing while the account has free ones.
fn wrong(waits: &mut HashMap<Who, Wait>, who: Who, now: Duration) {
    let free = if who.1.is_some() { 0 } else { FREE };
    let first = Wait {
        wrong: 0,
        until: now,
    };
    let wait = waits.entry(who).or_insert(first);
    let before = wait.wrong.checked_sub(free);
    let cost = before.map(|it| FIRST_WAIT * 2_u32.saturating_pow(it.min(16)));
    wait.until = now + cost.map_or(Duration::ZERO, |it| LONGEST_WAIT.min(it));
    wait.wrong += 1;
}

/// A password that is being tried; counted as wrong from its beginning.
pub(super) struct Try<'a> {
    doorstep: &'a Doorstep,
    whose: Who,
}

impl Try<'_> {
    /// The right password came.
    pub(super) fn right(self) {
        let tried = self.doorstep.tried.lock();
        let mut tried = tried.unwrap_or_else(PoisonError::into_inner);
        tried.waits.remove(&self.whose);
        tried.waits.remove(&(self.whose.0, None));
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        let tried = self.doorstep.tried.lock();
        let mut tried = tried.unwrap_or_else(PoisonError::into_inner);
        tried.running.remove(&self.whose);
        self.doorstep.settled.notify_all();
    }
}

/// A place in the queue, given back however its holder leaves.
pub(super) struct Place<'a> {
    doorstep: &'a Doorstep,
    hashing: bool,
}

impl Place<'_> {
    /// Runs `hash` when fewer than four others run.
    pub(super) fn hash<T>(mut self, hash: impl FnOnce() -> T) -> T {
        let queue = self.doorstep.queue();
        let waited = self
            .doorstep
            .freed
            .wait_while(queue, |it| it.hashing >= AT_ONCE);
        waited.unwrap_or_else(PoisonError::into_inner).hashing += 1;
        self.hashing = true;
        #[cfg(test)]
        self.doorstep
            .hashed
            .fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        hash()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut queue = self.doorstep.queue();
        queue.standing -= 1;
        if self.hashing {
            queue.hashing -= 1;
            self.doorstep.freed.notify_one();
        }
    }
}

#[cfg(test)]
impl Doorstep {
    pub(super) fn hashed(&self) -> usize {
        self.hashed.load(std::sync::atomic::Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests;
