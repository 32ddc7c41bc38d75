use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` as search compares it: compatibility forms joined, diacritics off, lower case,
/// letters of other scripts in Latin ones.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        fold_letter(letter, &mut folded);
    }
    folded
}

/// Returns the folded text and, for each of its characters, the index of the character of `text`
/// that it came from.
#[must_use]
pub fn fold_with_positions(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut positions = Vec::with_capacity(text.len());
    for (index, letter) in text.chars().enumerate() {
        let before = folded.len();
        fold_letter(letter, &mut folded);
        positions.extend(folded[before..].chars().map(|_| index));
    }
    (folded, positions)
}

fn fold_letter(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    // Compatibility forms hide capitals, and some capitals hide marks: lower case before and after.
    let parts = letter.to_lowercase().nfkd().flat_map(char::to_lowercase);
    for part in parts.filter(|part| !is_combining_mark(*part)) {
        match deunicode::deunicode_char(part) {
            Some(latin) if !part.is_ascii() => {
                folded.extend(latin.chars().map(|it| it.to_ascii_lowercase()));
            }
            _ => folded.push(part),
        }
    }
}

/// Returns the runs of letters and digits of already folded text, in their order.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn diacritics_case_and_script_fold_away() {
        for (written, folded) in [
            ("Mäkelä", "makela"),
            ("MA\u{308}KELA\u{308}", "makela"),
            ("Åström", "astrom"),
            ("Łódź", "lodz"),
            ("ﬁ２", "fi2"),
            ("Ærø", "aero"),
            ("Ƛ℡İ", "lteli"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn positions_point_at_the_written_letters() {
        let (folded, positions) = fold_with_positions("Æø b");
        assert_eq!(folded, "aeo b");
        assert_eq!(positions, [0, 0, 1, 2, 3]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
