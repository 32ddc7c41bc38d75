use std::fmt;
use std::sync::Arc;

use crate::clock;
use crate::contract::{Envelope, Fault, Key, Reply, Request};
use crate::domain::id::SessionId;
use crate::domain::time::Moment;
use crate::ops::{Keeping, Ops, Peer};

/// One session of an open register.
#[derive(Clone)]
pub struct Door {
    session: Arc<Session>,
}

struct Session {
    ops: Ops,
    id: SessionId,
}

impl Door {
    pub(super) fn new(ops: Ops) -> Self {
        let peer = Peer {
            account: rustix::process::geteuid().as_raw(),
            keeping: Keeping::WithProcess,
        };
        let id = ops.begin_session(peer, present());
        Self {
            session: Arc::new(Session { ops, id }),
        }
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    ///
    /// The fault says why nothing came of it.
    pub fn ask(&self, request: Request) -> Result<Reply, Fault> {
        let key = request.writes().then(random_key);
        let envelope = Envelope {
            id: 0,
            key,
            request,
        };
        self.session
            .ops
            .answer(self.session.id, present(), envelope)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whoever cannot live with a look that was not entered asks `EndSearch` before.
        self.ops.end_session(self.id, present()).ok();
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Door({})", self.session.id)
    }
}

/// Returns the present by both clocks.
fn present() -> Moment {
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
