use clap::Args;

use super::codes;
use super::desk::{Desk, unexpected};
use super::out;
use super::stop::{Stop, USAGE};
use super::values::{Pair, code, pairs};
use crate::contract::{CorrectionField, CorrectionKind, Fault, FaultCode, Reply, Request};
use crate::domain::field::{Field, Kind};
use crate::domain::provenance::{Basis, Purpose, Source};

/// Written here, since a doc comment may not name a code without marks that show.
const FIELDS: &str = "Or - for lines of standard input; email and phone repeat. Fields: kind given \
    family email phone street postcode city language company business_id duties note number";

const SOURCES: &str = "person, authority, contact_service, trusted_party, public_source, file or \
    staff, with more words after a colon";

/// The values of a new person.
#[derive(Args, Debug)]
pub(super) struct Add {
    #[arg(required = true, value_name = "FIELD=VALUE", help = FIELDS)]
    values: Vec<String>,
    #[command(flatten)]
    held: Held,
}

/// Where values come from, what for and by what right.
#[derive(Args, Debug)]
pub(super) struct Held {
    #[arg(long, value_name = "SOURCE", default_value = "staff", help = SOURCES)]
    pub(super) source: String,
    #[arg(long, value_parser = codes::purpose(), default_value = "relations")]
    pub(super) purpose: Purpose,
    #[arg(long, value_parser = codes::basis(), default_value = "legitimate_interest")]
    pub(super) basis: Basis,
}

impl Add {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let request = request(desk, &self.values, &self.held)?;
        let door = desk.log_in()?;
        match door.ask(request)? {
            Reply::Done { number, .. } | Reply::Unchanged { number } => {
                out::print(&format!("{number}\n"))
            }
            _ => Err(unexpected()),
        }
    }
}

fn request(desk: &Desk, typed: &[String], held: &Held) -> Result<Request, Stop> {
    let (mut number, mut kind, mut values) = (None, None, Vec::<(Field, String)>::new());
    for Pair {
        field,
        kind: how,
        value,
    } in pairs(desk, typed)?
    {
        if how == CorrectionKind::Remove {
            return Err(desk.stop(USAGE, "cli-nothing-to-remove", &[("field", code(field))]));
        }
        match field {
            CorrectionField::Number => number = Some(value),
            CorrectionField::Kind => kind = Some(parse_kind(&value)?),
            CorrectionField::Value(field) => values.push((field, value)),
        }
    }
    let (source, purpose, basis) = (Source::parse(&held.source), held.purpose, held.basis);
    Ok(Request::Add {
        number,
        kind,
        values,
        source,
        purpose,
        basis,
    })
}

fn parse_kind(value: &str) -> Result<Kind, Fault> {
    Kind::parse(value.trim()).ok_or_else(|| {
        Fault::of(FaultCode::BadValue)
            .with("field", "kind")
            .with("reason", "value-kind")
    })
}
