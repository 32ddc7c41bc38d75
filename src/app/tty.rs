use std::fs::File;
use std::io;
use std::os::fd::AsFd as _;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::process;
use rustix::process::Signal;
use rustix::termios;
use rustix::termios::OptionalActions;
use rustix::termios::QueueSelector;
use rustix::termios::Termios;

use super::wire::Wire;

/// Alternate screen, emptied; bracketed paste; no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[?2004h\x1b[?25l";

/// The same backwards.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// How long the last bytes may take on their way to the terminal.
const FAREWELL: Duration = Duration::from_millis(150);

/// The terminal, taken from the shell; dropping gives it back as it was.
pub(super) struct Tty {
    input: OwnedFd,
    output: File,
    before: Termios,
    wire: Wire,
    taken: AtomicBool,
}

impl Tty {
    /// Takes the terminal behind `input` and `output`.
    pub(super) fn take(input: OwnedFd, output: OwnedFd) -> io::Result<Self> {
        let output = File::from(output);
        let tty = Self {
            before: termios::tcgetattr(&input)?,
            wire: Wire::new(output.try_clone()?)?,
            taken: AtomicBool::new(false),
            input,
            output,
        };
        tty.enter()?;
        Ok(tty)
    }

    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    pub(super) fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    pub(super) fn size(&self) -> io::Result<Size> {
        let size = termios::tcgetwinsize(&self.output)?;
        Ok(Size {
            width: size.ws_col,
            height: size.ws_row,
        })
    }

    /// Gives the terminal back as it was; does nothing where that was done.
    ///
    /// A terminal that takes nothing gets its modes back, and keeps what it shows. Keys that were not read are dropped, or the shell would take them for commands.
    pub(super) fn leave(&self) {
        if !self.taken.swap(false, Ordering::SeqCst) {
            return;
        }
        self.wire.send_last(LEAVE, FAREWELL);
        termios::tcflush(&self.input, QueueSelector::IFlush).ok();
        // A terminal that is gone needs no restoring.
        termios::tcsetattr(&self.input, OptionalActions::Now, &self.before).ok();
    }

    /// Stops the program until the shell continues it, where a shell waits; tells whether it did.
    pub(super) fn suspend(&self) -> io::Result<bool> {
        // The leader of a session has no shell above it: nobody would continue it.
        if process::getsid(None)? == process::getpid() {
            return Ok(false);
        }
        self.leave();
        process::kill_current_process_group(Signal::TSTP)?;
        self.enter()?;
        Ok(true)
    }

    fn enter(&self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        self.taken.store(true, Ordering::SeqCst);
        termios::tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        self.wire.send(ENTER.to_vec());
        Ok(())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
pub(super) mod tests;
