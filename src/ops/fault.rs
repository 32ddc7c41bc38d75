use std::error::Error;

use crate::contract::{Fault, FaultCode};
use crate::domain::hetu::contains_hetu;
use crate::domain::value::ValueError;
use crate::store::StoreError;

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Disk(_) | StoreError::Closed => FaultCode::CannotWrite,
            StoreError::Unfinished => FaultCode::UnfinishedErasure,
            StoreError::Row { .. } | StoreError::KeyGone(_) | StoreError::KeyLost(_) => {
                FaultCode::Damaged
            }
            _ => FaultCode::Internal,
        };
        Self::of(code).with("cause", &chain(&error))
    }
}

/// Returns an error with its causes; those of the store say nothing of people.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

impl From<ValueError> for Fault {
    fn from(error: ValueError) -> Self {
        bad_value(error.field(), error.code(), error.limit())
    }
}

fn bad_value(field: &str, reason: &str, limit: Option<usize>) -> Fault {
    let fault = Fault::of(FaultCode::BadValue)
        .with("field", field)
        .with("reason", reason);
    match limit {
        Some(limit) => fault.with("limit", &limit),
        None => fault,
    }
}

/// Checks text that is no value of a person: trims it, refuses a personal identity code and more
/// than `limit` characters.
pub(super) fn free_text(field: &str, text: &str, limit: usize) -> Result<String, Fault> {
    let text = text.trim();
    if contains_hetu(text) {
        Err(bad_value(field, "value-hetu", None))
    } else if text.chars().count() > limit {
        Err(bad_value(field, "value-too-long", Some(limit)))
    } else {
        Ok(text.to_owned())
    }
}

/// As [`free_text`]; nothing where it is absent or blank.
pub(super) fn optional_text(
    field: &str,
    text: Option<&str>,
    limit: usize,
) -> Result<Option<String>, Fault> {
    let text = text.map(|it| free_text(field, it, limit)).transpose()?;
    Ok(text.filter(|it| !it.is_empty()))
}

/// As [`free_text`], and refuses blank text.
pub(super) fn reason(text: &str) -> Result<String, Fault> {
    let text = free_text("reason", text, SHORT)?;
    if text.is_empty() {
        Err(Fault::of(FaultCode::ReasonNeeded))
    } else {
        Ok(text)
    }
}

/// The longest free text beside notes, in characters.
pub(super) const SHORT: usize = 320;
