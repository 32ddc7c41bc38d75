use super::super::cases::Row;
use super::super::cases::rows;
use super::*;

fn ask(kind: &str, args: &[&str]) -> Result<Answer, CheckError> {
    run(
        kind,
        &args.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>(),
    )
}

fn line(kind: &str, args: &[&str]) -> String {
    ask(kind, args).unwrap().line
}

fn is_refused(kind: &str, args: &[&str]) -> bool {
    matches!(ask(kind, args), Err(CheckError::Refused(_)))
}

fn is_usage(kind: &str, args: &[&str]) -> bool {
    matches!(ask(kind, args), Err(CheckError::Usage(_)))
}

#[test]
fn every_case_of_a_value_is_answered_with_its_form_or_refused() {
    for (kind, table, canonical) in [
        (
            "phone",
            include_str!("../../../tests/cases/phones.csv"),
            "expected_e164",
        ),
        (
            "email",
            include_str!("../../../tests/cases/emails.csv"),
            "stored",
        ),
        (
            "business-id",
            include_str!("../../../tests/cases/business_ids.csv"),
            "canonical",
        ),
        (
            "vat",
            include_str!("../../../tests/cases/vat_numbers.csv"),
            "canonical",
        ),
    ] {
        for row in rows(table) {
            let asked = [row["input"].as_str()];
            if row["expected_valid"] == "yes" {
                assert_eq!(line(kind, &asked), row[canonical], "{row:?}");
            } else {
                assert!(is_refused(kind, &asked), "{row:?}");
            }
        }
    }
}

#[test]
fn a_text_holds_a_code_or_not_and_the_answer_never_does() {
    for row in rows(include_str!("../../../tests/cases/hetu_text.csv")) {
        let expected = row["contains_hetu"].clone();
        let found = expected == "yes";
        assert_eq!(
            ask("hetu", &[&row["text"]]),
            Ok(Answer {
                line: expected,
                found
            })
        );
    }
    for kind in KINDS {
        for args in [
            &["010190-901R"][..],
            &["010190-901R@example.fi"],
            &["--010190-901R=x"],
            &["010190-901R=x"],
            &["a", "010190-901R"],
        ] {
            assert!(
                !format!("{:?}", ask(kind, args)).contains("010190"),
                "{kind} {args:?}"
            );
        }
    }
    assert!(!format!("{:?}", ask("010190-901R", &[])).contains("010190"));
}

#[test]
fn every_case_of_marketing_is_answered_with_reason_and_reference() {
    let answers = ["id", "expected", "reason", "legal_ref", "why"];
    for row in rows(include_str!("../../../tests/cases/marketing.csv")) {
        let facts = row
            .iter()
            .filter(|(key, _)| !answers.contains(&key.as_str()));
        let facts: Vec<String> = facts.map(|(key, value)| format!("{key}={value}")).collect();
        let expected = format!("{} {} {}", row["expected"], row["reason"], row["legal_ref"]);
        assert_eq!(
            run("marketing", &facts).map(|it| it.line),
            Ok(expected),
            "{row:?}"
        );
    }
    let minor = ["subject_kind=consumer", "channel=post", "minor=yes"];
    assert_eq!(line("marketing", &minor), "DENY MINOR policy");
    assert!(is_usage(
        "marketing",
        &["subject_kind=consumer", "channel=post", "id=M001"]
    ));
    assert!(is_usage("marketing", &["subject_kind=consumer"]));
    assert!(is_usage("marketing", &["consumer"]));
    assert!(is_refused(
        "marketing",
        &["subject_kind=human", "channel=post"]
    ));
}

fn deadline_args(row: &Row, received: &str) -> Vec<String> {
    let mut args = vec!["--received".to_owned(), row[received].clone()];
    for flag in ["asked", "answered"] {
        args.extend(row.get(flag).map(|it| format!("--{flag}={it}")));
    }
    if row.get("extended").is_some_and(|it| it == "yes") {
        args.push("--extended".to_owned());
    }
    args
}

