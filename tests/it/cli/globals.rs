use std::fs::File;
use std::path::PathBuf;

use crate::support::environment::TestEnvironment;

#[test]
fn somebody_must_be_named_and_the_password_must_be_right() {
    let mut environment = TestEnvironment::new();
    let wrong = environment.write("wrong", "not this one at all\n");
    let said = environment
        .run(&["--password-file", wrong.to_str().unwrap(), "lookup", "x"])
        .fails(1);
    assert!(said.contains("The name or the password is wrong"), "{said}");
    environment
        .run(&["--user", "nobody", "lookup", "x"])
        .fails(1);
    environment.unset("RAINMAKER_PASSWORD_FILE");
    let said = environment.run(&["lookup", "x"]).fails(2);
    assert!(said.contains("--password-file"), "{said}");
    environment.unset("RAINMAKER_USER");
    let said = environment.run(&["lookup", "x"]).fails(2);
    assert!(said.contains("--user"), "{said}");
}

#[test]
fn the_password_is_the_first_line_of_its_file() {
    let environment = TestEnvironment::new();
    let file = environment.write("long", "kissa kulkee yksin 7 lyhtya\r\nand more\n");
    let args = ["--password-file", file.to_str().unwrap(), "duplicates"];
    environment.run(&args).ok();
}

#[test]
fn without_a_master_key_or_with_a_wrong_one_nothing_is_touched() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    let before = environment.files();
    let wrong = environment.write("wrong.key", "ab".repeat(32));
    let malformed = environment.write("malformed.key", "not a key");
    let missing = PathBuf::from("missing.key");
    for (file, said) in [
        (wrong, "the master key belongs to other keys"),
        (malformed, "the master key is malformed"),
        (missing, "the master key missing.key is missing"),
    ] {
        let run = environment.run(&["--master-key", file.to_str().unwrap(), "show", &number]);
        let words = run.fails(3);
        assert!(
            words.contains(said) && words.contains("key recover"),
            "{words}"
        );
        assert!(
            environment.files() == before,
            "{said}: something was touched"
        );
    }
    let right = environment.data().join("master.key");
    environment
        .run(&["--master-key", right.to_str().unwrap(), "show", &number])
        .ok();
}

#[test]
fn a_master_key_that_is_handed_over_goes_before_all_others() {
    let mut environment = TestEnvironment::new();
    let key = std::fs::read(environment.data().join("master.key")).unwrap();
    std::fs::remove_file(environment.data().join("master.key")).unwrap();
    environment.run(&["duplicates"]).fails(3);
    environment.write("master.key", key);
    let folder = environment.path("").display().to_string();
    environment.set("CREDENTIALS_DIRECTORY", &folder);
    environment.run(&["duplicates"]).ok();
}

#[test]
fn the_second_process_is_told_who_is_in_the_way() {
    let environment = TestEnvironment::new();
    let lock = environment.data().join("lock");
    let held = File::options().read(true).write(true).open(&lock).unwrap();
    held.try_lock().unwrap();
    std::fs::write(&lock, "4711\n").unwrap();
    let said = environment.run(&["duplicates"]).fails(2);
    assert!(said.contains("in use by process 4711"), "{said}");
    drop(held);
    environment.run(&["duplicates"]).ok();
}

#[test]
fn a_directory_without_a_register_names_the_way_to_make_one() {
    let environment = TestEnvironment::new();
    let said = environment
        .run(&["--data", "nowhere", "duplicates"])
        .fails(2);
    assert!(said.contains("rainmaker init"), "{said}");
    assert!(!environment.path("nowhere").exists());
    let said = environment
        .run(&["--socket", "x.sock", "duplicates"])
        .fails(2);
    assert!(
        said.contains("The service does not answer; nothing was done.")
            && said.contains("Wait until it is back"),
        "{said}"
    );
    environment.run(&["--local", "duplicates"]).ok();
}

#[test]
fn without_options_the_register_lies_where_xdg_says() {
    let mut environment = TestEnvironment::new();
    let home = environment.path("share");
    std::fs::create_dir(&home).unwrap();
    std::fs::rename(environment.data(), home.join("rainmaker")).unwrap();
    environment.unset("RAINMAKER_DATA");
    environment.set("XDG_DATA_HOME", &home.display().to_string());
    environment.run(&["duplicates"]).ok();
}

#[test]
fn a_malformed_configuration_stops_commands_and_names_its_line() {
    let environment = TestEnvironment::new();
    let file = environment.write("config.toml", "theme = \"terminal\"\ncolour = 3\n");
    let said = environment
        .run(&["--config", file.to_str().unwrap(), "keys"])
        .fails(2);
    assert!(said.contains("line 2"), "{said}");
    let file = environment.write("keys.toml", "[keys]\nbna = [\"b\"]\n");
    let said = environment
        .run(&["--config", file.to_str().unwrap(), "duplicates"])
        .fails(2);
    assert!(said.contains("bna"), "{said}");
}

#[test]
fn usage_is_exit_2_and_help_and_version_are_not() {
    let environment = TestEnvironment::bare();
    assert!(
        environment
            .run(&["--version"])
            .ok()
            .starts_with("rainmaker ")
    );
    assert!(environment.run(&["--help"]).ok().contains("Exit: 0 done"));
    environment.run(&["fly"]).fails(2);
    environment.run(&["show"]).fails(2);
    let said = environment.run(&[]).fails(2);
    assert!(said.contains("terminal"), "{said}");
    let said = environment.run(&["\u{1b}]0;x\u{7}"]).fails(2);
    assert!(!said.contains('\u{1b}'), "{said:?}");
}
