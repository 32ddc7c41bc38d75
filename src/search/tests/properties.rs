use std::collections::BTreeMap;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::text;

/// What an index must find, by looking at everybody.
fn scan(people: &BTreeMap<u64, Document>, query: &str) -> BTreeSet<u64> {
    let folded = text::fold(query);
    let typed: Vec<&str> = text::words(&folded).collect();
    if typed.is_empty() {
        return BTreeSet::new();
    }
    let everybody = people.iter();
    let fit = everybody.filter(|(_, document)| {
        let words = all_words(document);
        let begins = |typed: &str| words.iter().any(|word| word.starts_with(typed));
        (0..typed.len()).all(|at| {
            let joined = |one: &str, two: &str| {
                one.len() > 1 && two.len() > 1 && begins(&format!("{one}{two}"))
            };
            begins(typed[at])
                || at > 0 && joined(typed[at - 1], typed[at])
                || at + 1 < typed.len() && joined(typed[at], typed[at + 1])
        })
    });
    fit.map(|(subject, _)| *subject).collect()
}

fn all_words(document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    for (part, value) in &document.fields {
        let folded = text::fold(value);
        all.extend(text::words(&folded).map(str::to_owned));
        if *part != Part::Email {
            let pieces = folded.split_whitespace();
            all.extend(pieces.map(|piece| text::words(piece).collect::<String>()));
        }
    }
    all
}

fn a_name() -> impl Strategy<Value = String> {
    "[abmÄä]{1,4}(-[abm]{1,3})? [abmÅ]{1,5}"
}

fn a_document() -> impl Strategy<Value = Document> {
    (a_name(), "[abm]{1,3}", "[ab.]{1,4}@[am]{1,2}").prop_map(|(name, city, email)| {
        document(&[
            (Part::Name, &name),
            (Part::City, &city),
            (Part::Email, &email),
        ])
    })
}

fn some_acts() -> impl Strategy<Value = Vec<(u64, Option<Document>)>> {
    prop::collection::vec(
        (0..12_u64, prop::option::weighted(0.7, a_document())),
        1..40,
    )
}

proptest! {
    #[test]
    fn the_index_agrees_with_a_look_at_everybody(
        acts in some_acts(),
        queries in prop::collection::vec("[abmä]{1,4}([ -][abm]{1,4}){0,2}", 1..8),
    ) {
        let (mut index, mut people) = (Index::default(), BTreeMap::new());
        for (subject, document) in acts {
            if let Some(document) = document {
                index.insert(SubjectId(subject), &document);
                people.insert(subject, document);
            } else {
                index.remove(SubjectId(subject));
                people.remove(&subject);
            }
            prop_assert_eq!(index.len(), people.len());
            for query in &queries {
                prop_assert_eq!(strong(&index, query), scan(&people, query), "{}", query);
            }
        }
        for subject in people.keys() {
            index.remove(SubjectId(*subject));
        }
        prop_assert!(index.is_blank());
    }

    #[test]
    fn phones_agree_with_a_look_at_everybody(
        phones in prop::collection::vec("[457][0-2]{5,8}", 1..20),
        typed in "[0-24-5]{3,6}",
    ) {
        let mut index = Index::default();
        for (subject, phone) in (1..).zip(&phones) {
            index.insert(SubjectId(subject), &document(&[(Part::Phone, &format!("0{phone}"))]));
        }
        let national = typed.strip_prefix('0').filter(|_| !typed.starts_with("00"));
        let expected: BTreeSet<u64> = (1..).zip(&phones).filter(|(_, phone)| {
            phone.contains(&typed) || national.is_some_and(|it| phone.starts_with(it))
        }).map(|(subject, _)| subject).collect();
        prop_assert!(strong(&index, &typed).is_superset(&expected));
        let surplus = strong(&index, &typed).len() - expected.len();
        prop_assert!(surplus == 0 || typed.starts_with("00"));
    }

    #[test]
    fn fewer_hits_are_the_first_of_more_and_come_in_order(
        documents in prop::collection::vec(a_document(), 1..30),
        query in "[abmä]{1,6}( [abm]{1,4})?",
        limit in 1..10_usize,
    ) {
        let mut index = Index::default();
        for (subject, document) in (1..).zip(&documents) {
            index.insert(SubjectId(subject), document);
        }
        let all = index.query(&query, 1_000);
        prop_assert!(all.is_sorted_by_key(|hit| (-hit.score, hit.subject)));
        prop_assert_eq!(&index.query(&query, limit)[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn one_typing_error_in_a_word_of_four_letters_is_forgiven(
        name in "[a-z]{4,12}", at in 0..12_usize, letter in proptest::char::range('a', 'z'), kind in 0..4,
    ) {
        let mut typed: Vec<char> = name.chars().collect();
        let at = at % typed.len();
        match kind {
            0 => typed.insert(at, letter),
            1 => typed[at] = letter,
            2 if typed.len() > 4 => { typed.remove(at); }
            _ => typed.swap(at, at.saturating_sub(1)),
        }
        let mut index = Index::default();
        index.insert(SubjectId(1), &document(&[(Part::Name, &name)]));
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(index.query(&typed, 1).len(), 1, "{} for {}", typed, name);
    }

    #[test]
    fn no_query_and_no_document_is_too_strange(
        values in prop::collection::vec("\\PC{0,40}", 7),
        query in "\\PC{0,260}",
    ) {
        let parts = [
            Part::Number, Part::Name, Part::Company, Part::City, Part::Email, Part::Phone, Part::BusinessId,
        ];
        let document = Document { fields: parts.into_iter().zip(values).collect() };
        let mut index = index();
        index.insert(SubjectId(77), &document);
        for query in document.fields.iter().map(|(_, value)| value).chain([&query]) {
            prop_assert!(index.query(query, 10).len() <= 7);
            for matched in explain(query, &document) {
                let letters = matched.value.chars().count();
                prop_assert!(matched.positions.iter().all(|at| *at < letters));
                prop_assert!(matched.positions.is_sorted());
            }
        }
        index.remove(SubjectId(77));
        prop_assert_eq!(index.len(), 6);
    }
}
