use std::path::Path;

use super::desk::Desk;
use crate::contract::{Correction, CorrectionField, CorrectionKind, FaultCode, Pass, Request};
use crate::domain::candidate::Candidate;
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentState;
use crate::domain::field::{Field, Kind};
use crate::domain::marketing::{Answer, Reason};
use crate::domain::provenance::{Basis, Origin, Purpose, Source};
use crate::intake::{Options, Reader, Row};

pub(super) fn rows(bytes: &[u8]) -> Vec<Candidate> {
    let reader = Reader::open(bytes, &Options::default()).unwrap();
    reader
        .filter_map(|row| match row.unwrap() {
            Row::Candidate(candidate, _) => Some(*candidate),
            Row::Reject(_) => None,
        })
        .collect()
}

fn sample(name: &str) -> Vec<Candidate> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    rows(&std::fs::read(path).unwrap())
}

#[test]
fn the_sample_lists_come_in_once_and_change_nobody_the_second_time() {
    let mut desk = Desk::new();
    let all: Vec<Candidate> = [
        "asiakkaat.csv",
        "contacts.csv",
        "subscribed_members_export.csv",
        "unsubscribed_members_export.csv",
        "hubspot-crm-exports-all-contacts.csv",
    ]
    .iter()
    .flat_map(|it| sample(it))
    .collect();
    let rehearsed = desk.import(Pass::Rehearse, &all);
    let applied = desk.import(Pass::Apply, &all);
    assert_eq!(rehearsed, applied);
    let rows = applied.created + applied.merged + applied.unchanged + applied.unsure;
    assert_eq!(rows, all.len() as u64, "{applied:?}");
    let again = desk.import(Pass::Apply, &all);
    assert_eq!(
        (again.created, again.merged, again.unsure, again.bans),
        (0, 0, 0, 0),
        "{again:?}"
    );
    assert_eq!(again.unchanged, all.len() as u64);
}

#[test]
fn different_people_of_one_e_mail_stay_different() {
    let mut desk = Desk::new();
    let list = sample("asiakkaat.csv");
    let counts = desk.import(Pass::Apply, &list);
    assert_eq!(counts.merged, 0, "{counts:?}");
    assert_eq!(counts.created + counts.unsure, 3000);
    for row in list.iter().take(50) {
        let card = desk.card(row.number.as_ref().unwrap());
        assert_eq!(
            card.value(Field::Family),
            row.values_of(Field::Family).next()
        );
    }
}

#[test]
fn somebody_banned_and_erased_comes_back_banned_by_phone_or_by_e_mail_alone() {
    for list in [
        "Name;Phone\nIlkka Aho;040 123 4567\n",
        "Name;Email\nIlkka Aho;I.Aho@example.com\n",
    ] {
        let mut desk = Desk::new();
        let number = desk.add(&[
            (Field::Given, "Ilkka"),
            (Field::Family, "Aho"),
            (Field::Email, "i.aho@example.com"),
            (Field::Phone, "+358401234567"),
        ]);
        desk.ban(&number);
        desk.erase(&number);
        assert_eq!(desk.found("aho"), [""; 0]);
        let counts = desk.import(Pass::Apply, &rows(list.as_bytes()));
        assert_eq!((counts.created, counts.bans), (1, 1));
        let back = desk.found("aho").remove(0);
        assert_eq!(
            desk.answer(&back, Channel::Post),
            (Answer::Deny, Reason::Objected)
        );
        let lift = Request::LiftBan {
            number: back.clone(),
            channels: Vec::new(),
            reason: "told so".to_owned(),
        };
        assert_eq!(
            desk.ask(lift).unwrap_err().code,
            FaultCode::SuppressionStands
        );
        desk.consent(&back, Channel::Email, ConsentState::Given);
        assert_eq!(
            desk.answer(&back, Channel::Email),
            (Answer::Allow, Reason::Consent)
        );
    }
}

#[test]
fn a_shared_address_is_stopped_for_all_until_a_holder_consents_for_himself() {
    let mut desk = Desk::new();
    let one = desk.add(&[(Field::Given, "Ilkka"), (Field::Email, "house@example.com")]);
    let other = desk.add(&[(Field::Given, "Maija"), (Field::Email, "House@example.com")]);
    desk.consent(&other, Channel::Email, ConsentState::Given);
    assert_eq!(desk.answer(&other, Channel::Email).0, Answer::Allow);
    desk.ban(&one);
    assert_eq!(
        desk.answer(&other, Channel::Email),
        (Answer::Deny, Reason::Objected)
    );
    assert_eq!(desk.answer(&other, Channel::Post).0, Answer::Allow);
    assert!(!desk.card(&other).is_banned());
    desk.consent(&other, Channel::Email, ConsentState::Given);
    assert_eq!(
        desk.answer(&other, Channel::Email),
        (Answer::Allow, Reason::Consent)
    );
}

