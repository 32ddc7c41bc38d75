use serde::Serialize;

use super::super::desk::Desk;
use crate::contract::Card;
use crate::domain::ban::{Ban, Lift};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentEvent, ConsentState, Method, standing};
use crate::domain::field::{Field, Kind};
use crate::domain::marketing::{Answer, Reason, Reference, Verdict};
use crate::domain::person::{Attribute, Datum};
use crate::domain::provenance::{Basis, Purpose};

/// What `show --json` prints; its fields are a promise (CLI.md).
#[derive(Serialize)]
pub(in crate::cli) struct Document<'a> {
    customer_number: &'a str,
    version: u64,
    kind: Kind,
    name: Name<'a>,
    emails: Vec<Held<'a>>,
    phones: Vec<Held<'a>>,
    address: Address<'a>,
    company: Company<'a>,
    banned: bool,
    bans: Vec<BanNote<'a>>,
    consents: Vec<ConsentNote>,
    restricted: bool,
    channels: Channels,
    attributes: Vec<AttributeNote<'a>>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Name<'a> {
    given: Option<&'a str>,
    family: Option<&'a str>,
}

#[derive(Serialize)]
struct Held<'a> {
    value: &'a str,
    source: String,
    date: String,
    purpose: Purpose,
    basis: Basis,
}

#[derive(Serialize)]
struct Address<'a> {
    street: Option<&'a str>,
    postcode: Option<&'a str>,
    city: Option<&'a str>,
}

#[derive(Serialize)]
struct Company<'a> {
    name: Option<&'a str>,
    business_id: Option<&'a str>,
}

#[derive(Serialize)]
struct BanNote<'a> {
    channel: &'static str,
    since: String,
    told: Option<&'a str>,
    reason: Option<&'a str>,
    lifted: Option<LiftNote<'a>>,
}

#[derive(Serialize)]
struct LiftNote<'a> {
    at: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct ConsentNote {
    purpose: Purpose,
    channel: Channel,
    state: ConsentState,
    at: String,
    how: Method,
}

#[derive(Serialize)]
struct Channels {
    email: VerdictNote,
    sms: VerdictNote,
    phone: VerdictNote,
    post: VerdictNote,
    auto_call: VerdictNote,
}

#[derive(Serialize)]
struct VerdictNote {
    verdict: Answer,
    reason: Reason,
    reference: Reference,
    sentence: String,
}

#[derive(Serialize)]
struct AttributeNote<'a> {
    name: &'a str,
    value: &'a str,
    purpose: Purpose,
    channel: Channel,
}

pub(super) fn of<'a>(desk: &Desk, card: &'a Card) -> Document<'a> {
    let all = |field| {
        card.data
            .iter()
            .filter(move |it| it.field == field)
            .map(held)
            .collect()
    };
    Document {
        customer_number: &card.number,
        version: card.version,
        kind: card.kind,
        name: Name {
            given: card.value(Field::Given),
            family: card.value(Field::Family),
        },
        emails: all(Field::Email),
        phones: all(Field::Phone),
        address: Address {
            street: card.value(Field::Street),
            postcode: card.value(Field::Postcode),
            city: card.value(Field::City),
        },
        company: Company {
            name: card.value(Field::Company),
            business_id: card.value(Field::BusinessId),
        },
        banned: card.is_banned(),
        bans: card.bans.iter().map(ban).collect(),
        consents: standing(&card.consents).map(consent).collect(),
        // Requests for restriction are no part of this version.
        restricted: false,
        channels: channels(desk, card),
        attributes: card.attributes.iter().map(attribute).collect(),
        note: card.value(Field::Note),
    }
}

fn held(datum: &Datum) -> Held<'_> {
    Held {
        value: &datum.value,
        source: datum.provenance.source.to_string(),
        date: datum.provenance.date.to_string(),
        purpose: datum.provenance.purpose,
        basis: datum.provenance.basis,
    }
}

fn ban(ban: &Ban) -> BanNote<'_> {
    BanNote {
        channel: ban.channel.map_or("all", Channel::code),
        since: ban.since.day().to_string(),
        told: ban.told.as_deref(),
        reason: ban.reason.as_deref(),
        lifted: ban.lifted.as_ref().map(lift),
    }
}

fn lift(lift: &Lift) -> LiftNote<'_> {
    LiftNote {
        at: lift.at.to_string(),
        reason: &lift.reason,
    }
}

fn consent(event: &ConsentEvent) -> ConsentNote {
    ConsentNote {
        purpose: event.purpose,
        channel: event.channel,
        state: event.state,
        at: event.at.instant().to_string(),
        how: event.method,
    }
}

fn channels(desk: &Desk, card: &Card) -> Channels {
    let note = |channel| {
        let verdict = card.verdicts.iter().find(|(it, _)| *it == channel);
        let (_, verdict) = verdict.expect("a card has a verdict for every channel");
        VerdictNote {
            verdict: verdict.answer,
            reason: verdict.reason,
            reference: verdict.reference,
            sentence: sentence(desk, *verdict),
        }
    };
    Channels {
        email: note(Channel::Email),
        sms: note(Channel::Sms),
        phone: note(Channel::Phone),
        post: note(Channel::Post),
        auto_call: note(Channel::AutoCall),
    }
}

/// Returns the reason of a verdict in words.
pub(in crate::cli) fn sentence(desk: &Desk, verdict: Verdict) -> String {
    desk.words.word("reason", verdict.reason.code())
}

fn attribute(attribute: &Attribute) -> AttributeNote<'_> {
    AttributeNote {
        name: &attribute.name,
        value: &attribute.value,
        purpose: attribute.purpose,
        channel: attribute.channel,
    }
}
