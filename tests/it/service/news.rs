use std::time::Duration;

use rainmaker::clock;
use rainmaker::contract::{BanOrder, FaultCode, News, Reply, Request, Secret};
use rainmaker::service::Limits;

use super::client::Client;
use super::home::{Home, PASSWORD, generous};
use super::worker::{add, addition};

/// Two tenths of a second is the rule; the machine that runs the tests has others to look after.
const SOON: Duration = Duration::from_secs(5);

fn news(client: &mut Client, since: u64) -> News {
    match client.ask(Request::Changes { since }) {
        Ok(Reply::News(news)) => *news,
        other => panic!("{other:?}"),
    }
}

fn ban(number: &str) -> Request {
    Request::Ban {
        number: number.to_owned(),
        order: BanOrder {
            channels: Vec::new(),
            since: None,
            told: None,
            reason: None,
        },
    }
}

#[test]
fn anothers_ban_is_told_soon_and_ones_own_is_not_told_as_anothers() {
    let home = Home::new();
    let (mut one, mut other) = (home.client(), home.client());
    let number = add(&mut one, "Virta");
    let (ones, others) = (news(&mut one, 0).now, news(&mut other, 0).now);
    let own = one.send(None, Request::Changes { since: ones }).unwrap();
    let poll = other.send(None, Request::Changes { since: others });
    // Both wait when this is answered, or ask after it: either way they are told.
    let begun = clock::monotonic();
    one.ask(ban(&number)).unwrap();
    let Ok(Reply::News(told)) = other.receive(poll.unwrap()).unwrap() else {
        panic!("no news");
    };
    assert!(begun.elapsed() < SOON);
    let touched: Vec<_> = told
        .touched
        .iter()
        .map(|it| (&it.number, &*it.deed))
        .collect();
    assert_eq!(touched, [(&number, "ban")]);
    assert!(told.now > others && !told.missed);
    let Ok(Reply::News(told)) = one.receive(own).unwrap() else {
        panic!("no news");
    };
    assert_eq!(told.touched, []);
}

#[test]
fn changes_waits_for_news_no_longer_than_it_may_and_holds_nothing_else_up() {
    let home = Home::with(Limits {
        poll: Duration::from_millis(400),
        ..generous()
    });
    let mut client = home.client();
    let since = news(&mut client, 0).now;
    let poll = client.send(None, Request::Changes { since }).unwrap();
    client.ask(Request::About).unwrap();
    let Ok(Reply::News(told)) = client.receive(poll).unwrap() else {
        panic!("no news");
    };
    assert_eq!((told.now, told.missed), (since, false));
    assert_eq!(told.touched, []);
}

#[test]
fn a_line_waits_for_news_twice_and_no_more() {
    let home = Home::new();
    let mut client = home.client();
    let since = news(&mut client, 0).now;
    let polls: Vec<u64> = (0..3)
        .map(|_| client.send(None, Request::Changes { since }).unwrap())
        .collect();
    let (id, refused) = client.next().unwrap();
    assert_eq!((id, refused.unwrap_err().code), (polls[2], FaultCode::Busy));
    client.ask(addition("Virta")).unwrap();
    for poll in &polls[..2] {
        let told = client.receive(*poll).unwrap();
        assert!(matches!(told, Ok(Reply::News(_))), "{told:?}");
    }
}

#[test]
fn a_lock_is_told_on_every_line_of_its_session() {
    let home = Home::new();
    let mut client = Client::greeted(&home.socket()).unwrap();
    let pass = client.login(super::home::OFFICER, PASSWORD).unwrap();
    let mut second = Client::greeted(&home.socket()).unwrap();
    second.ask(Request::Resume { pass }).unwrap();
    let since = news(&mut client, 0).now;
    let poll = client.send(None, Request::Changes { since }).unwrap();
    second.ask(Request::Lock).unwrap();
    let Ok(Reply::News(told)) = client.receive(poll).unwrap() else {
        panic!("no news");
    };
    assert!(told.locked);
    let password = Secret(PASSWORD.to_owned());
    client.ask(Request::Unlock { password }).unwrap();
    assert!(!news(&mut second, told.now).locked);
}
