use std::path::PathBuf;

use clap::Args;

use super::super::desk::{Desk, unexpected};
use super::super::stop::Stop;
use super::done;
use crate::client;
use crate::contract::{Reply, Request, Secret};

/// A new password.
#[derive(Args, Debug)]
pub(super) struct Password {
    name: String,
    /// The new password is its first line; without it, it is typed twice
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
    /// By the owner of the files, without a login: makes the user an administrator again
    #[arg(long)]
    owner: bool,
}

impl Password {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let name = self.name.as_str();
        let new = || desk.new_password(name, self.new_password_file.as_deref());
        if self.owner {
            return restore(desk, name, &new()?);
        }
        if desk.user().as_deref() == Some(name) {
            return change(desk, name, new);
        }
        let request = Request::SetPassword {
            user: name.to_owned(),
            password: new()?,
        };
        done(desk, request, "done-password-given", name)
    }
}

/// Changes one's own password; the old one is what one logs in with.
fn change(desk: &Desk, name: &str, new: impl FnOnce() -> Result<Secret, Stop>) -> Result<(), Stop> {
    let seated = desk.sit_down()?;
    let old = seated.password.clone().ok_or_else(unexpected)?;
    let request = Request::ChangePassword { old, new: new()? };
    match seated.door.ask(request)? {
        Reply::Ok => {
            desk.say("done-password", &[("user", name)]);
            Ok(())
        }
        _ => Err(unexpected()),
    }
}

/// Gives a lost administrator back, in this process.
fn restore(desk: &Desk, name: &str, password: &Secret) -> Result<(), Stop> {
    let place = desk.place()?;
    client::restore_administrator((&place.folder, &place.master), name, password)?
        .map_err(Stop::from)?;
    desk.say("done-restore", &[("user", name)]);
    Ok(())
}
