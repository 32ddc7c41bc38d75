use super::headings::Target;
use super::headings::key;

/// A program whose files are known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Profile {
    /// A list that somebody keeps by hand, in a spreadsheet or elsewhere.
    Plain,
    MailchimpSubscribed,
    MailchimpUnsubscribed,
    /// Addresses that bounced: neither consent nor ban.
    MailchimpCleaned,
    /// Contacts who never opted in: neither consent nor ban.
    MailchimpNonsubscribed,
    HubSpot,
}

/// Columns that are about the program or its guesses and not about the person. `Marketing contact
/// status` is one: it is a matter of the bill (RULES W4).
const HUBSPOT_IGNORED: &str = "primaryassociatedcompanyid associatedcompanyid associatedcompanyids lastactivitydate \
    createdate marketingcontactstatus";

const MAILCHIMP_IGNORED: &str = "memberrating latitude longitude gmtoff dstoff timezone cc region lastchanged euid \
    unsubcampaigntitle unsubcampaignid unsubreason unsubreasonother cleantime \
    cleancampaigntitle cleancampaignid";

impl Profile {
    pub const ALL: &'static [Self] = &[
        Self::Plain,
        Self::MailchimpSubscribed,
        Self::MailchimpUnsubscribed,
        Self::MailchimpCleaned,
        Self::MailchimpNonsubscribed,
        Self::HubSpot,
    ];

    /// Returns the name that `--profile` takes and reports give.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::MailchimpSubscribed => "mailchimp-subscribed",
            Self::MailchimpUnsubscribed => "mailchimp-unsubscribed",
            Self::MailchimpCleaned => "mailchimp-cleaned",
            Self::MailchimpNonsubscribed => "mailchimp-nonsubscribed",
            Self::HubSpot => "hubspot",
        }
    }

    /// Finds the profile of a name; `excel` is another word for `plain`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = if name == "excel" { "plain" } else { name };
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// Recognises the program by columns that no other writes together.
    pub(super) fn of_headings(headings: &[String]) -> Self {
        let keys: Vec<String> = headings.iter().map(|it| key(it)).collect();
        let has = |name: &str| keys.iter().any(|it| it == name);
        if has("leid") && has("euid") {
            if has("unsubtime") {
                Self::MailchimpUnsubscribed
            } else if has("cleantime") {
                Self::MailchimpCleaned
            } else {
                Self::MailchimpSubscribed
            }
        } else if has("recordid") && (has("marketingcontactstatus") || has("leadstatus")) {
            Self::HubSpot
        } else {
            Self::Plain
        }
    }

    /// Returns what the program calls itself in the source of its values.
    pub(super) fn program(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::HubSpot => Some("HubSpot"),
            _ => Some("Mailchimp"),
        }
    }

    /// Returns whose record numbers they are: those of one program name the same person in all its
    /// files.
    pub(super) fn record_profile(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::HubSpot => "hubspot",
            _ => "mailchimp",
        }
    }

    /// Returns what a column means here and nowhere else.
    pub(super) fn target(self, heading: &str) -> Option<Target> {
        let key = key(heading);
        match self {
            Self::Plain => None,
            Self::HubSpot if key == "recordid" => Some(Target::Record),
            Self::HubSpot => ignored(HUBSPOT_IGNORED, &key),
            _ => self.mailchimp(&key),
        }
    }

    fn mailchimp(self, key: &str) -> Option<Target> {
        let consents = matches!(
            self,
            Self::MailchimpSubscribed | Self::MailchimpUnsubscribed
        );
        let proof = |target| Some(if consents { target } else { Target::Ignore });
        match key {
            "leid" => Some(Target::Record),
            "optintime" => proof(Target::OptInTime),
            "optinip" => proof(Target::OptInIp),
            "confirmtime" => proof(Target::ConfirmTime),
            "confirmip" => proof(Target::ConfirmIp),
            "unsubtime" => Some(Target::UnsubscribedAt),
            _ => ignored(MAILCHIMP_IGNORED, key),
        }
    }
}

fn ignored(list: &str, key: &str) -> Option<Target> {
    let listed = list.split_whitespace().any(|it| it == key);
    listed.then_some(Target::Ignore)
}
