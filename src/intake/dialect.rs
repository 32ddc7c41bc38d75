use std::borrow::Cow;

use super::headings::Target;
use super::records::Records;

const DELIMITERS: &[u8] = b";\t,";

/// How a file separates its cells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Where the heading begins, in bytes: after blank lines and the `sep=;` that Excel writes.
    pub(super) start: usize,
}

/// Finds the dialect in which the heading has the most columns that are known, or at least the most
/// columns.
pub(super) fn detect(text: &str) -> Dialect {
    let start = skip_blank_lines(text, 0);
    if let Some((delimiter, length)) = announced(&text[start..]) {
        return Dialect {
            delimiter,
            start: skip_blank_lines(text, start + length),
        };
    }
    let best = DELIMITERS
        .iter()
        .rev()
        .max_by_key(|delimiter| score(text, start, **delimiter));
    Dialect {
        delimiter: best.copied().unwrap_or(b','),
        start,
    }
}

fn score(text: &str, start: usize, delimiter: u8) -> (usize, usize) {
    match Records::new(Cow::Borrowed(text), start, delimiter).next() {
        Some(Ok(cells)) => {
            let known = cells.iter().filter(|it| Target::of_heading(it).is_some());
            (known.count(), cells.len())
        }
        _ => (0, 0),
    }
}

/// Reads a first line of `sep=;` and its length.
fn announced(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let bare = line.trim_matches('"');
    let sign = bare.get(..4).filter(|it| it.eq_ignore_ascii_case("sep="))?;
    match &bare.as_bytes()[sign.len()..] {
        [delimiter] if DELIMITERS.contains(delimiter) => Some((*delimiter, line.len())),
        _ => None,
    }
}

fn skip_blank_lines(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let line = rest.trim_start_matches(['\r', '\n', ' ', '\u{a0}', '\u{feff}']);
    text.len() - line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_behind_quotes_and_announcements() {
        for (text, delimiter, heading) in [
            ("Nimi;Puhelin\n", b';', "Nimi"),
            ("Name,Email\n", b',', "Name"),
            ("Name\tEmail\n", b'\t', "Name"),
            ("\"Name, first; last\";Email\n", b';', "\"Name"),
            ("\r\n\r\nsep=;\r\nName;\"E-mail, home\"\r\n", b';', "Name"),
            ("\"sep=,\"\nName,A;B;C\n", b',', "Name"),
            ("x,y;z\n", b';', "x"),
            ("Email", b';', "Email"),
        ] {
            let found = detect(text);
            assert_eq!(found.delimiter, delimiter, "{text}");
            assert!(text[found.start..].starts_with(heading), "{text}");
        }
        assert_eq!(detect("").start, 0);
    }
}
