//! What the files of `deploy/` must hold, and what the machine's own tools say of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Output;

use crate::support::machine::skipped;

/// A file of `deploy/`, how it is read, and the lines that must stand in it.
struct Wanted {
    file: &'static str,
    form: Form,
    lines: &'static [(&'static str, &'static [&'static str])],
}

/// How a file is divided.
#[derive(Clone, Copy)]
enum Form {
    /// `[Section]` and `Key=Value`.
    Unit,
    /// Words, below `Match` or above it.
    Sshd,
    /// Words.
    Table,
}

const WANTED: &[Wanted] = &[
    Wanted {
        file: "sshd_config.d/rainmaker.conf",
        form: Form::Sshd,
        lines: &[
            ("", &["PermitUserEnvironment no"]),
            (
                "Match Group rainmaker-staff",
                &[
                    "ForceCommand /usr/bin/rainmaker",
                    "AuthenticationMethods publickey",
                    "AuthorizedKeysFile /etc/ssh/rainmaker-keys/%u",
                    "DisableForwarding yes",
                    "PermitTunnel no",
                    "PermitUserRC no",
                    "PermitTTY yes",
                    "MaxSessions 2",
                    "AcceptEnv LANG LC_* COLORTERM NO_COLOR",
                    "ClientAliveInterval 30",
                    "ClientAliveCountMax 3",
                ],
            ),
        ],
    },
    Wanted {
        file: "rainmaker.socket",
        form: Form::Unit,
        lines: &[
            (
                "[Socket]",
                &[
                    "ListenStream=/run/rainmaker/register.sock",
                    "SocketUser=root",
                    "SocketGroup=rainmaker-staff",
                    "SocketMode=0660",
                    "DirectoryMode=0750",
                ],
            ),
            ("[Install]", &["WantedBy=sockets.target"]),
        ],
    },
    Wanted {
        file: "rainmaker.service",
        form: Form::Unit,
        lines: &[
            (
                "[Unit]",
                &["Requires=rainmaker.socket", "StartLimitBurst=5"],
            ),
            (
                "[Service]",
                &[
                    "Type=notify",
                    "WatchdogSec=30",
                    "ExecStart=/usr/bin/rainmaker --data /var/lib/rainmaker serve",
                    "Restart=on-failure",
                    "RestartSec=1",
                    "TimeoutStopSec=20",
                    "User=rainmaker",
                    "StateDirectory=rainmaker",
                    "StateDirectoryMode=0700",
                    "UMask=0077",
                    "LoadCredentialEncrypted=master.key",
                    "LimitCORE=0",
                    "MemorySwapMax=0",
                    "LimitNOFILE=8192",
                    "ProtectSystem=strict",
                    "ProtectHome=yes",
                    "PrivateTmp=yes",
                    "PrivateDevices=yes",
                    "PrivateNetwork=yes",
                    "RestrictAddressFamilies=AF_UNIX",
                    "IPAddressDeny=any",
                    "NoNewPrivileges=yes",
                    "CapabilityBoundingSet=",
                    "RestrictSUIDSGID=yes",
                    "RestrictNamespaces=yes",
                    "RestrictRealtime=yes",
                    "LockPersonality=yes",
                    "MemoryDenyWriteExecute=yes",
                    "SystemCallArchitectures=native",
                    "SystemCallFilter=@system-service",
                    "SystemCallFilter=~@privileged @resources",
                    "SystemCallErrorNumber=EPERM",
                    "ProtectKernelTunables=yes",
                    "ProtectKernelModules=yes",
                    "ProtectKernelLogs=yes",
                    "ProtectControlGroups=yes",
                    "ProtectClock=yes",
                    "ProtectHostname=yes",
                    "ProtectProc=invisible",
                    "ProcSubset=pid",
                ],
            ),
            ("[Install]", &["WantedBy=multi-user.target"]),
        ],
    },
    Wanted {
        file: "sysusers.d/rainmaker.conf",
        form: Form::Table,
        lines: &[(
            "",
            &[
                "u rainmaker - \"Customer and marketing register\" /var/lib/rainmaker /usr/sbin/nologin",
                "g rainmaker-staff -",
                "g rainmaker-proc -",
            ],
        )],
    },
    Wanted {
        file: "tmpfiles.d/rainmaker.conf",
        form: Form::Table,
        lines: &[(
            "",
            &[
                "d /var/lib/rainmaker 0700 rainmaker rainmaker -",
                "d /run/rainmaker 0750 root rainmaker-staff -",
                "d /etc/ssh/rainmaker-keys 0755 root root -",
                "d /var/lib/rainmaker-staff 0555 root root -",
            ],
        )],
    },
    Wanted {
        file: "fstab",
        form: Form::Table,
        lines: &[(
            "",
            &["proc /proc proc nosuid,nodev,noexec,hidepid=2,gid=rainmaker-proc 0 0"],
        )],
    },
    Wanted {
        file: "systemd-logind.service.d/rainmaker.conf",
        form: Form::Unit,
        lines: &[("[Service]", &["SupplementaryGroups=rainmaker-proc"])],
    },
    Wanted {
        file: "user-.slice.d/rainmaker.conf",
        form: Form::Unit,
        lines: &[("[Slice]", &["MemorySwapMax=0"])],
    },
    Wanted {
        file: "coredump.conf.d/rainmaker.conf",
        form: Form::Unit,
        lines: &[("[Coredump]", &["Storage=none", "ProcessSizeMax=0"])],
    },
    Wanted {
        file: "limits.d/rainmaker.conf",
        form: Form::Table,
        lines: &[("", &["@rainmaker-staff hard core 0"])],
    },
];

