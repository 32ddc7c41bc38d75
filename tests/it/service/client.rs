use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use rainmaker::contract::{
    Answer, Envelope, Fault, Frame, Hello, Key, Reply, Request, Secret, VERSION, Welcome,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::home::{OFFICER, PASSWORD};

/// A test that waits longer than this for an answer has failed.
const LONGEST: Duration = Duration::from_mins(1);

/// A client that says exactly what it is told to.
pub(super) struct Client {
    pub(super) stream: UnixStream,
    asked: u64,
    parts: HashMap<u64, String>,
    early: HashMap<u64, Result<Reply, Fault>>,
}

impl Client {
    /// Connects, and says nothing.
    pub(super) fn silent(socket: &Path) -> io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(LONGEST))?;
        stream.set_write_timeout(Some(LONGEST))?;
        Ok(Self {
            stream,
            asked: 0,
            parts: HashMap::new(),
            early: HashMap::new(),
        })
    }

    /// Connects and greets.
    pub(super) fn greeted(socket: &Path) -> io::Result<Self> {
        let mut client = Self::silent(socket)?;
        let welcome = client.greet(VERSION)?;
        match welcome.refused {
            None => Ok(client),
            Some(fault) => Err(io::Error::other(fault.code.code())),
        }
    }

    /// Connects, and logs the officer in.
    pub(super) fn at_work(socket: &Path) -> Self {
        let mut client = Self::greeted(socket).unwrap();
        client.login(OFFICER, PASSWORD).unwrap();
        client
    }

    pub(super) fn greet(&mut self, version: u32) -> io::Result<Welcome> {
        // Whoever is refused may be hung up on before this arrives, and is told all the same.
        self.write(&Hello { rainmaker: version }).ok();
        self.read()
    }

    /// Logs in; returns what takes the session up again.
    pub(super) fn login(&mut self, user: &str, password: &str) -> Result<Secret, Fault> {
        let login = Request::Login {
            user: user.to_owned(),
            password: Secret(password.to_owned()),
        };
        match self.ask(login)? {
            Reply::LoggedIn { pass, .. } => Ok(pass.unwrap()),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn ask(&mut self, request: Request) -> Result<Reply, Fault> {
        let id = self.send(None, request).unwrap();
        self.receive(id).unwrap()
    }

    /// Sends a request and returns the number that its answer will carry.
    pub(super) fn send(&mut self, key: Option<&str>, request: Request) -> io::Result<u64> {
        self.asked += 1;
        let id = self.asked;
        let key = key.map(|it| Key(it.to_owned()));
        self.write(&Envelope { id, key, request })?;
        Ok(id)
    }

    /// Waits for the answer to a request; those to others are kept until they are asked for.
    pub(super) fn receive(&mut self, id: u64) -> io::Result<Result<Reply, Fault>> {
        loop {
            if let Some(answer) = self.early.remove(&id) {
                return Ok(answer);
            }
            let (id, answer) = self.next()?;
            self.early.insert(id, answer);
        }
    }

    /// Waits for the next answer, whichever it is.
    pub(super) fn next(&mut self) -> io::Result<(u64, Result<Reply, Fault>)> {
        loop {
            match self.read()? {
                Frame::Answer { id, answer } => return Ok((id, answer.into())),
                Frame::Part { id, text, last } => {
                    let whole = self.parts.entry(id).or_default();
                    whole.push_str(&text);
                    if last {
                        let whole = self.parts.remove(&id).unwrap();
                        let answer: Answer = serde_json::from_str(&whole)?;
                        return Ok((id, answer.into()));
                    }
                }
            }
        }
    }

    pub(super) fn write(&mut self, frame: &impl Serialize) -> io::Result<()> {
        self.stream.write_all(&framed(&serde_json::to_vec(frame)?))
    }

    fn read<T: DeserializeOwned>(&mut self) -> io::Result<T> {
        let mut length = [0; 4];
        self.stream.read_exact(&mut length)?;
        let mut json = vec![0; u32::from_be_bytes(length) as usize];
        self.stream.read_exact(&mut json)?;
        Ok(serde_json::from_slice(&json)?)
    }

    /// Waits until the service hangs up; what it says before does not matter.
    pub(super) fn until_hung_up(&mut self) {
        let mut said = [0; 4096];
        loop {
            match self.stream.read(&mut said) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return,
                Err(error) => panic!("the service does not hang up: {error}"),
            }
        }
    }

    /// Loses the line as a client does that is killed.
    pub(super) fn vanish(self) {
        self.stream.shutdown(Shutdown::Both).ok();
    }
}

/// Puts the length before a frame.
pub(super) fn framed(json: &[u8]) -> Vec<u8> {
    let length = u32::try_from(json.len()).unwrap();
    [&length.to_be_bytes()[..], json].concat()
}
