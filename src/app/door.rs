use std::env;
use std::io;
use std::io::IsTerminal as _;
use std::os::fd::AsFd as _;
use std::sync::Arc;
use std::thread;

use futures_util::Stream;
use futures_util::stream::poll_fn;
use ratatui::Terminal;
use tokio::runtime;
use tokio::sync::mpsc;

use super::error::AppError;
use super::input;
use super::panics::watched;
use super::run::run;
use super::screen::Screen;
use super::stop::stop;
use super::tty::Tty;
use crate::client::Door;
use crate::client::Word;
use crate::ui::Effect;
use crate::ui::Message;
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
/// As [`check`] and [`run`]; and a panic, here or behind the door, comes back as its place.
pub fn open(start: (Ui, Vec<Effect>), door: &Door) -> Result<(), AppError> {
    check()?;
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(AppError::Prepare)?;
    let tty = Arc::new(take().map_err(AppError::Prepare)?);
    let (ended, panicked) = watched(&tty, || {
        runtime.block_on(session(&tty, start, door.clone()))
    });
    tty.leave();
    // What is still behind the door is left to itself; the store stands a sudden end.
    door.close();
    runtime.shutdown_background();
    match panicked {
        Some(place) => Err(AppError::Panicked { place }),
        None => ended.unwrap_or(Ok(())),
    }
}

async fn session(tty: &Arc<Tty>, start: (Ui, Vec<Effect>), door: Door) -> Result<(), AppError> {
    let stop = stop(tty).map_err(AppError::Prepare)?;
    let input = input::events().map_err(AppError::Prepare)?;
    let screen = Screen::new(Arc::clone(tty));
    let mut terminal = Terminal::new(screen).map_err(AppError::drawing)?;
    let words = words(door.clone()).map_err(AppError::Prepare)?;
    let ask = move |request| door.ask(request);
    run(&mut terminal, (input, words), start, ask, stop).await
}

/// Lets a thread listen at the door; it ends with the door.
fn words(door: Door) -> io::Result<impl Stream<Item = Message> + Unpin> {
    let (teller, mut told) = mpsc::unbounded_channel();
    thread::Builder::new()
        .name("words".to_owned())
        .spawn(move || door.listen(|word| teller.send(message(word)).is_ok()))?;
    Ok(poll_fn(move |context| told.poll_recv(context)))
}

fn message(word: Word) -> Message {
    match word {
        Word::News(news) => Message::News(news),
        Word::Lost => Message::LineLost,
        Word::Outdated => Message::LineOutdated,
        Word::Back => Message::LineBack,
        Word::Ended(fault) => Message::Ended(fault),
    }
}

fn take() -> io::Result<Tty> {
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Tty::take(input, output)
}
