use proptest::prelude::*;

use super::*;
use crate::domain::cases::rows;

#[test]
fn every_worked_case_holds() {
    for row in rows(include_str!("../../../tests/cases/hetu_text.csv")) {
        let text = &row["text"];
        assert_eq!(
            contains_hetu(text),
            row["contains_hetu"] == "yes",
            "{row:?}"
        );
        assert_eq!(
            star_hetu(text) == *text,
            row["contains_hetu"] == "no",
            "{row:?}"
        );
    }
}

#[test]
fn a_code_is_found_in_any_dress() {
    for text in [
        "(010190-901R)",
        "010190\u{2013}901r",
        "010190\u{2212}901R",
        "０１０１９０－９０１Ｒ",
        "٠١٠١٩٠-٩٠١R",
        "010190Y901R",
        "x_010190-901R_x",
        "1 010190-901R",
        "nimi.010190-901r@example.fi",
        "290200A901C",
        "010190+901R",
    ] {
        assert!(contains_hetu(text), "{text}");
    }
}

#[test]
fn what_is_part_of_something_longer_or_no_date_is_no_code() {
    for text in [
        "1010190-901R",
        "010190-901R1",
        "ä010190-901R",
        "010190-901Rä",
        "010190G901R",
        "010190Z901R",
        "010190 901R",
        "010190--901R",
        "290200-901C",
        "290200+901C",
        "000190-901R",
        "",
    ] {
        assert!(!contains_hetu(text), "{text}");
    }
}

#[test]
fn each_code_is_starred_over_the_text_as_written() {
    let text = "Äiti ０１０１９０－９０１Ｒ,010190-901R 290204a9555; ½ 010190-901S";
    let starred = "Äiti ***********,*********** ***********; ½ 010190-901S";
    assert_eq!(star_hetu(text), starred);
}

#[test]
fn a_code_that_shows_only_once_another_is_starred_is_starred_too() {
    // The sign stands for "a/c": it ends the first code and clings to the second.
    assert!(!contains_hetu("\u{2100}010190-901R"));
    assert_eq!(star_hetu("010190-919\u{2100}010190-901R"), "*".repeat(22));
}

proptest! {
    #[test]
    fn nothing_is_left_to_star(
        text in "([0-3][0-9][01][0-9]{3}[-+A\u{2013}]9[0-9]{2}[0-9A-Y]?|\\PC| |℀){0,12}"
    ) {
        let starred = star_hetu(&text);
        prop_assert!(!contains_hetu(&starred));
        prop_assert_eq!(starred.chars().count(), text.chars().count());
    }

    #[test]
    fn every_code_is_found(day in 1_u32..=28, month in 1_u32..=12, year in 0_u32..100, individual in 900_u32..1000) {
        let digits = format!("{day:02}{month:02}{year:02}{individual}");
        let check = CHECK_CHARACTERS[digits.parse::<usize>().unwrap() % 31] as char;
        let text = format!("{}A{individual}{check}", &digits[..6]);
        prop_assert!(contains_hetu(&text));
        prop_assert_eq!(star_hetu(&text), "***********");
    }
}
