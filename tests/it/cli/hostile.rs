//! Whatever a record, a file or an argument says, no command prints what a terminal would obey.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use serde_json::Value;

use crate::support::environment::{Run, TestEnvironment};
use crate::support::escapes::obeyed;
use crate::support::payloads::packed;

const TEXTS: [&str; 6] = ["given", "family", "street", "city", "company", "duties"];

/// Holds a run to its promise and returns it.
fn tame(run: Run, asked: &dyn std::fmt::Debug) -> Run {
    assert_eq!(obeyed(&run.stdout), None, "{asked:?}: {:?}", run.stdout);
    assert_eq!(obeyed(&run.stderr), None, "{asked:?}: {:?}", run.stderr);
    run
}

fn ask(environment: &TestEnvironment, args: &[&str]) -> Run {
    tame(environment.run(args), &args)
}

/// Adds people whose fields hold every payload between them; all share a family name to be found by.
pub(crate) fn people(environment: &TestEnvironment) -> Vec<String> {
    let packs = packed(250);
    let whole = packs.concat().replace('\n', " ");
    let add = |packs: &[String]| {
        let mut values = format!("note={whole}\nphone=0401234567\n");
        for (field, pack) in TEXTS.iter().zip(packs) {
            writeln!(values, "{field}=Laine {}", pack.replace('\n', " ")).unwrap();
        }
        let source = format!("file: {}", packs[0].replace('\0', " "));
        let run = environment.run_with(&["add", "-", "--source", &source], &values);
        run.ok().trim().to_owned()
    };
    packs.chunks(TEXTS.len()).map(add).collect()
}

/// Writes payloads wherever a person holds words of others.
fn say_more(environment: &TestEnvironment, number: &str, pack: &str) {
    let pack = &pack.replace('\0', " ");
    let of = ["--purpose", "marketing", "--channel", "email"];
    let run = |words: &[&str], options: &[&str]| {
        let args: Vec<&str> = words.iter().chain(options).copied().collect();
        ask(environment, &args).ok();
    };
    let how = ["--how", "web", "--reference", pack, "--text-file", "words"];
    environment.write("words", pack);
    run(&["consent", "give", number], &[&of[..], &how].concat());
    let attribute: String = pack.chars().filter(|it| *it != '=').take(60).collect();
    run(
        &["attribute", "set", number, &format!("{attribute}={pack}")],
        &of,
    );
    run(&["ban", number], &["--told", pack, "--reason", pack]);
    run(&["ban", number, "--lift"], &["--reason", pack]);
    run(&["ban", number], &["--channel", "sms", "--told", pack]);
}

#[test]
fn no_text_of_a_record_reaches_the_terminal_as_a_command() {
    let environment = TestEnvironment::new();
    let numbers = people(&environment);
    for (number, pack) in numbers.iter().zip(packed(250)) {
        say_more(&environment, number, &pack);
        for args in [
            &["show", number][..],
            &["show", number, "--json"],
            &["consent", "history", number],
            &["consent", "history", number, "--json"],
            &["consent", "receipt", number],
            &["consent", "receipt", number, "--json"],
            &["audit", "show", number],
            &["audit", "show", number, "--json"],
            &["may", number, "--channel", "email", "--json"],
        ] {
            ask(&environment, args).ok();
        }
        assert_eq!(ask(&environment, &["erase", number]).code, 2, "the preview");
    }
    for args in [
        &["lookup", "laine"][..],
        &["lookup", "laine", "--json"],
        &["duplicates"],
        &["duplicates", "--json"],
        &["suppression", "find", "0401234567"],
        &["suppression", "find", "0401234567", "--json"],
        &["audit", "show"],
        &["audit", "show", "--json"],
    ] {
        ask(&environment, args).ok();
    }
    drop(ask(&environment, &["doctor"]));
    let held = environment.show(&numbers[0]);
    let expected = format!(
        "Laine {}",
        packed(250)[3].replace(['\n', '\r', '\u{b}', '\u{c}', '\u{85}'], " ")
    );
    assert_eq!(held["address"]["city"], expected, "JSON loses nothing");
}

#[test]
fn values_that_are_refused_are_not_repeated() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    let long = format!("given={}\n", "n\u{1b}".repeat(50_000));
    let said = tame(environment.run_with(&["add", "-"], &long), &"a long name").fails(1);
    assert!(said.contains("320"), "{said}");
    for pack in packed(250) {
        let pack = pack.replace(['\0', '\n'], " ");
        for field in [
            "email",
            "phone",
            "business_id",
            "number",
            "postcode",
            "language",
            "kind",
        ] {
            let pair = format!("{field}={pack}\n");
            let run = environment.run_with(&["correct", &number, "-"], &pair);
            drop(tame(run, &pair));
        }
        drop(tame(environment.run_with(&["add", "-"], &pack), &pack));
    }
}

