use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::environment::{Run, TestEnvironment};

const LIST: &str = "\
Etunimi;Sukunimi;Sähköposti;Puhelin;Suoramarkkinointikielto
Aino;Laine;aino@posti.example;040 123 4567;ei
Eero;Mäki;eero@posti.example;12;kyllä
;;;;ei
Olli;Ek;ei osoite;;ei
tunnus;010190-901R;;040 765 4321;ei
";

fn import(environment: &TestEnvironment, args: &[&str]) -> Run {
    let all: Vec<&str> = ["import", "--json"].iter().chain(args).copied().collect();
    environment.run(&all)
}

fn file(report: &Value, place: usize) -> &Value {
    let file = &report["files"][place];
    let figure = |name: &str| file[name].as_u64().unwrap();
    let parts = ["created", "merged", "unchanged", "unsure", "rejected"];
    assert_eq!(
        figure("rows"),
        parts.iter().map(|it| figure(it)).sum::<u64>()
    );
    file
}

#[test]
fn without_a_yes_there_is_only_the_plan() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    let run = import(&environment, &["list.csv"]);
    assert_eq!(run.code, 2);
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(file(&plan, 0)["rows"], 5);
    let dry = import(&environment, &["list.csv", "--dry-run"]).json();
    assert_eq!(dry, plan);
    environment.run(&["lookup", "laine"]).fails(1);
    assert!(!environment.path("rejects-list.csv").exists());
    let text = environment.run(&["import", "list.csv"]);
    assert_eq!(text.code, 2);
    assert!(text.stdout.contains("rejected"), "{}", text.stdout);
}

#[test]
fn the_plan_comes_true_and_a_second_import_changes_nobody() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    let plan = import(&environment, &["list.csv", "--dry-run"]).json();
    let done = import(&environment, &["list.csv", "--yes"]).json();
    assert_eq!(plan, done);
    let again = import(&environment, &["list.csv", "--yes"]).json();
    let again = file(&again, 0);
    for figure in ["created", "merged", "unsure", "bans"] {
        assert_eq!(again[figure], 0, "{figure}");
    }
    let found = environment.run(&["lookup", "eero", "--json"]).json();
    assert_eq!(found[0]["banned"], true);
}

#[test]
fn rejected_rows_are_written_as_they_were_and_for_nobody_else() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    let done = import(&environment, &["list.csv", "--yes"]).json();
    let path = environment.path("rejects-list.csv");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(
        text.lines().count() as u64,
        1 + file(&done, 0)["rejected"].as_u64().unwrap()
    );
    assert!(
        text.contains("Olli") && !text.contains("010190-901R"),
        "{text}"
    );
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let entries = environment.run(&["audit", "show", "--json"]).json();
    assert!(
        entries
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["deed"] == "write-file")
    );
    fs::create_dir(environment.path("there")).unwrap();
    import(&environment, &["list.csv", "--yes", "--rejects", "there"]).ok();
    assert!(environment.path("there/rejects-list.csv").exists());
}

#[test]
fn rejects_never_follow_a_link_nor_leave_their_directory() {
    let environment = TestEnvironment::new();
    let precious = environment.write("precious", "kept");
    environment.write("list.csv", LIST);
    symlink(&precious, environment.path("rejects-list.csv")).unwrap();
    import(&environment, &["list.csv", "--yes"]).fails(2);
    assert_eq!(fs::read_to_string(&precious).unwrap(), "kept");
    environment.run(&["lookup", "laine"]).fails(1);
    fs::remove_file(environment.path("rejects-list.csv")).unwrap();
    fs::create_dir(environment.path("deep")).unwrap();
    fs::write(environment.path("deep/list.csv"), LIST).unwrap();
    import(
        &environment,
        &["deep/../deep/list.csv", "list.csv", "--yes"],
    )
    .ok();
    assert!(environment.path("rejects-list.csv").exists());
    assert!(environment.path("rejects-list-2.csv").exists());
}

#[test]
fn only_regular_files_are_read() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    let pipe = environment.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for odd in ["pipe", "/dev/zero", ".", "missing.csv"] {
        import(&environment, &[odd, "--yes"]).fails(2);
    }
    symlink(environment.path("list.csv"), environment.path("link.csv")).unwrap();
    import(&environment, &["link.csv", "--yes"]).ok();
}

#[test]
fn a_list_comes_from_standard_input_too() {
    let environment = TestEnvironment::new();
    let run = environment.run_with(&["import", "-", "--yes", "--json"], LIST);
    assert_eq!(file(&run.json(), 0)["file"], "-");
    assert!(environment.path("rejects-stdin.csv").exists());
}

#[test]
fn what_is_said_of_a_file_must_be_true() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    environment.write("odd.csv", "colour;shape\nred;round\n");
    environment.write("empty.csv", "");
    import(&environment, &["odd.csv", "--yes"]).fails(1);
    import(&environment, &["empty.csv", "--yes"]).fails(1);
    import(&environment, &["list.csv", "--yes", "--map", "nonsense"]).fails(2);
    import(&environment, &["list.csv", "--yes", "--map", "Colour=city"]).fails(2);
    import(&environment, &["list.csv", "--yes", "--profile", "nobody"]).fails(2);
    import(&environment, &["odd.csv", "--yes", "--map", "colour=given"]).ok();
    environment.run(&["lookup", "red"]).ok();
}

#[test]
fn the_sample_lists_come_in_and_add_up_over_all_files() {
    let environment = TestEnvironment::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let names = [
        "asiakkaat.csv",
        "contacts.csv",
        "subscribed_members_export.csv",
        "unsubscribed_members_export.csv",
        "hubspot-crm-exports-all-contacts.csv",
    ];
    let paths: Vec<String> = names
        .iter()
        .map(|it| data.join(it).display().to_string())
        .collect();
    let mut args: Vec<&str> = paths.iter().map(String::as_str).collect();
    args.push("--dry-run");
    let plan = import(&environment, &args).json();
    *args.last_mut().unwrap() = "--yes";
    let done = import(&environment, &args).json();
    assert_eq!(plan, done);
    for place in 1..names.len() {
        assert!(file(&done, place)["rows"].as_u64().unwrap() > 0);
    }
    assert_eq!(file(&done, 0)["rows"], 3_000);
    let again = import(&environment, &args).json();
    for (place, name) in names.iter().enumerate() {
        let again = file(&again, place);
        for figure in ["created", "merged", "unsure", "bans"] {
            assert_eq!(again[figure], 0, "{figure} of {name}");
        }
    }
}

/// Bans somebody, erases them, and imports `list`, in which they come again.
fn banned_again(list: &str) {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "phone=0401234567", "email=aino@posti.example"]);
    environment.run(&["ban", &number]).ok();
    environment
        .run(&[
            "erase",
            &number,
            "--yes-erase",
            &number,
            "--because",
            "request",
        ])
        .ok();
    environment.write("again.csv", list);
    let done = import(&environment, &["again.csv", "--yes"]).json();
    assert_eq!(file(&done, 0)["created"], 1);
    let found = environment.run(&["lookup", "toinen", "--json"]).json();
    assert_eq!(found[0]["banned"], true);
    assert_eq!(found[0]["channels"]["post"], "DENY");
}

#[test]
fn somebody_banned_and_erased_comes_back_banned_by_phone_alone() {
    banned_again("Nimi;Puhelin\nToinen Nimi;+358 40 123 4567\n");
}

#[test]
fn somebody_banned_and_erased_comes_back_banned_by_email_alone() {
    banned_again("Nimi;Sähköposti\nToinen Nimi;AINO@posti.example\n");
}
