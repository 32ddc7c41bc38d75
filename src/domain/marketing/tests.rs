use proptest::prelude::*;

use super::super::cases::rows;
use super::*;

const EVERY_PURPOSE_OF_MARKETING: [&str; 3] = ["marketing", "development", "relations"];

fn facts(words: &str) -> Facts {
    let pairs = words
        .split_whitespace()
        .map(|it| it.split_once('=').unwrap_or((it, "yes")));
    facts_from_pairs(pairs).unwrap()
}

fn verdict(words: &str) -> String {
    let Verdict {
        answer,
        reason,
        reference,
    } = decide(&facts(words));
    format!("{answer} {reason} {reference}")
}

#[test]
fn every_worked_case_holds() {
    for row in rows(include_str!("../../../tests/cases/marketing.csv")) {
        let told = ["id", "expected", "reason", "legal_ref", "why"];
        let pairs = row.iter().filter(|(key, _)| !told.contains(&key.as_str()));
        let facts = facts_from_pairs(pairs.map(|(key, value)| (key.as_str(), value.as_str())));
        let verdict = decide(&facts.unwrap());
        assert_eq!(verdict.answer.code(), row["expected"], "{row:?}");
        assert_eq!(verdict.reason.code(), row["reason"], "{row:?}");
        assert_eq!(verdict.reference.code(), row["legal_ref"], "{row:?}");
    }
}

/// Rows of RULES 4.1 that the worked cases leave out: row, kind, channel, purpose, facts, verdict.
const ROWS: &str = "
    0 consumer post service deceased minor restricted: DENY DECEASED policy
    0 consumer post service minor restricted: DENY MINOR policy
    0 company_contact email profiling deceased: DENY DECEASED policy
    1 consumer email rights restricted: DENY RESTRICTED GDPR 18(2)
    1 consumer email profiling restricted: DENY RESTRICTED GDPR 18(2)
    4 company_generic sms marketing company_ban: DENY COMPANY_BAN 917/2014 202 § 1
    4 company_contact auto_call marketing company_ban: DENY COMPANY_BAN 917/2014 202 § 1
    9 sole_trader auto_call marketing: DENY NO_CONSENT 917/2014 200 § 1
    10 consumer phone marketing mobile_subscription: DENY MOBILE_SUB_BAN 917/2014 201 § 1
    11 sole_trader post marketing robinson: DENY ROBINSON policy (ASML register), not statute
    12 sole_trader phone marketing mobile_subscription: ALLOW OPT_OUT 917/2014 200 § 2
    12 consumer phone marketing company_ban explicit_request: ALLOW OPT_OUT 917/2014 200 § 2
    13 company_generic sms marketing: ALLOW B2B 917/2014 202 § 1
    13 company_generic post marketing robinson: ALLOW B2B 917/2014 202 § 1
    14 company_contact sms relations work_related: ALLOW B2B_DUTIES 917/2014 202 § 1 + TSV guidance
    15 company_contact sms development: DENY NO_CONSENT 917/2014 200 § 1 + TSV guidance
    16 company_contact phone marketing mobile_subscription: ALLOW B2B 917/2014 202 § 1
    17 company_contact auto_call marketing: DENY OUT_OF_SCOPE –
    17 company_generic auto_call marketing: DENY OUT_OF_SCOPE –
    17 consumer email profiling: DENY OUT_OF_SCOPE –
    17 consumer phone call_verification objection_at=2026-02-01: DENY OUT_OF_SCOPE –
    17 consumer phone call_training company_ban: DENY OUT_OF_SCOPE –
";

#[test]
fn each_row_of_the_table_decides_as_it_says() {
    for line in ROWS.trim().lines() {
        let (words, expected) = line.trim().split_once(": ").unwrap();
        let words: Vec<_> = words.splitn(5, ' ').collect();
        let known = words.get(4).unwrap_or(&"");
        let who = format!(
            "subject_kind={} channel={} purpose={}",
            words[1], words[2], words[3]
        );
        assert_eq!(verdict(&format!("{who} {known}")), expected, "{line}");
    }
}

