use std::env;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser as _;

use super::arguments::{Arguments, Command, Globals};
use super::desk::Desk;
use super::stop::{BROKEN, Stop, USAGE, with_causes};
use super::{forced, keys, memory, out, screens};
use crate::app;
use crate::app::AppError;
use crate::config::{Config, ConfigError};
use crate::text::{Catalogue, clean};

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let place: Arc<Mutex<Option<String>>> = Arc::default();
    let seen = Arc::clone(&place);
    // The place only: what a panic says may be about a person.
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|it| {
            let file = Path::new(it.file()).file_name().unwrap_or_default();
            format!("{} line {}", file.to_string_lossy(), it.line())
        });
        *seen.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    let words = Catalogue::english();
    let exit = panic::catch_unwind(AssertUnwindSafe(|| run_as_typed(env::args_os())));
    let exit = exit.unwrap_or_else(|_| {
        let place = place.lock().unwrap_or_else(PoisonError::into_inner).take();
        out::say(&words.say("cli-defect", &[("place", &place.unwrap_or_default())]));
        BROKEN
    });
    ExitCode::from(exit)
}

fn run_as_typed(args: impl Iterator<Item = OsString>) -> u8 {
    match Arguments::try_parse_from(args) {
        Ok(arguments) => match run_as_meant(arguments) {
            Ok(()) => 0,
            Err(stop) => {
                stop.lines(&Catalogue::english())
                    .iter()
                    .for_each(|line| out::say(line));
                stop.exit()
            }
        },
        Err(error) if error.use_stderr() => {
            let text = error.render().to_string();
            text.trim_end()
                .lines()
                .for_each(|line| out::say(&clean(line)));
            USAGE
        }
        // Help and version.
        Err(error) => match error.print().map_err(Stop::from) {
            Ok(()) | Err(Stop::NobodyReads) => 0,
            Err(_) => BROKEN,
        },
    }
}

fn run_as_meant(Arguments { globals, command }: Arguments) -> Result<(), Stop> {
    // What the demo holds is nobody's, and its developers look into it.
    if !matches!(command, Some(Command::Demo(_))) {
        memory::keep_private();
    }
    let config = load(&globals);
    let words = Catalogue::english();
    let command = match command {
        None => asked_of_sshd(&words)?,
        typed => typed,
    };
    let Some(command) = command else {
        let desk = Desk {
            globals,
            config: Config::default(),
            words,
        };
        return screens::open(&desk, config);
    };
    let config = match config {
        Ok(config) => config,
        Err(_) if command.stands_any_configuration() => Config::default(),
        Err(error) => return Err(wrong(&words, &with_causes(&error))),
    };
    if let Some(unknown) = keys::unknown_action(&config)
        && !command.stands_any_configuration()
    {
        let what = words.say("cli-no-such-action", &[("action", &unknown)]);
        return Err(wrong(&words, &what));
    }
    command.run(&Desk {
        globals,
        config,
        words,
    })
}

/// Returns the command that somebody asked sshd for, where there is no terminal to show screens on.
fn asked_of_sshd(words: &Catalogue) -> Result<Option<Command>, Stop> {
    let line = env::var_os("SSH_ORIGINAL_COMMAND").filter(|it| !it.is_empty());
    match (line, app::check()) {
        (Some(line), Err(AppError::NoTerminal)) => match forced::command(&line) {
            Some(command) => Ok(Some(command)),
            None => Err(Stop::Said {
                exit: USAGE,
                what: words.say("cli-forced", &[]),
                hint: words.find("cli-forced-hint", &[]),
            }),
        },
        _ => Ok(None),
    }
}

/// Reads the configuration that the options name.
pub(super) fn load(globals: &Globals) -> Result<Config, ConfigError> {
    let named = globals
        .config
        .as_deref()
        .filter(|it| !it.as_os_str().is_empty());
    Config::load(named, |name| env::var_os(name))
}

fn wrong(words: &Catalogue, what: &str) -> Stop {
    Stop::Said {
        exit: USAGE,
        what: words.say("cli-configuration", &[("what", what)]),
        hint: None,
    }
}
