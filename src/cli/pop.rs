use clap::Args;

use super::desk::{Desk, unexpected};
use super::stop::Stop;
use super::values::standard_input;
use crate::contract::{Reply, Request};

/// A caller, whose search opens on somebody's screen.
#[derive(Args, Debug)]
pub(super) struct Pop {
    /// Or - for standard input
    #[arg(allow_hyphen_values = true)]
    phone: String,
    /// At whose screen
    #[arg(long = "for", value_name = "USER")]
    user_at_work: String,
    /// The number of the call
    #[arg(long = "call", value_name = "REFERENCE")]
    reference: Option<String>,
}

impl Pop {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let phone = match self.phone.as_str() {
            "-" => standard_input(desk)?.trim().to_owned(),
            _ => self.phone,
        };
        let request = Request::Pop {
            phone,
            user: self.user_at_work.clone(),
            reference: self.reference,
        };
        match desk.sit_down()?.ask(request)? {
            Reply::Ok => {
                desk.say("done-pop", &[("user", &self.user_at_work)]);
                Ok(())
            }
            _ => Err(unexpected()),
        }
    }
}