#[test]
fn the_ban_of_a_companys_own_address_stops_its_contacts_too() {
    let mut desk = Desk::new();
    let contact = desk.add(&[
        (Field::Given, "Ilkka"),
        (Field::Family, "Aho"),
        (Field::Company, "Aho Oy"),
        (Field::Email, "ilkka@aho.example"),
    ]);
    let generic = desk.add(&[
        (Field::Company, "AHO OY"),
        (Field::Email, "info@aho.example"),
    ]);
    assert_eq!(desk.card(&generic).kind, Kind::CompanyGeneric);
    assert_eq!(
        desk.answer(&contact, Channel::Phone),
        (Answer::Allow, Reason::B2b)
    );
    desk.ban(&generic);
    assert_eq!(
        desk.answer(&contact, Channel::Phone),
        (Answer::Deny, Reason::CompanyBan)
    );
}

#[test]
fn withdrawing_takes_what_was_held_on_the_consent_alone() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka"), (Field::Email, "i@example.com")]);
    let set = |number: &str| Request::SetAttribute {
        number: number.to_owned(),
        name: "shoe size".to_owned(),
        value: "42".to_owned(),
        purpose: Purpose::Marketing,
        channel: Channel::Email,
    };
    assert_eq!(
        desk.ask(set(&number)).unwrap_err().code,
        FaultCode::NoConsentInForce
    );
    desk.consent(&number, Channel::Email, ConsentState::Given);
    desk.ask(set(&number)).unwrap();
    assert_eq!(desk.card(&number).attributes.len(), 1);
    desk.consent(&number, Channel::Email, ConsentState::Withdrawn);
    assert_eq!(desk.card(&number).attributes, []);
    assert_eq!(
        desk.answer(&number, Channel::Email),
        (Answer::Deny, Reason::Withdrawn)
    );
}

#[test]
fn merged_people_answer_as_one_and_are_split_as_they_were() {
    let mut desk = Desk::new();
    let stays = desk.add(&[(Field::Given, "Ilkka"), (Field::Email, "i@example.com")]);
    let goes = desk.add(&[(Field::Given, "Ilkka"), (Field::Phone, "0401234567")]);
    let (before, gone) = (desk.card(&stays), desk.card(&goes));
    let merge = Request::Merge {
        stays: stays.clone(),
        goes: goes.clone(),
        reason: "one person".to_owned(),
    };
    desk.ask(merge).unwrap();
    let joined = desk.card(&goes);
    assert_eq!(joined.number, stays);
    assert_eq!(joined.value(Field::Phone), Some("+358401234567"));
    assert_eq!(joined.merged_numbers, std::slice::from_ref(&goes));
    desk.ban(&stays);
    let reason = "two after all".to_owned();
    desk.ask(Request::Separate {
        number: goes.clone(),
        reason,
    })
    .unwrap();
    assert_eq!(desk.card(&stays).data, before.data);
    assert_eq!(desk.card(&goes).data, gone.data);
    assert!(desk.card(&goes).is_banned() && desk.card(&stays).is_banned());
}

#[test]
fn an_import_never_brings_back_what_staff_removed() {
    let mut desk = Desk::new();
    let list = rows(b"Number;Name;Phone\n7;Ilkka Aho;040 123 4567\n");
    desk.import(Pass::Apply, &list);
    let correction = Correction {
        field: CorrectionField::Value(Field::Phone),
        kind: CorrectionKind::Replace,
        value: "050 765 4321".to_owned(),
    };
    let correct = Request::Correct {
        number: "7".to_owned(),
        version: None,
        corrections: vec![correction],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    };
    desk.ask(correct).unwrap();
    let counts = desk.import(
        Pass::Apply,
        &rows(b"Number;Name;Phone;City\n7;Ilkka Aho;040 123 4567;Oulu\n"),
    );
    assert_eq!(counts.merged, 1);
    let card = desk.card("7");
    let phones: Vec<&str> = card
        .data
        .iter()
        .filter(|it| it.field == Field::Phone)
        .map(|it| it.value.as_str())
        .collect();
    assert_eq!(phones, ["+358507654321"]);
    assert_eq!(card.value(Field::City), Some("Oulu"));
}
