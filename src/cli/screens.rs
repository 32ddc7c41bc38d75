use std::env;

use ratatui::layout::Size;

use super::desk::Desk;
use super::stop::{BROKEN, Stop, USAGE, with_causes};
use crate::app;
use crate::app::AppError;
use crate::client::{Door, Patience};
use crate::config::{Colours, Config, ConfigError};
use crate::contract::Request;
use crate::text::Catalogue;
use crate::ui::{Setup, Ui};

/// Who sits at the screens, and before what.
#[derive(Debug)]
pub(super) enum Seat {
    /// Somebody who has yet to log in.
    Unknown,
    /// A user who is logged in already.
    Of(String),
    /// The user of a register of fictional people, whose screens all say so.
    Demo(String),
}

/// Opens the screens on the register that the options name. Somebody who gives a name and a password
/// file is logged in; others do so on the first screen.
pub(super) fn open(desk: &Desk, config: Result<Config, ConfigError>) -> Result<(), Stop> {
    check(desk)?;
    let (door, seat) = match (desk.user(), &desk.globals.password_file) {
        (Some(user), Some(_)) => {
            let password = desk.password("cli-password", &user)?;
            let door = desk.enter(Patience::Endless)?;
            door.ask(Request::Login {
                user: user.clone(),
                password,
            })?;
            (door, Seat::Of(user))
        }
        _ => (desk.enter(Patience::Endless)?, Seat::Unknown),
    };
    show(desk, config, seat, door)
}

/// Tells whether screens can be shown here.
pub(super) fn check(desk: &Desk) -> Result<(), Stop> {
    if desk.globals.plain {
        return Err(desk.stop(USAGE, "cli-no-plain", &[]));
    }
    app::check().map_err(|why| ended(desk, &why))
}

/// Shows the screens until the user leaves.
pub(super) fn show(
    desk: &Desk,
    config: Result<Config, ConfigError>,
    seat: Seat,
    door: Door,
) -> Result<(), Stop> {
    let colours = Colours::of(|name| env::var_os(name));
    // The loop tells the size before it draws.
    let setup = Setup::configured(Size::default(), config, colours, Catalogue::english());
    let (demo, user) = match seat {
        Seat::Unknown => (false, None),
        Seat::Of(user) => (false, Some(user)),
        Seat::Demo(user) => (true, Some(user)),
    };
    let start = Ui::new(Setup {
        demo,
        user,
        ..setup
    });
    app::open(start, door).map_err(|why| ended(desk, &why))
}

fn ended(desk: &Desk, why: &AppError) -> Stop {
    let exit = match why {
        AppError::NoTerminal | AppError::DumbTerminal => USAGE,
        _ => BROKEN,
    };
    let hint = (exit == USAGE).then(|| desk.words("cli-no-terminal-hint", &[]));
    Stop::Said {
        exit,
        what: with_causes(why),
        hint,
    }
}
