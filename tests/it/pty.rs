//! The real program in a pseudo-terminal: every way out, orphans, and what goes over the wire.

use std::time::Duration;

use rustix::process::Signal;

use crate::support::escapes::foreign;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;
use crate::support::terminal::Watched;
use crate::support::terminal::children;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rainmaker");
const DEMO: [&str; 3] = ["demo", "--people", "50"];
const TIMES: usize = 5;

/// How soon the program is gone when it is told to go.
const AT_ONCE: Duration = Duration::from_millis(500);

/// How soon it is gone when nobody tells it.
const SOON: Duration = Duration::from_secs(2);

/// After a silence of this length a frame is over.
const FRAME: Duration = Duration::from_millis(200);

fn demo() -> Terminal {
    shown(Terminal::run(PROGRAM, &DEMO, (120, 40)))
}

/// The program as the child of a shell that runs `script`, in which `"$0" "$@"` is the program.
fn demo_under(script: &str) -> Terminal {
    let arguments = ["-c", script, PROGRAM, DEMO[0], DEMO[1], DEMO[2]];
    shown(Terminal::run("/bin/sh", &arguments, (120, 40)))
}

/// Waits for the look-up screen, whose search box has the focus.
fn shown(terminal: Terminal) -> Terminal {
    terminal.wait_until(LONG, |screen| {
        screen.alternate_screen() && !screen.contents().trim().is_empty()
    });
    terminal.wait_for_quiet(FRAME);
    terminal
}

fn assert_every_time(leave: impl Fn(&mut Terminal)) {
    for _ in 0..TIMES {
        let mut terminal = demo();
        leave(&mut terminal);
        let status = terminal.wait_for_end(AT_ONCE);
        assert!(status.success(), "{status}");
        terminal.assert_restored();
        assert_eq!(foreign(&terminal.bytes()), None);
    }
}

#[test]
fn quitting_restores_the_terminal() {
    assert_every_time(|terminal| {
        enter_list(terminal);
        terminal.press("q");
    });
}

#[test]
fn ctrl_c_restores_the_terminal() {
    assert_every_time(|terminal| terminal.press("\x03"));
}

#[test]
fn a_termination_restores_the_terminal() {
    assert_every_time(|terminal| terminal.signal(Signal::TERM));
}

#[test]
fn an_interrupt_restores_the_terminal() {
    assert_every_time(|terminal| terminal.signal(Signal::INT));
}

#[test]
fn a_hang_up_restores_the_terminal() {
    assert_every_time(|terminal| terminal.signal(Signal::HUP));
}

fn assert_gone_when_closed(open: impl Fn() -> Terminal) {
    for _ in 0..TIMES {
        let terminal = open();
        let program = match &children(terminal.program())[..] {
            [child] => *child,
            _ => terminal.program(),
        };
        let program = Watched::new(program);
        terminal.close();
        assert!(program.ends(SOON), "an orphan lives on");
    }
}

#[test]
fn the_leader_of_a_session_is_gone_when_the_terminal_closes() {
    assert_gone_when_closed(demo);
}

