use std::panic;
use std::panic::AssertUnwindSafe;
use std::panic::Location;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread;
use std::thread::ThreadId;

use super::tty::Tty;

/// What is to be done when something panics while the terminal is taken.
struct Watch {
    tty: Arc<Tty>,
    /// The thread that draws. A panic of another leaves the screen as it is.
    drawing: ThreadId,
    /// The first place that panicked; never what it said, for that may be about a person.
    place: Mutex<Option<String>>,
}

impl Watch {
    fn new(tty: &Arc<Tty>) -> Self {
        Self {
            tty: Arc::clone(tty),
            drawing: thread::current().id(),
            place: Mutex::default(),
        }
    }

    fn panicked(&self, location: Option<&Location<'_>>) {
        if thread::current().id() == self.drawing {
            self.tty.leave();
        }
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.get_or_insert_with(|| location.map_or_else(|| "?".to_owned(), short));
    }

    fn place(&self) -> Option<String> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.take()
    }
}

/// Runs `body`; prints nothing of a panic, but returns the place of the first one. A panic of the
/// thread that called gives the terminal back at once.
pub(super) fn watched<T>(tty: &Arc<Tty>, body: impl FnOnce() -> T) -> (Option<T>, Option<String>) {
    let watch = Arc::new(Watch::new(tty));
    let hooked = Arc::clone(&watch);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| hooked.panicked(panic.location())));
    let done = panic::catch_unwind(AssertUnwindSafe(body)).ok();
    panic::set_hook(before);
    (done, watch.place())
}

/// Names a place by file and line, without the directories of the machine that compiled it.
fn short(location: &Location<'_>) -> String {
    let file = Path::new(location.file()).file_name();
    let file = file.map_or_else(|| location.file().into(), |name| name.to_string_lossy());
    format!("{file}:{}", location.line())
}

#[cfg(test)]
mod tests;
