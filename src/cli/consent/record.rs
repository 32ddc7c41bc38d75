use serde::Serialize;

use super::super::desk::{Desk, card};
use super::super::output::Output;
use super::super::stop::{REFUSED, Stop};
use super::super::table::Table;
use super::super::{json, out};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentEvent, ConsentState, ImportEvidence, Method, Recorder};
use crate::domain::provenance::Purpose;

/// One event with all that proves it.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    id: String,
    pub(super) purpose: Purpose,
    pub(super) channel: Channel,
    pub(super) state: ConsentState,
    pub(super) at: String,
    pub(super) how: Method,
    pub(super) reference: Option<&'a str>,
    evidence: Option<Evidence<'a>>,
    text: Option<&'a str>,
    text_sha256: Option<&'a str>,
    language: Option<&'a str>,
    recorder: Recorder,
    recorded_by: &'a str,
    recorded_at: String,
    /// The id of the event that this one says was an error.
    annuls: Option<String>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    opt_in_at: Option<String>,
    opt_in_ip: Option<&'a str>,
    confirmed_at: Option<String>,
    confirmed_ip: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// Makes the record of the event at `place`, from 0, in the order of recording.
    pub(super) fn of(number: &str, place: usize, event: &'a ConsentEvent) -> Self {
        let id = |place: usize| format!("{number}-{}", place + 1);
        let words = event.words.as_ref();
        Self {
            id: id(place),
            purpose: event.purpose,
            channel: event.channel,
            state: event.state,
            at: event.at.to_string(),
            how: event.method,
            reference: event.reference.as_deref(),
            evidence: event.evidence.as_ref().map(evidence),
            text: words.and_then(|it| it.text.as_deref()),
            text_sha256: words.map(|it| it.digest.as_str()),
            language: words.and_then(|it| it.language.as_deref()),
            recorder: event.recorder,
            recorded_by: &event.recorded_by,
            recorded_at: event.recorded_at.to_string(),
            annuls: event.annuls.map(id),
        }
    }
}

fn evidence(evidence: &ImportEvidence) -> Evidence<'_> {
    Evidence {
        opt_in_at: evidence.opt_in_at.map(|it| it.to_string()),
        opt_in_ip: evidence.opt_in_ip.as_deref(),
        confirmed_at: evidence.confirmed_at.map(|it| it.to_string()),
        confirmed_ip: evidence.confirmed_ip.as_deref(),
    }
}

/// Shows every event of a person.
pub(super) fn show(desk: &Desk, number: &str, output: Output) -> Result<(), Stop> {
    let door = desk.log_in()?;
    let card = card(&door, number)?;
    let events = card.consents.iter().enumerate();
    let records: Vec<_> = events
        .map(|(place, event)| Record::of(&card.number, place, event))
        .collect();
    if records.is_empty() {
        return Err(none(desk, output)?);
    }
    if output.json {
        return json::print(&records);
    }
    let mut table = Table::default();
    for (record, event) in records.iter().zip(&card.consents) {
        let annuls = event
            .annuls
            .map(|_| desk.words("consent-annuls", &[]))
            .unwrap_or_default();
        table.push([
            &record.at,
            &desk.words.word("purpose", record.purpose.code()),
            &desk.words.word("channel", record.channel.code()),
            &desk.words.word("consent", record.state.code()),
            &desk.words.word("method", record.how.code()),
            record.reference.unwrap_or_default(),
            &desk.words("recorded-by", &[("who", record.recorded_by)]),
            &annuls,
        ]);
    }
    out::print(&table.lines())
}

/// Makes the end of a command that finds no consent.
pub(super) fn none(desk: &Desk, output: Output) -> Result<Stop, Stop> {
    if output.json {
        out::print("[]\n")?;
    }
    Ok(desk.stop(REFUSED, "consents-none", &[]))
}
