use std::ops::Range;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

use super::spelling::plain_dash;

#[cfg(test)]
mod tests;

const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
const LENGTH: usize = 11;

/// Tells whether `text` holds a valid Finnish personal identity code, however it is typed (RULES I6).
#[must_use]
pub fn contains_hetu(text: &str) -> bool {
    !found(text).is_empty()
}

/// Returns `text` with every character of its personal identity codes as `*`.
#[must_use]
pub fn star_hetu(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    // A compatibility character at the edge of a code may have kept another from being bounded.
    loop {
        let codes = found(&letters.iter().collect::<String>());
        if codes.is_empty() {
            return letters.iter().collect();
        }
        for code in codes {
            letters[code].fill('*');
        }
    }
}

/// Returns where the codes stand, in characters of `text`.
fn found(text: &str) -> Vec<Range<usize>> {
    let (letters, origins): (Vec<char>, Vec<usize>) = text
        .chars()
        .enumerate()
        .flat_map(|(index, letter)| plain(letter).map(move |it| (it, index)))
        .unzip();
    let bounded = |start: usize| {
        let neighbours = [start.checked_sub(1), Some(start + LENGTH)];
        let mut neighbours = neighbours
            .into_iter()
            .flatten()
            .filter_map(|at| letters.get(at));
        !neighbours.any(|it| it.is_alphanumeric())
    };
    letters
        .windows(LENGTH)
        .enumerate()
        .filter(|(start, window)| bounded(*start) && is_code(window))
        .map(|(start, _)| origins[start]..origins[start + LENGTH - 1] + 1)
        .collect()
}

fn plain(letter: char) -> impl Iterator<Item = char> {
    std::iter::once(letter)
        .nfkc()
        .map(|it| plain_digit(plain_dash(it)).to_ascii_uppercase())
}

fn plain_digit(letter: char) -> char {
    if letter.is_ascii() || !letter.is_numeric() {
        return letter;
    }
    match deunicode::deunicode_char(letter).map(str::as_bytes) {
        Some([digit @ b'0'..=b'9']) => char::from(*digit),
        _ => letter,
    }
}

fn is_code(window: &[char]) -> bool {
    let number = |range: Range<usize>| {
        window[range]
            .iter()
            .try_fold(0, |sum, it| it.to_digit(10).map(|digit| sum * 10 + digit))
    };
    let (Some(date), Some(individual)) = (number(0..6), number(7..10)) else {
        return false;
    };
    let century = match window[6] {
        '+' => 1800,
        '-' | 'U'..='Y' => 1900,
        'A'..='F' => 2000,
        _ => return false,
    };
    let year = century + i32::try_from(date % 100).unwrap_or_default();
    let check = CHECK_CHARACTERS[((date * 1000 + individual) % 31) as usize];
    NaiveDate::from_ymd_opt(year, date / 100 % 100, date / 10_000).is_some()
        && window[10] == char::from(check)
}
