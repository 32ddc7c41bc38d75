use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rainmaker::contract::{Reply, Request};
use rainmaker::domain::time::Timestamp;

use super::raw::Raw;
use super::register::{Dice, Register, START, create, folder, times};
use super::world::{Script, World};

/// Names the register to a process that is to be killed.
const HOME: &str = "RAINMAKER_KILLED_HOME";

/// Requests that the victim finds waiting: more than it can do before it dies.
const WAITING: usize = 24;

/// What the killed process runs: it answers one request after the other, as fast as it can.
#[test]
fn victim() {
    let Some(home) = std::env::var_os(HOME) else {
        return;
    };
    let mut lines = std::io::stdin().lines();
    let mut next = || lines.next().map(|it| it.unwrap());
    let Some(now) = next() else { return };
    let now = Timestamp::from_millis(now.parse().unwrap());
    let mut register = Register::open_at(&PathBuf::from(home), now).unwrap();
    say("open");
    while let Some(line) = next() {
        register.later(1_000);
        let request: Request = serde_json::from_str(&line).unwrap();
        let told = register.ask(request).map_err(|it| it.code.code());
        say(&serde_json::to_string(&told.map_err(str::to_owned)).unwrap());
    }
}

/// Writes past the test's own capture, at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n@{line}").unwrap();
    out.flush().unwrap();
}

fn spawn(home: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "faults::kills::victim", "--nocapture"])
        .env(HOME, home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A register that lives through one kill after the other.
struct Survivor {
    home: PathBuf,
    world: World,
    script: Script,
    now: Timestamp,
    dice: Dice,
}

impl Survivor {
    /// Lets a process work, kills it, and finds out what it did.
    fn kill_once(&mut self) {
        let (mut ahead, mut script) = (self.world.clone(), self.script.clone());
        ahead.login();
        let mut clock = self.now.millis();
        let mut requests = Vec::new();
        for _ in 0..WAITING {
            clock += 1_000;
            let now = Timestamp::from_millis(clock);
            let request = script.next(&ahead, now);
            ahead.apply(&request, now).ok();
            requests.push(request);
        }
        self.script = script;
        let answers = self.run(&requests);
        let opened = answers.first().is_some_and(|it| it == "open");
        let before = self.world.clone();
        if opened {
            self.world.login();
        }
        let done = answers.len().saturating_sub(1);
        for (request, answer) in requests.iter().zip(answers.iter().skip(1)) {
            self.tick();
            let expected = self.world.apply(request, self.now);
            let told: Result<Reply, String> = serde_json::from_str(answer).unwrap();
            let expected = expected.map_err(|it| it.code().to_owned());
            assert_eq!(told, expected, "{request:?}");
        }
        let mut other = if opened { self.world.clone() } else { before };
        if opened {
            self.tick();
            if let Some(request) = requests.get(done) {
                other.apply(request, self.now).ok();
            }
        } else {
            other.login();
        }
        self.inspect(other);
    }

    fn tick(&mut self) {
        self.now = Timestamp::from_millis(self.now.millis() + 1_000);
    }

    /// Returns what the process said before it was killed.
    fn run(&mut self, requests: &[Request]) -> Vec<String> {
        let mut child = spawn(&self.home);
        let mut stdin = child.stdin.take().unwrap();
        let mut orders = format!("{}\n", self.now.millis());
        for request in requests {
            orders += &serde_json::to_string(request).unwrap();
            orders.push('\n');
        }
        // What is written waits in the pipe; a reader that is dead already is no failure.
        let writer = std::thread::spawn(move || stdin.write_all(orders.as_bytes()).ok());
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        let last = self.dice.below(WAITING * 3 / 4);
        while said.len() < last
            && let Some(line) = out.next()
        {
            said.extend(line.unwrap().strip_prefix('@').map(str::to_owned));
        }
        for _ in 0..self.dice.below(400_000) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        writer.join().unwrap();
        // What it said with its last breath was said.
        let rest = out.map(|it| it.unwrap());
        said.extend(rest.filter_map(|it| it.strip_prefix('@').map(str::to_owned)));
        said
    }

    /// The register is as the last answer left it, or one request further; nothing between.
    fn inspect(&mut self, other: World) {
        let mut register = Register::open_unasked(&self.home, self.now).unwrap();
        assert_eq!(register.opening.forgotten_since, []);
        let acts = register.audit()[0].0;
        if acts != self.world.acts {
            assert_eq!(acts, other.acts);
            self.world = other;
        }
        register.login();
        self.world.login();
        self.world.holds_for(&mut register, &[]);
        drop(register);
        let raw = Raw::read(&self.home);
        assert_eq!(raw.people.len(), self.world.people.len());
        assert_eq!(raw.acts, self.world.acts);
        assert_eq!(raw.forgotten(), self.world.forgotten);
        raw.keys_fit();
    }
}

/// A register is given up after so many kills: its audit, which is read each time, only grows.
const LIVES: usize = 25;

#[test]
fn a_kill_loses_nothing_acknowledged_and_leaves_nothing_by_halves() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                for round in 0..times(4) {
                    live(round * 2 + half);
                }
            });
        }
    });
}

fn live(seed: usize) {
    let folder = folder();
    let home = folder.path().join("home");
    create(&home);
    let mut survivor = Survivor {
        home,
        world: World::unopened(),
        script: Script::new(seed as u64),
        now: Timestamp::from_millis(START),
        dice: Dice::new(seed as u64),
    };
    for _ in 0..LIVES {
        survivor.kill_once();
    }
    assert!(survivor.world.acts > 100, "the victims have to get to work");
}
