use std::fmt;
use std::io::Write;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// Lines that wait for a slow reader; what comes after them is lost rather than waited for.
const WAITING: usize = 1024;

/// One line for each event.
///
/// What is written is made of numbers and codes, of which nothing has to be cleaned.
#[derive(Debug)]
pub(super) struct Log {
    lines: SyncSender<String>,
}

/// The thread that writes; it ends when the log is dropped.
pub(super) type Writing = Option<JoinHandle<()>>;

impl Log {
    pub(super) fn start(out: impl Write + Send + 'static) -> (Self, Writing) {
        let (lines, waiting) = sync_channel(WAITING);
        // Without a thread there is no log, and a service all the same.
        let thread = thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write(out, &waiting));
        (Self { lines }, thread.ok())
    }

    pub(super) fn say(&self, event: fmt::Arguments<'_>) {
        self.lines.try_send(format!("rainmaker: {event}\n")).ok();
    }
}

fn write(mut out: impl Write, waiting: &Receiver<String>) {
    for line in waiting {
        out.write_all(line.as_bytes()).ok();
    }
}
