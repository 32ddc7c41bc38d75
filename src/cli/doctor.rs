use clap::Args;
use serde::Serialize;

use super::desk::Desk;
use super::output::Output;
use super::run::load;
use super::stop::{Stop, USAGE, exit_of_opening};
use super::table::Table;
use super::{json, out};

mod files;
mod register;
mod surroundings;

/// A look at the installation.
#[derive(Args, Debug)]
pub(super) struct Doctor {
    #[command(flatten)]
    output: Output,
}

/// How a thing stands.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Ok,
    /// Worth knowing.
    Note,
    /// To be mended soon.
    Warning,
    /// The register does not open.
    Bad,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    text: String,
    remedy: Option<String>,
}

impl Finding {
    /// Makes a finding whose sentence, and remedy if there is one, stand in the catalogue.
    fn new(desk: &Desk, check: &'static str, state: State, said: (&str, &[(&str, &str)])) -> Self {
        let (id, values) = said;
        let remedy = desk.words.find(&format!("{id}-hint"), values);
        Self {
            check,
            state,
            text: desk.words(id, values),
            remedy,
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    findings: &'a [Finding],
}

impl Doctor {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let place = desk.place()?;
        let mut findings = files::look(desk, &place);
        let (register, failed) = register::look(desk, &place);
        findings.extend(register);
        findings.extend(surroundings::look(desk));
        if self.output.json {
            json::print(&Report {
                findings: &findings,
            })?;
        } else {
            out::print(&text(desk, &findings))?;
        }
        if let Some(error) = failed {
            return Err(Stop::Quiet(exit_of_opening(&error)));
        }
        load(&desk.globals)
            .map(drop)
            .map_err(|_| Stop::Quiet(USAGE))
    }
}

fn text(desk: &Desk, findings: &[Finding]) -> String {
    let mut table = Table::default();
    for finding in findings {
        table.push([
            &desk.words.word("state", finding.state.code()),
            &finding.text,
        ]);
        if let Some(remedy) = &finding.remedy {
            table.push(["", &format!("  {remedy}")]);
        }
    }
    table.lines()
}
