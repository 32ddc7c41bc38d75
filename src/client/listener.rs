use std::sync::Arc;
use std::time::Duration;

use super::line::Line;
use super::remote::{FIRST_PAUSE, Pause, Remote};
use crate::contract::{Envelope, Fault, FaultCode, News, Reply, Request};

/// A little longer than the service holds a long poll.
const POLL: Duration = Duration::from_secs(30);

/// What comes without being asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Word {
    News(News),
    Lost,
    /// The service that is there now is of another version: this program is to be left.
    Outdated,
    Back,
    /// Nobody is logged in any more.
    Ended(Fault),
}

/// Somebody who waits at a session for words, and keeps its line up meanwhile.
#[derive(Debug)]
pub(super) struct Listener {
    remote: Arc<Remote>,
    since: u64,
    is_lost: bool,
    is_outdated: bool,
}

/// What came of waiting.
enum Heard {
    Word(Word),
    Nothing,
    /// The session is closed.
    Over,
}

impl Listener {
    pub(super) fn new(remote: Arc<Remote>) -> Self {
        Self {
            remote,
            since: 0,
            is_lost: false,
            is_outdated: false,
        }
    }

    /// Hands words over for as long as `tell` takes them and the session is open.
    pub(super) fn listen(mut self, mut tell: impl FnMut(Word) -> bool) {
        loop {
            let goes_on = match self.wait() {
                Heard::Word(word) => tell(word),
                Heard::Nothing => true,
                Heard::Over => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    fn wait(&mut self) -> Heard {
        let line = match self.remote.line_now() {
            Ok(line) => line,
            Err(Pause::Closed) => return Heard::Over,
            Err(Pause::Later(_) | Pause::Outdated(_)) if !self.is_lost => {
                self.is_lost = true;
                return Heard::Word(Word::Lost);
            }
            Err(Pause::Outdated(_)) if !self.is_outdated => {
                self.is_outdated = true;
                return Heard::Word(Word::Outdated);
            }
            Err(Pause::Later(pause) | Pause::Outdated(pause)) => return self.rest(pause),
        };
        if self.is_lost {
            self.is_lost = false;
            self.is_outdated = false;
            return Heard::Word(Word::Back);
        }
        if let Some(fault) = self.remote.take_end() {
            return Heard::Word(Word::Ended(fault));
        }
        if !self.remote.is_logged_in() {
            self.since = 0;
            self.remote.wait_for_login(&line);
            return Heard::Nothing;
        }
        self.poll(&line)
    }

    fn poll(&mut self, line: &Line) -> Heard {
        let envelope = Envelope {
            id: self.remote.number(),
            key: None,
            request: Request::Changes { since: self.since },
        };
        match line.ask(&envelope, POLL) {
            Ok(Ok(Reply::News(news))) => {
                let is_fresh = news.now != self.since || news.missed;
                self.since = news.now;
                if is_fresh {
                    Heard::Word(Word::News(*news))
                } else {
                    Heard::Nothing
                }
            }
            Ok(Err(fault)) if fault.code == FaultCode::NotLoggedIn => {
                self.remote.end(fault);
                Heard::Nothing
            }
            Ok(_) => self.rest(FIRST_PAUSE),
            Err(_) => {
                line.close();
                Heard::Nothing
            }
        }
    }

    fn rest(&self, pause: Duration) -> Heard {
        if self.remote.rest(pause) {
            Heard::Over
        } else {
            Heard::Nothing
        }
    }
}
