use std::collections::VecDeque;
use std::future;

use tokio::task::JoinHandle;
use tokio::task::spawn_blocking;

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
    asked: Option<(Ticket, JoinHandle<Answer>)>,
}

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
        let Some((ticket, asked)) = &mut self.asked else {
            return future::pending().await;
        };
        let ticket = *ticket;
        let answer = asked
            .await
            .unwrap_or_else(|_| Err(Fault::of(FaultCode::Internal)));
        self.asked = None;
        self.next();
        Message::Answered { ticket, answer }
    }

    /// Waits until everything that was asked is done, for those who leave.
    pub(super) async fn finish(&mut self) {
        while self.asked.is_some() {
            self.answered().await;
        }
    }

    fn next(&mut self) {
        if self.asked.is_none()
            && let Some((ticket, request)) = self.waiting.pop_front()
        {
            let ask = self.ask.clone();
            self.asked = Some((ticket, spawn_blocking(move || ask(request))));
        }
    }
}
