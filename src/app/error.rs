use std::error::Error;
use std::io;

/// Why the screens did not open, or did not end as they should.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Standard input or standard output is a file or a pipe.
    #[error("the screens need a terminal on standard input and standard output")]
    NoTerminal,
    #[error("the screens need a terminal that can place text; TERM is dumb or unset")]
    DumbTerminal,
    #[error("the terminal cannot be prepared")]
    Prepare(#[source] io::Error),
    #[error("the terminal cannot be read")]
    Read(#[source] io::Error),
    #[error("the terminal cannot be drawn on")]
    Draw(#[source] Box<dyn Error + Send + Sync>),
    /// A defect of the program; `place` is the file and line that gave up, never what it held.
    #[error("the program gave up at {place}, by a defect of its own")]
    Panicked { place: String },
}

impl AppError {
    pub(super) fn drawing(cause: impl Error + Send + Sync + 'static) -> Self {
        Self::Draw(Box::new(cause))
    }
}
