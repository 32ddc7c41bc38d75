use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::super::desk::Desk;
use super::super::output::Output;
use super::super::stop::Stop;
use super::super::table::Table;
use super::super::{json, out};
use super::source::Source;
use crate::contract::{ImportCounts, RejectNote};
use crate::intake::{Note, Reason, Reject};
use crate::text::clean;

/// What one file did, or would do.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) headings: Vec<String>,
    pub(super) rejects: Vec<Reject>,
    counts: ImportCounts,
    notes: Vec<Remark>,
}

/// A remark on one row, the row being in.
#[derive(Debug, Serialize)]
struct Remark {
    row: u64,
    column: String,
    reason: String,
}

impl Report {
    pub(super) fn new(source: &Source, headings: Vec<String>, unknown: &[String]) -> Self {
        let unread = |column: &String| Remark {
            row: 1,
            column: column.clone(),
            reason: "column-unknown".to_owned(),
        };
        Self {
            name: source.name.clone(),
            title: source.title.clone(),
            headings,
            rejects: Vec::new(),
            counts: ImportCounts::default(),
            notes: unknown.iter().map(unread).collect(),
        }
    }

    pub(super) fn note(&mut self, notes: Vec<Note>) {
        self.notes.extend(notes.into_iter().map(|it| Remark {
            row: it.row,
            column: it.column,
            reason: it.reason.code().to_owned(),
        }));
    }

    pub(super) fn count(&mut self, counts: ImportCounts) {
        let remark = |it: RejectNote| Remark {
            row: it.row,
            column: it.column,
            reason: it.reason,
        };
        self.notes.extend(counts.notes.into_iter().map(remark));
        self.counts.created += counts.created;
        self.counts.merged += counts.merged;
        self.counts.unchanged += counts.unchanged;
        self.counts.unsure += counts.unsure;
        self.counts.bans += counts.bans;
        self.counts.rejected.extend(counts.rejected);
    }

    pub(super) fn rejected(&self) -> u64 {
        (self.rejects.len() + self.counts.rejected.len()) as u64
    }

    pub(super) fn rows(&self) -> u64 {
        let ImportCounts {
            created,
            merged,
            unchanged,
            unsure,
            ..
        } = &self.counts;
        created + merged + unchanged + unsure + self.rejected()
    }
}

#[derive(Serialize)]
struct Document<'a> {
    files: Vec<FileNote<'a>>,
}

#[derive(Serialize)]
struct FileNote<'a> {
    file: &'a str,
    rows: u64,
    created: u64,
    merged: u64,
    unchanged: u64,
    unsure: u64,
    rejected: u64,
    bans: u64,
    notes: &'a [Remark],
}

pub(super) fn print(desk: &Desk, reports: &[Report], output: Output) -> Result<(), Stop> {
    if !output.json {
        return out::print(&text(desk, reports));
    }
    let files = reports.iter().map(|it| FileNote {
        file: &it.name,
        rows: it.rows(),
        created: it.counts.created,
        merged: it.counts.merged,
        unchanged: it.counts.unchanged,
        unsure: it.counts.unsure,
        rejected: it.rejected(),
        bans: it.counts.bans,
        notes: &it.notes,
    });
    json::print(&Document {
        files: files.collect(),
    })
}

/// Returns the figures of every file, and under them what was rejected or noted, by reason.
pub(super) fn text(desk: &Desk, reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        let _ = writeln!(text, "{}", clean(&report.name));
        let mut table = Table::default();
        let counts = &report.counts;
        for (id, count) in [
            ("import-rows", report.rows()),
            ("import-created", counts.created),
            ("import-merged", counts.merged),
            ("import-unchanged", counts.unchanged),
            ("import-unsure", counts.unsure),
            ("import-bans", counts.bans),
            ("import-rejected", report.rejected()),
        ] {
            table.push([
                &format!("  {}", desk.words(id, &[])),
                &count.to_string(),
                "",
            ]);
        }
        let reasons = report.rejects.iter().flat_map(|it| &it.reasons);
        let rejected = tally(reasons.map(|(column, why)| (column.as_str(), why.code())));
        let noted = tally(
            report
                .notes
                .iter()
                .map(|it| (it.column.as_str(), it.reason.as_str())),
        );
        for (id, by_reason) in [("import-rejected", rejected), ("import-noted", noted)] {
            for ((column, reason), many) in by_reason {
                let what = match column {
                    "" => words(desk, reason),
                    _ => format!("{column}: {}", words(desk, reason)),
                };
                table.push([
                    &format!("  {}:", desk.words(id, &[])),
                    &many.to_string(),
                    &what,
                ]);
            }
        }
        text.push_str(&table.lines());
    }
    text
}

fn tally<'a>(
    remarks: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<(&'a str, &'a str), usize> {
    let mut by_reason = BTreeMap::new();
    for remark in remarks {
        *by_reason.entry(remark).or_default() += 1;
    }
    by_reason
}

/// Returns a reason in words, to stand among others.
pub(super) fn said(desk: &Desk, reason: Reason) -> String {
    let limit = match reason {
        Reason::Value(why) => why.limit(),
        _ => None,
    };
    match limit {
        Some(limit) => bare(&desk.words(reason.code(), &[("limit", &limit.to_string())])),
        None => words(desk, reason.code()),
    }
}

fn words(desk: &Desk, reason: &str) -> String {
    // Which field it is, and so the limit, is told by the column.
    let id = if reason == "value-too-long" {
        "import-too-long"
    } else {
        reason
    };
    bare(&desk.words(id, &[]))
}

fn bare(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}
