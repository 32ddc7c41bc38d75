use clap::Args;

use super::desk::Desk;
use super::stop::Stop;
use crate::contract::Request;

/// Two people who are one.
#[derive(Args, Debug)]
pub(super) struct Merge {
    /// Stays
    #[arg(value_name = "A")]
    stays: String,
    /// Answers with A from now on
    #[arg(value_name = "B")]
    goes: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Merge {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let request = Request::Merge {
            stays: self.stays,
            goes: self.goes,
            reason: self.reason,
        };
        desk.change(&door, request, "done-merge").map(|_| ())
    }
}
