use crate::support::environment::TestEnvironment;

const HOSTILE: &str = "a\u{1b}]0;x\u{7}\u{7f}\u{9b}31m\u{202e}b\u{200b}c\u{2066}";

fn obeys_nothing(text: &str) {
    let obeyed = text.chars().find(|it| {
        it.is_control() && *it != '\n'
            || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    });
    assert_eq!(obeyed, None, "{text:?}");
}

#[test]
fn no_text_of_a_record_reaches_the_terminal_as_a_command() {
    let environment = TestEnvironment::new();
    let name = format!("given={HOSTILE}");
    let family = "family=Laine";
    let note = format!("note={HOSTILE}");
    let city = format!("city={HOSTILE}");
    let company = format!("company={HOSTILE}");
    let source = format!("file: {HOSTILE}");
    let args = [
        "add", &name, family, &note, &city, &company, "--source", &source,
    ];
    let number = environment.run(&args).ok();
    let number = number.trim();
    environment
        .run(&["ban", number, "--told", HOSTILE, "--reason", HOSTILE])
        .ok();
    let consent = [
        "consent",
        "give",
        number,
        "--purpose",
        "marketing",
        "--channel",
        "email",
    ];
    let consent: Vec<&str> = consent
        .iter()
        .chain(&["--how", "web", "--reference", HOSTILE])
        .copied()
        .collect();
    environment.run(&consent).ok();
    for args in [
        &["show", number][..],
        &["show", number, "--json"],
        &["lookup", "laine"],
        &["lookup", "laine", "--json"],
        &["consent", "history", number],
        &["consent", "receipt", number, "--json"],
        &["audit", "show", number],
        &["duplicates"],
        &["may", number, "--channel", "email", "--json"],
    ] {
        let run = environment.run(args);
        obeys_nothing(&run.stderr);
        obeys_nothing(&run.ok());
    }
    let preview = environment.run(&["erase", number]);
    obeys_nothing(&preview.stdout);
    obeys_nothing(&preview.stderr);
    assert_eq!(
        environment.show(number)["name"]["given"],
        HOSTILE,
        "JSON loses nothing"
    );
}
