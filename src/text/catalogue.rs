use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// Every sentence that people read, by its id.
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Makes the English catalogue.
    #[must_use]
    pub fn english() -> Self {
        let language: LanguageIdentifier = "en".parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around values are bidirectional controls, which no terminal should get.
        bundle.set_use_isolating(false);
        for text in ENGLISH {
            // A line that cannot be read costs its own sentence only; a test keeps all readable.
            let resource = FluentResource::try_new((*text).to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(readable, _errors)| readable));
        }
        Self { bundle }
    }

    /// Returns the sentence with its values filled in; an unknown id is returned as it is.
    ///
    /// A value named `count` chooses between one and many; every other value is text, so that a
    /// number of a person keeps its zeros.
    #[must_use]
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// Returns the sentence, unless the catalogue lacks it.
    #[must_use]
    pub fn find(&self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut args = FluentArgs::new();
        for &(name, value) in values {
            match value.parse::<u32>() {
                Ok(count) if name == "count" => args.set(name, count),
                _ => args.set(name, value),
            }
        }
        let mut unfilled = Vec::new();
        let sentence = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut unfilled);
        Some(sentence.into_owned())
    }

    /// Returns the words for a member of a closed list, as `channel` and `auto_call`; the code itself
    /// where there are none.
    #[must_use]
    pub fn word(&self, list: &str, code: &str) -> String {
        self.find(&format!("{list}-{code}"), &[])
            .unwrap_or_else(|| code.to_owned())
    }

    /// Returns what went wrong and, where something can be done about it, what to do.
    ///
    /// A value named `field` or `reason` is a code and is put into words first.
    #[must_use]
    pub fn fault(&self, code: &str, values: &[(String, String)]) -> (String, Option<String>) {
        let plain: Vec<(&str, &str)> = pairs(values);
        let worded: Vec<(String, String)> = values
            .iter()
            .map(|(name, value)| {
                let words = match name.as_str() {
                    "field" => self.find(&format!("field-{value}"), &[]),
                    "reason" => self.find(value, &plain),
                    _ => None,
                };
                (name.clone(), words.unwrap_or_else(|| value.clone()))
            })
            .collect();
        let id = format!("fault-{code}");
        let hint = self.find(&format!("{id}-hint"), &pairs(&worded));
        (self.say(&id, &pairs(&worded)), hint)
    }

    /// Returns every id of the English catalogue, in its order.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        let lines = ENGLISH.iter().flat_map(|text| text.lines());
        lines
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Catalogue")
    }
}

/// What everybody says, and what the command line says besides.
const ENGLISH: &[&str] = &[include_str!("en.ftl"), include_str!("cli.ftl")];

fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_of_the_catalogue_is_read_and_none_is_there_twice() {
        assert!(
            ENGLISH
                .iter()
                .all(|it| FluentResource::try_new((*it).to_owned()).is_ok())
        );
        let catalogue = Catalogue::english();
        let mut seen = HashSet::new();
        for id in Catalogue::ids() {
            assert!(catalogue.find(id, &[]).is_some(), "{id}");
            assert!(seen.insert(id), "{id} twice");
        }
    }

    #[test]
    fn a_missing_sentence_shows_its_id_and_a_missing_word_its_code() {
        let catalogue = Catalogue::english();
        assert_eq!(catalogue.say("no-such-id", &[]), "no-such-id");
        assert_eq!(catalogue.word("channel", "pigeon"), "pigeon");
        assert_eq!(catalogue.word("channel", "auto_call"), "automated call");
    }

    #[test]
    fn values_come_without_direction_marks() {
        let (what, hint) = Catalogue::english().fault(
            "bad-value",
            &[
                ("field".into(), "note".into()),
                ("reason".into(), "value-too-long".into()),
                ("limit".into(), "10000".into()),
            ],
        );
        assert_eq!(what, "Note: longer than 10000 characters.");
        assert_eq!(hint, None);
    }
}
