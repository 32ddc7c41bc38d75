use clap::Args;

use super::desk::Desk;
use super::stop::Stop;
use crate::contract::Request;

/// Somebody who is not one with another.
#[derive(Args, Debug)]
pub(super) struct Separate {
    /// A merged number, or that of somebody who is paired with others
    number: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Separate {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let request = Request::Separate {
            number: self.number,
            reason: self.reason,
        };
        desk.change(&door, request, "done-separate").map(|_| ())
    }
}
