use serde::Serialize;

use super::super::desk::{Desk, card, unexpected};
use super::super::output::Output;
use super::super::stop::Stop;
use super::super::table::Table;
use super::super::{json, out};
use super::record::{Record, none};
use crate::contract::{About, Card, Reply, Request};
use crate::domain::consent::in_force;
use crate::domain::controller::Controller;

/// The receipt of one consent: the minimum record of RULES 3, and whose register it stands in.
#[derive(Serialize)]
struct Receipt<'a> {
    subject: &'a str,
    controller: &'a Controller,
    #[serde(flatten)]
    record: Record<'a>,
    withdrawal: &'a str,
}

/// Prints the receipts of what is in force, one for each purpose and channel.
pub(super) fn show(desk: &Desk, number: &str, output: Output) -> Result<(), Stop> {
    let door = desk.log_in()?;
    let Reply::About(about) = door.ask(Request::About)? else {
        return Err(unexpected());
    };
    let card = card(&door, number)?;
    let controller = controller(about);
    let records = standing(&card);
    if records.is_empty() {
        return Err(none(desk, output)?);
    }
    let withdrawal = desk.words(
        "receipt-withdrawal-how",
        &[("contact", &controller.contact)],
    );
    let receipts: Vec<Receipt<'_>> = records
        .into_iter()
        .map(|record| Receipt {
            subject: &card.number,
            controller: &controller,
            record,
            withdrawal: &withdrawal,
        })
        .collect();
    if output.json {
        return json::print(&receipts);
    }
    let texts: Vec<String> = receipts.iter().map(|it| text(desk, &card, it)).collect();
    out::print(&texts.join("\n"))
}

/// Takes the built-in default where the register was not told.
fn controller(about: About) -> Controller {
    let default = Controller::default();
    Controller {
        name: about.controller.unwrap_or(default.name),
        contact: about.contact.unwrap_or(default.contact),
        authority: about.authority.unwrap_or(default.authority),
    }
}

fn standing(card: &Card) -> Vec<Record<'_>> {
    let events = card.consents.iter().enumerate();
    let newest = events.filter(|(_, event)| {
        let latest = in_force(&card.consents, event.purpose, event.channel);
        latest.is_some_and(|latest| std::ptr::eq(latest, *event))
    });
    newest
        .map(|(place, event)| Record::of(&card.number, place, event))
        .collect()
}

fn text(desk: &Desk, card: &Card, receipt: &Receipt<'_>) -> String {
    let record = &receipt.record;
    let mut table = Table::default();
    let mut line = |id: &str, value: &str| {
        if !value.is_empty() {
            table.push([&desk.words(id, &[]), value]);
        }
    };
    line("receipt-subject", &format!("{} {}", card.number, card.name));
    line("receipt-controller", &receipt.controller.name);
    line("receipt-contact", &receipt.controller.contact);
    line("receipt-authority", &receipt.controller.authority);
    line(
        "receipt-purpose",
        &desk.words.word("purpose", record.purpose.code()),
    );
    line(
        "receipt-channel",
        &desk.words.word("channel", record.channel.code()),
    );
    line(
        "receipt-state",
        &desk.words.word("consent", record.state.code()),
    );
    line("receipt-at", &record.at);
    line("receipt-how", &desk.words.word("method", record.how.code()));
    line("receipt-reference", record.reference.unwrap_or_default());
    line("receipt-withdrawal", receipt.withdrawal);
    table.lines()
}
