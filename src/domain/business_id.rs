use std::fmt;

use super::spelling::plain;

#[cfg(test)]
mod tests;

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

/// A Finnish business ID (Y-tunnus), as `2077474-0` (RULES I1, I2).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BusinessId(String);

impl BusinessId {
    /// Reads an ID with its hyphen, or eight digits.
    ///
    /// # Errors
    ///
    /// Says which of the rules the text breaks; a missing leading zero is never guessed.
    pub fn parse(text: &str) -> Result<Self, BusinessIdError> {
        let text = plain(text);
        if text
            .get(..2)
            .is_some_and(|head| head.eq_ignore_ascii_case("FI"))
        {
            return Err(BusinessIdError::Vat);
        }
        let digits = match text.split_once('-') {
            Some((body, check)) if check.len() == 1 => format!("{body}{check}"),
            Some(_) => return Err(BusinessIdError::Shape),
            None => text,
        };
        Self::of_digits(&digits)
    }

    /// Reads a Finnish VAT number, as `FI20774740` (RULES I3), and returns the ID within.
    ///
    /// # Errors
    ///
    /// As [`BusinessId::parse`].
    pub fn parse_vat(text: &str) -> Result<Self, BusinessIdError> {
        let text = plain(text);
        match text.split_at_checked(2) {
            Some((head, digits)) if head.eq_ignore_ascii_case("FI") => Self::of_digits(digits),
            _ => Err(BusinessIdError::NotVat),
        }
    }

    fn of_digits(text: &str) -> Result<Self, BusinessIdError> {
        let digits: Option<Vec<u32>> = text.chars().map(|it| it.to_digit(10)).collect();
        let digits = digits.ok_or(BusinessIdError::Shape)?;
        if digits.len() == 7 {
            return Err(BusinessIdError::SevenDigits);
        }
        if digits.len() != 8 {
            return Err(BusinessIdError::Shape);
        }
        let sum: u32 = digits
            .iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        // A remainder of 1 would need the check digit 10: such an ID was never given.
        if sum == 0 || !(sum + digits[7]).is_multiple_of(11) {
            return Err(BusinessIdError::CheckDigit);
        }
        Ok(Self(format!("{}-{}", &text[..7], &text[7..])))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the VAT number, as `FI20774740`.
    #[must_use]
    pub fn vat_number(&self) -> String {
        format!("FI{}", self.0.replace('-', ""))
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why text is no business ID.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BusinessIdError {
    #[error("not of the form 1234567-8")]
    Shape,
    #[error("seven digits, where a leading zero or the check digit may be missing")]
    SevenDigits,
    #[error("the check digit does not match")]
    CheckDigit,
    #[error("a VAT number, not a business ID")]
    Vat,
    #[error("not of the form FI12345678")]
    NotVat,
}

impl BusinessIdError {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Shape => "business-id-shape",
            Self::SevenDigits => "business-id-seven-digits",
            Self::CheckDigit => "business-id-check-digit",
            Self::Vat => "business-id-vat",
            Self::NotVat => "business-id-not-vat",
        }
    }
}
