use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::arguments::Arguments;
use super::desk::Desk;
use super::out;
use super::stop::Stop;

/// The completions of a shell.
#[derive(Args, Debug)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, _desk: &Desk) -> Result<(), Stop> {
        let mut script = Vec::new();
        generate(
            self.shell,
            &mut Arguments::command(),
            "rainmaker",
            &mut script,
        );
        out::print(&String::from_utf8_lossy(&script))
    }
}
