use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::time::When;
use crate::text;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

const YES: &[&str] = &[
    "x", "1", "k", "y", "j", "ja", "on", "true", "yes", "kylla", "tosi", "sant",
];
const NO: &[&str] = &[
    "0", "n", "e", "ei", "no", "nej", "false", "off", "epatosi", "falskt",
];

/// Returns what a cell says, without what a spreadsheet wraps around it: white space, the `'` that
/// marks text or disarms a formula, `="…"`, a quote that never closed.
pub(super) fn plain(raw: &str) -> String {
    let mut cell = raw.trim_matches(is_blank);
    while let Some(rest) = cell.strip_prefix('\'')
        && (starts_formula(rest) || rest.starts_with(|it: char| it.is_ascii_digit()))
    {
        cell = rest.trim_matches(is_blank);
    }
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|it| it.strip_suffix('"')) {
        cell = inner.trim_matches(is_blank);
    }
    if cell.starts_with('"') && cell.matches('"').count() % 2 == 1 {
        cell = cell[1..].trim_matches(is_blank);
    }
    cell.nfc().collect()
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\0' | '\u{feff}' | '\u{200b}')
}

/// Tells whether a spreadsheet would take the cell for a formula.
pub(super) fn starts_formula(cell: &str) -> bool {
    let said = cell.trim_start_matches(is_blank);
    said.starts_with(FORMULA_SIGNS) || !said.is_empty() && cell.starts_with(['\t', '\r', '\n'])
}

/// Returns a number without the `.0` that it gains on its way through a spreadsheet.
pub(super) fn whole_number(cell: &str) -> &str {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let cut = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0"));
    cut.filter(|it| digits(it)).unwrap_or(cell)
}

/// Tells whether a spreadsheet has cut a long number to `3,58401E+11`.
pub(super) fn is_cut_number(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['E', 'e']) else {
        return false;
    };
    let number = |text: &str| {
        text.starts_with(|it: char| it.is_ascii_digit())
            && text
                .bytes()
                .all(|it| it.is_ascii_digit() || b".,".contains(&it))
    };
    number(digits) && power.strip_prefix(['+', '-']).is_some_and(number)
}

/// Reads yes or no in Finnish, Swedish or English, as people and programs mark it.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    let word = text::fold(cell);
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    if YES.contains(&word) {
        Some(true)
    } else if NO.contains(&word) {
        Some(false)
    } else {
        None
    }
}

/// Reads a day as `25.2.2023`, `25/2/2023` or `2023-02-25`, a time after it or not; an instant only
/// where the zone is written, for otherwise nobody knows it.
pub(super) fn when(cell: &str) -> Option<When> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(cell) {
        return Some(When::Instant(instant.to_utc().into()));
    }
    let (day, time) = match cell.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time)),
        None => (cell, None),
    };
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    self::day(day).map(When::Day)
}

/// Reads an instant of a program that writes UTC without saying so.
pub(super) fn utc(cell: &str) -> Option<When> {
    let time = NaiveDateTime::parse_from_str(cell, "%Y-%m-%d %H:%M:%S").ok();
    match time {
        Some(time) => Some(When::Instant(time.and_utc().into())),
        None => when(cell),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('+'));
    let year = number(year).filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month)?, number(day)?)
}

fn is_time(text: &str) -> bool {
    let text = text.trim();
    let text = text
        .strip_prefix("klo")
        .or_else(|| text.strip_prefix("kl"))
        .unwrap_or(text);
    let signs = |it: u8| it.is_ascii_digit() || b":. ".contains(&it);
    text.bytes().any(|it| it.is_ascii_digit()) && text.bytes().all(signs)
}

#[cfg(test)]
mod tests;
