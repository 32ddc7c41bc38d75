use serde_json::{Value, json};

use crate::support::environment::TestEnvironment;

fn filled() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.add(&[
        "number=1",
        "given=Matti",
        "family=Mäkelä",
        "phone=0401234567",
        "city=Oulu",
    ]);
    environment.add(&["number=2", "given=Maija", "family=Mäkelä", "city=Turku"]);
    environment.add(&["number=3", "company=Betoni Oy", "email=info@betoni.example"]);
    environment
}

fn numbers(found: &Value) -> Vec<&str> {
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["customer_number"].as_str().unwrap())
        .collect()
}

#[test]
fn the_document_has_the_promised_fields_and_no_other() {
    let found = filled().run(&["lookup", "makela 0401", "--json"]).json();
    assert_eq!(numbers(&found), ["1"]);
    let hit = found[0].as_object().unwrap();
    let fields: Vec<&str> = hit.keys().map(String::as_str).collect();
    let mut promised = vec![
        "customer_number",
        "name",
        "company",
        "city",
        "matched",
        "score",
        "banned",
        "channels",
    ];
    promised.sort_unstable();
    assert_eq!(fields, promised);
    assert_eq!(hit["company"], Value::Null);
    let channels: Vec<&String> = hit["channels"].as_object().unwrap().keys().collect();
    assert_eq!(channels, ["auto_call", "email", "phone", "post", "sms"]);
}

#[test]
fn positions_point_at_letters_of_the_value_shown() {
    let found = filled().run(&["lookup", "makela", "--json"]).json();
    for hit in found.as_array().unwrap() {
        let matched = &hit["matched"];
        assert_eq!(matched["field"], "name");
        let letters: Vec<char> = matched["value"].as_str().unwrap().chars().collect();
        let lit: String = matched["positions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| letters[usize::try_from(it.as_u64().unwrap()).unwrap()])
            .collect();
        assert_eq!(lit, "Mäkelä");
    }
    assert_eq!(numbers(&found).len(), 2);
}

#[test]
fn nobody_found_is_an_empty_list_and_exit_1() {
    let environment = filled();
    let run = environment.run(&["lookup", "zzzzzzzz", "--json"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, "[]\n"));
    environment.run(&["lookup", "zzzzzzzz"]).fails(1);
    let run = environment.run(&["lookup", " ", "--json"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, "[]\n"));
}

#[test]
fn each_line_of_standard_input_gets_its_line() {
    let environment = filled();
    let input = "makela oulu\n\nzzzzzzzz\nbetoni";
    let text = environment
        .run_with(&["lookup", "--stdin", "--json"], input)
        .ok();
    let lines: Vec<Value> = text
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(numbers(&lines[0]), ["1"]);
    assert_eq!((&lines[1], &lines[2]), (&json!([]), &json!([])));
    assert_eq!(numbers(&lines[3]), ["3"]);
    environment.run(&["lookup", "--stdin"]).fails(2);
    environment
        .run(&["lookup", "x", "--stdin", "--json"])
        .fails(2);
}

#[test]
fn the_limit_is_kept_and_people_read_columns() {
    let environment = filled();
    let found = environment
        .run(&["lookup", "makela", "--limit", "1", "--json"])
        .json();
    assert_eq!(numbers(&found).len(), 1);
    let text = environment.run(&["lookup", "makela"]).ok();
    assert_eq!(text.lines().count(), 2);
    assert!(
        text.contains("Matti Mäkelä") && text.contains("Oulu"),
        "{text}"
    );
    environment
        .run(&["lookup", "makela", "--limit", "0"])
        .fails(2);
    environment.run(&["lookup"]).fails(2);
}

#[test]
fn a_search_may_begin_with_a_hyphen() {
    assert_eq!(filled().run(&["lookup", "--json", "--", "-makela"]).code, 0);
}
