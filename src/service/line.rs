use std::sync::Arc;

use tokio::io::AsyncWrite;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::accounts::Taken;
use super::frames::{Broken, Incoming, Outgoing};
use super::house::{House, Seated};
use super::news::news;
use crate::clock;
use crate::contract::{
    Answer, Envelope, Fault, FaultCode, Hello, LONGEST_FRAME, Reply, Request, VERSION, Welcome,
};
use crate::domain::id::SessionId;
use crate::ops::{Keeping, Peer};

/// The longest frame of somebody who has not logged in, in bytes.
const LONGEST_EARLY_FRAME: usize = 8 * 1024;

/// One connection, from its greeting to its end.
pub(super) struct Line {
    house: Arc<House>,
    /// Names the line in the log.
    number: u64,
    taken: Taken,
    out: Mutex<Outgoing<OwnedWriteHalf>>,
    /// Nothing more is read: what only waits is given up.
    gone: CancellationToken,
    slots: Arc<Semaphore>,
    polls: Arc<Semaphore>,
    running: TaskTracker,
}

impl Line {
    /// Serves a client until it hangs up or the service ends; what runs then is finished first.
    pub(super) async fn serve(house: Arc<House>, number: u64, stream: UnixStream, taken: Taken) {
        let (reader, writer) = stream.into_split();
        let limits = house.limits;
        let line = Arc::new(Self {
            house,
            number,
            taken,
            out: Mutex::new(Outgoing::new(writer, limits.unread)),
            gone: CancellationToken::new(),
            slots: Arc::new(Semaphore::new(limits.in_flight)),
            polls: Arc::new(Semaphore::new(limits.polls)),
            running: TaskTracker::new(),
        });
        let mut frames = Incoming::new(reader, limits.frame);
        let seated = match line.greet(&mut frames).await {
            Ok(()) => Some(line.read(&mut frames).await),
            Err(_) => None,
        };
        line.gone.cancel();
        line.running.close();
        line.running.wait().await;
        drop(seated);
    }

    async fn greet(&self, frames: &mut Incoming<OwnedReadHalf>) -> Result<(), Broken> {
        let hello = tokio::select! {
            () = self.house.stop.cancelled() => return Err(Broken::Gone),
            hello = timeout(self.house.limits.greeting, frames.next()) => hello,
        };
        let refused = match hello.unwrap_or(Err(Broken::Slow)) {
            Ok(frame) => match serde_json::from_slice::<Hello>(&frame) {
                Ok(hello) if hello.rainmaker == VERSION => None,
                Ok(hello) => Some(
                    Fault::of(FaultCode::OtherVersion)
                        .with("ours", &hello.rainmaker)
                        .with("theirs", &VERSION),
                ),
                Err(_) => Some(Fault::of(FaultCode::Unreadable)),
            },
            Err(Broken::TooLarge) => Some(Fault::of(FaultCode::TooLarge)),
            Err(broken) => {
                self.say(broken);
                return Err(broken);
            }
        };
        if let Some(fault) = &refused {
            self.drop_for(fault.code);
        }
        let stays = refused.is_none();
        let mut out = self.out.lock().await;
        let told = welcome(&mut out, refused).await;
        if told.is_ok() && stays {
            Ok(())
        } else {
            Err(Broken::Gone)
        }
    }

    /// Starts one request after the other; returns the place that the line had last.
    async fn read(self: &Arc<Self>, frames: &mut Incoming<OwnedReadHalf>) -> Seated {
        let peer = Peer {
            account: self.taken.account,
            keeping: Keeping::Resumable,
        };
        let mut seated = self.house.seat(peer);
        loop {
            let session = seated.session;
            let read = tokio::select! {
                biased;
                () = self.house.stop.cancelled() => return seated,
                () = self.gone.cancelled() => return seated,
                read = self.next(frames, session) => read,
            };
            let Some((envelope, slot)) = read else {
                return seated;
            };
            match envelope.request {
                Request::Resume { pass } => {
                    let resumed = self.house.resume(peer, pass).await;
                    let answer = resumed.map(|(found, reply)| {
                        seated = found;
                        reply
                    });
                    self.answer(envelope.id, answer).await;
                }
                Request::Changes { .. } => self.start_poll(session, envelope),
                _ => self.start(session, envelope, slot),
            }
        }
    }

