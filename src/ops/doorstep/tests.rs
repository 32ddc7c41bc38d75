use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// Returns the seconds to wait, or 0 where the try was counted.
fn wait(doorstep: &Doorstep, account: u32, name: &str, now: Duration) -> u64 {
    match doorstep.attempt(account, name, now) {
        Ok(_) => 0,
        Err(fault) => {
            assert_eq!(fault.code, FaultCode::Throttled);
            fault.values[0].1.parse().unwrap()
        }
    }
}

#[test]
fn each_wrong_password_doubles_the_wait_up_to_five_minutes() {
    let doorstep = Doorstep::default();
    let mut now = SECOND;
    let mut waits = Vec::new();
    for _ in 0..12 {
        assert_eq!(wait(&doorstep, 1, "kaisa", now), 0);
        let seconds = wait(&doorstep, 1, "kaisa", now);
        waits.push(seconds);
        now += Duration::from_secs(seconds);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
}

#[test]
fn a_stranger_keeps_nobody_else_out() {
    let doorstep = Doorstep::default();
    assert_eq!(wait(&doorstep, 1, "kaisa", SECOND), 0);
    assert_eq!(wait(&doorstep, 2, "kaisa", SECOND), 0);
    assert_eq!(wait(&doorstep, 1, "matti", SECOND), 0);
    assert_eq!(wait(&doorstep, 1, "kaisa", SECOND), 1);
    doorstep.attempt(1, "kaisa", 2 * SECOND).unwrap().right();
    assert_eq!(wait(&doorstep, 1, "kaisa", SECOND), 0);
}

/// Tries eight times at once and returns how many were let through.
fn passed(doorstep: &Doorstep, end: impl Fn(Try<'_>) + Sync) -> usize {
    let passed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                if let Ok(attempt) = doorstep.attempt(1, "kaisa", SECOND) {
                    passed.fetch_add(1, Ordering::SeqCst);
                    std::thread::yield_now();
                    end(attempt);
                }
            });
        }
    });
    passed.into_inner()
}

#[test]
fn of_many_wrong_tries_at_the_same_time_one_passes_and_of_right_ones_all() {
    let doorstep = Doorstep::default();
    assert_eq!(
        passed(&doorstep, |it| {
            it.right();
        }),
        8
    );
    assert_eq!(
        passed(&doorstep, |it| {
            drop(it);
        }),
        1
    );
}

#[test]
fn an_account_that_tries_many_names_waits_as_well_until_it_is_right() {
    let doorstep = Doorstep::default();
    for name in 0..20 {
        assert_eq!(wait(&doorstep, 1, &format!("name {name}"), SECOND), 0);
    }
    assert_eq!(wait(&doorstep, 1, "kaisa", SECOND), 0);
    assert_eq!(wait(&doorstep, 1, "matti", SECOND), 1);
    assert_eq!(wait(&doorstep, 1, "matti", 2 * SECOND), 0);
    assert_eq!(wait(&doorstep, 1, "liisa", 2 * SECOND), 2);
    assert_eq!(wait(&doorstep, 2, "matti", 2 * SECOND), 0);
    let later = 5 * SECOND;
    doorstep.attempt(1, "matti", later).unwrap().right();
    for name in ["liisa", "pekka"] {
        assert_eq!(wait(&doorstep, 1, name, later), 0);
    }
}

#[test]
fn no_more_than_four_are_hashed_at_once() {
    let doorstep = Doorstep::default();
    let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                doorstep.place().unwrap().hash(|| {
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

#[test]
fn nobody_stands_behind_sixteen_who_wait() {
    let doorstep = Doorstep::default();
    let mut places: Vec<_> = (0..20).map(|_| doorstep.place().unwrap()).collect();
    assert_eq!(doorstep.place().err().unwrap().code, FaultCode::Busy);
    places.pop();
    places.push(doorstep.place().unwrap());
    drop(places);
    for _ in 0..20 {
        doorstep.place().unwrap().hash(|| ());
    }
}

#[test]
fn a_place_is_given_back_by_a_hash_that_panics() {
    let doorstep = Doorstep::default();
    for _ in 0..20 {
        let place = doorstep.place().unwrap();
        let panicking = std::panic::AssertUnwindSafe(|| place.hash(|| panic!("on purpose")));
        std::panic::catch_unwind(panicking).unwrap_err();
    }
    doorstep.place().unwrap().hash(|| ());
}
