use std::io::{self, BufRead as _};
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::{REFUSED, Stop, USAGE};
use super::table::Table;
use super::{json, out};
use crate::client::Door;
use crate::clock;
use crate::contract::{Matched, Reply, Request, Row};
use crate::domain::marketing::Answer;

/// How long the people shown to `--stdin` may wait for their entry in the audit.
const ENTRY: Duration = Duration::from_secs(1);

/// A search.
#[derive(Args, Debug)]
pub(super) struct Lookup {
    /// Words in any order; a beginning is enough
    #[arg(required_unless_present = "stdin", conflicts_with = "stdin")]
    text: Option<String>,
    /// Most people shown
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// One search for each line of standard input
    #[arg(long, requires = "json")]
    stdin: bool,
    #[command(flatten)]
    output: Output,
}

impl Lookup {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.sit_down_by_account()?.door;
        let limit = usize::from(self.limit);
        let Some(text) = &self.text else {
            return each_line(desk, &door, limit);
        };
        let rows = find(&door, text, limit)?;
        door.ask(Request::EndSearch)?;
        if rows.is_empty() {
            if self.output.json {
                out::print("[]\n")?;
            }
            return Err(desk.stop(REFUSED, "fault-nothing-found", &[]));
        }
        if self.output.json {
            json::print(&found(&rows))
        } else {
            out::print(&table(desk, &rows))
        }
    }
}

fn find(door: &Door, text: &str, limit: usize) -> Result<Vec<Row>, Stop> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    match door.ask(Request::Lookup {
        text: text.to_owned(),
        limit,
    })? {
        Reply::Found { rows, .. } => Ok(rows),
        _ => Err(unexpected()),
    }
}

fn each_line(desk: &Desk, door: &Door, limit: usize) -> Result<(), Stop> {
    let mut entered = clock::monotonic();
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|_| desk.stop(USAGE, "cli-input", &[]))?;
        let rows = find(door, &String::from_utf8_lossy(&line), limit)?;
        json::print(&found(&rows))?;
        if entered.elapsed() >= ENTRY {
            door.ask(Request::EndSearch)?;
            entered = clock::monotonic();
        }
    }
    door.ask(Request::EndSearch)?;
    Ok(())
}

#[derive(Serialize)]
struct Found<'a> {
    customer_number: &'a str,
    name: Option<&'a str>,
    company: Option<&'a str>,
    city: Option<&'a str>,
    matched: Option<&'a Matched>,
    score: i64,
    banned: bool,
    channels: Channels,
}

/// The answer for each channel.
#[derive(Serialize)]
struct Channels {
    email: Answer,
    sms: Answer,
    phone: Answer,
    post: Answer,
    auto_call: Answer,
}

fn found(rows: &[Row]) -> Vec<Found<'_>> {
    rows.iter().map(found_one).collect()
}

fn found_one(row: &Row) -> Found<'_> {
    use crate::domain::channel::Channel;
    let answer = |channel| {
        let verdict = row.verdicts.iter().find(|(it, _)| *it == channel);
        verdict.map_or(Answer::Deny, |(_, verdict)| verdict.answer)
    };
    Found {
        customer_number: &row.number,
        name: Some(row.name.as_str()).filter(|it| !it.is_empty()),
        company: row.company.as_deref(),
        city: row.city.as_deref(),
        matched: row.matched.as_ref(),
        score: row.score,
        banned: row.banned,
        channels: Channels {
            email: answer(Channel::Email),
            sms: answer(Channel::Sms),
            phone: answer(Channel::Phone),
            post: answer(Channel::Post),
            auto_call: answer(Channel::AutoCall),
        },
    }
}

fn table(desk: &Desk, rows: &[Row]) -> String {
    let mut table = Table::default();
    for row in rows {
        let tail = row
            .phone_tail
            .as_deref()
            .map(|it| format!("…{it}"))
            .unwrap_or_default();
        let namesake = row.namesake.map(|(which, of)| {
            let (of, which) = (of.to_string(), which.to_string());
            desk.words("namesake", &[("which", &which), ("of", &of)])
        });
        let why = row.matched.as_ref().map(|it| {
            let field = desk.words.word("short-field", &it.field);
            format!("{field}: {}", it.value)
        });
        table.push([
            &row.number,
            &if row.banned {
                desk.words("banned", &[])
            } else {
                String::new()
            },
            if row.name.is_empty() {
                "–"
            } else {
                &row.name
            },
            &namesake.unwrap_or_default(),
            row.company.as_deref().unwrap_or_default(),
            row.city.as_deref().unwrap_or_default(),
            &tail,
            &why.unwrap_or_default(),
        ]);
    }
    table.lines()
}
