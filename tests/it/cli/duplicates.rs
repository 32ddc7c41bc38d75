use serde_json::json;

use crate::support::environment::TestEnvironment;

#[test]
fn people_who_share_an_address_are_listed_until_somebody_decides() {
    let environment = TestEnvironment::new();
    assert_eq!(environment.run(&["duplicates", "--json"]).json(), json!([]));
    let one = environment.add(&["given=Aino", "family=Laine", "phone=0401234567"]);
    let other = environment.add(&["given=Eero", "family=Laine", "phone=0401234567"]);
    let pairs = environment.run(&["duplicates", "--json"]).json();
    let numbers = [
        pairs[0]["customer_number"].clone(),
        pairs[0]["other_number"].clone(),
    ];
    assert!(
        numbers.contains(&json!(one)) && numbers.contains(&json!(other)),
        "{pairs}"
    );
    assert_eq!(pairs[0]["why"], "shared");
    environment
        .run(&["separate", &other, "--reason", "a couple"])
        .ok();
    assert_eq!(environment.run(&["duplicates", "--json"]).json(), json!([]));
}
