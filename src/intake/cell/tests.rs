use super::*;

#[test]
fn what_a_spreadsheet_adds_is_taken_off() {
    for (raw, said) in [
        ("\u{a0} Mäkelä\u{a0}", "Mäkelä"),
        ("'0401234567", "0401234567"),
        ("=\"040123\"", "040123"),
        ("'=1+1", "=1+1"),
        ("'\tx", "x"),
        ("' @x", "@x"),
        ("'t Hooft", "'t Hooft"),
        ("\"Masa", "Masa"),
        ("Yrjö \"Ykä\"", "Yrjö \"Ykä\""),
        ("Ma\u{308}kela\u{308}", "Mäkelä"),
        ("'", "'"),
        ("\"", ""),
    ] {
        assert_eq!(plain(raw), said, "{raw}");
    }
    assert_eq!(whole_number("40123.0"), "40123");
    assert_eq!(whole_number("1.2.0"), "1.2.0");
    assert!(is_cut_number("3,58401E+11") && is_cut_number("3.58e+11"));
    assert!(!is_cut_number("E+11") && !is_cut_number("1E5") && !is_cut_number("Etu+1"));
}

#[test]
fn days_are_read_as_finns_and_programs_write_them() {
    for text in [
        "25.2.2023",
        "25.02.2023",
        "25/2/2023",
        "2023-02-25",
        "2023-02-25 12:00",
        "25.2.2023 klo 12.00",
        "2023-02-25T12:00:00",
    ] {
        assert_eq!(
            when(text).map(|it| it.to_string()).as_deref(),
            Some("2023-02-25"),
            "{text}"
        );
    }
    for text in [
        "kyllä",
        "2/25/2023",
        "30.2.2023",
        "25.2.23",
        "1.1.0001",
        "25.2.2023 x",
        "+1.1.2023",
        "",
    ] {
        assert_eq!(when(text), None, "{text}");
    }
    assert_eq!(
        when("2023-02-25T12:00:00+02:00"),
        utc("2023-02-25 10:00:00")
    );
}

#[test]
fn yes_and_no_are_known_in_three_languages() {
    assert!(
        ["Kyllä", " JA", "yes", "x", "X", "1", "TRUE", "[x]"]
            .iter()
            .all(|it| yes_or_no(it) == Some(true))
    );
    assert!(
        ["ei", "Nej", "NO", "0", "False"]
            .iter()
            .all(|it| yes_or_no(it) == Some(false))
    );
    assert_eq!(yes_or_no("ehkä"), None);
}
