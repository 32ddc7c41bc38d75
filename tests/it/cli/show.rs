use serde_json::{Value, json};

use crate::support::environment::TestEnvironment;

#[test]
fn the_document_is_the_promised_one() {
    let environment = TestEnvironment::new();
    environment.add(&[
        "number=7",
        "given=Aino",
        "family=Laine",
        "email=aino@Betoni.example",
        "phone=040 123 4567",
        "city=Oulu",
        "company=Betoni Oy",
        "business_id=2077474-0",
        "note=soittaa aamuisin",
    ]);
    let mut shown = environment.show("7");
    let today = shown["emails"][0]["date"].take();
    assert_eq!(today.as_str().unwrap().len(), 10);
    shown["phones"][0]["date"].take();
    let held = |value: &str| {
        json!({"value": value, "source": "staff", "date": null, "purpose": "relations",
               "basis": "legitimate_interest"})
    };
    let email = shown["channels"]["email"].as_object().unwrap();
    assert_eq!(
        email.keys().collect::<Vec<_>>(),
        ["reason", "reference", "sentence", "verdict"]
    );
    shown["channels"].take();
    assert_eq!(
        shown,
        json!({
            "customer_number": "7",
            "version": 1,
            "kind": "company_contact",
            "name": {"given": "Aino", "family": "Laine"},
            "emails": [held("aino@betoni.example")],
            "phones": [held("+358401234567")],
            "address": {"street": null, "postcode": null, "city": "Oulu"},
            "company": {"name": "Betoni Oy", "business_id": "2077474-0"},
            "banned": false,
            "bans": [],
            "consents": [],
            "restricted": false,
            "channels": Value::Null,
            "attributes": [],
            "note": "soittaa aamuisin",
        })
    );
}

#[test]
fn people_read_who_it_is_and_the_verdict_first() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "family=Laine", "phone=0401234567"]);
    environment
        .run(&["ban", &number, "--channel", "phone"])
        .ok();
    let text = environment.run(&["show", &number]).ok();
    let first = text.lines().next().unwrap();
    assert!(
        first.contains("Aino Laine") && first.contains("BANNED"),
        "{text}"
    );
    assert!(
        text.contains("MAY NOT") && text.contains("+358401234567"),
        "{text}"
    );
    environment.run(&["show", "9"]).fails(1);
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    assert_eq!(environment.run_into_closed_pipe(&["show", &number]), 0);
    assert_eq!(environment.run_into_closed_pipe(&["--help"]), 0);
}
