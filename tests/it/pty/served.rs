//! Screens whose service goes away, hangs, comes back or is another.

use std::fs;
use std::io::Read as _;
use std::io::Write as _;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::thread;
use std::time::Duration;

use rainmaker::clock;
use rainmaker::contract::Fault;
use rainmaker::contract::FaultCode;
use rainmaker::contract::VERSION;
use rainmaker::contract::Welcome;
use rustix::process::Pid;
use rustix::process::Signal;

use super::FRAME;
use crate::support::environment::PROGRAM;
use crate::support::environment::TestEnvironment;
use crate::support::machine::Machine;
use crate::support::machine::machine_has;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;
use crate::support::terminal::Watched;

/// How soon the screens say that the service is gone.
const BANNER: Duration = Duration::from_secs(1);

/// How soon a key is answered though the service is not there.
const ANSWERED: Duration = Duration::from_millis(100);

/// How long the screens wait for an answer to what they read, and to what they write.
const READ: Duration = Duration::from_secs(2);
const WRITE: Duration = Duration::from_secs(10);

const GONE: &str = "The service is gone";

/// A register with a service, and the officer at the screens.
struct Served {
    terminal: Terminal,
    service: Child,
    number: String,
    environment: TestEnvironment,
}

impl Served {
    fn open() -> Self {
        let mut environment = TestEnvironment::new();
        environment.set("TERM", "xterm-256color");
        let number = environment.add(&["given=Aino", "family=Virtanen", "city=Turku"]);
        let service = serve(&environment);
        let terminal = sit_down(&environment);
        Self {
            terminal,
            service,
            number,
            environment,
        }
    }

    fn service(&self) -> Pid {
        Pid::from_raw(self.service.id().cast_signed()).unwrap()
    }

    fn tell_service(&self, signal: Signal) {
        rustix::process::kill_process(self.service(), signal).unwrap();
    }

    fn kill_service(&mut self) {
        self.service.kill().unwrap();
        self.service.wait().unwrap();
    }

    /// Opens the person.
    fn visit(&mut self) {
        self.terminal.press("virt");
        self.terminal.wait_for(&format!("▸ {}", self.number), LONG);
        self.terminal.press("\r");
        self.terminal.wait_for("What we hold", LONG);
    }

    /// Opens the form of the person and changes the given name.
    fn type_into_form(&mut self) {
        self.visit();
        self.terminal.press("c");
        for (key, selected) in [
            ("", "▸ Customer number"),
            ("\x1b[B", "▸ Kind"),
            ("\x1b[B", "▸ Given name"),
        ] {
            self.terminal.press(key);
            self.terminal.wait_for(selected, LONG);
        }
        self.terminal.press("lii");
        self.terminal.wait_for("Ainolii", LONG);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.service.kill().ok();
        self.service.wait().ok();
    }
}

fn socket(environment: &TestEnvironment) -> PathBuf {
    environment.data().join("register.sock")
}

/// Starts the service and waits until it listens.
fn serve(environment: &TestEnvironment) -> Child {
    let log = || fs::read_to_string(environment.path("log")).unwrap_or_default();
    let before = log().len();
    let service = environment.start(&["serve"]);
    let since = clock::monotonic();
    while !log()[before..].contains("index ready") && since.elapsed() < LONG {
        thread::park_timeout(Duration::from_millis(5));
    }
    service
}

fn sit_down(environment: &TestEnvironment) -> Terminal {
    let terminal = Terminal::run(environment.terminal_command(PROGRAM, &[]), (100, 30));
    terminal.wait_for("Type a name", LONG);
    terminal.wait_for_quiet(FRAME);
    terminal
}

#[test]
fn a_service_that_goes_is_told_soon_and_a_form_outlives_it() {
    let mut served = Served::open();
    served.type_into_form();
    let since = clock::monotonic();
    served.kill_service();
    served.terminal.wait_for(GONE, LONG);
    assert!(since.elapsed() <= BANNER, "{:?}", since.elapsed());
    served.terminal.press("sa");
    served.terminal.wait_for("Ainoliisa", LONG);
    served.service = serve(&served.environment);
    let gone = |screen: &vt100::Screen| screen.contents().contains(GONE);
    served.terminal.wait_until(LONG, |screen| !gone(screen));
    served.terminal.wait_for("Ainoliisa", LONG);
    served.terminal.press("\x13");
    served.terminal.wait_for("y saves", LONG);
    served.terminal.press("y");
    served
        .terminal
        .wait_for(&format!("{} is corrected.", served.number), LONG);
    let shown = served.environment.show(&served.number);
    assert_eq!(shown["name"]["given"], "Ainoliisa", "{shown}");
}

#[test]
fn without_the_service_the_keys_for_leaving_work() {
    let mut served = Served::open();
    served.visit();
    served.kill_service();
    served.terminal.wait_for(GONE, LONG);
    served.terminal.press("\x1b");
    served.terminal.wait_for("╭ Find", LONG);
    let since = clock::monotonic();
    served.terminal.press("\x03");
    assert!(served.terminal.wait_for_end().success());
    assert!(
        since.elapsed() <= Duration::from_secs(1),
        "{:?}",
        since.elapsed()
    );
    served.terminal.assert_restored();
}

/// Presses a key and returns how long it takes until the screen is as told.
fn answer_time(terminal: &mut Terminal, key: &str, told: impl Fn(&str) -> bool) -> Duration {
    let since = clock::monotonic();
    terminal.press(key);
    terminal.wait_until(LONG, |screen| told(&screen.contents()));
    since.elapsed()
}

