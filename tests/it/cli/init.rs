use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::environment::{PASSWORD, TestEnvironment};

#[test]
fn a_register_is_made_once_and_its_recovery_code_shown_once() {
    let environment = TestEnvironment::bare();
    environment.write("password", PASSWORD);
    let args = [
        "--data",
        "data",
        "init",
        "--officer",
        "anna",
        "--password-file",
        "password",
    ];
    let run = environment.run(&args);
    assert!(run.stderr.contains("shown this once"), "{}", run.stderr);
    let shown = run.ok();
    let code = shown.trim().rsplit(' ').next().unwrap();
    assert_eq!(code.split('-').count(), 8, "{shown}");
    let folder = environment.path("data");
    for file in fs::read_dir(&folder).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(
        fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
        0o700
    );
    let said = environment.run(&args).fails(2);
    assert!(said.contains("already"), "{said}");
}

#[test]
fn a_weak_password_is_refused_and_nothing_is_made() {
    let environment = TestEnvironment::bare();
    for weak in ["short", "aaaaaaaaaaaaaaaaaaaa", ""] {
        environment.write("password", weak);
        let args = [
            "--data",
            "data",
            "init",
            "--officer",
            "anna",
            "--password-file",
            "password",
        ];
        environment.run(&args).fails(1);
        assert!(!environment.path("data").exists(), "{weak}");
    }
}

#[test]
fn an_officer_has_a_name_and_a_password_from_somewhere() {
    let environment = TestEnvironment::bare();
    environment
        .run(&["--data", "data", "init", "--officer", "anna"])
        .fails(2);
    environment.run(&["--data", "data", "init"]).fails(2);
    environment
        .run(&["--data", "data", "init", "--officer", " "])
        .fails(2);
    assert!(!environment.path("data").exists());
}

#[test]
fn what_the_register_is_told_of_its_controller_stands_in_receipts() {
    let environment = TestEnvironment::bare();
    environment.write("password", PASSWORD);
    let login = [
        "--data",
        "data",
        "--user",
        "anna",
        "--password-file",
        "password",
    ];
    let run = |args: &[&str]| {
        let all: Vec<&str> = login.iter().chain(args).copied().collect();
        environment.run(&all)
    };
    let told = [
        "--controller",
        "Testi Oy",
        "--contact",
        "dpo@testi.example",
        "--authority",
        "TSV",
    ];
    let init: Vec<&str> = ["init", "--officer", "anna"]
        .iter()
        .chain(&told)
        .copied()
        .collect();
    run(&init).ok();
    let number = run(&["add", "given=Aino"]).ok();
    let give = [
        "consent",
        "give",
        number.trim(),
        "--purpose",
        "marketing",
        "--channel",
        "sms",
    ];
    run(&give
        .iter()
        .chain(&["--how", "web"])
        .copied()
        .collect::<Vec<_>>())
    .ok();
    let receipt = run(&["consent", "receipt", number.trim(), "--json"]).json();
    assert_eq!(receipt[0]["controller"]["name"], "Testi Oy");
    assert_eq!(receipt[0]["controller"]["contact"], "dpo@testi.example");
}
