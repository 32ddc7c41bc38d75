//! A server as `deploy/` lays it out: accounts of its own, the program where everybody may run it,
//! a register that is its service's alone, and the socket in between.

use std::fs;
use std::io;
use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use portable_pty::CommandBuilder;
use rustix::process::Pid;
use rustix::process::Signal;
use tempfile::TempDir;

use super::environment::OFFICER;
use super::environment::PASSWORD;
use super::environment::PROGRAM;
use super::environment::Run;
use super::terminal::LONG;
use super::terminal::Terminal;
use super::terminal::Watched;

/// An account of the machine, as long as it lives.
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
}

/// The server.
pub(crate) struct Machine {
    folder: TempDir,
    /// Stands for `rainmaker-staff`.
    pub(crate) staff: Group,
    pub(crate) owner: Account,
    /// As systemd holds it: it outlives the service.
    socket: UnixListener,
}

/// A group of the machine, as long as it lives.
pub(crate) struct Group {
    pub(crate) name: String,
}

/// A running service; killed when it is dropped.
pub(crate) struct Service {
    child: Child,
}

/// Tells whether a test that needs so much may run; one that runs everywhere says what it skips, and
/// the machine that decides skips nothing.
pub(crate) fn machine_has(what: &str, there: bool) -> bool {
    let decides = std::env::var("CI").is_ok_and(|it| it == "true");
    assert!(there || !decides, "there is no {what}");
    if !there {
        skipped(&format!("there is no {what}"));
    }
    there
}

/// Says what a test leaves out; the harness shows it though the test passes.
pub(crate) fn skipped(why: &str) {
    writeln!(io::stderr(), "skipped: {why}").ok();
}

fn tool(name: &str, args: &[&str]) -> Output {
    Command::new(name).args(args).output().unwrap()
}

fn fresh_name(kind: char) -> String {
    format!("rainmaker-{kind}{:08x}", getrandom::u32().unwrap())
}

impl Group {
    fn new() -> Self {
        let name = fresh_name('g');
        assert!(tool("groupadd", &[&name]).status.success());
        Self { name }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        tool("groupdel", &["-f", &self.name]);
    }
}

impl Account {
    /// Makes an account of which root owns the home, as the staff's.
    fn new(home: &Path, group: Option<&str>) -> Self {
        let name = fresh_name('u');
        let home = home.to_str().unwrap();
        // `*` is no password, and no lock either.
        let mut args = vec!["-M", "-U", "-d", home, "-s", "/bin/dash", "-p", "*"];
        args.extend(group.iter().flat_map(|it| ["-G", it]));
        args.push(&name);
        let made = tool("useradd", &args);
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let said = Command::new("id").args(["-u", &name]).output().unwrap();
        let uid = String::from_utf8(said.stdout).unwrap();
        Self {
            uid: uid.trim().parse().unwrap(),
            name,
        }
    }

    /// Returns a command that the account runs, with an empty environment.
    pub(crate) fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={}", self.uid))
            .arg(format!("--regid={}", self.name))
            .arg("--init-groups")
            .arg(program)
            .args(args)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/");
        command
    }

    /// Returns the processes of the account that run the program.
    pub(crate) fn programs(&self) -> Vec<Pid> {
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let own = |process: &Path| {
            let status = fs::read_to_string(process.join("status")).unwrap_or_default();
            let uid = format!("\nUid:\t{}\t", self.uid);
            status.starts_with("Name:\trainmaker\n") && status.contains(&uid)
        };
        entries
            .map(|it| it.path())
            .filter(|it| own(it))
            .filter_map(|it| it.file_name()?.to_str()?.parse().ok())
            .filter_map(Pid::from_raw)
            .collect()
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        for left in self.programs() {
            rustix::process::kill_process(left, Signal::KILL).ok();
        }
        tool("userdel", &["-f", &self.name]);
    }
}

impl Machine {
    /// Makes a server with an empty register; `None` where that needs more than there is.
    pub(crate) fn new() -> Option<Self> {
        if !machine_has("root", rustix::process::geteuid().is_root()) {
            return None;
        }
        // Below nothing that anybody may write to, which sshd refuses.
        let folder = tempfile::Builder::new()
            .prefix("rainmaker-test-")
            .tempdir_in("/var/lib")
            .unwrap();
        let place = |name: &str| folder.path().join(name);
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(folder.path(), 0o755);
        for (name, bits) in [
            ("data", 0o700),
            ("run", 0o750),
            ("home", 0o555),
            ("keys", 0o755),
        ] {
            fs::create_dir(place(name)).unwrap();
            mode(&place(name), bits);
        }
        fs::copy(PROGRAM, place("rainmaker")).unwrap();
        mode(&place("rainmaker"), 0o755);
        let staff = Group::new();
        let owner = Account::new(&place("data"), None);
        let socket = UnixListener::bind(place("run/register.sock")).unwrap();
        mode(&place("run/register.sock"), 0o660);
        own(&place("data"), &format!("{0}:{0}", owner.name));
        own(&place("run"), &format!("root:{}", staff.name));
        own(&place("run/register.sock"), &format!("root:{}", staff.name));
        let machine = Self {
            folder,
            staff,
            owner,
            socket,
        };
        machine.lay_register();
        Some(machine)
    }

