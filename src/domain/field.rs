use super::code::codes;
use crate::text::{fold, words};

codes! {
    /// What kind of person the register knows, since the law of marketing differs (RULES 4).
    Kind {
        Consumer = "consumer",
        SoleTrader = "sole_trader",
        CompanyContact = "company_contact",
        /// An address of a company that is nobody's own, as info@.
        CompanyGeneric = "company_generic",
    }
}

impl Kind {
    /// Returns what somebody is by the company's name and whether a person's name is known: no
    /// company is a consumer, Tmi or toiminimi a sole trader, a company with a name its contact, a
    /// company alone a generic address.
    #[must_use]
    pub fn of(company: Option<&str>, has_name: bool) -> Self {
        match company {
            None => Self::Consumer,
            Some(company) if is_sole_trader(company) => Self::SoleTrader,
            Some(_) if has_name => Self::CompanyContact,
            Some(_) => Self::CompanyGeneric,
        }
    }
}

fn is_sole_trader(company: &str) -> bool {
    let folded = fold(company).replace("t:mi", "tmi");
    words(&folded).any(|word| matches!(word, "tmi" | "toiminimi"))
        || folded.contains("enskild firma")
}

codes! {
    /// A field of a person, in the order in which people are shown.
    Field {
        Given = "given",
        Family = "family",
        Email = "email",
        Phone = "phone",
        Street = "street",
        Postcode = "postcode",
        City = "city",
        Language = "language",
        Company = "company",
        BusinessId = "business_id",
        Duties = "duties",
        Note = "note",
    }
}

impl Field {
    /// Tells whether a person may have several values of this field.
    #[must_use]
    pub fn repeats(self) -> bool {
        matches!(self, Self::Email | Self::Phone)
    }

    /// Returns the longest value allowed, in characters.
    #[must_use]
    pub fn limit(self) -> usize {
        match self {
            Self::Note => 10_000,
            _ => 320,
        }
    }
}
