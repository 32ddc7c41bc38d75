//! Times the service over its socket: a round trip, a hundred people typing, and durable edits
//! beside those of `SQLite` in the same run.
//!
//! `cargo bench --bench service -- --people 10000 --seconds 5`

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::unwrap_used, reason = "a benchmark that fails has no figures")]

#[path = "service/client.rs"]
mod client;
#[path = "service/peers.rs"]
mod peers;
#[expect(dead_code, reason = "the benchmark of look-ups uses the rest")]
mod people;
#[path = "service/register.rs"]
mod register;

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use client::Client;
use people::{Dice, Person};
use rainmaker::contract::Request;
use register::Service;

/// Round trips that are measured.
const TRIPS: usize = 5_000;

/// Sessions that type at once, and the time between two of their keys.
const TYPISTS: usize = 100;
const KEY: Duration = Duration::from_millis(250);

fn main() {
    let bench = std::env::args().any(|it| it == "--bench");
    let crowd = argument("--people").unwrap_or(if bench { 100_000 } else { 2_000 });
    let seconds = argument("--seconds").unwrap_or(if bench { 5 } else { 1 });
    let span = Duration::from_secs(seconds as u64);
    let mut dice = Dice(20_260_000);
    let people: Vec<Person> = (0..crowd).map(|at| Person::random(&mut dice, at)).collect();
    let folder = tempfile::tempdir().unwrap();
    println!(
        "{crowd} people, {seconds} s each, durable on {}",
        folder.path().display()
    );

    let begun = Instant::now();
    register::create(folder.path(), &people);
    println!("register made in {:.1?}", begun.elapsed());
    let service = Service::start(folder.path());
    let begun = Instant::now();
    Client::at_work(&service.socket).look_up("virtanen");
    println!(
        "first look-up after {:.1?}, {} MiB resident",
        begun.elapsed(),
        service.resident()
    );

    println!(
        "\n{:36} {:>12} {:>12} {:>12}",
        "", "rainmaker", "peer", "peer is"
    );
    round_trips(&service);
    typing(&service, &people, span);
    for sessions in [1, 10, 100] {
        edits(&service, sessions, span);
    }
    println!("\nservice: {} MiB resident", service.resident());
}

/// A small request and its answer, beside bytes of the same number that are only sent back.
fn round_trips(service: &Service) {
    let mut client = Client::at_work(&service.socket);
    let ours = Times::of((0..TRIPS).map(|_| timed(|| drop(client.ask(Request::About)))));
    let mut echo = peers::Echo::new();
    let theirs = Times::of((0..TRIPS).map(|_| timed(|| echo.ask())));
    for percent in [50, 99] {
        let (ours, theirs) = (ours.at(percent), theirs.at(percent));
        row(
            &format!("round trip p{percent}"),
            (&ours, &theirs),
            "a bare socket",
        );
    }
}

/// A hundred people type the names of people, four keys a second each.
fn typing(service: &Service, people: &[Person], span: Duration) {
    let all = Mutex::new(Vec::new());
    let begun = Instant::now() + Duration::from_millis(500);
    thread::scope(|scope| {
        for typist in 0..TYPISTS {
            let (all, socket) = (&all, &service.socket);
            scope.spawn(move || {
                let mut client = Client::at_work(socket);
                let mut next = begun + KEY * u32::try_from(typist).unwrap() / 100;
                let mut times = Vec::new();
                for person in people.iter().cycle().skip(typist * 31) {
                    let name = format!("{} {}", person.given, person.family);
                    for end in name
                        .char_indices()
                        .map(|(at, letter)| at + letter.len_utf8())
                    {
                        if next > begun + span {
                            return all.lock().unwrap().append(&mut times);
                        }
                        thread::sleep(next.saturating_duration_since(Instant::now()));
                        times.push(timed(|| client.look_up(&name[..end])));
                        next += KEY;
                    }
                    drop(client.ask(Request::EndSearch));
                }
            });
        }
    });
    let times = Times::of(all.into_inner().unwrap().into_iter());
    for percent in [50, 99, 100] {
        let what = format!("{TYPISTS} sessions, 4 keys/s: p{percent}");
        row(&what, (&times.at(percent), "-"), "");
    }
    println!("{:36} {:>12} of {}", "  errors", 0, times.0.len());
}

fn edits(service: &Service, sessions: usize, span: Duration) {
    let ours = rate(sessions, span, |session, end| {
        Client::at_work(&service.socket).edit(session, end)
    });
    let base = peers::Sqlite::new(&service.folder, sessions);
    let theirs = rate(sessions, span, |session, end| base.edit(session, end));
    row(
        &format!("durable edits/s, {sessions} sessions in sum"),
        (&format!("{ours:.0}"), &format!("{theirs:.0}")),
        "SQLite, WAL, FULL",
    );
}

/// Returns how often a second `work` was done in sum; it is told when to begin and when to end.
fn rate(
    sessions: usize,
    span: Duration,
    work: impl Fn(usize, &dyn Fn() -> bool) -> usize + Sync,
) -> f64 {
    let gate = std::sync::Barrier::new(sessions);
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..sessions)
            .map(|session| {
                let (gate, work) = (&gate, &work);
                scope.spawn(move || {
                    let begun = Mutex::new(None);
                    work(session, &|| {
                        let mut begun = begun.lock().unwrap();
                        let begun = *begun.get_or_insert_with(|| {
                            gate.wait();
                            Instant::now()
                        });
                        begun.elapsed() < span
                    })
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|it| it.join().unwrap())
            .sum::<usize>()
    });
    f64::from(u32::try_from(done).unwrap()) / span.as_secs_f64()
}

/// Durations in order.
struct Times(Vec<Duration>);

impl Times {
    fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut times: Vec<Duration> = times.collect();
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, percent: usize) -> String {
        let place = (self.0.len() * percent / 100).min(self.0.len() - 1);
        format!("{:.0?}", self.0[place])
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn row(what: &str, (ours, theirs): (&str, &str), peer: &str) {
    println!("{what:36} {ours:>12} {theirs:>12} {peer:>20}");
}

fn argument(name: &str) -> Option<usize> {
    let mut arguments = std::env::args().skip_while(|it| it != name);
    arguments.nth(1)?.parse().ok()
}
