use std::env;
use std::io::{self, IsTerminal as _};

use super::super::desk::Desk;
use super::super::keys::unknown_action;
use super::super::run::load;
use super::super::stop::with_causes;
use super::{Finding, State};

/// Looks at the configuration, the locale and the terminal.
pub(super) fn look(desk: &Desk) -> Vec<Finding> {
    vec![configuration(desk), locale(desk), terminal(desk)]
}

fn configuration(desk: &Desk) -> Finding {
    let wrong = match load(&desk.globals) {
        Err(error) => Some(with_causes(&error)),
        Ok(config) => {
            let unknown = unknown_action(&config);
            unknown.map(|action| desk.words("cli-no-such-action", &[("action", &action)]))
        }
    };
    match wrong {
        None => Finding::new(
            desk,
            "configuration",
            State::Ok,
            ("doctor-configuration", &[]),
        ),
        Some(what) => {
            let said: (&str, &[(&str, &str)]) = ("cli-configuration", &[("what", &what)]);
            Finding::new(desk, "configuration", State::Warning, said)
        }
    }
}

fn locale(desk: &Desk) -> Finding {
    let set = |name: &str| env::var(name).ok().filter(|it| !it.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|it| set(it))
        .unwrap_or_default();
    let plain = locale.to_lowercase().replace('-', "");
    let values = [("locale", if locale.is_empty() { "C" } else { &locale })];
    if plain.contains("utf8") {
        Finding::new(desk, "locale", State::Ok, ("doctor-locale", &values))
    } else {
        Finding::new(
            desk,
            "locale",
            State::Note,
            ("doctor-locale-bytes", &values),
        )
    }
}

fn terminal(desk: &Desk) -> Finding {
    let kind = env::var("TERM").unwrap_or_default();
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        Finding::new(desk, "terminal", State::Note, ("doctor-no-terminal", &[]))
    } else if kind.is_empty() || kind == "dumb" {
        Finding::new(desk, "terminal", State::Note, ("doctor-dumb-terminal", &[]))
    } else {
        Finding::new(
            desk,
            "terminal",
            State::Ok,
            ("doctor-terminal", &[("kind", &kind)]),
        )
    }
}
