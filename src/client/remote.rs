use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::line::{Line, NoAnswer, NoLine};
use crate::contract::{Envelope, Fault, FaultCode, Reply, Request, Secret};

/// How long a question that changes nothing waits for its answer.
const READ: Duration = Duration::from_secs(2);

/// How long a change waits, and whatever hashes a password.
const WRITE: Duration = Duration::from_secs(10);

/// How long a batch of an import waits, and what walks through the whole register.
const BULK: Duration = Duration::from_mins(2);

/// How long hanging up in good order may take.
const FAREWELL: Duration = Duration::from_millis(200);

/// The first pause before the line is tried again; each further one doubles it.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(200);

const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long a command tries to get a lost line back.
const BRIEFLY: Duration = Duration::from_secs(15);

/// How long a lost line is tried again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Patience {
    /// As long as a command may hang.
    Brief,
    /// As long as somebody sits at the screens.
    Endless,
}

/// A session with a service, over as many lines as it takes.
#[derive(Debug)]
pub(super) struct Remote {
    socket: PathBuf,
    patience: Patience,
    state: Mutex<State>,
    turned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    line: Option<Arc<Line>>,
    /// Somebody is connecting; others wait for what comes of it.
    connecting: bool,
    /// What takes the session up again on a new line.
    pass: Option<Secret>,
    /// The session is over, and whoever listens is not told yet.
    ended: Option<Fault>,
    next: u64,
    /// Failed tries to connect since the last line.
    tries: u32,
    closed: bool,
}

impl Remote {
    /// Connects to the service that listens on `socket`.
    pub(super) fn open(socket: &Path, patience: Patience) -> Result<Arc<Self>, NoLine> {
        let remote = Arc::new(Self {
            socket: socket.to_owned(),
            patience,
            state: Mutex::default(),
            turned: Condvar::new(),
        });
        let line = remote.connect()?;
        remote.lock().line = Some(Arc::new(line));
        Ok(remote)
    }

    /// Asks until there is an answer; a change that was lost on the way is asked again under its key.
    pub(super) fn ask(self: &Arc<Self>, mut envelope: Envelope) -> Result<Reply, Fault> {
        let within = allowance(&envelope.request);
        let mut silences = 0;
        loop {
            let line = self.line()?;
            envelope.id = self.number();
            match line.ask(&envelope, within) {
                Ok(Err(fault)) if is_unknown(&fault) && self.goes_on(&envelope, &mut silences) => {
                    self.rest(FIRST_PAUSE);
                }
                Ok(answer) => return self.keep_pass(answer),
                Err(NoAnswer::TooLarge) => return Err(Fault::of(FaultCode::TooLarge)),
                Err(NoAnswer::Lost) => {}
                Err(NoAnswer::Silent) => {
                    if !self.goes_on(&envelope, &mut silences) {
                        return Err(Fault::of(FaultCode::ServiceSilent));
                    }
                    // Another line may find a service that listens.
                    line.close();
                }
            }
        }
    }

    /// Tells whether a question that nobody answered is asked again, which only a change with a key
    /// may be.
    fn goes_on(&self, envelope: &Envelope, silences: &mut u32) -> bool {
        *silences += 1;
        envelope.key.is_some() && (self.patience == Patience::Endless || *silences < 2)
    }

    /// Ends the session in good order, if the service listens, and hangs up.
    pub(super) fn close(&self) {
        let line = {
            let mut state = self.lock();
            state.closed = true;
            state.line.take()
        };
        self.turned.notify_all();
        if let Some(line) = line {
            let envelope = Envelope {
                id: self.number(),
                key: None,
                request: Request::Logout,
            };
            if !line.is_sending() {
                line.ask(&envelope, FAREWELL).ok();
            }
            line.close();
        }
    }

    /// Notes what takes the session up again; nobody else sees it.
    fn keep_pass(&self, mut answer: Result<Reply, Fault>) -> Result<Reply, Fault> {
        if let Ok(Reply::LoggedIn { pass, .. }) = &mut answer {
            self.lock().pass = pass.take();
            self.turned.notify_all();
        }
        answer
    }

