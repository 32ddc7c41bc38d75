//! Who is the same person (RULES W1, W2).

use rapidfuzz::distance::osa;

use super::field::Field;
use super::person::Person;
use crate::text::{fold, words};

/// Tells whether two names may be one person's: the same folded words in any order, at most one
/// typing error in one of them, or no name on one side.
#[must_use]
pub fn names_agree(one: &str, other: &str) -> bool {
    let (one, other) = (name_words(one), name_words(other));
    if one.is_empty() || other.is_empty() {
        return true;
    }
    if one.len() != other.len() {
        return one.concat() == other.concat();
    }
    let differing: Vec<(&String, &String)> =
        one.iter().zip(&other).filter(|(a, b)| a != b).collect();
    match differing[..] {
        [] => true,
        [(a, b)] => one_error(a, b),
        _ => false,
    }
}

/// A typing error in a word of one or two letters would be another name.
fn one_error(a: &str, b: &str) -> bool {
    a.chars().count().min(b.chars().count()) > 2 && osa::distance(a.chars(), b.chars()) <= 1
}

fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut all: Vec<String> = words(&folded).map(str::to_owned).collect();
    all.sort_unstable();
    all
}

/// Returns what people of the same name in the same company have in common; nothing where either is
/// missing.
#[must_use]
pub fn name_and_company(name: &str, company: &str) -> Option<String> {
    let (name, company) = (name_words(name).join(" "), fold_company(company));
    (!name.is_empty() && !company.is_empty()).then(|| format!("{name}|{company}"))
}

/// Returns what stands for the person's company: its business ID, else its folded name.
#[must_use]
pub fn company_keys(person: &Person) -> Vec<String> {
    let business_id = person.value(Field::BusinessId).map(str::to_owned);
    let name = person
        .value(Field::Company)
        .map(fold_company)
        .filter(|it| !it.is_empty());
    business_id.into_iter().chain(name).collect()
}

fn fold_company(company: &str) -> String {
    let folded = fold(company);
    words(&folded).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_in_any_order_with_one_error_or_none_on_one_side() {
        for (one, other) in [
            ("Ilkka Virtanen", "VIRTANEN, Ilkka"),
            ("Maija Mäkelä", "maija makela"),
            ("Ilkka Virtanen", "Ilkka Virtanne"),
            ("", "Ilkka Virtanen"),
            ("Anna-Liisa Aho", "Annaliisa Aho"),
        ] {
            assert!(names_agree(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn different_people_of_one_address_do_not_agree() {
        for (one, other) in [
            ("Ilkka Virtanen", "Maija Virtanen"),
            ("Aapo Aho", "Aapo Aalto"),
            ("Ilkka Virtanen", "Ilkka"),
            ("Li Wu", "Lo Wu"),
        ] {
            assert!(!names_agree(one, other), "{one} / {other}");
        }
    }
}
