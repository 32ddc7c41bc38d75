use chrono::SecondsFormat;
use chrono_tz::Europe::Helsinki;

use super::time::Timestamp;

const HOURS_72: i64 = 72 * 60 * 60 * 1000;

/// Returns the last instant for telling the authority of a breach known since `aware` (RULES L8).
///
/// Hours, not days: weekends and holidays count, and a change of clocks moves the local time.
#[must_use]
pub fn notify_by(aware: Timestamp) -> Timestamp {
    Timestamp::from_millis(aware.millis() + HOURS_72)
}

/// Returns an instant as the clocks of Helsinki show it, as `2026-11-23T14:20:00+02:00`.
#[must_use]
pub fn local(instant: Timestamp) -> String {
    instant
        .utc()
        .with_timezone(&Helsinki)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cases::rows;
    use crate::domain::time::When;

    #[test]
    fn every_worked_case_holds() {
        for row in rows(include_str!("../../tests/cases/breach72h.csv")) {
            let aware: When = row["aware_local"].parse().unwrap();
            assert_eq!(
                local(notify_by(aware.instant())),
                row["notify_by_local"],
                "{row:?}"
            );
        }
    }

    #[test]
    fn clocks_that_go_back_bring_the_local_time_an_hour_earlier() {
        let aware: When = "2026-10-24T12:00:00+03:00".parse().unwrap();
        assert_eq!(
            local(notify_by(aware.instant())),
            "2026-10-27T11:00:00+02:00"
        );
    }
}
