use std::fmt::Write as _;
use std::io;

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man as Page;

use super::arguments::Arguments;
use super::desk::Desk;
use super::out;
use super::stop::Stop;
use crate::domain::role::{Extent, Operation};
use crate::ui::action::Action;

/// The manual page.
#[derive(Args, Debug)]
pub(super) struct Man {}

impl Man {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let Self {} = self;
        let mut command = Arguments::command().disable_help_subcommand(true);
        command.build();
        let mut page = Vec::new();
        Page::new(command.clone()).render(&mut page)?;
        for subcommand in command.get_subcommands() {
            describe(subcommand, &mut page)?;
        }
        let mut text = String::from_utf8_lossy(&page).into_owned();
        text.push_str(".SH ENVIRONMENT\n");
        for option in command.get_arguments() {
            if let (Some(name), Some(long)) = (option.get_env(), option.get_long()) {
                let long = escaped(&format!("--{long}"));
                let _ = write!(text, ".TP\n\\fB{}\\fR\nAs {long}\n", name.display());
            }
        }
        text.push_str(&authority(desk));
        text.push_str(".SH KEYS\n");
        for action in Action::ALL {
            let keys = escaped(&action.default_keys().join(" "));
            let _ = write!(text, ".TP\n\\fB{keys}\\fR\n{}\n", escaped(action.help()));
        }
        out::print(&text)
    }
}

/// Writes who may do what, from the one table of authority.
fn authority(desk: &Desk) -> String {
    let mut text = String::from(".SH \"WHO MAY DO WHAT\"\n");
    for operation in Operation::ALL {
        let table = operation.rule();
        let roles = table.extents.iter().map(|(role, extent)| {
            let name = desk.words.word("role", role.code());
            match extent {
                Extent::Own => desk.words("man-own", &[("role", &name)]),
                Extent::WithoutNotes => desk.words("man-without-notes", &[("role", &name)]),
                Extent::Whole => name,
            }
        });
        let mut sentence = format!(
            "{} {}.",
            operation.help(),
            roles.collect::<Vec<_>>().join(", ")
        );
        if table.guard.wants_step_up() {
            sentence = format!("{sentence} {}", desk.words("man-step-up", &[]));
        }
        if table.guard.wants_second_officer() {
            sentence = format!("{sentence} {}", desk.words("man-second-officer", &[]));
        }
        let (name, sentence) = (escaped(operation.code()), escaped(&sentence));
        let _ = write!(text, ".TP\n\\fB{name}\\fR\n{sentence}\n");
    }
    text
}

/// Writes the options of a subcommand, and of those below it, under headings of their own.
fn describe(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let name = command.get_bin_name().unwrap_or_default().to_uppercase();
    page.extend_from_slice(format!(".SH \"{name}\"\n").as_bytes());
    let own = command.clone().mut_args(|it| {
        let everywhere = it.is_global_set();
        it.hide(everywhere)
    });
    let part = Page::new(own);
    part.render_synopsis_section(&mut *page)?;
    let mut options = Vec::new();
    part.render_options_section(&mut options)?;
    page.extend(options);
    command
        .get_subcommands()
        .try_for_each(|it| describe(it, page))
}

/// Keeps roff from taking text for a request.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}
