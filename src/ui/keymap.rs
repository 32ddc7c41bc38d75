use std::collections::{BTreeMap, HashMap};

use crossterm::event::KeyEvent;

use super::action::{Action, Context};
use super::chord::Chord;

/// Which key means what, and where.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: HashMap<(Context, Chord), Action>,
    /// The keys of each action as they stand in hints, the first one first.
    chords: HashMap<Action, Vec<Chord>>,
}

impl Keymap {
    /// Builds the map from the action table, then lets `overrides` (action name → keys) take the
    /// place of whole entries; an empty list leaves the action to the palette.
    ///
    /// # Errors
    ///
    /// Names the action and the key at fault. A configuration never half-applies.
    pub fn new(overrides: &BTreeMap<String, Vec<String>>) -> Result<Self, KeymapError> {
        let known = |name: &&String| Action::ALL.iter().any(|it| it.name() == name.as_str());
        if let Some(unknown) = overrides.keys().find(|name| !known(name)) {
            return Err(KeymapError::UnknownAction(unknown.clone()));
        }
        let mut map = Self {
            bindings: HashMap::new(),
            chords: HashMap::new(),
        };
        for &action in Action::ALL {
            match overrides.get(action.name()) {
                Some(keys) => map.bind_all(action, keys)?,
                None => map.bind_all(action, action.default_keys())?,
            }
        }
        match map.chords.get(&Action::Leave) {
            Some(keys) if !keys.iter().all(|key| key.is_text()) => Ok(map),
            _ => Err(KeymapError::NoWayOut),
        }
    }

    /// Returns the map of the action table alone.
    ///
    /// # Panics
    ///
    /// Never: a test keeps the table free of clashes.
    #[must_use]
    pub fn standard() -> Self {
        Self::new(&BTreeMap::new()).expect("a test keeps the action table free of clashes")
    }

    /// Returns what `key` means in `context`; while typing, keys that write or edit mean text.
    #[must_use]
    pub fn action(&self, context: Context, typing: Typing, key: KeyEvent) -> Option<Action> {
        let chord = Chord::from(key);
        if typing == Typing::Yes && chord.is_text() {
            return None;
        }
        self.bindings.get(&(context, chord)).copied()
    }

    /// Returns the key to show for an action: the first that works here and now.
    #[must_use]
    pub fn key(&self, action: Action, typing: Typing) -> Option<String> {
        let chords = self.chords.get(&action)?;
        let heard = |chord: &&Chord| typing == Typing::No || !chord.is_text();
        chords.iter().find(heard).map(ToString::to_string)
    }

    /// Returns all keys of an action.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<String> {
        let chords = self.chords.get(&action);
        chords
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect()
    }

    fn bind_all<K: AsRef<str>>(&mut self, action: Action, keys: &[K]) -> Result<(), KeymapError> {
        for key in keys {
            let key = key.as_ref();
            let chord = Chord::parse(key).ok_or_else(|| KeymapError::UnknownKey {
                key: key.to_owned(),
                action: action.name(),
            })?;
            for &context in action.contexts() {
                if let Some(other) = self.bindings.insert((context, chord), action) {
                    return Err(KeymapError::Taken {
                        key: key.to_owned(),
                        first: other.name(),
                        second: action.name(),
                        context: context.name(),
                    });
                }
            }
            self.chords.entry(action).or_default().push(chord);
        }
        Ok(())
    }
}

/// Whether a text field has the focus.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Typing {
    Yes,
    No,
}

/// What is wrong with a key binding.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeymapError {
    #[error("no action is called `{0}`")]
    UnknownAction(String),
    #[error("`{key}`, given for `{action}`, is not a key")]
    UnknownKey { key: String, action: &'static str },
    #[error("`{key}` is bound to both `{first}` and `{second}` in the context `{context}`")]
    Taken {
        key: String,
        first: &'static str,
        second: &'static str,
        context: &'static str,
    },
    #[error("`leave` needs a key that works in a text field")]
    NoWayOut,
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    fn with(action: &str, keys: &[&str]) -> Result<Keymap, KeymapError> {
        let keys = keys.iter().map(|&key| key.to_owned()).collect();
        Keymap::new(&BTreeMap::from([(action.to_owned(), keys)]))
    }

    #[test]
    fn the_defaults_do_not_clash() {
        assert_eq!(Keymap::new(&BTreeMap::new()).err(), None);
    }

    #[test]
    fn hints_show_the_users_key_and_one_that_works_while_typing() {
        let keymap = with("ban", &["x", "f5"]).unwrap();
        let key = |typing| keymap.key(Action::Ban, typing);
        assert_eq!(key(Typing::No).as_deref(), Some("x"));
        assert_eq!(key(Typing::Yes).as_deref(), Some("F5"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (action, keys, said) in [
            ("bann", &["x"][..], "no action is called `bann`"),
            (
                "ban",
                &["hyper-b"],
                "`hyper-b`, given for `ban`, is not a key",
            ),
            (
                "correct",
                &["b"],
                "`b` is bound to both `ban` and `correct` in the context `person`",
            ),
            (
                "leave",
                &[],
                "`leave` needs a key that works in a text field",
            ),
            (
                "leave",
                &["s"],
                "`leave` needs a key that works in a text field",
            ),
        ] {
            assert_eq!(with(action, keys).unwrap_err().to_string(), said);
        }
    }

    #[test]
    fn letters_are_text_while_typing_and_chords_are_not() {
        let keymap = Keymap::standard();
        let press = |code, modifiers| {
            keymap.action(Context::Person, Typing::Yes, KeyEvent::new(code, modifiers))
        };
        assert_eq!(press(KeyCode::Char('b'), KeyModifiers::NONE), None);
        assert_eq!(press(KeyCode::Home, KeyModifiers::NONE), None);
        assert_eq!(
            press(KeyCode::Char('C'), KeyModifiers::CONTROL),
            Some(Action::Leave)
        );
        assert_eq!(
            press(KeyCode::F(3), KeyModifiers::NONE),
            Some(Action::Search)
        );
    }
}
