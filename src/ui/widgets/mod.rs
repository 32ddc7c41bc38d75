//! Pieces that screens are drawn with.
//!
//! **Invariant:** [`span`] and the functions built on it are the only makers of spans: whatever a
//! record, a reply or a file says is cleaned here before it becomes a cell.

mod boxes;
mod entries;
mod entry;
mod erasure;
mod fields;
mod scroll;
mod selection;
mod verdicts;

pub(super) use boxes::{dialog, panel, paragraph, wrapped};
pub(super) use entries::{Number, entry_lines};
pub(super) use entry::{Entry, Pasted, Sort};
pub(super) use erasure::{erasure_lines, labelled};
pub(super) use fields::{Fields, Widths};
pub(super) use scroll::Scroll;
pub(super) use selection::Selection;
pub(super) use verdicts::{Detail, ban_line, verdict_lines};

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::{clean, clip, width};

/// Makes a span of cleaned text: the one door from text to cells.
pub(super) fn span(text: impl AsRef<str>, style: Style) -> Span<'static> {
    Span::styled(clean(text.as_ref()), style)
}

pub(super) fn line(text: impl AsRef<str>, style: Style) -> Line<'static> {
    Line::from(span(text, style))
}

/// Makes a span of exactly `cells`, cut or filled up.
pub(super) fn fit(text: impl AsRef<str>, cells: usize, style: Style) -> Span<'static> {
    Span::styled(pad(clip(&clean(text.as_ref()), cells), cells), style)
}

/// Makes spans of exactly `cells` with the characters at `positions` in another style. Where the
/// first of them would be cut off, the text begins just before it.
pub(super) fn highlight(
    text: &str,
    positions: &[usize],
    cells: usize,
    (base, found): (Style, Style),
) -> Vec<Span<'static>> {
    let cleaned: Vec<char> = clean(text).chars().collect();
    let all: String = cleaned.iter().collect();
    let first = positions.iter().copied().min().unwrap_or(0);
    let skipped = if width(&all) > cells && first + 1 >= cells {
        first.saturating_sub(1).min(cleaned.len())
    } else {
        0
    };
    let mut kept: String = cleaned[skipped..].iter().collect();
    if skipped > 0 {
        kept.insert(0, '…');
    }
    let offset = skipped.saturating_sub(usize::from(skipped > 0));
    let shown = pad(clip(&kept, cells), cells);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut run_is_found = false;
    for (index, letter) in shown.chars().enumerate() {
        let is_found = letter != '…' && positions.contains(&(index + offset));
        if is_found != run_is_found && !run.is_empty() {
            let style = if run_is_found { found } else { base };
            spans.push(Span::styled(std::mem::take(&mut run), style));
        }
        run_is_found = is_found;
        run.push(letter);
    }
    let style = if run_is_found { found } else { base };
    spans.push(Span::styled(run, style));
    spans
}

/// Breaks cleaned text at spaces, and inside words that are longer than a line.
pub(super) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in clean(text).split(' ') {
        if used > 0 && used + 1 + width(word) > cells {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for letter in word.chars() {
            let taken = width(letter.encode_utf8(&mut [0; 4]));
            if used + taken > cells {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(letter);
            used += taken;
        }
    }
    lines.push(line);
    lines
}

fn pad(mut text: String, cells: usize) -> String {
    for _ in width(&text)..cells {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_broken_and_nothing_is_lost() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("北京市", 4), ["北京", "市"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn found_letters_stay_in_sight() {
        let (base, found) = (Style::new(), Style::new().bold());
        let shown = |text: &str, positions: &[usize], cells| -> Vec<(String, bool)> {
            highlight(text, positions, cells, (base, found))
                .into_iter()
                .map(|it| (it.content.into_owned(), it.style == found))
                .collect()
        };
        assert_eq!(
            shown("Mäkelä", &[0, 1], 8),
            [("Mä".to_owned(), true), ("kelä  ".to_owned(), false)]
        );
        let late = shown("abcdefghijkl", &[9, 10], 6);
        assert!(late.contains(&("jk".to_owned(), true)), "{late:?}");
    }
}
