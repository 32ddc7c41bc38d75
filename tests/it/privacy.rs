//! Nothing of a person is readable by another account of the machine.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::Pid;

use crate::deploy::deployed;
use crate::support::environment::OFFICER;
use crate::support::environment::PASSWORD;
use crate::support::machine::Account;
use crate::support::machine::Machine;
use crate::support::machine::Service;
use crate::support::machine::log_in;
use crate::support::machine::skipped;
use crate::support::terminal::LONG;
use crate::support::terminal::Terminal;

/// Words that stand nowhere else.
const NAME: &str = "Zuritankovel";
const PHONE: &str = "+358409917364";
const TOLD: &str = "vexilometra";

/// A register in use: its service, and somebody at the screens with a person open.
struct Office {
    terminal: Terminal,
    kaisa: Account,
    service: Service,
    machine: Machine,
    number: String,
}

impl Office {
    fn open() -> Option<Self> {
        let machine = Machine::new()?;
        let kaisa = machine.colleague();
        let service = machine.serve();
        let values = format!("given=Aino\nfamily={NAME}\nphone={PHONE}\n");
        let added = machine.officer(&kaisa, &["add", "-"], &values).ok();
        let number = added.trim().to_owned();
        machine
            .officer(&kaisa, &["ban", &number, "--told", TOLD], "")
            .ok();
        let mut terminal = Terminal::run(machine.seat(&kaisa), (80, 24));
        log_in(&mut terminal);
        terminal.press("Zuri");
        terminal.wait_for(&format!("▸ {number}"), LONG);
        terminal.press("\r");
        terminal.wait_for("What we hold", LONG);
        Some(Self {
            terminal,
            kaisa,
            service,
            machine,
            number,
        })
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.machine.path("data")).unwrap();
        entries.map(|it| it.unwrap().path()).collect()
    }
}

#[test]
fn the_files_are_the_services_alone() {
    let Some(office) = Office::open() else { return };
    let others = [office.machine.stranger(), office.machine.colleague()];
    let data = office.machine.path("data");
    let folder = fs::metadata(&data).unwrap();
    assert_eq!(
        (folder.uid(), folder.mode() & 0o7777),
        (office.machine.owner.uid, 0o700)
    );
    let files = office.files();
    assert!(files.len() >= 4, "{files:?}");
    for file in &files {
        let about = fs::symlink_metadata(file).unwrap();
        assert_eq!(about.uid(), office.machine.owner.uid, "{}", file.display());
        assert_eq!(about.mode() & 0o077, 0, "{}", file.display());
        for other in others.iter().chain([&office.kaisa]) {
            let read = reads(other, &["cat", file.to_str().unwrap()]);
            assert_eq!(read, (false, String::new()), "{}", file.display());
        }
    }
    for other in &others {
        assert!(!reads(other, &["ls", data.to_str().unwrap()]).0);
    }
}

#[test]
fn the_socket_is_for_the_group_alone() {
    let Some(office) = Office::open() else { return };
    let stranger = office.machine.stranger();
    let socket = office.machine.socket();
    assert!(!reads(&stranger, &["test", "-e", socket.to_str().unwrap()]).0);
    let refused = office
        .machine
        .officer(&stranger, &["show", &office.number], "");
    assert!(refused.code != 0 && !refused.stdout.contains(NAME));
    let colleague = office.machine.colleague();
    let shown = office
        .machine
        .officer(&colleague, &["show", &office.number], "")
        .ok();
    assert!(shown.contains(NAME), "{shown}");
    // Where the directory alone would not keep them out, the socket does.
    let run = office.machine.path("run");
    fs::set_permissions(run, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let refused = office
        .machine
        .officer(&stranger, &["show", &office.number], "");
    assert!(refused.code != 0 && !refused.stdout.contains(NAME));
}

/// Returns what somebody else gets to read with a command, and whether it succeeded.
fn reads(account: &Account, words: &[&str]) -> (bool, String) {
    let output = account.command(words[0], &words[1..]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), text)
}

/// What the kernel shows of a process, and what of it a person could stand in.
const INSIDES: [&str; 8] = [
    "environ", "mem", "maps", "auxv", "io", "syscall", "stack", "fd/0",
];

fn assert_closed(office: &Office, process: Pid, account: &Account) {
    for inside in INSIDES {
        let path = format!("/proc/{process}/{inside}");
        let read = reads(account, &["head", "-c1", &path]);
        assert_eq!(read, (false, String::new()), "{path}");
    }
    assert!(!reads(account, &["ls", &format!("/proc/{process}/fd")]).0);
    let arguments = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap();
    for canary in [NAME, PHONE, TOLD, PASSWORD, &office.number] {
        assert!(!arguments.contains(canary), "{arguments:?}");
    }
}

#[test]
fn processes_show_nothing_and_leave_no_core() {
    let Some(office) = Office::open() else { return };
    let [client] = office.kaisa.programs()[..] else {
        panic!("one program runs");
    };
    let stranger = office.machine.stranger();
    for process in [office.service.process(), client] {
        // Not even to others of the same account.
        for account in [&stranger, &office.kaisa, &office.machine.owner] {
            assert_closed(&office, process, account);
        }
        let limits = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
        let core = limits
            .lines()
            .find(|it| it.starts_with("Max core file size"));
        let words: Vec<&str> = core.unwrap().split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"], "{limits}");
    }
}

#[test]
fn no_account_sees_the_processes_of_others() {
    let Some(office) = Office::open() else { return };
    let stranger = office.machine.stranger();
    let [client] = office.kaisa.programs()[..] else {
        panic!("one program runs");
    };
    let line = deployed("fstab");
    let line = line.lines().find(|it| it.starts_with("proc ")).unwrap();
    let options = line.split(' ').nth(3).unwrap();
    let options = options.replace("rainmaker-proc", &office.machine.owner.name);
    let script = format!(
        r"mount -t proc -o {options} proc /proc && exec setpriv --reuid={} --regid={} \
           --clear-groups ls /proc",
        stranger.uid, stranger.name
    );
    let mut mounting = Command::new("unshare");
    let seen = mounting
        .args(["-m", "/bin/sh", "-c", &script])
        .output()
        .unwrap();
    if !seen.status.success() {
        skipped("this machine lets nobody mount");
        return;
    }
    let seen = String::from_utf8(seen.stdout).unwrap();
    for hidden in [office.service.process(), client] {
        assert!(!seen.lines().any(|it| it == hidden.to_string()), "{seen}");
    }
}

#[test]
fn the_log_of_the_service_names_nobody() {
    let Some(mut office) = Office::open() else {
        return;
    };
    let wrong = office.machine.officer(&office.kaisa, &["show", NAME], "");
    assert_ne!(wrong.code, 0);
    office.terminal.press("\x03");
    assert!(office.terminal.wait_for_end().success());
    office.service.stop();
    let log = fs::read_to_string(office.machine.path("log")).unwrap();
    assert!(log.contains("account"), "{log}");
    for canary in [NAME, "Zuri", PHONE, "409917364", TOLD, PASSWORD, OFFICER] {
        assert!(!log.contains(canary), "{canary} in {log}");
    }
}
