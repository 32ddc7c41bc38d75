use std::fmt;

use email_address::EmailAddress;
use idna::AsciiDenyList;
use idna::uts46::DnsLength;
use idna::uts46::Hyphens;
use idna::uts46::Uts46;
use unicode_normalization::UnicodeNormalization as _;

#[cfg(test)]
mod tests;

/// The longest part before the `@`, in octets.
const LOCAL_LIMIT: usize = 64;
/// The longest whole address, in octets.
const LIMIT: usize = 254;

/// One e-mail address as it is stored: the local part as written, the domain in its ASCII form (RULES I5).
///
/// A plus tag and dots are kept: without them it would be another address.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Email(String);

impl Email {
    /// Reads one address, with no name around it.
    ///
    /// # Errors
    ///
    /// Says which part of the address is wrong, never the text.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        // A letter and its accent written apart are the same letter.
        let text: String = text.trim().nfc().collect();
        if text.chars().any(|it| it.is_whitespace() || it.is_control()) {
            return Err(EmailError::Space);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::NoAt)?;
        if local.len() > LOCAL_LIMIT {
            return Err(EmailError::LocalTooLong);
        }
        let domain = ascii(domain).ok_or(EmailError::Domain)?;
        let stored = format!("{local}@{domain}");
        if stored.len() > LIMIT {
            return Err(EmailError::TooLong);
        }
        if EmailAddress::is_valid_local_part(local) {
            Ok(Self(stored))
        } else {
            Err(EmailError::Local)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the form in which addresses are compared: lower-cased whole.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn ascii(domain: &str) -> Option<String> {
    let ascii = Uts46::new()
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .ok()?;
    let (_, top) = ascii.rsplit_once('.')?;
    top.contains(|it: char| !it.is_ascii_digit())
        .then(|| ascii.into_owned())
}

/// Why text is no e-mail address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum EmailError {
    #[error("a space or a control character")]
    Space,
    #[error("no @")]
    NoAt,
    #[error("more than 64 octets before the @")]
    LocalTooLong,
    #[error("no domain name after the @")]
    Domain,
    #[error("more than 254 octets")]
    TooLong,
    #[error("not one plain address")]
    Local,
}

impl EmailError {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Space => "email-space",
            Self::NoAt => "email-no-at",
            Self::LocalTooLong => "email-local-too-long",
            Self::Domain => "email-domain",
            Self::TooLong => "email-too-long",
            Self::Local => "email-local",
        }
    }
}
