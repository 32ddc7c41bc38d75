use super::*;
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentState;
use crate::domain::field::Field;
use crate::domain::field::Kind;
use crate::domain::provenance::Origin;

fn read(name: &str) -> Outcome {
    Outcome::of(&sample(name), &Options::default())
}

/// Rows in, and rejected.
fn rows(outcome: &Outcome) -> [usize; 2] {
    [outcome.candidates.len(), outcome.rejects.len()]
}

fn kinds(outcome: &Outcome) -> [usize; 4] {
    let of = |kind| {
        outcome
            .candidates
            .iter()
            .filter(|it| it.kind == kind)
            .count()
    };
    [
        Kind::Consumer,
        Kind::SoleTrader,
        Kind::CompanyContact,
        Kind::CompanyGeneric,
    ]
    .map(of)
}

/// Consents given and withdrawn, and bans.
fn events(outcome: &Outcome) -> [usize; 3] {
    let consents = |state| {
        let all = outcome.candidates.iter().flat_map(|it| &it.consents);
        all.filter(|it| it.state == state && it.channel == Channel::Email)
            .count()
    };
    let bans = outcome.candidates.iter().map(|it| it.bans.len()).sum();
    [
        consents(ConsentState::Given),
        consents(ConsentState::Withdrawn),
        bans,
    ]
}

fn sources(outcome: &Outcome, origin: Origin) -> usize {
    outcome
        .candidates
        .iter()
        .filter(|it| it.source.origin == origin)
        .count()
}

#[test]
fn the_finnish_list_comes_in() {
    let outcome = read("asiakkaat.csv");
    assert_eq!(
        (outcome.profile, &outcome.unknown[..]),
        (Profile::Plain, &[][..])
    );
    assert_eq!(rows(&outcome), [3000, 0]);
    assert_eq!(outcome.notes, []);
    assert_eq!(kinds(&outcome), [1330, 132, 1538, 0]);
    assert_eq!(events(&outcome), [1369, 0, 228]);
    assert!(outcome.candidates.iter().all(|it| it.number.is_some()));
    let bans = outcome.candidates.iter().flat_map(|it| &it.bans);
    assert!(
        bans.clone()
            .all(|ban| ban.channel.is_none() && ban.since.is_none())
    );
    assert_eq!(sources(&outcome, Origin::ContactService), 526);
    assert_eq!(sources(&outcome, Origin::PublicSource), 475);
    assert_eq!(sources(&outcome, Origin::Person), 489);
}

#[test]
fn the_plain_list_comes_in_but_for_rows_nobody_can_be_reached_by() {
    let outcome = read("contacts.csv");
    assert_eq!(rows(&outcome), [750, 75]);
    assert!(outcome.rejects.iter().map(|it| it.row).eq(752..=826));
    assert_eq!(outcome.noted(Reason::NameOrder), 2);
    assert_eq!(outcome.notes.len(), 2);
    assert_eq!(kinds(&outcome), [345, 35, 370, 0]);
    assert_eq!(events(&outcome), [0, 0, 20]);
    let last = outcome
        .rejects
        .iter()
        .find(|it| it.cells[0] == "Daniel Aro")
        .unwrap();
    let codes: Vec<_> = last
        .reasons
        .iter()
        .map(|(column, it)| (column.as_str(), it.code()))
        .collect();
    assert_eq!(
        codes,
        [
            ("Email", "email-local"),
            ("Phone", "phone-letters"),
            ("Business ID", "business-id-check-digit")
        ]
    );
}

#[test]
fn every_full_name_of_the_plain_list_is_split_as_its_address_says() {
    for candidate in read("contacts.csv").candidates {
        let given = crate::text::fold(candidate.values_of(Field::Given).next().unwrap());
        let email = candidate
            .values_of(Field::Email)
            .next()
            .unwrap()
            .to_lowercase();
        assert!(email.starts_with(&format!("{given}.")), "{email}");
    }
}

#[test]
fn mailchimps_subscribers_bring_their_consent_with_its_proof() {
    let outcome = read("subscribed_members_export.csv");
    assert_eq!(outcome.profile, Profile::MailchimpSubscribed);
    assert_eq!(outcome.unknown, ["TAGS"]);
    assert_eq!(rows(&outcome), [600, 0]);
    assert_eq!(events(&outcome), [600, 0, 0]);
    let first = &outcome.candidates[0];
    let record = first.record.as_ref().unwrap();
    assert_eq!(
        (record.profile.as_str(), record.record.as_str()),
        ("mailchimp", "82667248")
    );
    let consent = &first.consents[0];
    assert_eq!(consent.at.to_string(), "2021-12-24T17:14:00Z");
    assert_eq!(consent.evidence.opt_in_ip.as_deref(), Some("203.0.113.93"));
    let confirmed = consent.evidence.confirmed_at.unwrap();
    assert_eq!(confirmed.to_string(), "2021-12-24T17:16:00Z");
}

#[test]
fn those_who_left_mailchimp_bring_a_ban_and_a_withdrawal() {
    let outcome = read("unsubscribed_members_export.csv");
    assert_eq!(outcome.profile, Profile::MailchimpUnsubscribed);
    assert_eq!(rows(&outcome), [187, 0]);
    assert_eq!(events(&outcome), [187, 187, 187]);
    let ban = &outcome.candidates[0].bans[0];
    assert_eq!(ban.channel, Some(Channel::Email));
    assert_eq!(ban.since.unwrap().to_string(), "2020-11-08T14:47:00Z");
}

#[test]
fn hubspots_marketing_status_is_neither_ban_nor_consent() {
    let outcome = read("hubspot-crm-exports-all-contacts.csv");
    assert_eq!(outcome.profile, Profile::HubSpot);
    assert_eq!(outcome.unknown, ["Contact owner", "Lead Status"]);
    assert_eq!(rows(&outcome), [500, 0]);
    assert_eq!(events(&outcome), [0, 0, 0]);
    assert_eq!(kinds(&outcome), [236, 19, 245, 0]);
    assert!(
        outcome
            .candidates
            .iter()
            .all(|it| it.record.as_ref().unwrap().profile == "hubspot")
    );
}
