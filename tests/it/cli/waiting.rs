use super::user::{become_user, log_in_as_changed};
use crate::support::environment::{OFFICER, TestEnvironment};

fn two(environment: &TestEnvironment) -> (String, String) {
    let one = environment.add(&["given=Aino", "family=Laine"]);
    let other = environment.add(&["given=Eero", "phone=0401234567"]);
    (one, other)
}

#[test]
fn what_one_officer_asks_another_sees_and_approves() {
    let mut environment = TestEnvironment::new();
    let (one, other) = two(&environment);
    become_user(&mut environment, "second", &["officer"]);
    let both = format!("{one},{other}");
    let erase = [
        "erase",
        &one,
        &other,
        "--yes-erase",
        &both,
        "--because",
        "retention",
    ];
    let run = environment.run(&erase);
    assert!(run.stderr.contains("number 1"), "{}", run.stderr);
    assert_eq!(run.ok(), "");
    environment.run(&["show", &one]).ok();
    environment.run(&["waiting", "approve", "1"]).fails(1);

    log_in_as_changed(&mut environment, OFFICER);
    let acts = environment.run(&["waiting", "--json"]).json();
    assert_eq!(
        (&acts[0]["by"], &acts[0]["own"]),
        (&"second".into(), &false.into())
    );
    assert_eq!(acts[0]["erasures"][0]["name"], "Aino Laine");
    let text = environment.run(&["waiting"]).ok();
    assert!(
        text.contains("Aino Laine") && text.contains("second"),
        "{text}"
    );
    environment.run(&["waiting", "refuse", "1"]).fails(2);
    environment.run(&["waiting", "approve", "7"]).fails(1);
    environment.run(&["waiting", "approve", "1"]).ok();
    environment.run(&["show", &one]).fails(1);
    environment.run(&["show", &other]).fails(1);
    assert_eq!(environment.run(&["waiting", "--json"]).ok(), "[]\n");
}

#[test]
fn the_protection_officer_advises_and_the_officer_refuses() {
    let mut environment = TestEnvironment::new();
    let (one, other) = two(&environment);
    let merge = ["merge", &one, &other, "--reason", "one"];
    environment.run(&merge).ok();
    become_user(&mut environment, "second", &["officer"]);
    let run = environment.run(&["separate", &other, "--reason", "two after all"]);
    assert!(run.stderr.contains("waits"), "{}", run.stderr);
    run.ok();
    log_in_as_changed(&mut environment, OFFICER);
    environment.run(&["user", "role", "second", "dpo"]).ok();
    log_in_as_changed(&mut environment, "second");
    environment
        .run(&["waiting", "advise", "1", "look at the invoices"])
        .ok();
    environment
        .run(&["waiting", "refuse", "1", "--reason", "no"])
        .fails(1);
    log_in_as_changed(&mut environment, OFFICER);
    let text = environment.run(&["waiting"]).ok();
    assert!(text.contains("look at the invoices"), "{text}");
    environment
        .run(&["waiting", "refuse", "1", "--reason", "they are one"])
        .ok();
    assert_eq!(environment.show(&other)["customer_number"], one);
}
