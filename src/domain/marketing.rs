use serde::{Deserialize, Serialize};

use super::code::codes;

codes! {
    /// Whether we may.
    Answer { Allow = "ALLOW", Deny = "DENY" }
}

codes! {
    /// Why we may, or may not (RULES 4.1).
    Reason {
        Deceased = "DECEASED",
        Minor = "MINOR",
        Restricted = "RESTRICTED",
        NotMarketing = "NOT_MARKETING",
        Objected = "OBJECTED",
        CompanyBan = "COMPANY_BAN",
        Withdrawn = "WITHDRAWN",
        Consent = "CONSENT",
        Customer = "CUSTOMER",
        NoConsent = "NO_CONSENT",
        ExplicitRequest = "EXPLICIT_REQUEST",
        MobileSubBan = "MOBILE_SUB_BAN",
        Robinson = "ROBINSON",
        OptOut = "OPT_OUT",
        B2b = "B2B",
        B2bDuties = "B2B_DUTIES",
        OutOfScope = "OUT_OF_SCOPE",
    }
}

/// The answer to "may we?" with its reason and reference.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Verdict {
    pub answer: Answer,
    pub reason: Reason,
    pub reference: Reference,
}

codes! {
    /// The source of a verdict.
    Reference {
        Policy = "policy",
    }
}
