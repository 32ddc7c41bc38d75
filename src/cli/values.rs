use std::io::{self, Read};

use super::desk::Desk;
use super::stop::{Stop, USAGE};
use crate::contract::{CorrectionField, CorrectionKind};
use crate::domain::field::Field;

/// Most that is read as text, in bytes.
const MOST: u64 = 1 << 20;

/// One `field=value`, `field+=value` or `field-=value`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Pair {
    pub(super) field: CorrectionField,
    pub(super) kind: CorrectionKind,
    pub(super) value: String,
}

/// Reads pairs as typed; `-` among them stands for the lines of standard input.
pub(super) fn pairs(desk: &Desk, typed: &[String]) -> Result<Vec<Pair>, Stop> {
    let mut pairs = Vec::new();
    for text in typed {
        if text == "-" {
            for line in standard_input(desk)?
                .lines()
                .filter(|line| !line.trim().is_empty())
            {
                pairs.push(pair(desk, line)?);
            }
        } else {
            pairs.push(pair(desk, text)?);
        }
    }
    if pairs.is_empty() {
        return Err(desk.stop(USAGE, "cli-no-values", &[]));
    }
    refuse_twice(desk, &pairs)?;
    Ok(pairs)
}

/// Reads all of standard input as text.
pub(super) fn standard_input(desk: &Desk) -> Result<String, Stop> {
    whole_text(io::stdin().lock()).map_err(|_| desk.stop(USAGE, "cli-input", &[]))
}

/// Reads all there is. What is too long is refused whole: a value cut in two would be kept as if it
/// were one.
pub(super) fn whole_text(from: impl Read) -> io::Result<String> {
    let mut text = String::new();
    let length = from.take(MOST + 1).read_to_string(&mut text)?;
    if length as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

fn pair(desk: &Desk, text: &str) -> Result<Pair, Stop> {
    // Never repeats what was typed: it may hold a personal identity code.
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| desk.stop(USAGE, "cli-not-a-pair", &[]))?;
    let (name, kind) = match name.trim() {
        name if name.ends_with('+') => (name.trim_end_matches('+'), CorrectionKind::Add),
        name if name.ends_with('-') => (name.trim_end_matches('-'), CorrectionKind::Remove),
        name => (name, CorrectionKind::Replace),
    };
    let field = match name {
        "number" => Some(CorrectionField::Number),
        "kind" => Some(CorrectionField::Kind),
        name => Field::parse(name).map(CorrectionField::Value),
    };
    let known = || {
        let codes = Field::ALL.iter().map(|it| it.code());
        std::iter::once("kind")
            .chain(codes)
            .chain(["number"])
            .collect::<Vec<_>>()
            .join(" ")
    };
    let field =
        field.ok_or_else(|| desk.stop(USAGE, "cli-no-such-field", &[("known", &known())]))?;
    if kind != CorrectionKind::Replace && !repeats(field) {
        return Err(desk.stop(USAGE, "cli-one-value", &[("field", code(field))]));
    }
    Ok(Pair {
        field,
        kind,
        value: value.to_owned(),
    })
}

fn refuse_twice(desk: &Desk, pairs: &[Pair]) -> Result<(), Stop> {
    for (place, pair) in pairs.iter().enumerate() {
        if !repeats(pair.field) && pairs[..place].iter().any(|it| it.field == pair.field) {
            return Err(desk.stop(USAGE, "cli-one-value", &[("field", code(pair.field))]));
        }
    }
    Ok(())
}

fn repeats(field: CorrectionField) -> bool {
    matches!(field, CorrectionField::Value(field) if field.repeats())
}

pub(super) fn code(field: CorrectionField) -> &'static str {
    match field {
        CorrectionField::Number => "number",
        CorrectionField::Kind => "kind",
        CorrectionField::Value(field) => field.code(),
    }
}
