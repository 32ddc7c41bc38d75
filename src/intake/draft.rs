use super::cell;
use super::digest;
use super::headings::Target;
use super::kind;
use super::layout::Column;
use super::names;
use super::names::Order;
use super::origin;
use super::reason::Note;
use super::reason::Reason;
use super::row::Reading;
use super::row::Row;
use crate::domain::candidate::Candidate;
use crate::domain::candidate::CandidateBan;
use crate::domain::candidate::CandidateConsent;
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentState;
use crate::domain::consent::ImportEvidence;
use crate::domain::field::Field;
use crate::domain::field::Kind;
use crate::domain::hetu::contains_hetu;
use crate::domain::person::Digest;
use crate::domain::person::SourceRecord;
use crate::domain::provenance::Purpose;
use crate::domain::provenance::Source;
use crate::domain::time::Timestamp;
use crate::domain::time::When;
use crate::domain::value;
use crate::text;

/// The longest text of a cell that is no field of a person, in characters.
const TEXT_LIMIT: usize = 320;

/// A row on its way to a candidate.
pub(super) struct Draft<'a> {
    reading: &'a Reading,
    number: Option<String>,
    record: Option<String>,
    kind: Option<Kind>,
    full_name: Option<(&'a str, String)>,
    values: Vec<(Field, String)>,
    bans: Vec<CandidateBan>,
    consents: Vec<(Channel, When)>,
    withdrawn: Option<When>,
    proof: ImportEvidence,
    source: Option<Source>,
    /// An e-mail or a phone was given and is wrong.
    refused_address: bool,
    /// Each with the heading of its cell.
    reasons: Vec<(String, Reason)>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(reading: &'a Reading) -> Self {
        Self {
            reading,
            number: None,
            record: None,
            kind: None,
            full_name: None,
            values: Vec::new(),
            bans: Vec::new(),
            consents: Vec::new(),
            withdrawn: None,
            proof: ImportEvidence::default(),
            source: None,
            refused_address: false,
            reasons: Vec::new(),
        }
    }

    /// Takes in what one cell says.
    pub(super) fn take(&mut self, column: &'a Column, said: &str) {
        let heading = column.heading.as_str();
        match column.target {
            None | Some(Target::Ignore) => {}
            // These are taken whatever stands in the cell: the safe reading is a ban.
            Some(Target::Ban(channel)) => self.take_ban(heading, channel, said),
            Some(Target::UnsubscribedAt) => self.take_unsubscribing(heading, said),
            // These check for themselves that they take no personal identity code.
            Some(Target::Value(field)) => self.take_value(heading, field, said),
            Some(Target::Number) => self.take_number(heading, said),
            Some(_) if contains_hetu(said) => self.note(heading, Reason::Hetu),
            Some(target) => self.take_text(heading, target, said),
        }
    }

    fn take_text(&mut self, heading: &'a str, target: Target, said: &str) {
        match target {
            Target::FullName if self.full_name.is_none() => {
                self.full_name = Some((heading, said.to_owned()));
            }
            Target::Kind => match kind::parse(said) {
                Some(kind) => self.kind = Some(kind),
                None => self.note(heading, Reason::Kind),
            },
            Target::Consent(channel) => self.take_consent(heading, channel, said),
            Target::OptInTime => self.proof.opt_in_at = self.instant(heading, said),
            Target::ConfirmTime => self.proof.confirmed_at = self.instant(heading, said),
            _ if said.chars().count() > TEXT_LIMIT => self.note(heading, Reason::TooLong),
            Target::Source => self.source = Some(origin::of_cell(said, &self.reading.source)),
            Target::Record => self.record = Some(cell::whole_number(said).to_owned()),
            Target::OptInIp => self.proof.opt_in_ip = Some(said.to_owned()),
            Target::ConfirmIp => self.proof.confirmed_ip = Some(said.to_owned()),
            _ => {}
        }
    }

    pub(super) fn note(&mut self, heading: &str, reason: Reason) {
        self.reasons.push((heading.to_owned(), reason));
    }

    fn take_ban(&mut self, heading: &str, channel: Option<Channel>, said: &str) {
        match cell::yes_or_no(said) {
            Some(false) => return,
            Some(true) => {}
            None if contains_hetu(said) => self.note(heading, Reason::Hetu),
            None if cell::when(said).is_some() => {}
            None => self.note(heading, Reason::UnclearBan),
        }
        self.bans.push(CandidateBan {
            channel,
            since: cell::when(said),
            told: None,
        });
    }

    /// Whoever unsubscribed objected, and withdrew what consent there was.
    fn take_unsubscribing(&mut self, heading: &str, said: &str) {
        self.withdrawn = self.instant(heading, said).map(When::Instant);
        let told = self.reading.layout.profile.program().map(str::to_owned);
        let channel = Some(Channel::Email);
        self.bans.push(CandidateBan {
            channel,
            since: self.withdrawn,
            told,
        });
    }

    fn take_consent(&mut self, heading: &str, channel: Channel, said: &str) {
        match (cell::when(said), cell::yes_or_no(said)) {
            (Some(at), _) => self.consents.push((channel, at)),
            (None, Some(true)) => self.note(heading, Reason::ConsentWithoutDay),
            (None, Some(false)) => {}
            (None, None) => self.note(heading, Reason::Day),
        }
    }

    fn take_value(&mut self, heading: &str, field: Field, said: &str) {
        if field == Field::Phone && cell::is_cut_number(said) {
            self.refused_address = true;
            return self.note(heading, Reason::CutNumber);
        }
        let said = match field {
            Field::Phone | Field::Postcode => cell::whole_number(said).to_owned(),
            Field::Given | Field::Family => names::proper_case(said),
            Field::Language => language(said).map_or_else(|| said.to_owned(), str::to_owned),
            _ => said.to_owned(),
        };
        match value::canonical(field, &said) {
            Ok(value) => self.add(heading, field, value),
            Err(why) => {
                self.refused_address |= matches!(field, Field::Email | Field::Phone);
                self.note(heading, Reason::Value(why));
            }
        }
    }

    fn add(&mut self, heading: &str, field: Field, value: String) {
        let added = (field, value);
        if self.values.contains(&added) {
            return;
        }
        if self.has(field) && !field.repeats() {
            self.note(heading, Reason::SecondValue);
        } else {
            self.values.push(added);
        }
    }

    fn take_number(&mut self, heading: &str, said: &str) {
        match value::customer_number(cell::whole_number(said)) {
            Ok(number) if self.number.as_ref().is_some_and(|it| *it != number) => {
                self.note(heading, Reason::SecondValue);
            }
            Ok(number) => self.number = Some(number),
            Err(why) => self.note(heading, Reason::Value(why)),
        }
    }

    fn instant(&mut self, heading: &str, said: &str) -> Option<Timestamp> {
        let at = cell::utc(said).map(When::instant);
        if at.is_none() {
            self.note(heading, Reason::Day);
        }
        at
    }

    fn has(&self, field: Field) -> bool {
        self.values.iter().any(|(it, _)| *it == field)
    }

    fn is_named(&self) -> bool {
        self.has(Field::Given) || self.has(Field::Family)
    }

    /// Columns of their own go before a full name.
    pub(super) fn split_full_name(&mut self) {
        let Some((heading, full)) = self.full_name.take() else {
            return;
        };
        if self.is_named() {
            return;
        }
        if kind::is_company_name(&full) && !self.has(Field::Company) {
            return self.take_value(heading, Field::Company, &full);
        }
        let name = self.reading.names.split(&full);
        for (field, part) in [(Field::Given, &name.given), (Field::Family, &name.family)] {
            if !part.is_empty() {
                self.take_value(heading, field, part);
            }
        }
        if name.order == Order::Unsure && self.is_named() {
            self.note(heading, Reason::NameOrder);
        }
    }

    /// Tells whether the register could recognise the person again, or at least reach them.
    ///
    /// A name or a company alone is not enough where an address was given and is wrong, nor is a bare
    /// name in a list that has columns for addresses.
    pub(super) fn is_somebody(&self) -> bool {
        let named = self.is_named();
        let reached = self.has(Field::Email)
            || self.has(Field::Phone)
            || (named || self.has(Field::Company)) && self.has(Field::Street);
        if reached || self.is_numbered() || self.refused_address {
            return reached || self.is_numbered();
        }
        self.has(Field::Company) || named && !self.reading.layout.has_addresses()
    }

    /// Tells whether the row says anything of somebody whom it names by a number.
    fn is_numbered(&self) -> bool {
        let numbered = self.number.is_some() || self.record.is_some();
        let silent = self.values.is_empty() && self.bans.is_empty() && self.consents.is_empty();
        numbered && !silent
    }

    /// Returns why the row does not come in.
    pub(super) fn refusal(mut self) -> Vec<(String, Reason)> {
        self.reasons
            .retain(|(_, reason)| *reason != Reason::NameOrder);
        if !self.refused_address {
            self.note("", Reason::Nobody);
        }
        self.reasons
    }

    /// Makes the candidate of what the row said.
    pub(super) fn candidate(mut self, row: u64) -> Row {
        let profile = self.reading.layout.profile.record_profile();
        let record = self.record.take().map(|record| SourceRecord {
            profile: profile.to_owned(),
            record,
        });
        let consents = self.consents();
        self.values.sort_by_key(|(field, _)| *field);
        let mut candidate = Candidate {
            row,
            number: self.number.take(),
            record,
            kind: self.kind.unwrap_or_else(|| self.likely_kind()),
            values: std::mem::take(&mut self.values),
            source: self
                .source
                .take()
                .unwrap_or_else(|| self.reading.source.clone()),
            bans: std::mem::take(&mut self.bans),
            consents,
            digest: Digest::default(),
        };
        candidate.digest = digest::of(&candidate);
        let notes = self.reasons.into_iter();
        let notes = notes
            .map(|(column, reason)| Note {
                row,
                column,
                reason,
            })
            .collect();
        Row::Candidate(Box::new(candidate), notes)
    }

    /// Who opted in consented, and who left after that withdrew: the withdrawal keeps the consent
    /// from coming to life again if staff lift the ban.
    fn consents(&mut self) -> Vec<CandidateConsent> {
        let event = |channel, state, at, evidence| CandidateConsent {
            purpose: Purpose::Marketing,
            channel,
            state,
            at,
            evidence,
        };
        let dated = std::mem::take(&mut self.consents).into_iter();
        let mut consents: Vec<CandidateConsent> = dated
            .map(|(channel, at)| event(channel, ConsentState::Given, at, ImportEvidence::default()))
            .collect();
        let proof = std::mem::take(&mut self.proof);
        if let Some(at) = proof.opt_in_at.or(proof.confirmed_at) {
            let at = When::Instant(at);
            consents.push(event(Channel::Email, ConsentState::Given, at, proof));
        }
        if let Some(at) = self.withdrawn {
            let proof = ImportEvidence::default();
            consents.push(event(Channel::Email, ConsentState::Withdrawn, at, proof));
        }
        consents
    }

    fn likely_kind(&self) -> Kind {
        let company = self
            .values
            .iter()
            .find(|(field, _)| *field == Field::Company);
        let company = company.map(|(_, company)| company.as_str());
        // A business ID alone is a company, too, though its name is not known.
        let company = company.or_else(|| self.has(Field::BusinessId).then_some(""));
        Kind::of(company, self.is_named())
    }
}

fn language(said: &str) -> Option<&'static str> {
    Some(match text::fold(said).as_str() {
        "suomi" | "finnish" | "finska" | "fin" | "fi-fi" => "fi",
        "ruotsi" | "swedish" | "svenska" | "swe" | "sv-fi" | "sv-se" => "sv",
        "englanti" | "english" | "engelska" | "eng" | "en-gb" | "en-us" => "en",
        _ => return None,
    })
}
