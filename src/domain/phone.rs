use std::fmt;

use rlibphonenumber::PHONE_NUMBER_UTIL;
use rlibphonenumber::PhoneNumber;
use rlibphonenumber::PhoneNumberFormat;
use rlibphonenumber::PhoneNumberType;
use rlibphonenumber::Region;
use unicode_normalization::UnicodeNormalization as _;

#[cfg(test)]
mod tests;

/// A telephone number in its E.164 form, as `+358401234567` (RULES I4).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it; without a country code it is a Finnish one.
    ///
    /// Stricter than the library, which drops letters and text and guesses at a missing prefix.
    ///
    /// # Errors
    ///
    /// Says which of the rules the text breaks, never the text.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text: String = text.nfkc().collect();
        let text = text.trim();
        let written = match text.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => text[4..].trim_start(),
            _ => text,
        };
        check_spelling(written)?;
        let number = number(written).ok_or(PhoneError::NoSuchNumber)?;
        if !number.is_valid() {
            return Err(PhoneError::NoSuchNumber);
        }
        Ok(Self(number.format_as(PhoneNumberFormat::E164).into_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the digits as they are dialled within the number's own country, as `0401234567`.
    #[must_use]
    pub fn national(&self) -> String {
        let national = number(&self.0).map(|it| {
            it.format_as(PhoneNumberFormat::National)
                .chars()
                .filter(char::is_ascii_digit)
                .collect()
        });
        national.unwrap_or_default()
    }

    /// Tells whether the number is of the kind that receives text messages.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        number(&self.0).is_some_and(|it| {
            matches!(
                it.get_type(),
                PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile
            )
        })
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn number(written: &str) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(written, Some(Region::FI)).ok()
}

fn check_spelling(written: &str) -> Result<(), PhoneError> {
    let inner = written.strip_prefix('(').unwrap_or(written);
    let after = inner.strip_prefix(['+', '0']).unwrap_or(inner);
    if !after
        .chars()
        .all(|it| it.is_ascii_digit() || " ()./-".contains(it))
    {
        return Err(PhoneError::Letters);
    }
    if after.len() == inner.len() {
        return Err(PhoneError::NoPrefix);
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 10 && digits.starts_with("070") && !written.contains('+') {
        return Err(PhoneError::Swedish);
    }
    Ok(())
}

/// Why text is no telephone number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PhoneError {
    #[error("letters or signs that no number has, or two numbers in one field")]
    Letters,
    #[error("begins with neither + nor 0")]
    NoPrefix,
    #[error("may be a Swedish number that lacks its +46")]
    Swedish,
    #[error("no such number, or two numbers in one field")]
    NoSuchNumber,
}

impl PhoneError {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Letters => "phone-letters",
            Self::NoPrefix => "phone-no-prefix",
            Self::Swedish => "phone-swedish",
            Self::NoSuchNumber => "phone-no-such-number",
        }
    }
}
