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

#[test]
fn several_are_erased_when_each_was_typed_twice_and_a_reason_is_written() {
    let environment = TestEnvironment::new();
    let one = environment.add(&["given=Aino", "family=Laine"]);
    let other = environment.add(&["given=Eero", "family=Salo"]);
    let half = [
        "erase",
        &one,
        &other,
        "--yes-erase",
        &one,
        "--because",
        "retention",
    ];
    let run = environment.run(&half);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("Aino Laine") && run.stdout.contains("Eero Salo"));
    let preview: Value =
        serde_json::from_str(&environment.run(&["erase", &one, &other, "--json"]).stdout).unwrap();
    assert_eq!(preview[1]["customer_number"], other.as_str());
    let whole = [&half[..], &["--yes-erase", &other]].concat();
    let said = environment.run(&whole).fails(1);
    assert!(said.contains("reason"), "{said}");
    environment.show(&one);
    let run = environment.run(&[&whole[..], &["--reason", "kept too long"]].concat());
    run.ok();
    environment.run(&["show", &one]).fails(1);
    environment.run(&["show", &other]).fails(1);
}
