mod properties;

use std::collections::BTreeSet;

use super::*;
use crate::domain::id::SubjectId;

fn document(fields: &[(Part, &str)]) -> Document {
    Document {
        fields: fields
            .iter()
            .map(|(part, value)| (*part, (*value).to_owned()))
            .collect(),
    }
}

const MAKELA: u64 = 1;
const KARLSSON: u64 = 2;
const VIRTANEN: u64 = 3;
const LAHTI: u64 = 4;
const LIISA: u64 = 5;
const TATU: u64 = 6;

fn people() -> Vec<(u64, Document)> {
    vec![
        (
            MAKELA,
            document(&[
                (Part::Number, "10001"),
                (Part::Name, "Matti Mäkelä"),
                (Part::Company, "Koivikon Kaluste Oy"),
                (Part::City, "Jyväskylä"),
                (Part::Email, "matti.makela@kaluste.example"),
                (Part::Phone, "+358 40 1234567"),
                (Part::BusinessId, "1234567-1"),
            ]),
        ),
        (
            KARLSSON,
            document(&[
                (Part::Number, "10002"),
                (Part::Name, "Britta Karlsson-Pajunen"),
                (Part::City, "Vaasa"),
                (Part::Phone, "050 765 4321"),
            ]),
        ),
        (
            VIRTANEN,
            document(&[
                (Part::Number, "100010"),
                (Part::Name, "Ilkka Virtanen"),
                (Part::City, "Lahti"),
                (Part::Email, "ilkka@posti.example"),
                (Part::Phone, "+46 70 555 10 20"),
            ]),
        ),
        (
            LAHTI,
            document(&[(Part::Number, "10004"), (Part::Name, "Åke Lahti")]),
        ),
        (
            LIISA,
            document(&[(Part::Number, "10005"), (Part::Name, "Liisa Mäkelä")]),
        ),
        (
            TATU,
            document(&[(Part::Number, "10006"), (Part::Name, "Tatu Zetterqvist")]),
        ),
    ]
}

fn index() -> Index {
    let mut index = Index::default();
    for (subject, document) in people() {
        index.insert(SubjectId(subject), &document);
    }
    index
}

fn found(query: &str) -> Vec<u64> {
    index()
        .query(query, 10)
        .into_iter()
        .map(|hit| hit.subject.0)
        .collect()
}

fn strong(index: &Index, query: &str) -> BTreeSet<u64> {
    let hits = index.query(query, 1_000).into_iter();
    hits.filter(|hit| hit.score >= ranking::STRONG)
        .map(|hit| hit.subject.0)
        .collect()
}

#[track_caller]
fn first(query: &str, subject: u64) {
    assert_eq!(
        found(query).first(),
        Some(&subject),
        "{query:?} finds {:?}",
        found(query)
    );
}

#[test]
fn words_come_in_any_order_and_a_prefix_is_enough() {
    for query in [
        "matti makela",
        "Mäkelä Matti",
        "MÄKELÄ, matti",
        "mäk mat",
        "m makela",
        "ma mak",
    ] {
        first(query, MAKELA);
    }
    first("l mäk", LIISA);
    assert_eq!(strong(&index(), "makela"), [MAKELA, LIISA].into());
    let mut index = index();
    index.insert(SubjectId(0), &document(&[(Part::Name, "Liisa Mäkelä")]));
    assert_eq!(index.query("m makela", 1)[0].subject, SubjectId(MAKELA));
}

#[test]
fn diacritics_match_both_ways() {
    first("ake", LAHTI);
    first("Åke", LAHTI);
    first("jyvaskyla", MAKELA);
    first("Ïlkka", VIRTANEN);
}

#[test]
fn a_typing_error_hides_nobody() {
    for (query, subject) in [
        ("virtaen", VIRTANEN),
        ("virtanren", VIRTANEN),
        ("vurtanen", VIRTANEN),
        ("vitranen", VIRTANEN),
        ("ivrtanen", VIRTANEN),
        ("vurtanrn", VIRTANEN),
        ("virtamem", VIRTANEN),
        ("karslon", KARLSSON),
        ("krlss", KARLSSON),
        ("mtti makela", MAKELA),
        ("matti mäkeöä", MAKELA),
    ] {
        first(query, subject);
    }
}

#[test]
fn names_as_they_are_heard_are_found() {
    for (query, subject) in [
        ("wirtanen", VIRTANEN),
        ("ilca", VIRTANEN),
        ("ilka", VIRTANEN),
        ("matti mekela", MAKELA),
        ("mati makkela", MAKELA),
        ("carlson", KARLSSON),
        ("oke lahti", LAHTI),
        ("tsetterkvist", TATU),
        ("settercvist", TATU),
    ] {
        first(query, subject);
    }
}

