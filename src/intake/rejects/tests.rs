use proptest::prelude::*;

use super::super::cell::plain;
use super::super::reader::Options;
use super::super::reader::Reader;
use super::super::row::Row;
use super::*;

#[test]
fn formulas_are_neutralised_and_numbers_stay() {
    for (cell, written) in [
        ("=1+1", "'=1+1"),
        (" @x", "' @x"),
        ("-1", "'-1"),
        ("\tx", "'\tx"),
        ("+358401234567", "+358401234567"),
        ("+358401234567x", "'+358401234567x"),
        ("+358 40 123", "'+358 40 123"),
        ("＝1", "'＝1"),
        ("Mäkelä", "Mäkelä"),
        ("", ""),
    ] {
        assert_eq!(neutralise(cell), written);
    }
}

#[test]
fn a_rejected_row_is_written_as_it_was_with_number_column_and_reason() {
    let file = "Name,Email,Phone,Note\n\
        =HYPERLINK(1),x@,12,010190-901R\n\
        \n\
        Matti,,,,extra\n";
    let reader = Reader::open(file.as_bytes(), &Options::default()).unwrap();
    let headings = reader.headings();
    let rejects: Vec<Reject> = reader
        .filter_map(|row| match row.unwrap() {
            Row::Reject(reject) => Some(reject),
            Row::Candidate(..) => None,
        })
        .collect();
    let mut out = Vec::new();
    write_rejects(&mut out, &headings, &rejects, &|reason| {
        reason.code().to_owned()
    })
    .unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap().trim_start_matches('\u{feff}'), @r"
    Name,Email,Phone,Note,,Row number,Rejected column,Reason for rejection
    '=HYPERLINK(1),x@,12,***********,,2,Email; Phone; Note,Email: email-domain; Phone: phone-no-prefix; Note: value-hetu
    Matti,,,,extra,4,,extra-cell; row-nobody
    ");
}

#[test]
fn what_a_terminal_would_obey_becomes_visible_in_a_cell() {
    let cell = "a\u{1b}]0;x\u{7}\u{9b}2J\tb\r\nc\rd\0\u{7f}ä";
    assert_eq!(visible(cell), "a␛]0;x␇·2J\tb\nc\nd␀␡ä");
}

proptest! {
    #[test]
    fn a_neutralised_cell_reads_as_before(cell in "[ '\t\r\n\0=+@\"a0-]{0,8}|\\PC{0,8}") {
        let written = neutralise(&cell);
        prop_assert_eq!(plain(&written), plain(&cell));
        prop_assert!(!starts_formula(&written) || is_e164(&written));
    }
}
