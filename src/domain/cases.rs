//! Reads the worked cases of `tests/cases`.

use std::collections::BTreeMap;

pub(super) type Row = BTreeMap<String, String>;

/// Returns the rows of a case file, each by its headings.
pub(super) fn rows(table: &str) -> Vec<Row> {
    let rows: Vec<Row> = csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect();
    assert!(!rows.is_empty(), "the table has no rows");
    rows
}
