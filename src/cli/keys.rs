use clap::Args;
use serde::Serialize;

use super::desk::Desk;
use super::output::Output;
use super::stop::Stop;
use super::table::Table;
use super::{json, out};
use crate::config::Config;
use crate::ui::action::{Action, Context};

/// The keys of the screens.
#[derive(Args, Debug)]
pub(super) struct Keys {
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Bound {
    action: &'static str,
    help: &'static str,
    keys: Vec<String>,
    contexts: Vec<&'static str>,
}

impl Keys {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let bound: Vec<Bound> = Action::ALL
            .iter()
            .map(|it| bound(&desk.config, *it))
            .collect();
        if self.output.json {
            return json::print(&bound);
        }
        let mut table = Table::default();
        for it in &bound {
            table.push([&it.keys.join(" "), it.action, it.help, &places(it)]);
        }
        out::print(&table.lines())
    }
}

/// Returns the first action of the configuration that there is not.
pub(super) fn unknown_action(config: &Config) -> Option<String> {
    let known = |name: &str| Action::ALL.iter().any(|it| it.name() == name);
    config.keys.keys().find(|name| !known(name)).cloned()
}

fn bound(config: &Config, action: Action) -> Bound {
    let standard = || {
        action
            .default_keys()
            .iter()
            .map(|it| (*it).to_owned())
            .collect()
    };
    Bound {
        action: action.name(),
        help: action.help(),
        keys: config
            .keys
            .get(action.name())
            .cloned()
            .unwrap_or_else(standard),
        contexts: action.contexts().iter().map(|it| it.name()).collect(),
    }
}

fn places(bound: &Bound) -> String {
    if bound.contexts.len() == Context::ALL.len() {
        return "everywhere".to_owned();
    }
    bound.contexts.join(" ")
}