#[test]
fn hostile_lists_come_in_and_their_rejects_are_tame() {
    let environment = TestEnvironment::new();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut list = "given,family,email,phone,city,company,note\u{1b}]0;x\u{7}\n".to_owned();
    for pack in packed(120) {
        let cell = quoted(&pack);
        writeln!(list, "{cell},Laine,,,{cell},{cell},{cell}").unwrap();
        writeln!(list, "{cell},Mäki,{cell},{cell},{cell},,{cell}").unwrap();
        writeln!(list, ",,{cell},{cell},{cell},,").unwrap();
    }
    let name = "list\u{1b}]0;x\u{7}\u{202e}.csv";
    environment.write(name, &list);
    for args in [
        &["import", name][..],
        &["import", name, "--dry-run", "--json"],
        &[
            "import",
            name,
            "--yes",
            "--source",
            "old\u{1b}[31m CRM\u{9b}2J",
        ],
        &["import", name, "--yes", "--json"],
        &["lookup", "laine", "--limit", "500"],
        &["lookup", "laine", "--json"],
        &["duplicates", "--json"],
        &["audit", "show"],
    ] {
        drop(ask(&environment, args));
    }
    let mut rejects = fs::read_dir(environment.path(""))
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.file_name().unwrap().as_bytes().starts_with(b"rejects-"));
    let rejects = fs::read_to_string(rejects.next().unwrap()).unwrap();
    let obeyed = rejects
        .chars()
        .find(|it| it.is_control() && !matches!(it, '\n' | '\t'));
    assert_eq!(obeyed, None, "the rejects obey");
}

#[test]
fn arguments_and_surroundings_are_repeated_tamely_or_not_at_all() {
    let mut environment = TestEnvironment::new();
    for pack in packed(400) {
        let bad = &*pack.replace('\0', " ");
        let pair = &format!("{bad}=given");
        let field = &format!("city={bad}");
        for args in [
            &[bad][..],
            &["check", bad],
            &["check", "phone", bad],
            &["check", "email", bad],
            &["check", "hetu", bad],
            &["check", "marketing", bad],
            &["check", "transfer", bad],
            &["check", "deadline", "--received", bad],
            &["completions", bad],
            &["demo", "--people", bad],
            &["may", "1", "--channel", bad],
            &["add", field, "--basis", bad],
            &["import", bad, "--yes"],
            &["import", bad, "--profile", bad],
            &["import", bad, "--map", bad],
            &["import", bad, "--map", pair],
            &["--data", bad, "duplicates"],
            &["--config", bad, "keys"],
            &["--socket", bad, "duplicates"],
            &["--password-file", bad, "duplicates"],
            &["lookup", "x", bad],
            &["show", "1", &format!("--{bad}")],
        ] {
            let run = ask(&environment, args);
            assert!(matches!(run.code, 1 | 2), "{args:?}: {}", run.stderr);
        }
        let run = ask(&environment, &["--master-key", bad, "duplicates"]);
        run.fails(3);
    }
    let bad = packed(5_000).concat().replace('\0', " ");
    for args in [
        &["lookup", &bad][..],
        &["show", &bad],
        &["audit", "show", &bad],
        &["suppression", "find", &bad],
        &["ban", "--address", &bad],
        &["erase", &bad],
        &["merge", &bad, &bad, "--reason", &bad],
        &["--user", &bad, "duplicates"],
    ] {
        let run = ask(&environment, args);
        assert!(matches!(run.code, 1 | 2), "{args:?}: {}", run.stderr);
    }
    for name in ["LANG", "TERM", "RAINMAKER_USER", "NO_COLOR", "COLUMNS"] {
        environment.set(name, &bad);
        drop(ask(&environment, &["doctor"]));
        drop(ask(&environment, &["--help"]));
        ask(&environment, &["check", "phone", "0401234567"]).ok();
    }
}

#[test]
fn arguments_that_are_no_text_are_refused_tamely() {
    let environment = TestEnvironment::new();
    let bad = OsStr::from_bytes(b"\x9b31m\xff\x1b]0;x\x07");
    for args in [
        &[bad][..],
        &[OsStr::new("check"), OsStr::new("phone"), bad],
        &[OsStr::new("import"), bad, OsStr::new("--yes")],
        &[OsStr::new("--data"), bad, OsStr::new("duplicates")],
        &[OsStr::new("lookup"), bad],
    ] {
        let run = tame(environment.run_bytes(args), &args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
    }
}

#[test]
fn a_hostile_officer_is_shown_tamely() {
    let mut environment = TestEnvironment::bare();
    environment.write("password", crate::support::environment::PASSWORD);
    let password = environment.path("password").display().to_string();
    environment.set("RAINMAKER_DATA", &environment.data().display().to_string());
    environment.set("RAINMAKER_PASSWORD_FILE", &password);
    for officer in packed(60) {
        let officer = officer.replace('\0', " ");
        let data = environment.data();
        let init = ask(&environment, &["init", "--officer", &officer]);
        if init.code == 0 {
            environment.set("RAINMAKER_USER", &officer);
            ask(&environment, &["audit", "show"]).ok();
            let entries: Value = ask(&environment, &["audit", "show", "--json"]).json();
            assert!(entries.is_array());
            fs::remove_dir_all(data).unwrap();
        }
    }
}