#[test]
fn a_service_that_hangs_is_not_waited_for() {
    let mut served = Served::open();
    served.visit();
    served.terminal.press("b");
    served.terminal.wait_for("Ban marketing", LONG);
    served.tell_service(Signal::STOP);
    let since = clock::monotonic();
    served.terminal.press("\r");
    served.terminal.wait_for(GONE, LONG);
    let waited = since.elapsed();
    assert!(
        (WRITE..WRITE + 3 * READ).contains(&waited),
        "a write waited {waited:?}"
    );
    served.tell_service(Signal::CONT);
    served.terminal.wait_for("BANNED   every channel", LONG);
    let shown = served.environment.show(&served.number);
    assert_eq!(shown["bans"].as_array().unwrap().len(), 1, "{shown}");
}

#[test]
fn a_search_that_nobody_answers_leaves_every_key_alive() {
    let mut served = Served::open();
    served.tell_service(Signal::STOP);
    served.terminal.press("v");
    let mut times = Vec::new();
    for _ in 0..3 {
        let list = answer_time(&mut served.terminal, "\x1bOP", |it| it.contains("╭ Help"));
        let back = answer_time(&mut served.terminal, "\x1b", |it| !it.contains("╭ Help"));
        times.extend([list, back]);
    }
    assert!(times.iter().min() <= Some(&ANSWERED), "{times:?}");
    let since = clock::monotonic();
    served.terminal.press("\x03");
    served
        .terminal
        .wait_until(LONG, |screen| !screen.alternate_screen());
    assert!(since.elapsed() <= 5 * ANSWERED, "{:?}", since.elapsed());
    assert!(served.terminal.wait_for_end().success());
    served.tell_service(Signal::CONT);
}

#[test]
fn a_hang_up_keeps_the_form_and_ends_the_session() {
    let mut served = Served::open();
    served.type_into_form();
    let sessions = |served: &Served| -> usize {
        let listed = served
            .environment
            .run(&["user", "sessions", "--json"])
            .json();
        listed.as_array().unwrap().len()
    };
    let before = sessions(&served);
    let since = clock::monotonic();
    served.terminal.signal(Signal::HUP);
    assert!(served.terminal.wait_for_end().success());
    assert!(
        since.elapsed() <= Duration::from_secs(1),
        "{:?}",
        since.elapsed()
    );
    assert_eq!(sessions(&served), before - 1);
    served.terminal = sit_down(&served.environment);
    served.visit();
    served.terminal.press("c");
    served.terminal.wait_for("Ainolii", LONG);
}

/// Answers whoever connects that the service is newer.
fn answer_as_newer(socket: &PathBuf) {
    fs::remove_file(socket).ok();
    let listener = UnixListener::bind(socket).unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut length = [0; 4];
            stream.read_exact(&mut length).ok();
            let mut hello = vec![0; u32::from_be_bytes(length) as usize];
            stream.read_exact(&mut hello).ok();
            let newer = VERSION + 1;
            let fault = Fault::of(FaultCode::OtherVersion)
                .with("ours", &VERSION)
                .with("theirs", &newer);
            let json = serde_json::to_vec(&Welcome {
                rainmaker: newer,
                refused: Some(fault),
            });
            let json = json.unwrap();
            let length = u32::try_from(json.len()).unwrap().to_be_bytes();
            stream.write_all(&[&length[..], &json].concat()).ok();
        }
    });
}

#[test]
fn an_older_program_is_told_to_reconnect_and_goes_on_showing_what_was_typed() {
    let mut served = Served::open();
    served.type_into_form();
    let path = socket(&served.environment);
    served.kill_service();
    answer_as_newer(&path);
    served.terminal.wait_for("please reconnect", LONG);
    served.terminal.press("sa");
    served.terminal.wait_for("Ainoliisa", LONG);
    let path = path.to_str().unwrap();
    let said = served
        .environment
        .run(&["--socket", path, "lookup", "virtanen"])
        .fails(2);
    assert!(said.contains("Please reconnect"), "{said}");
    served.terminal.press("\x03");
    served.terminal.wait_for_quiet(FRAME);
    served.terminal.press("y");
    assert!(served.terminal.wait_for_end().success());
    served.terminal.assert_restored();
}

/// A thread that cannot be had is the one panic that can be brought about from outside.
#[test]
fn a_panic_of_the_client_restores_the_terminal_and_says_where_and_no_more() {
    let has = Command::new("prlimit").arg("--version").output().is_ok();
    if !machine_has("prlimit", has) {
        return;
    }
    let Some(machine) = Machine::new() else {
        return;
    };
    let kaisa = machine.colleague();
    let _service = machine.serve();
    let mut terminal = Terminal::run(machine.seat(&kaisa), (80, 24));
    terminal.wait_for("Password", LONG);
    let program = kaisa.programs()[0].to_string();
    let limit = ["--nproc=1:1", "--pid", &program];
    let limited = kaisa.command("prlimit", &limit).status();
    assert!(limited.unwrap().success());
    let watched = Watched::new(kaisa.programs()[0]);
    terminal.press("zuri\r");
    terminal.wait_for("zuri", LONG);
    terminal.press("tankovel");
    terminal.wait_for_quiet(FRAME);
    terminal.press("\r");
    assert!(watched.ends(LONG), "it goes on");
    assert_eq!(terminal.wait_for_end().exit_code(), 3);
    terminal.assert_restored();
    let said = terminal.see(vt100::Screen::contents);
    assert!(said.contains("by a defect of its own"), "{said}");
    assert!(said.contains(".rs:"), "{said}");
    for secret in ["zuri", "tankovel", "thread"] {
        assert!(!said.contains(secret), "{said}");
    }
}
