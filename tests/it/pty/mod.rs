//! The real program in a pseudo-terminal: every way out, orphans, what goes over the wire, and what
//! a person, or nobody in particular, may type.

mod dialogs;
mod economy;
mod endings;
mod hostile;
mod monkey;
mod orphans;
mod served;
mod sizes;

use std::time::Duration;

use crate::support::environment::PROGRAM;
use crate::support::environment::TestEnvironment;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

const DEMO: [&str; 3] = ["demo", "--people", "50"];

/// How often each way out is taken.
const TIMES: usize = 5;

/// After a silence of this length a frame is over.
const FRAME: Duration = Duration::from_millis(200);

/// The program in a terminal, and the directory in which it runs.
struct Session {
    environment: TestEnvironment,
    terminal: Terminal,
}

/// Opens the demo with the look-up screen on show, whose search box has the focus.
fn demo() -> Session {
    demo_as(PROGRAM, &DEMO)
}

/// The demo as the child of a shell that runs `script`, in which `"$0" "$@"` is the program.
fn demo_under(script: &str) -> Session {
    demo_as(
        "/bin/sh",
        &["-c", script, PROGRAM, DEMO[0], DEMO[1], DEMO[2]],
    )
}

fn demo_as(program: &str, args: &[&str]) -> Session {
    let mut environment = TestEnvironment::bare();
    environment.set("TERM", "xterm-256color");
    let session = opened(environment, program, args, (120, 40));
    shown(&session.terminal);
    session
}

fn opened(environment: TestEnvironment, program: &str, args: &[&str], size: (u16, u16)) -> Session {
    let terminal = Terminal::run(environment.terminal_command(program, args), size);
    Session {
        environment,
        terminal,
    }
}

/// Waits for the whole look-up screen.
fn shown(terminal: &Terminal) {
    terminal.wait_for("Type a name", LONG);
    terminal.wait_for("Ctrl-c leave", LONG);
    terminal.wait_for_quiet(FRAME);
}

/// Finds somebody, and moves from the search box to the list.
fn enter_list(terminal: &mut Terminal) {
    terminal.press("ma");
    terminal.wait_until(LONG, |screen| {
        screen.contents().contains(" people ") && screen.contents().contains("│ ma")
    });
    terminal.press("\t");
    terminal.wait_for("q quit", LONG);
}
