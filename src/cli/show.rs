use clap::Args;

use super::desk::Desk;
use super::stop::Stop;
use super::{json, out};

mod document;
mod sheet;

pub(super) use document::sentence;

/// A person to be shown.
#[derive(Args, Debug)]
pub(super) struct Show {
    number: String,
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let card = desk.card(&door, &self.number)?;
        if self.json {
            json::print(&document::of(desk, &card))
        } else {
            out::print(&sheet::of(desk, &card))
        }
    }
}
