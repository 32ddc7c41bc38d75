use rainmaker::contract::{
    BanOrder, ConsentOrder, Correction, CorrectionField, CorrectionKind, ErasureOrder, Pass,
    Request,
};
use rainmaker::domain::audit::ErasureGround;
use rainmaker::domain::candidate::{Candidate, CandidateBan, CandidateConsent};
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, ImportEvidence, Method, Words};
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::id::ActId;
use rainmaker::domain::person::SourceRecord;
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};
use rainmaker::domain::time::{Timestamp, When};

use super::super::register::Dice;
use super::World;

/// People whom a script keeps around.
const MOST_PEOPLE: usize = 14;

/// Writes requests at random, each fit for the world as it stands, most of them granted.
#[derive(Clone)]
pub(in crate::faults) struct Script {
    dice: Dice,
    written: usize,
    /// A small town: its people share addresses.
    pub(in crate::faults) addresses: Vec<String>,
    rows: Vec<Candidate>,
}

impl Script {
    pub(in crate::faults) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut addresses: Vec<String> = (0..12)
            .map(|_| format!("+35840{:07}", dice.below(9_000_000) + 1_000_000))
            .collect();
        addresses.extend((0..12).map(|_| format!("{}@example.fi", word(&mut dice))));
        Self {
            dice,
            written: 0,
            addresses,
            rows: Vec::new(),
        }
    }

    pub(in crate::faults) fn next(&mut self, world: &World, now: Timestamp) -> Request {
        self.written += 1;
        let numbers = world.numbers();
        if numbers.len() < 3 {
            return self.add();
        }
        let number = self.dice.pick(&numbers).clone();
        match self.dice.below(100) {
            _ if numbers.len() > MOST_PEOPLE => self.erase(&numbers),
            0..14 => self.add(),
            14..32 => self.correct(number, world),
            32..42 => self.ban(number, now),
            42..48 => self.lift(number),
            48..62 => self.consent(number),
            62..71 => self.attribute(number),
            71..77 => self.erase(&numbers),
            77..82 => self.import(&numbers, now),
            82..85 => self.ban_address(now),
            85..88 => self.forget_suppressions(),
            88..91 => Request::Merge {
                stays: number,
                goes: self.dice.pick(&numbers).clone(),
                reason: "the same voice".to_owned(),
            },
            91..95 => self.separate(world).unwrap_or_else(|| self.add()),
            _ => self.undo(world),
        }
    }

    /// Something that may be undone, or one of the last acts, whatever it was.
    fn undo(&mut self, world: &World) -> Request {
        // A session remembers its last hundred acts.
        let last: Vec<ActId> = world
            .undoable()
            .filter(|it| it.0 + 90 > world.acts)
            .collect();
        let act = if last.is_empty() || self.dice.one_in(4) {
            ActId(world.acts - self.dice.below(3) as u64)
        } else {
            *self.dice.pick(&last)
        };
        Request::Undo { act }
    }

    fn text(&mut self) -> String {
        word(&mut self.dice)
    }

    fn address(&mut self) -> String {
        self.dice.pick(&self.addresses).clone()
    }

    fn reach(&mut self) -> (Field, String) {
        let address = self.address();
        let email = address.contains('@');
        (if email { Field::Email } else { Field::Phone }, address)
    }

    fn values(&mut self) -> Vec<(Field, String)> {
        let mut values = vec![(Field::Family, self.text())];
        if self.dice.one_in(2) {
            values.push((Field::Given, self.text()));
        }
        values.push(self.reach());
        if self.dice.one_in(3) {
            values.push((Field::Company, self.text()));
            values.push((Field::City, self.text()));
        }
        if self.dice.one_in(4) {
            values.push((Field::Street, format!("{} 1", self.text())));
            values.push((Field::Postcode, "00100".to_owned()));
        }
        if self.dice.one_in(6) {
            values.push((
                Field::Note,
                "muista soittaa\n".repeat(self.dice.below(300)) + "x",
            ));
        }
        values
    }

    fn source(&mut self) -> Source {
        Source {
            origin: *self.dice.pick(Origin::ALL),
            detail: self.dice.one_in(2).then(|| self.text()),
        }
    }

    fn given_number(&mut self) -> String {
        format!("K-{}", self.written)
    }

    fn add(&mut self) -> Request {
        Request::Add {
            number: self.dice.one_in(3).then(|| self.given_number()),
            kind: None,
            values: self.values(),
            source: self.source(),
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        }
    }

    fn correct(&mut self, number: String, world: &World) -> Request {
        let person = &world.people[&world.holder(&number).unwrap()];
        let (field, value) = match self.dice.below(6) {
            0 => (CorrectionField::Number, self.given_number()),
            1 => (
                CorrectionField::Kind,
                self.dice.pick(Kind::ALL).code().to_owned(),
            ),
            2 => (CorrectionField::Value(Field::City), self.text()),
            3 => (CorrectionField::Value(Field::Family), self.text()),
            _ => {
                let (field, value) = self.reach();
                (CorrectionField::Value(field), value)
            }
        };
        let kinds = [
            CorrectionKind::Replace,
            CorrectionKind::Add,
            CorrectionKind::Remove,
        ];
        let free = matches!(field, CorrectionField::Value(field) if field != Field::Family);
        let kind = if free {
            *self.dice.pick(&kinds)
        } else {
            CorrectionKind::Replace
        };
        let stale = self.dice.one_in(8);
        Request::Correct {
            version: Some(person.version - u64::from(stale)),
            number,
            corrections: vec![Correction { field, kind, value }],
            source: self.source(),
            purpose: Purpose::Contract,
            basis: Basis::Contract,
        }
    }

    fn order(&mut self, now: Timestamp) -> BanOrder {
        let channels = if self.dice.one_in(3) {
            Vec::new()
        } else {
            vec![*self.dice.pick(Channel::ALL)]
        };
        let day = self.dice.one_in(4).then(|| When::Day(now.local_day()));
        BanOrder {
            channels,
            since: day,
            told: self.dice.one_in(2).then(|| self.text()),
            reason: self.dice.one_in(5).then(|| self.text()),
        }
    }

    fn ban(&mut self, number: String, now: Timestamp) -> Request {
        let order = self.order(now);
        Request::Ban { number, order }
    }

    fn lift(&mut self, number: String) -> Request {
        let all = self.dice.one_in(2);
        Request::LiftBan {
            number,
            channels: if all {
                Vec::new()
            } else {
                vec![*self.dice.pick(Channel::ALL)]
            },
            reason: self.text(),
        }
    }

    fn purpose(&mut self) -> (Purpose, Channel) {
        let purposes = [Purpose::Marketing, Purpose::Profiling];
        let channels = [Channel::Email, Channel::Sms];
        (*self.dice.pick(&purposes), *self.dice.pick(&channels))
    }

    fn consent(&mut self, number: String) -> Request {
        let (purpose, channel) = self.purpose();
        let states = [
            ConsentState::Given,
            ConsentState::Given,
            ConsentState::Refused,
            ConsentState::Withdrawn,
        ];
        let words = self.dice.one_in(3).then(|| Words {
            text: Some(self.text()),
            digest: "ab".repeat(32),
            language: Some("fi".to_owned()),
        });
        let order = ConsentOrder {
            purpose,
            channel,
            state: *self.dice.pick(&states),
            at: None,
            method: *self.dice.pick(Method::ALL),
            reference: self.dice.one_in(2).then(|| self.text()),
            words,
        };
        Request::RecordConsent { number, order }
    }

    fn attribute(&mut self, number: String) -> Request {
        let (purpose, channel) = self.purpose();
        let name = self.dice.pick(&["hobby", "size", "budget"]).to_string();
        if self.dice.one_in(4) {
            return Request::RemoveAttribute {
                number,
                name,
                purpose,
                channel,
            };
        }
        Request::SetAttribute {
            number,
            name,
            value: self.text(),
            purpose,
            channel,
        }
    }

    fn erase(&mut self, numbers: &[String]) -> Request {
        let number = self.dice.pick(numbers).clone();
        Request::Erase(ErasureOrder {
            confirmation: number.clone(),
            number,
            ground: ErasureGround::Request,
        })
    }

    fn forget_suppressions(&mut self) -> Request {
        let address = self.address();
        Request::ForgetSuppression { address }
    }

    fn ban_address(&mut self, now: Timestamp) -> Request {
        let address = self.address();
        let order = self.order(now);
        Request::BanAddress { address, order }
    }

    fn separate(&mut self, world: &World) -> Option<Request> {
        let merged: Vec<_> = world
            .people
            .values()
            .filter(|it| it.merged_into.is_some())
            .collect();
        if merged.is_empty() {
            return None;
        }
        let number = self.dice.pick(&merged).number.clone();
        let reason = "two after all".to_owned();
        Some(Request::Separate { number, reason })
    }

    fn import(&mut self, numbers: &[String], now: Timestamp) -> Request {
        let many = self.dice.below(6) + 1;
        let candidates = (0..many).map(|_| self.row(numbers, now)).collect();
        Request::Import {
            import: 1,
            pass: Pass::Apply,
            candidates,
        }
    }

    fn row(&mut self, numbers: &[String], now: Timestamp) -> Candidate {
        if self.dice.one_in(4) && !self.rows.is_empty() {
            return self.dice.pick(&self.rows).clone();
        }
        self.written += 1;
        let number = match self.dice.below(3) {
            0 => Some(self.dice.pick(numbers).clone()),
            1 => Some(self.given_number()),
            _ => None,
        };
        let record = self.dice.one_in(2).then(|| SourceRecord {
            profile: "old".to_owned(),
            record: self.written.to_string(),
        });
        let ban = self.dice.one_in(4).then(|| CandidateBan {
            channel: Some(*self.dice.pick(Channel::ALL)),
            since: self.dice.one_in(2).then(|| When::Day(now.local_day())),
            told: Some("list".to_owned()),
        });
        let consent = self.dice.one_in(4).then(|| CandidateConsent {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            state: ConsentState::Given,
            at: When::Day(now.local_day()),
            evidence: ImportEvidence {
                opt_in_ip: Some("192.0.2.7".to_owned()),
                ..ImportEvidence::default()
            },
        });
        let mut digest = [0; 16];
        digest[..8].copy_from_slice(&self.dice.next().to_be_bytes());
        let row = Candidate {
            row: self.written as u64,
            number,
            record,
            kind: Kind::Consumer,
            values: self.values(),
            source: self.source(),
            bans: ban.into_iter().collect(),
            consents: consent.into_iter().collect(),
            digest,
        };
        self.rows.push(row.clone());
        row
    }
}

/// Ten letters: no two of them differ by a typing error only.
fn word(dice: &mut Dice) -> String {
    let letters = b"aeioukltmnprsvyhj";
    (0..10).map(|_| char::from(*dice.pick(letters))).collect()
}
