use std::error::Error;
use std::io;

use crate::client::OpenError;
use crate::contract::Fault;
use crate::text::{Catalogue, clean};

/// Why a command ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    Fault(Fault),
    Open(OpenError),
    /// A sentence of the catalogue.
    Said {
        exit: u8,
        what: String,
        hint: Option<String>,
    },
    /// All is said; only the exit code tells.
    Quiet(u8),
    /// Nobody reads standard output any more, which is how `head` says that it has enough.
    NobodyReads,
    Output(io::Error),
}

/// The exit codes of CLI.md.
pub(super) const REFUSED: u8 = 1;
pub(super) const USAGE: u8 = 2;
pub(super) const BROKEN: u8 = 3;

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<io::Error> for Stop {
    /// Takes an error of standard output.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Output(error),
        }
    }
}

impl Stop {
    pub(super) fn exit(&self) -> u8 {
        match self {
            Self::Fault(fault) => fault.code.exit(),
            Self::Open(error) => exit_of_opening(error),
            Self::Said { exit, .. } | Self::Quiet(exit) => *exit,
            Self::NobodyReads => 0,
            Self::Output(_) => BROKEN,
        }
    }

    /// Returns what the system said, where that is for whoever looks after the program.
    fn cause(&self) -> Option<String> {
        let Self::Fault(fault) = self else {
            return None;
        };
        let cause = fault.values.iter().find(|(name, _)| name == "cause");
        cause.map(|(_, cause)| cause.clone())
    }

    /// Returns what to say on standard error: one line, and one more where there is a remedy.
    pub(super) fn lines(&self, words: &Catalogue) -> Vec<String> {
        let (what, hint) = match self {
            Self::Fault(fault) => words.fault(fault.code.code(), &fault.values),
            Self::Open(error) => (with_causes(error), remedy(error, words)),
            Self::Said { what, hint, .. } => (what.clone(), hint.clone()),
            Self::Quiet(_) | Self::NobodyReads => return Vec::new(),
            Self::Output(error) => (
                words.say("cli-output", &[("cause", &error.to_string())]),
                None,
            ),
        };
        let hint = hint.into_iter().chain(self.cause());
        let hint = hint.map(|it| format!("  {}", clean(&it)));
        std::iter::once(format!("rainmaker: {}", clean(&what)))
            .chain(hint)
            .collect()
    }
}

pub(super) fn exit_of_opening(error: &OpenError) -> u8 {
    match error {
        OpenError::Absent(_) | OpenError::Present(_) | OpenError::InUse { .. } => USAGE,
        _ => BROKEN,
    }
}

/// Returns what can be done about a register that does not open.
pub(super) fn remedy(error: &OpenError, words: &Catalogue) -> Option<String> {
    let id = match error {
        OpenError::Absent(_) => "open-absent-hint",
        OpenError::Present(_) => "open-present-hint",
        OpenError::InUse { .. } => "open-in-use-hint",
        OpenError::Damaged { .. } => "open-damaged-hint",
        OpenError::OlderKeyring(_) => "open-older-keyring-hint",
        OpenError::Newer(_) => "open-newer-hint",
        OpenError::Vault(error) => return error.remedy().map(str::to_owned),
        _ => return None,
    };
    words.find(id, &[])
}

/// Returns an error with its causes in one line.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
