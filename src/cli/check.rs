use clap::Args;

use super::desk::Desk;
use super::out;
use super::stop::{REFUSED, Stop, USAGE};
use crate::domain::check::{CheckError, KINDS, run};

/// A rule and what to try it on.
#[derive(Args, Debug)]
pub(super) struct Check {
    /// phone, email, business-id, vat, hetu, marketing, deadline, retention, breach or transfer
    kind: String,
    /// What the kind takes
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

impl Check {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        if !KINDS.contains(&self.kind.as_str()) {
            let known = KINDS.join(" ");
            return Err(desk.stop(USAGE, "cli-no-such-check", &[("known", &known)]));
        }
        let args = match self.args.split_first() {
            Some((first, rest)) if first == "--" => rest,
            _ => &self.args,
        };
        let said = |exit, what| {
            Err(Stop::Said {
                exit,
                what,
                hint: None,
            })
        };
        match run(&self.kind, args) {
            Ok(answer) => {
                out::print(&format!("{}\n", answer.line))?;
                if answer.found {
                    Ok(())
                } else {
                    Err(Stop::Quiet(REFUSED))
                }
            }
            Err(CheckError::Refused(why)) => said(REFUSED, why),
            Err(CheckError::Usage(why)) => said(USAGE, format!("{}: {why}", self.kind)),
        }
    }
}
