use crate::support::environment::TestEnvironment;

#[test]
fn every_action_is_listed_with_the_keys_that_the_user_has() {
    let environment = TestEnvironment::bare();
    let keys = environment.run(&["keys", "--json"]).json();
    let bound = |keys: &serde_json::Value, name: &str| {
        let mut all = keys.as_array().unwrap().iter();
        all.find(|it| it["action"] == name).unwrap()["keys"].clone()
    };
    assert_eq!(bound(&keys, "ban"), serde_json::json!(["b"]));
    let file = environment.write("config.toml", "[keys]\nban = [\"f9\"]\n");
    let args = ["--config", file.to_str().unwrap(), "keys", "--json"];
    assert_eq!(
        bound(&environment.run(&args).json(), "ban"),
        serde_json::json!(["f9"])
    );
    assert!(
        environment
            .run(&["keys"])
            .ok()
            .contains("Leave the program from anywhere")
    );
}
