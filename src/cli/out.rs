use std::io::{self, IsTerminal as _, Write as _};

use super::stop::Stop;
use crate::domain::hetu::star_hetu;
use crate::text::clean;

/// Writes data to standard output at once; `text` ends its own last line.
pub(super) fn print(text: &str) -> Result<(), Stop> {
    print_bytes(text.as_bytes())
}

/// As [`print()`], for what need not be text; never to a terminal.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Writes one line of words to standard error, cleaned; nobody waits for it to succeed.
pub(super) fn say(text: &str) {
    // What was typed may come back in an error; a personal identity code must not.
    let mut line = clean(&star_hetu(text));
    line.push('\n');
    io::stderr().lock().write_all(line.as_bytes()).ok();
}

/// Tells whether a person can be asked.
pub(super) fn someone_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question that is answered with one letter; everything but `y` is no.
pub(super) fn ask_yes(question: &str) -> bool {
    let mut err = io::stderr().lock();
    let asked = write!(err, "{} [y/N] ", clean(question)).and_then(|()| err.flush());
    let mut answer = String::new();
    asked.is_ok()
        && io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes")
}
