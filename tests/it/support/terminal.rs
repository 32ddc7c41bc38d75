//! A program in a pseudo-terminal: press keys, see the screen, read every byte.
//!
//! Nothing here sleeps; every wait is for a condition and has an end.

use std::fs;
use std::io::Read;
use std::io::Write;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::ExitStatus;
use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::process::Pid;
use rustix::process::PidfdFlags;
use rustix::process::Signal;

/// Long enough for any machine; only a failing test waits so long.
pub(crate) const LONG: Duration = Duration::from_secs(30);

/// A pseudo-terminal and what runs in it.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    seen: Arc<Seen>,
    program: Pid,
    ended: Receiver<ExitStatus>,
    modes_at_first: String,
}

/// What came from the program.
struct Seen {
    log: Mutex<Log>,
    grown: Condvar,
}

struct Log {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    reader: Reader,
    /// Whose other end is dropped when the pause ends.
    paused: Option<Receiver<()>>,
}

/// While it lives, a terminal takes nothing.
pub(crate) struct Pause {
    _tell: Sender<()>,
}

/// The thread that holds the far end of the terminal open.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Reader {
    Reads,
    /// To let go at the next byte.
    Leaves,
    Gone,
}

impl Terminal {
    /// Runs `command` in a terminal of so many columns and rows, as the leader of its session.
    pub(crate) fn run(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let modes_at_first = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let seen = Arc::new(Seen {
            log: Mutex::new(Log {
                bytes: Vec::new(),
                screen: vt100::Parser::new(cells(rows), cells(cols), 0),
                reader: Reader::Reads,
                paused: None,
            }),
            grown: Condvar::new(),
        });
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().unwrap();
        let watching = Arc::clone(&seen);
        thread::spawn(move || watching.watch(reader));
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            seen,
            program: Pid::from_raw(child.process_id().unwrap().cast_signed()).unwrap(),
            ended: end_of(child),
            modes_at_first,
        }
    }

    /// Asserts that the terminal is as it was: modes of the line, screen, cursor, marking of pastes.
    pub(crate) fn assert_restored(&self) {
        self.assert_modes_restored();
        self.see(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is hidden");
            assert!(!screen.bracketed_paste(), "pastes are still marked");
        });
    }

    pub(crate) fn assert_modes_restored(&self) {
        assert_eq!(modes(&*self.master), self.modes_at_first);
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) {
        self.seen
            .lock()
            .screen
            .screen_mut()
            .set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Waits until `text` stands on the screen.
    pub(crate) fn wait_for(&self, text: &str, within: Duration) {
        self.wait_until(within, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as told, or nothing more can come.
    pub(crate) fn wait_until(&self, within: Duration, told: impl Fn(&vt100::Screen) -> bool) {
        let open = |log: &Log| !told(log.screen.screen()) && log.reader != Reader::Gone;
        let (log, _) = self.seen.wait_while(self.seen.lock(), within, open);
        let (come, contents) = (told(log.screen.screen()), log.screen.screen().contents());
        drop(log);
        assert!(come, "the screen did not come to it:\n{contents}");
    }

    /// Waits until nothing came for as long as `quiet`, and returns how many bytes came by then.
    pub(crate) fn wait_for_quiet(&self, quiet: Duration) -> usize {
        let mut log = self.seen.lock();
        loop {
            let so_far = log.bytes.len();
            let (after, grew) = self
                .seen
                .wait_while(log, quiet, |log| log.bytes.len() == so_far);
            if !grew {
                return so_far;
            }
            log = after;
        }
    }

    /// Waits until more than `before` bytes came.
    pub(crate) fn wait_for_more(&self, before: usize) {
        let (_log, more) = self
            .seen
            .wait_while(self.seen.lock(), LONG, |log| log.bytes.len() == before);
        assert!(more, "nothing more came");
    }

    /// Returns every byte that came.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen.lock().bytes.clone()
    }

    /// Returns what `look` sees on the screen now.
    pub(crate) fn see<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(self.seen.lock().screen.screen())
    }

    /// Returns the program: the leader of the session.
    pub(crate) fn program(&self) -> Pid {
        self.program
    }

    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.program, signal).unwrap();
    }

    /// Waits for the end of the program, and of what it still had to say.
    pub(crate) fn wait_for_end(&self) -> ExitStatus {
        let status = self.ended.recv_timeout(LONG).expect("the program goes on");
        let open = |log: &Log| log.reader != Reader::Gone;
        let (_log, closed) = self.seen.wait_while(self.seen.lock(), LONG, open);
        assert!(closed, "somebody holds the terminal");
        status
    }

    /// Returns how often the program wrote to the terminal, which must be still.
    ///
    /// The kernel counts the writes of each thread. The one that writes to the terminal also wakes
    /// others, with eight bytes each time, and these are taken off.
    pub(crate) fn writes(&self) -> usize {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.program)).unwrap();
        let mut wires = tasks
            .map(|task| task.unwrap().path())
            .filter(|task| fs::read_to_string(task.join("comm")).unwrap() == "wire\n");
        let io = fs::read_to_string(wires.next().unwrap().join("io")).unwrap();
        let count = |name: &str| -> usize {
            let count = io.lines().find_map(|it| it.strip_prefix(name));
            count.unwrap().parse().unwrap()
        };
        count("syscw: ") - (count("wchar: ") - self.bytes().len()) / 8
    }

    /// Takes nothing from the program until the returned value is dropped.
    pub(crate) fn pause(&self) -> Pause {
        let (tell, told) = mpsc::channel();
        self.seen.lock().paused = Some(told);
        Pause { _tell: tell }
    }

    /// Closes the terminal, as a window is closed. A letter is typed beforehand, so that something
    /// comes and the reader lets go of its end.
    pub(crate) fn close(mut self) {
        self.seen.lock().reader = Reader::Leaves;
        self.press("x");
        let held = |log: &Log| log.reader != Reader::Gone;
        let (_log, let_go) = self.seen.wait_while(self.seen.lock(), LONG, held);
        assert!(let_go, "a letter draws nothing");
    }
}