#[test]
fn ts_is_heard_for_z_also_in_a_short_name() {
    let mut index = Index::default();
    index.insert(SubjectId(1), &document(&[(Part::Name, "Zoé Matso")]));
    for query in ["tsoe", "mazo", "tsoe mazo"] {
        assert_eq!(index.query(query, 1).len(), 1, "{query}");
    }
}

#[test]
fn a_misheard_beginning_is_not_taken_as_typed() {
    let mut index = Index::default();
    index.insert(SubjectId(1), &document(&[(Part::Name, "Aa Ammb")]));
    assert_eq!(strong(&index, "aam ammb"), [].into());
}

#[test]
fn both_parts_of_a_compound_name_find_it_also_in_one_piece() {
    for query in [
        "karlsson",
        "pajunen",
        "karlsson-pajunen",
        "karlssonpajunen",
        "karlssonpaj",
        "pajunen britta",
    ] {
        first(query, KARLSSON);
    }
    let mut index = index();
    index.insert(SubjectId(9), &document(&[(Part::Name, "Anna Koskiniemi")]));
    assert_eq!(index.query("koski niemi", 1)[0].subject, SubjectId(9));
}

#[test]
fn a_phone_is_found_in_any_spelling_and_by_its_tail() {
    for query in [
        "(040) 123-4567",
        "040 123 4567",
        "0401234567",
        "040/1234567",
        "+358 40 1234567",
        "+358 (0)40 1234567",
        "+3580401234567",
        "00358401234567",
        "358401234567",
        "401234567",
        "1234567",
        "123 4567",
        "0401",
        "040",
        "04",
        "4567",
        "567",
        "mäkelä 0401",
        "0401 matti",
        "makela 040 123",
    ] {
        assert!(strong(&index(), query).contains(&MAKELA), "{query}");
    }
    first("040 123 4567", MAKELA);
    first("0507654321", KARLSSON);
    first("+358 50 765", KARLSSON);
    first("070 555 1020", VIRTANEN);
    first("0046705551020", VIRTANEN);
    assert!(!strong(&index(), "041").contains(&MAKELA));
}

#[test]
fn one_digit_searches_no_phones() {
    assert!(!strong(&index(), "7").contains(&MAKELA));
}

#[test]
fn digits_apart_are_tried_alone_and_together() {
    assert_eq!(found("10001 10002")[..2], [MAKELA, KARLSSON]);
    assert_eq!(strong(&index(), "10001 040 1234567"), [MAKELA].into());
}

#[test]
fn a_customer_number_comes_first_when_it_is_exact() {
    assert_eq!(found("10001"), [MAKELA, VIRTANEN]);
    assert_eq!(strong(&index(), "1000").len(), 6);
    let mut index = index();
    index.insert(SubjectId(0), &document(&[(Part::Name, "10001")]));
    assert_eq!(index.query("10001", 1)[0].subject, SubjectId(MAKELA));
}

#[test]
fn a_business_id_is_found_with_and_without_its_hyphen() {
    for query in [
        "1234567-1",
        "12345671",
        "1234567 1",
        "makela 1234567-1",
        "koivikon 12345",
    ] {
        first(query, MAKELA);
    }
}

#[test]
fn an_address_is_found_whole_and_by_its_parts() {
    for query in [
        "matti.makela@kaluste.example",
        "<Matti.Makela@Kaluste.Example>",
        "matti.makela@kal",
        "@kaluste",
        "kaluste.example",
    ] {
        assert_eq!(found(query), [MAKELA], "{query}");
    }
    let mut index = index();
    let turned = document(&[
        (Part::Name, "A B"),
        (Part::Email, "makela.matti@kaluste.example"),
    ]);
    index.insert(SubjectId(0), &turned);
    assert_eq!(
        index.query("matti.makela@kaluste.example", 9)[0].subject,
        SubjectId(MAKELA)
    );
    assert_eq!(
        index.query("makela.matti@kaluste.example", 9)[0].subject,
        SubjectId(0)
    );
}

#[test]
fn town_and_company_narrow_a_name() {
    first("makela jyväskylä", MAKELA);
    first("makela koivikon", MAKELA);
    assert_eq!(found("makela jyv"), [MAKELA]);
}

#[test]
fn a_name_matters_more_than_a_town() {
    assert_eq!(found("lahti"), [LAHTI, VIRTANEN]);
}

