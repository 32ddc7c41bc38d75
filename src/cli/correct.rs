use clap::Args;

use super::add::Held;
use super::desk::Desk;
use super::stop::Stop;
use super::values::{Pair, pairs};
use crate::contract::{Correction, Request};
use crate::domain::provenance::Source;

/// A correction of one person.
#[derive(Args, Debug)]
pub(super) struct Correct {
    number: String,
    /// Or - for lines of standard input; phone= replaces all, phone+= adds, phone-=
    /// removes, likewise email
    #[arg(required = true, value_name = "FIELD=VALUE")]
    values: Vec<String>,
    #[command(flatten)]
    held: Held,
}

impl Correct {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let corrections = pairs(desk, &self.values)?
            .into_iter()
            .map(|Pair { field, kind, value }| Correction { field, kind, value })
            .collect();
        let request = Request::Correct {
            number: self.number,
            version: None,
            corrections,
            source: Source::parse(&self.held.source),
            purpose: self.held.purpose,
            basis: self.held.basis,
        };
        let door = desk.log_in()?;
        desk.change(&door, request, "done-correct").map(|_| ())
    }
}
