use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, SHIFT folded into the letter.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Chord(KeyCode, KeyModifiers);

const NAMED: &[(&str, &str, KeyCode)] = &[
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("backtab", "Shift-Tab", KeyCode::BackTab),
    ("space", "Space", KeyCode::Char(' ')),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
    ("insert", "Ins", KeyCode::Insert),
    ("delete", "Del", KeyCode::Delete),
    ("backspace", "Backspace", KeyCode::Backspace),
];

impl Chord {
    /// Reads `b`, `G`, `f3`, `ctrl-p`, `alt-x`, `pagedown`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (modifiers, name) = if let Some(name) = text.strip_prefix("ctrl-") {
            (KeyModifiers::CONTROL, name)
        } else if let Some(name) = text.strip_prefix("alt-") {
            (KeyModifiers::ALT, name)
        } else {
            (KeyModifiers::NONE, text)
        };
        if let Some((.., code)) = NAMED.iter().find(|(it, ..)| *it == name) {
            return Some(Self(*code, modifiers));
        }
        let mut letters = name.chars();
        match (letters.next()?, letters.as_str()) {
            (letter, "") if !letter.is_control() => Some(Self(KeyCode::Char(letter), modifiers)),
            ('f', number) => match number.parse() {
                Ok(number @ 1..=12) => Some(Self(KeyCode::F(number), modifiers)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Tells whether a text field takes the key before any action hears it.
    pub(super) fn is_text(self) -> bool {
        let editing = matches!(
            self.0,
            KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete | KeyCode::Home | KeyCode::End
        );
        editing && !self.1.contains(KeyModifiers::CONTROL) && !self.1.contains(KeyModifiers::ALT)
    }
}

impl From<KeyEvent> for Chord {
    fn from(key: KeyEvent) -> Self {
        let modifiers = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        let code = match key.code {
            KeyCode::Char(letter) if modifiers.contains(KeyModifiers::CONTROL) => {
                KeyCode::Char(letter.to_ascii_lowercase())
            }
            code => code,
        };
        Self(code, modifiers)
    }
}

/// As it stands in hints and help.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl-")?;
        }
        if self.1.contains(KeyModifiers::ALT) {
            f.write_str("Alt-")?;
        }
        if let Some((_, shown, _)) = NAMED.iter().find(|(.., code)| *code == self.0) {
            return f.write_str(shown);
        }
        match self.0 {
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}
