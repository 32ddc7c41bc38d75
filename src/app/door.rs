use std::env;
use std::io;
use std::io::IsTerminal as _;
use std::os::fd::AsFd as _;
use std::sync::Arc;

use ratatui::Terminal;
use tokio::runtime;

use super::error::AppError;
use super::input;
use super::panics::watched;
use super::run::run;
use super::screen::Screen;
use super::stop::stop;
use super::tty::Tty;
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::Effect;
use crate::ui::Ui;

/// Tells whether the screens can be shown here; asks the terminal nothing.
///
/// # Errors
///
/// There is no terminal, or one that cannot place text.
pub fn check() -> Result<(), AppError> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(AppError::NoTerminal);
    }
    match env::var_os("TERM") {
        Some(term) if !term.is_empty() && term != "dumb" => Ok(()),
        _ => Err(AppError::DumbTerminal),
    }
}

/// Shows the screens until the user leaves, a signal comes or the terminal goes away.
///
/// All three end well. The terminal is as it was when this returns, whatever it returns.
///
/// # Errors
///
/// As [`check`] and [`run`]; and a panic, here or behind `ask`, comes back as its place.
pub fn open<A>(start: (Ui, Vec<Effect>), ask: A) -> Result<(), AppError>
where
    A: Fn(Request) -> Result<Reply, Fault> + Clone + Send + Sync + 'static,
{
    check()?;
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(AppError::Prepare)?;
    let tty = Arc::new(take().map_err(AppError::Prepare)?);
    let (ended, panicked) = watched(&tty, || runtime.block_on(session(&tty, start, ask)));
    tty.leave();
    // What is still behind `ask` is left to itself; the store stands a sudden end.
    runtime.shutdown_background();
    match panicked {
        Some(place) => Err(AppError::Panicked { place }),
        None => ended.unwrap_or(Ok(())),
    }
}

async fn session<A>(tty: &Arc<Tty>, start: (Ui, Vec<Effect>), ask: A) -> Result<(), AppError>
where
    A: Fn(Request) -> Result<Reply, Fault> + Clone + Send + Sync + 'static,
{
    let stop = stop(tty).map_err(AppError::Prepare)?;
    let input = input::events().map_err(AppError::Prepare)?;
    let screen = Screen::new(Arc::clone(tty));
    let mut terminal = Terminal::new(screen).map_err(AppError::drawing)?;
    run(&mut terminal, input, start, ask, stop).await
}

fn take() -> io::Result<Tty> {
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Tty::take(input, output)
}
