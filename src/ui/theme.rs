//! Colours by role. Screens name a role, never a colour.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;

use crate::config::line_of;

macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident),+ $(,)?) => {
        /// One style for each role.
        #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
        pub struct Theme {
            $($(#[doc = $doc])* pub $role: Style,)+
        }

        impl Theme {
            /// Every role that a theme file must name.
            pub const ROLES: &'static [&'static str] = &[$(stringify!($role)),+];

            fn role(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($role) => Some(&mut self.$role),)+
                    _ => None,
                }
            }
        }
    };
}

roles! {
    text,
    muted,
    /// What draws the eye: the focused border, the place in the program, keys in hints.
    accent,
    title,
    /// Names of fields and headings of columns.
    label,
    selected,
    /// The letters that a search found.
    matched,
    /// A ban in force.
    ban,
    /// We may.
    may,
    /// We may not.
    may_not,
    warning,
    late,
    ok,
    border,
    input,
    /// The mark of a register of fictional people.
    demo,
}

impl Theme {
    /// Returns the theme of the terminal's own sixteen colours.
    ///
    /// # Panics
    ///
    /// Never: a test reads the theme that comes with the program.
    #[must_use]
    pub fn terminal() -> Self {
        Self::parse(TERMINAL).expect("a test reads the theme that comes with the program")
    }

    /// Reads a theme file: `role = "words"`, as `ban = "bold red"` or `selected = "reverse"`.
    ///
    /// # Errors
    ///
    /// Names the line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let entries: BTreeMap<String, Spanned<String>> =
            toml::from_str(text).map_err(|error| ThemeError {
                line: error.span().map_or(1, |span| line_of(text, span.start)),
                what: error.message().replace('\n', ", "),
            })?;
        let mut theme = Self::default();
        for (name, words) in &entries {
            let line = line_of(text, words.span().start);
            let role = theme.role(name).ok_or_else(|| ThemeError {
                line,
                what: format!("no role is called `{name}`"),
            })?;
            *role = style(words.get_ref()).map_err(|word| ThemeError {
                line,
                what: format!("`{word}` is neither a colour nor a way of writing"),
            })?;
        }
        match Self::ROLES
            .iter()
            .find(|role| !entries.contains_key(**role))
        {
            Some(missing) => Err(ThemeError {
                line: text.lines().count().max(1),
                what: format!("the role `{missing}` is missing"),
            }),
            None => Ok(theme),
        }
    }

    /// Returns the theme without its colours; bold, underline and reverse stay.
    #[must_use]
    pub fn without_colours(mut self) -> Self {
        for name in Self::ROLES {
            if let Some(style) = self.role(name) {
                style.fg = None;
                style.bg = None;
            }
        }
        self
    }
}

const TERMINAL: &str = include_str!("../../themes/terminal.toml");

const COLOURS: &[(&str, Color)] = &[
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const WAYS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// Makes a style of its words, or names the word that is none.
fn style(words: &str) -> Result<Style, &str> {
    let colour = |name: &str| COLOURS.iter().find(|(it, _)| *it == name).map(|it| it.1);
    words
        .split_whitespace()
        .try_fold(Style::new(), |style, word| {
            if let Some((_, way)) = WAYS.iter().find(|(it, _)| *it == word) {
                Ok(style.add_modifier(*way))
            } else if let Some(fg) = colour(word) {
                Ok(style.fg(fg))
            } else if let Some(bg) = word.strip_prefix("on-").and_then(colour) {
                Ok(style.bg(bg))
            } else {
                Err(word)
            }
        })
}

/// A theme file that cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("theme line {line}: {what}")]
pub struct ThemeError {
    /// From 1.
    pub line: usize,
    pub what: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_that_comes_with_the_program_names_every_role() {
        assert_eq!(Theme::parse(TERMINAL).err(), None);
    }

    #[test]
    fn a_wrong_theme_names_its_line() {
        for (text, said) in [
            (
                "text = \"\"\nban = \"blod red\"",
                "theme line 2: `blod` is neither a colour nor a way of writing",
            ),
            (
                "text = \"\"\nbann = \"red\"",
                "theme line 2: no role is called `bann`",
            ),
            ("text = \"\"", "theme line 1: the role `muted` is missing"),
        ] {
            assert_eq!(Theme::parse(text).unwrap_err().to_string(), said);
        }
        assert_eq!(Theme::parse("\n\ntext = [1").unwrap_err().line, 3);
    }

    #[test]
    fn without_colours_a_ban_still_stands_out() {
        let theme = Theme::terminal().without_colours();
        assert_eq!((theme.ban.fg, theme.ban.bg), (None, None));
        for distinct in [theme.ban, theme.selected, theme.matched, theme.demo] {
            assert_ne!(distinct, theme.text);
        }
    }
}
