use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::code::codes;
use super::consent::Recorder;
use super::field::Kind;
use super::provenance::Purpose;
use super::time::When;

mod facts;
#[cfg(test)]
mod tests;

pub use facts::{FactError, facts_from_pairs};

codes! {
    /// What is known for certain about a person, a company or an offer; what is not stated is "no".
    Fact {
        ExistingCustomer = "existing_customer",
        ContactFromSale = "contact_from_sale",
        SimilarProduct = "similar_product",
        OptoutOffered = "optout_offered",
        /// The offer fits the person's duties; that the register knows duties does not make it fit.
        WorkRelated = "work_related",
        CompanyBan = "company_ban",
        Robinson = "robinson",
        /// What is offered, never what the number called is.
        MobileSubscription = "mobile_subscription",
        ExplicitRequest = "explicit_request",
        Restricted = "restricted",
        Deceased = "deceased",
        /// A minor for whom no guardian consents.
        Minor = "minor",
    }
}

/// The four conditions of the customer exception (917/2014 200 § 3).
const CUSTOMER_EXCEPTION: [Fact; 4] = [
    Fact::ExistingCustomer,
    Fact::ContactFromSale,
    Fact::SimilarProduct,
    Fact::OptoutOffered,
];

/// All that the decision on one message to one person depends on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Facts {
    pub kind: Kind,
    pub channel: Channel,
    pub purpose: Purpose,
    /// The newest consent given for this channel and purpose.
    pub consent: Option<Given>,
    /// The newest withdrawal of it.
    pub withdrawn: Option<When>,
    /// Since when the newest ban in force on this channel holds.
    pub objection: Option<When>,
    pub known: BTreeSet<Fact>,
}

/// A consent that was given.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Given {
    pub at: When,
    pub recorder: Recorder,
}

codes! {
    /// Whether the person may be contacted.
    Answer {
        Allow = "ALLOW",
        Deny = "DENY",
    }
}

codes! {
    /// Why, as one word.
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

codes! {
    /// Where it is laid down.
    Reference {
        Policy = "policy",
        Restriction = "GDPR 18(2)",
        NotMarketing = "not direct marketing (asiakasviestintä)",
        Objection = "GDPR 21(2)-(3)",
        Withdrawal = "GDPR 7(3)",
        PriorConsent = "917/2014 200 § 1",
        OptOut = "917/2014 200 § 2",
        Customer = "917/2014 200 § 3",
        MobileSubscription = "917/2014 201 § 1",
        Company = "917/2014 202 § 1",
        Duties = "917/2014 202 § 1 + TSV guidance",
        PriorConsentAtWork = "917/2014 200 § 1 + TSV guidance",
        Robinson = "policy (ASML register), not statute",
        None = "–",
    }
}

/// The decision, its reason and where that is laid down.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Verdict {
    pub answer: Answer,
    pub reason: Reason,
    pub reference: Reference,
}

impl Verdict {
    fn allow(reason: Reason, reference: Reference) -> Self {
        Self {
            answer: Answer::Allow,
            reason,
            reference,
        }
    }

    fn deny(reason: Reason, reference: Reference) -> Self {
        Self {
            answer: Answer::Deny,
            reason,
            reference,
        }
    }

    fn out_of_scope() -> Self {
        Self::deny(Reason::OutOfScope, Reference::None)
    }
}

impl Facts {
    fn is(&self, fact: Fact) -> bool {
        self.known.contains(&fact)
    }

    /// Tells whether a consent is in force: given after every ban and withdrawal, and where there
    /// was one, recorded by staff from the person (RULES W4).
    fn consented(&self) -> bool {
        self.consent.is_some_and(|given| {
            let mut stops = self.withdrawn.into_iter().chain(self.objection);
            stops.all(|stop| given.recorder == Recorder::Staff && given.at.is_after(stop))
        })
    }
}

