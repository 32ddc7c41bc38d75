use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{UnixListener, UnixStream};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::contained::contained;
use super::frames::Outgoing;
use super::house::{House, present};
use super::limits::Limits;
use super::line::{Line, welcome};
use super::log::Log;
use crate::clock;
use crate::contract::{Fault, FaultCode};
use crate::ops::{OpenError, Opening, Ops};

/// So long nothing is accepted after the system had no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// So long a refusal, and the last lines of the log, may take.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Opens the register in `folder` with the master key in the file `master`, to be served.
///
/// # Errors
///
/// See [`OpenError`]; nothing is changed where the master key is missing or wrong.
pub fn open(folder: &Path, master: &Path) -> Result<(Ops, Opening), OpenError> {
    Ops::open(folder, master, clock::now())
}

/// Answers whoever connects to `listener` until `stop` is cancelled; what runs then is finished.
///
/// # Errors
///
/// When the sessions that an earlier service left cannot be read.
pub async fn serve(
    listener: UnixListener,
    ops: Arc<Ops>,
    limits: Limits,
    stop: CancellationToken,
) -> Result<(), Fault> {
    serve_and_log(listener, ops, limits, io::stderr(), stop).await
}

/// Does what [`serve`] does, with the log elsewhere than on standard error.
///
/// # Errors
///
/// See [`serve`].
pub async fn serve_and_log(
    listener: UnixListener,
    ops: Arc<Ops>,
    limits: Limits,
    log: impl Write + Send + 'static,
    stop: CancellationToken,
) -> Result<(), Fault> {
    let (log, writing) = Log::start(log);
    let house = Arc::new(House::new(ops, limits, log, stop));
    take_over(&house).await?;
    warm(&house);
    let lines = TaskTracker::new();
    accept(&house, listener, &lines).await;
    house.log.say(format_args!("ending"));
    lines.close();
    let farewell = async {
        lines.wait().await;
        house.absences.close();
        house.absences.wait().await;
    };
    match timeout(limits.farewell, farewell).await {
        Ok(()) => house.log.say(format_args!("ended")),
        Err(_) => house.log.say(format_args!("ended before all was answered")),
    }
    drop(house);
    if let Some(writing) = writing {
        timeout(LAST_WORDS, spawn_blocking(|| writing.join()))
            .await
            .ok();
    }
    Ok(())
}

/// Waits for the clients of the service before.
async fn take_over(house: &Arc<House>) -> Result<(), Fault> {
    let ops = Arc::clone(&house.ops);
    let longest = house.limits.batch;
    let sessions = contained(longest, move || ops.take_over_sessions(present())).await?;
    for session in sessions {
        house.leave(session);
    }
    Ok(())
}

/// Builds the index before anybody asks for it.
fn warm(house: &Arc<House>) {
    let house = Arc::clone(house);
    spawn_blocking(move || match house.ops.warm() {
        Ok(()) => house.log.say(format_args!("index ready")),
        Err(fault) => house.log.say(format_args!("index: {}", fault.code.code())),
    });
}

async fn accept(house: &Arc<House>, listener: UnixListener, lines: &TaskTracker) {
    for number in 1.. {
        let accepted = tokio::select! {
            () = house.stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => admit(house, number, stream, lines),
            Err(error) => {
                let code = error.raw_os_error().unwrap_or_default();
                house.log.say(format_args!("cannot accept: error {code}"));
                sleep(NO_ROOM).await;
            }
        }
    }
}

fn admit(house: &Arc<House>, number: u64, stream: UnixStream, lines: &TaskTracker) {
    // A caller whom the kernel does not name has hung up already.
    let Ok(caller) = stream.peer_cred() else {
        return;
    };
    let (account, process) = (caller.uid(), caller.pid().unwrap_or_default());
    if let Some(taken) = house.accounts.enter(account, clock::steady()) {
        let log = &house.log;
        log.say(format_args!(
            "line {number}: account {account}, process {process}"
        ));
        lines.spawn(Line::serve(Arc::clone(house), number, stream, taken));
    } else {
        house
            .log
            .say(format_args!("account {account}, process {process}: busy"));
        lines.spawn(async move {
            // A fresh socket has room for so few bytes: nothing here waits.
            let mut out = Outgoing::new(stream, LAST_WORDS);
            welcome(&mut out, Some(Fault::of(FaultCode::Busy)))
                .await
                .ok();
        });
    }
}
