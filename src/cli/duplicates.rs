use clap::Args;
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::Stop;
use super::table::Table;
use super::{json, out};
use crate::contract::{Reply, Request};

/// People who may be one.
#[derive(Args, Debug)]
pub(super) struct Duplicates {
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Pair<'a> {
    customer_number: &'a str,
    name: &'a str,
    other_number: &'a str,
    other_name: &'a str,
    why: &'a str,
}

impl Duplicates {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let Reply::Duplicates { pairs } = door.ask(Request::Duplicates)? else {
            return Err(unexpected());
        };
        if self.output.json {
            let pairs = pairs.iter().map(|it| Pair {
                customer_number: &it.number,
                name: &it.name,
                other_number: &it.other_number,
                other_name: &it.other_name,
                why: &it.why,
            });
            return json::print(&pairs.collect::<Vec<_>>());
        }
        let mut table = Table::default();
        for pair in &pairs {
            let why = desk.words.word("duplicate", &pair.why);
            table.push([
                &pair.number,
                &pair.name,
                &pair.other_number,
                &pair.other_name,
                &why,
            ]);
        }
        if pairs.is_empty() {
            desk.say("cli-no-duplicates", &[]);
        }
        out::print(&table.lines())
    }
}
