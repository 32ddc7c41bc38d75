use serde_json::Value;

use crate::support::environment::TestEnvironment;

#[test]
fn without_the_number_typed_twice_only_the_preview_comes() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "family=Laine", "phone=0401234567"]);
    environment.run(&["ban", &number]).ok();
    for args in [
        &["erase", &number][..],
        &["erase", &number, "--because", "request"],
        &["erase", &number, "--yes-erase", &number],
        &["erase", &number, "--yes-erase", "1", "--because", "request"],
    ] {
        let run = environment.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stdout.contains("Aino Laine"), "{}", run.stdout);
        assert!(run.stdout.contains("suppression"), "{}", run.stdout);
    }
    let run = environment.run(&["erase", &number, "--json"]);
    let preview: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &preview["goes"]["bans"]), (2, &Value::from(1)));
    assert_eq!(environment.show(&number)["banned"], true);
}

#[test]
fn an_erased_person_is_gone_from_every_answer() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "family=Laine"]);
    environment
        .run(&["erase", &number, "--yes-erase", &number, "--because", "R-1"])
        .ok();
    environment.run(&["show", &number]).fails(1);
    environment.run(&["lookup", "laine"]).fails(1);
    environment
        .run(&["may", &number, "--channel", "email"])
        .fails(1);
    environment.run(&["erase", &number]).fails(1);
    environment.run(&["audit", "verify"]).ok();
}
