use crate::support::environment::TestEnvironment;

#[test]
fn both_answers_are_exit_0_and_say_why() {
    let environment = TestEnvironment::new();
    let number = environment.add(&["given=Aino", "email=aino@posti.example"]);
    let may = |args: &[&str]| {
        let all: Vec<&str> = ["may", &number].iter().chain(args).copied().collect();
        environment.run(&all)
    };
    assert_eq!(
        may(&["--channel", "email"]).ok(),
        "DENY NO_CONSENT 917/2014 200 § 1\n"
    );
    assert_eq!(
        may(&["--channel", "post"]).ok(),
        "ALLOW OPT_OUT 917/2014 200 § 2\n"
    );
    let service = may(&["--channel", "email", "--purpose", "service"]).ok();
    assert!(service.starts_with("ALLOW NOT_MARKETING"), "{service}");
    let document = may(&["--channel", "email", "--json"]).json();
    assert_eq!(document["verdict"], "DENY");
    assert_eq!(document["reason"], "NO_CONSENT");
    assert_eq!(document["facts"]["subject_kind"], "consumer");
    assert!(document["sentence"].as_str().unwrap().len() > 10);
    may(&["--channel", "pigeon"]).fails(2);
    environment
        .run(&["may", "9", "--channel", "email"])
        .fails(1);
}