    /// Returns a line that works, and waits for one as long as the patience goes.
    fn line(self: &Arc<Self>) -> Result<Arc<Line>, Fault> {
        let mut waited = Duration::ZERO;
        loop {
            match self.line_now() {
                Ok(line) => return Ok(line),
                Err(Pause::Closed) => return Err(Fault::of(FaultCode::ServiceGone)),
                Err(Pause::Later(pause) | Pause::Outdated(pause)) => {
                    waited += pause;
                    let enough = self.patience == Patience::Brief && waited > BRIEFLY;
                    if enough || self.rest(pause) {
                        return Err(Fault::of(FaultCode::ServiceGone));
                    }
                }
            }
        }
    }

    /// Returns the line, or one that is opened now.
    pub(super) fn line_now(self: &Arc<Self>) -> Result<Arc<Line>, Pause> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return Err(Pause::Closed);
            }
            if let Some(line) = state.line.as_ref().filter(|it| !it.is_lost()) {
                return Ok(Arc::clone(line));
            }
            if !state.connecting {
                break;
            }
            let waited = self.turned.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        state.line = None;
        state.connecting = true;
        drop(state);
        let connected = self.connect();
        let mut state = self.lock();
        state.connecting = false;
        self.turned.notify_all();
        let line = connected.map_err(|why| {
            let pause = LONGEST_PAUSE.min(FIRST_PAUSE * 2_u32.pow(state.tries.min(8)));
            state.tries += 1;
            match why {
                NoLine::Refused(fault) if fault.code == FaultCode::OtherVersion => {
                    Pause::Outdated(pause)
                }
                _ => Pause::Later(pause),
            }
        })?;
        let line = Arc::new(line);
        state.tries = 0;
        state.line = Some(Arc::clone(&line));
        Ok(line)
    }

    /// Opens a line and takes the session up again on it.
    fn connect(self: &Arc<Self>) -> Result<Line, NoLine> {
        let remote = Arc::downgrade(self);
        let lost = move || {
            if let Some(remote) = remote.upgrade() {
                // Under the lock, or whoever is about to wait would miss it.
                drop(remote.lock());
                remote.turned.notify_all();
            }
        };
        let line = Line::open(&self.socket, lost)?;
        let pass = self.lock().pass.clone();
        if let Some(pass) = pass {
            let envelope = Envelope {
                id: self.number(),
                key: None,
                request: Request::Resume { pass },
            };
            match line.ask(&envelope, WRITE) {
                Ok(Err(fault)) if fault.code == FaultCode::NotLoggedIn => {
                    self.end(fault);
                }
                Ok(Ok(_)) => {}
                // It may be taken up in a moment.
                Ok(Err(fault)) => return Err(NoLine::Refused(fault)),
                Err(_) => return Err(NoLine::Io(std::io::ErrorKind::TimedOut.into())),
            }
        }
        Ok(line)
    }

    /// Waits so long, or until the session is closed; tells whether it is.
    pub(super) fn rest(&self, pause: Duration) -> bool {
        let waited = self
            .turned
            .wait_timeout_while(self.lock(), pause, |it| !it.closed);
        waited.unwrap_or_else(PoisonError::into_inner).0.closed
    }

    /// The service knows the session no more.
    pub(super) fn end(&self, fault: Fault) {
        let mut state = self.lock();
        state.pass = None;
        state.ended = Some(fault);
    }

    /// Returns why the session is over, once.
    pub(super) fn take_end(&self) -> Option<Fault> {
        self.lock().ended.take()
    }

    pub(super) fn wait_for_login(&self, line: &Line) {
        let waits = |it: &mut State| it.pass.is_none() && !it.closed && !line.is_lost();
        let waited = self.turned.wait_while(self.lock(), waits);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn is_logged_in(&self) -> bool {
        self.lock().pass.is_some()
    }

    pub(super) fn number(&self) -> u64 {
        let mut state = self.lock();
        state.next += 1;
        state.next
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why there is no line now.
pub(super) enum Pause {
    Closed,
    Later(Duration),
    /// There is a service, of another version.
    Outdated(Duration),
}

/// Tells whether it is not known what came of a question.
fn is_unknown(fault: &Fault) -> bool {
    fault.code == FaultCode::ServiceSilent
}

/// Returns how long an answer may take.
fn allowance(request: &Request) -> Duration {
    match request {
        Request::Import { .. }
        | Request::EraseMany { .. }
        | Request::Decide { .. }
        | Request::VerifyAudit
        | Request::ShowAudit { .. }
        | Request::Duplicates => BULK,
        Request::Login { .. }
        | Request::LoginByAccount
        | Request::Unlock { .. }
        | Request::StepUp { .. } => WRITE,
        request if request.writes() => WRITE,
        _ => READ,
    }
}
