use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::{LONGEST, allowed, words};

#[test]
fn a_line_is_split_as_a_shell_would() {
    for (line, wanted) in [
        ("", &[][..]),
        ("  a  b ", &["a", "b"]),
        ("'a b' \"c d\"", &["a b", "c d"]),
        ("a'b'\"c\"d", &["abcd"]),
        ("''", &[""]),
        ("\"it's\" '\"'", &["it's", "\""]),
        ("--source=Äiti", &["--source=Äiti"]),
        ("'$(id) `id` \\ ; | &'", &["$(id) `id` \\ ; | &"]),
    ] {
        assert_eq!(words(line).unwrap(), wanted, "{line}");
    }
}

#[test]
fn three_commands_are_allowed() {
    for (line, wanted) in [
        ("lookup --stdin --json", "lookup|--stdin|--json"),
        ("rainmaker lookup --json --stdin", "lookup|--stdin|--json"),
        ("export fetch 12", "export|fetch|12"),
        ("import - --yes", "import|-|--yes"),
        ("import - --dry-run", "import|-|--dry-run"),
        (
            "rainmaker import - --yes --source 'the fair'",
            "import|-|--yes|--source=the fair",
        ),
        (
            "import - --source --data=/etc --yes",
            "import|-|--yes|--source=--data=/etc",
        ),
    ] {
        assert_eq!(allowed(OsStr::new(line)).unwrap().join("|"), wanted);
    }
}

/// What must not pass.
const ATTACKS: &[&str] = &[
    "",
    "rainmaker",
    "rainmaker rainmaker lookup --stdin --json",
    "/usr/bin/rainmaker lookup --stdin --json",
    "cat /etc/shadow",
    "/bin/sh",
    "sh -c 'rainmaker lookup --stdin --json'",
    "internal-sftp",
    "/usr/lib/openssh/sftp-server",
    "scp -t /tmp",
    "lookup virtanen",
    "lookup --stdin",
    "lookup --stdin --stdin",
    "lookup --stdin --json --limit 9",
    "lookup --stdin --json; cat /etc/shadow",
    "lookup --stdin --json;id",
    "lookup --stdin --json | sh",
    "lookup --stdin --json > /tmp/x",
    "lookup --stdin --json < /etc/shadow",
    "lookup --stdin --json && id",
    "lookup --stdin --json & id",
    "lookup --stdin --json #",
    "lookup --stdin --json $(id)",
    "lookup --stdin --json `id`",
    "lookup --stdin --json \"$(id)\"",
    "lookup --stdin --json\nid",
    "lookup --stdin --json\rid",
    "lookup --stdin --json\0",
    "lookup\t--stdin --json",
    "lookup --stdin --json \u{1b}]0;x\u{7}",
    "lookup --stdin --json \u{9b}31m",
    "lookup\u{a0}--stdin --json",
    "lookup --stdin --json 'unclosed",
    "lookup --stdin --json \"unclosed",
    "lookup --stdin --json ''",
    "--data /tmp lookup --stdin --json",
    "lookup --stdin --json --data /tmp",
    "--user anna lookup --stdin --json",
    "lookup --stdin --json --socket /tmp/evil",
    "lookup --stdin --json --master-key /etc/shadow",
    "lookup --stdin --json --config /etc/shadow",
    "lookup --stdin --json --password-file /etc/shadow",
    "RAINMAKER_DATA=/tmp lookup --stdin --json",
    "export fetch",
    "export fetch ../1",
    "export fetch -1",
    "export fetch 1 2",
    "export fetch --help",
    "export fetch ''",
    "export fetch ١",
    "export fetch 12345678901234567890",
    "export list",
    "import -",
    "import /etc/passwd --yes",
    "import - /etc/passwd --yes",
    "import - --yes --dry-run",
    "import - --yes --yes",
    "import - --yes --source",
    "import - --yes --source a --source b",
    "import - --yes --source=a",
    "import - --yes --source a b",
    "import - --yes --source \"a\\\" --data=/\"",
    "import - --yes --rejects /etc",
    "import - --yes --map a=b",
    "import - --yes --profile hubspot",
    "import - --source --yes",
    "erase 1 --yes-erase 1 --because request",
    "user list",
    "serve",
    "audit show",
    "show 10001 --json",
    "*",
    "~/x",
    "{a,b}",
    "\\lookup --stdin --json",
];

#[test]
fn everything_else_is_refused() {
    for attack in ATTACKS {
        assert_eq!(allowed(OsStr::new(attack)), None, "{attack:?}");
    }
    let not_text = OsStr::from_bytes(b"lookup --stdin --json \xff");
    assert_eq!(allowed(not_text), None);
    let long = format!("import - --yes --source '{}'", "x".repeat(LONGEST));
    assert_eq!(allowed(OsStr::new(&long)), None);
}
