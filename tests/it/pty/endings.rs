use std::fs;
use std::time::Duration;

use rainmaker::clock;
use rustix::process::Signal;

use super::Session;
use super::TIMES;
use super::demo;
use super::demo_under;
use super::enter_list;
use super::opened;
use crate::support::environment::PROGRAM;
use crate::support::environment::TestEnvironment;
use crate::support::escapes::foreign;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

/// How soon the program is gone when it is told to go, on a machine that has nothing else to do.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Leaves every time in the same way; the quickest shows what the program needs for it.
fn assert_every_time(leave: impl Fn(&mut Terminal)) {
    let quickest = (0..TIMES).map(|_| time_to(&leave)).min().unwrap();
    assert!(quickest <= AT_ONCE, "it lingers for {quickest:?}");
}

fn time_to(leave: impl Fn(&mut Terminal)) -> Duration {
    let Session {
        environment,
        mut terminal,
    } = demo();
    let told = clock::monotonic();
    leave(&mut terminal);
    let status = terminal.wait_for_end();
    let took = told.elapsed();
    assert!(status.success(), "{status}");
    terminal.assert_restored();
    assert_eq!(foreign(&terminal.bytes()), None);
    let left = fs::read_dir(environment.path("..")).unwrap().count();
    assert_eq!(left, 1, "more is left than the working directory");
    took
}

#[test]
fn quitting_restores_the_terminal() {
    assert_every_time(|terminal| {
        terminal.press("\x1b");
        terminal.wait_for("q quit", LONG);
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

#[test]
fn a_suspended_program_hands_the_terminal_to_the_shell_and_takes_it_again() {
    let script = r#"set -m; "$0" "$@"; echo suspended; read line; fg; echo "ended with $?""#;
    let mut session = demo_under(script);
    let terminal = &mut session.terminal;
    let shown = terminal.see(vt100::Screen::contents);
    terminal.press("\x1a");
    terminal.wait_for("suspended", LONG);
    assert!(!terminal.see(vt100::Screen::alternate_screen));
    terminal.press("\n");
    terminal.wait_until(LONG, |screen| screen.contents() == shown);
    terminal.press("\x03");
    terminal.wait_for("ended with 0", LONG);
    terminal.wait_for_end();
    terminal.assert_restored();
}

#[test]
fn a_program_above_which_no_shell_waits_is_not_suspended() {
    let Session { mut terminal, .. } = demo();
    enter_list(&mut terminal);
    terminal.press("\x1a");
    terminal.press("/zz");
    terminal.wait_for("│ zz", LONG);
    assert!(terminal.see(vt100::Screen::alternate_screen));
}

#[test]
fn a_terminal_that_cannot_place_text_gets_a_sentence() {
    for kind in ["dumb", ""] {
        for command in [&["demo"][..], &[]] {
            let mut environment = TestEnvironment::bare();
            environment.set("TERM", kind);
            let Session { terminal, .. } = opened(environment, PROGRAM, command, (80, 24));
            assert_eq!(terminal.wait_for_end().exit_code(), 2);
            terminal.assert_modes_restored();
            let said = String::from_utf8(terminal.bytes()).unwrap();
            assert!(said.contains("rainmaker: "), "{said:?}");
            assert_eq!(foreign(said.as_bytes()), None);
            assert!(!said.contains('\x1b'), "{said:?}");
        }
    }
}

#[test]
fn half_a_terminal_is_none() {
    for redirected in [r#""$0" demo < /dev/null"#, r#""$0" demo > out"#] {
        let mut environment = TestEnvironment::bare();
        environment.set("TERM", "xterm");
        let shell = ["-c", redirected, PROGRAM];
        let Session { terminal, .. } = opened(environment, "/bin/sh", &shell, (80, 24));
        assert_eq!(terminal.wait_for_end().exit_code(), 2);
        let said = String::from_utf8(terminal.bytes()).unwrap();
        assert!(
            said.contains("rainmaker: ") && !said.contains('\x1b'),
            "{said:?}"
        );
    }
}
