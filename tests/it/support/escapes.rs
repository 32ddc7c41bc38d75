//! The allow-list of what the screens may send to a terminal.
//!
//! A grammar of the few forms they need, instead of a parser of all there is: whatever does not fit
//! is foreign, also what parsers pass over in silence.

use std::str;

const ALTERNATE_SCREEN: &str = "1049";

/// Alternate screen, cursor, bracketed paste, synchronized output.
const MODES: [&str; 4] = [ALTERNATE_SCREEN, "25", "2004", "2026"];

/// Returns what stands at the first place of `output` that the screens have no business sending.
///
/// Line ends are allowed outside the alternate screen, where commands write lines.
pub(crate) fn foreign(output: &[u8]) -> Option<String> {
    let Ok(text) = str::from_utf8(output) else {
        return Some("bytes that are not UTF-8".to_owned());
    };
    let mut rest = text;
    let mut in_lines = true;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '\x1b' => sequence(rest),
            '\r' | '\n' if in_lines => Some(1),
            _ if letter.is_control() || deceives(letter) => None,
            _ => Some(letter.len_utf8()),
        };
        let Some(length) = length else {
            return Some(format!("{:?}", rest.chars().take(20).collect::<String>()));
        };
        let (passed, after) = rest.split_at(length);
        if passed.contains(ALTERNATE_SCREEN) {
            in_lines = passed.ends_with('l');
        }
        rest = after;
    }
    None
}

/// Returns the first letter of what a command prints that no command has any business printing:
/// whatever a terminal obeys, save the ends of lines, and whatever an eye is deceived by.
pub(crate) fn obeyed(output: &str) -> Option<char> {
    let mut letters = output.chars();
    letters.find(|it| it.is_control() && *it != '\n' || deceives(*it))
}

/// Returns the length of the sequence with which `text` begins, if it is allowed.
fn sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|letter: char| !matches!(letter, '0'..='9' | ';' | ':' | '?'))?;
    let (parameters, last) = (&body[..end], body[end..].chars().next()?);
    let allowed = match (parameters.strip_prefix('?'), last) {
        (Some(modes), 'h' | 'l') => modes.split(';').all(|mode| MODES.contains(&mode)),
        (None, 'A'..='D' | 'G' | 'H' | 'J' | 'K' | 'd' | 'm') => !parameters.contains('?'),
        _ => false,
    };
    allowed.then_some("\x1b[".len() + end + last.len_utf8())
}

/// Tells whether a letter turns the direction of others or takes no room of its own.
fn deceives(letter: char) -> bool {
    matches!(letter,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[test]
fn commands_print_letters_and_ends_of_lines() {
    assert_eq!(obeyed("Mäkelä 北京 ␛ …\nmore\n"), None);
    for letter in [
        '\r', '\t', '\u{1b}', '\u{9b}', '\u{7f}', '\0', '\u{202e}', '\u{200b}',
    ] {
        assert_eq!(obeyed(&format!("a{letter}b")), Some(letter));
    }
}

#[test]
fn what_the_screens_need_is_not_foreign() {
    let frame = "\x1b[?1049h\x1b[2J\x1b[?2004h\x1b[?25l\x1b[1;7H\x1b[1m\x1b[38;5;4;49mMäkelä 北京\
                 \x1b[39m\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049ldone\r\n";
    assert_eq!(foreign(frame.as_bytes()), None);
}

#[test]
fn everything_else_is_foreign() {
    let hostile = [
        "\x1b]0;title\x07",
        "\x1b]52;c;eA==\x1b\\",
        "\x1bP+q544e\x1b\\",
        "\x1b_Gi=1\x1b\\",
        "\x1b^pm\x1b\\",
        "\x1bXsos\x1b\\",
        "\x1b[6n",
        "\x1b[c",
        "\x1b[>c",
        "\x1b[?1000h",
        "\x1b[?25;1003h",
        "\x1b[2?5h",
        "\x1b[21t",
        "\x1b[4h",
        "\x1b[!p",
        "\x1b[ q",
        "\x1bc",
        "\x1b7",
        "\x1b",
        "\x1b[",
        "\x1b[1",
        "\u{9b}31m",
        "\u{7}",
        "\u{8}",
        "\t",
        "\0",
        "\u{7f}",
        "\u{202e}",
        "\u{200b}",
        "\x1b[?1049h\n",
    ];
    for text in hostile {
        assert!(foreign(text.as_bytes()).is_some(), "{text:?}");
    }
    assert!(foreign(b"\x9b31m").is_some());
}