#[test]
fn every_case_of_a_deadline_is_answered_with_the_due_day() {
    for (table, received, due) in [
        (
            include_str!("../../../tests/cases/deadlines.csv"),
            "received",
            "expected_due",
        ),
        (
            include_str!("../../../tests/cases/deadlines_ambiguous.csv"),
            "received",
            "due_A_recommended",
        ),
        (
            include_str!("../../../tests/cases/deadlines_paused.csv"),
            "received",
            "expected_due",
        ),
        (
            include_str!("../../../tests/cases/receipt_instants.csv"),
            "received_utc",
            "expected_due",
        ),
    ] {
        for row in rows(table) {
            let answer = run("deadline", &deadline_args(&row, received));
            assert_eq!(answer.map(|it| it.line).as_ref(), Ok(&row[due]), "{row:?}");
        }
    }
    assert!(is_usage("deadline", &[]));
    assert!(is_usage("deadline", &["--received"]));
    assert!(is_usage("deadline", &["2026-01-01"]));
    assert!(is_usage(
        "deadline",
        &["--received=2026-01-01", "--received=2026-01-02"]
    ));
    assert!(is_usage(
        "deadline",
        &["--received=2026-01-01", "--asked=2026-01-02"]
    ));
    assert!(is_usage(
        "deadline",
        &["--received=2026-01-01", "--answered=2026-01-02"]
    ));
    assert!(is_usage(
        "deadline",
        &["--received=2026-01-01", "--extended=no"]
    ));
    assert!(is_usage(
        "deadline",
        &["--received=2026-01-01", "--due=2026-01-02"]
    ));
    assert!(is_refused("deadline", &["--received=1.1.2026"]));
    let backwards = [
        "--received=2026-01-01",
        "--asked=2026-01-03",
        "--answered=2026-01-02",
    ];
    assert!(is_refused("deadline", &backwards));
}

#[test]
fn every_case_of_retention_is_answered_with_two_days() {
    for row in rows(include_str!("../../../tests/cases/retention.csv")) {
        let args = [
            ("kind", "kind"),
            ("event", "event"),
            ("financial-year-end", "financial_year_end"),
        ];
        let args = args.iter().filter(|(_, column)| !row[*column].is_empty());
        let args: Vec<_> = args
            .flat_map(|(flag, column)| [format!("--{flag}"), row[*column].clone()])
            .collect();
        let expected = format!("{} {}", row["keep_through"], row["delete_from"]);
        assert_eq!(
            run("retention", &args).map(|it| it.line),
            Ok(expected),
            "{row:?}"
        );
    }
    assert!(is_usage("retention", &["--event=2026-01-01"]));
    assert!(is_usage(
        "retention",
        &["--kind=voucher", "--event=2026-01-01"]
    ));
    assert!(is_usage("retention", &["--kind=books"]));
    assert!(is_usage(
        "retention",
        &["--kind=call_record", "--financial-year-end=2026-12-31"]
    ));
    assert!(is_usage(
        "retention",
        &["--kind=letter", "--event=2026-01-01"]
    ));
}

#[test]
fn breaches_and_transfers_are_answered_as_their_cases_say() {
    for row in rows(include_str!("../../../tests/cases/breach72h.csv")) {
        assert_eq!(
            line("breach", &[&row["aware_local"]]),
            row["notify_by_local"],
            "{row:?}"
        );
    }
    for row in rows(include_str!("../../../tests/cases/transfers.csv")) {
        let expected = format!("{} {}", row["group"], row["basis"]);
        assert_eq!(line("transfer", &[&row["country"]]), expected, "{row:?}");
    }
    assert!(is_refused("breach", &["2026-11-20"]));
    assert!(is_refused("breach", &["2026-11-20T14:20:00"]));
    assert!(is_refused("transfer", &["XX"]));
}

#[test]
fn an_unknown_kind_or_a_wrong_number_of_values_is_a_question_asked_wrongly() {
    assert!(is_usage("weather", &["x"]));
    assert!(is_usage("phone", &[]));
    assert!(is_usage("phone", &["040", "1234567"]));
}
