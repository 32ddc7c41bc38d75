//! Times the way from starting the program to its first screen: as a client of a service, with the
//! register in its own process, and through a private sshd on the loopback.
//!
//! `cargo bench --bench first_frame -- --runs 20`

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rainmaker");

/// What stands on the first screen of somebody who has yet to log in.
const FIRST_SCREEN: &[u8] = b"Log in";

fn main() {
    let runs = runs();
    let folder = tempfile::tempdir().expect("a directory");
    let register = folder.path().join("register");
    create(folder.path(), &register);
    println!("{:44} {:>9} {:>9}", "to the first screen", "p50", "worst");
    let local = [
        "--local",
        "--data",
        register.to_str().expect("a plain path"),
    ];
    report("register in the same process", runs, || {
        first_screen(PROGRAM, &local)
    });
    let service = serve(&register);
    let remote = ["--data", register.to_str().expect("a plain path")];
    report("client of a service", runs, || {
        first_screen(PROGRAM, &remote)
    });
    println!(
        "{:44} {:>9}",
        "memory of the service, nobody at work",
        resident(service.0.id())
    );
    match sshd(folder.path(), &register) {
        Some((_sshd, arguments)) => {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            report("the same through sshd on the loopback", runs, || {
                first_screen("ssh", &arguments)
            });
        }
        None => println!("through sshd: there is none, or nobody may start it"),
    }
}

fn runs() -> usize {
    let mut arguments = std::env::args().skip_while(|it| it != "--runs");
    arguments
        .nth(1)
        .map_or(20, |it| it.parse().expect("--runs takes a number"))
}

fn report(what: &str, runs: usize, run: impl Fn() -> Duration) {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort();
    let (middle, worst) = (times[runs / 2], times[runs - 1]);
    println!("{what:44} {middle:>9.1?} {worst:>9.1?}");
}

/// Starts the program in a terminal and waits until its first screen has come.
fn first_screen(program: &str, arguments: &[&str]) -> Duration {
    let size = PtySize {
        rows: 40,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    command.env_remove("RAINMAKER_USER");
    let mut screen = pair.master.try_clone_reader().expect("a reader");
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command).expect("the program");
    drop(pair.slave);
    let mut seen = Vec::new();
    let mut bytes = [0; 16 * 1024];
    while !seen
        .windows(FIRST_SCREEN.len())
        .any(|it| it == FIRST_SCREEN)
    {
        match screen.read(&mut bytes) {
            Ok(length @ 1..) => seen.extend_from_slice(&bytes[..length]),
            _ => panic!("no screen came: {}", String::from_utf8_lossy(&seen)),
        }
    }
    let took = begun.elapsed();
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    took
}

fn create(folder: &Path, register: &Path) {
    let password = folder.join("password");
    fs::write(&password, "rautatie pihlaja kuutamo 41\n").expect("a file");
    let made = Command::new(PROGRAM)
        .args(["init", "--officer", "Officer", "--data"])
        .arg(register)
        .arg("--password-file")
        .arg(&password)
        .output()
        .expect("the program");
    assert!(made.status.success(), "{made:?}");
}

/// A process that ends with its value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn serve(register: &Path) -> Ended {
    let mut service = Command::new(PROGRAM)
        .arg("--data")
        .arg(register)
        .arg("serve")
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let log = service.stderr.take().expect("a log");
    let mut lines = BufReader::new(log).lines();
    lines
        .next()
        .expect("it says when it listens")
        .expect("text");
    // The log goes on to nobody.
    std::thread::spawn(move || lines.for_each(drop));
    Ended(service)
}

fn resident(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmRSS:"));
    let line = line.map_or("?", |it| it.trim_start_matches("VmRSS:"));
    line.trim().to_owned()
}

/// Starts an sshd of our own whose only command is the program.
fn sshd(folder: &Path, register: &Path) -> Option<(Ended, Vec<String>)> {
    let program = Path::new("/usr/sbin/sshd");
    if !program.exists() || !rustix::process::geteuid().is_root() {
        return None;
    }
    let key = |name: &str| {
        let path = folder.join(name);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(&path)
            .status();
        made.is_ok_and(|it| it.success()).then_some(path)
    };
    let (host, user) = (key("host")?, key("user")?);
    let keys = folder.join("authorized");
    fs::copy(user.with_extension("pub"), &keys).ok()?;
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o600)).ok()?;
    fs::create_dir_all("/run/sshd").ok()?;
    let port = TcpListener::bind("127.0.0.1:0")
        .ok()?
        .local_addr()
        .ok()?
        .port();
    let config = folder.join("sshd_config");
    let text = format!(
        "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\n\
         UsePAM no\nPidFile none\nPermitRootLogin prohibit-password\nDisableForwarding yes\n\
         ForceCommand {PROGRAM} --data {}\n",
        host.display(),
        keys.display(),
        register.display()
    );
    fs::write(&config, text).ok()?;
    let sshd = Command::new(program)
        .args(["-D", "-f"])
        .arg(&config)
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let sshd = Ended(sshd);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::yield_now();
    }
    Some((sshd, arguments(port, &user)))
}

fn arguments(port: u16, user: &Path) -> Vec<String> {
    let options = [
        "StrictHostKeyChecking=no",
        "UserKnownHostsFile=/dev/null",
        "LogLevel=ERROR",
    ];
    let mut arguments = vec!["-tt".to_owned(), "-F".to_owned(), "none".to_owned()];
    arguments.extend(
        options
            .iter()
            .flat_map(|it| ["-o".to_owned(), (*it).to_owned()]),
    );
    arguments.extend(["-p".to_owned(), port.to_string()]);
    arguments.extend(["-i".to_owned(), user.display().to_string()]);
    arguments.push("root@127.0.0.1".to_owned());
    arguments
}
