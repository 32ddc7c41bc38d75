use std::time::Duration;

use super::Ui;
use super::lock::Lock;
use super::message::Ticket;
use super::turn::Desk;
use crate::contract::Request;

/// Time is counted in slices, since nothing here reads a clock: a lock comes late by one at most.
const SLICE: Duration = Duration::from_secs(30);

/// Slices without a key that lock the screen: ten minutes.
const PATIENCE: u32 = 20;

/// How long no key was pressed.
#[derive(Debug, Default)]
pub(super) struct Idle {
    /// Ends the slice that runs; there is one wake at most.
    ends: Option<Ticket>,
    /// A key was pressed in the slice that runs.
    disturbed: bool,
    /// Slices in a row without a key.
    quiet: u32,
}

impl Idle {
    pub(super) fn disturb(&mut self) {
        self.disturbed = true;
    }

    pub(super) fn waits_for(&self, ticket: Ticket) -> bool {
        self.ends == Some(ticket)
    }

    fn begin(&mut self, desk: &mut Desk) {
        if self.ends.is_none() {
            self.ends = Some(desk.wake(SLICE));
        }
    }

    /// Ends a slice, and tells whether it was the last of those that nobody waits longer than.
    fn is_spent(&mut self) -> bool {
        self.ends = None;
        self.quiet = if std::mem::take(&mut self.disturbed) {
            0
        } else {
            self.quiet + 1
        };
        self.quiet >= PATIENCE
    }
}

impl Ui {
    /// Lets time count while somebody is logged in and their screen is open.
    pub(super) fn watch(&mut self) {
        if self.is_at_work() {
            self.idle.begin(&mut self.desk);
        }
    }

    /// A slice of time is over: blanks the screen after enough of them, whether or not the service is
    /// there to say so.
    pub(super) fn count_slice(&mut self) {
        if !self.idle.is_spent() {
            return;
        }
        self.idle.quiet = 0;
        if self.is_at_work() {
            self.show_lock(Lock::by_time);
            if self.desk.is_line_up() {
                self.desk.ask(Request::Lock);
            }
        }
    }

    fn is_at_work(&self) -> bool {
        self.desk.who.user.is_some() && self.lock.is_none()
    }
}
