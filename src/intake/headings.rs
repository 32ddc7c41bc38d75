use super::vocabulary::BAN_WORDS;
use super::vocabulary::CHANNELS;
use super::vocabulary::CONSENT_WORDS;
use super::vocabulary::HEADINGS;
use crate::domain::channel::Channel;
use crate::domain::field::Field;
use crate::text;

/// What a column is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Target {
    Value(Field),
    /// The customer number.
    Number,
    /// Given and family name in one cell, in an order that is to be found out.
    FullName,
    Kind,
    /// Yes or no; `None` bans every channel.
    Ban(Option<Channel>),
    /// The day on which the person consented to marketing.
    Consent(Channel),
    Source,
    /// The number of the record in the program that wrote the file.
    Record,
    OptInTime,
    OptInIp,
    ConfirmTime,
    ConfirmIp,
    UnsubscribedAt,
    /// Known to say nothing that the register keeps.
    Ignore,
}

impl Target {
    /// Reads a field as `--map` names it: those of `add`, and `name`, `ban`, `ban_email`,
    /// `consent_email` and so on for every channel, `source`, `record`, `ignore`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let channel = |prefix| name.strip_prefix(prefix).and_then(Channel::parse);
        Some(match name {
            "number" => Self::Number,
            "name" => Self::FullName,
            "kind" => Self::Kind,
            "ban" => Self::Ban(None),
            "source" => Self::Source,
            "record" => Self::Record,
            "ignore" => Self::Ignore,
            _ => {
                let value = Field::parse(name).map(Self::Value);
                let ban = || channel("ban_").map(|it| Self::Ban(Some(it)));
                let consent = || channel("consent_").map(Self::Consent);
                return value.or_else(ban).or_else(consent);
            }
        })
    }

    /// Recognises a heading in Finnish, Swedish or English, however it is spaced and spelled.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let key = key(heading);
        let plain = key.trim_end_matches(|it: char| it.is_ascii_digit());
        let listed = HEADINGS
            .iter()
            .find(|(_, words)| words.split_whitespace().any(|it| it == plain));
        listed
            .map(|(target, _)| *target)
            .or_else(|| worded(plain, BAN_WORDS).map(|it| Self::Ban(Some(it))))
            .or_else(|| worded(plain, CONSENT_WORDS).map(Self::Consent))
    }
}

/// Returns what headings have in common that mean the same: folded letters and digits, nothing else.
pub(super) fn key(heading: &str) -> String {
    text::words(&text::fold(heading)).collect()
}

/// Finds the channel of a heading that is made of it and one of `words`, either first.
fn worded(key: &str, words: &[&str]) -> Option<Channel> {
    words.iter().find_map(|word| {
        let rest = key.strip_prefix(word).or_else(|| key.strip_suffix(word))?;
        let named = CHANNELS
            .iter()
            .find(|(_, names)| names.split_whitespace().any(|it| it == rest));
        named.map(|(channel, _)| *channel)
    })
}

#[cfg(test)]
mod tests;
