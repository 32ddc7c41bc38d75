use super::user::employ;
use crate::support::environment::{OFFICER, TestEnvironment};

#[test]
fn a_caller_is_shown_to_somebody_at_work_and_the_number_is_kept_nowhere() {
    let environment = TestEnvironment::new();
    employ(&environment, "kaisa", &["service"]);
    let pop = |phone: &str, user: &str| {
        environment.run_with(
            &["pop", phone, "--for", user, "--call", "C-17"],
            "040 123 4567\n",
        )
    };
    pop("0401234567", "kaisa").fails(1);
    pop("0401234567", "nobody").fails(1);
    pop("Aino Laine", OFFICER).fails(1);
    pop("0401234567", OFFICER).ok();
    pop("-", OFFICER).ok();
    let shown = environment.run(&["audit", "show", "--json"]).ok();
    assert!(
        shown.contains(r#""deed":"pop""#) && shown.contains("C-17"),
        "{shown}"
    );
    assert!(!shown.contains("1234567"), "{shown}");
}
