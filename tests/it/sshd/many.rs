//! Twenty at once on the same people, while the service goes and comes again.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Host;
use crate::support::machine::log_in;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

const SESSIONS: usize = 20;
const PEOPLE: usize = 4;

/// Every channel, as a record and as the screens call it.
const CHANNELS: [(&str, &str); 5] = [
    ("email", "e-mail"),
    ("sms", "SMS"),
    ("phone", "phone"),
    ("post", "post"),
    ("auto_call", "automated call"),
];

/// After a silence of this length a frame is over.
const FRAME: Duration = Duration::from_millis(100);

fn press(terminal: &mut Terminal, key: &str, then: &str) {
    terminal.press(key);
    terminal.wait_for(then, LONG);
}

/// Finds somebody by the number, from wherever this is.
fn find(terminal: &mut Terminal, number: &str) {
    press(terminal, "\x1b", "╭ Find");
    terminal.wait_for_quiet(FRAME);
    terminal.press("/");
    terminal.wait_for_quiet(FRAME);
    press(terminal, "\x15", "Type a name");
    press(terminal, number, &format!("▸ {number}"));
}

/// Bans one channel of a person, and waits until that is said to be saved.
fn ban(terminal: &mut Terminal, number: &str, channel: usize) {
    press(terminal, "\r", "What we hold");
    press(terminal, "b", "Ban marketing");
    for (place, (_, name)) in CHANNELS.iter().enumerate() {
        if place > 0 {
            press(terminal, "j", &format!("▸ [x] {name}"));
        }
        if place != channel {
            press(terminal, " ", &format!("▸ [ ] {name}"));
        }
    }
    let saved = format!("The ban of {number} is recorded.");
    press(terminal, "\r", &saved);
}

#[test]
fn twenty_on_the_same_people_work_on_while_the_service_starts_anew() {
    let Some(host) = Host::start() else { return };
    let people: Vec<String> = (0..PEOPLE)
        .map(|it| {
            let family = format!("family=Virtanen{it}");
            let added = host.officer(&["add", "given=Aino", &family], "").ok();
            added.trim().to_owned()
        })
        .collect();
    let (tell, told) = mpsc::channel();
    let together = Barrier::new(SESSIONS);
    let host = &host;
    thread::scope(|scope| {
        for session in 0..SESSIONS {
            let (tell, people, together) = (tell.clone(), &people, &together);
            scope.spawn(move || {
                let mut terminal = host.sit_down("xterm", &[], &[]);
                log_in(&mut terminal);
                together.wait();
                let number = &people[session % PEOPLE];
                find(&mut terminal, number);
                ban(&mut terminal, number, session / PEOPLE);
                tell.send(()).unwrap();
                // It goes on afterwards, whatever happened meanwhile.
                find(&mut terminal, &people[(session + 1) % PEOPLE]);
                terminal.press("\x03");
                assert!(terminal.wait_for_end().success());
            });
        }
        told.recv_timeout(LONG).unwrap();
        host.restart();
    });
    assert_eq!(told.try_iter().count() + 1, SESSIONS);
    for number in &people {
        let shown = host.officer(&["show", number, "--json"], "").json();
        let banned = shown["bans"].as_array().unwrap().iter();
        let banned: BTreeSet<&str> = banned.map(|it| it["channel"].as_str().unwrap()).collect();
        assert_eq!(banned, CHANNELS.map(|(code, _)| code).into(), "{number}");
    }
}
