use chrono::{Datelike as _, Days, Months, NaiveDate};

/// How long after the end of the year in which a financial year ended its vouchers are kept (K1).
const VOUCHER_YEARS: i32 = 6;
/// How long after the end of a financial year its books are kept (K2).
const BOOKS_MONTHS: Months = Months::new(120);
/// The last day on which a call record is kept, the day of the call being day 0 (K4).
const CALL_RECORD_DAYS: Days = Days::new(180);

/// Until when something is kept; never rolled to a working day (RULES 5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Retention {
    /// The last day kept.
    pub keep_through: NaiveDate,
    /// The day from whose first hour deletion is due.
    pub delete_from: NaiveDate,
}

impl Retention {
    /// Returns the period of a voucher of the financial year that ends on that day (K1, K3).
    ///
    /// Like the others, nothing where the period ends beyond the calendar.
    #[must_use]
    pub fn of_voucher(financial_year_end: NaiveDate) -> Option<Self> {
        NaiveDate::from_ymd_opt(financial_year_end.year() + VOUCHER_YEARS, 12, 31)
            .and_then(Self::through)
    }

    /// Returns the period of the books of the financial year that ends on that day (K2, K3).
    #[must_use]
    pub fn of_books(financial_year_end: NaiveDate) -> Option<Self> {
        financial_year_end
            .checked_add_months(BOOKS_MONTHS)
            .and_then(Self::through)
    }

    /// Returns the period of the record of a call made on that local day (K4).
    #[must_use]
    pub fn of_call_record(called: NaiveDate) -> Option<Self> {
        called
            .checked_add_days(CALL_RECORD_DAYS)
            .and_then(Self::through)
    }

    fn through(keep_through: NaiveDate) -> Option<Self> {
        Some(Self {
            keep_through,
            delete_from: keep_through.succ_opt()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cases::rows;
    use crate::domain::time::When;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_worked_case_holds() {
        for row in rows(include_str!("../../tests/cases/retention.csv")) {
            let kept = match row["kind"].as_str() {
                "voucher" => Retention::of_voucher(day(&row["financial_year_end"])),
                "books" => Retention::of_books(day(&row["financial_year_end"])),
                _ => Retention::of_call_record(row["event"].parse::<When>().unwrap().day()),
            };
            let expected = (day(&row["keep_through"]), day(&row["delete_from"]));
            assert_eq!(
                kept.map(|it| (it.keep_through, it.delete_from)),
                Some(expected),
                "{row:?}"
            );
        }
    }

    #[test]
    fn a_period_beyond_the_calendar_is_none() {
        assert_eq!(Retention::of_voucher(NaiveDate::MAX), None);
        assert_eq!(Retention::of_books(NaiveDate::MAX), None);
        assert_eq!(
            Retention::of_call_record(NaiveDate::MAX - Days::new(180)),
            None
        );
    }
}
