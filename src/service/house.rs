use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::accounts::Accounts;
use super::contained::contained;
use super::limits::Limits;
use super::log::Log;
use super::seats::Seats;
use crate::clock;
use crate::contract::{Envelope, Fault, FaultCode, Reply, Request, Secret};
use crate::domain::id::SessionId;
use crate::domain::time::Moment;
use crate::ops::{Ops, Peer};

/// What all lines share.
pub(super) struct House {
    pub(super) ops: Arc<Ops>,
    pub(super) limits: Limits,
    pub(super) accounts: Arc<Accounts>,
    pub(super) log: Log,
    pub(super) stop: CancellationToken,
    /// The number of the last happening that the waiting `Changes` were told of.
    pub(super) latest: watch::Sender<u64>,
    /// Sessions whose lines are lost, and that are waited for.
    pub(super) absences: TaskTracker,
    seats: Seats,
}

impl House {
    pub(super) fn new(ops: Arc<Ops>, limits: Limits, log: Log, stop: CancellationToken) -> Self {
        let latest = watch::Sender::new(ops.latest());
        Self {
            ops,
            limits,
            accounts: Arc::new(Accounts::new(limits)),
            log,
            stop,
            latest,
            absences: TaskTracker::new(),
            seats: Seats::default(),
        }
    }

    /// Answers one request within its time.
    pub(super) async fn answer(
        self: &Arc<Self>,
        session: SessionId,
        envelope: Envelope,
        slot: impl Send + 'static,
    ) -> Result<Reply, Fault> {
        let house = Arc::clone(self);
        let longest = self.longest(&envelope.request);
        let answer = contained(longest, move || {
            // Given back by the thread and not by who waits for it: what takes too long goes on.
            let _slot = slot;
            let answer = house.ops.answer(session, present(), envelope);
            house.wake();
            answer
        });
        let answer = answer.await;
        if let Err(fault) = &answer {
            self.report(session, fault);
        }
        answer
    }

    fn longest(&self, request: &Request) -> Duration {
        match request {
            Request::Import { .. }
            | Request::EraseMany { .. }
            | Request::Decide { .. }
            | Request::Duplicates
            | Request::VerifyAudit
            | Request::ShowAudit { .. } => self.limits.batch,
            _ => self.limits.request,
        }
    }

    /// Lets the waiting `Changes` ask again, if anything happened.
    fn wake(&self) {
        self.latest.send_if_modified(|latest| {
            let before = std::mem::replace(latest, self.ops.latest());
            *latest != before
        });
    }

    /// Logs what whoever looks after the service has to know of.
    fn report(&self, session: SessionId, fault: &Fault) {
        let broken = fault.code.exit() == FaultCode::Internal.exit();
        if broken || fault.code == FaultCode::CannotWrite {
            let code = fault.code.code();
            self.log.say(format_args!("session {session}: {code}"));
        }
    }

    /// Begins a session for a new line.
    pub(super) fn seat(self: &Arc<Self>, peer: Peer) -> Seated {
        let session = self.ops.begin_session(peer, present());
        self.seats.take(session);
        Seated {
            house: Arc::clone(self),
            session,
        }
    }

    /// Finds the session that a client takes up again, and seats the line on it.
    pub(super) async fn resume(
        self: &Arc<Self>,
        peer: Peer,
        pass: Secret,
    ) -> Result<(Seated, Reply), Fault> {
        let house = Arc::clone(self);
        contained(self.limits.request, move || {
            let found = house.ops.resume(peer, &pass, present());
            house.wake();
            let (session, reply) = found?;
            if !house.seats.take(session) {
                return Err(Fault::of(FaultCode::NotLoggedIn));
            }
            Ok((Seated { house, session }, reply))
        })
        .await
    }

    /// Tells whether somebody is logged into a session.
    pub(super) fn is_known(&self, session: SessionId) -> bool {
        self.ops.rest(session, present()).is_some()
    }

    /// Takes a line from its session. A session without lines ends at once where nobody is logged
    /// in, else after an absence.
    pub(super) fn leave(self: &Arc<Self>, session: SessionId) {
        if let Some(absence) = self.seats.leave(session) {
            let house = Arc::clone(self);
            self.absences.spawn(house.wait_for(session, absence));
        }
    }

    async fn wait_for(self: Arc<Self>, session: SessionId, absence: u64) {
        let now = present();
        if self.ops.rest(session, now).is_some() {
            let ops = Arc::clone(&self.ops);
            self.quietly(session, move || ops.end_search_of(session, now))
                .await;
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = sleep(self.limits.absence) => {}
            }
        }
        if self.seats.give_up(session, absence) {
            let house = Arc::clone(&self);
            let end = move || {
                let ended = house.ops.end_session(session, present());
                house.seats.forget(session);
                house.wake();
                ended
            };
            self.quietly(session, end).await;
        }
    }

    async fn quietly(
        &self,
        session: SessionId,
        work: impl FnOnce() -> Result<(), Fault> + Send + 'static,
    ) {
        if let Err(fault) = contained(self.limits.request, work).await {
            self.report(session, &fault);
        }
    }
}

/// The place of a line on its session; dropped, it leaves it.
pub(super) struct Seated {
    house: Arc<House>,
    pub(super) session: SessionId,
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.house.leave(self.session);
    }
}

/// Returns the present by both clocks.
pub(super) fn present() -> Moment {
    Moment {
        wall: clock::now(),
        steady: clock::steady(),
    }
}
