use proptest::prelude::*;

use super::*;
use crate::domain::cases::rows;

#[test]
fn every_worked_case_holds() {
    for row in rows(include_str!("../../../tests/cases/emails.csv")) {
        let read = Email::parse(&row["input"]).map(|it| (it.key(), it.0)).ok();
        let expected = (row["expected_valid"] == "yes")
            .then(|| (row["compare_key"].clone(), row["stored"].clone()));
        assert_eq!(read, expected, "{row:?}");
    }
}

#[test]
fn what_is_not_one_plain_address_is_refused_with_its_reason() {
    let long = format!("a@{}.fi", ["a".repeat(60).as_str(); 5].join("."));
    for (written, why) in [
        ("", EmailError::NoAt),
        ("a@b.fi, c@d.fi", EmailError::Space),
        ("a@b.fi;c@d.fi", EmailError::Local),
        ("Matti<a@b.fi>", EmailError::Domain),
        ("a..b@c.fi", EmailError::Local),
        ("a.@c.fi", EmailError::Local),
        ("@c.fi", EmailError::Local),
        ("a@c..fi", EmailError::Domain),
        ("a@c.fi.", EmailError::Domain),
        ("a@c_d.fi", EmailError::Domain),
        ("a@127.0.0.1", EmailError::Domain),
        ("a@[127.0.0.1]", EmailError::Domain),
        (long.as_str(), EmailError::Domain),
        (
            &format!("{}@c.fi", "a".repeat(65)),
            EmailError::LocalTooLong,
        ),
    ] {
        assert_eq!(Email::parse(written), Err(why), "{written}");
    }
    let long = format!(
        "{}@{}.fi",
        "a".repeat(64),
        ["a".repeat(61).as_str(); 3].join(".")
    );
    assert_eq!(
        Email::parse(&format!("{long}a.fi")),
        Err(EmailError::TooLong)
    );
    assert!(
        Email::parse(&long).is_ok(),
        "64 octets and 253 in all are within the limits"
    );
}

proptest! {
    #[test]
    fn a_stored_address_reads_as_itself(text in "\\PC{1,10}@[a-zA-Zäöß。.-]{1,12}\\.[a-z]{2,3}") {
        if let Ok(email) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
        }
    }
}
