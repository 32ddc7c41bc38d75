use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::{BROKEN, Stop};
use super::table::Table;
use super::{json, out};
use crate::contract::{ChainReport, Reply, Request};

mod entries;

/// The audit.
#[derive(Args, Debug)]
pub(super) struct Audit {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Verify both chains; needs no login
    Verify {
        /// Print the heads, to be kept elsewhere
        #[arg(long)]
        head: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Show who did what, of everybody or of one person
    Show {
        number: Option<String>,
        #[command(flatten)]
        output: Output,
    },
    /// Show who looked at a person, and why
    Looks {
        number: String,
        #[command(flatten)]
        output: Output,
    },
    /// Show what the audit holds about oneself
    Own {
        #[command(flatten)]
        output: Output,
    },
    /// Show what the audit holds about one employee
    Staff {
        #[arg(value_name = "USER")]
        employee: String,
        /// What is suspected; it is entered into the audit
        #[arg(long, value_name = "TEXT")]
        suspicion: String,
        #[command(flatten)]
        output: Output,
    },
    /// Enter the day on which the staff were consulted about such views
    Consulted { day: NaiveDate },
}

impl Audit {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        match self.deed {
            Deed::Verify { head, output } => verify(desk, head, output),
            Deed::Show { number, output } => {
                let chain = None;
                entries::show(desk, Request::ShowAudit { number, chain }, output)
            }
            Deed::Looks { number, output } => {
                entries::show(desk, Request::WhoLooked { number }, output)
            }
            Deed::Own { output } => entries::show(desk, Request::OwnLog, output),
            Deed::Staff {
                employee,
                suspicion,
                output,
            } => {
                let user = employee;
                entries::show(desk, Request::StaffLog { user, suspicion }, output)
            }
            Deed::Consulted { day } => consulted(desk, day),
        }
    }
}

#[derive(Serialize)]
struct Verified<'a> {
    whole: bool,
    chains: &'a [ChainNote<'a>],
}

#[derive(Serialize)]
struct ChainNote<'a> {
    chain: &'a str,
    entries: u64,
    head: &'a str,
    last_at: Option<String>,
}

fn verify(desk: &Desk, head: bool, output: Output) -> Result<(), Stop> {
    let Reply::Audit { chains } = desk.open()?.ask(Request::VerifyAudit)? else {
        return Err(unexpected());
    };
    if let Some((chain, at)) = chains
        .iter()
        .find_map(|it| it.broken_at.map(|at| (it.chain.clone(), at.to_string())))
    {
        return Err(desk.stop(
            BROKEN,
            "cli-audit-broken",
            &[("chain", &chain), ("at", &at)],
        ));
    }
    if output.json {
        let notes: Vec<ChainNote<'_>> = chains.iter().map(note).collect();
        return json::print(&Verified {
            whole: true,
            chains: &notes,
        });
    }
    let mut table = Table::default();
    for chain in &chains {
        let entries = chain.entries.to_string();
        if head {
            table.push([&chain.chain, &entries, &chain.head]);
        } else {
            table.push([&desk.words(
                "cli-audit-whole",
                &[("chain", &chain.chain), ("entries", &entries)],
            )]);
        }
    }
    out::print(&table.lines())
}

fn note(chain: &ChainReport) -> ChainNote<'_> {
    ChainNote {
        chain: &chain.chain,
        entries: chain.entries,
        head: &chain.head,
        last_at: chain.last_at.map(|it| it.to_string()),
    }
}

fn consulted(desk: &Desk, day: NaiveDate) -> Result<(), Stop> {
    match desk.sit_down()?.ask(Request::SetConsultation { day })? {
        Reply::Ok => {
            desk.say("done-consulted", &[("day", &day.to_string())]);
            Ok(())
        }
        _ => Err(unexpected()),
    }
}
