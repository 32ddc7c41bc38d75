use std::time::Duration;

use rainmaker::clock;
use rustix::process::Signal;

use super::Session;
use super::TIMES;
use super::demo;
use super::demo_under;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;
use crate::support::terminal::Watched;
use crate::support::terminal::children;

/// How soon the program is gone when nobody tells it, on a machine that has nothing else to do.
const SOON: Duration = Duration::from_secs(2);

/// Loses the program every time in the same way; the quickest shows what the program needs.
fn assert_gone(open: impl Fn() -> Session, lose: impl Fn(Terminal)) {
    let times = (0..TIMES).map(|_| {
        let Session {
            environment: _kept,
            terminal,
        } = open();
        let program = match &children(terminal.program())[..] {
            [child] => *child,
            _ => terminal.program(),
        };
        let program = Watched::new(program);
        let since = clock::monotonic();
        lose(terminal);
        assert!(program.ends(LONG), "an orphan lives on");
        since.elapsed()
    });
    let quickest = times.min().unwrap();
    assert!(quickest <= SOON, "an orphan lives on for {quickest:?}");
}

#[test]
fn the_leader_of_a_session_is_gone_when_the_terminal_closes() {
    assert_gone(demo, Terminal::close);
}

#[test]
fn a_child_is_gone_when_the_terminal_closes() {
    assert_gone(|| demo_under(r#""$0" "$@"; true"#), Terminal::close);
}

#[test]
fn a_child_that_is_spared_the_hang_up_is_gone_when_the_terminal_closes() {
    assert_gone(
        || demo_under(r#"trap "" HUP; "$0" "$@"; true"#),
        Terminal::close,
    );
}

#[test]
fn a_program_without_a_controlling_terminal_is_gone_when_the_terminal_closes() {
    assert_gone(|| demo_under(r#"setsid "$0" "$@"; true"#), Terminal::close);
}

#[test]
fn a_child_is_gone_when_the_shell_above_it_is_killed() {
    let kill = |terminal: Terminal| terminal.signal(Signal::KILL);
    assert_gone(|| demo_under(r#""$0" "$@"; true"#), kill);
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
    let Session { mut terminal, .. } = demo();
    let program = Watched::new(terminal.program());
    let pause = terminal.pause();
    assert!(fill(&mut terminal, &program, 1_000), "it draws for nobody");
    drop(pause);
    assert!(terminal.wait_for_end().success());
    terminal.assert_modes_restored();
}

#[test]
fn a_termination_is_heard_though_the_terminal_takes_nothing() {
    let Session { mut terminal, .. } = demo();
    let program = Watched::new(terminal.program());
    let pause = terminal.pause();
    assert!(!fill(&mut terminal, &program, 100), "it left too early");
    terminal.signal(Signal::TERM);
    // Sooner than a terminal that takes nothing is given up.
    assert!(program.ends(Duration::from_secs(4)));
    drop(pause);
}
