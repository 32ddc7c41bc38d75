use super::desk::Desk;
use crate::contract::{
    BanOrder, ConsentOrder, Decision, Draft, ErasureOrder, Fault, FaultCode, LookPurpose, Pass,
    Reply, Request,
};
use crate::domain::audit::ErasureGround;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method};
use crate::domain::field::Field;
use crate::domain::id::{ActId, SessionId};
use crate::domain::provenance::{Basis, Origin, Purpose, Source};
use crate::domain::role::{Extent, Operation, Role};

/// Makes a request for an operation: about a user where it is about one, else about a person.
fn request(operation: Operation, number: &str, user: &str) -> Request {
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
            password: super::desk::secret("short"),
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

/// Says by the table what must come of a request about oneself, or about somebody else.
fn may(role: Role, operation: Operation, other: bool) -> bool {
    let extents = operation.rule().extents.iter();
    let mut of_role = extents.filter(|it| it.0 == role);
    of_role.any(|(_, extent)| match (extent, operation) {
        (Extent::Own, Operation::EndSession) => !other,
        _ => true,
    })
}

fn code(reply: Result<Reply, Fault>) -> Option<FaultCode> {
    reply.err().map(|it| it.code)
}

#[test]
fn every_role_may_ask_what_the_table_says_and_nothing_else() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka"), (Field::Family, "Aho")]);
    for role in Role::ALL {
        let name = format!("the {role}");
        let session = desk.join(&name, &[*role]);
        for stepped_up in [false, true] {
            if stepped_up {
                let password = super::desk::secret(super::desk::PASSWORD);
                desk.ask_as(session, Request::StepUp { password }).unwrap();
            }
            for operation in Operation::ALL.iter().copied() {
                for user in [name.as_str(), "Officer"] {
                    let request = request(operation, &number, user);
                    assert_eq!(request.operation(), Some(operation));
                    let came = code(desk.ask_as(session, request));
                    let may = may(*role, operation, user != name);
                    let guarded = operation.rule().guard.wants_step_up() && !stepped_up;
                    let context = format!("{role} {operation} {user} {came:?}");
                    assert_eq!(came == Some(FaultCode::NotAllowed), !may, "{context}");
                    let wants = may && guarded;
                    assert_eq!(came == Some(FaultCode::StepUpNeeded), wants, "{context}");
                    assert_ne!(came, Some(FaultCode::Internal), "{context}");
                }
            }
        }
    }
}

#[test]
fn nobody_who_is_not_logged_in_is_answered() {
    let mut desk = Desk::new();
    let line = desk.line(1000);
    for operation in Operation::ALL.iter().copied() {
        let request = request(operation, "1", "Officer");
        let came = code(desk.ask_as(line, request));
        assert_eq!(came, Some(FaultCode::NotLoggedIn), "{operation}");
    }
}

#[test]
fn a_machine_account_does_its_three_things_and_no_other() {
    use crate::domain::role::MACHINE;
    let mut desk = Desk::new();
    desk.step_up();
    let roles = vec![Role::Officer, Role::Administrator];
    let machine = Request::AddUser {
        name: "exchange".to_owned(),
        roles,
        password: None,
        account: Some(2000),
    };
    desk.ask(machine).unwrap();
    let stranger = desk.line(2001);
    let came = code(desk.ask_as(stranger, Request::LoginByAccount));
    assert_eq!(came, Some(FaultCode::LoginFailed));
    let session = desk.line(2000);
    desk.ask_as(session, Request::LoginByAccount).unwrap();
    for operation in Operation::ALL.iter().copied() {
        let came = code(desk.ask_as(session, request(operation, "1", "Officer")));
        let barred = came == Some(FaultCode::NotAllowed);
        assert_eq!(
            barred,
            !MACHINE.contains(&operation),
            "{operation} {came:?}"
        );
    }
}

#[test]
fn a_lost_role_acts_at_the_next_request() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let session = desk.join("Kaisa", &[Role::Service]);
    desk.ask_as(session, super::desk::open(&number)).unwrap();
    desk.set_roles("Kaisa", &[Role::Auditor]).unwrap();
    let came = code(desk.ask_as(session, super::desk::open(&number)));
    assert_eq!(came, Some(FaultCode::NotAllowed));
    assert_eq!(desk.news(session, 0).roles, [Role::Auditor]);
}

#[test]
fn marketing_sees_a_person_without_the_note() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka"), (Field::Note, "calls often")]);
    let session = desk.join("Kaisa", &[Role::Marketing]);
    let seen = |reply| match reply {
        Ok(Reply::Person(card)) => card.value(Field::Note).map(str::to_owned),
        other => panic!("{other:?}"),
    };
    assert_eq!(seen(desk.ask_as(session, super::desk::open(&number))), None);
    let whole = seen(desk.ask(super::desk::open(&number)));
    assert_eq!(whole.as_deref(), Some("calls often"));
}
