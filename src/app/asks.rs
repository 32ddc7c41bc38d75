use std::collections::VecDeque;
use std::future;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::Message;
use crate::ui::Ticket;

type Answer = Result<Reply, Fault>;

/// The requests of a session: one is being asked, the others wait in the order they came.
///
/// The queue has no bound of its own; a person fills it.
pub(super) struct Asks<A> {
    ask: A,
    waiting: VecDeque<(Ticket, Request)>,
    asked: Option<Asked>,
}

/// A request on its way.
struct Asked {
    ticket: Ticket,
    writes: bool,
    answer: JoinHandle<Answer>,
}

/// How long those who leave wait for an answer that they will not see.
const UNSEEN: Duration = Duration::from_millis(50);

impl<A> Asks<A>
where
    A: Fn(Request) -> Answer + Clone + Send + Sync + 'static,
{
    pub(super) fn new(ask: A) -> Self {
        Self {
            ask,
            waiting: VecDeque::new(),
            asked: None,
        }
    }

    /// Takes a request in; a look-up that nobody began yet gives way to the one after it.
    pub(super) fn push(&mut self, ticket: Ticket, request: Request) {
        let superseded = matches!(request, Request::Lookup { .. })
            && matches!(self.waiting.back(), Some((_, Request::Lookup { .. })));
        if superseded {
            self.waiting.pop_back();
        }
        self.waiting.push_back((ticket, request));
        self.next();
    }

    /// Returns the next answer; waits for ever while nothing is asked.
    ///
    /// May be dropped and called again. An ask that panics is answered as an internal fault.
    pub(super) async fn answered(&mut self) -> Message {
        let Some(Asked { ticket, answer, .. }) = &mut self.asked else {
            return future::pending().await;
        };
        let ticket = *ticket;
        let answer = answer
            .await
            .unwrap_or_else(|_| Err(Fault::of(FaultCode::Internal)));
        self.asked = None;
        self.next();
        Message::Answered { ticket, answer }
    }

    /// Waits until every change that was asked for is done, for those who leave; whatever only reads
    /// is given up where its answer takes long.
    pub(super) async fn finish(&mut self) {
        while let Some(asked) = &self.asked {
            if asked.writes {
                self.answered().await;
            } else if timeout(UNSEEN, self.answered()).await.is_err() {
                self.asked = None;
                self.waiting.retain(|(_, request)| request.writes());
                self.next();
            }
        }
    }

    fn next(&mut self) {
        if self.asked.is_none()
            && let Some((ticket, request)) = self.waiting.pop_front()
        {
            let ask = self.ask.clone();
            self.asked = Some(Asked {
                ticket,
                writes: request.writes(),
                answer: spawn_blocking(move || ask(request)),
            });
        }
    }
}