    /// Reads one envelope, when fewer run than may; nothing at the end of the line.
    async fn next(
        &self,
        frames: &mut Incoming<OwnedReadHalf>,
        session: SessionId,
    ) -> Option<(Envelope, OwnedSemaphorePermit)> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.ok()?;
        // Only now is it known who sends it: a login may have been answered meanwhile.
        let read = match frames.begun().await {
            Ok(()) => {
                frames.allow(self.longest(session));
                frames.next().await
            }
            Err(broken) => Err(broken),
        };
        let wrong = match read {
            Ok(frame) => match serde_json::from_slice::<Envelope>(&frame) {
                Ok(envelope) => {
                    let pause = self.taken.count(clock::steady());
                    if !pause.is_zero() {
                        sleep(pause).await;
                    }
                    return Some((envelope, slot));
                }
                Err(_) => FaultCode::Unreadable,
            },
            Err(Broken::TooLarge) => FaultCode::TooLarge,
            Err(broken) => {
                self.say(broken);
                return None;
            }
        };
        self.drop_for(wrong);
        // Nobody knows which request it was.
        self.answer(0, Err(Fault::of(wrong))).await;
        None
    }

    /// Returns how long a frame may be, in bytes.
    fn longest(&self, session: SessionId) -> usize {
        if self.house.is_known(session) {
            LONGEST_FRAME
        } else {
            LONGEST_EARLY_FRAME
        }
    }

    fn start(self: &Arc<Self>, session: SessionId, envelope: Envelope, slot: OwnedSemaphorePermit) {
        let line = Arc::clone(self);
        // Given back once the work is done and its answer is read: nobody piles up either.
        let slot = Arc::new(slot);
        self.running.spawn(async move {
            let id = envelope.id;
            let hash = if hashes(&envelope.request) {
                line.taken.hash().await
            } else {
                None
            };
            let working = (Arc::clone(&slot), hash);
            let answer = line.house.answer(session, envelope, working).await;
            line.answer(id, answer).await;
            drop(slot);
        });
    }

    fn start_poll(self: &Arc<Self>, session: SessionId, envelope: Envelope) {
        let line = Arc::clone(self);
        let place = Arc::clone(&self.polls).try_acquire_owned();
        self.running.spawn(async move {
            let id = envelope.id;
            let Ok(place) = place else {
                return line.answer(id, Err(Fault::of(FaultCode::Busy))).await;
            };
            let answer = news(&line.house, session, envelope, &line.gone).await;
            // Whoever is answered may ask again at once.
            drop(place);
            if let Some(answer) = answer {
                line.answer(id, answer).await;
            }
        });
    }

    async fn answer(&self, id: u64, answer: Result<Reply, Fault>) {
        let mut out = self.out.lock().await;
        let sent = timeout(
            self.house.limits.answer,
            out.answer(id, Answer::from(answer)),
        );
        if !matches!(sent.await, Ok(Ok(()))) {
            out.give_up();
            self.gone.cancel();
        }
    }

    fn say(&self, broken: Broken) {
        if broken == Broken::Slow {
            let number = self.number;
            self.house.log.say(format_args!("line {number}: too slow"));
        }
    }

    fn drop_for(&self, code: FaultCode) {
        let (number, code) = (self.number, code.code());
        self.house.log.say(format_args!("line {number}: {code}"));
    }
}

/// Tells whether a password is hashed for the request.
fn hashes(request: &Request) -> bool {
    matches!(
        request,
        Request::Login { .. }
            | Request::Unlock { .. }
            | Request::StepUp { .. }
            | Request::ChangePassword { .. }
            | Request::AddUser { .. }
            | Request::SetPassword { .. }
    )
}

/// Answers a greeting.
pub(super) async fn welcome<W: AsyncWrite + Unpin>(
    out: &mut Outgoing<W>,
    refused: Option<Fault>,
) -> std::io::Result<()> {
    let rainmaker = VERSION;
    out.send(&Welcome { rainmaker, refused }).await
}
