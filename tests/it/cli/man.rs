use crate::support::environment::TestEnvironment;

#[test]
fn the_manual_page_has_every_command_and_every_key() {
    let page = TestEnvironment::bare().run(&["man"]).ok();
    assert!(page.contains(".TH"), "{page}");
    for part in [
        "RAINMAKER SUPPRESSION FORGET",
        "yes\\-erase",
        ".SH \"WHO MAY DO WHAT\"",
        "Erase more than one person. officer. Wants the password again. Another officer",
        ".SH KEYS",
        "ctrl\\-c",
        "RAINMAKER_DATA",
    ] {
        assert!(page.contains(part), "{part}");
    }
}
