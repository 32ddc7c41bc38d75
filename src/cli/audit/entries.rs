use serde::Serialize;

use super::super::desk::{Desk, unexpected};
use super::super::output::Output;
use super::super::stop::Stop;
use super::super::table::Table;
use super::super::{json, out};
use crate::contract::{HistoryEntry, Reply, Request};

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

/// Asks for entries of the audit and prints them.
pub(super) fn show(desk: &Desk, request: Request, output: Output) -> Result<(), Stop> {
    let Reply::History { entries } = desk.sit_down()?.ask(request)? else {
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
            &it.purpose
                .as_deref()
                .map(|it| desk.words.word("look", it))
                .unwrap_or_default(),
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
