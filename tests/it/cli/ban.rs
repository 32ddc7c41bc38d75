use serde_json::Value;

use crate::support::environment::TestEnvironment;

fn somebody(environment: &TestEnvironment) -> String {
    environment.add(&[
        "given=Aino",
        "family=Laine",
        "phone=0401234567",
        "email=aino@posti.example",
    ])
}

#[test]
fn a_ban_needs_no_reason_and_stops_every_channel() {
    let environment = TestEnvironment::new();
    let number = somebody(&environment);
    environment.run(&["ban", &number]).ok();
    let shown = environment.show(&number);
    assert_eq!(shown["banned"], true);
    assert_eq!(shown["bans"][0]["channel"], "all");
    assert_eq!(shown["bans"][0]["lifted"], Value::Null);
    for channel in ["email", "sms", "phone", "post", "auto_call"] {
        assert_eq!(
            shown["channels"][channel]["reason"], "OBJECTED",
            "{channel}"
        );
    }
    let found = environment.run(&["lookup", "aino", "--json"]).json();
    assert_eq!(found[0]["banned"], true);
}

#[test]
fn a_ban_of_some_channels_says_since_when_and_how() {
    let environment = TestEnvironment::new();
    let number = somebody(&environment);
    let args = [
        "ban",
        &number,
        "--channel",
        "phone",
        "--channel",
        "sms",
        "--told",
        "by phone",
    ];
    let args: Vec<&str> = args
        .iter()
        .chain(&["--at", "2026-01-31"])
        .copied()
        .collect();
    environment.run(&args).ok();
    let shown = environment.show(&number);
    assert_eq!(shown["bans"].as_array().unwrap().len(), 2);
    assert_eq!(shown["bans"][0]["since"], "2026-01-31");
    assert_eq!(shown["bans"][0]["told"], "by phone");
    assert_eq!(shown["channels"]["phone"]["verdict"], "DENY");
    assert_eq!(shown["channels"]["post"]["verdict"], "ALLOW");
}

#[test]
fn a_ban_of_the_future_is_refused() {
    let environment = TestEnvironment::new();
    let number = somebody(&environment);
    environment
        .run(&["ban", &number, "--at", "2999-01-01"])
        .fails(1);
    environment
        .run(&["ban", &number, "--at", "tomorrow"])
        .fails(2);
    assert_eq!(environment.show(&number)["banned"], false);
}

#[test]
fn lifting_needs_a_reason_and_a_ban() {
    let environment = TestEnvironment::new();
    let number = somebody(&environment);
    environment
        .run(&["ban", &number, "--lift", "--reason", "misheard"])
        .fails(1);
    environment.run(&["ban", &number]).ok();
    environment.run(&["ban", &number, "--lift"]).fails(2);
    environment
        .run(&["ban", &number, "--lift", "--reason", "misheard"])
        .ok();
    let shown = environment.show(&number);
    assert_eq!(shown["banned"], false);
    assert_eq!(shown["bans"][0]["lifted"]["reason"], "misheard");
}

#[test]
fn an_address_is_banned_before_its_person_comes() {
    let environment = TestEnvironment::new();
    environment
        .run(&["ban", "--address", "+358 40 123 4567", "--told", "by phone"])
        .ok();
    let number = somebody(&environment);
    assert_eq!(environment.show(&number)["banned"], true);
    let lift = ["ban", &number, "--lift", "--reason", "misheard"];
    let said = environment.run(&lift).fails(1);
    assert!(said.contains("suppression list stands"), "{said}");
    environment.run(&["ban", "--address", "nonsense"]).fails(1);
}
