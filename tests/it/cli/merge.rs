use serde_json::json;

use crate::support::environment::TestEnvironment;

#[test]
fn the_merged_number_answers_with_the_one_that_stays_and_a_ban_comes_along() {
    let environment = TestEnvironment::new();
    let stays = environment.add(&["given=Aino", "family=Laine", "email=aino@posti.example"]);
    let goes = environment.add(&["given=Aino", "family=Laine", "phone=0401234567"]);
    environment.run(&["ban", &goes]).ok();
    environment.run(&["merge", &stays, &goes]).fails(2);
    environment
        .run(&["merge", &stays, &goes, "--reason", "said so"])
        .ok();
    let shown = environment.show(&goes);
    assert_eq!(shown["customer_number"], json!(stays));
    assert_eq!(shown["banned"], true);
    assert_eq!(shown["phones"][0]["value"], "+358401234567");
    let found = environment.run(&["lookup", "laine", "--json"]).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    environment
        .run(&["merge", &stays, &goes, "--reason", "again"])
        .fails(1);
    environment
        .run(&["merge", &stays, "9", "--reason", "nobody"])
        .fails(1);
}
