use std::io::{self, IsTerminal as _};

use clap::Args;

use super::desk::Desk;
use super::out;
use super::stop::{REFUSED, Stop, USAGE};
use crate::client::{self, FirstOfficer, NewRegister, PasswordRefused};
use crate::contract::Secret;

/// A new register.
#[derive(Args, Debug)]
pub(super) struct Init {
    /// The first user, who is officer and administrator
    #[arg(long, value_name = "NAME")]
    officer: String,
    /// Who answers for the register
    #[arg(long, value_name = "NAME")]
    controller: Option<String>,
    /// The contact person and how to reach them
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The supervisory authority
    #[arg(long, value_name = "TEXT")]
    authority: Option<String>,
}

/// The longest user name, in characters.
const LONGEST: usize = 64;

impl Init {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let name = self.officer.trim();
        if name.is_empty() || name.chars().count() > LONGEST || name.contains(char::is_control) {
            return Err(desk.stop(USAGE, "cli-bad-user-name", &[]));
        }
        let place = desk.place()?;
        let password = new_password(desk, name)?;
        let officer = FirstOfficer {
            name,
            password: &password,
        };
        let given = |it: &Option<String>| it.clone().filter(|it| !it.trim().is_empty());
        let register = NewRegister {
            controller: given(&self.controller),
            contact: given(&self.contact),
            authority: given(&self.authority),
            demo: false,
        };
        let code =
            client::create(&place.folder, &officer, &register).map_err(|why| refusal(desk, why))?;
        let shown = code.reveal();
        out::print(&format!(
            "{}\n",
            desk.words("cli-recovery-shown", &[("code", &shown)])
        ))?;
        let master = place.folder.join("master.key");
        desk.say(
            "done-init",
            &[("folder", &place.folder.display().to_string())],
        );
        desk.say(
            "cli-master-lies",
            &[("file", &master.display().to_string())],
        );
        if register.controller.is_none() || register.contact.is_none() {
            desk.say("doctor-controller", &[]);
        }
        Ok(())
    }
}

fn new_password(desk: &Desk, name: &str) -> Result<Secret, Stop> {
    if desk.globals.password_file.is_some() || !io::stdin().is_terminal() {
        return desk.password("cli-new-password", name);
    }
    desk.new_password(name, None)
}

fn refusal(desk: &Desk, why: PasswordRefused) -> Stop {
    match why {
        PasswordRefused::Weak(why) => {
            desk.stop(REFUSED, "cli-weak-password", &[("why", &why.to_string())])
        }
        PasswordRefused::Hash(why) => {
            desk.stop(REFUSED, "cli-weak-password", &[("why", &why.to_string())])
        }
        PasswordRefused::Open(error) => Stop::Open(error),
    }
}
