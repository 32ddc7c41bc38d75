//! Coming in with a terminal.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::process::Stdio;

use rustix::process::Pid;
use rustix::process::Signal;

use super::Host;
use super::until;
use crate::deploy::deployed;
use crate::support::escapes::foreign;
use crate::support::machine::log_in;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

/// Kinds of terminal that nobody has.
fn hostile_terms() -> [String; 5] {
    [
        "\u{1b}]0;owned\u{7}".to_owned(),
        "xterm\u{1b}[2J\n\u{9b}31m".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "x".repeat(10_000),
        "$(touch /tmp/x); `id`".to_owned(),
    ]
}

fn at_login(terminal: &Terminal) {
    terminal.wait_for("Password", LONG);
    terminal.wait_for("Ctrl-c leave", LONG);
}

fn leave(mut terminal: Terminal) {
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success());
    terminal.assert_restored();
    assert_eq!(foreign(&terminal.bytes()), None);
}

#[test]
fn whoever_comes_with_a_terminal_sees_the_login_whatever_was_asked_for() {
    let Some(host) = Host::start() else { return };
    let asked: [&[&str]; 4] = [
        &[],
        &["cat /etc/shadow"],
        &["lookup --stdin --json"],
        &["/bin/sh", "-i"],
    ];
    for command in asked {
        let terminal = host.sit_down("xterm-256color", &[], command);
        at_login(&terminal);
        leave(terminal);
    }
    let mut terminal = host.sit_down("xterm-256color", &[], &[]);
    log_in(&mut terminal);
    for (columns, rows) in [(120, 40), (1, 1), (300, 100), (80, 24)] {
        let before = terminal.bytes().len();
        terminal.resize(columns, rows);
        terminal.wait_for_more(before);
    }
    terminal.wait_for("Type a name", LONG);
    leave(terminal);
}

#[test]
fn a_hostile_kind_of_terminal_reaches_no_path_and_no_screen() {
    let Some(host) = Host::start() else { return };
    for term in hostile_terms() {
        let terminal = host.sit_down(&term, &[], &[]);
        at_login(&terminal);
        leave(terminal);
    }
    let terminal = host.sit_down("dumb", &[], &[]);
    assert_eq!(terminal.wait_for_end().exit_code(), 2);
    assert!(!fs::exists("/tmp/x").unwrap());
}

/// Returns the names in the environment of a process.
fn environment(process: Pid) -> BTreeSet<String> {
    let path = format!("/proc/{process}/environ");
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let names = text.split('\0').filter_map(|it| it.split_once('='));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn nothing_of_the_environment_comes_along_but_words_and_colours() {
    let Some(host) = Host::start() else { return };
    let agent = Agent::start(&host);
    let sent = "-oSetEnv=LD_PRELOAD=/tmp/x.so LD_LIBRARY_PATH=/tmp RAINMAKER_DATA=/tmp \
                RAINMAKER_USER=anna RAINMAKER_PASSWORD_FILE=/etc/shadow RAINMAKER_CONFIG=/tmp/x \
                CREDENTIALS_DIRECTORY=/tmp ENV=/tmp/x BASH_ENV=/tmp/x PATH=/tmp IFS=x HOME=/tmp \
                XDG_DATA_HOME=/tmp XDG_CONFIG_HOME=/tmp SSH_ORIGINAL_COMMAND=x RUST_BACKTRACE=full \
                LANG=fi_FI.UTF-8 LC_TIME=fi_FI.UTF-8 COLORTERM=truecolor NO_COLOR=1";
    let socket = format!("-oForwardAgent={}", agent.socket);
    let terminal = host.sit_down("xterm", &[sent, &socket], &[]);
    at_login(&terminal);
    let program = host.program();
    let allowed = [
        "COLORTERM",
        "HOME",
        "LANG",
        "LC_TIME",
        "LOGNAME",
        "MAIL",
        "NO_COLOR",
        "OLDPWD",
        "PATH",
        "PWD",
        "SHELL",
        "SSH_CLIENT",
        "SSH_CONNECTION",
        "SSH_TTY",
        "TERM",
        "USER",
        "_",
    ];
    let came = environment(program);
    let foreign: Vec<&String> = came
        .iter()
        .filter(|it| !allowed.contains(&it.as_str()))
        .collect();
    assert_eq!(foreign, Vec::<&String>::new());
    assert!(
        came.contains("NO_COLOR") && came.contains("LC_TIME"),
        "{came:?}"
    );
    let home = fs::read(format!("/proc/{program}/environ")).unwrap();
    let home = String::from_utf8_lossy(&home).into_owned();
    let own = format!("\0HOME={}\0", host.machine.path("home").display());
    assert!(format!("\0{home}").contains(&own), "{home:?}");
    leave(terminal);
}

/// An agent that holds no key.
struct Agent {
    child: std::process::Child,
    socket: String,
}

impl Agent {
    fn start(host: &Host) -> Self {
        let socket = host.machine.path("agent").display().to_string();
        let child = Command::new("ssh-agent")
            .args(["-D", "-a", &socket])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        until("an agent", || fs::exists(&socket).unwrap());
        Self { child, socket }
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        rustix::process::kill_process(
            Pid::from_raw(self.child.id().cast_signed()).unwrap(),
            Signal::TERM,
        )
        .ok();
        self.child.wait().ok();
    }
}

/// Returns what sshd makes of its files for an account, one `name value` a line.
fn effective(config: &str, account: &str) -> String {
    let who = format!("user={account},host=localhost,addr=127.0.0.1");
    let said = Command::new(super::SSHD)
        .args(["-T", "-f", config, "-C", &who])
        .output()
        .unwrap();
    assert!(said.status.success());
    String::from_utf8(said.stdout).unwrap()
}

#[test]
fn sshd_reads_the_snippet_as_it_is_meant_and_for_the_staff_alone() {
    let Some(host) = Host::start() else { return };
    let whole = host.machine.path("whole");
    let key = host.machine.path("host-key");
    let snippet = deployed("sshd_config.d/rainmaker.conf");
    fs::write(&whole, format!("HostKey {}\n{snippet}", key.display())).unwrap();
    let said = Command::new(super::SSHD)
        .args(["-t", "-f", whole.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(said.status.success() && said.stderr.is_empty());
    let config = host.machine.path("sshd_config").display().to_string();
    let staff = effective(&config, &host.kaisa.name);
    for line in [
        "authenticationmethods publickey",
        "disableforwarding yes",
        "permittunnel no",
        "permituserrc no",
        "permituserenvironment no",
        "maxsessions 2",
        "acceptenv LANG",
        "acceptenv NO_COLOR",
    ] {
        assert!(staff.lines().any(|it| it == line), "{line} in {staff}");
    }
    assert!(staff.contains("\nforcecommand /var/lib/"), "{staff}");
    assert!(!staff.contains("acceptenv *"), "{staff}");
    let others = effective(&config, "root");
    assert!(others.contains("\nforcecommand none"), "{others}");
}
