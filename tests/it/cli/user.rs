use serde_json::json;

use crate::support::environment::{OFFICER, PASSWORD, PROGRAM, TestEnvironment};
use crate::support::terminal::{LONG, Terminal};

const GIVEN: &str = "annettu toistaiseksi vain 17";
const NEW: &str = "rautatie pihlaja kuutamo 41";

/// Adds a user with a given password, which lies in a file of that name.
pub(super) fn employ(environment: &TestEnvironment, name: &str, roles: &[&str]) {
    let given = environment.write("given", GIVEN).display().to_string();
    let add = ["user", "add", name, "--new-password-file", &given, "--role"];
    let args: Vec<&str> = add.iter().chain(roles).copied().collect();
    environment.run(&args).ok();
}

/// Adds a user who has changed the password already; every later command is theirs.
pub(super) fn become_user(environment: &mut TestEnvironment, name: &str, roles: &[&str]) {
    employ(environment, name, roles);
    log_in_as(environment, name, "given");
    let new = environment.write("new", NEW).display().to_string();
    environment
        .run(&["user", "password", name, "--new-password-file", &new])
        .ok();
    log_in_as_changed(environment, name);
}

/// Lets every later command be of somebody who became a user before.
pub(super) fn log_in_as_changed(environment: &mut TestEnvironment, name: &str) {
    environment.set("RAINMAKER_USER", name);
    let file = if name == OFFICER { "password" } else { "new" };
    let path = environment.path(file).display().to_string();
    environment.set("RAINMAKER_PASSWORD_FILE", &path);
}

fn log_in_as(environment: &mut TestEnvironment, name: &str, file: &str) {
    environment.set("RAINMAKER_USER", name);
    let path = environment.path(file).display().to_string();
    environment.set("RAINMAKER_PASSWORD_FILE", &path);
}

#[test]
fn a_given_password_is_changed_before_anything_else_is_done() {
    let mut environment = TestEnvironment::new();
    employ(&environment, "kaisa", &["service", "marketing"]);
    let list = environment.run(&["user", "list", "--json"]).json();
    let kaisa = json!({
        "name": "kaisa", "roles": ["service", "marketing"], "enabled": true,
        "account": null, "must_change": true, "sessions": 0,
    });
    assert_eq!(list[1], kaisa);
    log_in_as(&mut environment, "kaisa", "given");
    let said = environment.run(&["lookup", "aho"]).fails(1);
    assert!(said.contains("rainmaker user password"), "{said}");
    let weak = environment.write("weak", "kort").display().to_string();
    environment
        .run(&["user", "password", "kaisa", "--new-password-file", &weak])
        .fails(1);
    let new = environment.write("new", NEW).display().to_string();
    environment
        .run(&["user", "password", "kaisa", "--new-password-file", &new])
        .ok();
    environment.run(&["lookup", "aho"]).fails(1);
    log_in_as_changed(&mut environment, "kaisa");
    environment.add(&["given=Ilkka"]);
    let said = environment.run(&["user", "list"]).fails(1);
    assert!(said.contains("role"), "{said}");
}

#[test]
fn a_user_is_shut_out_let_in_and_trusted_with_something_else() {
    let mut environment = TestEnvironment::new();
    become_user(&mut environment, "kaisa", &["service"]);
    log_in_as_changed(&mut environment, OFFICER);
    environment.run(&["user", "disable", "kaisa"]).ok();
    log_in_as_changed(&mut environment, "kaisa");
    environment.run(&["audit", "own"]).fails(1);
    log_in_as_changed(&mut environment, OFFICER);
    environment.run(&["user", "enable", "kaisa"]).ok();
    environment
        .run(&["user", "role", "kaisa", "auditor", "dpo"])
        .ok();
    let list = environment.run(&["user", "list"]).ok();
    assert!(list.contains("auditor, data protection officer"), "{list}");
    log_in_as_changed(&mut environment, "kaisa");
    environment.run(&["add", "given=Ilkka"]).fails(1);
    environment.run(&["audit", "show"]).ok();
    log_in_as_changed(&mut environment, OFFICER);
    environment.run(&["user", "disable", OFFICER]).fails(1);
    environment.run(&["user", "role", "nobody", "dpo"]).fails(1);
    environment.run(&["user", "role", "kaisa", "king"]).fails(2);
    environment.run(&["user", "end", "kaisa"]).fails(1);
    let sessions = environment.run(&["user", "sessions", "--json"]).json();
    assert_eq!(sessions[0]["user"], OFFICER);
    assert_eq!(sessions[0]["own"], true);
}

