use super::desk::Desk;
use super::requests::request;
use crate::contract::{Fault, FaultCode, Reply, Request};
use crate::domain::field::Field;
use crate::domain::role::{Extent, Operation, Role};

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
