use std::fs;

use super::*;

#[test]
fn an_unknown_setting_is_named_with_its_line() {
    let error = Config::parse("theme = \"terminal\"\n\ncolor = 3\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3: unknown field `color`, expected one of `theme`, `keys`, `service`"
    );
}

#[test]
fn a_key_that_is_no_list_is_named_with_its_line() {
    let error = Config::parse("[keys]\nban = \"b\"\n").unwrap_err();
    assert!(error.to_string().starts_with("line 2: "), "{error}");
}

#[test]
fn keys_and_theme_are_read() {
    let config = Config::parse("theme = \"terminal\"\n[keys]\nban = [\"x\", \"f5\"]\n").unwrap();
    assert_eq!(config.theme.as_deref(), Some("terminal"));
    assert_eq!(config.keys["ban"], ["x", "f5"]);
}

#[test]
fn a_named_file_that_is_missing_is_an_error_and_a_wrong_one_names_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("config.toml");
    assert!(matches!(
        Config::load(Some(&file), |_| None),
        Err(ConfigError::Unreadable { .. })
    ));
    fs::write(&file, "theme = 1\n").unwrap();
    let error = Config::load(Some(&file), |_| None).unwrap_err().to_string();
    assert!(error.contains("config.toml line 1: "), "{error}");
}

#[test]
fn a_theme_file_stands_beside_the_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("config.toml");
    fs::write(&file, "theme = \"mine.toml\"\n").unwrap();
    fs::write(dir.path().join("mine.toml"), "text = \"bold\"\n").unwrap();
    let config = Config::load(Some(&file), |_| None).unwrap();
    assert_eq!(config.theme_text.as_deref(), Some("text = \"bold\"\n"));
}

#[test]
fn an_empty_no_color_asks_for_nothing() {
    let environment = |value: &'static str| move |_: &str| Some(OsString::from(value));
    assert_eq!(Colours::of(environment("")), Colours::Wanted);
    assert_eq!(Colours::of(environment("1")), Colours::Unwanted);
    assert_eq!(Colours::of(|_| None), Colours::Wanted);
}

#[test]
fn the_limits_of_the_service_are_read_and_none_of_them_is_nothing() {
    let config = Config::parse("[service]\nconnections = 12\n").unwrap();
    assert_eq!(config.service.connections.map(NonZeroUsize::get), Some(12));
    assert_eq!(config.service.opened_per_hour, None);
    let error = Config::parse("[service]\nconnections = 0\n").unwrap_err();
    assert!(error.to_string().starts_with("line 2: "), "{error}");
}