#[test]
fn a_name_is_given_once_and_a_machine_needs_no_password() {
    let environment = TestEnvironment::new();
    employ(&environment, "kaisa", &["service"]);
    let given = environment.path("given").display().to_string();
    let twice = ["--role", "dpo", "--new-password-file", &given];
    let add: Vec<&str> = ["user", "add", "Kaisa"].into_iter().chain(twice).collect();
    environment.run(&add).fails(1);
    let exchange = ["user", "add", "exchange", "--role", "officer"];
    let said = environment.run(&exchange).fails(2);
    assert!(said.contains("--new-password-file"), "{said}");
    let machine: Vec<&str> = exchange.into_iter().chain(["--account", "4711"]).collect();
    environment.run(&machine).ok();
    let list = environment.run(&["user", "list", "--json"]).json();
    assert_eq!(list[2]["account"], 4711);
}

#[test]
fn the_owner_of_the_files_gives_a_lost_administrator_back() {
    let mut environment = TestEnvironment::new();
    become_user(&mut environment, "kaisa", &["service"]);
    environment.unset("RAINMAKER_USER");
    let given = environment.path("given").display().to_string();
    let restore = |name: &str| {
        let of = ["user", "password", name, "--owner"];
        let args: Vec<&str> = of
            .into_iter()
            .chain(["--new-password-file", &given])
            .collect();
        environment.run(&args)
    };
    restore("nobody").fails(1);
    restore("kaisa").ok();
    log_in_as(&mut environment, "kaisa", "given");
    let said = environment.run(&["user", "list"]).fails(1);
    assert!(said.contains("given by somebody else"), "{said}");
    let newer = environment.write("newer", PASSWORD).display().to_string();
    environment
        .run(&["user", "password", "kaisa", "--new-password-file", &newer])
        .ok();
    log_in_as(&mut environment, "kaisa", "newer");
    environment.run(&["user", "list"]).ok();
    environment.run(&["audit", "verify"]).ok();
}

#[test]
fn the_administrator_gives_somebody_a_new_password() {
    let mut environment = TestEnvironment::new();
    become_user(&mut environment, "kaisa", &["service"]);
    log_in_as_changed(&mut environment, OFFICER);
    let given = environment.path("given").display().to_string();
    environment
        .run(&["user", "password", "kaisa", "--new-password-file", &given])
        .ok();
    log_in_as_changed(&mut environment, "kaisa");
    environment.run(&["audit", "own"]).fails(1);
    log_in_as(&mut environment, "kaisa", "given");
    let said = environment.run(&["audit", "own"]).fails(1);
    assert!(said.contains("given by somebody else"), "{said}");
}

#[test]
fn a_new_password_is_typed_twice_or_nothing_is_made() {
    let environment = TestEnvironment::new();
    let add = |again: &str| {
        let args = ["user", "add", "kaisa", "--role", "service"];
        let mut terminal = Terminal::run(environment.terminal_command(PROGRAM, &args), (100, 20));
        terminal.wait_for("New password of kaisa", LONG);
        terminal.press(&format!("{GIVEN}\r"));
        terminal.wait_for("The same again", LONG);
        terminal.press(&format!("{again}\r"));
        terminal.wait_for_end().success()
    };
    assert!(!add(NEW));
    let list = environment.run(&["user", "list", "--json"]).json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert!(add(GIVEN));
}
