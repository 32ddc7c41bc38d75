use std::io::{ErrorKind, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rainmaker::contract::{FaultCode, Frame, LONGEST_FRAME, Reply, Request, Secret, VERSION};
use rainmaker::service::Limits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::client::{Client, framed};
use super::home::{Home, generous, times};
use super::worker::{Worker, addition};

/// So short that a test sees their end.
const SHORT: Duration = Duration::from_millis(300);

fn impatient() -> Limits {
    Limits {
        greeting: SHORT,
        frame: SHORT,
        unread: SHORT,
        ..generous()
    }
}

/// What a client may send that is no client of ours. Some of it never ends.
fn nonsense(kind: usize) -> Vec<u8> {
    let hello = framed(format!("{{\"rainmaker\":{VERSION}}}").as_bytes());
    let after = |frame: &[u8]| [hello.clone(), frame.to_vec()].concat();
    let deep = "[".repeat(200_000);
    match kind % 12 {
        0 => b"GET / HTTP/1.1\r\nHost: register\r\n\r\n".to_vec(),
        1 => vec![0xff; 64],
        2 => u32::MAX.to_be_bytes().to_vec(),
        3 => vec![0; 4],
        4 => hello[..hello.len() - 1].to_vec(),
        5 => after(&u32::MAX.to_be_bytes()),
        6 => after(&framed(deep.as_bytes())),
        7 => after(&framed(
            b"{\"id\":1,\"key\":null,\"request\":{\"do\":\"everything\"}}",
        )),
        8 => after(&framed(&[0xc3, 0x28])),
        9 => after(&[0, 0, 1]),
        10 => after(&framed(b"{\"id\":-1}")[..9]),
        _ => framed(b"{\"rainmaker\":1e400}"),
    }
}

/// Keeps somebody at work while `abuse` runs; nothing of it may go wrong.
fn meanwhile(home: &Home, abuse: impl FnOnce()) {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let working = scope.spawn(|| {
            let mut client = home.client();
            let mut worker = Worker::new("Virta");
            while !over.load(Ordering::Relaxed) || worker.version == 0 {
                worker.work(&mut client).unwrap();
                client.ask(Request::About).unwrap();
            }
            worker.holds(&mut client);
        });
        abuse();
        over.store(true, Ordering::Relaxed);
        working.join().unwrap();
    });
}

#[test]
fn whatever_is_sent_the_sender_is_hung_up_on_and_others_are_answered() {
    let home = Home::with(impatient());
    meanwhile(&home, || {
        std::thread::scope(|scope| {
            // Half of them wait for the end of what never ends.
            for crew in 0..20 {
                let socket = home.socket();
                scope.spawn(move || {
                    for round in 0..times(50) {
                        let mut client = Client::silent(&socket).unwrap();
                        client.stream.write_all(&nonsense(crew + round)).ok();
                        if round % 10 == 0 {
                            client.until_hung_up();
                        }
                    }
                });
            }
        });
    });
}

#[test]
fn a_length_that_nobody_has_memory_for_is_refused_before_it_is_taken() {
    let home = Home::new();
    let mut client = home.client();
    let length = u32::try_from(LONGEST_FRAME + 1).unwrap();
    client.stream.write_all(&length.to_be_bytes()).unwrap();
    let (id, told) = client.next().unwrap();
    assert_eq!((id, told.unwrap_err().code), (0, FaultCode::TooLarge));
    client.until_hung_up();
}

#[test]
fn a_frame_of_another_contract_is_told_so_and_ends_the_line() {
    let home = Home::new();
    let mut client = home.client();
    client
        .write(&Frame::Part {
            id: 1,
            text: String::new(),
            last: true,
        })
        .unwrap();
    let (id, told) = client.next().unwrap();
    assert_eq!((id, told.unwrap_err().code), (0, FaultCode::Unreadable));
    client.until_hung_up();
}

