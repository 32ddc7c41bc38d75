use std::path::{Path, PathBuf};

use super::arguments::Globals;
use super::out;
use super::place::Place;
use super::stop::{Stop, USAGE};
use crate::client::{self, Door, Patience};
use crate::config::Config;
use crate::contract::{Card, Fault, FaultCode, LookPurpose, Reply, Request};
use crate::text::Catalogue;

/// Where the service of a machine listens.
pub(super) const SOCKET: &str = "/run/rainmaker/register.sock";

/// What a command works with.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) globals: Globals,
    pub(super) config: Config,
    pub(super) words: Catalogue,
}

impl Desk {
    /// Returns a sentence of the catalogue.
    pub(super) fn words(&self, id: &str, values: &[(&str, &str)]) -> String {
        self.words.say(id, values)
    }

    /// Says a sentence on standard error.
    pub(super) fn say(&self, id: &str, values: &[(&str, &str)]) {
        out::say(&self.words(id, values));
    }

    /// Makes the end of a command, with the hint that the catalogue has for it.
    pub(super) fn stop(&self, exit: u8, id: &str, values: &[(&str, &str)]) -> Stop {
        let hint = self.words.find(&format!("{id}-hint"), values);
        Stop::Said {
            exit,
            what: self.words(id, values),
            hint,
        }
    }

    /// Finds the files of the register, for what no service does.
    pub(super) fn place(&self) -> Result<Place, Stop> {
        if self.globals.socket.is_some() {
            return Err(self.stop(USAGE, "cli-no-service", &[]));
        }
        Place::of(&self.globals).ok_or_else(|| self.stop(USAGE, "cli-no-home", &[]))
    }

    /// Opens the register, through the service where one has it open; nobody is logged in.
    pub(super) fn open(&self) -> Result<Door, Stop> {
        self.enter(Patience::Brief)
    }

    /// As [`Desk::open`], and with so much patience where the service goes away.
    pub(super) fn enter(&self, patience: Patience) -> Result<Door, Stop> {
        match self.socket() {
            Some(socket) => Ok(client::connect(&socket, patience)?),
            None => self.open_here(),
        }
    }

    /// Tells whether a service is asked, and not the files.
    pub(super) fn is_served(&self) -> bool {
        self.socket().is_some()
    }

    /// Returns the socket of the service that the options mean, if they mean one.
    fn socket(&self) -> Option<PathBuf> {
        if self.globals.local {
            return None;
        }
        let named = self.globals.socket.clone();
        let named = named.filter(|it| !it.as_os_str().is_empty());
        let data = self.globals.data.as_deref();
        let of_machine = || {
            let elsewhere = data.is_some_and(|it| !it.as_os_str().is_empty());
            (!elsewhere && Path::new(SOCKET).exists()).then(|| PathBuf::from(SOCKET))
        };
        let of_files = || client::socket_of(&Place::of(&self.globals)?.folder);
        named.or_else(of_machine).or_else(of_files)
    }

    fn open_here(&self) -> Result<Door, Stop> {
        let place = self.place()?;
        let (door, opening) = client::open(&place.folder, &place.master)?;
        if !opening.mended.is_empty() {
            self.say(
                "cli-mended",
                &[("slots", &opening.mended.len().to_string())],
            );
        }
        Ok(door)
    }

    /// Asks for a change of one person and says what came of it.
    pub(super) fn change(&self, door: &Door, request: Request, done: &str) -> Result<String, Stop> {
        match door.ask(request)? {
            Reply::Done { number, .. } => {
                self.say(done, &[("number", &number)]);
                Ok(number)
            }
            Reply::Unchanged { number } => {
                self.say("done-nothing", &[]);
                Ok(number)
            }
            _ => Err(unexpected()),
        }
    }
}

/// Opens a person, which the audit records.
pub(super) fn card(door: &Door, number: &str) -> Result<Box<Card>, Stop> {
    let purpose = LookPurpose::CommandLine;
    match door.ask(Request::Open {
        number: number.to_owned(),
        purpose,
        reference: None,
    })? {
        Reply::Person(card) => Ok(card),
        _ => Err(unexpected()),
    }
}

/// The end of a command whose question was answered with something else.
pub(super) fn unexpected() -> Stop {
    Stop::Fault(Fault::of(FaultCode::Internal).with("cause", "an answer to another question"))
}
