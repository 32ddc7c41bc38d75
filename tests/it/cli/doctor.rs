use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::support::environment::TestEnvironment;

fn state(report: &Value, check: &str) -> Option<String> {
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|it| it["check"] == check);
    found.map(|it| it["state"].as_str().unwrap().to_owned())
}

#[test]
fn a_new_register_is_well_and_its_default_controller_is_said() {
    let mut environment = TestEnvironment::new();
    environment.unset("RAINMAKER_USER");
    let report = environment.run(&["doctor", "--json"]).json();
    assert_eq!(state(&report, "register").as_deref(), Some("ok"));
    assert_eq!(state(&report, "audit").as_deref(), Some("ok"));
    assert_eq!(state(&report, "controller").as_deref(), Some("note"));
    assert_eq!(state(&report, "permissions"), None);
}

#[test]
fn a_file_that_others_may_read_is_told_with_its_remedy() {
    let environment = TestEnvironment::new();
    let keys = environment.data().join("keys");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o644)).unwrap();
    let report = environment.run(&["doctor", "--json"]).json();
    assert_eq!(state(&report, "permissions").as_deref(), Some("warning"));
    let text = environment.run(&["doctor"]).ok();
    assert!(
        text.contains(&format!("chmod 0600 {}", keys.display())),
        "{text}"
    );
}

#[test]
fn a_register_that_does_not_open_is_told_and_is_the_exit_code() {
    let environment = TestEnvironment::new();
    fs::write(environment.data().join("master.key"), "00".repeat(32)).unwrap();
    let run = environment.run(&["doctor"]);
    assert_eq!(run.code, 3);
    assert!(
        run.stdout.contains("the master key belongs to other keys"),
        "{}",
        run.stdout
    );
    let run = TestEnvironment::bare().run(&["doctor"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("rainmaker init"), "{}", run.stdout);
}
