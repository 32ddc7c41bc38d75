use chrono::{Days, NaiveDate};

use super::chance::Chance;
use super::names::{CITIES, DUTIES, FAMILY, GIVEN, NOTES, OCCASIONS, STREETS, TRADES};
use crate::domain::candidate::{Candidate, CandidateBan, CandidateConsent};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, ImportEvidence};
use crate::domain::field::{Field, Kind};
use crate::domain::person::Digest;
use crate::domain::provenance::{Origin, Purpose, Source};
use crate::domain::time::{Timestamp, When};
use crate::domain::value::canonical;
use crate::text::fold;

/// Fictional people without an end: consumers, contacts of companies, sole traders and addresses of
/// companies, with namesakes and families that share a phone.
#[derive(Debug)]
pub(super) struct People {
    chance: Chance,
    today: NaiveDate,
    made: u64,
    company: Company,
    /// What the next of the same family shares.
    family: Option<Family>,
}

#[derive(Clone, Debug)]
struct Company {
    name: String,
    business_id: Option<String>,
    domain: String,
}

#[derive(Clone, Debug)]
struct Family {
    name: &'static str,
    phone: String,
}

/// The first customer number.
const FIRST: u64 = 10_001;

impl People {
    pub(super) fn new(today: NaiveDate) -> Self {
        let mut chance = Chance::new(20_180_525);
        let company = Company::new(&mut chance);
        Self {
            chance,
            today,
            made: 0,
            company,
            family: None,
        }
    }

    fn person(&mut self) -> Candidate {
        let kind = match self.chance.below(100) {
            0..58 => Kind::Consumer,
            58..88 => Kind::CompanyContact,
            88..95 => Kind::SoleTrader,
            _ => Kind::CompanyGeneric,
        };
        let mut values = Vec::new();
        match kind {
            Kind::Consumer => self.consumer(&mut values),
            Kind::CompanyContact => self.contact(&mut values),
            Kind::SoleTrader => self.sole_trader(&mut values),
            Kind::CompanyGeneric => self.generic(&mut values),
        }
        self.place(&mut values);
        let values = values
            .into_iter()
            .filter_map(|(field, value)| canonical(field, &value).ok().map(|value| (field, value)));
        let number = FIRST + self.made;
        Candidate {
            row: self.made + 1,
            number: Some(number.to_string()),
            record: None,
            kind,
            values: values.collect(),
            source: self.source(),
            bans: self.bans(),
            consents: self.consents(),
            digest: digest(number),
        }
    }

    fn consumer(&mut self, values: &mut Vec<(Field, String)>) {
        let shared = self.family.take().filter(|_| self.chance.percent(60));
        let (given, family) = (*self.chance.one_of(GIVEN), *self.chance.one_of(FAMILY));
        let family = shared.as_ref().map_or(family, |it| it.name);
        let phone = shared.map_or_else(|| self.phone(), |it| it.phone);
        if self.chance.percent(4) {
            self.family = Some(Family {
                name: family,
                phone: phone.clone(),
            });
        }
        name(values, given, family);
        values.push((Field::Phone, phone));
        if self.chance.percent(85) {
            values.push((Field::Email, self.email(given, family, "posti.example")));
        }
        if self.chance.percent(10) {
            values.push((Field::Email, self.email(given, family, "netti.example")));
        }
    }

    fn contact(&mut self, values: &mut Vec<(Field, String)>) {
        if self.chance.percent(40) {
            self.company = Company::new(&mut self.chance);
        }
        let (given, family) = (*self.chance.one_of(GIVEN), *self.chance.one_of(FAMILY));
        name(values, given, family);
        let company = self.company.clone();
        values.push((Field::Email, self.email(given, family, &company.domain)));
        values.push((Field::Phone, self.phone()));
        values.push((Field::Duties, (*self.chance.one_of(DUTIES)).to_owned()));
        company.enter(values);
    }

    fn sole_trader(&mut self, values: &mut Vec<(Field, String)>) {
        let (given, family) = (*self.chance.one_of(GIVEN), *self.chance.one_of(FAMILY));
        let trade = *self.chance.one_of(TRADES);
        name(values, given, family);
        values.push((Field::Phone, self.phone()));
        values.push((Field::Email, self.email(given, family, "yritys.example")));
        let name = format!("Tmi {family} {trade}");
        Company {
            name,
            business_id: business_id(&mut self.chance),
            domain: String::new(),
        }
        .enter(values);
    }

    fn generic(&mut self, values: &mut Vec<(Field, String)>) {
        self.company = Company::new(&mut self.chance);
        let address = *self
            .chance
            .one_of(&["info", "myynti", "toimisto", "asiakaspalvelu"]);
        values.push((Field::Email, format!("{address}@{}", self.company.domain)));
        values.push((Field::Phone, self.phone()));
        self.company.enter(values);
    }

    /// Where somebody lives or works, and the little else that is known.
    fn place(&mut self, values: &mut Vec<(Field, String)>) {
        let (city, postcode) = *self.chance.one_of(CITIES);
        values.push((Field::City, city.to_owned()));
        if self.chance.percent(35) {
            let street = *self.chance.one_of(STREETS);
            values.push((
                Field::Street,
                format!("{street} {}", 1 + self.chance.below(60)),
            ));
            values.push((Field::Postcode, postcode.to_owned()));
        }
        let language = if self.chance.percent(8) { "sv" } else { "fi" };
        values.push((Field::Language, language.to_owned()));
        if self.chance.percent(6) {
            values.push((Field::Note, (*self.chance.one_of(NOTES)).to_owned()));
        }
    }

