use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read as _};
use std::path::Path;

use super::desk::Desk;
use super::stop::{REFUSED, Stop, USAGE};
use crate::client::Door;
use crate::contract::{Fault, FaultCode, Reply, Request, Secret};

/// The longest first line of a password file, in bytes.
const LONGEST: u64 = 4_096;

/// Somebody who is logged in, with the password that shows it again; a machine has none.
#[derive(Debug)]
pub(super) struct Seated {
    pub(super) door: Door,
    pub(super) password: Option<Secret>,
}

impl Seated {
    /// Asks; what wants the password again gets it and is asked once more.
    ///
    /// # Errors
    ///
    /// As [`Door::ask`].
    pub(super) fn ask(&self, request: Request) -> Result<Reply, Fault> {
        match (self.door.ask(request.clone()), &self.password) {
            (Err(fault), Some(password)) if fault.code == FaultCode::StepUpNeeded => {
                let password = password.clone();
                self.door.ask(Request::StepUp { password })?;
                self.door.ask(request)
            }
            (answer, _) => answer,
        }
    }
}

impl Desk {
    /// Opens the register and logs in the user whom the options name.
    pub(super) fn log_in(&self) -> Result<Door, Stop> {
        Ok(self.sit_down()?.door)
    }

    /// As [`Desk::log_in`], for what may want the password again.
    pub(super) fn sit_down(&self) -> Result<Seated, Stop> {
        let user = self
            .user()
            .ok_or_else(|| self.stop(USAGE, "cli-no-user", &[]))?;
        let password = self.password("cli-password", &user)?;
        let door = self.open()?;
        door.ask(Request::Login {
            user,
            password: password.clone(),
        })?;
        Ok(Seated {
            door,
            password: Some(password),
        })
    }

    /// As [`Desk::sit_down`]; where the options name nobody, the service may know whose account of
    /// the machine this is.
    pub(super) fn sit_down_by_account(&self) -> Result<Seated, Stop> {
        if self.user().is_some() || !self.is_served() {
            return self.sit_down();
        }
        let door = self.open()?;
        match door.ask(Request::LoginByAccount) {
            Ok(_) => Ok(Seated {
                door,
                password: None,
            }),
            Err(fault) if fault.code == FaultCode::LoginFailed => {
                Err(self.stop(USAGE, "cli-no-user", &[]))
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Returns the user whom the options name.
    pub(super) fn user(&self) -> Option<String> {
        self.globals.user.clone().filter(|it| !it.is_empty())
    }

    /// Takes a password from the file that the options name, or from the terminal.
    pub(super) fn password(&self, prompt: &str, user: &str) -> Result<Secret, Stop> {
        if let Some(file) = &self.globals.password_file {
            return self.first_line(file);
        }
        let prompt = self.words(prompt, &[("user", user)]);
        self.typed(&prompt)
    }

    /// Takes a new password from a file, or typed twice on the terminal.
    pub(super) fn new_password(&self, user: &str, file: Option<&Path>) -> Result<Secret, Stop> {
        if let Some(file) = file {
            return self.first_line(file);
        }
        if !has_terminal() {
            return Err(self.stop(USAGE, "cli-no-new-password", &[]));
        }
        let first = self.typed(&self.words("cli-new-password", &[("user", user)]))?;
        let second = self.typed(&self.words("cli-password-again", &[]))?;
        if first == second {
            Ok(first)
        } else {
            Err(self.stop(REFUSED, "cli-passwords-differ", &[]))
        }
    }

    /// Lets a secret be typed without showing it.
    pub(super) fn typed(&self, prompt: &str) -> Result<Secret, Stop> {
        let nobody = || self.stop(USAGE, "cli-no-password", &[]);
        if !has_terminal() {
            return Err(nobody());
        }
        let prompt = crate::text::clean(prompt);
        rpassword::prompt_password(format!("{prompt} "))
            .map(Secret)
            .map_err(|_| nobody())
    }

    fn first_line(&self, file: &Path) -> Result<Secret, Stop> {
        let mut line = Vec::new();
        let read = File::open(file)
            .and_then(|it| BufReader::new(it.take(LONGEST)).read_until(b'\n', &mut line));
        let shown = file.display().to_string();
        read.map_err(|cause| {
            let cause = cause.to_string();
            self.stop(
                USAGE,
                "cli-password-file",
                &[("file", &shown), ("cause", &cause)],
            )
        })?;
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = String::from_utf8(line.to_vec());
        text.map(Secret)
            .map_err(|_| self.stop(USAGE, "cli-password-text", &[("file", &shown)]))
    }
}

/// Tells whether a secret can be typed.
fn has_terminal() -> bool {
    io::stdin().is_terminal() || io::stderr().is_terminal()
}
