use crate::support::environment::TestEnvironment;

#[test]
fn the_demo_needs_a_terminal() {
    let environment = TestEnvironment::bare();
    let said = environment.run(&["demo"]).fails(2);
    assert!(said.contains("terminal"), "{said}");
    environment.run(&["demo", "--people", "0"]).fails(2);
}