    fn lay_register(&self) {
        fs::write(self.path("password"), PASSWORD).unwrap();
        self.maintain(&["init", "--officer", OFFICER], "").ok();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn program(&self) -> String {
        self.path("rainmaker").display().to_string()
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.path("run/register.sock")
    }

    /// Makes an account that may ask the service.
    pub(crate) fn colleague(&self) -> Account {
        Account::new(&self.path("home"), Some(&self.staff.name))
    }

    /// Makes an account that has nothing to do with the register.
    pub(crate) fn stranger(&self) -> Account {
        Account::new(&self.path("home"), None)
    }

    /// Runs a command of the program as the account that owns the register, while no service does.
    pub(crate) fn maintain(&self, args: &[&str], input: &str) -> Run {
        let mut command = self.owner.command(&self.program(), args);
        self.name_officer(&mut command);
        command.env("RAINMAKER_DATA", self.path("data"));
        Run::with_input(&mut command, input)
    }

    /// Runs a command of the program as the officer, through the service, from `account`.
    pub(crate) fn officer(&self, account: &Account, args: &[&str], input: &str) -> Run {
        let mut command = account.command(&self.program(), args);
        self.name_officer(&mut command);
        command.arg("--socket").arg(self.socket());
        Run::with_input(&mut command, input)
    }

    /// Lets a command log in as the officer.
    fn name_officer(&self, command: &mut Command) {
        command
            .env("RAINMAKER_USER", OFFICER)
            .env("RAINMAKER_PASSWORD_FILE", self.path("password"));
    }

    /// Returns the screens for somebody who sits at a terminal of the machine.
    pub(crate) fn seat(&self, account: &Account) -> CommandBuilder {
        let mut seat = CommandBuilder::new("setpriv");
        seat.args([
            format!("--reuid={}", account.uid),
            format!("--regid={}", account.name),
            "--init-groups".to_owned(),
            self.program(),
            "--socket".to_owned(),
            self.socket().display().to_string(),
        ]);
        seat.env_clear();
        seat.env("PATH", "/usr/bin:/bin");
        seat.env("TERM", "xterm");
        seat.cwd("/");
        seat
    }

    /// Starts the service on the socket that this holds, as systemd does.
    pub(crate) fn serve(&self) -> Service {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path("log"))
            .unwrap();
        let listener: OwnedFd = self.socket.try_clone().unwrap().into();
        let hand_over = r#"exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@""#;
        let data = self.path("data").display().to_string();
        let uid = format!("--reuid={}", self.owner.uid);
        let gid = format!("--regid={}", self.owner.name);
        let child = Command::new("/bin/sh")
            .args(["-c", hand_over, "setpriv", &uid, &gid, "--init-groups"])
            .args([&self.program(), "--data", &data, "serve"])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/")
            .stdin(listener)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Service { child }
    }
}

/// Logs the officer in, on the first screen.
pub(crate) fn log_in(terminal: &mut Terminal) {
    terminal.wait_for("Password", LONG);
    terminal.press(&format!("{OFFICER}\r"));
    terminal.wait_for(OFFICER, LONG);
    // Marked as what it is: a hand is slower.
    terminal.press(&format!("\x1b[200~{PASSWORD}\x1b[201~"));
    terminal.press("\r");
    terminal.wait_for("Type a name", LONG);
}

/// Gives a file to `owner:group`.
fn own(path: &Path, whose: &str) {
    let given = Command::new("chown").arg(whose).arg(path).status().unwrap();
    assert!(given.success());
}

impl Service {
    pub(crate) fn process(&self) -> Pid {
        Pid::from_raw(self.child.id().cast_signed()).unwrap()
    }

    /// Ends the service as systemd does, and waits for its end.
    pub(crate) fn stop(mut self) {
        let watched = Watched::new(self.process());
        rustix::process::kill_process(self.process(), Signal::TERM).unwrap();
        assert!(watched.ends(LONG), "the service does not end");
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended before.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
