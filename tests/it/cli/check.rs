use std::collections::BTreeMap;
use std::path::Path;

use crate::support::environment::{Run, TestEnvironment};

type Row = BTreeMap<String, String>;

fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(file);
    let rows: Vec<Row> = csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect();
    assert!(!rows.is_empty(), "{file} has no rows");
    rows
}

fn check(kind: &str, args: &[&str]) -> Run {
    let all: Vec<&str> = ["check", kind].iter().chain(args).copied().collect();
    TestEnvironment::bare().run(&all)
}

#[test]
fn identifiers_are_printed_in_the_form_that_is_kept() {
    for (file, kind, canonical) in [
        ("phones.csv", "phone", "expected_e164"),
        ("emails.csv", "email", "stored"),
        ("business_ids.csv", "business-id", "canonical"),
        ("vat_numbers.csv", "vat", "canonical"),
    ] {
        for row in rows(file) {
            let run = check(kind, &["--", &row["input"]]);
            if row["expected_valid"] == "yes" {
                assert_eq!(
                    run.ok().trim_end(),
                    row[canonical],
                    "{kind} {}",
                    row["input"]
                );
            } else {
                run.fails(1);
            }
        }
    }
}

#[test]
fn personal_identity_codes_are_found_and_never_printed() {
    for row in rows("hetu_text.csv") {
        let run = check("hetu", &[&row["text"]]);
        let held = row["contains_hetu"].as_str();
        assert_eq!(run.stdout.trim_end(), held, "{}", row["text"]);
        assert_eq!(run.code, i32::from(held != "yes"));
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn marketing_is_decided_by_the_facts_of_the_case() {
    let told = ["id", "expected", "reason", "legal_ref", "why"];
    for row in rows("marketing.csv") {
        let facts: Vec<String> = row
            .iter()
            .filter(|(name, value)| !told.contains(&name.as_str()) && !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let expected = format!(
            "{} {} {}\n",
            row["expected"], row["reason"], row["legal_ref"]
        );
        assert_eq!(check("marketing", &facts).ok(), expected, "{}", row["id"]);
    }
}

#[test]
fn deadlines_fall_on_the_day_of_the_case() {
    let mut cases = Vec::new();
    for row in rows("deadlines.csv") {
        cases.push((
            row["received"].clone(),
            row["extended"].clone(),
            None,
            row["expected_due"].clone(),
        ));
    }
    for row in rows("deadlines_paused.csv") {
        let pause = Some((row["asked"].clone(), row["answered"].clone()));
        cases.push((
            row["received"].clone(),
            row["extended"].clone(),
            pause,
            row["expected_due"].clone(),
        ));
    }
    for row in rows("receipt_instants.csv") {
        cases.push((
            row["received_utc"].clone(),
            "no".to_owned(),
            None,
            row["expected_due"].clone(),
        ));
    }
    for (received, extended, pause, due) in &cases {
        let mut args = vec!["--received", received];
        args.extend((extended == "yes").then_some("--extended"));
        if let Some((asked, answered)) = pause {
            args.extend(["--asked", asked, "--answered", answered]);
        }
        assert_eq!(check("deadline", &args).ok().trim_end(), due, "{args:?}");
    }
}

#[test]
fn retention_breach_and_transfer_answer_as_their_cases() {
    for row in rows("retention.csv") {
        let mut args = vec!["--kind", &row["kind"]];
        for (flag, column) in [
            ("--event", "event"),
            ("--financial-year-end", "financial_year_end"),
        ] {
            if !row[column].is_empty() {
                args.extend([flag, &row[column]]);
            }
        }
        let expected = format!("{} {}\n", row["keep_through"], row["delete_from"]);
        assert_eq!(check("retention", &args).ok(), expected);
    }
    for row in rows("breach72h.csv") {
        let by = check("breach", &[&row["aware_local"]]).ok();
        assert_eq!(by.trim_end(), row["notify_by_local"]);
    }
    for row in rows("transfers.csv") {
        let expected = format!("{} {}\n", row["group"], row["basis"]);
        assert_eq!(check("transfer", &[&row["country"]]).ok(), expected);
    }
}

#[test]
fn what_is_asked_wrongly_is_a_matter_of_usage() {
    check("colour", &["red"]).fails(2);
    check("marketing", &["colour=red"]).fails(2);
    check("phone", &[]).fails(2);
    check("deadline", &["--received", "2026-01-31", "--colour", "red"]).fails(2);
    check("marketing", &["subject_kind=consumer"]).fails(2);
}
