use crate::support::environment::TestEnvironment;

#[test]
fn the_audit_is_verified_without_a_login_and_its_heads_move_with_it() {
    let mut environment = TestEnvironment::new();
    environment.unset("RAINMAKER_USER");
    let first = environment.run(&["audit", "verify", "--head"]).ok();
    assert!(first.starts_with("acts"), "{first}");
    let whole = environment.run(&["audit", "verify", "--json"]).json();
    assert_eq!(whole["whole"], true);
    environment.set("RAINMAKER_USER", "anna");
    environment.add(&["given=Aino"]);
    assert_ne!(environment.run(&["audit", "verify", "--head"]).ok(), first);
}

#[test]
fn the_audit_shows_who_did_what_to_whom_and_never_what_was_typed() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "family=Laine"]);
    environment.run(&["lookup", "laine"]).ok();
    environment.show(&number);
    let all = environment.run(&["audit", "show", "--json"]).json();
    let deeds: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["deed"].as_str().unwrap())
        .collect();
    for deed in ["init", "login", "add", "search", "open"] {
        assert!(deeds.contains(&deed), "{deed}: {deeds:?}");
    }
    assert!(!all.to_string().contains("laine"));
    let of_one = environment
        .run(&["audit", "show", &number, "--json"])
        .json();
    let of_one = of_one.as_array().unwrap();
    assert!(
        of_one
            .iter()
            .any(|it| it["deed"] == "add" && it["actor"] == "anna")
    );
    assert!(of_one.iter().all(|it| it["deed"] != "init"));
    environment.run(&["audit", "show", "9"]).fails(1);
}

#[test]
fn who_looked_at_a_person_is_told_and_so_is_ones_own_log() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino"]);
    environment.show(&number);
    let looks = environment
        .run(&["audit", "looks", &number, "--json"])
        .json();
    let looks = looks.as_array().unwrap();
    assert!(looks.iter().all(|it| it["chain"] == "looks"));
    assert!(looks.iter().any(|it| it["purpose"] == "command-line"));
    environment.run(&["audit", "looks", "9"]).fails(1);
    let own = environment.run(&["audit", "own"]).ok();
    assert!(own.contains("on the command line"), "{own}");
}

#[test]
fn an_employees_log_opens_after_the_consultation_for_a_suspicion() {
    let environment = TestEnvironment::new();
    environment
        .run(&["user", "role", "anna", "administrator", "dpo"])
        .ok();
    let staff = ["audit", "staff", "anna", "--suspicion", "a list was sold"];
    let said = environment.run(&staff).fails(1);
    assert!(said.contains("consult"), "{said}");
    environment
        .run(&["audit", "consulted", "2999-01-01"])
        .fails(1);
    environment.run(&["audit", "consulted", "soon"]).fails(2);
    environment.run(&["audit", "consulted", "2026-01-31"]).ok();
    environment.run(&["audit", "staff", "anna"]).fails(2);
    environment.run(&staff).ok();
    let shown = environment.run(&["audit", "show"]).ok();
    assert!(shown.contains("a list was sold"), "{shown}");
}
