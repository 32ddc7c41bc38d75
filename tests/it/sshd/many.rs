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

/// Opens somebody by the number, from wherever this is. What is only read is not waited for long: on
/// a machine with other work somebody asks again.
fn open(terminal: &mut Terminal, number: &str) {
    const SILENT: &str = "No answer came in time";
    let mut opened = false;
    while !opened {
        press(terminal, "\x1b", "╭ Find");
        terminal.wait_for_quiet(FRAME);
        terminal.press("/");
        terminal.wait_for_quiet(FRAME);
        press(terminal, "\x15", "Type a name");
        terminal.press(number);
        let found = format!("▸ {number}");
        if !comes(terminal, &found, SILENT) {
            continue;
        }
        terminal.press("\r");
        opened = comes(terminal, "What we hold", SILENT);
    }
}

/// Waits for one of two, and tells whether it is the first.
fn comes(terminal: &Terminal, wanted: &str, other: &str) -> bool {
    terminal.wait_until(LONG, |screen| {
        let text = screen.contents();
        text.contains(wanted) || text.contains(other)
    });
    terminal.see(|screen| screen.contents().contains(wanted))
}

/// Bans one channel of a person, and waits until the service shows that it is saved: the word for it
/// may give way to a word of what others did.
fn ban(terminal: &mut Terminal, channel: usize) {
    press(terminal, "b", "Ban marketing");
    for (place, (_, name)) in CHANNELS.iter().enumerate() {
        if place > 0 {
            press(terminal, "j", &format!("▸ [x] {name}"));
        }
        if place != channel {
            press(terminal, " ", &format!("▸ [ ] {name}"));
        }
    }
    terminal.press("\r");
    terminal.wait_until(LONG, |screen| {
        let text = screen.contents();
        let banned = text.lines().find(|it| it.starts_with("  BANNED"));
        !text.contains("Ban marketing")
            && banned.is_some_and(|it| it.contains(CHANNELS[channel].1) || it.contains("every"))
    });
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
                open(&mut terminal, number);
                ban(&mut terminal, session / PEOPLE);
                tell.send(()).unwrap();
                // It goes on afterwards, whatever happened meanwhile.
                open(&mut terminal, &people[(session + 1) % PEOPLE]);
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
