use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// Whether Midsummer Eve and Christmas Eve count as holidays (RULES T14).
///
/// They do not: the earlier day is in time under either reading of the law.
const EVES_ARE_HOLIDAYS: bool = false;

/// Tells whether `day` is a public holiday in Finland, weekday or not.
#[must_use]
pub fn is_holiday(day: NaiveDate) -> bool {
    is_fixed_holiday(day) || is_movable_holiday(day) || (EVES_ARE_HOLIDAYS && is_eve(day))
}

/// Tells whether `day` is neither a Saturday, a Sunday nor a public holiday.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(day)
}

/// Returns `day`, or where it is no working day, the next one that is (RULES T6).
#[must_use]
pub fn rolled(day: NaiveDate) -> NaiveDate {
    day.iter_days()
        .find(|it| is_working_day(*it))
        .unwrap_or(day)
}

/// New Year, Epiphany, May Day, Independence Day, Christmas Day, St Stephen's Day.
fn is_fixed_holiday(day: NaiveDate) -> bool {
    matches!(
        (day.month(), day.day()),
        (1, 1 | 6) | (5, 1) | (12, 6 | 25 | 26)
    )
}

fn is_movable_holiday(day: NaiveDate) -> bool {
    // Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday.
    let since_easter = easter(day.year()).map(|easter| (day - easter).num_days());
    let saturday = day.weekday() == Weekday::Sat;
    matches!(since_easter, Some(-2 | 0 | 1 | 39 | 49))
        || saturday && matches!((day.month(), day.day()), (6, 20..=26))
        || saturday && matches!((day.month(), day.day()), (10, 31) | (11, 1..=6))
}

fn is_eve(day: NaiveDate) -> bool {
    let midsummer =
        day.weekday() == Weekday::Fri && matches!((day.month(), day.day()), (6, 19..=25));
    midsummer || (day.month(), day.day()) == (12, 24)
}

/// Returns Easter Sunday of the Gregorian calendar, for any year (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leaps, rest) = (century.div_euclid(4), century.rem_euclid(4));
    let shift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leaps - shift + 15).rem_euclid(30);
    let sunday = (32 + 2 * rest + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let after = u64::try_from(epact + sunday - 7 * late).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holidays(year: i32) -> String {
        let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days();
        let days = days
            .take_while(|it| it.year() == year)
            .filter(|it| is_holiday(*it));
        days.map(|it| it.format("%d.%m").to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_holidays_of_a_year_are_those_of_the_statutes() {
        for (year, expected) in [
            (
                2024,
                "01.01 06.01 29.03 31.03 01.04 01.05 09.05 19.05 22.06 02.11 06.12 25.12 26.12",
            ),
            (
                2026,
                "01.01 06.01 03.04 05.04 06.04 01.05 14.05 24.05 20.06 31.10 06.12 25.12 26.12",
            ),
            (
                2027,
                "01.01 06.01 26.03 28.03 29.03 01.05 06.05 16.05 26.06 06.11 06.12 25.12 26.12",
            ),
            (
                2028,
                "01.01 06.01 14.04 16.04 17.04 01.05 25.05 04.06 24.06 04.11 06.12 25.12 26.12",
            ),
        ] {
            assert_eq!(holidays(year), expected);
        }
        // The first of May was Ascension Day as well.
        assert_eq!(holidays(2008).split(' ').count(), 12);
    }

    #[test]
    fn easter_is_right_at_its_edges_and_without_an_end_year() {
        for (year, easter_day) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1954, "1954-04-18"),
            (1981, "1981-04-19"),
            (2000, "2000-04-23"),
            (2049, "2049-04-18"),
            (2285, "2285-03-22"),
            (3000, "3000-04-13"),
        ] {
            assert_eq!(easter(year), Some(day(easter_day)));
        }
        for year in -5000..10_000 {
            assert_eq!(easter(year).unwrap().weekday(), Weekday::Sun, "{year}");
        }
    }

    #[test]
    fn neither_eve_is_a_holiday() {
        for eve in ["2025-06-20", "2027-06-25", "2024-12-24", "2026-12-24"] {
            assert!(is_eve(day(eve)) && is_working_day(day(eve)), "{eve}");
        }
        assert_eq!(rolled(day("2026-04-03")), day("2026-04-07"));
        assert_eq!(rolled(NaiveDate::MAX), NaiveDate::MAX);
    }
}
