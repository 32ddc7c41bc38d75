use std::time::Duration;

use super::desk::{Desk, open};
use crate::domain::field::Field;
use crate::domain::role::Role;

const BUDGET: usize = 3;

/// Opens people in as many sessions of one user, and returns how often officers were warned.
fn warned(desk: &mut Desk, numbers: &[String], since: u64) -> Vec<String> {
    for number in numbers {
        let session = desk.log_in("Kaisa");
        desk.ask_as(session, open(number)).unwrap();
        desk.ops.end_session(session, desk.now()).unwrap();
    }
    desk.step_up();
    let news = desk.news(desk.session, since);
    let warnings = news.warnings.into_iter();
    warnings
        .map(|it| format!("{} {:?}", it.code, it.values))
        .collect()
}

#[test]
fn who_opens_more_people_in_an_hour_than_the_budget_is_told_of_once() {
    let mut desk = Desk::new();
    desk.ops.budget = BUDGET;
    let numbers: Vec<String> = (0..BUDGET + 2)
        .map(|it| desk.add(&[(Field::Given, &format!("Ilkka {it}"))]))
        .collect();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let since = desk.news(desk.session, 0).now;
    let few = numbers[..BUDGET].to_vec();
    assert_eq!(warned(&mut desk, &few, since), [""; 0]);
    // Whom one opened already counts once.
    assert_eq!(warned(&mut desk, &few, since), [""; 0]);
    let expected = format!(
        r#"warning-budget [("user", "Kaisa"), ("count", "{}")]"#,
        BUDGET + 1
    );
    let more = numbers[BUDGET..].to_vec();
    assert_eq!(warned(&mut desk, &more, since), [expected]);
    let passed = |desk: &mut Desk| {
        let entries = desk.audit().into_iter();
        entries.filter(|it| it.deed == "pass-budget").count()
    };
    assert_eq!(passed(&mut desk), 1);
    assert_eq!(desk.news(kaisa, since).warnings, []);

    desk.pass(Duration::from_hours(1));
    let since = desk.news(desk.session, 0).now;
    assert_eq!(warned(&mut desk, &few, since), [""; 0]);
    assert_eq!(warned(&mut desk, &more, since).len(), 1);
    assert_eq!(passed(&mut desk), 2);
}

#[test]
fn a_history_and_the_preview_of_an_erasure_count_as_opening() {
    use crate::contract::Request;
    for ask in [
        |number| Request::History { number },
        |number| Request::PreviewErasure { number },
    ] {
        let mut desk = Desk::new();
        desk.ops.budget = 1;
        let since = desk.news(desk.session, 0).now;
        for name in ["Ilkka", "Maija"] {
            let number = desk.add(&[(Field::Given, name)]);
            desk.ask(ask(number)).unwrap();
        }
        assert_eq!(desk.news(desk.session, since).warnings.len(), 1);
    }
}

#[test]
fn an_officer_who_comes_to_work_is_told_of_the_last_day() {
    let mut desk = Desk::new();
    desk.ops.budget = 1;
    let numbers: Vec<String> = (0..2)
        .map(|it| desk.add(&[(Field::Given, &format!("Ilkka {it}"))]))
        .collect();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    for number in &numbers {
        desk.ask_as(kaisa, open(number)).unwrap();
    }
    assert_eq!(desk.news(kaisa, 0).warnings, []);
    let mut told = |hours: u64| {
        desk.pass(Duration::from_hours(hours));
        let officer = desk.log_in("Officer");
        let warnings = desk.news(officer, 0).warnings.into_iter();
        let told: Vec<String> = warnings
            .map(|it| format!("{} {:?}", it.code, it.values))
            .collect();
        told
    };
    let expected = r#"warning-budget [("user", "Kaisa"), ("count", "2")]"#;
    assert_eq!(told(23), [expected]);
    assert_eq!(told(2), [""; 0]);
}
