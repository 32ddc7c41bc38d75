use serde_json::Value;

use crate::support::environment::TestEnvironment;

fn phones(shown: &Value) -> Vec<String> {
    let phones = shown["phones"].as_array().unwrap().iter();
    phones
        .map(|it| it["value"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_phone_is_replaced_added_and_removed() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "phone=0401234567", "phone=0401234568"]);
    environment
        .run(&["correct", &number, "phone=0401234569"])
        .ok();
    assert_eq!(phones(&environment.show(&number)), ["+358401234569"]);
    environment
        .run(&["correct", &number, "phone+=0401234567"])
        .ok();
    assert_eq!(
        phones(&environment.show(&number)),
        ["+358401234569", "+358401234567"]
    );
    environment
        .run(&["correct", &number, "phone-=040 123 4569"])
        .ok();
    assert_eq!(phones(&environment.show(&number)), ["+358401234567"]);
    environment
        .run(&["correct", &number, "phone-=0401234569"])
        .fails(1);
    environment
        .run(&["correct", &number, "city+=Oulu"])
        .fails(2);
}

#[test]
fn a_correction_raises_the_version_and_one_that_changes_nothing_does_not() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    assert_eq!(environment.show(&number)["version"], 1);
    environment.run(&["correct", &number, "city=Oulu"]).ok();
    assert_eq!(environment.show(&number)["version"], 2);
    environment.run(&["correct", &number, "city=Oulu"]).ok();
    assert_eq!(environment.show(&number)["version"], 2);
}

#[test]
fn corrections_come_from_standard_input_and_an_empty_value_removes() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "city=Oulu"]);
    environment
        .run_with(&["correct", &number, "-"], "city=\nfamily=Laine\n")
        .ok();
    let shown = environment.show(&number);
    assert_eq!(shown["address"]["city"], Value::Null);
    assert_eq!(shown["name"]["family"], "Laine");
}

#[test]
fn an_old_number_still_finds_its_person() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    environment.run(&["correct", &number, "number=A-1"]).ok();
    assert_eq!(environment.show(&number)["customer_number"], "A-1");
    environment
        .run(&["correct", "nobody", "city=Oulu"])
        .fails(1);
}
