use std::env;

use ratatui::layout::Size;

use crate::config::{Colours, Config, ConfigError};
use crate::text::Catalogue;
use crate::ui::{Effect, Setup, Ui};

/// Who sits at the screens, and before what.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Seat {
    /// Somebody who has yet to log in.
    Unknown,
    /// A user who is logged in already.
    Of(String),
    /// The user of a register of fictional people, whose screens all say so.
    Demo(String),
}

/// Makes the first screen; where the configuration is wrong, with the defaults and a warning.
///
/// The size is told by the loop, before it draws.
#[must_use]
pub fn start(config: Result<Config, ConfigError>, seat: Seat) -> (Ui, Vec<Effect>) {
    let colours = Colours::of(|name| env::var_os(name));
    let (user, demo) = match seat {
        Seat::Unknown => (None, false),
        Seat::Of(user) => (Some(user), false),
        Seat::Demo(user) => (Some(user), true),
    };
    let setup = Setup::configured(Size::default(), config, colours, Catalogue::english());
    Ui::new(Setup {
        user,
        demo,
        ..setup
    })
}
