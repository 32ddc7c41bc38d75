use std::collections::BTreeSet;

use super::super::channel::Channel;
use super::super::consent::Recorder;
use super::super::field::Kind;
use super::super::hetu::star_hetu;
use super::super::provenance::Purpose;
use super::super::time::When;
use super::{Fact, Facts, Given};

/// Reads facts as `subject_kind=consumer`, `consent_at=2026-01-10`, `robinson=yes`.
///
/// What is absent or empty is "no"; the purpose is then marketing. Consents count as recorded by staff.
///
/// # Errors
///
/// Tells an unknown key from a value that the key cannot have, and from a person or channel missing.
pub fn facts_from_pairs<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Facts, FactError> {
    let (mut kind, mut channel, mut purpose) = (None, None, None);
    let (mut consent, mut withdrawn, mut objection) = (None, None, None);
    let mut known = BTreeSet::new();
    for (key, value) in pairs {
        match key {
            "subject_kind" => kind = read(key, value, Kind::parse)?,
            "channel" => channel = read(key, value, Channel::parse)?,
            "purpose" => purpose = read(key, value, Purpose::parse)?,
            "consent_at" => consent = read(key, value, when)?,
            "withdrawn_at" => withdrawn = read(key, value, when)?,
            "objection_at" => objection = read(key, value, when)?,
            _ => {
                let fact = Fact::parse(key).ok_or_else(|| FactError::unknown(key))?;
                if read(key, value, yes_or_no)? == Some(true) {
                    known.insert(fact);
                } else {
                    known.remove(&fact);
                }
            }
        }
    }
    Ok(Facts {
        kind: kind.ok_or(FactError::Missing("subject_kind"))?,
        channel: channel.ok_or(FactError::Missing("channel"))?,
        purpose: purpose.unwrap_or(Purpose::Marketing),
        consent: consent.map(|at| Given {
            at,
            recorder: Recorder::Staff,
        }),
        withdrawn,
        objection,
        known,
    })
}

fn read<T>(key: &str, value: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, FactError> {
    match value {
        "" => Ok(None),
        _ => parse(value)
            .map(Some)
            .ok_or_else(|| FactError::BadValue(key.to_owned())),
    }
}

fn when(value: &str) -> Option<When> {
    value.parse().ok()
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl Facts {
    /// Returns what is known as the pairs that [`facts_from_pairs`] reads; who recorded the consent
    /// is not among them.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("subject_kind", self.kind.to_string()),
            ("channel", self.channel.to_string()),
            ("purpose", self.purpose.to_string()),
        ];
        let dates = [
            ("consent_at", self.consent.map(|it| it.at)),
            ("withdrawn_at", self.withdrawn),
            ("objection_at", self.objection),
        ];
        pairs.extend(
            dates
                .into_iter()
                .filter_map(|(key, at)| Some((key, at?.to_string()))),
        );
        pairs.extend(self.known.iter().map(|it| (it.code(), "yes".to_owned())));
        pairs
    }
}

/// Why facts cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FactError {
    #[error("unknown key `{0}`")]
    UnknownKey(String),
    #[error("{0}: not a value it can have")]
    BadValue(String),
    #[error("{0}: missing")]
    Missing(&'static str),
}

impl FactError {
    fn unknown(key: &str) -> Self {
        Self::UnknownKey(star_hetu(&crate::text::clean(key)))
    }
}
