//! Files that are not what they seem: never outside, never without an end, and said plainly.

use std::fs;
use std::fs::File;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

use crate::support::environment::{Run, TestEnvironment};
use crate::support::escapes::obeyed;

/// One row that comes in, and one that is rejected.
const LIST: &str = "given,family,email\nAino,Laine,aino@posti.example\n,,no address\n";

fn import(environment: &TestEnvironment, args: &[&str]) -> Run {
    let all: Vec<&str> = ["import", "--yes"].iter().chain(args).copied().collect();
    environment.run(&all)
}

fn nobody_came(environment: &TestEnvironment) {
    environment.run(&["lookup", "laine"]).fails(1);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_file_that_is_too_long_is_not_even_read() {
    let environment = TestEnvironment::new();
    let file = File::create(environment.path("huge.csv")).unwrap();
    file.set_len((512 << 20) + 1).unwrap();
    let said = import(&environment, &["huge.csv"]).fails(2);
    assert!(said.contains("longer than 512 MiB"), "{said}");
}

#[test]
fn files_of_text_have_an_end() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    let consent = [
        "consent",
        "give",
        &number,
        "--purpose",
        "marketing",
        "--channel",
        "sms",
        "--how",
        "web",
        "--text-file",
    ];
    for endless in ["/dev/zero", ".", "missing"] {
        let args: Vec<&str> = consent.iter().copied().chain([endless]).collect();
        let said = environment.run(&args).fails(2);
        assert!(said.contains(endless), "{said}");
        environment
            .run(&["--config", endless, "duplicates"])
            .fails(2);
    }
    environment
        .run(&["--password-file", "/dev/zero", "duplicates"])
        .fails(1);
    let endless = format!("note={}", "x\n".repeat(600_000));
    environment.run_with(&["add", "-"], &endless).fails(2);
}

#[test]
fn quotes_within_quotes_come_to_an_end() {
    let environment = TestEnvironment::new();
    let deep = format!(
        "given,note\nAino,{}\nEero,\"{}",
        "\"".repeat(400_001),
        "\"\"".repeat(200_000)
    );
    environment.write("deep.csv", deep);
    environment.write(
        "open.csv",
        format!("given,note\nAino,\"{}", "x\n".repeat(200_000)),
    );
    for file in ["deep.csv", "open.csv"] {
        let run = import(&environment, &[file]);
        assert!(run.code <= 1, "{}", run.stderr);
    }
}

#[test]
fn the_name_of_a_list_leads_its_rejects_nowhere() {
    let environment = TestEnvironment::new();
    fs::create_dir_all(environment.path("lists/x")).unwrap();
    for (name, rejects) in [
        ("..csv", "rejects-..csv"),
        ("...csv.csv", "rejects-...csv.csv"),
        (".csv", "rejects-.csv"),
        ("-list.csv", "rejects--list.csv"),
        ("a\\..\\b.csv", "rejects-a\\..\\b.csv"),
        ("a\nb.csv", "rejects-a\nb.csv"),
    ] {
        environment.write(&format!("lists/{name}"), LIST);
        import(&environment, &[&format!("lists/x/../{name}")]).ok();
        assert!(environment.path(rejects).is_file(), "{rejects:?}");
    }
    let long = format!("lists/{}.csv", "n".repeat(250));
    environment.write(&long, LIST);
    import(&environment, &[&long]).ok();
    let inside = fs::read_dir(environment.path("lists")).unwrap().count();
    assert_eq!(inside, 8, "the lists and the empty directory, nothing else");
    let home = fs::read_dir(environment.path("..")).unwrap();
    let mut names: Vec<_> = home.map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["data", "work"]);
}

#[test]
fn only_a_regular_file_gives_way_to_rejects() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    let target = environment.path("rejects-list.csv");
    pipe(&target);
    let said = import(&environment, &["list.csv"]).fails(2);
    assert!(said.contains("rejects-list.csv"), "{said}");
    fs::remove_file(&target).unwrap();
    fs::create_dir(&target).unwrap();
    import(&environment, &["list.csv"]).fails(2);
    fs::remove_dir(&target).unwrap();
    std::os::unix::fs::symlink("nowhere", &target).unwrap();
    import(&environment, &["list.csv"]).fails(2);
    fs::remove_file(&target).unwrap();
    nobody_came(&environment);

    let other = environment.write("other", "kept");
    fs::hard_link(&other, &target).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o666)).unwrap();
    import(&environment, &["list.csv"]).ok();
    assert_eq!(fs::read_to_string(&other).unwrap(), "kept");
    assert_eq!(mode(&target), 0o600);
    assert_eq!(fs::metadata(&target).unwrap().nlink(), 1);
    assert!(fs::read_to_string(&target).unwrap().contains("no address"));
}

#[test]
fn rejects_that_cannot_be_written_stop_the_import_before_it_begins() {
    let environment = TestEnvironment::new();
    environment.write("list.csv", LIST);
    // Nobody may write into the first, not even root.
    for folder in ["/proc/self/fdinfo", "list.csv", "missing", "/dev/null"] {
        let said = import(&environment, &["list.csv", "--rejects", folder]).fails(2);
        assert!(said.contains("rejects-list.csv"), "{said}");
        assert_eq!(obeyed(&said), None);
    }
    nobody_came(&environment);
    let left = fs::read_dir(environment.path("")).unwrap().count();
    assert_eq!(left, 2, "more is left than the list and the password");
}

#[test]
fn standard_input_need_not_be_a_file() {
    let environment = TestEnvironment::new();
    let said = environment
        .run_from("/", &["import", "-", "--yes"])
        .fails(2);
    assert!(said.contains("rainmaker: "), "{said}");
    environment
        .run_from("/dev/null", &["import", "-", "--yes"])
        .fails(1);
    environment.run_from("/", &["add", "-"]).fails(2);
    environment
        .run_from("/", &["lookup", "--stdin", "--json"])
        .fails(2);
}
