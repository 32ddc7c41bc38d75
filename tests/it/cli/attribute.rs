use serde_json::json;

use crate::support::environment::TestEnvironment;

const CONSENT: [&str; 4] = ["--purpose", "marketing", "--channel", "email"];

fn attribute(environment: &TestEnvironment, args: &[&str]) -> i32 {
    let all: Vec<&str> = ["attribute"]
        .iter()
        .chain(args)
        .chain(&CONSENT)
        .copied()
        .collect();
    environment.run(&all).code
}

fn consent(environment: &TestEnvironment, deed: &str, number: &str) {
    let args = ["consent", deed, number, "--how", "phone"];
    let all: Vec<&str> = args.iter().chain(&CONSENT).copied().collect();
    environment.run(&all).ok();
}

#[test]
fn an_attribute_needs_its_consent_and_goes_when_that_is_withdrawn() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "email=aino@posti.example"]);
    assert_eq!(attribute(&environment, &["set", &number, "size=42"]), 1);
    consent(&environment, "give", &number);
    assert_eq!(attribute(&environment, &["set", &number, "size=42"]), 0);
    let held = json!([{"name": "size", "value": "42", "purpose": "marketing", "channel": "email"}]);
    assert_eq!(environment.show(&number)["attributes"], held);
    consent(&environment, "withdraw", &number);
    assert_eq!(environment.show(&number)["attributes"], json!([]));
    assert_eq!(attribute(&environment, &["set", &number, "size=43"]), 1);
}

#[test]
fn an_attribute_is_removed_by_its_name() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    consent(&environment, "give", &number);
    assert_eq!(attribute(&environment, &["set", &number, "size=42"]), 0);
    assert_eq!(attribute(&environment, &["remove", &number, "size"]), 0);
    assert_eq!(environment.show(&number)["attributes"], json!([]));
    assert_eq!(attribute(&environment, &["remove", &number, "size"]), 1);
    assert_eq!(attribute(&environment, &["set", &number, "size"]), 2);
}
