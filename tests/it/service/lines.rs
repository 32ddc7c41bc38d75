use std::time::Duration;

use rainmaker::contract::{Fault, FaultCode, Reply, Request, Secret};
use rainmaker::service::Limits;

use super::client::Client;
use super::home::{Home, OFFICER, PASSWORD, generous};
use super::worker::{Worker, add, addition, card, correction, crowd};

fn resume(client: &mut Client, pass: &Secret) -> Result<Reply, Fault> {
    client.ask(Request::Resume { pass: pass.clone() })
}

fn code(told: Result<Reply, Fault>) -> FaultCode {
    told.unwrap_err().code
}

#[test]
fn nobody_is_answered_before_logging_in_save_about_the_register_itself() {
    let home = Home::new();
    let mut client = Client::greeted(&home.socket()).unwrap();
    assert_eq!(code(client.ask(addition("Virta"))), FaultCode::NotLoggedIn);
    assert_eq!(code(client.ask(Request::Users)), FaultCode::NotLoggedIn);
    assert!(matches!(client.ask(Request::About), Ok(Reply::About(_))));
    let wrong = client.login(OFFICER, "jotain muuta kokonaan");
    assert_eq!(wrong.unwrap_err().code, FaultCode::LoginFailed);
}

#[test]
fn a_session_is_taken_up_again_after_the_line_was_lost_and_after_a_restart() {
    let mut home = Home::new();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let pass = client.login(OFFICER, PASSWORD).unwrap();
    let number = add(&mut client, "Virta");
    client.vanish();
    let mut client = Client::greeted(&home.socket()).unwrap();
    assert!(matches!(
        resume(&mut client, &pass),
        Ok(Reply::Resumed { .. })
    ));
    client.ask(correction(&number, 1, "Oulu")).unwrap();
    home.restart();
    client.until_hung_up();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let other = Secret("0123456789abcdef".repeat(4));
    assert_eq!(code(resume(&mut client, &other)), FaultCode::NotLoggedIn);
    assert!(matches!(
        resume(&mut client, &pass),
        Ok(Reply::Resumed { .. })
    ));
    client.ask(correction(&number, 2, "Kemi")).unwrap();
    client.ask(Request::Logout).unwrap();
    assert_eq!(code(resume(&mut client, &pass)), FaultCode::NotLoggedIn);
}

/// Returns how many sessions there are once there are that many, told by nothing but the service.
fn until_sessions(client: &mut Client, wanted: usize) {
    let mut since = 0;
    loop {
        let Ok(Reply::News(news)) = client.ask(Request::Changes { since }) else {
            panic!("no news");
        };
        since = news.now;
        let Ok(Reply::Sessions { sessions }) = client.ask(Request::Sessions) else {
            panic!("no sessions");
        };
        if sessions.len() == wanted {
            return;
        }
    }
}

#[test]
fn a_session_whose_client_does_not_come_back_is_ended() {
    let home = Home::with(Limits {
        absence: Duration::from_millis(50),
        poll: Duration::from_millis(100),
        ..generous()
    });
    let mut watcher = home.client();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let pass = client.login(OFFICER, PASSWORD).unwrap();
    until_sessions(&mut watcher, 2);
    client.vanish();
    until_sessions(&mut watcher, 1);
    let mut client = Client::greeted(&home.socket()).unwrap();
    assert_eq!(code(resume(&mut client, &pass)), FaultCode::NotLoggedIn);
}

#[test]
fn a_session_with_another_line_stays_when_one_is_lost() {
    let home = Home::with(Limits {
        absence: Duration::ZERO,
        poll: Duration::from_millis(100),
        ..generous()
    });
    let mut first = Client::greeted(&home.socket()).unwrap();
    let pass = first.login(OFFICER, PASSWORD).unwrap();
    let mut second = Client::greeted(&home.socket()).unwrap();
    resume(&mut second, &pass).unwrap();
    first.ask(Request::Lock).unwrap();
    assert_eq!(code(second.ask(addition("Virta"))), FaultCode::Locked);
    let password = Secret(PASSWORD.to_owned());
    second.ask(Request::Unlock { password }).unwrap();
    first.vanish();
    // The line that ends after the other has ended as well.
    let mut watcher = home.client();
    until_sessions(&mut watcher, 2);
    second.ask(addition("Virta")).unwrap();
}

