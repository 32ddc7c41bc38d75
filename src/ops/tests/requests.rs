//! A request for each operation, for the tests of authority in the register and through the socket.

use rainmaker::contract::{
    BanOrder, ConsentOrder, Decision, Draft, ErasureOrder, LookPurpose, Pass, Request, Secret,
};
use rainmaker::domain::audit::ErasureGround;
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, Method};
use rainmaker::domain::field::Field;
use rainmaker::domain::id::{ActId, SessionId};
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};
use rainmaker::domain::role::{Operation, Role};

/// Makes a request for an operation: about a user where it is about one, else about a person.
pub(crate) fn request(operation: Operation, number: &str, user: &str) -> Request {
    let number = || number.to_owned();
    reading(operation, number())
        .or_else(|| changing(operation, number()))
        .or_else(|| deciding(operation, number()))
        .unwrap_or_else(|| about_staff(operation, user.to_owned()))
}

/// What shows somebody, or what is written of people.
fn reading(operation: Operation, number: String) -> Option<Request> {
    let (purpose, channel) = (Purpose::Marketing, Channel::Email);
    let address = "nobody@example.com".to_owned();
    Some(match operation {
        Operation::Lookup => Request::Lookup {
            text: "aho".to_owned(),
            limit: 5,
        },
        Operation::Open => Request::Open {
            number,
            purpose: LookPurpose::RightsRequest,
            reference: None,
        },
        Operation::History => Request::History { number },
        Operation::May => Request::May {
            number,
            channel,
            purpose,
        },
        Operation::PreviewErasure => Request::PreviewErasure { number },
        Operation::FindSuppression => Request::FindSuppression { address },
        Operation::FetchExport => Request::FetchExport { export: 7 },
        Operation::Duplicates => Request::Duplicates,
        Operation::WhoLooked => Request::WhoLooked { number },
        Operation::ShowAudit => Request::ShowAudit {
            number: Some(number),
            chain: None,
        },
        _ => return None,
    })
}

/// What is done every day.
fn changing(operation: Operation, number: String) -> Option<Request> {
    let (purpose, channel) = (Purpose::Marketing, Channel::Email);
    let source = Source::of(Origin::Staff);
    let (aim, basis) = (Purpose::Relations, Basis::LegitimateInterest);
    Some(match operation {
        Operation::Add => Request::Add {
            number: None,
            kind: None,
            values: vec![(Field::Given, "Ilkka".to_owned())],
            source,
            purpose: aim,
            basis,
        },
        Operation::Correct => Request::Correct {
            number,
            version: None,
            corrections: Vec::new(),
            source,
            purpose: aim,
            basis,
        },
        Operation::Attribute => Request::RemoveAttribute {
            number,
            name: "shoe size".to_owned(),
            purpose,
            channel,
        },
        Operation::Ban => Request::Ban {
            number,
            order: BanOrder {
                channels: Vec::new(),
                since: None,
                told: None,
                reason: None,
            },
        },
        Operation::RecordConsent => Request::RecordConsent {
            number,
            order: ConsentOrder {
                purpose,
                channel,
                state: ConsentState::Given,
                at: None,
                method: Method::Phone,
                reference: None,
                words: None,
            },
        },
        Operation::Draft => Request::SaveDraft {
            number,
            draft: Draft {
                version: 1,
                values: Vec::new(),
            },
        },
        Operation::Undo => Request::Undo { act: ActId(1) },
        _ => return None,
    })
}

/// What only officers do.
fn deciding(operation: Operation, number: String) -> Option<Request> {
    let address = "nobody@example.com".to_owned();
    let reason = "because".to_owned();
    Some(match operation {
        Operation::Import => Request::Import {
            import: 1,
            pass: Pass::Rehearse,
            candidates: Vec::new(),
        },
        Operation::RecordFile => Request::RecordFile {
            path: "/tmp/list.csv".to_owned(),
            what: "list".to_owned(),
            holds: Vec::new(),
        },
        Operation::LiftBan => Request::LiftBan {
            number,
            channels: Vec::new(),
            reason,
        },
        Operation::Erase => Request::Erase(ErasureOrder {
            number,
            confirmation: "another".to_owned(),
            ground: ErasureGround::Request,
        }),
        Operation::EraseMany => Request::EraseMany {
            numbers: vec![number],
            confirmation: "2".to_owned(),
            ground: ErasureGround::Request,
            reason: None,
        },
        Operation::ForgetSuppression => Request::ForgetSuppression { address },
        Operation::Merge => Request::Merge {
            stays: number.clone(),
            goes: number,
            reason,
        },
        Operation::Separate => Request::Separate { number, reason },
        _ => return None,
    })
}

fn about_staff(operation: Operation, user: String) -> Request {
    match operation {
        Operation::OwnLog => Request::OwnLog,
        Operation::StaffLog => Request::StaffLog {
            user,
            suspicion: "a list was offered for sale".to_owned(),
        },
        Operation::SetConsultation => Request::SetConsultation {
            day: "2026-01-31".parse().unwrap(),
        },
        Operation::Waiting => Request::Waiting,
        Operation::Decide => Request::Decide {
            waiting: 7,
            decision: Decision::Approve,
            words: None,
        },
        Operation::Advise => Request::Advise {
            waiting: 7,
            words: "wait".to_owned(),
        },
        Operation::Pop => Request::Pop {
            phone: "040 123 4567".to_owned(),
            user,
            reference: None,
        },
        Operation::Users => Request::Users,
        Operation::AddUser => Request::AddUser {
            name: user,
            roles: vec![Role::Service],
            password: None,
            account: Some(7),
        },
        Operation::SetPassword => Request::SetPassword {
            user,
            password: Secret("short".to_owned()),
        },
        Operation::SetRoles => Request::SetRoles {
            user,
            roles: Vec::new(),
        },
        Operation::EnableUser => Request::EnableUser {
            user,
            enabled: true,
        },
        Operation::Sessions => Request::Sessions,
        Operation::EndSession => Request::EndSession {
            user,
            session: Some(SessionId(1)),
        },
        other => panic!("no request is made for {other}"),
    }
}
