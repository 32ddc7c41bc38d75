use std::future;
use std::time::Duration;
use std::time::Instant;

use tokio::time::sleep_until;

use crate::clock;
use crate::ui::Ticket;

/// The wakes that the screens wished for. While there is none, no timer runs.
#[derive(Default)]
pub(super) struct Wakes {
    wished: Vec<(Instant, Ticket)>,
}

impl Wakes {
    pub(super) fn push(&mut self, ticket: Ticket, after: Duration) {
        self.wished.push((clock::monotonic() + after, ticket));
    }

    /// Returns the earliest wake once it is due; waits for ever while none is wished for.
    ///
    /// May be dropped and called again.
    pub(super) async fn next(&mut self) -> Ticket {
        let earliest = (0..self.wished.len()).min_by_key(|&index| self.wished[index].0);
        let Some(index) = earliest else {
            return future::pending().await;
        };
        sleep_until(self.wished[index].0.into()).await;
        self.wished.swap_remove(index).1
    }
}
