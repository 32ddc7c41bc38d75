//! A private sshd on loopback with the snippet of `deploy/`: whoever comes lands in the program, and
//! nowhere else.

mod commands;
mod entry;
mod losing;
mod many;

use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rainmaker::clock;
use rustix::process::Pid;
use rustix::process::Signal;

use crate::deploy::deployed;
use crate::support::environment::Run;
use crate::support::machine::Account;
use crate::support::machine::Machine;
use crate::support::machine::Service;
use crate::support::machine::machine_has;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;
use crate::support::terminal::children;

const SSHD: &str = "/usr/sbin/sshd";

/// In the test sshd asks a silent client so often, in seconds, and gives up after so many.
const INTERVAL: u64 = 1;
const COUNT: u64 = 2;

/// A machine with a running service, behind an sshd of its own.
struct Host {
    // Dropped in this order: accounts go when nothing of theirs runs.
    sshd: Sshd,
    kaisa: Account,
    service: Mutex<Option<Service>>,
    machine: Machine,
}

struct Sshd {
    child: Child,
    port: u16,
}

impl Host {
    /// Starts everything; `None` where that needs more than there is.
    fn start() -> Option<Self> {
        if !machine_has("sshd", Path::new(SSHD).exists()) {
            return None;
        }
        let machine = Machine::new()?;
        let kaisa = machine.colleague();
        admit(&machine, &kaisa);
        let service = Mutex::new(Some(machine.serve()));
        let sshd = Sshd::start(&machine);
        Some(Self {
            sshd,
            kaisa,
            service,
            machine,
        })
    }

    /// Returns the options by which the clients of `OpenSSH` know this sshd and their key, and who
    /// comes from where.
    fn options(&self, account: &Account) -> Vec<String> {
        let path = |name: &str| self.machine.path(name).display().to_string();
        let identity = path(&format!("id-{}", account.name));
        [
            "-F/dev/null".to_owned(),
            format!("-oIdentityFile={identity}"),
            format!("-oUserKnownHostsFile={}", path("known")),
            format!("-oPort={}", self.sshd.port),
            format!("-oUser={}", account.name),
            "-oIdentitiesOnly=yes".to_owned(),
            "-oStrictHostKeyChecking=yes".to_owned(),
            "-oBatchMode=yes".to_owned(),
            "-oLogLevel=ERROR".to_owned(),
        ]
        .into()
    }

    /// Returns `ssh OPTIONS… 127.0.0.1 COMMAND`, for the account of the officer's colleague.
    fn ssh(&self, options: &[&str], command: &[&str]) -> Command {
        self.ssh_as(&self.kaisa, options, command)
    }

    fn ssh_as(&self, account: &Account, options: &[&str], command: &[&str]) -> Command {
        let mut ssh = Command::new("ssh");
        ssh.env_clear()
            .env("PATH", "/usr/bin:/bin")
            .args(self.options(account))
            .args(options)
            .arg("127.0.0.1")
            .args(command)
            .stdin(Stdio::null());
        ssh
    }

    /// Asks for a command without a terminal, and waits for its end.
    fn run(&self, command: &[&str], input: &str) -> Run {
        Run::with_input(&mut self.ssh(&["-T"], command), input)
    }

    /// Sits down at a terminal of 80 by 24 whose kind is `term`.
    fn sit_down(&self, term: &str, options: &[&str], command: &[&str]) -> Terminal {
        let mut ssh = CommandBuilder::new("ssh");
        ssh.args(self.options(&self.kaisa));
        ssh.args(options);
        ssh.args(["-tt", "127.0.0.1"]);
        ssh.args(command);
        ssh.env_clear();
        ssh.env("PATH", "/usr/bin:/bin");
        ssh.env("TERM", term);
        Terminal::run(ssh, (80, 24))
    }

    /// Runs a command of the program as the officer, through the service.
    fn officer(&self, args: &[&str], input: &str) -> Run {
        self.machine.officer(&self.kaisa, args, input)
    }

    /// Ends the service and starts another.
    fn restart(&self) {
        let mut service = self.service.lock().unwrap();
        service.take().unwrap().stop();
        *service = Some(self.machine.serve());
    }

