use super::code::codes;
use super::email::Email;
use super::field::Field;
use super::phone::Phone;
use super::value::ValueError;
use crate::text;

codes! {
    /// What an address reaches.
    AddressKind {
        Email = "email",
        Phone = "phone",
        Postal = "postal",
    }
}

/// An address in the form in which addresses are compared and suppressed (RULES E8).
///
/// Equal for every way of writing the same address; not meant to be written to.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Address {
    kind: AddressKind,
    key: String,
}

impl Address {
    /// Reads an e-mail address or a telephone number, whichever `text` looks like.
    ///
    /// # Errors
    ///
    /// Those of an e-mail address where `text` has an `@`, else those of a number.
    pub fn of_text(text: &str) -> Result<Self, ValueError> {
        Ok(if text.contains('@') {
            Self::from(&Email::parse(text)?)
        } else {
            Self::from(&Phone::parse(text)?)
        })
    }

    /// Returns the address that a value of `field` is, or nothing where it is none.
    #[must_use]
    pub fn of_value(field: Field, value: &str) -> Option<Self> {
        match field {
            Field::Email => Email::parse(value).ok().map(|it| Self::from(&it)),
            Field::Phone => Phone::parse(value).ok().map(|it| Self::from(&it)),
            _ => None,
        }
    }

    /// Returns the postal address, or nothing unless both parts say something.
    #[must_use]
    pub fn postal(street: &str, postcode: &str) -> Option<Self> {
        let (street, postcode) = (folded(street), folded(postcode));
        let whole = !street.is_empty() && !postcode.is_empty();
        whole.then(|| Self {
            kind: AddressKind::Postal,
            key: format!("{street} {postcode}"),
        })
    }

    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.kind
    }

    /// Returns what equal addresses of one kind have in common.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl From<&Email> for Address {
    fn from(email: &Email) -> Self {
        Self {
            kind: AddressKind::Email,
            key: email.key(),
        }
    }
}

impl From<&Phone> for Address {
    fn from(phone: &Phone) -> Self {
        Self {
            kind: AddressKind::Phone,
            key: phone.as_str().to_owned(),
        }
    }
}

fn folded(part: &str) -> String {
    text::words(&text::fold(part)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_key_however_it_is_written() {
        for (one, other) in [
            ("Matti@Example.fi", " matti@example.FI"),
            ("040 123 4567", "+358 (0)40-1234567"),
            ("ma\u{308}@exämple.fi", "MÄ@xn--exmple-cua.fi"),
        ] {
            assert_eq!(Address::of_text(one), Address::of_text(other));
        }
        assert_ne!(Address::of_text("a.b@c.fi"), Address::of_text("ab@c.fi"));
        assert_ne!(Address::of_text("a+b@c.fi"), Address::of_text("a@c.fi"));
        let postal = Address::postal("Mäkitie  3 A\n2", " 00100").unwrap();
        assert_eq!(
            (postal.kind(), postal.key()),
            (AddressKind::Postal, "makitie 3 a 2 00100")
        );
        assert_eq!(
            Some(postal),
            Address::postal("MA\u{308}KITIE 3, a 2", "00100")
        );
    }

    #[test]
    fn half_an_address_is_none() {
        assert_eq!(Address::postal("Mäkitie 3", " "), None);
        assert_eq!(Address::postal("-", "00100"), None);
        assert!(matches!(
            Address::of_text("matti@"),
            Err(ValueError::Email(_))
        ));
        assert!(matches!(
            Address::of_text("matti"),
            Err(ValueError::Phone(_))
        ));
        assert_eq!(Address::of_value(Field::City, "a@b.fi"), None);
        assert_eq!(
            Address::of_value(Field::Email, "a@b.fi"),
            Address::of_text("a@b.fi").ok()
        );
    }
}
