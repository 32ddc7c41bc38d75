use serde_json::Value;

use crate::support::environment::{Run, TestEnvironment};

fn consent(environment: &TestEnvironment, deed: &str, number: &str, more: &[&str]) -> Run {
    let args = [
        "consent",
        deed,
        number,
        "--purpose",
        "marketing",
        "--channel",
        "email",
    ];
    let args: Vec<&str> = args
        .iter()
        .chain(&["--how", "paper"])
        .chain(more)
        .copied()
        .collect();
    environment.run(&args)
}

#[test]
fn a_consent_opens_its_channel_and_its_withdrawal_closes_it() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "email=aino@posti.example"]);
    let reason = || environment.show(&number)["channels"]["email"]["reason"].clone();
    assert_eq!(reason(), "NO_CONSENT");
    consent(
        &environment,
        "give",
        &number,
        &["--at", "2026-01-30T12:00:00Z"],
    )
    .ok();
    assert_eq!(reason(), "CONSENT");
    consent(
        &environment,
        "withdraw",
        &number,
        &["--at", "2026-01-31T12:00:00Z"],
    )
    .ok();
    assert_eq!(reason(), "WITHDRAWN");
    let consents = &environment.show(&number)["consents"];
    assert_eq!(
        consents.as_array().unwrap().len(),
        2,
        "nothing is overwritten"
    );
    assert_eq!(consents[0]["at"], "2026-01-30T12:00:00Z");
    assert_eq!(consents[1]["state"], "withdrawn");
    assert_eq!(consents[1]["how"], "paper");
}

#[test]
fn the_history_keeps_the_proof() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    environment.write("words.txt", "Saa lähettää uutiskirjeen.");
    let more = [
        "--reference",
        "A-17",
        "--text-file",
        "words.txt",
        "--language",
        "fi",
    ];
    consent(&environment, "refuse", &number, &more).ok();
    let history = environment
        .run(&["consent", "history", &number, "--json"])
        .json();
    let event = &history[0];
    assert_eq!(event["state"], "refused");
    assert_eq!(event["reference"], "A-17");
    assert_eq!(event["text"], "Saa lähettää uutiskirjeen.");
    assert_eq!(event["text_sha256"].as_str().unwrap().len(), 64);
    assert_eq!(event["language"], "fi");
    assert_eq!(event["recorded_by"], "anna");
}

#[test]
fn a_receipt_names_the_controller_and_the_way_out() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    let none = environment.run(&["consent", "receipt", &number, "--json"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, "[]\n"));
    consent(&environment, "give", &number, &[]).ok();
    let receipt = environment
        .run(&["consent", "receipt", &number, "--json"])
        .json();
    assert_eq!(receipt.as_array().unwrap().len(), 1);
    assert_eq!(receipt[0]["subject"], Value::String(number));
    assert_eq!(receipt[0]["controller"]["name"], "Rainmaker Group Oy");
    assert_eq!(receipt[0]["state"], "given");
    assert!(
        receipt[0]["withdrawal"]
            .as_str()
            .unwrap()
            .contains("free of charge")
    );
}

#[test]
fn a_consent_of_the_future_or_without_its_way_is_refused() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    consent(&environment, "give", &number, &["--at", "2999-01-01"]).fails(1);
    let bare = [
        "consent",
        "give",
        &number,
        "--purpose",
        "marketing",
        "--channel",
        "email",
    ];
    environment.run(&bare).fails(2);
    environment.run(&["consent", "history", &number]).fails(1);
}
