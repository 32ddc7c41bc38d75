use rainmaker::contract::{Card, Matched, PossibleDuplicate, Reply, Row, Verdicts};
use rainmaker::domain::ban::Ban;
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentEvent, ConsentState, ImportEvidence, Method, Recorder};
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::id::ActId;
use rainmaker::domain::marketing::{Answer, Reason, Reference, Verdict};
use rainmaker::domain::person::{Attribute, Datum};
use rainmaker::domain::provenance::{Basis, Origin, Provenance, Purpose, Source};
use rainmaker::domain::time::{Timestamp, When};

use super::harness::Harness;

/// An open person on the screen, `card` held.
pub(crate) fn opened(width: u16, height: u16, card: Card) -> Harness {
    let mut h = Harness::at_lookup(width, height);
    h.press("il").reply(found(namesakes())).press("\n");
    h.reply(Reply::Person(Box::new(card)));
    h
}

pub(crate) fn found(rows: Vec<Row>) -> Reply {
    let total = rows.len();
    Reply::Found { rows, total }
}

/// Three namesakes and one ban.
pub(crate) fn namesakes() -> Vec<Row> {
    let mut banned = row("1043", "Ilkka Virtanen");
    banned.city = Some("Oulu".into());
    banned.company = None;
    banned.phone_tail = Some("1122".into());
    banned.banned = true;
    banned.verdicts = verdicts(Answer::Deny, Reason::Objected);
    let mut by_mail = row("1077", "Ilkka Virtanen");
    by_mail.kind = Kind::SoleTrader;
    by_mail.company = Some("Tmi Virtanen".into());
    by_mail.city = Some("Turku".into());
    by_mail.matched = Some(Matched {
        field: "email".into(),
        value: "ilkka.virtanen@sahanen.example".into(),
        positions: vec![0, 1],
    });
    let mut rows = vec![
        row("1042", "Ilkka Virtanen"),
        banned,
        by_mail,
        row("1101", "Ilta Aalto"),
    ];
    for (index, row) in rows.iter_mut().take(3).enumerate() {
        row.namesake = Some((index + 1, 3));
    }
    rows
}

pub(crate) fn row(number: &str, name: &str) -> Row {
    Row {
        number: number.into(),
        kind: Kind::Consumer,
        name: name.into(),
        company: Some("Sahanen Oy".into()),
        city: Some("Tampere".into()),
        phone_tail: Some("4567".into()),
        matched: Some(Matched {
            field: "name".into(),
            value: name.into(),
            positions: vec![0, 1],
        }),
        score: 100,
        banned: false,
        verdicts: mixed(),
        namesake: None,
    }
}

pub(crate) fn verdicts(answer: Answer, reason: Reason) -> Verdicts {
    let verdict = Verdict {
        answer,
        reason,
        reference: Reference::Policy,
    };
    Channel::ALL.iter().map(|it| (*it, verdict)).collect()
}

/// As for a consumer with a consent for e-mail.
pub(crate) fn mixed() -> Verdicts {
    let of = |channel| match channel {
        Channel::Email => (Answer::Allow, Reason::Consent),
        Channel::Sms | Channel::AutoCall => (Answer::Deny, Reason::NoConsent),
        Channel::Phone | Channel::Post => (Answer::Allow, Reason::OptOut),
    };
    let verdict = |channel| {
        let (answer, reason) = of(channel);
        Verdict {
            answer,
            reason,
            reference: Reference::Policy,
        }
    };
    Channel::ALL.iter().map(|it| (*it, verdict(*it))).collect()
}

pub(crate) fn day(text: &str) -> When {
    text.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> Timestamp {
    match text.parse().unwrap() {
        When::Instant(instant) => instant,
        When::Day(_) => panic!("{text} is a day"),
    }
}

pub(crate) fn datum(field: Field, value: &str) -> Datum {
    Datum {
        field,
        value: value.into(),
        provenance: Provenance {
            source: Source {
                origin: Origin::File,
                detail: Some("old CRM".into()),
            },
            date: day("2023-02-25").day(),
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        },
        from: None,
    }
}

pub(crate) fn card() -> Card {
    Card {
        number: "1042".into(),
        version: 7,
        kind: Kind::Consumer,
        name: "Ilkka Virtanen".into(),
        data: vec![
            datum(Field::Given, "Ilkka"),
            datum(Field::Family, "Virtanen"),
            datum(Field::Email, "ilkka.virtanen@sahanen.example"),
            datum(Field::Phone, "+358401234567"),
            datum(Field::City, "Tampere"),
            datum(Field::Company, "Sahanen Oy"),
        ],
        bans: Vec::new(),
        consents: vec![consent(Channel::Email)],
        attributes: vec![Attribute {
            name: "interest".into(),
            value: "saunas".into(),
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            date: day("2024-02-01").day(),
        }],
        verdicts: mixed(),
        stopped_addresses: Vec::new(),
        merged_numbers: Vec::new(),
        possible_duplicates: vec![PossibleDuplicate {
            number: "1042".into(),
            name: "Ilkka Virtanen".into(),
            other_number: "1043".into(),
            other_name: "Ilkka Virtanen".into(),
            why: "shared".into(),
        }],
        undo: Some(ActId(12)),
    }
}

pub(crate) fn banned_card() -> Card {
    Card {
        bans: vec![Ban {
            channel: None,
            since: day("2024-03-12"),
            told: Some("phone".into()),
            reason: None,
            from_suppression: false,
            lifted: None,
            from: None,
        }],
        verdicts: verdicts(Answer::Deny, Reason::Objected),
        undo: None,
        ..card()
    }
}

pub(crate) fn consent(channel: Channel) -> ConsentEvent {
    ConsentEvent {
        purpose: Purpose::Marketing,
        channel,
        state: ConsentState::Given,
        at: day("2024-02-01"),
        method: Method::Import,
        reference: None,
        evidence: Some(ImportEvidence {
            opt_in_at: Some(instant("2024-02-01T10:00:00Z")),
            opt_in_ip: Some("192.0.2.7".into()),
            confirmed_at: None,
            confirmed_ip: None,
        }),
        words: None,
        recorder: Recorder::Import,
        recorded_by: "kaisa".into(),
        recorded_at: instant("2024-02-02T08:00:00Z"),
        annuls: None,
        from: None,
    }
}

pub(crate) fn done() -> Reply {
    Reply::Done {
        number: "1042".into(),
        act: ActId(13),
    }
}
