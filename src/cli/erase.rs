use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::stop::{Stop, USAGE};
use super::table::Table;
use super::{json, out};
use crate::client::Door;
use crate::contract::{ErasureOrder, ErasurePreview, FaultCode, Reply, Request};
use crate::domain::audit::ErasureGround;
use crate::text::clean;

/// An erasure; without the number typed twice, its preview.
#[derive(Args, Debug)]
pub(super) struct Erase {
    number: String,
    /// The same number again
    #[arg(long = "yes-erase", value_name = "NUMBER")]
    confirmation: Option<String>,
    #[arg(
        long,
        value_name = "REQUEST|REASON-CODE",
        help = "The reference of a request, or retention, request, wrong_person or test_data"
    )]
    because: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Erase {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let (Some(confirmation), Some(because)) = (self.confirmation, self.because) else {
            return preview(desk, &door, &self.number, self.output);
        };
        let files = files(&door, &self.number)?;
        let order = ErasureOrder {
            number: self.number.clone(),
            confirmation,
            ground: ground(because),
        };
        match door.ask(Request::Erase(order)) {
            Ok(Reply::Erased { number, .. }) => {
                desk.say("done-erase", &[("number", &number)]);
                for file in files {
                    desk.say("cli-file-holds", &[("file", &file)]);
                }
                Ok(())
            }
            Ok(_) => Err(unexpected()),
            Err(fault) if fault.code == FaultCode::NotConfirmed => {
                preview(desk, &door, &self.number, self.output)
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

fn ground(because: String) -> ErasureGround {
    match because.as_str() {
        "retention" => ErasureGround::Retention,
        "request" => ErasureGround::Request,
        "wrong_person" => ErasureGround::WrongPerson,
        "test_data" => ErasureGround::TestData,
        _ => ErasureGround::Reference(because),
    }
}

fn ask_preview(door: &Door, number: &str) -> Result<ErasurePreview, Stop> {
    match door.ask(Request::PreviewErasure {
        number: number.to_owned(),
    })? {
        Reply::Erasure(preview) => Ok(preview),
        _ => Err(unexpected()),
    }
}

/// Returns the written files that an erasure does not reach.
fn files(door: &Door, number: &str) -> Result<Vec<String>, Stop> {
    Ok(ask_preview(door, number)?.files)
}

#[derive(Serialize)]
struct Preview<'a> {
    customer_number: &'a str,
    name: &'a str,
    goes: BTreeMap<&'a str, usize>,
    stays: BTreeMap<&'a str, usize>,
    files: &'a [String],
}

fn counts(list: &[(String, usize)]) -> BTreeMap<&str, usize> {
    list.iter()
        .map(|(thing, many)| (thing.as_str(), *many))
        .collect()
}

fn preview(desk: &Desk, door: &Door, number: &str, output: Output) -> Result<(), Stop> {
    let preview = ask_preview(door, number)?;
    if output.json {
        json::print(&Preview {
            customer_number: &preview.number,
            name: &preview.name,
            goes: counts(&preview.goes),
            stays: counts(&preview.stays),
            files: &preview.files,
        })?;
    } else {
        out::print(&text(desk, &preview))?;
    }
    Err(desk.stop(USAGE, "cli-erase-how", &[("number", &preview.number)]))
}

fn text(desk: &Desk, preview: &ErasurePreview) -> String {
    let mut table = Table::default();
    let mut list = |id: &str, things: &[(String, usize)]| {
        for (thing, many) in things {
            let why = desk
                .words
                .find(&format!("why-{thing}"), &[])
                .unwrap_or_default();
            let name = desk.words.word("thing", thing);
            table.push([&desk.words(id, &[]), &many.to_string(), &name, &why]);
        }
    };
    list("erase-goes", &preview.goes);
    list("erase-stays", &preview.stays);
    let mut text = format!(
        "{}  {}\n{}",
        clean(&preview.number),
        clean(&preview.name),
        table.lines()
    );
    for file in &preview.files {
        text.push_str(&clean(&desk.words("cli-file-holds", &[("file", file)])));
        text.push('\n');
    }
    text
}
