use std::env;

use ratatui::layout::Size;

use super::desk::Desk;
use super::stop::{BROKEN, Stop, USAGE, with_causes};
use crate::app;
use crate::app::AppError;
use crate::client::{Door, Patience};
use crate::config::{Colours, Config, ConfigError};
use crate::contract::{Reply, Request};
use crate::text::Catalogue;
use crate::ui::{Setup, Ui};

/// Who sits at the screens, and before what.
#[derive(Debug)]
pub(super) enum Seat {
    /// Somebody who has yet to log in.
    Unknown,
    /// A user who is logged in already, as the door said.
    Of(Reply),
    /// The user of a register of fictional people, whose screens all say so.
    Demo(Reply),
}

/// Opens the screens on the register that the options name. Somebody who gives a name and a password
/// file is logged in; others do so on the first screen.
pub(super) fn open(desk: &Desk, config: Result<Config, ConfigError>) -> Result<(), Stop> {
    check(desk)?;
    let (door, seat) = match (desk.user(), &desk.globals.password_file) {
        (Some(user), Some(_)) => {
            let password = desk.password("cli-password", &user)?;
            let door = desk.enter(Patience::Endless)?;
            let said = door.ask(Request::Login { user, password })?;
            (door, Seat::Of(said))
        }
        _ => (desk.enter(Patience::Endless)?, Seat::Unknown),
    };
    show(desk, config, seat, &door)
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
    door: &Door,
) -> Result<(), Stop> {
    let colours = Colours::of(|name| env::var_os(name));
    // The loop tells the size before it draws.
    let setup = Setup::configured(Size::default(), config, colours, Catalogue::english());
    let is_demo = matches!(seat, Seat::Demo(_));
    let setup = match seat {
        Seat::Of(Reply::LoggedIn {
            user,
            roles,
            demo,
            must_change,
            ..
        })
        | Seat::Demo(Reply::LoggedIn {
            user,
            roles,
            demo,
            must_change,
            ..
        }) => Setup {
            demo: demo || is_demo,
            user: Some(user),
            roles,
            must_change,
            ..setup
        },
        _ => setup,
    };
    let start = Ui::new(setup);
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
