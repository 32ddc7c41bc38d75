use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::login::Seated;
use super::output::Output;
use super::stop::{Stop, USAGE};
use super::table::Table;
use super::{json, out};
use crate::contract::{ErasureOrder, ErasurePreview, Fault, FaultCode, Reply, Request};
use crate::domain::audit::ErasureGround;
use crate::text::clean;

/// An erasure; without the number typed twice, its preview.
#[derive(Args, Debug)]
pub(super) struct Erase {
    /// Of several people, another officer approves the erasure
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// The same number again, once for each
    #[arg(long = "yes-erase", value_name = "NUMBER", value_delimiter = ',')]
    confirmations: Vec<String>,
    #[arg(
        long,
        value_name = "REQUEST|REASON-CODE",
        help = "The reference of a request, or retention, request, wrong_person or test_data"
    )]
    because: Option<String>,
    /// Why several are erased; needed where no second officer can be asked
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Erase {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let seated = desk.sit_down()?;
        let confirmed = self.is_confirmed();
        let Some(because) = self.because.clone().filter(|_| confirmed) else {
            return self.show(desk, &seated);
        };
        let files = self.files(&seated)?;
        match seated.ask(self.request(because)) {
            Ok(Reply::Erased { number, .. }) => {
                desk.say("done-erase", &[("number", &number)]);
                for file in files {
                    desk.say("cli-file-holds", &[("file", &file)]);
                }
                Ok(())
            }
            Ok(Reply::Waits { waiting }) => {
                desk.say("done-waits", &[("id", &waiting.to_string())]);
                Ok(())
            }
            Ok(_) => Err(unexpected()),
            Err(fault) if fault.code == FaultCode::NotConfirmed => self.show(desk, &seated),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Tells whether every number was typed twice, and no other was typed again.
    fn is_confirmed(&self) -> bool {
        let set = |list: &[String]| -> BTreeSet<String> { list.iter().cloned().collect() };
        set(&self.numbers) == set(&self.confirmations)
    }

    fn request(&self, because: String) -> Request {
        match self.numbers.as_slice() {
            [number] => Request::Erase(ErasureOrder {
                number: number.clone(),
                confirmation: number.clone(),
                ground: ground(because),
            }),
            numbers => Request::EraseMany {
                numbers: numbers.to_vec(),
                confirmation: numbers.len().to_string(),
                ground: ground(because),
                reason: self.reason.clone(),
            },
        }
    }

    /// Returns the written files that the erasure does not reach.
    fn files(&self, seated: &Seated) -> Result<BTreeSet<String>, Stop> {
        let previews = previews(seated, &self.numbers)?.into_iter();
        Ok(previews.flat_map(|it| it.files).collect())
    }

    /// Shows what the erasure would do, and how it is done.
    fn show(&self, desk: &Desk, seated: &Seated) -> Result<(), Stop> {
        let previews = previews(seated, &self.numbers)?;
        match (self.output.json, previews.as_slice()) {
            (true, [preview]) => json::print(&Preview::of(preview))?,
            (true, many) => json::print(&many.iter().map(Preview::of).collect::<Vec<_>>())?,
            (false, many) => {
                let texts: Vec<String> = many.iter().map(|it| text(desk, it)).collect();
                out::print(&texts.join("\n"))?;
            }
        }
        let numbers: Vec<&str> = previews.iter().map(|it| it.number.as_str()).collect();
        Err(desk.stop(USAGE, "cli-erase-how", &[("number", &numbers.join(","))]))
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

fn previews(seated: &Seated, numbers: &[String]) -> Result<Vec<ErasurePreview>, Stop> {
    let ask = |number: &String| {
        let number = number.clone();
        match seated.ask(Request::PreviewErasure { number })? {
            Reply::Erasure(preview) => Ok(preview),
            _ => Err(Fault::of(FaultCode::Internal)),
        }
    };
    let all: Result<_, Fault> = numbers.iter().map(ask).collect();
    Ok(all?)
}

/// What an erasure would do, as a document.
#[derive(Serialize)]
pub(super) struct Preview<'a> {
    customer_number: &'a str,
    name: &'a str,
    goes: BTreeMap<&'a str, usize>,
    stays: BTreeMap<&'a str, usize>,
    files: &'a [String],
}

impl<'a> Preview<'a> {
    pub(super) fn of(preview: &'a ErasurePreview) -> Self {
        Self {
            customer_number: &preview.number,
            name: &preview.name,
            goes: counts(&preview.goes),
            stays: counts(&preview.stays),
            files: &preview.files,
        }
    }
}

fn counts(list: &[(String, usize)]) -> BTreeMap<&str, usize> {
    list.iter()
        .map(|(thing, many)| (thing.as_str(), *many))
        .collect()
}

/// Writes what an erasure would do in lines, cleaned.
pub(super) fn text(desk: &Desk, preview: &ErasurePreview) -> String {
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