impl Seen {
    fn watch(&self, mut reader: impl Read) {
        let mut bytes = [0; 16 * 1024];
        while let Ok(length @ 1..) = reader.read(&mut bytes) {
            let mut log = self.lock();
            if log.reader == Reader::Leaves {
                break;
            }
            if let Some(pause) = log.paused.take() {
                drop(log);
                pause.recv().ok();
                log = self.lock();
            }
            log.bytes.extend(&bytes[..length]);
            log.screen.process(&bytes[..length]);
            self.grown.notify_all();
        }
        drop(reader);
        self.lock().reader = Reader::Gone;
        self.grown.notify_all();
    }

    /// Waits while `so`, and tells whether that ended in time.
    fn wait_while<'a>(
        &self,
        log: MutexGuard<'a, Log>,
        within: Duration,
        so: impl Fn(&Log) -> bool,
    ) -> (MutexGuard<'a, Log>, bool) {
        let waited = self.grown.wait_timeout_while(log, within, |log| so(log));
        let (log, waited) = waited.unwrap();
        (log, !waited.timed_out())
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap()
    }
}

/// Returns the children of a process.
pub(crate) fn children(parent: Pid) -> Vec<Pid> {
    let is_child = |process: &Path| {
        let stat = fs::read_to_string(process.join("stat")).unwrap_or_default();
        // After the name, which may hold anything, come the state and the parent.
        let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
        after.split(' ').nth(1) == Some(&parent.as_raw_nonzero().to_string())
    };
    fs::read_dir("/proc")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| is_child(path))
        .filter_map(|path| path.file_name()?.to_str()?.parse().ok())
        .filter_map(Pid::from_raw)
        .collect()
}

/// Watches a process that need not be a child of ours.
pub(crate) struct Watched {
    process: std::os::fd::OwnedFd,
}

impl Watched {
    pub(crate) fn new(process: Pid) -> Self {
        let process = rustix::process::pidfd_open(process, PidfdFlags::empty()).unwrap();
        Self { process }
    }

    /// Tells whether the process ends within this time.
    pub(crate) fn ends(&self, within: Duration) -> bool {
        let mut ended = [PollFd::new(&self.process, PollFlags::IN)];
        let within = Timespec::try_from(within).unwrap();
        rustix::event::poll(&mut ended, Some(&within)).unwrap() == 1
    }
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

/// The emulator knows no screen without cells.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

fn end_of(mut child: Box<dyn Child + Send + Sync>) -> Receiver<ExitStatus> {
    let (tell, ended) = mpsc::channel();
    thread::spawn(move || tell.send(child.wait().unwrap()).ok());
    ended
}
