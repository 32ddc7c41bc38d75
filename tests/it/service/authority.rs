//! The whole table of authority, asked through the socket.

use rainmaker::contract::{Fault, FaultCode, Reply, Request, Secret};
use rainmaker::domain::role::{Extent, Operation, Role};

use super::client::Client;
use super::home::{Home, OFFICER, PASSWORD};
use super::worker::add;

#[path = "../../../src/ops/tests/requests.rs"]
mod requests;

const GIVEN: &str = "annettu-salasana-kahdelle-viikolle";
const OWN: &str = "neljatoista-norsua-aidalla";

fn secret(password: &str) -> Secret {
    Secret(password.to_owned())
}

fn step_up(client: &mut Client, password: &str) {
    let password = secret(password);
    client.ask(Request::StepUp { password }).unwrap();
}

/// Lets somebody with one role come to work.
fn join(home: &Home, keeper: &mut Client, role: Role) -> Client {
    let user = Request::AddUser {
        name: role.code().to_owned(),
        roles: vec![role],
        password: Some(secret(GIVEN)),
        account: None,
    };
    keeper.ask(user).unwrap();
    let mut client = Client::greeted(&home.socket()).unwrap();
    client.login(role.code(), GIVEN).unwrap();
    let change = Request::ChangePassword {
        old: secret(GIVEN),
        new: secret(OWN),
    };
    client.ask(change).unwrap();
    client
}

fn code(reply: Result<Reply, Fault>) -> Option<FaultCode> {
    reply.err().map(|it| it.code)
}

#[test]
fn every_role_is_answered_as_the_table_says() {
    let home = Home::new();
    let mut keeper = home.client();
    step_up(&mut keeper, PASSWORD);
    let number = add(&mut keeper, "Virta");
    for role in Role::ALL.iter().copied() {
        let mut client = join(&home, &mut keeper, role);
        step_up(&mut client, OWN);
        for operation in Operation::ALL.iter().copied() {
            for user in [role.code(), OFFICER] {
                let told = code(client.ask(requests::request(operation, &number, user)));
                let may = match operation.extent(&[role]) {
                    None => false,
                    Some(Extent::Own) => operation != Operation::EndSession || user != OFFICER,
                    Some(Extent::WithoutNotes | Extent::Whole) => true,
                };
                let refused = told == Some(FaultCode::NotAllowed);
                assert_eq!(refused, !may, "{role} {operation} {user} {told:?}");
            }
        }
    }
}
