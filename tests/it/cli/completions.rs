use crate::support::environment::TestEnvironment;

#[test]
fn each_shell_gets_its_completions() {
    let environment = TestEnvironment::bare();
    for shell in ["bash", "zsh", "fish"] {
        let script = environment.run(&["completions", shell]).ok();
        assert!(
            script.contains("suppression") && script.contains("rainmaker"),
            "{shell}"
        );
    }
    environment.run(&["completions", "butterfly"]).fails(2);
}
