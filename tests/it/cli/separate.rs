use serde_json::json;

use crate::support::environment::TestEnvironment;

#[test]
fn a_merged_number_is_its_own_person_again() {
    let environment = TestEnvironment::new();
    let stays = environment.add(&["given=Aino", "email=aino@posti.example"]);
    let goes = environment.add(&["given=Eero", "phone=0401234567"]);
    environment
        .run(&["merge", &stays, &goes, "--reason", "mistake"])
        .ok();
    environment
        .run(&["separate", &goes, "--reason", "two people"])
        .ok();
    let shown = environment.show(&goes);
    assert_eq!(shown["customer_number"], json!(goes));
    assert_eq!(shown["name"]["given"], "Eero");
    assert_eq!(environment.show(&stays)["phones"], json!([]));
    let other = environment.add(&["given=Olli"]);
    environment
        .run(&["separate", &other, "--reason", "never merged"])
        .fails(1);
}
