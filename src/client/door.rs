use std::fmt;
use std::sync::Arc;

use crate::clock;
use crate::contract::{Envelope, Fault, Key, Reply, Request};
use crate::domain::id::SessionId;
use crate::ops::Ops;

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
        let id = ops.begin_session(clock::now());
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
        let key = writes(&request).then(random_key);
        let envelope = Envelope {
            id: 0,
            key,
            request,
        };
        self.session
            .ops
            .answer(self.session.id, clock::now(), envelope)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whoever cannot live with a look that was not entered asks `EndSearch` before.
        self.ops.end_session(self.id, clock::now()).ok();
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Door({})", self.session.id)
    }
}

/// Tells whether a request changes what the register holds; looks are entered all the same.
fn writes(request: &Request) -> bool {
    match request {
        Request::Login { .. }
        | Request::Lookup { .. }
        | Request::EndSearch
        | Request::Open { .. }
        | Request::History { .. }
        | Request::May { .. }
        | Request::PreviewErasure { .. }
        | Request::FindSuppression { .. }
        | Request::Duplicates
        | Request::VerifyAudit
        | Request::About
        | Request::ShowAudit { .. } => false,
        Request::Add { .. }
        | Request::Correct { .. }
        | Request::SetAttribute { .. }
        | Request::RemoveAttribute { .. }
        | Request::Ban { .. }
        | Request::BanAddress { .. }
        | Request::LiftBan { .. }
        | Request::RecordConsent { .. }
        | Request::Erase(_)
        | Request::ForgetSuppression { .. }
        | Request::Import { .. }
        | Request::RecordFile { .. }
        | Request::Merge { .. }
        | Request::Separate { .. }
        | Request::Undo { .. } => true,
    }
}

fn random_key() -> Key {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system draws random bytes, or nothing here is safe");
    Key(format!("{:032x}", u128::from_be_bytes(bytes)))
}
