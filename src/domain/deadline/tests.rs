use chrono::Datelike as _;
use chrono::TimeDelta;

use super::*;
use crate::domain::calendar::is_working_day;
use crate::domain::cases::Row;
use crate::domain::cases::rows;
use crate::domain::time::When;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn term(row: &Row) -> Term {
    if row["extended"] == "yes" {
        Term::ThreeMonths
    } else {
        Term::OneMonth
    }
}

#[test]
fn every_worked_case_holds() {
    let tables = [
        (
            include_str!("../../../tests/cases/deadlines.csv"),
            "expected_due",
        ),
        (
            include_str!("../../../tests/cases/deadlines_ambiguous.csv"),
            "due_A_recommended",
        ),
    ];
    for (table, column) in tables {
        for row in rows(table) {
            let due = due(day(&row["received"]), term(&row), None);
            assert_eq!(due, Ok(day(&row[column])), "{row:?}");
        }
    }
}

#[test]
fn days_of_waiting_are_added_before_the_roll() {
    for row in rows(include_str!("../../../tests/cases/deadlines_paused.csv")) {
        let pause = Pause::between(day(&row["asked"]), day(&row["answered"])).unwrap();
        let due = due(day(&row["received"]), term(&row), Some(pause));
        assert_eq!(due, Ok(day(&row["expected_due"])), "{row:?}");
    }
    let backwards = Pause::between(day("2026-02-02"), day("2026-02-01"));
    assert_eq!(backwards, Err(DeadlineError::AnsweredBeforeAsked));
    assert_eq!(
        due(NaiveDate::MAX, Term::OneMonth, None),
        Err(DeadlineError::BeyondCalendar)
    );
}

#[test]
fn a_request_is_received_on_its_local_day() {
    for row in rows(include_str!("../../../tests/cases/receipt_instants.csv")) {
        let received: When = row["received_utc"].parse().unwrap();
        assert_eq!(received.day(), day(&row["received_local_date"]), "{row:?}");
        let due = due(received.day(), Term::OneMonth, None);
        assert_eq!(due, Ok(day(&row["expected_due"])), "{row:?}");
    }
}

/// Lists the holidays of a year of this century or the last, Easter by the rule of Gauss.
fn holidays(year: i32) -> Vec<NaiveDate> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let full_moon = (19 * (year % 19) + 24) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full_moon + 5) % 7;
    let early = sunday == 6 && (full_moon == 29 || full_moon == 28 && year % 19 > 10);
    let march = i64::from(21 + full_moon + sunday - if early { 7 } else { 0 });
    let mut days = vec![
        day(1, 1),
        day(1, 6),
        day(5, 1),
        day(12, 6),
        day(12, 25),
        day(12, 26),
    ];
    days.extend([-2, 1, 39].map(|after| day(3, 1) + TimeDelta::days(march + after)));
    days
}

/// Walks day by day to the named month, on to the day or the month's end, and past days off.
fn walked(received: NaiveDate, months: u32) -> NaiveDate {
    let next = |day: NaiveDate| day.succ_opt().unwrap();
    let turn = received.month0() + months;
    let month = (
        received.year() + i32::try_from(turn / 12).unwrap(),
        turn % 12,
    );
    let in_month = |day: NaiveDate| (day.year(), day.month0()) == month;
    let mut day = received;
    while !in_month(day) {
        day = next(day);
    }
    while day.day() < received.day() && in_month(next(day)) {
        day = next(day);
    }
    while day.weekday().number_from_monday() > 5 || holidays(day.year()).contains(&day) {
        day = next(day);
    }
    day
}

#[test]
fn twenty_years_of_due_days_are_working_days_and_those_of_a_walk() {
    for received in day("2020-01-01")
        .iter_days()
        .take_while(|it| it.year() <= 2040)
    {
        for (term, months) in [(Term::OneMonth, 1), (Term::ThreeMonths, 3)] {
            let due = due(received, term, None).unwrap();
            assert!(
                is_working_day(due) && due >= received + Months::new(months),
                "{received}"
            );
            assert_eq!(due, walked(received, months), "{received}");
        }
    }
}
