use super::breach;
use super::business_id::BusinessId;
use super::deadline;
use super::deadline::Pause;
use super::deadline::Term;
use super::field::Field;
use super::hetu::contains_hetu;
use super::marketing::FactError;
use super::marketing::decide;
use super::marketing::facts_from_pairs;
use super::retention::Retention;
use super::time::When;
use super::transfer::Destination;
use super::value::canonical;

mod flags;
#[cfg(test)]
mod tests;

use flags::Flags;

/// The rules that can be tried without a register, as `rainmaker check KIND` names them.
pub const KINDS: &[&str] = &[
    "phone",
    "email",
    "business-id",
    "vat",
    "hetu",
    "marketing",
    "deadline",
    "retention",
    "breach",
    "transfer",
];

/// The one line that a rule answers with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    pub line: String,
    /// False where the line says that nothing was found, which is no error but no success either.
    pub found: bool,
}

/// Tries the rule `kind` on `args`, which are as typed after it on the command line.
///
/// # Errors
///
/// [`CheckError::Usage`] for what was asked wrongly, [`CheckError::Refused`] for what the rule
/// refuses. Neither repeats a value.
pub fn run(kind: &str, args: &[String]) -> Result<Answer, CheckError> {
    let line = match kind {
        "phone" => canonical(Field::Phone, value(args)?).map_err(refused)?,
        "email" => canonical(Field::Email, value(args)?).map_err(refused)?,
        "business-id" => canonical(Field::BusinessId, value(args)?).map_err(refused)?,
        "vat" => BusinessId::parse_vat(value(args)?)
            .map_err(refused)?
            .vat_number(),
        "hetu" => return Ok(hetu(value(args)?)),
        "marketing" => marketing(args)?,
        "deadline" => deadline(args)?,
        "retention" => retention(args)?,
        "breach" => breach(value(args)?)?,
        "transfer" => {
            let Destination { group, basis } = Destination::of(value(args)?).map_err(refused)?;
            format!("{group} {basis}")
        }
        _ => {
            return Err(CheckError::Usage(format!(
                "unknown kind, none of {}",
                KINDS.join(" ")
            )));
        }
    };
    Ok(Answer { line, found: true })
}

fn value(args: &[String]) -> Result<&str, CheckError> {
    match args {
        [value] => Ok(value),
        _ => Err(CheckError::Usage(format!(
            "takes one value, not {}",
            args.len()
        ))),
    }
}

fn hetu(text: &str) -> Answer {
    let found = contains_hetu(text);
    Answer {
        line: if found { "yes" } else { "no" }.to_owned(),
        found,
    }
}

fn marketing(args: &[String]) -> Result<String, CheckError> {
    let pairs: Option<Vec<_>> = args.iter().map(|it| it.split_once('=')).collect();
    let pairs = pairs.ok_or_else(|| CheckError::Usage("takes facts as key=value".to_owned()))?;
    let facts = facts_from_pairs(pairs).map_err(|it| match it {
        FactError::UnknownKey(_) | FactError::Missing(_) => CheckError::Usage(it.to_string()),
        FactError::BadValue(_) => refused(it),
    })?;
    let verdict = decide(&facts);
    Ok(format!(
        "{} {} {}",
        verdict.answer, verdict.reason, verdict.reference
    ))
}

fn deadline(args: &[String]) -> Result<String, CheckError> {
    let flags = Flags::parse(args, &["received", "asked", "answered"], &["extended"])?;
    let received = flags
        .when("received")?
        .ok_or_else(|| missing("received"))?
        .day();
    let term = if flags.has("extended") {
        Term::ThreeMonths
    } else {
        Term::OneMonth
    };
    let pause = match (flags.when("asked")?, flags.when("answered")?) {
        (Some(asked), Some(answered)) => {
            Some(Pause::between(asked.day(), answered.day()).map_err(refused)?)
        }
        (None, None) => None,
        (Some(_), None) => return Err(missing("answered")),
        (None, Some(_)) => return Err(missing("asked")),
    };
    deadline::due(received, term, pause)
        .map(|it| it.to_string())
        .map_err(refused)
}

fn retention(args: &[String]) -> Result<String, CheckError> {
    let flags = Flags::parse(args, &["kind", "event", "financial-year-end"], &[])?;
    let event = flags.when("event")?;
    let year_end = flags.when("financial-year-end")?.map(When::day);
    let year_end = || year_end.ok_or_else(|| missing("financial-year-end"));
    let kept = match flags.value("kind") {
        Some("voucher") => Retention::of_voucher(year_end()?),
        Some("books") => Retention::of_books(year_end()?),
        Some("call_record") => {
            Retention::of_call_record(event.ok_or_else(|| missing("event"))?.day())
        }
        Some(_) => return Err(usage("--kind: none of voucher books call_record")),
        None => return Err(missing("kind")),
    };
    let Retention {
        keep_through,
        delete_from,
    } = kept.ok_or_else(|| refused("the period ends beyond the calendar"))?;
    Ok(format!("{keep_through} {delete_from}"))
}

fn breach(aware: &str) -> Result<String, CheckError> {
    match aware.parse() {
        Ok(When::Instant(aware)) => Ok(breach::local(breach::notify_by(aware))),
        _ => Err(refused(
            "not an instant with its offset, as 2026-11-20T14:20:00+02:00",
        )),
    }
}

fn usage(text: &str) -> CheckError {
    CheckError::Usage(text.to_owned())
}

fn missing(flag: &str) -> CheckError {
    CheckError::Usage(format!("--{flag}: missing"))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "so that map_err takes it by its name"
)]
fn refused(why: impl ToString) -> CheckError {
    CheckError::Refused(why.to_string())
}

/// Why a rule has no answer.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CheckError {
    /// The question was asked wrongly.
    #[error("{0}")]
    Usage(String),
    /// The rule refuses what it was asked about.
    #[error("{0}")]
    Refused(String),
}
