use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

use rustix::process::Signal;

use super::home::times;
use super::process::Installation;
use super::worker::{Worker, audit};

/// People at work when the service is killed.
const CREW: usize = 4;

/// A register is given up after so many kills, for its audit, which is read at last, only grows.
const LIVES: usize = 50;

#[test]
fn a_killed_service_loses_nothing_acknowledged_and_does_nothing_twice() {
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..times(2) {
                    live();
                }
            });
        }
    });
}

fn live() {
    let home = Installation::new();
    // It listens while there is no service, as systemd's does.
    let socket = home.folder.path().join("socket");
    let listener = UnixListener::bind(&socket).unwrap();
    let mut crew: Vec<Worker> = (0..CREW)
        .map(|it| Worker::new(&format!("Virta {it}")))
        .collect();
    let service = home.serve_on(&listener);
    for worker in &mut crew {
        // Logs in, which only the first life does.
        worker.connect(&socket).unwrap();
    }
    service.end();
    let mut acknowledged = 0;
    for life in 0..LIVES {
        acknowledged += kill_once(&home, &listener, (&socket, &mut crew), life);
    }
    assert!(acknowledged > LIVES * CREW, "they have to get to work");
    let service = home.serve_on(&listener);
    let mut done = 0;
    for worker in &mut crew {
        let mut client = worker.connect(&socket).unwrap();
        // What was not answered before the last kill is known now.
        worker.work(&mut client).unwrap();
        worker.holds(&mut client);
        done += worker.version;
    }
    let mut client = crew[0].connect(&socket).unwrap();
    let acts = audit(&mut client)[0];
    // The beginning of the register, its logins and every change, each once.
    assert_eq!(acts, 1 + CREW as u64 + done);
    service.end();
}

/// Lets the crew work until the service is killed; returns what it was told as done.
fn kill_once(
    home: &Installation,
    listener: &UnixListener,
    (socket, crew): (&Path, &mut Vec<Worker>),
    life: usize,
) -> usize {
    let service = home.serve_on(listener);
    let told = AtomicUsize::new(0);
    let wanted = life * 7 % 23;
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        for worker in crew.iter_mut() {
            threads.push(scope.spawn(|| work(worker, socket, &told)));
        }
        while told.load(Ordering::Relaxed) < wanted {
            assert!(threads.iter().any(|it| !it.is_finished()), "all gave up");
            std::thread::yield_now();
        }
        // Not always just after an answer.
        for _ in 0..life * 7_919 % 100_000 {
            std::hint::spin_loop();
        }
        service.signal(Signal::KILL);
        service.ended();
        // Who waits to be accepted would wait for the next life.
        while !threads.iter().all(ScopedJoinHandle::is_finished) {
            hang_up_on_waiting(listener);
        }
    });
    told.into_inner()
}

fn work(worker: &mut Worker, socket: &Path, told: &AtomicUsize) {
    let Ok(mut client) = worker.connect(socket) else {
        return;
    };
    while worker.work(&mut client).is_ok() {
        told.fetch_add(1, Ordering::Relaxed);
    }
}

fn hang_up_on_waiting(listener: &UnixListener) {
    listener.set_nonblocking(true).unwrap();
    while listener.accept().is_ok() {}
    listener.set_nonblocking(false).unwrap();
}
