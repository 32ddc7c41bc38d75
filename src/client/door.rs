use std::fmt;
use std::sync::Arc;

use super::listener::{Listener, Word};
use super::remote::Remote;
use crate::clock;
use crate::contract::{Envelope, Fault, Key, Reply, Request};
use crate::domain::id::SessionId;
use crate::domain::time::Moment;
use crate::ops::{Keeping, Ops, Peer};

/// One session of a register, wherever it is open.
#[derive(Clone)]
pub struct Door {
    way: Arc<Way>,
}

/// How the register is reached.
enum Way {
    /// It is open in this process.
    Here { ops: Box<Ops>, session: SessionId },
    /// A service has it open.
    There(Arc<Remote>),
}

impl Door {
    pub(super) fn here(ops: Ops) -> Self {
        let peer = Peer {
            account: rustix::process::geteuid().as_raw(),
            keeping: Keeping::WithProcess,
        };
        let session = ops.begin_session(peer, present());
        let ops = Box::new(ops);
        Self {
            way: Arc::new(Way::Here { ops, session }),
        }
    }

    pub(super) fn there(remote: Arc<Remote>) -> Self {
        Self {
            way: Arc::new(Way::There(remote)),
        }
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    ///
    /// The fault says why nothing came of it. After `service-silent` it is not known whether
    /// something did.
    pub fn ask(&self, request: Request) -> Result<Reply, Fault> {
        let key = request.writes().then(random_key);
        let envelope = Envelope {
            id: 0,
            key,
            request,
        };
        match &*self.way {
            Way::Here { ops, session } => ops.answer(*session, present(), envelope),
            Way::There(remote) => remote.ask(envelope),
        }
    }

    /// Hands over what comes without being asked for, for as long as `tell` takes it and the door is
    /// open; returns at once where nobody else can be at work.
    pub fn listen(&self, tell: impl FnMut(Word) -> bool) {
        let remote = match &*self.way {
            Way::Here { .. } => return,
            Way::There(remote) => Arc::clone(remote),
        };
        Listener::new(remote).listen(tell);
    }

    /// Tells whether a service has the register open.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        matches!(&*self.way, Way::There(_))
    }

    /// Ends the session before the last clone is dropped; nothing is answered after it.
    pub fn close(&self) {
        match &*self.way {
            // Whoever cannot live with a look that was not entered asks `EndSearch` before.
            Way::Here { ops, session } => {
                ops.end_session(*session, present()).ok();
            }
            Way::There(remote) => remote.close(),
        }
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        match self {
            Self::Here { ops, session } => {
                ops.end_session(*session, present()).ok();
            }
            Self::There(remote) => remote.close(),
        }
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.way {
            Way::Here { session, .. } => write!(f, "Door({session})"),
            Way::There(_) => f.write_str("Door(…)"),
        }
    }
}

/// Returns the present by both clocks.
pub(super) fn present() -> Moment {
    Moment {
        wall: clock::now(),
        steady: clock::steady(),
    }
}

fn random_key() -> Key {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system draws random bytes, or nothing here is safe");
    Key(format!("{:032x}", u128::from_be_bytes(bytes)))
}
