use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::codes;
use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::Stop;
use crate::contract::{Reply, Request};
use crate::domain::id::SessionId;
use crate::domain::role::Role;

mod list;
mod password;

/// The users.
#[derive(Args, Debug)]
pub(super) struct User {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Add somebody who may log in; a name is never used again
    Add {
        name: String,
        #[arg(long, required = true, num_args = 1.., value_delimiter = ',', value_parser = codes::role())]
        role: Vec<Role>,
        /// The new password is its first line; without it, it is typed twice
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
        /// The account of this machine that is this user without a password, for lists in, exports
        /// out and looking up
        #[arg(long, value_name = "UID")]
        account: Option<u32>,
    },
    /// List the users
    List {
        #[command(flatten)]
        output: Output,
    },
    /// Give a new password, or change one's own
    Password(password::Password),
    /// Change what somebody is trusted with
    Role {
        name: String,
        #[arg(required = true, value_name = "ROLE", value_delimiter = ',', value_parser = codes::role())]
        roles: Vec<Role>,
    },
    /// Shut somebody out, at once
    Disable { name: String },
    /// Let somebody in again
    Enable { name: String },
    /// List the sessions
    Sessions {
        #[command(flatten)]
        output: Output,
    },
    /// End one session of somebody, or all
    End {
        name: String,
        #[arg(long, value_name = "ID")]
        session: Option<u64>,
    },
}

impl User {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        match self.deed {
            Deed::Add {
                name,
                role,
                new_password_file,
                account,
            } => add(desk, (name, role), new_password_file.as_deref(), account),
            Deed::List { output } => list::users(desk, output),
            Deed::Password(password) => password.run(desk),
            Deed::Role { name, roles } => {
                let user = name.clone();
                done(desk, Request::SetRoles { user, roles }, "done-role", &name)
            }
            Deed::Disable { name } => enable(desk, &name, Door::Shut),
            Deed::Enable { name } => enable(desk, &name, Door::Open),
            Deed::Sessions { output } => list::sessions(desk, output),
            Deed::End { name, session } => {
                let (user, session) = (name.clone(), session.map(SessionId));
                let request = Request::EndSession { user, session };
                done(desk, request, "done-end", &name)
            }
        }
    }
}

/// Whether somebody may log in.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Door {
    Open,
    Shut,
}

fn add(
    desk: &Desk,
    (name, roles): (String, Vec<Role>),
    file: Option<&Path>,
    account: Option<u32>,
) -> Result<(), Stop> {
    // A machine needs no password.
    let password = match (file, account) {
        (None, Some(_)) => None,
        (file, _) => Some(desk.new_password(&name, file)?),
    };
    let said = match password {
        Some(_) => "done-user",
        None => "done-machine",
    };
    let request = Request::AddUser {
        name: name.clone(),
        roles,
        password,
        account,
    };
    done(desk, request, said, &name)
}

fn enable(desk: &Desk, name: &str, door: Door) -> Result<(), Stop> {
    let said = match door {
        Door::Open => "done-enable",
        Door::Shut => "done-disable",
    };
    let request = Request::EnableUser {
        user: name.to_owned(),
        enabled: door == Door::Open,
    };
    done(desk, request, said, name)
}

/// Asks for a change of a user and says that it is made.
fn done(desk: &Desk, request: Request, said: &str, user: &str) -> Result<(), Stop> {
    match desk.sit_down()?.ask(request)? {
        Reply::Ok => {
            desk.say(said, &[("user", user.trim())]);
            Ok(())
        }
        _ => Err(unexpected()),
    }
}
