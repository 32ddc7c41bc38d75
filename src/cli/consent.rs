use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use sha2::{Digest as _, Sha256};

use super::codes;
use super::desk::Desk;
use super::output::Output;
use super::stop::{Stop, USAGE};
use super::values::whole_text;
use crate::contract::{ConsentOrder, Request};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method, Words};
use crate::domain::provenance::Purpose;
use crate::domain::time::When;

mod receipt;
mod record;

/// Consents of a person.
#[derive(Args, Debug)]
pub(super) struct Consent {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Record that the person consented
    Give(Said),
    /// Record that the person refused
    Refuse(Said),
    /// Record that the person withdrew
    Withdraw(Said),
    /// Show every event
    History {
        number: String,
        #[command(flatten)]
        output: Output,
    },
    /// Print a receipt of the consents in force
    Receipt {
        number: String,
        #[command(flatten)]
        output: Output,
    },
}

/// What the person said, and how.
#[derive(Args, Debug)]
struct Said {
    number: String,
    #[arg(long, value_parser = codes::purpose())]
    purpose: Purpose,
    #[arg(long, value_parser = codes::channel())]
    channel: Channel,
    /// How the person said it
    #[arg(long, value_parser = codes::method())]
    how: Method,
    /// A call reference or an archive reference
    #[arg(long)]
    reference: Option<String>,
    /// The words that the person was shown
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// The language of those words
    #[arg(long, requires = "text_file")]
    language: Option<String>,
    /// When, never in the future
    #[arg(long, value_name = "DAY|INSTANT")]
    at: Option<When>,
}

impl Consent {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        match self.deed {
            Deed::Give(said) => said.record(desk, ConsentState::Given),
            Deed::Refuse(said) => said.record(desk, ConsentState::Refused),
            Deed::Withdraw(said) => said.record(desk, ConsentState::Withdrawn),
            Deed::History { number, output } => record::show(desk, &number, output),
            Deed::Receipt { number, output } => receipt::show(desk, &number, output),
        }
    }
}

impl Said {
    fn record(self, desk: &Desk, state: ConsentState) -> Result<(), Stop> {
        let language = self.language;
        let words = self
            .text_file
            .map(|file| words(desk, &file, language))
            .transpose()?;
        let order = ConsentOrder {
            purpose: self.purpose,
            channel: self.channel,
            state,
            at: self.at,
            method: self.how,
            reference: self.reference,
            words,
        };
        let door = desk.log_in()?;
        let request = Request::RecordConsent {
            number: self.number,
            order,
        };
        desk.change(&door, request, "done-consent").map(|_| ())
    }
}

fn words(desk: &Desk, file: &Path, language: Option<String>) -> Result<Words, Stop> {
    let text = File::open(file).and_then(whole_text).map_err(|cause| {
        let (file, cause) = (file.display().to_string(), cause.to_string());
        desk.stop(USAGE, "cli-file", &[("file", &file), ("cause", &cause)])
    })?;
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    Ok(Words {
        text: Some(text),
        digest,
        language,
    })
}
