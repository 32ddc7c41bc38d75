use std::path::{Path, PathBuf};

use clap::Args;

use super::desk::Desk;
use super::out;
use super::output::Output;
use super::stop::{REFUSED, Stop, USAGE};
use crate::contract::{Fault, FaultCode, Pass};
use crate::domain::hetu::contains_hetu;
use crate::intake::{Mapping, Options, Profile};

mod batches;
mod meter;
mod rejects;
mod report;
mod source;

use batches::Import as Work;
use meter::Meter;
use report::Report;
use source::Source;

/// Files to bring in.
#[derive(Args, Debug)]
pub(super) struct Import {
    /// CSV files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the files come from, in words
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// What a column means, where its heading does not say so
    #[arg(long, value_name = "Column=field")]
    map: Vec<String>,
    /// The program that wrote the files: plain, mailchimp-subscribed, mailchimp-unsubscribed,
    /// mailchimp-cleaned, mailchimp-nonsubscribed or hubspot
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Where the rejected rows are written; without it, the working directory
    #[arg(long, value_name = "DIR")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Import {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        for path in self.files.iter().chain(&self.rejects) {
            refuse_hetu(path)?;
        }
        let options = self.options(desk)?;
        let sources: Vec<Source> = self
            .files
            .iter()
            .map(|file| Source::read(desk, file))
            .collect::<Result<_, _>>()?;
        let door = desk.sit_down_by_account()?.door;
        let work = Work {
            desk,
            door: &door,
            options,
            number: random_number(),
        };
        let mut meter = Meter::new(desk, "cli-reading", sources.len() as u64 * 1_000);
        let plan = work.pass_all(&sources, Pass::Rehearse, &mut meter)?;
        meter.finish();
        if self.dry_run {
            return report::print(desk, &plan, self.output);
        }
        self.agree(desk, &plan)?;
        let written = rejects::write_all(desk, &door, self.rejects.as_deref(), &plan)?;
        let done = apply(&work, &sources, &plan)?;
        report::print(desk, &done, self.output)?;
        for file in written {
            desk.say("cli-rejects-written", &[("file", &file)]);
        }
        Ok(())
    }

    fn options(&self, desk: &Desk) -> Result<Options, Stop> {
        let profile = match &self.profile {
            None => None,
            Some(name) => Some(Profile::parse(name).ok_or_else(|| {
                let known: Vec<&str> = Profile::ALL.iter().map(|it| it.name()).collect();
                desk.stop(USAGE, "cli-no-such-profile", &[("known", &known.join(" "))])
            })?),
        };
        let map = self
            .map
            .iter()
            .map(|it| Mapping::parse(it))
            .collect::<Result<_, _>>();
        let map = map.map_err(|why| source::refused(desk, "--map", &why))?;
        Ok(Options {
            source: self.source.clone(),
            map,
            profile,
        })
    }

    /// Says what will happen and waits for a yes.
    fn agree(&self, desk: &Desk, plan: &[Report]) -> Result<(), Stop> {
        let from_input = self.files.iter().any(|it| it.as_os_str() == "-");
        if self.yes {
            return Ok(());
        }
        if from_input || !out::someone_is_there() {
            report::print(desk, plan, self.output)?;
            return Err(desk.stop(USAGE, "cli-import-needs-yes", &[]));
        }
        report::text(desk, plan).lines().for_each(out::say);
        if out::ask_yes(&desk.words("cli-import-question", &[])) {
            Ok(())
        } else {
            Err(desk.stop(REFUSED, "cli-import-declined", &[]))
        }
    }
}

fn apply(work: &Work<'_>, sources: &[Source], plan: &[Report]) -> Result<Vec<Report>, Stop> {
    let rows = plan.iter().map(Report::rows).sum();
    let mut meter = Meter::new(work.desk, "cli-importing", rows);
    let done = work.pass_all(sources, Pass::Apply, &mut meter);
    meter.finish();
    if done.is_err() && meter.place() > 0 {
        let (done, rows) = (meter.place().to_string(), rows.to_string());
        work.desk
            .say("cli-import-broke-off", &[("done", &done), ("rows", &rows)]);
    }
    done
}

/// Refuses a path that the export ledger could not take.
fn refuse_hetu(path: &Path) -> Result<(), Stop> {
    if contains_hetu(&path.to_string_lossy()) {
        let fault = Fault::of(FaultCode::BadValue).with("field", "path");
        return Err(fault.with("reason", "value-hetu").into());
    }
    Ok(())
}

fn random_number() -> u64 {
    getrandom::u64().expect("a running kernel has a random source")
}
