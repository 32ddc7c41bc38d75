use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::codes;

codes! {
    /// What personal data is processed for: a closed list (RULES F6).
    Purpose {
        Service = "service",
        Development = "development",
        Contract = "contract",
        Relations = "relations",
        Marketing = "marketing",
        Profiling = "profiling",
        CallVerification = "call_verification",
        CallTraining = "call_training",
        Accounting = "accounting",
        Rights = "rights",
        Claims = "claims",
        Security = "security",
    }
}

codes! {
    /// The legal basis of processing (GDPR 6(1)), as far as this register uses it.
    Basis {
        Consent = "consent",
        Contract = "contract",
        LegalObligation = "legal_obligation",
        LegitimateInterest = "legitimate_interest",
    }
}

codes! {
    /// Where a value came from (D14).
    Origin {
        Person = "person",
        Authority = "authority",
        ContactService = "contact_service",
        TrustedParty = "trusted_party",
        PublicSource = "public_source",
        File = "file",
        Staff = "staff",
    }
}

/// Where a value came from, with the words that name it more closely, as a file's title.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Source {
    pub origin: Origin,
    pub detail: Option<String>,
}

impl Source {
    /// Makes a source that needs no further words.
    #[must_use]
    pub fn of(origin: Origin) -> Self {
        Self {
            origin,
            detail: None,
        }
    }

    /// Reads `staff`, or `file: old CRM`; words that name no origin are the title of a file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (head, detail) = match text.split_once(':') {
            Some((head, detail)) => (head.trim(), Some(detail.trim())),
            None => (text.trim(), None),
        };
        match Origin::parse(head) {
            Some(origin) => Self {
                origin,
                detail: detail.filter(|it| !it.is_empty()).map(str::to_owned),
            },
            None => Self {
                origin: Origin::File,
                detail: Some(text.trim().to_owned()),
            },
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Some(detail) => write!(f, "{}: {detail}", self.origin),
            None => self.origin.fmt(f),
        }
    }
}

/// What every value carries: its source, since when it is held, for what, and by what right (D2, D3, D14).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Provenance {
    pub source: Source,
    pub date: NaiveDate,
    pub purpose: Purpose,
    pub basis: Basis,
}
