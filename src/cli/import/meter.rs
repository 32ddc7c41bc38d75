use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::desk::Desk;
use super::super::out;

/// How far an import has come: a bar on a terminal, a line for every tenth elsewhere.
#[derive(Debug)]
pub(super) struct Meter {
    bar: ProgressBar,
    words: String,
    total: u64,
    place: u64,
    on_terminal: bool,
}

/// Less than this is done before anybody has read a line.
const WORTH_TELLING: u64 = 5_000;

const BAR: &str = "{msg} {bar:30} {percent:>3} % {per_sec}, {eta} left";

impl Meter {
    pub(super) fn new(desk: &Desk, id: &str, total: u64) -> Self {
        let on_terminal = io::stderr().is_terminal();
        let target = if on_terminal {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style);
        }
        let words = desk.words(id, &[]);
        bar.set_message(words.clone());
        Self {
            bar,
            words,
            total,
            place: 0,
            on_terminal,
        }
    }

    pub(super) fn advance(&mut self, by: u64) {
        let tenth = (self.total / 10).max(1);
        let before = self.place / tenth;
        self.place += by;
        self.bar.set_position(self.place);
        if !self.on_terminal && self.total >= WORTH_TELLING && self.place / tenth > before {
            out::say(&format!("{} {} / {}", self.words, self.place, self.total));
        }
    }

    pub(super) fn place(&self) -> u64 {
        self.place
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
