//! Keys, pastes and sizes at random, against a register that is looked at afterwards.

use std::fmt::Write as _;
use std::time::Duration;

use super::Session;
use super::opened;
use crate::support::environment::PROGRAM;
use crate::support::environment::TestEnvironment;
use crate::support::escapes::foreign;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;
use crate::support::terminal::Watched;

const PEOPLE: usize = 50;
const KEYS: usize = 5_000;

/// Most keys at once: more are taken for a paste.
const HAND: u64 = 6;

/// Long enough for the program to tell one burst from the next.
const BREATH: Duration = Duration::from_millis(2);

/// Everything but what leaves the program, and often what opens something.
const ALPHABET: [&str; 48] = [
    "a", "v", "i", "r", "t", "n", "e", "1", "0", "5", " ", "j", "j", "k", "g", "G", "/", "?", ":",
    "b", "b", "c", "c", "u", "w", "d", "d", "z", "y", ".", "\r", "\r", "\r", "\t", "\t", "\x1b",
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\x7f", "\x15", "\x0c",
    "\x13", "\x1bOQ",
];

/// From wherever, finds somebody and opens them: chance alone seldom does.
const FINDING: [&str; 7] = ["\x1b", "\x1b", "\x1b", "/", "\x15", "virta", "\r"];

/// The same numbers every time (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn keys(&mut self) -> Vec<&'static str> {
        let many = 1 + self.below(HAND);
        let place = |it: u64| ALPHABET[usize::try_from(it).unwrap()];
        (0..many)
            .map(|_| place(self.below(ALPHABET.len() as u64)))
            .collect()
    }
}

fn fill(environment: &TestEnvironment) {
    let mut list = "given,family,phone,city\n".to_owned();
    for person in 0..PEOPLE {
        writeln!(list, "Aino{person},Virtanen,04012345{person:02},Turku").unwrap();
    }
    environment.write("list.csv", list);
    environment.run(&["import", "list.csv", "--yes"]).ok();
}

/// Does something, and returns how many keys that were.
fn act(chance: &mut Chance, terminal: &mut Terminal) -> usize {
    match chance.below(40) {
        0 => {
            let (cols, rows) = (chance.below(130), chance.below(45));
            terminal.resize(cols.try_into().unwrap(), rows.try_into().unwrap());
            1
        }
        1 => {
            terminal.press(&format!("\x1b[200~{}\x1b[201~", chance.keys().concat()));
            1
        }
        2..6 => {
            for keys in FINDING {
                terminal.press(keys);
                terminal.wait_for_quiet(5 * BREATH);
            }
            FINDING.len()
        }
        _ => {
            let keys = chance.keys();
            terminal.press(&keys.concat());
            keys.len()
        }
    }
}

/// Returns how many of `left` keys the program took; it may have been told to quit.
fn play(
    environment: TestEnvironment,
    chance: &mut Chance,
    left: usize,
) -> (TestEnvironment, usize) {
    let Session {
        environment,
        mut terminal,
    } = opened(environment, PROGRAM, &[], (100, 30));
    terminal.wait_for("Type a name", LONG);
    let program = Watched::new(terminal.program());
    let mut pressed = 0;
    while pressed < left && !program.ends(BREATH) {
        pressed += act(chance, &mut terminal);
    }
    // Over an unsaved form, the first only asks; the second takes that for a no.
    while !program.ends(Duration::from_secs(1)) {
        terminal.press("y");
        terminal.press("\x03");
    }
    let status = terminal.wait_for_end();
    assert!(
        status.success(),
        "{status}: {:?}",
        terminal.see(vt100::Screen::contents)
    );
    terminal.assert_restored();
    assert_eq!(foreign(&sent(&terminal)), None);
    (environment, pressed)
}

/// Returns what the program sent; what was typed after it left, the terminal itself repeats.
fn sent(terminal: &Terminal) -> Vec<u8> {
    const LEAVE: &[u8] = b"\x1b[?1049l";
    let mut bytes = terminal.bytes();
    let left = bytes.windows(LEAVE.len()).rposition(|it| it == LEAVE);
    bytes.truncate(left.unwrap() + LEAVE.len());
    bytes
}

#[test]
fn no_play_at_the_keys_breaks_the_program_or_erases_anybody() {
    let mut environment = TestEnvironment::new();
    environment.set("TERM", "xterm-256color");
    fill(&environment);
    let mut chance = Chance(7);
    let mut left = KEYS;
    while left > 0 {
        let (back, pressed) = play(environment, &mut chance, left);
        environment = back;
        left = left.saturating_sub(pressed);
    }
    environment.run(&["audit", "verify"]).ok();
    let entries = environment.run(&["audit", "show", "--json"]).json();
    let entries = entries.as_array().unwrap();
    assert!(entries.iter().all(|it| it["deed"] != "erase"));
    assert!(
        entries.iter().any(|it| it["deed"] == "open"),
        "nobody was even opened"
    );
    let found = environment
        .run(&["lookup", "turku", "--limit", "100", "--json"])
        .json();
    let found = found.as_array().unwrap().len();
    assert!(found > 0 && found <= PEOPLE);
}
