use super::action::Action;
use super::keymap::{Keymap, Typing};
use super::notice::Said;
use super::theme::Theme;
use crate::contract::Fault;
use crate::domain::role::Role;
use crate::text::Catalogue;

/// How things look and what they are called: all that drawing needs besides the state.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) theme: Theme,
    pub(super) keymap: Keymap,
    pub(super) catalogue: Catalogue,
}

impl Look {
    pub(super) fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        self.catalogue.say(id, values)
    }

    /// Returns the words for a member of a closed list.
    pub(super) fn word(&self, list: &str, code: &str) -> String {
        self.catalogue.word(list, code)
    }

    /// Returns the words for a purpose of processing, or of looking.
    pub(super) fn purpose(&self, code: &str) -> String {
        self.catalogue
            .find(&format!("look-{code}"), &[])
            .unwrap_or_else(|| self.word("purpose", code))
    }

    /// Returns the words for some roles.
    pub(super) fn roles(&self, roles: &[Role]) -> String {
        let words: Vec<String> = roles
            .iter()
            .map(|it| self.word("role", it.code()))
            .collect();
        words.join(", ")
    }

    /// Returns what went wrong and what to do about it, in one breath.
    pub(super) fn fault(&self, fault: &Fault) -> String {
        let (what, hint) = self.catalogue.fault(fault.code.code(), &fault.values);
        match hint {
            Some(hint) => format!("{what} {hint}"),
            None => what,
        }
    }

    pub(super) fn said(&self, said: &Said) -> String {
        match said {
            Said::Sentence { id, values } => {
                let values: Vec<(&str, &str)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                self.say(id, &values)
            }
            Said::Fault(fault) => self.fault(fault),
            Said::Words(words) => words.clone(),
        }
    }

    /// Returns the key of an action, or the word for "no key".
    pub(super) fn key(&self, action: Action, typing: Typing) -> String {
        self.keymap
            .key(action, typing)
            .unwrap_or_else(|| self.say("no-key", &[]))
    }

    /// Returns what an action does, in the language of the catalogue.
    pub(super) fn help(&self, action: Action) -> String {
        self.catalogue
            .find(&format!("action-{}", action.name()), &[])
            .unwrap_or_else(|| action.help().to_owned())
    }
}
