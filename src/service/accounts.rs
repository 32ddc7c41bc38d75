use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::Limits;

/// Passwords of one account that are hashed at once. Who waits for one holds no thread, so that a
/// flood of logins keeps nobody of another account waiting.
const HASHES: usize = 2;

/// How many lines each account of the machine holds, and how fast it asks.
#[derive(Debug)]
pub(super) struct Accounts {
    limits: Limits,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    lines: usize,
    /// Never emptied: a machine has few accounts, and whoever hangs up and calls again is to find
    /// the allowance as it was left.
    of: HashMap<u32, Account>,
}

#[derive(Debug)]
struct Account {
    lines: usize,
    /// What is left of the burst; below zero, what was asked ahead of time.
    allowance: f64,
    at: Duration,
    hashes: Arc<Semaphore>,
}

/// The place that one line takes; free again when dropped.
#[derive(Debug)]
pub(super) struct Taken {
    accounts: Arc<Accounts>,
    pub(super) account: u32,
    hashes: Arc<Semaphore>,
}

impl Accounts {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            held: Mutex::default(),
        }
    }

    /// Takes a place for one more line; `None` where there is none.
    pub(super) fn enter(self: &Arc<Self>, account: u32, now: Duration) -> Option<Taken> {
        let mut held = self.held();
        if held.lines >= self.limits.connections {
            return None;
        }
        let burst = f64::from(self.limits.burst);
        let entry = held.of.entry(account).or_insert(Account {
            lines: 0,
            allowance: burst,
            at: now,
            hashes: Arc::new(Semaphore::new(HASHES)),
        });
        if entry.lines >= self.limits.connections_per_account {
            return None;
        }
        entry.lines += 1;
        let hashes = Arc::clone(&entry.hashes);
        held.lines += 1;
        Some(Taken {
            accounts: Arc::clone(self),
            account,
            hashes,
        })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    /// Counts one request and returns how long to wait before the next is read.
    pub(super) fn count(&self, now: Duration) -> Duration {
        let limits = &self.accounts.limits;
        let mut held = self.accounts.held();
        let Some(account) = held.of.get_mut(&self.account) else {
            return Duration::ZERO;
        };
        let rate = f64::from(limits.requests_per_second.max(1));
        let grown = now.saturating_sub(account.at).as_secs_f64() * rate;
        account.allowance = (account.allowance + grown).min(f64::from(limits.burst)) - 1.0;
        account.at = now;
        Duration::from_secs_f64((-account.allowance / rate).max(0.0))
    }
}

impl Taken {
    /// Waits until fewer passwords of the account are hashed than may be.
    pub(super) async fn hash(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.hashes).acquire_owned().await.ok()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut held = self.accounts.held();
        held.lines -= 1;
        if let Some(account) = held.of.get_mut(&self.account) {
            account.lines -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn accounts() -> Arc<Accounts> {
        Arc::new(Accounts::new(Limits {
            connections: 3,
            connections_per_account: 2,
            requests_per_second: 10,
            burst: 5,
            ..Limits::default()
        }))
    }

    #[test]
    fn no_account_takes_the_places_of_the_others() {
        let accounts = accounts();
        let first = accounts.enter(1, SECOND).unwrap();
        let _second = accounts.enter(1, SECOND).unwrap();
        assert!(accounts.enter(1, SECOND).is_none());
        let _third = accounts.enter(2, SECOND).unwrap();
        assert!(accounts.enter(3, SECOND).is_none(), "all are taken");
        drop(first);
        assert!(accounts.enter(1, SECOND).is_some());
    }

    #[test]
    fn whoever_asks_too_fast_waits_and_hanging_up_does_not_help() {
        let accounts = accounts();
        let line = accounts.enter(1, SECOND).unwrap();
        let waits: Vec<u128> = (0..7).map(|_| line.count(SECOND).as_millis()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 100, 200]);
        drop(line);
        let line = accounts.enter(1, SECOND).unwrap();
        assert_eq!(line.count(SECOND).as_millis(), 300);
        assert_eq!(line.count(2 * SECOND), Duration::ZERO);
    }

    #[test]
    fn an_account_has_two_passwords_hashed_at_once_whatever_the_others_do() {
        let accounts = accounts();
        let (one, other) = (accounts.enter(1, SECOND), accounts.enter(2, SECOND));
        let (one, other) = (one.unwrap(), other.unwrap());
        let now = |line: &Taken| line.hash().now_or_never().flatten();
        let (first, _second) = (now(&one).unwrap(), now(&one).unwrap());
        assert!(now(&one).is_none());
        assert!(now(&other).is_some());
        drop(first);
        assert!(now(&one).is_some());
    }
}
