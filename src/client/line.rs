use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::contract::{
    Answer, Envelope, Fault, FaultCode, Frame, Hello, LONGEST_FRAME, Reply, VERSION, Welcome,
};

/// How long the greeting may take.
const GREETING: Duration = Duration::from_secs(2);

/// One connection to a service: questions go out as they come, answers come back by their number.
#[derive(Debug)]
pub(super) struct Line {
    stream: Mutex<UnixStream>,
    /// The same, for hanging up while a write is stuck.
    end: UnixStream,
    inbox: Arc<Mutex<Inbox>>,
}

/// Who waits for which answer.
#[derive(Debug, Default)]
struct Inbox {
    waiting: HashMap<u64, SyncSender<Answer>>,
    parts: HashMap<u64, String>,
    lost: bool,
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NoAnswer {
    /// The line is gone; whether the question arrived is not known.
    Lost,
    /// Nothing came in time.
    Silent,
    /// The question is longer than a frame may be, and was not sent.
    TooLarge,
}

/// Why there is no line.
#[derive(Debug)]
pub(super) enum NoLine {
    Io(io::Error),
    /// The service hung up, and said why.
    Refused(Fault),
}

impl Line {
    /// Connects and greets; `lost` is called once, when the line is gone.
    pub(super) fn open(
        socket: &Path,
        lost: impl FnOnce() + Send + 'static,
    ) -> Result<Self, NoLine> {
        let mut stream = UnixStream::connect(socket).map_err(NoLine::Io)?;
        greet(&mut stream)?;
        let reading = stream.try_clone().map_err(NoLine::Io)?;
        let end = stream.try_clone().map_err(NoLine::Io)?;
        let inbox: Arc<Mutex<Inbox>> = Arc::default();
        let filled = Arc::clone(&inbox);
        thread::Builder::new()
            .name("line".to_owned())
            .spawn(move || {
                fill(&filled, reading);
                lost();
            })
            .map_err(NoLine::Io)?;
        Ok(Self {
            stream: Mutex::new(stream),
            end,
            inbox,
        })
    }

    /// Asks, and waits for the answer.
    pub(super) fn ask(
        &self,
        envelope: &Envelope,
        within: Duration,
    ) -> Result<Result<Reply, Fault>, NoAnswer> {
        let frame = serde_json::to_vec(envelope).map_err(|_| NoAnswer::TooLarge)?;
        if frame.len() > LONGEST_FRAME {
            return Err(NoAnswer::TooLarge);
        }
        let (answer, answered) = mpsc::sync_channel(1);
        {
            let mut inbox = lock(&self.inbox);
            if inbox.lost {
                return Err(NoAnswer::Lost);
            }
            inbox.waiting.insert(envelope.id, answer);
        }
        let sent = {
            let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
            let timed = stream.set_write_timeout(Some(within));
            timed.and_then(|()| send(&mut stream, &frame))
        };
        if sent.is_err() {
            self.close();
            return Err(NoAnswer::Lost);
        }
        let came = answered.recv_timeout(within);
        lock(&self.inbox).waiting.remove(&envelope.id);
        match came {
            Ok(answer) => Ok(answer.into()),
            Err(RecvTimeoutError::Timeout) => Err(NoAnswer::Silent),
            Err(RecvTimeoutError::Disconnected) => Err(NoAnswer::Lost),
        }
    }

    /// Tells whether a question is being sent now.
    pub(super) fn is_sending(&self) -> bool {
        self.stream.try_lock().is_err()
    }

    pub(super) fn is_lost(&self) -> bool {
        lock(&self.inbox).lost
    }

    /// Hangs up; whoever waits for an answer is told that the line is lost.
    pub(super) fn close(&self) {
        // The other side may have hung up before.
        self.end.shutdown(Shutdown::Both).ok();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.close();
    }
}

/// Reads answers until the line ends.
fn fill(inbox: &Mutex<Inbox>, mut stream: UnixStream) {
    while let Ok(frame) = receive::<Frame>(&mut stream) {
        let mut inbox = lock(inbox);
        if let Some((id, answer)) = inbox.put(frame)
            && let Some(waiting) = inbox.waiting.remove(&id)
        {
            // Whoever asked may have given up.
            waiting.send(answer).ok();
        }
    }
    let mut inbox = lock(inbox);
    inbox.lost = true;
    inbox.waiting.clear();
}

impl Inbox {
    /// Takes a frame in; returns an answer that is whole now.
    fn put(&mut self, frame: Frame) -> Option<(u64, Answer)> {
        match frame {
            Frame::Answer { id, answer } => Some((id, answer)),
            Frame::Part { id, text, last } => {
                let so_far = self.parts.entry(id).or_default();
                so_far.push_str(&text);
                if !last {
                    return None;
                }
                let whole = self.parts.remove(&id)?;
                let answer = serde_json::from_str(&whole);
                let broken = || Answer::Fault(Fault::of(FaultCode::Unreadable));
                Some((id, answer.unwrap_or_else(|_| broken())))
            }
        }
    }
}

fn greet(stream: &mut UnixStream) -> Result<(), NoLine> {
    let hello = serde_json::to_vec(&Hello { rainmaker: VERSION });
    let greeted = || -> io::Result<Welcome> {
        stream.set_read_timeout(Some(GREETING))?;
        stream.set_write_timeout(Some(GREETING))?;
        send(stream, &hello.map_err(io::Error::other)?)?;
        let welcome = receive(stream)?;
        stream.set_read_timeout(None)?;
        Ok(welcome)
    };
    match greeted().map_err(NoLine::Io)?.refused {
        Some(fault) => Err(NoLine::Refused(fault)),
        None => Ok(()),
    }
}

/// Sends one frame: its length in four bytes, the highest first, then its JSON.
fn send(stream: &mut UnixStream, json: &[u8]) -> io::Result<()> {
    let length = u32::try_from(json.len()).map_err(io::Error::other)?;
    let mut frame = Vec::with_capacity(4 + json.len());
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(json);
    stream.write_all(&frame)
}

/// Receives one frame; its length is checked before anything is allocated for it.
fn receive<T: serde::de::DeserializeOwned>(stream: &mut UnixStream) -> io::Result<T> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST_FRAME {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut json = vec![0; length];
    stream.read_exact(&mut json)?;
    serde_json::from_slice(&json).map_err(io::Error::other)
}

fn lock(inbox: &Mutex<Inbox>) -> MutexGuard<'_, Inbox> {
    inbox.lock().unwrap_or_else(PoisonError::into_inner)
}
