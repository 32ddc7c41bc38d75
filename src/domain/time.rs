use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use chrono_tz::Europe::Helsinki;
use serde::{Deserialize, Serialize};

/// An instant in UTC, kept to the millisecond and written to the second.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Returns the instant that many milliseconds after 1970-01-01T00:00:00Z, held within the
    /// years that can be written.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, DateTime::<Utc>::MAX_UTC.timestamp_millis() / 40))
    }

    /// Returns the milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Returns the calendar day in Europe/Helsinki (RULES T8).
    #[must_use]
    pub fn local_day(self) -> NaiveDate {
        self.utc().with_timezone(&Helsinki).date_naive()
    }

    /// Returns the instant on the clocks of Europe/Helsinki, without its zone.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        self.utc().with_timezone(&Helsinki).naive_local()
    }

    /// Returns the instant as chrono's own type.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(instant: DateTime<Utc>) -> Self {
        Self::from_millis(instant.timestamp_millis())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

/// The present by both clocks: deadlines of law are measured by the wall's, timeouts by the steady
/// one, which never jumps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Moment {
    pub wall: Timestamp,
    /// Since some fixed instant of this process.
    pub steady: Duration,
}

impl From<Timestamp> for Moment {
    /// Lets one clock stand for both.
    fn from(wall: Timestamp) -> Self {
        Self {
            wall,
            steady: Duration::from_millis(wall.millis().unsigned_abs()),
        }
    }
}

/// When something happened, as exactly as it is known.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Day(NaiveDate),
    Instant(Timestamp),
}

impl When {
    /// Returns the local day on which it happened.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.local_day(),
        }
    }

    /// Returns the instant; a bare day is its midnight in UTC, which lies on the same local day.
    #[must_use]
    pub fn instant(self) -> Timestamp {
        match self {
            Self::Day(day) => Timestamp::from(day.and_time(NaiveTime::MIN).and_utc()),
            Self::Instant(instant) => instant,
        }
    }

    /// Tells whether this came after `other`, both being known well enough to say so: instants
    /// compare as instants, and where one is only a day the days must differ (RULES 4.1).
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        match (self, other) {
            (Self::Instant(this), Self::Instant(that)) => this > that,
            _ => self.day() > other.day(),
        }
    }

    /// Tells whether this lies after `now`; a bare day does once it is after the local day of `now`.
    #[must_use]
    pub fn is_future(self, now: Timestamp) -> bool {
        match self {
            Self::Day(day) => day > now.local_day(),
            Self::Instant(instant) => instant > now,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant(instant) => instant.fmt(f),
        }
    }
}

impl FromStr for When {
    type Err = WhenError;

    /// Reads `2026-01-31`, or an instant with its zone as `2026-01-31T12:00:00Z`.
    fn from_str(text: &str) -> Result<Self, WhenError> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return if text.len() == 10 {
                Ok(Self::Day(day))
            } else {
                Err(WhenError)
            };
        }
        let instant = DateTime::parse_from_rfc3339(text).map_err(|_| WhenError)?;
        Ok(Self::Instant(instant.to_utc().into()))
    }
}

/// Text that is neither a day nor an instant.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a day as 2026-01-31 nor an instant as 2026-01-31T12:00:00Z")]
pub struct WhenError;

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        text.parse().unwrap()
    }

    #[test]
    fn instants_compare_as_instants_and_days_as_days() {
        assert!(when("2026-01-31T12:00:01Z").is_after(when("2026-01-31T12:00:00Z")));
        assert!(!when("2026-01-31T12:00:01Z").is_after(when("2026-01-31")));
        assert!(when("2026-02-01").is_after(when("2026-01-31T12:00:00Z")));
        assert!(!when("2026-02-01").is_after(when("2026-01-31T22:00:00Z")));
    }

    #[test]
    fn a_bare_day_keeps_its_date_as_an_instant() {
        let day = when("2026-06-20");
        assert_eq!(day.instant().to_string(), "2026-06-20T00:00:00Z");
        assert_eq!(day.instant().local_day(), day.day());
    }

    #[test]
    fn only_whole_days_and_zoned_instants_are_read() {
        for wrong in [
            "2026-1-31",
            "31.1.2026",
            "2026-02-30",
            "2026-01-31T12:00:00",
            "",
            "now",
        ] {
            assert_eq!(wrong.parse::<When>(), Err(WhenError), "{wrong}");
        }
    }
}
