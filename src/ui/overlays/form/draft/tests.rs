use chrono::NaiveDate;

use super::super::compare::{Side, compare, settle};
use super::*;
use crate::domain::person::Datum;
use crate::domain::provenance::{Provenance, Source};

fn card(values: &[(Field, &str)]) -> Card {
    let date = NaiveDate::from_ymd_opt(2024, 3, 12).unwrap();
    let provenance = Provenance::of_relations(Source::of(Origin::Staff), date);
    let datum = |(field, value): &(Field, &str)| Datum {
        field: *field,
        value: (*value).to_owned(),
        provenance: provenance.clone(),
        from: None,
    };
    Card {
        number: "1042".into(),
        version: 3,
        kind: Kind::Consumer,
        name: "Ilkka Virtanen".into(),
        data: values.iter().map(datum).collect(),
        bans: Vec::new(),
        consents: Vec::new(),
        attributes: Vec::new(),
        verdicts: Vec::new(),
        stopped_addresses: Vec::new(),
        merged_numbers: Vec::new(),
        possible_duplicates: Vec::new(),
        undo: None,
    }
}

fn set(draft: &mut Draft, field: Field, original: &str, value: &str) {
    let subject = Subject::Of(CorrectionField::Value(field));
    let mut lines = draft.lines.iter_mut();
    let line = lines
        .find(|it| it.subject == subject && it.original == original)
        .unwrap();
    line.value = Value::Text(Entry::holding(value));
}

fn wanted(draft: &Draft) -> Vec<(&'static str, CorrectionKind, String)> {
    let all = draft.corrections().into_iter();
    all.map(|it| (code(it.field), it.kind, it.value)).collect()
}

#[test]
fn an_untouched_draft_corrects_nothing() {
    let draft = Draft::of(&card(&[(Field::City, " Oulu "), (Field::Note, "a\nb")]));
    assert!(!draft.is_changed());
    assert_eq!(wanted(&draft), []);
}

#[test]
fn one_value_is_replaced_and_one_of_many_is_exchanged() {
    let (a, b) = ((Field::Phone, "+1"), (Field::Phone, "+2"));
    let mut one = Draft::of(&card(&[a]));
    set(&mut one, Field::Phone, "+1", "+9");
    assert_eq!(
        wanted(&one),
        [("phone", CorrectionKind::Replace, "+9".into())]
    );
    let mut many = Draft::of(&card(&[a, b]));
    set(&mut many, Field::Phone, "+1", "+9");
    assert_eq!(
        wanted(&many),
        [
            ("phone", CorrectionKind::Remove, "+1".into()),
            ("phone", CorrectionKind::Add, "+9".into()),
        ]
    );
}

#[test]
fn a_value_is_added_beside_others_and_removed_by_emptying_it() {
    let mut draft = Draft::of(&card(&[(Field::Phone, "+1"), (Field::City, "Oulu")]));
    set(&mut draft, Field::Phone, "", "+2");
    set(&mut draft, Field::City, "Oulu", " ");
    assert_eq!(
        wanted(&draft),
        [
            ("phone", CorrectionKind::Add, "+2".into()),
            ("city", CorrectionKind::Replace, String::new()),
        ]
    );
}

#[test]
fn changes_move_onto_the_newer_version_beside_those_of_others() {
    let mut draft = Draft::of(&card(&[(Field::City, "Oulu"), (Field::Phone, "+1")]));
    set(&mut draft, Field::City, "Oulu", "Turku");
    set(&mut draft, Field::Phone, "+1", "+9");
    let newer = card(&[
        (Field::City, "Vaasa"),
        (Field::Phone, "+2"),
        (Field::Note, "new"),
    ]);
    let began = draft.base.clone();
    draft.rebase(&newer);
    let rows = compare(&began, &draft, &[]).into_iter();
    let compared: Vec<_> = rows
        .map(|it| (code(it.field), it.was, it.theirs, it.yours, it.chosen))
        .collect();
    let row = |field, was: &str, theirs: &str, yours: Option<&str>, chosen| {
        let yours = yours.map(str::to_owned);
        (field, was.to_owned(), theirs.to_owned(), yours, chosen)
    };
    assert_eq!(
        compared,
        [
            row("phone", "+1", "+2", Some("+9"), None),
            row("city", "Oulu", "Vaasa", Some("Turku"), None),
            row("note", "", "new", None, Some(Side::Theirs)),
        ]
    );
    assert_eq!(
        wanted(&draft),
        [
            ("phone", CorrectionKind::Replace, "+9".into()),
            ("city", CorrectionKind::Replace, "Turku".into()),
        ]
    );
}

#[test]
fn theirs_where_it_is_chosen_is_not_changed_again() {
    let mut draft = Draft::of(&card(&[(Field::City, "Oulu"), (Field::Note, "a")]));
    set(&mut draft, Field::City, "Oulu", "Turku");
    set(&mut draft, Field::Note, "a", "b");
    let began = draft.base.clone();
    draft.rebase(&card(&[(Field::City, "Vaasa"), (Field::Note, "a")]));
    let mut rows = compare(&began, &draft, &[]);
    let chosen: Vec<_> = rows.iter().map(|it| it.chosen).collect();
    assert_eq!(
        chosen,
        [None, Some(Side::Yours)],
        "they left the note alone"
    );
    rows[0].take(Side::Theirs);
    let again = compare(&began, &draft, &rows);
    assert_eq!(
        again[0].chosen,
        Some(Side::Theirs),
        "a choice is remembered"
    );
    settle(&mut draft, &again);
    assert_eq!(
        wanted(&draft),
        [("note", CorrectionKind::Replace, "b".into())]
    );
}

#[test]
fn a_kept_draft_is_put_back_wherever_nothing_was_typed_since() {
    let held = [(Field::Phone, "+1"), (Field::City, "Oulu")];
    let mut draft = Draft::of(&card(&held));
    set(&mut draft, Field::Phone, "+1", "+9");
    set(&mut draft, Field::Phone, "", "+2");
    set(&mut draft, Field::City, "Oulu", "Turku");
    let kept = draft.kept();
    assert_eq!(kept.version, 3);
    let mut newer = Draft::of(&card(&[(Field::Phone, "+5"), (Field::City, "Oulu")]));
    set(&mut newer, Field::City, "Oulu", "Vaasa");
    newer.restore(&kept.values);
    assert_eq!(
        wanted(&newer),
        [
            ("phone", CorrectionKind::Add, "+9".into()),
            ("phone", CorrectionKind::Add, "+2".into()),
            ("city", CorrectionKind::Replace, "Vaasa".into()),
        ]
    );
}
