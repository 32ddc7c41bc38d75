//! Whatever a record says, the screens send a terminal nothing but their own sequences.

use super::FRAME;
use super::Session;
use super::opened;
use super::shown;
use crate::cli::hostile::people;
use crate::support::environment::PROGRAM;
use crate::support::environment::TestEnvironment;
use crate::support::escapes::foreign;
use crate::support::payloads::packed;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

/// A person's screen from end to end, and every dialog that repeats something of it.
const VISIT: [&str; 16] = [
    "\r", "G", "\t", "G", "\t", "c", "\x1b[B", "\x1b[B", "\x1b", "d", "\x1b", "b", "\x1b", ".",
    "\x1b", "\x1b",
];

fn at_screens(environment: TestEnvironment, size: (u16, u16)) -> Session {
    let session = opened(environment, PROGRAM, &[], size);
    shown(&session.terminal);
    session
}

/// Presses keys that may change nothing, and waits for what they draw.
fn press_and_look(terminal: &mut Terminal, keys: &str) {
    terminal.press(keys);
    terminal.wait_for_quiet(FRAME / 2);
}

fn leave(terminal: &mut Terminal) {
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success());
    assert_eq!(foreign(&terminal.bytes()), None);
}

fn visit_everybody(size: (u16, u16)) {
    let mut environment = TestEnvironment::new();
    environment.set("TERM", "xterm-256color\u{1b}]0;x\u{7}");
    let visits = people(&environment).len();
    let Session {
        environment: _kept,
        mut terminal,
    } = at_screens(environment, size);
    terminal.press("laine");
    terminal.wait_until(LONG, |screen| screen.contents().contains("people ─╯"));
    press_and_look(&mut terminal, "\t");
    for _ in 0..visits {
        for keys in VISIT {
            press_and_look(&mut terminal, keys);
        }
        terminal.press("j");
    }
    leave(&mut terminal);
}

#[test]
fn records_are_shown_tamely_on_a_usual_screen() {
    visit_everybody((80, 24));
}

#[test]
fn records_are_shown_tamely_on_a_large_screen() {
    visit_everybody((120, 40));
}

#[test]
fn records_are_shown_tamely_on_the_smallest_screen() {
    visit_everybody((60, 15));
}

#[test]
fn what_is_pasted_is_shown_tamely() {
    let mut environment = TestEnvironment::new();
    environment.set("TERM", "xterm");
    environment.add(&["given=Aino", "family=Laine"]);
    let Session {
        environment: _kept,
        mut terminal,
    } = at_screens(environment, (80, 24));
    for pack in packed(70) {
        // What ends the marks of a paste makes keys of the rest, and these may leave the program.
        let pack = pack.replace(['\u{3}', '\u{1a}'], "");
        press_and_look(&mut terminal, &format!("\x1b[200~{pack}\x1b[201~"));
        terminal.press("\x15");
    }
    leave(&mut terminal);
}
