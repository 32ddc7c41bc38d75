use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rainmaker::contract::{Reply, Request};

use super::home::times;
use super::process::Installation;
use super::worker::{Worker, audit};

const CLIENTS: usize = 100;

/// What each of them changes.
const EDITS: u64 = 6;

const RESTARTS: u64 = 3;

#[test]
fn a_hundred_at_work_lose_nothing_while_the_service_is_restarted() {
    let edits = times(1) as u64 * EDITS;
    let home = Installation::new();
    let socket = home.folder.path().join("socket");
    let listener = UnixListener::bind(&socket).unwrap();
    let first = home.serve_on(&listener);
    let told = AtomicU64::new(0);
    let mut crew: Vec<Worker> = (0..CLIENTS)
        .map(|it| Worker::new(&format!("Virta {it}")))
        .collect();
    let service = std::thread::scope(|scope| {
        let mut service = first;
        let mut threads = Vec::new();
        for worker in &mut crew {
            threads.push(scope.spawn(|| work(worker, &socket, edits, &told)));
        }
        for restart in 1..=RESTARTS {
            let all = CLIENTS as u64 * edits;
            while told.load(Ordering::Relaxed) < all * restart / (RESTARTS + 1) {
                assert!(threads.iter().any(|it| !it.is_finished()), "all gave up");
                std::thread::yield_now();
            }
            service.end();
            service = home.serve_on(&listener);
        }
        service
    });
    let mut client = crew[0].connect(&socket).unwrap();
    for worker in &crew {
        assert_eq!(worker.version, edits);
        worker.holds(&mut client);
    }
    let acts = audit(&mut client)[0];
    let logins = acts - 1 - CLIENTS as u64 * edits;
    assert!(logins >= CLIENTS as u64, "each logged in: {logins}");
    service.end();
}

fn work(worker: &mut Worker, socket: &Path, edits: u64, told: &AtomicU64) {
    while worker.version < edits {
        // A line that the old service lets go is no error, only another beginning.
        let Ok(mut client) = worker.connect(socket) else {
            continue;
        };
        while worker.version < edits && worker.work(&mut client).is_ok() {
            told.fetch_add(1, Ordering::Relaxed);
            let look = Request::Lookup {
                text: "virta 7".to_owned(),
                limit: 10,
            };
            let Ok(id) = client.send(None, look) else {
                break;
            };
            match client.receive(id) {
                Ok(found) => assert!(matches!(found, Ok(Reply::Found { .. })), "{found:?}"),
                Err(_) => break,
            }
        }
    }
}