    /// Waits until exactly one program of the account runs, and returns it.
    fn program(&self) -> Pid {
        let mut found = Vec::new();
        until("one program", || {
            found = self.kaisa.programs();
            found.len() == 1
        });
        found[0]
    }
}

impl Sshd {
    fn start(machine: &Machine) -> Self {
        fs::create_dir_all("/run/sshd").unwrap();
        keygen(&machine.path("host-key"));
        fs::write(machine.path("rainmaker.conf"), snippet(machine)).unwrap();
        loop {
            let port = free_port();
            fs::write(machine.path("sshd_config"), careless(machine, port)).unwrap();
            let log = machine.path(&format!("sshd-log-{port}"));
            let child = Command::new(SSHD)
                .arg("-D")
                .arg("-f")
                .arg(machine.path("sshd_config"))
                .arg("-E")
                .arg(&log)
                .stdin(Stdio::null())
                .spawn()
                .unwrap();
            let mut sshd = Self { child, port };
            let listens =
                || fs::read_to_string(&log).is_ok_and(|it| it.contains("Server listening"));
            until("sshd", || {
                listens() || sshd.child.try_wait().unwrap().is_some()
            });
            // Somebody else may have taken the port meanwhile.
            if listens() {
                let public = fs::read_to_string(machine.path("host-key.pub")).unwrap();
                let known = format!("[127.0.0.1]:{port} {public}");
                fs::write(machine.path("known"), known).unwrap();
                return sshd;
            }
        }
    }

    /// Kills what serves the connections, and leaves what listens.
    fn kill_connections(&self) {
        let listening = Pid::from_raw(self.child.id().cast_signed()).unwrap();
        for monitor in children(listening) {
            for of_account in children(monitor) {
                rustix::process::kill_process(of_account, Signal::KILL).unwrap();
            }
        }
    }
}

/// Returns the snippet of `deploy/` with the paths and the times of this test.
fn snippet(machine: &Machine) -> String {
    let forced = format!(
        "{} --socket {}",
        machine.program(),
        machine.socket().display()
    );
    let keys = machine.path("keys").display().to_string();
    let mut snippet = deployed("sshd_config.d/rainmaker.conf");
    for (from, to) in [
        ("/usr/bin/rainmaker", forced),
        (
            "Group rainmaker-staff",
            format!("Group {}", machine.staff.name),
        ),
        ("/etc/ssh/rainmaker-keys", keys),
        (
            "ClientAliveInterval 30",
            format!("ClientAliveInterval {INTERVAL}"),
        ),
        (
            "ClientAliveCountMax 3",
            format!("ClientAliveCountMax {COUNT}"),
        ),
    ] {
        assert!(snippet.contains(from), "{from}");
        snippet = snippet.replace(from, &to);
    }
    snippet
}

/// Returns the main file of an administrator who allows everything.
fn careless(machine: &Machine, port: u16) -> String {
    format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\n\
         MaxStartups 100\nInclude {}\n\
         PermitUserEnvironment yes\nPermitUserRC yes\nAcceptEnv *\nX11Forwarding yes\n\
         AllowTcpForwarding yes\nAllowAgentForwarding yes\nAllowStreamLocalForwarding yes\n\
         PermitTunnel yes\nSubsystem sftp /usr/lib/openssh/sftp-server\n",
        machine.path("host-key").display(),
        machine.path("rainmaker.conf").display(),
    )
}

fn free_port() -> u16 {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    taken.local_addr().unwrap().port()
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn keygen(path: &Path) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(path)
        .status()
        .unwrap();
    assert!(made.success());
}

/// Gives an account a key with which sshd lets it in.
fn admit(machine: &Machine, account: &Account) {
    let key = machine.path(&format!("id-{}", account.name));
    keygen(&key);
    let public = machine.path(&format!("id-{}.pub", account.name));
    fs::copy(public, machine.path("keys").join(&account.name)).unwrap();
}

/// Waits until something is so.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let since = clock::monotonic();
    while !so() {
        assert!(since.elapsed() < LONG, "{what} did not come about");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Reads what comes on a connection until it ends.
fn read_all(mut stream: TcpStream) -> Vec<u8> {
    stream.set_read_timeout(Some(LONG)).unwrap();
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset),
    }
    bytes
}
