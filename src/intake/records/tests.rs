use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Vec<Vec<String>> {
    Records::new(Cow::Borrowed(text), 0, b';')
        .map(Result::unwrap)
        .collect()
}

#[test]
fn line_ends_of_every_kind_end_a_record() {
    let expected = [["a", "b"], ["c", "d"], ["e", "f"], ["g", ""]];
    assert_eq!(read("a;b\r\nc;d\ne;f\rg;"), expected);
    assert_eq!(read("a\n\nb"), [["a"], [""], ["b"]]);
}

#[test]
fn a_quoted_cell_holds_delimiters_quotes_and_line_ends() {
    assert_eq!(
        read("\"a;b\"; \"c\"\"d\" ;\"e\r\nf\"\n\"\";x"),
        [vec!["a;b", "c\"d", "e\r\nf"], vec!["", "x"]]
    );
}

#[test]
fn a_stray_quote_swallows_no_row() {
    assert_eq!(
        read("\"Masa;1\nLiisa;\"2\"\n"),
        [["\"Masa", "1"], ["Liisa", "2"]]
    );
    assert_eq!(
        read("\"Masa;1\nLiisa;2\n"),
        [["\"Masa", "1"], ["Liisa", "2"]]
    );
    assert_eq!(
        read("Yrjö \"Ykä\";\"a \"b\" c\"\nx;y"),
        [["Yrjö \"Ykä\"", "a \"b\" c"], ["x", "y"]]
    );
}

#[test]
fn what_no_table_holds_is_refused() {
    let long = "x".repeat(CELL_LIMIT + 1);
    let first = |text: &str| Records::new(Cow::Borrowed(text), 0, b';').next();
    assert_eq!(first(&long), Some(Err(RecordError::LongCell)));
    assert_eq!(
        first(&";".repeat(CELLS_LIMIT)),
        Some(Err(RecordError::TooManyCells))
    );
    assert!(
        matches!(first(&";".repeat(CELLS_LIMIT - 1)), Some(Ok(cells)) if cells.len() == CELLS_LIMIT)
    );
}

#[test]
fn quotes_that_never_close_cost_a_bounded_time() {
    let hostile = "\"\"a\n".repeat(CELL_LIMIT / 2);
    let mut records = Records::new(Cow::Borrowed(&hostile), 0, b';');
    assert_eq!(records.find_map(Result::err), Some(RecordError::Quotes));
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a;\"\r\n ]{0,6}", 2..4), 1..5)) {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .quote_style(csv::QuoteStyle::Always)
            .flexible(true)
            .from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(read(&text), rows);
    }

    #[test]
    fn any_text_ends(text in "[a;\"\r\n é]{0,60}") {
        let read = Records::new(Cow::Borrowed(&text), 0, b';').count();
        prop_assert!(read <= text.len());
    }
}
