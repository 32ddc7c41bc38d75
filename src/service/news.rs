use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::house::{House, present};
use crate::contract::{Envelope, Fault, Reply, Request};
use crate::domain::id::SessionId;

/// So long what happens is gathered before it is told, so that many changes are told at once.
const GATHERING: Duration = Duration::from_millis(40);

/// So long at least lies between two questions, whatever the session's clock says.
const BREATH: Duration = Duration::from_millis(10);

/// Answers a `Changes` once there is something to tell; nothing where the line goes first.
///
/// No thread is held meanwhile.
pub(super) async fn news(
    house: &Arc<House>,
    session: SessionId,
    envelope: Envelope,
    gone: &CancellationToken,
) -> Option<Result<Reply, Fault>> {
    let mut latest = house.latest.subscribe();
    let mut end = pin!(sleep(house.limits.poll));
    let mut over = false;
    loop {
        // Before the question, so that nothing falls between it and the waiting.
        latest.mark_unchanged();
        let answer = house.answer(session, envelope.clone(), ()).await;
        if over || !says_nothing(&envelope.request, &answer) {
            return Some(answer);
        }
        // The session may lock or end by itself, which is to be told as well.
        let rest = house.ops.rest(session, present());
        let rest = rest.unwrap_or(house.limits.poll).max(BREATH);
        tokio::select! {
            () = gone.cancelled() => return None,
            () = house.stop.cancelled() => return None,
            () = &mut end => over = true,
            () = sleep(rest) => {}
            Ok(()) = latest.changed() => sleep(GATHERING).await,
        }
    }
}

fn says_nothing(request: &Request, answer: &Result<Reply, Fault>) -> bool {
    match (request, answer) {
        (Request::Changes { since }, Ok(Reply::News(news))) => {
            *since != 0 && news.now == *since && !news.missed
        }
        _ => false,
    }
}
