use std::fmt::Write as _;

use super::super::desk::Desk;
use super::super::table::Table;
use super::sentence;
use crate::contract::Card;
use crate::domain::ban::Ban;
use crate::domain::channel::Channel;
use crate::domain::consent::standing;
use crate::text::clean;

/// Returns what is held on a person for people to read: who, the verdicts, and the rest under
/// headings.
pub(super) fn of(desk: &Desk, card: &Card) -> String {
    let nameless = desk.words("nameless", &[]);
    let name = if card.name.is_empty() {
        &nameless
    } else {
        &card.name
    };
    let kind = desk.words.word("kind", card.kind.code());
    let mut text = format!("{}  {}  {kind}", clean(&card.number), clean(name));
    if card.is_banned() {
        let _ = write!(text, "  {}", desk.words("banned", &[]));
    }
    text.push_str("\n\n");
    text.push_str(&verdicts(desk, card));
    for (id, lines) in [
        ("pane-sheet", values(desk, card)),
        ("section-bans", bans(desk, card)),
        ("section-consents", consents(desk, card)),
        ("section-attributes", attributes(desk, card)),
        ("section-addresses", stopped(card)),
        ("section-duplicates", duplicates(desk, card)),
        ("cli-merged-numbers", merged(card)),
    ] {
        if !lines.is_empty() {
            let _ = write!(text, "\n{}\n{lines}", desk.words(id, &[]));
        }
    }
    text
}

fn verdicts(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for (channel, verdict) in &card.verdicts {
        table.push([
            &desk.words.word("channel", channel.code()),
            &desk.words.word("answer", verdict.answer.code()),
            &sentence(desk, *verdict),
            verdict.reference.code(),
        ]);
    }
    table.lines()
}

fn values(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for datum in &card.data {
        let held = &datum.provenance;
        table.push([
            &desk.words.word("field", datum.field.code()),
            &datum.value,
            &held.source.to_string(),
            &held.date.to_string(),
            &desk.words.word("purpose", held.purpose.code()),
            &desk.words.word("basis", held.basis.code()),
        ]);
    }
    table.lines()
}

fn bans(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for ban in &card.bans {
        let listed = if ban.from_suppression {
            desk.words("ban-from-suppression", &[])
        } else {
            String::new()
        };
        table.push([
            &desk
                .words
                .word("channel", ban.channel.map_or("all", Channel::code)),
            &ban_since(desk, ban),
            &said(desk, "ban-told", "told", ban.told.as_deref()),
            &said(desk, "ban-reason", "reason", ban.reason.as_deref()),
            &listed,
            &said(
                desk,
                "ban-lift-reason",
                "reason",
                ban.lifted.as_ref().map(|it| it.reason.as_str()),
            ),
        ]);
    }
    table.lines()
}

fn ban_since(desk: &Desk, ban: &Ban) -> String {
    let since = ban.since.day().to_string();
    match &ban.lifted {
        None => desk.words("ban-since", &[("since", &since)]),
        Some(lift) => {
            let lifted = lift.at.local_day().to_string();
            desk.words("ban-lifted", &[("since", &since), ("lifted", &lifted)])
        }
    }
}

fn said(desk: &Desk, id: &str, name: &str, value: Option<&str>) -> String {
    value
        .map(|value| desk.words(id, &[(name, value)]))
        .unwrap_or_default()
}

fn consents(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for event in standing(&card.consents) {
        table.push([
            &desk.words.word("purpose", event.purpose.code()),
            &desk.words.word("channel", event.channel.code()),
            &desk.words.word("consent", event.state.code()),
            &event.at.to_string(),
            &desk.words.word("method", event.method.code()),
            &desk.words("recorded-by", &[("who", &event.recorded_by)]),
        ]);
    }
    table.lines()
}

fn attributes(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for attribute in &card.attributes {
        table.push([
            &attribute.name,
            &attribute.value,
            &desk.words.word("purpose", attribute.purpose.code()),
            &desk.words.word("channel", attribute.channel.code()),
        ]);
    }
    table.lines()
}

fn stopped(card: &Card) -> String {
    let mut table = Table::default();
    card.stopped_addresses
        .iter()
        .for_each(|address| table.push([address]));
    table.lines()
}

fn duplicates(desk: &Desk, card: &Card) -> String {
    let mut table = Table::default();
    for pair in &card.possible_duplicates {
        let (number, name) = if pair.number == card.number {
            (&pair.other_number, &pair.other_name)
        } else {
            (&pair.number, &pair.name)
        };
        table.push([number, name, &desk.words.word("duplicate", &pair.why)]);
    }
    table.lines()
}

fn merged(card: &Card) -> String {
    let mut table = Table::default();
    card.merged_numbers
        .iter()
        .for_each(|number| table.push([number]));
    table.lines()
}
