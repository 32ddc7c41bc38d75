use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::{REFUSED, Stop};
use super::table::Table;
use super::{json, out};
use crate::contract::{FaultCode, Reply, Request, SuppressionHit};

/// The suppression list.
#[derive(Args, Debug)]
pub(super) struct Suppression {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Show what is known of an e-mail address or a phone
    Find {
        #[arg(allow_hyphen_values = true)]
        address: String,
        #[command(flatten)]
        output: Output,
    },
    /// Forget the entries of an address whose origin is erased or unknown
    Forget {
        #[arg(allow_hyphen_values = true)]
        address: String,
    },
}

impl Suppression {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        match self.deed {
            Deed::Find { address, output } => {
                match door.ask(Request::FindSuppression { address }) {
                    Ok(Reply::Suppression { entries }) => show(desk, &entries, output),
                    Ok(_) => Err(unexpected()),
                    Err(fault) if fault.code == FaultCode::NothingFound => show(desk, &[], output),
                    Err(fault) => Err(fault.into()),
                }
            }
            Deed::Forget { address } => match door.ask(Request::ForgetSuppression { address }) {
                Ok(Reply::Forgotten { entries }) => {
                    desk.say("done-forget", &[("entries", &entries.to_string())]);
                    Ok(())
                }
                Ok(_) => Err(unexpected()),
                Err(fault) if fault.code == FaultCode::NothingFound => {
                    Err(desk.stop(REFUSED, "cli-none-to-forget", &[]))
                }
                Err(fault) => Err(fault.into()),
            },
        }
    }
}

#[derive(Serialize)]
struct Hit<'a> {
    channel: &'a str,
    since: &'a str,
    told: Option<&'a str>,
    origin: &'a str,
    customer_number: Option<&'a str>,
}

fn show(desk: &Desk, entries: &[SuppressionHit], output: Output) -> Result<(), Stop> {
    if entries.is_empty() {
        if output.json {
            out::print("[]\n")?;
        }
        return Err(desk.stop(REFUSED, "cli-not-suppressed", &[]));
    }
    if output.json {
        let hits: Vec<Hit<'_>> = entries.iter().map(hit).collect();
        return json::print(&hits);
    }
    let mut table = Table::default();
    for entry in entries {
        table.push([
            &desk.words.word("channel", &entry.channel),
            &entry.since,
            &desk.words.word("suppressed", &entry.origin),
            entry.number.as_deref().unwrap_or_default(),
            entry.told.as_deref().unwrap_or_default(),
        ]);
    }
    out::print(&table.lines())
}

fn hit(entry: &SuppressionHit) -> Hit<'_> {
    Hit {
        channel: &entry.channel,
        since: &entry.since,
        told: entry.told.as_deref(),
        origin: &entry.origin,
        customer_number: entry.number.as_deref(),
    }
}
