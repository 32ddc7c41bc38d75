use proptest::prelude::*;

use super::*;
use crate::domain::cases::rows;

#[test]
fn every_worked_case_holds() {
    for row in rows(include_str!("../../../tests/cases/phones.csv")) {
        let read = Phone::parse(&row["input"]);
        let expected = (row["expected_valid"] == "yes").then(|| row["expected_e164"].as_str());
        assert_eq!(
            read.as_ref().map(Phone::as_str).ok(),
            expected,
            "{row:?} {read:?}"
        );
    }
}

#[test]
fn what_the_library_would_guess_is_refused_with_its_reason() {
    for (written, why) in [
        ("+358O401234567", PhoneError::Letters),
        ("040 123 4567 ext. 5", PhoneError::Letters),
        ("tel:+358401234567;ext=5", PhoneError::Letters),
        ("358401234567", PhoneError::NoPrefix),
        ("", PhoneError::NoPrefix),
        ("tel:", PhoneError::NoPrefix),
        ("(070) 123 45 67", PhoneError::Swedish),
        ("040 123 4567 050 765 4321", PhoneError::NoSuchNumber),
        ("++358401234567", PhoneError::Letters),
    ] {
        assert_eq!(Phone::parse(written), Err(why), "{written}");
    }
}

#[test]
fn a_number_knows_its_national_digits_and_whether_it_is_mobile() {
    for (written, national, mobile) in [
        ("+358 40 1234567", "0401234567", true),
        ("(09) 1234567", "091234567", false),
        ("010 123 4567", "0101234567", false),
        ("Tel: ＋４６ (0)70 123 45 67", "0701234567", true),
    ] {
        let phone = Phone::parse(written).unwrap();
        assert_eq!(
            (phone.national().as_str(), phone.is_mobile()),
            (national, mobile)
        );
    }
}

proptest! {
    #[test]
    fn a_stored_number_reads_as_itself(text in "(\\+358|\\+46|\\+1|0)(40|50|44|9|70|202)[ -]?[0-9]{5,8}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
            let at_home = Phone::parse(&phone.national());
            if phone.as_str().starts_with("+358") && at_home != Err(PhoneError::Swedish) {
                prop_assert_eq!(at_home, Ok(phone));
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "(tel:|\\+|0)?\\PC{0,30}") {
        let _read = Phone::parse(&text);
    }
}
