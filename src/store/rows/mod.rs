//! How what is stored is written: numbered fields, so that any version of the program skips what it
//! does not know and supplies what is missing.
//!
//! **Invariant:** a number, of a field or of an enum, is never given a second meaning.

mod audit;
mod codes;
mod desk;
mod house;
mod person;

use chrono::{Datelike as _, NaiveDate};
use minicbor::{Decode, Encode};

pub(super) use audit::{AuditRow, DetailRow};
pub(super) use desk::{DeferredRow, DraftRow, SessionRow};
pub(super) use house::{ExportRow, OutcomeRow, SettingsRow, SuppressionRow, UserRow};
pub(super) use person::{AttributesRow, PersonRow};

use super::error::StoreError;
use crate::domain::time::{Timestamp, When};

/// Writes a row.
pub(super) fn encode<R: Encode<()>>(row: &R) -> Vec<u8> {
    minicbor::to_vec(row).expect("writing to memory does not fail")
}

/// Reads a row of `table`.
pub(super) fn decode<'a, R: Decode<'a, ()>>(
    table: &'static str,
    bytes: &'a [u8],
) -> Result<R, StoreError> {
    minicbor::decode(bytes).map_err(|_| StoreError::Row { table })
}

/// A day, or an instant: exactly one of the two.
#[derive(Clone, Copy, Debug, Decode, Encode)]
#[cbor(map)]
pub(super) struct WhenRow {
    #[n(0)]
    day: Option<i32>,
    #[n(1)]
    millis: Option<i64>,
}

impl WhenRow {
    fn of(when: When) -> Self {
        match when {
            When::Day(day) => Self {
                day: Some(day.num_days_from_ce()),
                millis: None,
            },
            When::Instant(instant) => Self {
                day: None,
                millis: Some(instant.millis()),
            },
        }
    }

    fn when(self) -> Option<When> {
        match (self.day, self.millis) {
            (Some(day), None) => day_of(day).map(When::Day),
            (None, Some(millis)) => Some(When::Instant(Timestamp::from_millis(millis))),
            _ => None,
        }
    }
}

fn day_of(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}
