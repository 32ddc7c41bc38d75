//! The loop: the only place where a terminal, signals and threads meet the screens.
//!
//! What is shown is decided in `ui`, and what an answer is behind the door that `ask` opens; neither
//! has a place here.
//!
//! **Invariant:** requests of one session are asked one at a time, in the order they came.
//! **Invariant:** a frame is one write, and a frame that changes nothing writes nothing.
//! **Invariant:** every way out restores the terminal, and restores it before anything is printed.

mod asks;
mod door;
mod error;
mod input;
mod panics;
mod run;
mod screen;
mod stop;
mod tty;
mod wakes;
mod wire;

pub use door::{check, open};
pub use error::AppError;
pub use run::{Face, Suspend, run};