#[test]
fn a_consent_opens_each_channel_that_it_can() {
    for (who, expected) in [
        (
            "subject_kind=sole_trader channel=sms",
            "ALLOW CONSENT 917/2014 200 § 1",
        ),
        (
            "subject_kind=sole_trader channel=auto_call",
            "ALLOW CONSENT 917/2014 200 § 1",
        ),
        (
            "subject_kind=consumer channel=phone robinson",
            "ALLOW CONSENT 917/2014 200 § 2",
        ),
        (
            "subject_kind=consumer channel=phone mobile_subscription",
            "DENY MOBILE_SUB_BAN 917/2014 201 § 1",
        ),
        (
            "subject_kind=company_contact channel=email",
            "ALLOW CONSENT 917/2014 200 § 1",
        ),
        (
            "subject_kind=company_contact channel=post",
            "ALLOW B2B 917/2014 202 § 1",
        ),
        (
            "subject_kind=company_contact channel=auto_call",
            "DENY OUT_OF_SCOPE –",
        ),
    ] {
        for purpose in EVERY_PURPOSE_OF_MARKETING {
            let words = format!("{who} purpose={purpose} consent_at=2026-01-10");
            assert_eq!(verdict(&words), expected, "{words}");
        }
    }
}

#[test]
fn only_messages_that_market_nothing_pass_a_ban() {
    let banned = "subject_kind=company_contact channel=email work_related company_ban \
                  objection_at=2026-02-01 withdrawn_at=2026-02-01";
    for purpose in Purpose::ALL {
        let allowed = verdict(&format!("{banned} purpose={purpose}")).starts_with("ALLOW");
        let codes = [
            "service",
            "contract",
            "accounting",
            "rights",
            "claims",
            "security",
        ];
        assert_eq!(allowed, codes.contains(&purpose.code()), "{purpose}");
    }
}

#[test]
fn of_two_events_the_later_one_holds_and_in_doubt_the_stop() {
    for (stop, consent, opened) in [
        ("2026-02-01", "2026-02-01", false),
        ("2026-02-01", "2026-02-02", true),
        ("2026-02-01", "2026-02-01T12:00:00Z", false),
        ("2026-02-01T12:00:00Z", "2026-02-01", false),
        ("2026-02-01T12:00:00Z", "2026-02-01T12:00:00Z", false),
        ("2026-02-01T12:00:00Z", "2026-02-01T12:00:01Z", true),
        ("2026-02-01T12:00:01Z", "2026-02-01T12:00:00Z", false),
        ("2026-02-01", "2026-02-01T22:30:00Z", true),
        ("2026-02-01", "2026-01-31", false),
    ] {
        for (key, reason) in [("objection_at", "OBJECTED"), ("withdrawn_at", "WITHDRAWN")] {
            let words =
                format!("subject_kind=consumer channel=email {key}={stop} consent_at={consent}");
            let expected = if opened {
                "ALLOW CONSENT"
            } else {
                &format!("DENY {reason}")
            };
            assert!(verdict(&words).starts_with(expected), "{words}");
        }
    }
}

#[test]
fn a_consent_withdrawn_again_leaves_the_ban_in_force() {
    let words = "subject_kind=consumer channel=post objection_at=2026-02-01 consent_at=2026-03-01";
    assert!(verdict(words).starts_with("ALLOW CONSENT"));
    assert!(verdict(&format!("{words} withdrawn_at=2026-04-01")).starts_with("DENY OBJECTED"));
    assert!(verdict(&format!("{words} withdrawn_at=2026-02-15")).starts_with("ALLOW CONSENT"));
}

#[test]
fn an_imported_consent_never_reopens_a_ban_or_a_withdrawal() {
    for (stop, reason) in [
        ("objection_at=2026-02-01", Reason::Objected),
        ("withdrawn_at=2026-02-01", Reason::Withdrawn),
        ("", Reason::Consent),
    ] {
        let words = format!("subject_kind=consumer channel=sms consent_at=2026-06-01 {stop}");
        let mut facts = facts(&words);
        assert_eq!(
            decide(&facts).reason,
            Reason::Consent,
            "from staff: {words}"
        );
        facts.consent = facts.consent.map(|it| Given {
            recorder: Recorder::Import,
            ..it
        });
        assert_eq!(decide(&facts).reason, reason, "imported: {words}");
    }
}