/// Returns the text of a file of `deploy/`.
pub(crate) fn deployed(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy")
}

/// Returns the lines that are no comment, each with the section in which it stands.
fn lines(text: &str, form: Form) -> BTreeSet<(String, String)> {
    let mut section = String::new();
    let mut lines = BTreeSet::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let heads = match form {
            Form::Unit => line.starts_with('['),
            Form::Sshd => line.starts_with("Match "),
            Form::Table => false,
        };
        if heads {
            section = line;
        } else if !line.is_empty() && !line.starts_with('#') {
            lines.insert((section.clone(), line));
        }
    }
    lines
}

/// Returns what is wanted of a file and does not stand in `text`.
fn missing(wanted: &Wanted, text: &str) -> Vec<String> {
    let found = lines(text, wanted.form);
    let of_section = |(section, lines): &(&str, &'static [&str])| {
        let section = (*section).to_owned();
        lines
            .iter()
            .map(move |line| (section.clone(), (*line).to_owned()))
    };
    let wanted = wanted.lines.iter().flat_map(of_section);
    wanted
        .filter(|it| !found.contains(it))
        .map(|(section, line)| format!("{section} {line}"))
        .collect()
}

#[test]
fn every_line_of_the_deployment_is_there() {
    for wanted in WANTED {
        let text = deployed(wanted.file);
        assert_eq!(
            missing(wanted, &text),
            Vec::<String>::new(),
            "{}",
            wanted.file
        );
    }
}

#[test]
fn each_line_that_is_taken_away_is_missed() {
    for wanted in WANTED {
        let text = deployed(wanted.file);
        for (_, line) in wanted
            .lines
            .iter()
            .flat_map(|(section, lines)| lines.iter().map(move |line| (*section, *line)))
        {
            let rest = text.lines().filter(|it| it.trim() != line);
            let rest: Vec<&str> = rest.collect();
            let missed = missing(wanted, &rest.join("\n"));
            assert_eq!(missed.len(), 1, "{}: {line}", wanted.file);
        }
    }
}

#[test]
fn every_file_of_the_deployment_is_looked_at() {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder()).unwrap();
                found.insert(name.to_str().unwrap().to_owned());
            }
        }
    }
    let wanted = WANTED.iter().map(|it| it.file.to_owned());
    assert_eq!(found, wanted.collect());
}

#[test]
fn whoever_asks_the_service_keeps_the_name_the_kernel_gives() {
    // In a user namespace SO_PEERCRED names everybody `nobody`.
    assert!(!deployed("rainmaker.service").contains("\nPrivateUsers"));
}

/// Runs a tool of the machine; where it is not installed, says that a test was skipped.
fn tool(name: &str, args: &[&str]) -> Option<Output> {
    let ran = Command::new(name).args(args).output();
    if ran.is_err() {
        skipped(&format!("{name} is not installed"));
    }
    ran.ok()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

#[test]
fn systemd_calls_the_service_safe() {
    let service = folder().join("rainmaker.service");
    let args = ["security", "--offline=true", "--no-pager", "--threshold=15"];
    let args = [&args[..], &[service.to_str().unwrap()]].concat();
    if let Some(said) = tool("systemd-analyze", &args) {
        assert!(said.status.success(), "{}", text(&said));
        assert!(text(&said).contains("SAFE"), "{}", text(&said));
    }
}

#[test]
fn systemd_understands_every_line_of_the_units() {
    let home = tempfile::tempdir().unwrap();
    // The program is not installed where the unit looks for it.
    let service = deployed("rainmaker.service").replace("/usr/bin/rainmaker", "/bin/true");
    fs::write(home.path().join("rainmaker.service"), service).unwrap();
    let socket = folder().join("rainmaker.socket");
    fs::copy(socket, home.path().join("rainmaker.socket")).unwrap();
    let units = ["rainmaker.service", "rainmaker.socket"].map(|it| home.path().join(it));
    let mut args = vec!["verify", "--man=no"];
    args.extend(units.iter().map(|it| it.to_str().unwrap()));
    if let Some(said) = tool("systemd-analyze", &args) {
        assert!(said.status.success(), "{}", text(&said));
        assert!(!text(&said).contains("rainmaker"), "{}", text(&said));
    }
}

#[test]
fn systemd_makes_the_accounts_and_the_directories() {
    if !rustix::process::geteuid().is_root() {
        skipped("only root makes accounts");
        return;
    }
    let root = tempfile::tempdir().unwrap();
    for folder in ["etc/ssh", "var/lib", "run"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    let at = format!("--root={}", root.path().display());
    let accounts = folder().join("sysusers.d/rainmaker.conf");
    let Some(said) = tool("systemd-sysusers", &[&at, accounts.to_str().unwrap()]) else {
        return;
    };
    assert!(said.status.success(), "{}", text(&said));
    let groups = fs::read_to_string(root.path().join("etc/group")).unwrap();
    let passwords = fs::read_to_string(root.path().join("etc/passwd")).unwrap();
    for group in ["rainmaker:", "rainmaker-staff:", "rainmaker-proc:"] {
        assert!(groups.lines().any(|it| it.starts_with(group)), "{groups}");
    }
    assert!(
        passwords.contains(":/var/lib/rainmaker:/usr/sbin/nologin"),
        "{passwords}"
    );
    let folders = folder().join("tmpfiles.d/rainmaker.conf");
    let args = ["--create", &at, folders.to_str().unwrap()];
    let Some(said) = tool("systemd-tmpfiles", &args) else {
        return;
    };
    assert!(said.status.success(), "{}", text(&said));
    assert!(root.path().join("run/rainmaker").is_dir());
}
