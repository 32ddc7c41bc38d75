//! Lines that are lost: the program behind them is gone soon.

use std::time::Duration;

use rustix::process::Signal;

use super::COUNT;
use super::Host;
use super::INTERVAL;
use crate::support::machine::log_in;
use crate::support::terminal::LONG;
use crate::support::terminal::Watched;

/// How soon a program is gone whose line is cut.
const SOON: Duration = Duration::from_secs(2);

#[test]
fn the_program_goes_with_its_line() {
    let Some(host) = Host::start() else { return };
    let killed = |host: &Host| {
        let terminal = host.sit_down("xterm", &[], &[]);
        terminal.wait_for("Password", LONG);
        let program = Watched::new(host.program());
        terminal.signal(Signal::KILL);
        assert!(program.ends(SOON), "it outlives its client");
        terminal.wait_for_end();
    };
    killed(&host);
    let terminal = host.sit_down("xterm", &[], &[]);
    terminal.wait_for("Password", LONG);
    let program = Watched::new(host.program());
    host.sshd.kill_connections();
    assert!(program.ends(SOON), "it outlives its sshd");
    terminal.wait_for_end();
}

#[test]
fn a_frozen_client_is_given_up() {
    let Some(host) = Host::start() else { return };
    let mut terminal = host.sit_down("xterm", &[], &[]);
    log_in(&mut terminal);
    let program = Watched::new(host.program());
    terminal.signal(Signal::STOP);
    // sshd takes two intervals for each question; and a second for a machine with other work.
    let within = Duration::from_secs(2 * INTERVAL * (COUNT + 1) + 1);
    assert!(program.ends(within), "a frozen client keeps its program");
    terminal.signal(Signal::KILL);
    terminal.wait_for_end();
}