    fn phone(&mut self) -> String {
        let prefix = *self.chance.one_of(&["040", "041", "044", "045", "050"]);
        format!("{prefix} {:07}", 1_000_000 + self.chance.below(8_999_999))
    }

    fn email(&mut self, given: &str, family: &str, domain: &str) -> String {
        let name = format!("{}.{}", ascii(given), ascii(family));
        if self.chance.percent(55) {
            format!("{name}{}@{domain}", 1 + self.chance.below(98))
        } else {
            format!("{name}@{domain}")
        }
    }

    fn source(&mut self) -> Source {
        match self.chance.below(10) {
            0..4 => Source::of(Origin::Person),
            4 => Source {
                origin: Origin::PublicSource,
                detail: Some("YTJ".to_owned()),
            },
            _ => {
                let occasion = *self.chance.one_of(OCCASIONS);
                Source {
                    origin: Origin::File,
                    detail: Some(occasion.to_owned()),
                }
            }
        }
    }

    fn bans(&mut self) -> Vec<CandidateBan> {
        if !self.chance.percent(7) {
            return Vec::new();
        }
        let all = self.chance.percent(60);
        let channel = (!all).then(|| *self.chance.one_of(Channel::ALL));
        let since = Some(When::Day(self.day()));
        let told = *self
            .chance
            .one_of(&["puhelimessa", "sähköpostitse", "tilaisuudessa"]);
        vec![CandidateBan {
            channel,
            since,
            told: Some(told.to_owned()),
        }]
    }

    fn consents(&mut self) -> Vec<CandidateConsent> {
        if !self.chance.percent(30) {
            return Vec::new();
        }
        let at = When::Day(self.day()).instant();
        let confirmed = Timestamp::from_millis(at.millis() + 120_000);
        let ip = format!("203.0.113.{}", 1 + self.chance.below(250));
        let evidence = ImportEvidence {
            opt_in_at: Some(at),
            opt_in_ip: Some(ip.clone()),
            confirmed_at: Some(confirmed),
            confirmed_ip: Some(ip),
        };
        let state = match self.chance.below(10) {
            0 => ConsentState::Refused,
            1 => ConsentState::Withdrawn,
            _ => ConsentState::Given,
        };
        let channel = *self
            .chance
            .one_of(&[Channel::Email, Channel::Email, Channel::Sms]);
        let purpose = Purpose::Marketing;
        vec![CandidateConsent {
            purpose,
            channel,
            state,
            at: When::Instant(at),
            evidence,
        }]
    }

    /// Returns a day of the last six years.
    fn day(&mut self) -> NaiveDate {
        let ago = Days::new(1 + self.chance.below(2_190));
        self.today.checked_sub_days(ago).unwrap_or(self.today)
    }
}

impl Iterator for People {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let person = self.person();
        self.made += 1;
        Some(person)
    }
}

impl Company {
    fn new(chance: &mut Chance) -> Self {
        let family = *chance.one_of(FAMILY);
        let trade = *chance.one_of(TRADES);
        let form = *chance.one_of(&["Oy", "Oy", "Oy", "Ky", "Oyj", "Osk"]);
        Self {
            name: format!("{family} {trade} {form}"),
            business_id: business_id(chance),
            domain: format!("{}-{}.example", ascii(family), ascii(trade)),
        }
    }

    fn enter(&self, values: &mut Vec<(Field, String)>) {
        values.push((Field::Company, self.name.clone()));
        values.extend(self.business_id.clone().map(|it| (Field::BusinessId, it)));
    }
}

/// Draws numbers until one has a check digit: those whose remainder is 1 have none.
fn business_id(chance: &mut Chance) -> Option<String> {
    const WEIGHTS: [u64; 7] = [7, 9, 10, 5, 8, 4, 2];
    (0..20).find_map(|_| {
        let digits = format!("{:07}", 1_000_000 + chance.below(2_500_000));
        let weighed = digits
            .bytes()
            .zip(WEIGHTS)
            .map(|(digit, weight)| u64::from(digit - b'0') * weight);
        match weighed.sum::<u64>() % 11 {
            0 => Some(format!("{digits}-0")),
            1 => None,
            rest => Some(format!("{digits}-{}", 11 - rest)),
        }
    })
}

fn name(values: &mut Vec<(Field, String)>, given: &str, family: &str) {
    values.push((Field::Given, given.to_owned()));
    values.push((Field::Family, family.to_owned()));
}

fn ascii(name: &str) -> String {
    fold(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

fn digest(number: u64) -> Digest {
    u128::from(number).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_passes_its_rule_and_the_people_are_the_same_every_time() {
        let today = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        let people: Vec<Candidate> = People::new(today).take(500).collect();
        assert_eq!(people, People::new(today).take(500).collect::<Vec<_>>());
        for person in &people {
            let has = |field| person.values_of(field).next().is_some();
            assert!(has(Field::Phone) && has(Field::City), "{person:?}");
            let named = person.kind != Kind::CompanyGeneric;
            assert_eq!(has(Field::Family), named, "{person:?}");
            assert_eq!(
                has(Field::BusinessId),
                person.kind != Kind::Consumer,
                "{person:?}"
            );
        }
        assert!(people.iter().any(|it| !it.bans.is_empty()));
        assert!(people.iter().any(|it| !it.consents.is_empty()));
    }
}
