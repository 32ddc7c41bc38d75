use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use portable_pty::CommandBuilder;
use serde_json::Value;
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_rainmaker");
pub(crate) const OFFICER: &str = "anna";
pub(crate) const PASSWORD: &str = "kissa kulkee yksin 7 lyhtya";

/// A directory of its own in which the real program runs, with nothing of this one's environment.
pub(crate) struct TestEnvironment {
    home: TempDir,
    variables: BTreeMap<&'static str, String>,
}

/// What came of one run.
#[must_use]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl TestEnvironment {
    /// Without a register, and without anybody who would log in.
    pub(crate) fn bare() -> Self {
        let home = folder();
        fs::create_dir(home.path().join("work")).unwrap();
        let home_path = home.path().display().to_string();
        let variables = BTreeMap::from([
            ("HOME", home_path.clone()),
            ("TMPDIR", home_path),
            ("LANG", "C.UTF-8".to_owned()),
        ]);
        Self { home, variables }
    }

    /// With a register and its officer, who logs in with every command.
    pub(crate) fn new() -> Self {
        let mut environment = Self::bare();
        environment.write("password", PASSWORD);
        let data = environment.data().display().to_string();
        let password = environment.path("password").display().to_string();
        environment.set("RAINMAKER_DATA", &data);
        environment.set("RAINMAKER_PASSWORD_FILE", &password);
        environment.run(&["init", "--officer", OFFICER]).ok();
        environment.set("RAINMAKER_USER", OFFICER);
        environment
    }

    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.variables.insert(name, value.to_owned());
    }

    pub(crate) fn unset(&mut self, name: &'static str) {
        self.variables.remove(name);
    }

    /// Where the register lies.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// A path in the working directory of the program.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("work").join(name)
    }

    /// Writes a file into the working directory.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    /// Runs with a file, or what is no file, as standard input.
    pub(crate) fn run_from(&self, input: &str, args: &[&str]) -> Run {
        let mut command = self.command(args);
        Run::of(command.stdin(File::open(input).unwrap()).output().unwrap())
    }

    /// Runs with arguments that need not be text.
    pub(crate) fn run_bytes(&self, args: &[&OsStr]) -> Run {
        let mut command = self.command(args);
        Run::of(command.stdin(Stdio::null()).output().unwrap())
    }

    /// Runs with text on standard input, which is a pipe.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> Run {
        Run::with_input(&mut self.command(args), input)
    }

    /// Starts the program and lets it run; what it says goes to the file `log`.
    pub(crate) fn start(&self, args: &[&str]) -> Child {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.path("log"))
            .unwrap();
        let mut command = self.command(args);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        command.spawn().unwrap()
    }

    fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(args)
            .env_clear()
            .envs(&self.variables)
            .current_dir(self.home.path().join("work"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Returns a command that runs in a terminal.
    pub(crate) fn terminal_command(&self, program: &str, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command.cwd(self.path(""));
        command
    }

    /// Runs with nobody to read what it prints; returns the exit code.
    pub(crate) fn run_into_closed_pipe(&self, args: &[&str]) -> i32 {
        let mut child = self.command(args).stdin(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        child.wait().unwrap().code().unwrap()
    }

    /// Adds somebody and returns the customer number.
    pub(crate) fn add(&self, values: &[&str]) -> String {
        let args: Vec<&str> = ["add"].iter().chain(values).copied().collect();
        self.run(&args).ok().trim().to_owned()
    }

    /// Returns what `show --json` says of somebody.
    pub(crate) fn show(&self, number: &str) -> Value {
        self.run(&["show", number, "--json"]).json()
    }

    /// Returns the bytes of every file of the register.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        bytes_in(&self.data())
    }
}

/// Returns a directory, in memory where there is one: every commit waits for its sync.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn bytes_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

impl Run {
    /// Runs a command to its end with text on standard input, which is a pipe.
    pub(crate) fn with_input(command: &mut Command, input: &str) -> Self {
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        // A program that refuses before it reads closes the pipe.
        child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
        Self::of(child.wait_with_output().unwrap())
    }

    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Expects success and returns what stands on standard output.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Expects this failure, which leaves standard output empty, and returns what was said.
    pub(crate) fn fails(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "", "a failure leaves standard output empty");
        assert!(!self.stderr.is_empty(), "a failure says why");
        self.stderr
    }

    /// Expects success and one JSON document on one line.
    pub(crate) fn json(self) -> Value {
        let text = self.ok();
        assert_eq!(text.matches('\n').count(), 1, "{text}");
        serde_json::from_str(&text).unwrap()
    }
}
