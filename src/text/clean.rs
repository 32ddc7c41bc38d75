use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Returns `text` with every character that a terminal, or an eye, could be deceived by made visible.
///
/// Control characters become their picture (`␛`), line ends and tabs a space; bidirectional
/// controls and zero-width marks become `·`.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + letter as u32).unwrap_or('·'),
        '\u{7f}' => '␡',
        _ if deceives(letter) => '·',
        _ => letter,
    }
}

/// Tells whether a letter is a C1 control, a direction or joining control, an invisible filler, a
/// tag, or of private use.
fn deceives(letter: char) -> bool {
    matches!(letter,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Returns how many cells of a terminal `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// Returns `text` cut to at most `cells`, the cut marked with `…`.
#[must_use]
pub fn clip(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    for cluster in text.graphemes(true) {
        if width(&kept) + cluster.width() + 1 > cells {
            break;
        }
        kept.push_str(cluster);
    }
    if cells > 0 {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_passes() {
        let hostile = "a\u{1b}]0;x\u{7}\u{9b}31m\u{202e}b\u{200b}c\r\n\td\u{0}\u{7f}\u{e0041}";
        let shown = clean(hostile);
        assert!(
            shown.chars().all(|letter| !letter.is_control()),
            "{shown:?}"
        );
        assert_eq!(shown, "a␛]0;x␇·31m·b·c   d␀␡·");
    }

    #[test]
    fn a_cut_never_splits_a_letter_nor_exceeds_the_cells() {
        assert_eq!(clip("Mäkelä", 6), "Mäkelä");
        assert_eq!(clip("Mäkelä", 4), "Mäk…");
        assert_eq!(clip("北京市", 4), "北…");
        assert_eq!(clip("abc", 0), "");
    }
}
