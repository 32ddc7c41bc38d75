use std::io::{self, IsTerminal as _};

use clap::{Args, Subcommand};

use super::desk::Desk;
use super::stop::{REFUSED, Stop};
use super::values::standard_input;
use crate::client;
use crate::client::OpenError;

/// The master key.
#[derive(Args, Debug)]
pub(super) struct Key {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Make a new master key with the recovery code, typed or from standard input
    Recover,
}

impl Key {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let Deed::Recover = self.deed;
        let place = desk.place()?;
        let code = if io::stdin().is_terminal() {
            desk.typed(&desk.words("cli-recovery-code", &[]))?.0
        } else {
            standard_input(desk)?
        };
        match client::recover(&place.folder, &code) {
            Ok(()) => {
                let file = place.folder.join("master.key").display().to_string();
                desk.say("done-recover", &[("file", &file)]);
                Ok(())
            }
            Err(error) if client::is_wrong_code(&error) => Err(Stop::Said {
                exit: REFUSED,
                what: error.to_string(),
                hint: remedy(&error),
            }),
            Err(error) => Err(error.into()),
        }
    }
}

fn remedy(error: &OpenError) -> Option<String> {
    match error {
        OpenError::Vault(error) => error.remedy().map(str::to_owned),
        _ => None,
    }
}
