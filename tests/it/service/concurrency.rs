use rainmaker::contract::{FaultCode, Reply};
use rainmaker::domain::field::Field;

use super::client::Client;
use super::home::{Home, times};
use super::worker::{add, card, correction};

/// People who are corrected at the same time, each by two.
const CROWD: usize = 4;

#[test]
fn of_two_corrections_of_one_version_one_is_done_and_the_other_is_told_so() {
    let home = Home::new();
    let pairs = times(1_000) / CROWD;
    std::thread::scope(|scope| {
        for place in 0..CROWD {
            let home = &home;
            scope.spawn(move || correct_at_once(home, place, pairs as u64));
        }
    });
}

fn correct_at_once(home: &Home, place: usize, pairs: u64) {
    let (mut one, mut other) = (home.client(), home.client());
    let number = add(&mut one, &format!("Virta {place}"));
    let ask = |client: &mut Client, name: &str, version| {
        let city = format!("{name} {version}");
        client
            .send(None, correction(&number, version, &city))
            .unwrap()
    };
    let mut winners = [0, 0];
    let mut last = String::new();
    for version in 1..=pairs {
        // Each goes first as often as the other.
        let order = [(&mut one, "yksi"), (&mut other, "toinen")];
        let mut order = Vec::from(order);
        if version % 2 == 0 {
            order.reverse();
        }
        let sent: Vec<u64> = order
            .iter_mut()
            .map(|(client, name)| ask(client, name, version))
            .collect();
        let told: Vec<_> = order
            .iter_mut()
            .zip(sent)
            .map(|((client, _), id)| client.receive(id).unwrap())
            .collect();
        let (winner, fault) = match (&told[0], &told[1]) {
            (Ok(Reply::Done { .. }), Err(fault)) => (0, fault),
            (Err(fault), Ok(Reply::Done { .. })) => (1, fault),
            both => panic!("{both:?}"),
        };
        assert_eq!(fault.code, FaultCode::Stale);
        winners[winner] += 1;
        last = format!("{} {version}", order[winner].1);
    }
    let card = card(&mut one, &number).unwrap();
    assert_eq!(card.version, pairs + 1, "{winners:?}");
    assert_eq!(card.value(Field::City), Some(last.as_str()));
}
