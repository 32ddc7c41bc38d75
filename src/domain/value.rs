use unicode_normalization::UnicodeNormalization as _;

use super::business_id::BusinessId;
use super::business_id::BusinessIdError;
use super::email::Email;
use super::email::EmailError;
use super::field::Field;
use super::hetu::contains_hetu;
use super::phone::Phone;
use super::phone::PhoneError;

#[cfg(test)]
mod tests;

/// What errors call the customer number, which is no [`Field`] of the person.
const NUMBER: &str = "number";
/// The longest customer number, in characters.
const NUMBER_LIMIT: usize = 32;
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// Checks one value of `field` and returns it in the form in which it is kept.
///
/// Text is kept as given, hostile characters included, since it is cleaned where it is shown; only
/// white space around it goes, and a line break outside a note becomes a space.
///
/// # Errors
///
/// Names the field and what is wrong, never the value: it may hold a personal identity code.
pub fn canonical(field: Field, raw: &str) -> Result<String, ValueError> {
    let value = match field {
        Field::Note => raw.trim().to_owned(),
        _ => on_one_line(raw.trim()),
    };
    check_text(field.code(), field.limit(), &value)?;
    let value = match field {
        Field::Email => Email::parse(&value)?.to_string(),
        Field::Phone => Phone::parse(&value)?.to_string(),
        Field::BusinessId => BusinessId::parse(&value)?.to_string(),
        Field::Language => language(&value)?.to_owned(),
        _ => value,
    };
    // A domain name in its ASCII form has lost signs that hid a code in the text as given.
    check_text(field.code(), field.limit(), &value)?;
    Ok(value)
}

/// Checks a customer number and returns it in the form in which it is kept and typed.
///
/// # Errors
///
/// Says what is wrong, never the value.
pub fn customer_number(raw: &str) -> Result<String, ValueError> {
    let number: String = raw.trim().nfkc().collect();
    let number = number.trim();
    check_text(NUMBER, NUMBER_LIMIT, number)?;
    if number
        .chars()
        .all(|it| it.is_alphanumeric() || "-_.".contains(it))
    {
        Ok(number.to_owned())
    } else {
        Err(ValueError::Number)
    }
}

fn check_text(field: &'static str, limit: usize, value: &str) -> Result<(), ValueError> {
    if value.is_empty() {
        Err(ValueError::Empty { field })
    } else if contains_hetu(value) {
        Err(ValueError::Hetu { field })
    } else if value.chars().count() > limit {
        Err(ValueError::TooLong { field, limit })
    } else {
        Ok(())
    }
}

fn on_one_line(text: &str) -> String {
    let breaks = [
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ];
    text.replace("\r\n", " ").replace(breaks, " ")
}

fn language(value: &str) -> Result<&'static str, ValueError> {
    let known = LANGUAGES
        .into_iter()
        .find(|it| value.eq_ignore_ascii_case(it));
    known.ok_or(ValueError::Language)
}

/// Why a value is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ValueError {
    #[error("{field}: empty")]
    Empty { field: &'static str },
    #[error("{field}: longer than {limit} characters")]
    TooLong { field: &'static str, limit: usize },
    #[error("{field}: holds a personal identity code")]
    Hetu { field: &'static str },
    #[error("email: {0}")]
    Email(EmailError),
    #[error("phone: {0}")]
    Phone(PhoneError),
    #[error("business_id: {0}")]
    BusinessId(BusinessIdError),
    #[error("language: none of fi, sv, en")]
    Language,
    #[error("number: holds something else than letters, digits and - _ .")]
    Number,
}

impl ValueError {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty { .. } => "value-empty",
            Self::TooLong { .. } => "value-too-long",
            Self::Hetu { .. } => "value-hetu",
            Self::Email(why) => why.code(),
            Self::Phone(why) => why.code(),
            Self::BusinessId(why) => why.code(),
            Self::Language => "value-language",
            Self::Number => "value-number",
        }
    }

    /// Returns the code of the field, or `number` for the customer number.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Empty { field } | Self::TooLong { field, .. } | Self::Hetu { field } => field,
            Self::Email(_) => Field::Email.code(),
            Self::Phone(_) => Field::Phone.code(),
            Self::BusinessId(_) => Field::BusinessId.code(),
            Self::Language => Field::Language.code(),
            Self::Number => NUMBER,
        }
    }

    /// Returns the limit that the value exceeds, in characters.
    #[must_use]
    pub fn limit(self) -> Option<usize> {
        match self {
            Self::TooLong { limit, .. } => Some(limit),
            _ => None,
        }
    }
}

impl From<EmailError> for ValueError {
    fn from(why: EmailError) -> Self {
        Self::Email(why)
    }
}

impl From<PhoneError> for ValueError {
    fn from(why: PhoneError) -> Self {
        Self::Phone(why)
    }
}

impl From<BusinessIdError> for ValueError {
    fn from(why: BusinessIdError) -> Self {
        Self::BusinessId(why)
    }
}
