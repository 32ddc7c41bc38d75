use serde_json::json;

use crate::support::environment::TestEnvironment;

#[test]
fn adding_prints_the_customer_number_and_nothing_else() {
    let environment = TestEnvironment::new();
    let run = environment.run(&["add", "given=Aino", "family=Laine"]);
    assert_eq!(run.ok(), "100001\n");
    let given = environment.run(&[
        "add",
        "number=77",
        "company=Laine Oy",
        "email=info@laine.example",
    ]);
    assert_eq!(given.ok(), "77\n");
    assert_eq!(environment.show("77")["kind"], "company_generic");
}

#[test]
fn a_number_in_use_is_refused_by_name() {
    let environment = TestEnvironment::new();
    environment.add(&["number=77", "given=Aino"]);
    let said = environment
        .run(&["add", "number=77", "given=Eero"])
        .fails(1);
    assert!(
        said.contains("Somebody else has this customer number"),
        "{said}"
    );
}

#[test]
fn every_value_carries_what_was_said_of_its_source() {
    let environment = TestEnvironment::new();
    let args = [
        "add",
        "email=a@b.example",
        "email=c@d.example",
        "given=A",
        "--source",
        "person: fair",
    ];
    let args: Vec<&str> = args
        .iter()
        .chain(&["--purpose", "marketing", "--basis", "consent"])
        .copied()
        .collect();
    let number = environment.run(&args).ok();
    let emails = &environment.show(number.trim())["emails"];
    assert_eq!(emails.as_array().unwrap().len(), 2);
    assert_eq!(emails[1]["value"], "c@d.example");
    assert_eq!(emails[0]["source"], "person: fair");
    assert_eq!(emails[0]["purpose"], "marketing");
    assert_eq!(emails[0]["basis"], "consent");
}

#[test]
fn values_come_from_standard_input_where_no_argument_shows_them() {
    let environment = TestEnvironment::new();
    let number = environment
        .run_with(&["add", "-"], "given=Aino\nphone=040 123 4567\n\n")
        .ok();
    let shown = environment.show(number.trim());
    assert_eq!(shown["name"], json!({"given": "Aino", "family": null}));
    assert_eq!(shown["phones"][0]["value"], "+358401234567");
}

#[test]
fn a_value_that_breaks_its_rule_is_refused_without_being_repeated() {
    let environment = TestEnvironment::new();
    for (value, field) in [
        ("phone=77", "Phone"),
        ("email=nobody", "E-mail"),
        ("note=tunnus 010190-901R", "Note"),
        ("kind=martian", "Kind"),
    ] {
        let said = environment.run(&["add", "given=Aino", value]).fails(1);
        let typed = value.split_once('=').unwrap().1;
        assert!(said.contains(field) && !said.contains(typed), "{said}");
    }
    environment.run(&["lookup", "aino"]).fails(1);
}

#[test]
fn what_is_no_value_is_a_matter_of_usage() {
    let environment = TestEnvironment::new();
    for args in [
        &["add"][..],
        &["add", "given"],
        &["add", "colour=red"],
        &["add", "given=A", "given=B"],
        &["add", "email-=a@b.example"],
        &["add", "given=A", "--basis", "whim"],
    ] {
        environment.run(args).fails(2);
    }
}
