use std::time::Duration;

use super::FRAME;
use super::Session;
use super::demo;
use super::enter_list;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

/// What an answer to some keys takes.
struct Cost {
    bytes: usize,
    writes: usize,
}

/// Presses `keys` and counts what comes until the screen is as told and still.
fn cost(terminal: &mut Terminal, keys: &str, told: impl Fn(&str) -> bool) -> Cost {
    let before = (terminal.wait_for_quiet(FRAME), terminal.writes());
    terminal.press(keys);
    terminal.wait_for_more(before.0);
    terminal.wait_until(LONG, |screen| told(&screen.contents()));
    Cost {
        bytes: terminal.wait_for_quiet(FRAME) - before.0,
        writes: terminal.writes() - before.1,
    }
}

/// Returns the line of the selected person, or of the count of people.
fn line(contents: &str, mark: &str) -> String {
    let mut lines = contents.lines().filter(|it| it.contains(mark));
    lines.next().unwrap_or_default().to_owned()
}

#[test]
fn a_program_that_idles_sends_nothing() {
    let Session { terminal, .. } = demo();
    let before = (terminal.bytes().len(), terminal.writes());
    let after = terminal.wait_for_quiet(Duration::from_secs(3));
    assert_eq!((after, terminal.writes()), before);
}

#[test]
fn a_letter_costs_little_and_one_write_for_each_frame() {
    let Session { mut terminal, .. } = demo();
    for letter in ["m", "a", "k", "\x7f", "\x7f"] {
        let found = line(&terminal.see(vt100::Screen::contents), "people ─╯");
        let other = |now: &str| now.contains("people ─╯") && line(now, "people ─╯") != found;
        let cost = cost(&mut terminal, letter, other);
        assert!(cost.bytes <= 3_000, "a letter costs {} bytes", cost.bytes);
        assert!(
            cost.writes <= 2,
            "the letter, and who is found: {}",
            cost.writes
        );
    }
}

/// The preview of a person of another kind has other sentences for every channel.
#[test]
fn a_movement_costs_less_in_one_write() {
    let Session { mut terminal, .. } = demo();
    enter_list(&mut terminal);
    let mut bytes = Vec::new();
    for movement in ["j", "\x1b[B", "j", "j", "j", "j", "k", "\x1b[A", "k"] {
        let selected = line(&terminal.see(vt100::Screen::contents), "▸");
        let cost = cost(&mut terminal, movement, |now| line(now, "▸") != selected);
        assert_eq!(cost.writes, 1);
        bytes.push(cost.bytes);
    }
    bytes.sort_unstable();
    assert!(bytes[bytes.len() / 2] <= 400, "movements cost {bytes:?}");
    assert!(bytes[bytes.len() - 1] <= 700, "movements cost {bytes:?}");
}

#[test]
fn a_full_frame_is_one_write_and_no_more_than_allowed() {
    let Session { mut terminal, .. } = demo();
    enter_list(&mut terminal);
    let shown = terminal.see(vt100::Screen::contents);
    let cost = cost(&mut terminal, "\x0c", |now| now == shown);
    assert!(
        cost.bytes <= 8_000,
        "a full frame costs {} bytes",
        cost.bytes
    );
    assert_eq!(cost.writes, 1);
}
