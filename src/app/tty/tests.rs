use std::fs::OpenOptions;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::thread;

use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;
use rustix::fs::OFlags;

use super::*;

const LONG: Duration = Duration::from_secs(30);

/// The far end of a terminal: what a person would see of it.
pub(in crate::app) struct FarEnd {
    master: Box<dyn MasterPty + Send>,
    seen: Receiver<Vec<u8>>,
}

impl FarEnd {
    /// Opens a terminal of 80×24, and a taken [`Tty`] at its near end.
    pub(in crate::app) fn open() -> (Self, Arc<Tty>) {
        let (far, near) = Self::open_untaken();
        let output = near.try_clone().unwrap();
        (far, Arc::new(Tty::take(near, output).unwrap()))
    }

    fn open_untaken() -> (Self, OwnedFd) {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (see, seen) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                if see.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        // Not as the controlling terminal of the tests, or its hang-up would end them.
        let near = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(OFlags::NOCTTY.bits().cast_signed())
            .open(pair.master.tty_name().unwrap())
            .unwrap();
        let master = pair.master;
        (Self { master, seen }, near.into())
    }

    /// Returns what came, up to and with `end`.
    pub(in crate::app) fn until(&self, end: &[u8]) -> Vec<u8> {
        let mut all = Vec::new();
        while !all.ends_with(end) {
            all.extend(self.seen.recv_timeout(LONG).unwrap());
        }
        all
    }

    /// Closes the far end, as a window that is closed.
    pub(in crate::app) fn hang_up(self, tty: &Tty) {
        drop(self);
        // The reader holds on to the far end until something comes that nobody wants.
        tty.wire().send(b"unseen".to_vec());
    }

    /// Tells whether keys are handed over one by one and unseen.
    pub(in crate::app) fn is_raw(&self) -> bool {
        let modes = self.master.get_termios().unwrap();
        !format!("{modes:?}").contains("ICANON")
    }
}

#[test]
fn a_terminal_is_taken_and_given_back_as_it_was() {
    let (far, near) = FarEnd::open_untaken();
    let before = far.master.get_termios();
    let tty = Tty::take(near.try_clone().unwrap(), near).unwrap();
    assert_eq!(far.until(b"\x1b[?25l"), ENTER);
    assert!(far.is_raw());
    drop(tty);
    assert_eq!(far.until(b"\x1b[?1049l"), LEAVE);
    assert_eq!(far.master.get_termios(), before);
}

#[test]
fn a_terminal_is_given_back_once() {
    let (far, tty) = FarEnd::open();
    far.until(ENTER);
    tty.leave();
    tty.leave();
    tty.wire().send(b"end".to_vec());
    assert_eq!(far.until(b"end"), [LEAVE, b"end"].concat());
}

#[test]
fn keys_that_were_not_read_do_not_reach_the_shell() {
    let (far, tty) = FarEnd::open();
    let mut keys = far.master.take_writer().unwrap();
    keys.write_all(b"rm -r .\r").unwrap();
    let mut ready = [rustix::event::PollFd::new(
        &tty.input,
        rustix::event::PollFlags::IN,
    )];
    rustix::event::poll(&mut ready, None).unwrap();
    tty.leave();
    assert_eq!(rustix::io::ioctl_fionread(&tty.input).unwrap(), 0);
}

#[test]
fn the_size_is_that_of_the_terminal() {
    let (far, tty) = FarEnd::open();
    assert_eq!(tty.size().unwrap(), Size::new(80, 24));
    let nothing = PtySize {
        rows: 0,
        cols: 0,
        ..PtySize::default()
    };
    far.master.resize(nothing).unwrap();
    assert_eq!(tty.size().unwrap(), Size::ZERO);
}
