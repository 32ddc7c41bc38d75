use rainmaker::contract::{
    Advice, Draft, ErasurePreview, HistoryEntry, News, PopNote, Reply, Touched, UserNote,
    WaitingAct,
};
use rainmaker::domain::role::Role;

use super::harness::Harness;
use super::people::instant;

/// The users as an administrator sees them, who is officer too.
pub(crate) fn at_users(width: u16, height: u16) -> Harness {
    let roles = [Role::Officer, Role::Administrator];
    let mut h = Harness::of(&roles, width, height);
    h.press("\tU").reply(users());
    h
}

/// An act that waits, opened.
pub(crate) fn at_act(width: u16, height: u16) -> Harness {
    let mut h = Harness::of(&[Role::Officer], width, height);
    h.press("\tW").reply(waiting()).press("\n");
    h
}

pub(crate) fn user(name: &str, roles: &[Role]) -> UserNote {
    UserNote {
        name: name.into(),
        roles: roles.to_vec(),
        enabled: true,
        account: None,
        must_change: false,
        sessions: 0,
    }
}

pub(crate) fn users() -> Reply {
    let users = vec![
        UserNote {
            sessions: 1,
            ..user("kaisa", &[Role::Officer, Role::Administrator])
        },
        UserNote {
            account: Some(1004),
            ..user("lists", &[Role::Officer])
        },
        UserNote {
            must_change: true,
            sessions: 2,
            ..user("matti", &[Role::Service])
        },
        UserNote {
            enabled: false,
            ..user("oona", &[Role::Dpo, Role::Auditor, Role::Marketing])
        },
    ];
    Reply::Users { users }
}

pub(crate) fn erasure(number: &str, name: &str) -> ErasurePreview {
    ErasurePreview {
        number: number.into(),
        name: name.into(),
        goes: vec![("values".into(), 6), ("consents".into(), 1)],
        stays: vec![("suppression".into(), 2), ("audit".into(), 12)],
        files: vec!["/srv/export/spring.csv".into()],
    }
}

pub(crate) fn waiting_act() -> WaitingAct {
    WaitingAct {
        waiting: 31,
        deed: "erase".into(),
        by: "antti".into(),
        at: instant("2024-03-12T09:30:00Z"),
        reason: "A list bought in 2019 whose seller cannot show a consent".into(),
        numbers: vec!["1042".into(), "1043".into()],
        erasures: vec![
            erasure("1042", "Ilkka Virtanen"),
            erasure("1043", "Ilkka Virtanen"),
        ],
        advice: vec![Advice {
            by: "oona".into(),
            at: instant("2024-03-12T10:05:00Z"),
            words: "Keep the proof of the purchase until the claim is settled.".into(),
        }],
        own: false,
    }
}

pub(crate) fn waiting() -> Reply {
    let own = WaitingAct {
        waiting: 32,
        deed: "separate".into(),
        by: "kaisa".into(),
        reason: "Father and son".into(),
        numbers: vec!["1077".into()],
        erasures: Vec::new(),
        advice: Vec::new(),
        own: true,
        ..waiting_act()
    };
    Reply::Waiting {
        acts: vec![waiting_act(), own],
    }
}

pub(crate) fn looks() -> Reply {
    let entry = |sequence, at: &str, actor: &str, purpose: Option<&str>| HistoryEntry {
        sequence,
        chain: "looks".into(),
        at: instant(at),
        actor: actor.into(),
        deed: if purpose.is_some() { "open" } else { "search" }.into(),
        outcome: "done".into(),
        number: Some("1042".into()),
        purpose: purpose.map(str::to_owned),
        detail: (sequence == 3).then(|| "77".into()),
    };
    let entries = vec![
        entry(1, "2024-03-11T08:12:00Z", "antti", None),
        entry(2, "2024-03-12T09:30:00Z", "kaisa", Some("claims")),
        entry(3, "2024-03-12T11:02:00Z", "matti", Some("customer-service")),
    ];
    Reply::History { entries }
}

pub(crate) fn kept_draft() -> Reply {
    Reply::Draft {
        draft: Some(Draft {
            version: 7,
            values: vec![
                ("phone:+358401234567".into(), "+358401234568".into()),
                ("city".into(), "Turku".into()),
            ],
        }),
        at: Some(instant("2024-03-12T12:05:00Z")),
    }
}

/// News that nothing happened, for an officer.
pub(crate) fn quiet() -> News {
    News {
        now: 1,
        roles: vec![Role::Officer],
        ..News::default()
    }
}

pub(crate) fn touched(number: &str, actor: &str, deed: &str) -> News {
    News {
        touched: vec![Touched {
            number: number.into(),
            actor: actor.into(),
            deed: deed.into(),
            gone: deed == "erase",
        }],
        ..quiet()
    }
}

pub(crate) fn call(phone: &str, reference: Option<&str>) -> News {
    News {
        pops: vec![PopNote {
            phone: phone.into(),
            reference: reference.map(str::to_owned),
        }],
        ..quiet()
    }
}
