use super::*;

fn split(full: &str) -> (String, String, Order) {
    let name = Names::new().split(full);
    (name.given, name.family, name.order)
}

#[test]
fn a_full_name_is_split_whichever_part_stands_first() {
    for (full, given, family) in [
        ("Virtanen Ilkka", "Ilkka", "Virtanen"),
        ("Ilkka Virtanen", "Ilkka", "Virtanen"),
        ("VIRTANEN, Ilkka", "Ilkka", "Virtanen"),
        ("VIRTANEN Ilkka", "Ilkka", "Virtanen"),
        ("VIRTANEN ILKKA", "Ilkka", "Virtanen"),
        ("HAUTAMÄKI-MATIKAINEN, Aki", "Aki", "Hautamäki-Matikainen"),
        ("Kalervo Aalto-moisio", "Kalervo", "Aalto-moisio"),
        ("Jasmin-sirkka Antikainen", "Jasmin-sirkka", "Antikainen"),
        ("Aalto-Niemelä Aleksi", "Aleksi", "Aalto-Niemelä"),
        ("Anna Maria Virtanen", "Anna Maria", "Virtanen"),
        ("Virtanen Anna Maria", "Anna Maria", "Virtanen"),
        ("Anna M. Virtanen", "Anna M.", "Virtanen"),
        ("Anna von Wright", "Anna", "von Wright"),
        ("von Wright Anna", "Anna", "von Wright"),
        ("VON WRIGHT ANNA", "Anna", "von Wright"),
        ("Maria de la Cruz", "Maria", "de la Cruz"),
        ("O'BRIEN Sean", "Sean", "O'Brien"),
        ("  Ilkka   Virtanen ", "Ilkka", "Virtanen"),
        ("Ilkka", "Ilkka", ""),
        ("Virtanen", "", "Virtanen"),
        ("", "", ""),
        (",", "", ""),
        ("von", "", "von"),
    ] {
        let expected = (given.to_owned(), family.to_owned(), Order::Sure);
        assert_eq!(split(full), expected, "{full}");
    }
}

#[test]
fn a_name_that_could_be_read_both_ways_says_so() {
    for (full, given, family) in [
        ("Heino Kari", "Heino", "Kari"),
        ("Xu Wei", "Xu", "Wei"),
        ("Ilkka Virtanen, Oy", "Oy", "Ilkka Virtanen"),
    ] {
        let expected = (given.to_owned(), family.to_owned(), Order::Unsure);
        assert_eq!(split(full), expected, "{full}");
    }
}

#[test]
fn the_list_of_given_names_is_folded() {
    assert!(
        GIVEN_NAMES
            .split_whitespace()
            .all(|name| text::fold(name) == name)
    );
}