#[test]
fn another_version_is_told_both_and_hung_up_on() {
    let home = Home::new();
    for version in [0, VERSION + 1, u32::MAX] {
        let mut client = Client::silent(&home.socket()).unwrap();
        let welcome = client.greet(version).unwrap();
        assert_eq!(welcome.rainmaker, VERSION);
        let fault = welcome.refused.unwrap();
        assert_eq!(fault.code, FaultCode::OtherVersion);
        let values = [
            ("ours", version.to_string()),
            ("theirs", VERSION.to_string()),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(fault.values, values);
        client.until_hung_up();
    }
}

#[test]
fn one_byte_after_the_other_is_no_way_to_keep_a_line() {
    let home = Home::with(impatient());
    meanwhile(&home, || {
        let mut client = Client::greeted(&home.socket()).unwrap();
        let frame = framed(&vec![b' '; LONGEST_FRAME]);
        // Slower than any byte a second: each waits until somebody else was answered.
        let mut other = Client::greeted(&home.socket()).unwrap();
        let refused = frame.chunks(1).any(|byte| {
            other.ask(Request::About).unwrap();
            client.stream.write_all(byte).is_err()
        });
        assert!(refused, "the whole frame was taken");
    });
}

#[test]
fn whoever_reads_nothing_is_dropped() {
    let home = Home::with(impatient());
    meanwhile(&home, || {
        let mut client = Client::greeted(&home.socket()).unwrap();
        let broken = loop {
            if let Err(error) = client.send(None, Request::About) {
                break error.kind();
            }
        };
        assert!(
            matches!(broken, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset),
            "{broken}"
        );
    });
}

/// Lets this process hold both ends of a thousand lines.
fn many_descriptors() {
    let allowed = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: allowed.maximum,
        maximum: allowed.maximum,
    };
    setrlimit(Resource::Nofile, all).unwrap();
}

#[test]
fn a_thousand_lines_leave_room_for_those_who_are_in_and_for_one_more_when_they_go() {
    many_descriptors();
    let home = Home::with(Limits {
        connections_per_account: 64,
        ..generous()
    });
    let mut client = home.client();
    let socket = home.socket();
    let lines: Vec<UnixStream> = (0..times(1_000))
        .map(|_| UnixStream::connect(&socket).unwrap())
        .collect();
    let refused = Client::greeted(&socket).err().unwrap();
    assert_eq!(refused.to_string(), FaultCode::Busy.code());
    client.ask(addition("Virta")).unwrap();
    drop(lines);
    until_welcome(&socket).ask(Request::About).unwrap();
    client.ask(addition("Suo")).unwrap();
}

/// Knocks until somebody opens.
fn until_welcome(socket: &Path) -> Client {
    loop {
        match Client::greeted(socket) {
            Ok(client) => return client,
            Err(error) => assert_eq!(error.to_string(), FaultCode::Busy.code()),
        }
    }
}

#[test]
fn whoever_asks_too_fast_is_answered_later_and_never_refused() {
    let home = Home::with(Limits {
        requests_per_second: 100,
        burst: 10,
        ..generous()
    });
    let mut client = Client::greeted(&home.socket()).unwrap();
    let begun = rainmaker::clock::monotonic();
    let sent: Vec<u64> = (0..40)
        .map(|_| client.send(None, Request::About).unwrap())
        .collect();
    for id in sent {
        assert!(matches!(client.receive(id).unwrap(), Ok(Reply::About(_))));
    }
    assert!(begun.elapsed() > Duration::from_millis(250));
}

#[test]
fn a_flood_of_logins_is_answered_and_so_are_those_who_work() {
    let home = Home::new();
    let mut refused = true;
    meanwhile(&home, || {
        let socket = home.socket();
        let mut flood: Vec<Client> = (0..times(8))
            .map(|_| Client::greeted(&socket).unwrap())
            .collect();
        for (place, client) in flood.iter_mut().enumerate() {
            for round in 0..8 {
                let login = Request::Login {
                    user: format!("nobody {place} {round}"),
                    password: Secret("arvaus arvauksen perään".to_owned()),
                };
                client.send(None, login).unwrap();
            }
        }
        // All are answered in the end, and those who come later have to wait.
        for client in &mut flood {
            for _ in 0..8 {
                let code = client.next().unwrap().1.unwrap_err().code;
                refused &= matches!(code, FaultCode::LoginFailed | FaultCode::Throttled);
            }
        }
    });
    assert!(refused);
}

#[test]
fn what_the_service_logs_says_nothing_of_people() {
    let mut home = Home::new();
    let mut client = home.client();
    let mut worker = Worker::new("Salanimi");
    worker.work(&mut client).unwrap();
    client
        .stream
        .write_all(&framed(b"{\"Salanimi\":1}"))
        .unwrap();
    client.until_hung_up();
    home.end();
    let log = home.log();
    assert!(log.contains("line 1: unreadable\n"), "{log}");
    for secret in ["Salanimi", super::home::OFFICER, super::home::PASSWORD] {
        assert!(!log.contains(secret), "{log}");
    }
    assert!(log.lines().all(|it| it.starts_with("rainmaker: ")), "{log}");
}
