use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::{BROKEN, Stop};
use super::table::Table;
use super::{json, out};
use crate::contract::{ChainReport, HistoryEntry, Reply, Request};

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
}

impl Audit {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        match self.deed {
            Deed::Verify { head, output } => verify(desk, head, output),
            Deed::Show { number, output } => show(desk, number, output),
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

#[derive(Serialize)]
struct EntryNote<'a> {
    chain: &'a str,
    sequence: u64,
    at: String,
    actor: &'a str,
    deed: &'a str,
    outcome: &'a str,
    customer_number: Option<&'a str>,
    purpose: Option<&'a str>,
    detail: Option<&'a str>,
}

fn show(desk: &Desk, number: Option<String>, output: Output) -> Result<(), Stop> {
    let door = desk.log_in()?;
    let Reply::History { entries } = door.ask(Request::ShowAudit {
        number,
        chain: None,
    })?
    else {
        return Err(unexpected());
    };
    if output.json {
        return json::print(&entries.iter().map(entry).collect::<Vec<_>>());
    }
    let mut table = Table::default();
    for it in &entries {
        table.push([
            &it.at.to_string(),
            &it.actor,
            &desk.words.word("deed", &it.deed),
            it.number.as_deref().unwrap_or_default(),
            it.purpose.as_deref().unwrap_or_default(),
            it.detail.as_deref().unwrap_or_default(),
            &desk.words.word("outcome", &it.outcome),
        ]);
    }
    out::print(&table.lines())
}

fn entry(entry: &HistoryEntry) -> EntryNote<'_> {
    EntryNote {
        chain: &entry.chain,
        sequence: entry.sequence,
        at: entry.at.to_string(),
        actor: &entry.actor,
        deed: &entry.deed,
        outcome: &entry.outcome,
        customer_number: entry.number.as_deref(),
        purpose: entry.purpose.as_deref(),
        detail: entry.detail.as_deref(),
    }
}
