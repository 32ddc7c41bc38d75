use clap::Args;

use super::desk::{Desk, card};
use super::output::Output;
use super::stop::Stop;
use super::{json, out};

mod document;
mod sheet;

pub(super) use document::sentence;

/// A person to be shown.
#[derive(Args, Debug)]
pub(super) struct Show {
    number: String,
    #[command(flatten)]
    output: Output,
}

impl Show {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let card = card(&door, &self.number)?;
        if self.output.json {
            json::print(&document::of(desk, &card))
        } else {
            out::print(&sheet::of(desk, &card))
        }
    }
}