/// Decides by the table of RULES 4.1, top down: the first row that fits.
#[must_use]
pub fn decide(facts: &Facts) -> Verdict {
    if let Some(verdict) = barred(facts) {
        return verdict;
    }
    match facts.purpose {
        Purpose::Service
        | Purpose::Contract
        | Purpose::Accounting
        | Purpose::Rights
        | Purpose::Claims
        | Purpose::Security => Verdict::allow(Reason::NotMarketing, Reference::NotMarketing),
        Purpose::Marketing | Purpose::Development | Purpose::Relations => {
            stopped(facts).unwrap_or_else(|| by_kind(facts))
        }
        Purpose::Profiling | Purpose::CallVerification | Purpose::CallTraining => {
            Verdict::out_of_scope()
        }
    }
}

/// Rows 0 and 1: what stops every message.
fn barred(facts: &Facts) -> Option<Verdict> {
    if facts.is(Fact::Deceased) {
        Some(Verdict::deny(Reason::Deceased, Reference::Policy))
    } else if facts.is(Fact::Minor) {
        Some(Verdict::deny(Reason::Minor, Reference::Policy))
    } else if facts.is(Fact::Restricted) {
        Some(Verdict::deny(Reason::Restricted, Reference::Restriction))
    } else {
        None
    }
}

/// Rows 3 to 5: what stops marketing, whoever the person is.
fn stopped(facts: &Facts) -> Option<Verdict> {
    let at_company = matches!(facts.kind, Kind::CompanyContact | Kind::CompanyGeneric);
    if facts.objection.is_some() && !facts.consented() {
        Some(Verdict::deny(Reason::Objected, Reference::Objection))
    } else if at_company && facts.is(Fact::CompanyBan) {
        Some(Verdict::deny(Reason::CompanyBan, Reference::Company))
    } else if facts.withdrawn.is_some() && !facts.consented() {
        Some(Verdict::deny(Reason::Withdrawn, Reference::Withdrawal))
    } else {
        None
    }
}

fn by_kind(facts: &Facts) -> Verdict {
    match (facts.kind, facts.channel) {
        (Kind::Consumer | Kind::SoleTrader, channel) => to_natural_person(facts, channel),
        (_, Channel::AutoCall) => Verdict::out_of_scope(),
        (Kind::CompanyContact, Channel::Email | Channel::Sms) => to_contact_in_writing(facts),
        (Kind::CompanyContact | Kind::CompanyGeneric, _) => {
            Verdict::allow(Reason::B2b, Reference::Company)
        }
    }
}

/// Rows 6 to 12: consumers, and sole traders, who are natural persons too (M13).
fn to_natural_person(facts: &Facts, channel: Channel) -> Verdict {
    let consented = facts.consented();
    match channel {
        Channel::Email | Channel::Sms | Channel::AutoCall if consented => {
            Verdict::allow(Reason::Consent, Reference::PriorConsent)
        }
        Channel::Email | Channel::Sms if CUSTOMER_EXCEPTION.iter().all(|it| facts.is(*it)) => {
            Verdict::allow(Reason::Customer, Reference::Customer)
        }
        Channel::Email | Channel::Sms | Channel::AutoCall => {
            Verdict::deny(Reason::NoConsent, Reference::PriorConsent)
        }
        Channel::Phone if facts.kind == Kind::Consumer && facts.is(Fact::MobileSubscription) => {
            if facts.is(Fact::ExplicitRequest) {
                Verdict::allow(Reason::ExplicitRequest, Reference::MobileSubscription)
            } else {
                Verdict::deny(Reason::MobileSubBan, Reference::MobileSubscription)
            }
        }
        Channel::Phone | Channel::Post if consented => {
            Verdict::allow(Reason::Consent, Reference::OptOut)
        }
        Channel::Phone | Channel::Post if facts.is(Fact::Robinson) => {
            Verdict::deny(Reason::Robinson, Reference::Robinson)
        }
        Channel::Phone | Channel::Post => Verdict::allow(Reason::OptOut, Reference::OptOut),
    }
}

/// Rows 14 and 15: a named person's address at work, by e-mail or text message.
fn to_contact_in_writing(facts: &Facts) -> Verdict {
    if facts.is(Fact::WorkRelated) {
        Verdict::allow(Reason::B2bDuties, Reference::Duties)
    } else if facts.consented() {
        Verdict::allow(Reason::Consent, Reference::PriorConsent)
    } else {
        Verdict::deny(Reason::NoConsent, Reference::PriorConsentAtWork)
    }
}
