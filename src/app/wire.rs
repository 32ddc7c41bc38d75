use std::future;
use std::future::Future;
use std::io;
use std::io::Write;
use std::mem;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Most bytes of one write: two full frames, so that a frame is one write, and little enough for a
/// slow line to pass within the patience of [`Wire::lost`].
const WRITE: usize = 16 * 1024;

/// Bytes waiting from which a sender is held back.
const BACKLOG: usize = 64 * 1024;

/// How long a sender is held back, at most: keys and signals must still be heard.
const HOLD_BACK: Duration = Duration::from_millis(100);

/// The way to the terminal: a thread that writes, so that a terminal that takes nothing stops
/// nobody else.
#[derive(Clone)]
pub(super) struct Wire {
    line: Arc<Line>,
}

struct Line {
    queue: Mutex<Queue>,
    turned: Condvar,
    pace: watch::Sender<Pace>,
}

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    writing: bool,
    cut: bool,
}

#[derive(Clone, Copy, Default, Eq, PartialEq)]
struct Pace {
    writes: u64,
    writing: bool,
    cut: bool,
}

impl Wire {
    /// Starts the thread that writes to `out`, and goes on to the end of the program.
    pub(super) fn new(out: impl Write + Send + 'static) -> io::Result<Self> {
        let line = Arc::new(Line {
            queue: Mutex::default(),
            turned: Condvar::new(),
            pace: watch::Sender::default(),
        });
        let writer = Arc::clone(&line);
        thread::Builder::new()
            .name("wire".to_owned())
            .spawn(move || writer.write_to(out))?;
        Ok(Self { line })
    }

    /// Hands bytes over; waits only while far more wait than the terminal takes, and not for long.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        let mut queue = self.line.lock();
        if queue.bytes.is_empty() {
            queue.bytes = bytes;
        } else {
            queue.bytes.extend(bytes);
        }
        self.line.turned.notify_all();
        self.wait(queue, HOLD_BACK, |queue| queue.bytes.len() > BACKLOG);
    }

    /// Sends `bytes` in place of all that still waits, and gives them this long to be written.
    pub(super) fn send_last(&self, bytes: &[u8], within: Duration) {
        self.line.lock().bytes.clear();
        self.send(bytes.to_vec());
        self.drain(within);
    }

    /// Waits until everything is written or can never be, and tells whether that was in time.
    fn drain(&self, within: Duration) -> bool {
        self.wait(self.line.lock(), within, |queue| {
            queue.writing || !queue.bytes.is_empty()
        })
    }

    /// Returns once the terminal takes nothing any more: a write failed, or one made no progress
    /// for `patience`.
    pub(super) fn lost(&self, patience: Duration) -> impl Future<Output = ()> + use<> {
        let mut pace = self.line.pace.subscribe();
        async move {
            loop {
                let Ok(begun) = pace.wait_for(|it| it.writing || it.cut).await.map(|it| *it) else {
                    return future::pending().await;
                };
                let moved = timeout(patience, pace.wait_for(|it| *it != begun));
                if begun.cut || moved.await.is_err() {
                    return;
                }
            }
        }
    }

    fn wait(
        &self,
        queue: MutexGuard<'_, Queue>,
        within: Duration,
        busy: impl Fn(&Queue) -> bool,
    ) -> bool {
        let turned = &self.line.turned;
        let waited = turned.wait_timeout_while(queue, within, |it| !it.cut && busy(it));
        let (_queue, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }
}

impl Line {
    fn write_to(&self, mut out: impl Write) {
        loop {
            let part = self.next_part();
            let written = out.write_all(&part).and_then(|()| out.flush());
            let mut queue = self.lock();
            queue.writing = false;
            queue.cut = written.is_err();
            self.pace.send_modify(|pace| {
                pace.writes += 1;
                pace.writing = false;
                pace.cut = queue.cut;
            });
            self.turned.notify_all();
            if queue.cut {
                return;
            }
        }
    }

    fn next_part(&self) -> Vec<u8> {
        let idle = self
            .turned
            .wait_while(self.lock(), |it| it.bytes.is_empty());
        let mut queue = idle.unwrap_or_else(PoisonError::into_inner);
        let length = queue.bytes.len().min(WRITE);
        let rest = queue.bytes.split_off(length);
        queue.writing = true;
        self.pace.send_modify(|pace| pace.writing = true);
        mem::replace(&mut queue.bytes, rest)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
