use proptest::prelude::*;

use super::*;
use crate::domain::cases::rows;

#[test]
fn every_worked_case_holds() {
    for row in rows(include_str!("../../../tests/cases/business_ids.csv")) {
        let read = BusinessId::parse(&row["input"])
            .map(|it| (it.vat_number(), it.0))
            .ok();
        let expected = (row["expected_valid"] == "yes")
            .then(|| (row["vat_number"].clone(), row["canonical"].clone()));
        assert_eq!(read, expected, "{row:?}");
    }
}

#[test]
fn every_worked_case_of_a_vat_number_holds() {
    for row in rows(include_str!("../../../tests/cases/vat_numbers.csv")) {
        let read = BusinessId::parse_vat(&row["input"])
            .map(|it| it.vat_number())
            .ok();
        let expected = (row["expected_valid"] == "yes").then(|| row["canonical"].clone());
        assert_eq!(read, expected, "{row:?}");
    }
}

#[test]
fn what_a_lax_reader_takes_is_refused_with_its_reason() {
    for (written, why) in [
        ("2077474 0", BusinessIdError::Shape),
        ("2077474--0", BusinessIdError::Shape),
        ("-20774740", BusinessIdError::Shape),
        ("0000000-0", BusinessIdError::CheckDigit),
        ("112038-9", BusinessIdError::SevenDigits),
        ("1120389", BusinessIdError::SevenDigits),
        ("fi2077474-0", BusinessIdError::Vat),
    ] {
        assert_eq!(BusinessId::parse(written), Err(why), "{written}");
    }
    for written in [
        "20774740",
        "FI2077474-0",
        "FI 20774740",
        "SE20774740",
        "",
        "F",
        "FI",
    ] {
        assert!(BusinessId::parse_vat(written).is_err(), "{written}");
    }
    assert_eq!(
        BusinessId::parse("20774740"),
        BusinessId::parse("2077474\u{2013}0")
    );
}

proptest! {
    #[test]
    fn one_check_digit_at_most_fits_and_what_is_read_reads_as_itself(body in "[0-9]{7}") {
        let fitting: Vec<_> =
            (0..10).filter_map(|check| BusinessId::parse(&format!("{body}{check}")).ok()).collect();
        prop_assert!(fitting.len() <= 1);
        for id in fitting {
            prop_assert_eq!(BusinessId::parse(id.as_str()), Ok(id.clone()));
            prop_assert_eq!(BusinessId::parse_vat(&id.vat_number()), Ok(id));
        }
    }
}