#[test]
fn the_customer_exception_needs_all_four_conditions() {
    let all = CUSTOMER_EXCEPTION.map(Fact::code);
    let base = "subject_kind=consumer channel=email";
    assert!(verdict(&format!("{base} {}", all.join(" "))).starts_with("ALLOW CUSTOMER"));
    for lacking in all {
        let words = format!("{base} {} {lacking}=no", all.join(" "));
        assert!(verdict(&words).starts_with("DENY NO_CONSENT"), "{words}");
    }
    let auto_call = format!("subject_kind=consumer channel=auto_call {}", all.join(" "));
    assert!(verdict(&auto_call).starts_with("DENY NO_CONSENT"));
}

#[test]
fn an_unknown_key_is_told_from_a_wrong_value() {
    let read = |pairs: &[(&'static str, &'static str)]| facts_from_pairs(pairs.iter().copied());
    assert_eq!(
        read(&[("why", "x")]),
        Err(FactError::UnknownKey("why".to_owned()))
    );
    assert_eq!(
        read(&[("robinson", "true")]),
        Err(FactError::BadValue("robinson".to_owned()))
    );
    assert_eq!(
        read(&[("consent_at", "1.2.2026")]),
        Err(FactError::BadValue("consent_at".into()))
    );
    assert_eq!(
        read(&[("channel", "post")]),
        Err(FactError::Missing("subject_kind"))
    );
    assert_eq!(
        read(&[("subject_kind", "consumer")]),
        Err(FactError::Missing("channel"))
    );
    let starred = read(&[("010190-901R", "yes")]).unwrap_err().to_string();
    assert_eq!(starred, "unknown key `***********`");
}

prop_compose! {
    fn any_when()(day in 0_u32..2000, second in prop::option::of(0_i64..86_400)) -> When {
        let day = chrono::NaiveDate::default() + chrono::Days::new(u64::from(day));
        let midnight = When::Day(day).instant().millis();
        second.map_or(When::Day(day), |it| {
            When::Instant(super::super::time::Timestamp::from_millis(midnight + it * 1000))
        })
    }
}

prop_compose! {
    fn any_facts()(
        kind in prop::sample::select(Kind::ALL),
        channel in prop::sample::select(Channel::ALL),
        purpose in prop::sample::select(Purpose::ALL),
        dates in prop::array::uniform3(prop::option::of(any_when())),
        known in prop::sample::subsequence(Fact::ALL, 0..=Fact::ALL.len()),
    ) -> Facts {
        let [consent, withdrawn, objection] = dates;
        let consent = consent.map(|at| Given { at, recorder: Recorder::Staff });
        Facts { kind, channel, purpose, consent, withdrawn, objection, known: known.into_iter().collect() }
    }
}

proptest! {
    #[test]
    fn facts_written_as_pairs_read_as_themselves(facts in any_facts()) {
        let pairs = facts.pairs();
        let read = facts_from_pairs(pairs.iter().map(|(key, value)| (*key, value.as_str())));
        prop_assert_eq!(read, Ok(facts));
    }

    #[test]
    fn one_more_stop_never_opens_what_was_closed(facts in any_facts(), at in any_when()) {
        let closed = decide(&facts).answer == Answer::Deny;
        let later = |stop: Option<When>| stop.filter(|it| !at.is_after(*it)).or(Some(at));
        let banned = Facts { objection: later(facts.objection), ..facts.clone() };
        let withdrawn = Facts { withdrawn: later(facts.withdrawn), ..facts };
        if closed {
            prop_assert_eq!(decide(&banned).answer, Answer::Deny);
            prop_assert_eq!(decide(&withdrawn).answer, Answer::Deny);
        }
    }
}