#[test]
fn a_write_whose_answer_was_lost_is_answered_the_same_when_it_is_repeated() {
    let mut home = Home::new();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let pass = client.login(OFFICER, PASSWORD).unwrap();
    let number = add(&mut client, "Virta");
    for round in 1..=30 {
        let key = format!("{round:032x}");
        let request = || correction(&number, round, &format!("Kylä {round}"));
        client.send(Some(&key), request()).unwrap();
        client.vanish();
        if round % 10 == 0 {
            home.restart();
        }
        client = Client::greeted(&home.socket()).unwrap();
        resume(&mut client, &pass).unwrap();
        let mut repeat = || {
            let id = client.send(Some(&key), request()).unwrap();
            client.receive(id).unwrap()
        };
        let told = [repeat(), repeat()];
        assert!(matches!(told[0], Ok(Reply::Done { .. })), "{told:?}");
        assert_eq!(told[0], told[1]);
        assert_eq!(card(&mut client, &number).unwrap().version, round + 1);
    }
}

#[test]
fn what_runs_when_the_service_ends_is_finished_and_answered() {
    let mut home = Home::new();
    let mut client = home.client();
    let import = client.send(None, crowd(3_000)).unwrap();
    // Answered after it, and so read after it.
    client.ask(Request::About).unwrap();
    home.restart();
    let Reply::Imported(counts) = client.receive(import).unwrap().unwrap() else {
        panic!("not imported");
    };
    assert_eq!(counts.created, 3_000);
    let mut client = home.client();
    let look = Request::Lookup {
        text: "Virta".to_owned(),
        limit: 1,
    };
    let Ok(Reply::Found { total, .. }) = client.ask(look) else {
        panic!("nothing found");
    };
    assert_eq!(total, 500);
}

#[test]
fn what_a_search_showed_is_in_the_audit_though_its_line_was_lost_and_the_service_ended() {
    let mut home = Home::new();
    let mut client = home.client();
    add(&mut client, "Virta");
    client
        .ask(Request::Lookup {
            text: "virta".to_owned(),
            limit: 9,
        })
        .unwrap();
    client.vanish();
    home.restart();
    let looks = super::worker::audit(&mut home.client())[1];
    assert_eq!(looks, 1);
}

#[test]
fn a_disabled_user_is_out_at_once() {
    let home = Home::new();
    let mut keeper = home.client();
    let password = || Secret("neljatoista-norsua-aidalla".to_owned());
    let given = || Secret("annettu-salasana-kahdelle-viikolle".to_owned());
    keeper
        .ask(Request::StepUp {
            password: Secret(PASSWORD.to_owned()),
        })
        .unwrap();
    keeper
        .ask(Request::AddUser {
            name: "kaisa".to_owned(),
            roles: vec![rainmaker::domain::role::Role::Service],
            password: Some(given()),
            account: None,
        })
        .unwrap();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let pass = client.login("kaisa", &given().0).unwrap();
    let change = Request::ChangePassword {
        old: given(),
        new: password(),
    };
    client.ask(change).unwrap();
    let mut worker = Worker::new("Virta");
    worker.work(&mut client).unwrap();
    let Ok(Reply::News(news)) = client.ask(Request::Changes { since: 0 }) else {
        panic!("no news");
    };
    let poll = client.send(None, Request::Changes { since: news.now });
    let disable = Request::EnableUser {
        user: "kaisa".to_owned(),
        enabled: false,
    };
    keeper.ask(disable).unwrap();
    let told = client.receive(poll.unwrap()).unwrap();
    assert_eq!(code(told), FaultCode::NotLoggedIn);
    assert_eq!(code(client.ask(addition("Suo"))), FaultCode::NotLoggedIn);
    assert_eq!(code(resume(&mut client, &pass)), FaultCode::NotLoggedIn);
    let again = client.login("kaisa", &password().0);
    assert_eq!(again.unwrap_err().code, FaultCode::LoginFailed);
}
