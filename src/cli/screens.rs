use super::desk::Desk;
use super::stop::{BROKEN, Stop, USAGE, with_causes};
use crate::app;
use crate::app::{AppError, Seat};
use crate::client::Door;
use crate::config::{Config, ConfigError};
use crate::contract::Request;

/// Opens the screens on the register that the options name. Somebody who gives a name and a password
/// file is logged in; others do so on the first screen.
pub(super) fn open(desk: &Desk, config: Result<Config, ConfigError>) -> Result<(), Stop> {
    check(desk)?;
    let (door, seat) = match (desk.user(), &desk.globals.password_file) {
        (Some(user), Some(_)) => {
            let password = desk.password("cli-password", &user)?;
            let door = desk.open()?;
            door.ask(Request::Login {
                user: user.clone(),
                password,
            })?;
            (door, Seat::Of(user))
        }
        _ => (desk.open()?, Seat::Unknown),
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
    let start = app::start(config, seat);
    app::open(start, move |request| door.ask(request)).map_err(|why| ended(desk, &why))
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
