//! The map in `lib.rs`, enforced: which room may use which, and how large a file may grow.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms it may use, and the paths it must never name.
struct Room {
    name: &'static str,
    uses: &'static [&'static str],
    never: &'static [&'static str],
}

/// In reading order: a room uses only rooms above it.
const ROOMS: &[Room] = &[
    Room {
        name: "text",
        uses: &[],
        never: &["std::fs", "tokio", "redb", "ratatui", "serde"],
    },
    Room {
        name: "clock",
        uses: &[],
        never: &["tokio", "redb", "ratatui"],
    },
    Room {
        name: "domain",
        uses: &["text"],
        never: &["std::fs", "tokio", "redb", "ratatui", "crossterm"],
    },
    Room {
        name: "contract",
        uses: &["domain"],
        never: &["std::fs", "tokio", "redb", "ratatui"],
    },
    Room {
        name: "vault",
        uses: &[],
        never: &["tokio", "redb", "ratatui", "serde"],
    },
    Room {
        name: "store",
        uses: &["domain", "vault"],
        never: &["tokio", "ratatui", "serde"],
    },
    Room {
        name: "search",
        uses: &["domain", "text"],
        never: &["std::fs", "tokio", "redb", "ratatui"],
    },
    Room {
        name: "intake",
        uses: &["domain", "text"],
        never: &["std::fs", "tokio", "redb", "ratatui"],
    },
    Room {
        name: "ops",
        uses: &[
            "contract", "domain", "vault", "store", "search", "intake", "text",
        ],
        never: &["tokio", "redb", "ratatui", "std::fs"],
    },
    Room {
        name: "config",
        uses: &[],
        never: &["tokio", "redb", "ratatui"],
    },
    Room {
        name: "ui",
        uses: &["contract", "domain", "config", "text"],
        never: &["tokio", "redb", "std::fs", "std::time::Instant"],
    },
    Room {
        name: "service",
        uses: &["contract", "domain", "ops", "clock"],
        never: &["redb", "ratatui", "std::fs"],
    },
    Room {
        name: "client",
        uses: &["contract", "domain", "ops", "clock"],
        never: &["redb", "ratatui"],
    },
    Room {
        name: "app",
        uses: &["contract", "domain", "config", "client", "ui", "clock"],
        never: &["redb"],
    },
    Room {
        name: "cli",
        uses: &[
            "contract", "domain", "config", "intake", "service", "client", "app", "clock", "text",
            "ui",
        ],
        never: &["redb"],
    },
];

/// Rooms in which something may wait.
const WAITING: &[&str] = &["app", "client", "service", "cli"];

/// Lines of a file, its inline tests not counted.
const MOST_LINES: usize = 600;

/// Files of `src` that belong to no room.
const OUTSIDE: &[&str] = &["lib.rs", "main.rs"];

#[test]
fn rooms_open_onto_earlier_rooms_only() {
    let mut wrong = BTreeSet::new();
    for room in ROOMS {
        // What tests a room is not in it.
        let rooms_own =
            |(path, _): &(String, String)| !path.ends_with("tests.rs") && !path.contains("/tests/");
        for (path, text) in sources(room.name).into_iter().filter(rooms_own) {
            for (number, line) in text.lines().enumerate() {
                for fault in faults(room, line) {
                    wrong.insert(format!("{path}:{}: {fault}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn faults(room: &Room, line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut faults = Vec::new();
    // One spelling, so that the check below cannot be walked around.
    if code.contains("crate::{") {
        faults.push("write one `use crate::` a line".to_owned());
    }
    for other in ROOMS.iter().filter(|it| it.name != room.name) {
        let named = code.contains(&format!("crate::{}::", other.name))
            || code.contains(&format!("crate::{};", other.name));
        if named && !room.uses.contains(&other.name) {
            faults.push(format!("{} may not use {}", room.name, other.name));
        }
    }
    for path in room.never {
        if code.contains(&format!("{path}::")) {
            faults.push(format!("{} may not use {path}", room.name));
        }
    }
    let waits = code.contains("async ") || code.contains(".await");
    if waits && !WAITING.contains(&room.name) {
        faults.push(format!("nothing waits in {}", room.name));
    }
    faults
}

#[test]
fn the_list_of_rooms_is_an_order_and_whole() {
    for (index, room) in ROOMS.iter().enumerate() {
        for used in room.uses {
            let at = ROOMS.iter().position(|it| it.name == *used).unwrap();
            assert!(at < index, "{} is above {used}, which it uses", room.name);
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found: BTreeSet<String> = fs::read_dir(src)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| !OUTSIDE.contains(&it.as_str()))
        .map(|it| it.trim_end_matches(".rs").to_owned())
        .collect();
    let known: BTreeSet<String> = ROOMS.iter().map(|it| it.name.to_owned()).collect();
    assert_eq!(found, known);
}

#[test]
fn commands_know_of_the_screens_only_their_actions_and_how_to_open_them() {
    let reach: Vec<String> = sources("cli")
        .into_iter()
        .filter(|(path, _)| !path.ends_with("screens.rs"))
        .flat_map(|(path, text)| {
            let lines: Vec<String> = text
                .lines()
                .filter(|it| it.contains("crate::ui::"))
                .map(str::to_owned)
                .collect();
            lines.into_iter().map(move |line| format!("{path}: {line}"))
        })
        .filter(|line| !line.contains("crate::ui::action"))
        .collect();
    assert!(reach.is_empty(), "{reach:#?}");
}

#[test]
fn every_room_says_what_it_is_and_what_it_refuses() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ROOMS {
        let door = [
            src.join(room.name).join("mod.rs"),
            src.join(room.name).with_extension("rs"),
        ];
        let text = door
            .iter()
            .find_map(|it| fs::read_to_string(it).ok())
            .unwrap();
        assert!(
            text.starts_with("//!"),
            "{} has no sentence on its door",
            room.name
        );
        assert!(
            text.contains("//! **Invariant:**"),
            "{} states no invariant",
            room.name
        );
    }
}

#[test]
fn no_file_outgrows_a_sitting() {
    let mut large = Vec::new();
    for room in ROOMS {
        for (path, text) in sources(room.name) {
            let code = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default();
            if code.lines().count() > MOST_LINES && !path.ends_with("tests.rs") {
                large.push(format!("{path} has {} lines", code.lines().count()));
            }
        }
    }
    assert!(large.is_empty(), "{large:#?}");
}

fn sources(room: &str) -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![
        top.join("src").join(room),
        top.join("src").join(room).with_extension("rs"),
    ];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "rs") && path.exists() {
            let name = path.strip_prefix(top).unwrap().display().to_string();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "room {room} is empty");
    found
}
