use std::fs;

use crate::support::environment::{PASSWORD, TestEnvironment};

#[test]
fn a_lost_master_key_is_made_anew_with_the_recovery_code_alone() {
    let mut environment = TestEnvironment::bare();
    environment.write("password", PASSWORD);
    environment.set("RAINMAKER_DATA", "data");
    environment.set("RAINMAKER_PASSWORD_FILE", "password");
    environment.set("RAINMAKER_USER", "anna");
    let shown = environment.run(&["init", "--officer", "anna"]).ok();
    let code = shown.trim().rsplit(' ').next().unwrap();
    let number = environment.add(&["given=Aino"]);
    let master = environment.path("data/master.key");
    let lost = fs::read(&master).unwrap();
    fs::remove_file(&master).unwrap();

    let other = "00000-00000-00000-00000-00000-00000-00000-00000";
    for wrong in ["", "nonsense", other] {
        environment.run_with(&["key", "recover"], wrong).fails(1);
        assert!(!master.exists(), "{wrong}");
    }
    environment
        .run_with(&["key", "recover"], &code.to_lowercase())
        .ok();
    assert_eq!(environment.show(&number)["name"]["given"], "Aino");
    assert_ne!(fs::read(&master).unwrap(), lost);
    fs::write(&master, lost).unwrap();
    environment.run(&["show", &number]).fails(3);
}

#[test]
fn there_is_nothing_to_recover_without_a_register() {
    TestEnvironment::bare()
        .run_with(&["--data", "data", "key", "recover"], "x")
        .fails(2);
}
