use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use rainmaker::contract::{ErasureOrder, Reply, Request};
use rainmaker::domain::audit::ErasureGround;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::client::Client;
use super::home::create;
use super::worker::{Worker, addition};
use crate::support::environment::{PROGRAM, folder};

/// Limits that no test meets unawares: all come from one account.
const SETTINGS: &str = "[service]\nconnections = 2000\nconnections_per_account = 2000\n\
                        requests_per_second = 1000000\n";

/// A register and what the real program needs to serve it.
pub(super) struct Installation {
    pub(super) folder: TempDir,
}

/// A running service.
pub(super) struct Process {
    child: Child,
    stderr: BufReader<std::process::ChildStderr>,
}

impl Installation {
    pub(super) fn new() -> Self {
        let folder = folder();
        create(&folder.path().join("data"));
        fs::write(folder.path().join("config.toml"), SETTINGS).unwrap();
        Self { folder }
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(super) fn socket(&self) -> PathBuf {
        self.data().join("register.sock")
    }

    /// Returns a command without anything of this process's environment.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.folder.path())
            .env("RAINMAKER_DATA", self.data())
            .env("RAINMAKER_CONFIG", self.folder.path().join("config.toml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// Starts the service, which says when it listens.
    pub(super) fn serve(&self, args: &[&str]) -> Process {
        let mut command = self.command(PROGRAM);
        Process::of(command.arg("serve").args(args))
    }

    /// Starts the service as systemd does: with a socket that listens already, as descriptor 3.
    pub(super) fn serve_on(&self, listener: &UnixListener) -> Process {
        let handed: OwnedFd = listener.try_clone().unwrap().into();
        let script = "export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$0\" serve 3<&0 0</dev/null";
        let mut command = self.command("/bin/sh");
        Process::of(command.args(["-c", script, PROGRAM]).stdin(handed))
    }

    /// Runs a service that is to refuse; returns what it says.
    fn refused(&self, args: &[&str]) -> String {
        let mut command = self.command(PROGRAM);
        let output = command.arg("serve").args(args).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        said
    }
}

impl Process {
    fn of(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Self { child, stderr }
    }

    /// Waits until the service listens.
    pub(super) fn listening(mut self) -> Self {
        let mut said = String::new();
        self.stderr.read_line(&mut said).unwrap();
        assert!(said.starts_with("Listening on "), "{said}");
        self
    }

    pub(super) fn signal(&self, signal: Signal) {
        let process = i32::try_from(self.child.id()).unwrap();
        kill_process(Pid::from_raw(process).unwrap(), signal).unwrap();
    }

    /// Waits for the end; returns what was logged.
    pub(super) fn ended(mut self) -> (ExitStatus, String) {
        let mut log = String::new();
        self.stderr.read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap(), log)
    }

    pub(super) fn end(self) {
        self.signal(Signal::TERM);
        let (status, log) = self.ended();
        assert!(status.success(), "{log}");
        assert!(log.contains("rainmaker: ended\n"), "{log}");
    }

    /// Returns a line of what the kernel says of the process.
    fn status(&self, name: &str) -> String {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text.lines().find_map(|it| it.strip_prefix(name));
        line.unwrap().trim_start_matches(':').trim().to_owned()
    }
}

#[test]
fn a_signal_ends_the_service_when_what_runs_is_done_and_answered() {
    let home = Installation::new();
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let service = home.serve(&[]).listening();
        let mut client = Client::at_work(&home.socket());
        let sent: Vec<u64> = (0..6)
            .map(|_| client.send(None, addition("Virta")).unwrap())
            .collect();
        client.receive(sent[0]).unwrap().unwrap();
        service.signal(signal);
        let mut answered = |id: &u64| matches!(client.receive(*id), Ok(Ok(Reply::Done { .. })));
        let done = 1 + sent[1..].iter().filter(|id| answered(id)).count();
        let (status, log) = service.ended();
        assert!(
            status.success() && log.contains("rainmaker: ended\n"),
            "{log}"
        );
        assert!(!home.socket().exists(), "the socket went with it");
        let service = home.serve(&[]).listening();
        let mut client = Client::at_work(&home.socket());
        let found = client.ask(Request::Lookup {
            text: "Virta".to_owned(),
            limit: 50,
        });
        let Ok(Reply::Found { rows, .. }) = found else {
            panic!("{found:?}");
        };
        assert_eq!(rows.len(), done, "nothing was done that was not answered");
        for row in rows {
            client
                .ask(Request::Erase(ErasureOrder {
                    number: row.number.clone(),
                    confirmation: row.number,
                    ground: ErasureGround::TestData,
                }))
                .unwrap();
        }
        drop(client);
        service.end();
    }
}

#[test]
fn a_second_service_is_told_of_the_first_and_leaves_it_alone() {
    let (home, other) = (Installation::new(), Installation::new());
    let service = home.serve(&[]).listening();
    let process = service.child.id().to_string();
    let said = home.refused(&[]);
    assert!(
        said.contains(&format!("in use by process {process}")),
        "{said}"
    );
    let socket = home.socket();
    let said = other.refused(&["--socket", socket.to_str().unwrap()]);
    assert!(said.contains("running already"), "{said}");
    Client::at_work(&home.socket());
    service.end();
}

#[test]
fn a_socket_that_a_killed_service_left_is_taken_over() {
    let home = Installation::new();
    for _ in 0..3 {
        let service = home.serve(&[]).listening();
        Client::at_work(&home.socket());
        service.signal(Signal::KILL);
        service.ended();
        assert!(home.socket().exists());
    }
    home.serve(&[]).listening().end();
}

#[test]
fn what_is_no_socket_is_not_removed_and_what_others_may_write_to_is_not_used() {
    let home = Installation::new();
    let path = home.folder.path().join("precious");
    fs::write(&path, "letter").unwrap();
    let said = home.refused(&["--socket", path.to_str().unwrap()]);
    assert!(said.contains("Nothing can listen on"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "letter");
    let open = home.folder.path().join("open");
    fs::create_dir(&open).unwrap();
    for mode in [0o770, 0o707, 0o1777] {
        fs::set_permissions(&open, Permissions::from_mode(mode)).unwrap();
        let said = home.refused(&["--socket", open.join("socket").to_str().unwrap()]);
        assert!(said.contains("may be written to by others"), "{said}");
    }
}

#[test]
fn a_socket_of_its_own_is_for_its_account_alone_in_a_directory_that_is() {
    let home = Installation::new();
    let path = home.folder.path().join("run").join("socket");
    let service = home
        .serve(&["--socket", path.to_str().unwrap()])
        .listening();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&path) & 0o077, 0);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let lock = fs::read_to_string(home.data().join("lock")).unwrap();
    assert_eq!(lock.lines().nth(1), Some(path.to_str().unwrap()));
    Client::at_work(&path);
    service.end();
}

