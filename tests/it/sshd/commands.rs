//! Coming in without a terminal, and everything else that ssh can ask for.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use serde_json::Value;

use super::Host;
use super::admit;
use super::free_port;
use super::read_all;
use super::until;
use crate::support::environment::Run;
use crate::support::escapes::obeyed;

/// What nobody gets done.
const REFUSED: [&str; 16] = [
    "",
    "cat /etc/shadow",
    "/bin/sh -i",
    "sh -c 'touch /tmp/rainmaker-was-here'",
    "scp -t /tmp",
    "rsync --server . /tmp",
    "rainmaker init --officer evil",
    "rainmaker --data /tmp lookup --stdin --json",
    "lookup --stdin --json; touch /tmp/rainmaker-was-here",
    "lookup --stdin --json $(touch /tmp/rainmaker-was-here)",
    "lookup virtanen",
    "user list",
    "serve",
    "import /etc/shadow --yes",
    "import - --yes --rejects /tmp",
    "\u{1b}]0;x\u{7}",
];

fn assert_refused(run: Run, what: &str) {
    assert_eq!(obeyed(&run.stderr), None, "{what:?}");
    let said = run.fails(2);
    assert!(said.starts_with("rainmaker: "), "{what:?}: {said}");
}

#[test]
fn without_a_terminal_nothing_is_done_but_three_commands_of_a_machine() {
    let Some(host) = Host::start() else { return };
    for command in REFUSED {
        assert_refused(host.run(&[command], ""), command);
    }
    assert!(!fs::exists("/tmp/rainmaker-was-here").unwrap());
    // Somebody who has a name and a password has no machine's account.
    assert_refused(host.run(&["lookup --stdin --json"], "virtanen\n"), "lookup");
    machine_commands(&host);
}

fn machine_commands(host: &Host) {
    let exchange = host.machine.colleague();
    admit(&host.machine, &exchange);
    let uid = exchange.uid.to_string();
    let user = [
        "user",
        "add",
        "exchange",
        "--role",
        "officer",
        "--account",
        &uid,
    ];
    host.officer(&user, "").ok();
    let run = |command: &str, input: &str| {
        Run::with_input(&mut host.ssh_as(&exchange, &["-T"], &[command]), input)
    };
    let list = "given,family,phone\nAino,Virtanen,0401234567\nVille,Laine,0402345678\n";
    run("import - --dry-run", list).ok();
    let found = run("lookup --stdin --json", "virtanen\n").ok();
    assert_eq!(found, "[]\n");
    run(
        "rainmaker import - --yes --source 'the exchange; really'",
        list,
    )
    .ok();
    let found = run("lookup --stdin --json", "virtanen\nnobody\n").ok();
    let lines: Vec<Value> = found
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines[0][0]["name"], "Aino Virtanen", "{found}");
    assert_eq!(lines[1], Value::Array(Vec::new()));
    let number = lines[0][0]["customer_number"].as_str().unwrap().to_owned();
    assert_eq!(run("export fetch 4711", "").code, 1);
    for command in [
        format!("show {number} --json"),
        format!("ban {number}"),
        "audit show".into(),
    ] {
        assert_refused(run(&command, ""), &command);
    }
    assert_eq!(
        host.officer(&["show", &number, "--json"], "").json()["banned"],
        false
    );
}

#[test]
fn files_and_connections_do_not_pass() {
    let Some(host) = Host::start() else { return };
    let options = host.options(&host.kaisa);
    let secret = host.machine.path("secret");
    fs::write(&secret, "secret").unwrap();
    let taken = host.machine.path("taken").display().to_string();
    let remote = format!("127.0.0.1:{}", secret.display());
    for how in ["-s", "-O"] {
        let copied = Command::new("scp")
            .args(&options)
            .args([how, &remote, &taken])
            .output();
        assert!(!copied.unwrap().status.success());
        let back = Command::new("scp")
            .args(&options)
            .args([how, &taken, &remote])
            .output();
        assert!(!back.unwrap().status.success());
    }
    assert!(!fs::exists(&taken).unwrap());
    let mut sftp = Command::new("sftp");
    let sftp = sftp.args(&options).args(["-b", "-", "127.0.0.1"]);
    assert!(!sftp_succeeds(sftp));
    let sshd = host.sshd.port;
    let own = host.machine.socket().display().to_string();
    for target in [format!("127.0.0.1:{sshd}"), own] {
        let port = free_port();
        let line = Line::open(&host, &[&format!("-L{port}:{target}")], port);
        assert_eq!(read_all(line.knock()), b"", "{target}");
    }
    let through = host
        .ssh(&["-W", &format!("127.0.0.1:{sshd}")], &[])
        .output()
        .unwrap();
    assert!(!through.status.success() && through.stdout.is_empty());
    let port = free_port();
    let line = Line::open(&host, &[&format!("-D{port}")], port);
    let mut socks = line.knock();
    let [high, low] = sshd.to_be_bytes();
    socks
        .write_all(&[5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, high, low])
        .unwrap();
    assert!(!String::from_utf8_lossy(&read_all(socks)).contains("SSH-2.0"));
    for back in ["-R0:127.0.0.1:22", "-R/tmp/rainmaker-back:127.0.0.1:22"] {
        let asked = ["-N", "-oExitOnForwardFailure=yes", back];
        assert_eq!(
            host.ssh(&asked, &[]).output().unwrap().status.code(),
            Some(255)
        );
    }
}

fn sftp_succeeds(sftp: &mut Command) -> bool {
    Run::with_input(sftp, "ls /\n").code == 0
}

/// A connection of ssh that only forwards.
struct Line {
    ssh: Child,
    port: u16,
}

impl Line {
    fn open(host: &Host, options: &[&str], port: u16) -> Self {
        let options = [&["-N"][..], options].concat();
        let ssh = host
            .ssh(&options, &[])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until("a forwarded port", || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Self { ssh, port }
    }

    fn knock(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.ssh.kill().ok();
        self.ssh.wait().ok();
    }
}