#[test]
fn a_whole_word_comes_before_a_prefix_and_a_prefix_before_a_typo() {
    let mut index = Index::default();
    for (subject, name) in [
        (1, "Anna Kostinen"),
        (2, "Anna Koskinen"),
        (3, "Anna Koski"),
    ] {
        index.insert(SubjectId(subject), &document(&[(Part::Name, name)]));
    }
    let order: Vec<u64> = index
        .query("koski", 9)
        .iter()
        .map(|hit| hit.subject.0)
        .collect();
    assert_eq!(order, [3, 2, 1]);
}

#[test]
fn a_full_name_comes_before_part_of_one() {
    let mut index = Index::default();
    index.insert(SubjectId(1), &document(&[(Part::Name, "Anna Maria Koski")]));
    index.insert(SubjectId(2), &document(&[(Part::Name, "Anna Koski")]));
    assert_eq!(index.query("anna koski", 9)[0].subject, SubjectId(2));
}

#[test]
fn equals_are_ordered_by_subject() {
    let mut index = Index::default();
    for subject in [7, 3, 5] {
        index.insert(SubjectId(subject), &document(&[(Part::Name, "Anna Koski")]));
    }
    let order: Vec<u64> = index
        .query("anna", 2)
        .iter()
        .map(|hit| hit.subject.0)
        .collect();
    assert_eq!(order, [3, 5]);
}

#[test]
fn a_word_that_fits_nobody_does_not_hide_the_rest() {
    assert_eq!(found("matti makela xqxqxq"), [MAKELA]);
    assert_eq!(found("xqxqxq"), [0; 0]);
}

#[test]
fn punctuation_alone_finds_nobody() {
    for query in ["", " ", "+", "()-@.", "@@", "…", "\u{200b}"] {
        assert_eq!(found(query), [0; 0], "{query:?}");
    }
    assert!(index().query("makela", 0).is_empty());
}

#[test]
fn a_later_document_replaces_the_earlier_one() {
    let mut index = index();
    index.insert(SubjectId(MAKELA), &document(&[(Part::Name, "Matti Salo")]));
    assert_eq!(index.len(), 6);
    assert_eq!(strong(&index, "salo"), [MAKELA].into());
    for query in [
        "jyväskylä",
        "0401234567",
        "10001",
        "matti.makela@kaluste.example",
    ] {
        assert!(!strong(&index, query).contains(&MAKELA), "{query}");
    }
}

#[test]
fn a_removed_person_is_found_by_no_query_and_leaves_no_word() {
    let mut index = index();
    for (subject, _) in people() {
        index.remove(SubjectId(subject));
    }
    index.remove(SubjectId(99));
    assert!(index.is_empty());
    for (_, document) in people() {
        for (_, value) in &document.fields {
            assert!(index.query(value, 10).is_empty(), "{value}");
        }
    }
    assert!(index.is_blank());
}

#[test]
fn positions_are_those_of_the_displayed_letters() {
    let (_, makela) = people().swap_remove(0);
    let explained = |query: &str| -> Vec<(Part, String)> {
        let matched = explain(query, &makela).into_iter();
        matched
            .map(|it| {
                (
                    it.part,
                    it.positions
                        .iter()
                        .map(|at| it.value.chars().nth(*at).unwrap())
                        .collect(),
                )
            })
            .collect()
    };
    for (query, part, marked) in [
        ("makela", Part::Name, "Mäkelä"),
        ("mäk mat", Part::Name, "MatMäk"),
        ("mkela", Part::Name, "Mkelä"),
        ("maxkela", Part::Name, ""),
        ("040 123", Part::Phone, "40123"),
        ("00358 40 1234567", Part::Phone, "358401234567"),
        ("4567", Part::Phone, "4567"),
        ("12345671", Part::BusinessId, "12345671"),
        ("100", Part::Number, "100"),
        ("jyv", Part::City, "Jyv"),
        (
            "MATTI.makela@kaluste.example",
            Part::Email,
            "mattimakelakalusteexample",
        ),
    ] {
        assert_eq!(explained(query)[0], (part, marked.to_owned()), "{query}");
    }
    assert_eq!(
        explained("makela 0401"),
        [
            (Part::Name, "Mäkelä".to_owned()),
            (Part::Phone, "401".to_owned())
        ]
    );
    assert!(explained("xqxqxq").is_empty());
    let twice = document(&[(Part::Phone, "+358 40 4404040")]);
    assert_eq!(explain("040 440", &twice)[0].positions, [5, 6, 8, 9, 10]);
}

#[test]
fn parts_are_written_in_json_by_their_code() {
    assert_eq!(
        serde_json::to_string(&Part::BusinessId).unwrap(),
        "\"business_id\""
    );
    assert_eq!(Part::BusinessId.code(), "business_id");
}
