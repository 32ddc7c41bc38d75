use std::fs;
use std::io::{self, IsTerminal as _};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::login::Seated;
use super::output::Output;
use super::stop::{REFUSED, Stop};
use super::table::Table;
use super::{json, out};
use crate::contract::{ExportNote, Reply, Request};
use crate::text::clean;

/// Files that left the register.
#[derive(Args, Debug)]
pub(super) struct Export {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// List the export ledger
    List {
        #[command(flatten)]
        output: Output,
    },
    /// Write a file of the ledger to standard output
    Fetch {
        #[arg(value_name = "ID")]
        export: u64,
    },
}

impl Export {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        match self.deed {
            Deed::List { output } => list(desk, output),
            Deed::Fetch { export } => fetch(desk, export),
        }
    }
}

#[derive(Serialize)]
struct ExportLine<'a> {
    export: u64,
    path: &'a str,
    what: &'a str,
    by: &'a str,
    at: String,
    expires: String,
}

fn list(desk: &Desk, output: Output) -> Result<(), Stop> {
    let exports = answered(&desk.sit_down()?, Request::Exports)?;
    if output.json {
        return json::print(&exports.iter().map(line).collect::<Vec<_>>());
    }
    let mut table = Table::default();
    for it in &exports {
        table.push([
            &it.export.to_string(),
            &it.what,
            &it.by,
            &it.at.to_string(),
            &it.expires.to_string(),
            &it.path,
        ]);
    }
    if exports.is_empty() {
        desk.say("export-none", &[]);
    }
    out::print(&table.lines())
}

fn fetch(desk: &Desk, export: u64) -> Result<(), Stop> {
    let exports = answered(
        &desk.sit_down_by_account()?,
        Request::FetchExport { export },
    )?;
    let [note] = exports.as_slice() else {
        return Err(unexpected());
    };
    let unreadable = |cause: String| {
        desk.stop(
            REFUSED,
            "cli-file",
            &[("file", &note.path), ("cause", &cause)],
        )
    };
    let about = fs::metadata(&note.path).map_err(|it| unreadable(it.to_string()))?;
    if !about.is_file() {
        return Err(desk.stop(REFUSED, "cli-not-a-file", &[("file", &note.path)]));
    }
    let bytes = fs::read(&note.path).map_err(|it| unreadable(it.to_string()))?;
    if !io::stdout().is_terminal() {
        return out::print_bytes(&bytes);
    }
    // Somebody looks at it: a terminal gets no byte of a record as it is.
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> = text.lines().map(clean).collect();
    out::print(&format!("{}\n", lines.join("\n")))
}

fn answered(seated: &Seated, request: Request) -> Result<Vec<ExportNote>, Stop> {
    match seated.ask(request)? {
        Reply::Exports { exports } => Ok(exports),
        _ => Err(unexpected()),
    }
}

fn line(note: &ExportNote) -> ExportLine<'_> {
    ExportLine {
        export: note.export,
        path: &note.path,
        what: &note.what,
        by: &note.by,
        at: note.at.to_string(),
        expires: note.expires.to_string(),
    }
}
