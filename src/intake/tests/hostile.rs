use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// A valid code that was never given to anybody.
const HETU: &str = "010190-901R";

fn all(bytes: &[u8]) -> String {
    let Ok(reader) = Reader::open(bytes, &Options::default()) else {
        return String::new();
    };
    let headings = reader.headings();
    let mut said = format!("{headings:?}{:?}", reader.unknown_columns());
    let mut rejects = Vec::new();
    for row in reader {
        write!(said, "{row:?}").unwrap();
        if let Ok(Row::Reject(reject)) = row {
            rejects.push(reject);
        }
    }
    let mut out = Vec::new();
    write_rejects(&mut out, &headings, &rejects, &|reason| reason.to_string()).unwrap();
    said + &String::from_utf8(out).unwrap()
}

#[test]
fn no_personal_identity_code_comes_out_of_any_cell() {
    let headings = "Nimi;Etunimi;Sähköposti;Puhelin;Lähde;Asiakasnumero;Huomautus;Kielto;Suostumus email;Tyyppi;010190-901R";
    let width = headings.split(';').count();
    for dressed in [
        HETU.to_owned(),
        format!("x {HETU} y"),
        "０１０１９０－９０１Ｒ".to_owned(),
        format!("'{HETU}"),
    ] {
        for column in 0..width {
            for email in ["a@example.fi", "", "x"] {
                let mut cells = vec![""; width];
                cells[2] = email;
                cells[column] = &dressed;
                let said = all(format!("{headings}\n{}\n", cells.join(";")).as_bytes());
                assert!(
                    !crate::domain::hetu::contains_hetu(&said),
                    "{column} {said}"
                );
                assert!(!said.is_empty());
            }
        }
    }
}

#[test]
fn a_code_is_noted_beside_an_address_and_rejected_alone() {
    let outcome = text(&format!(
        "Nimi;Sähköposti;Muistiinpano\n{HETU};a@example.fi;{HETU}\n{HETU};;\n"
    ));
    assert_eq!((outcome.candidates.len(), outcome.rejects.len()), (1, 1));
    assert!(
        outcome
            .notes
            .iter()
            .all(|it| it.reason.code() == "value-hetu")
    );
    assert_eq!(outcome.notes.len(), 2);
    assert_eq!(outcome.rejects[0].cells[0], "***********");
    assert_eq!(outcome.rejects[0].reasons[0].1, Reason::Hetu);
}

#[test]
fn files_that_are_no_lists_are_refused_with_a_reason() {
    for bytes in [
        &b""[..],
        b"\n\n",
        b"\xff\xfe",
        b"PK\x03\x04\x14\0\x08",
        b"one,two\n1,2\n",
        b"\0\0\0\0",
    ] {
        let refused = Reader::open(bytes, &Options::default()).map(|_| ());
        assert_eq!(refused, Err(IntakeError::NoHeading), "{bytes:?}");
    }
}

#[test]
fn a_huge_cell_ends_the_reading_with_its_row() {
    let file = format!(
        "Email\na@example.fi\n{}\nb@example.fi\n",
        "x".repeat(2 << 20)
    );
    let rows: Vec<_> = Reader::open(file.as_bytes(), &Options::default())
        .unwrap()
        .collect();
    assert_eq!(rows.len(), 2);
    let refused = rows[1].as_ref().unwrap_err();
    assert_eq!(
        *refused,
        IntakeError::Record {
            row: 3,
            why: RecordError::LongCell
        }
    );
}

#[test]
fn long_cells_deep_quotes_and_zero_bytes_are_only_values() {
    let quotes = "\"".repeat(100_001);
    let long = "ä".repeat(100_000);
    for cell in [
        quotes.as_str(),
        &long,
        "\0\0\0",
        "\u{1b}]0;x\u{7}",
        "=cmd|' /C calc'!A0",
    ] {
        let outcome = text(&format!(
            "Name,Email,Phone,Note\n{cell},a@example.fi,{cell},{cell}\n"
        ));
        assert_eq!(outcome.candidates.len() + outcome.rejects.len(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _said = all(&bytes);
    }

    #[test]
    fn no_letters_make_it_panic(rows in "([;\"'\r\n=]|Ilkka|\\PC){0,80}") {
        let _said = all(format!("Nimi;Sähköposti;Puhelin\n{rows}").as_bytes());
    }

    #[test]
    fn no_row_gives_a_code_away(rows in "([;,\"'\r\n\t=@+. 0-9½ä–]|kyllä|010190-901R|Ilkka){0,80}") {
        let said = all(format!("Nimi;Sähköposti;Puhelin;Suostumus email;Kielto;LEID;Lähde\n{rows}").as_bytes());
        prop_assert!(!crate::domain::hetu::contains_hetu(&said));
    }

    #[test]
    fn every_row_comes_out_once(cells in prop::collection::vec("[a-z@.0-9 ]{1,12}", 1..20)) {
        let rows: Vec<String> = cells.iter().map(|it| format!("{it};{it}x")).collect();
        let outcome = text(&format!("Nimi;Sähköposti\n{}", rows.join("\r\n")));
        prop_assert_eq!(outcome.candidates.len() + outcome.rejects.len(), rows.len());
    }
}