#[test]
fn a_child_is_gone_when_the_terminal_closes() {
    assert_gone_when_closed(|| demo_under(r#""$0" "$@"; true"#));
}

#[test]
fn a_child_that_is_spared_the_hang_up_is_gone_when_the_terminal_closes() {
    assert_gone_when_closed(|| demo_under(r#"trap "" HUP; "$0" "$@"; true"#));
}

#[test]
fn a_program_without_a_controlling_terminal_is_gone_when_the_terminal_closes() {
    assert_gone_when_closed(|| demo_under(r#"setsid "$0" "$@"; true"#));
}

#[test]
fn a_child_is_gone_when_the_shell_above_it_is_killed() {
    for _ in 0..TIMES {
        let terminal = demo_under(r#""$0" "$@"; true"#);
        let child = Watched::new(children(terminal.program())[0]);
        terminal.signal(Signal::KILL);
        assert!(child.ends(SOON), "an orphan lives on");
    }
}

#[test]
fn a_program_that_idles_sends_nothing() {
    let terminal = demo();
    let before = terminal.bytes().len();
    assert_eq!(terminal.wait_for_quiet(Duration::from_secs(3)), before);
}

/// Returns how many bytes answer to `keys`.
fn cost(terminal: &mut Terminal, keys: &str) -> usize {
    let before = terminal.wait_for_quiet(FRAME);
    terminal.press(keys);
    terminal.wait_for_more(before);
    terminal.wait_for_quiet(FRAME) - before
}

/// Finds somebody, and moves from the search box to the list.
fn enter_list(terminal: &mut Terminal) {
    cost(terminal, "a");
    cost(terminal, "\t");
}

#[test]
fn a_letter_costs_little() {
    let mut terminal = demo();
    for letter in ["m", "a", "k"] {
        let bytes = cost(&mut terminal, letter);
        assert!(bytes <= 3_000, "a letter costs {bytes} bytes");
    }
}

#[test]
fn a_movement_costs_less_and_a_full_frame_no_more_than_allowed() {
    let mut terminal = demo();
    enter_list(&mut terminal);
    for movement in ["j", "\x1b[B", "k"] {
        let bytes = cost(&mut terminal, movement);
        assert!(bytes <= 400, "a movement costs {bytes} bytes");
    }
    let bytes = cost(&mut terminal, "\x0c");
    assert!(bytes <= 8_000, "a full frame costs {bytes} bytes");
}

#[test]
fn escape_is_decided_without_another_key() {
    let mut terminal = demo();
    enter_list(&mut terminal);
    assert!(cost(&mut terminal, "\x1b") > 0);
}

#[test]
fn any_size_is_drawn() {
    let mut terminal = demo();
    for (columns, rows) in [(80, 24), (1, 1), (59, 14), (300, 100), (80, 24)] {
        let before = terminal.wait_for_quiet(FRAME);
        terminal.resize(columns, rows);
        terminal.wait_for_more(before);
    }
    terminal.press("\x03");
    assert!(terminal.wait_for_end(AT_ONCE).success());
    assert_eq!(foreign(&terminal.bytes()), None);
}

#[test]
fn a_suspended_program_hands_the_terminal_to_the_shell_and_takes_it_again() {
    let script = r#"set -m; "$0" "$@"; echo suspended; read line; fg; echo "ended with $?""#;
    let mut terminal = demo_under(script);
    let shown = terminal.see(vt100::Screen::contents);
    terminal.press("\x1a");
    terminal.wait_for("suspended", LONG);
    assert!(!terminal.see(vt100::Screen::alternate_screen));
    terminal.press("\n");
    terminal.wait_until(LONG, |screen| screen.contents() == shown);
    terminal.press("\x03");
    terminal.wait_for("ended with 0", LONG);
    terminal.wait_for_end(LONG);
    terminal.assert_restored();
}

#[test]
fn a_program_above_which_no_shell_waits_is_not_suspended() {
    let mut terminal = demo();
    terminal.press("\x1a");
    assert!(cost(&mut terminal, "x") > 0);
    assert!(terminal.see(vt100::Screen::alternate_screen));
}

#[test]
fn text_pasted_without_marks_is_no_command() {
    let mut terminal = demo();
    enter_list(&mut terminal);
    cost(&mut terminal, "dquit\rqqqqqqqq\rqqq");
    assert!(terminal.see(vt100::Screen::alternate_screen));
    terminal.press("\x03");
    assert!(terminal.wait_for_end(AT_ONCE).success());
}

/// Draws frame after frame, so often or until the program is gone.
fn fill(terminal: &mut Terminal, program: &Watched, frames: usize) -> bool {
    (0..frames).any(|_| {
        terminal.press("\x0c");
        program.ends(Duration::from_millis(20))
    })
}

#[test]
fn a_terminal_that_takes_nothing_ends_the_program() {
    let mut terminal = demo();
    let program = Watched::new(terminal.program());
    let pause = terminal.pause();
    assert!(fill(&mut terminal, &program, 1_000), "it draws for nobody");
    drop(pause);
    assert!(terminal.wait_for_end(LONG).success());
    terminal.assert_modes_restored();
}

#[test]
fn a_termination_is_heard_though_the_terminal_takes_nothing() {
    let mut terminal = demo();
    let program = Watched::new(terminal.program());
    let _pause = terminal.pause();
    assert!(!fill(&mut terminal, &program, 100), "it left too early");
    terminal.signal(Signal::TERM);
    assert!(program.ends(AT_ONCE));
}
