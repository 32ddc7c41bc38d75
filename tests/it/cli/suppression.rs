use serde_json::json;

use crate::support::environment::TestEnvironment;

#[test]
fn an_address_is_found_by_any_spelling_and_forgotten_on_request() {
    let environment = TestEnvironment::new();
    let find = ["suppression", "find", "040 1234567", "--json"];
    let none = environment.run(&find);
    assert_eq!((none.code, none.stdout.as_str()), (1, "[]\n"));
    environment
        .run(&["ban", "--address", "+358401234567", "--channel", "sms"])
        .ok();
    let hits = environment.run(&find).json();
    assert_eq!(hits[0]["channel"], "sms");
    assert_eq!(hits[0]["origin"], "unknown");
    environment
        .run(&["suppression", "forget", "+358401234567"])
        .ok();
    environment
        .run(&["suppression", "find", "+358401234567"])
        .fails(1);
    environment
        .run(&["suppression", "forget", "+358401234567"])
        .fails(1);
    environment
        .run(&["suppression", "find", "nonsense"])
        .fails(1);
}

#[test]
fn the_ban_of_somebody_in_the_register_names_them() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "email=aino@posti.example"]);
    environment.run(&["ban", &number]).ok();
    let hits = environment
        .run(&["suppression", "find", "Aino@posti.example", "--json"])
        .json();
    assert_eq!(hits[0]["origin"], "living");
    assert_eq!(hits[0]["customer_number"], json!(number));
}