#[test]
fn the_socket_of_systemd_is_used_and_stays_and_nobody_is_turned_away_meanwhile() {
    let home = Installation::new();
    let path = home.folder.path().join("handed");
    let listener = UnixListener::bind(&path).unwrap();
    let mut worker = Worker::new("Virta");
    for _ in 0..3 {
        // Nobody accepts yet; who connects waits.
        let service = home.serve_on(&listener);
        let mut client = worker.connect(&path).unwrap();
        worker.work(&mut client).unwrap();
        worker.holds(&mut client);
        let lock = fs::read_to_string(home.data().join("lock")).unwrap();
        assert_eq!(lock.lines().nth(1), Some(path.to_str().unwrap()));
        service.listening().end();
        assert!(path.exists());
    }
    assert!(!home.socket().exists());
}

#[test]
fn the_service_leaves_no_core_and_is_no_other_processs_to_read() {
    let home = Installation::new();
    let service = home.serve(&[]).listening();
    let process = service.child.id();
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let core = limits
        .lines()
        .find(|it| it.starts_with("Max core file size"));
    let core: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"]);
    assert_eq!(service.status("CoreDumping"), "0");
    // What cannot be dumped belongs to root, whoever runs it.
    let environment = fs::metadata(format!("/proc/{process}/environ")).unwrap();
    assert_eq!(environment.uid(), 0);
    service.end();
}

#[test]
fn a_budget_of_nothing_is_no_budget() {
    let home = Installation::new();
    let said = home.refused(&["--budget", "0"]);
    assert!(said.contains("--budget"), "{said}");
}
