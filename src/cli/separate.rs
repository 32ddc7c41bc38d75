use clap::Args;

use super::desk::{Desk, unexpected};
use super::stop::Stop;
use crate::contract::{Reply, Request};

/// Somebody who is not one with another; a second officer approves it, where there is one.
#[derive(Args, Debug)]
pub(super) struct Separate {
    /// A merged number, or that of somebody who is paired with others
    number: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Separate {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let request = Request::Separate {
            number: self.number,
            reason: self.reason,
        };
        match desk.sit_down()?.ask(request)? {
            Reply::Done { number, .. } => desk.say("done-separate", &[("number", &number)]),
            Reply::Unchanged { .. } => desk.say("done-nothing", &[]),
            Reply::Waits { waiting } => desk.say("done-waits", &[("id", &waiting.to_string())]),
            _ => return Err(unexpected()),
        }
        Ok(())
    }
}
