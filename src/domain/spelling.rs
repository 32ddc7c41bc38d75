use unicode_normalization::UnicodeNormalization as _;

/// Returns `text` in its compatibility form (NFKC), every dash being `-`, with no white space around.
pub(super) fn plain(text: &str) -> String {
    text.trim()
        .nfkc()
        .map(plain_dash)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Returns `-` for whatever looks like one.
pub(super) fn plain_dash(letter: char) -> char {
    let looks_like_one = matches!(
        letter,
        '\u{ad}' | '\u{2d7}' | '\u{58a}' | '\u{5be}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2796}' | '\u{2e3a}' | '\u{2e3b}'
    );
    if looks_like_one { '-' } else { letter }
}
