use std::future::Future;
use std::io;
use std::os::fd::OwnedFd;
use std::thread;
use std::time::Duration;

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::poll;
use rustix::io::Errno;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;
use tokio::sync::oneshot;

use super::tty::Tty;

/// How long a write may make no progress before the terminal counts as gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// Returns what ends once the program must leave: it was told to, or the terminal is gone.
pub(super) fn stop(tty: &Tty) -> io::Result<impl Future<Output = ()> + use<>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hangup = signal(SignalKind::hangup())?;
    let vanished = vanished(tty.input().try_clone_to_owned()?)?;
    let lost = tty.wire().lost(PATIENCE);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
            () = vanished => {}
            () = lost => {}
        }
    })
}

/// Returns what ends once nobody holds the other end of the terminal.
///
/// A thread of its own waits: the runtime cannot wait for a hang-up alone, and crossterm spins.
pub(super) fn vanished(terminal: OwnedFd) -> io::Result<impl Future<Output = ()> + use<>> {
    let (tell, told) = oneshot::channel::<()>();
    thread::Builder::new()
        .name("hang-up".to_owned())
        .spawn(move || {
            let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
            while poll(&mut watched, None) == Err(Errno::INTR) {}
            drop(tell);
        })?;
    Ok(async move {
        told.await.ok();
    })
}

#[cfg(test)]
mod tests;
