use std::collections::BTreeSet;

use super::Ops;
use super::asker::{Asker, person_of};
use crate::contract::{Fault, Reply, Verdicts};
use crate::domain::address::{Address, AddressKind};
use crate::domain::audit::Deed;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentEvent, ConsentState, Recorder, standing};
use crate::domain::field::{Field, Kind};
use crate::domain::marketing::{Fact, Facts, Given, decide};
use crate::domain::person::Person;
use crate::domain::provenance::Purpose;
use crate::domain::suppression::addresses;
use crate::domain::time::When;
use crate::store::View;

impl Ops {
    pub(super) fn may(
        &self,
        asker: &Asker,
        number: &str,
        channel: Channel,
        purpose: Purpose,
    ) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::Open, Some(number), "verdict")?;
        let view = self.view()?;
        let facts = facts(&view, &person_of(&view, number)?, channel, purpose)?;
        let pairs = facts
            .pairs()
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Ok(Reply::Verdict {
            verdict: decide(&facts),
            facts: pairs.collect(),
        })
    }
}

/// Returns the verdict of every channel for marketing.
pub(super) fn verdicts(view: &View<'_>, person: &Person) -> Result<Verdicts, Fault> {
    Channel::ALL
        .iter()
        .map(|&channel| {
            let facts = facts(view, person, channel, Purpose::Marketing)?;
            Ok((channel, decide(&facts)))
        })
        .collect()
}

/// Gathers what the register knows for RULES 4.1; facts about an offer are "no".
fn facts(
    view: &View<'_>,
    person: &Person,
    channel: Channel,
    purpose: Purpose,
) -> Result<Facts, Fault> {
    let events: Vec<&ConsentEvent> = standing(&person.consents)
        .filter(|it| it.purpose == purpose && it.channel == channel)
        .collect();
    let own = person
        .bans
        .iter()
        .filter(|ban| ban.in_force() && ban.covers(channel));
    let objection = latest(own.map(|ban| ban.since)).or(stop_of_address(view, person, channel)?);
    let withdrawn = latest(
        events
            .iter()
            .filter(|it| it.state == ConsentState::Withdrawn)
            .map(|it| it.at),
    );
    let mut known = BTreeSet::new();
    if company_ban(view, person, channel)? {
        known.insert(Fact::CompanyBan);
    }
    let stops: Vec<When> = objection.into_iter().chain(withdrawn).collect();
    let consent = consent(&events, &stops);
    Ok(Facts {
        kind: person.kind,
        channel,
        purpose,
        consent,
        withdrawn,
        objection,
        known,
    })
}

fn latest(times: impl Iterator<Item = When>) -> Option<When> {
    times.reduce(|latest, time| if time.is_after(latest) { time } else { latest })
}

/// Returns the consent that says most: the newest recorded by staff after every ban and withdrawal,
/// else the newest by staff, else the newest; none that a refusal came after.
fn consent(events: &[&ConsentEvent], stops: &[When]) -> Option<Given> {
    let refused = latest(
        events
            .iter()
            .filter(|it| it.state == ConsentState::Refused)
            .map(|it| it.at),
    );
    let stands = |at: When| refused.is_none_or(|refused| at.is_after(refused));
    let newest = |recorder: Recorder, after: &[When]| {
        let given = events.iter().filter(|it| {
            it.state == ConsentState::Given
                && it.recorder == recorder
                && stands(it.at)
                && after.iter().all(|stop| it.at.is_after(*stop))
        });
        latest(given.map(|it| it.at)).map(|at| Given { at, recorder })
    };
    newest(Recorder::Staff, stops)
        .or_else(|| newest(Recorder::Staff, &[]))
        .or_else(|| newest(Recorder::Import, &[]))
}

/// Returns since when somebody else's ban stops marketing to every address of this channel that the
/// person has (RULES W3).
fn stop_of_address(
    view: &View<'_>,
    person: &Person,
    channel: Channel,
) -> Result<Option<When>, Fault> {
    let mut since = None;
    for address in addresses(person).iter().filter(|it| reaches(it, channel)) {
        match stop(view, person, address, channel)? {
            None => return Ok(None),
            Some(stop) => since = latest(since.into_iter().chain([stop])),
        }
    }
    Ok(since)
}

/// Returns since when another living person's ban stops `channel` to `address`.
fn stop(
    view: &View<'_>,
    person: &Person,
    address: &Address,
    channel: Channel,
) -> Result<Option<When>, Fault> {
    let mut since = None;
    for entry in view.suppressions(address)? {
        let others = entry
            .origin
            .filter(|it| *it != person.id && !person.merged.contains(it));
        if entry.channel.is_none_or(|it| it == channel)
            && let Some(origin) = others
            && view.is_living(origin)?
        {
            since = latest(since.into_iter().chain([entry.since]));
        }
    }
    Ok(since)
}

fn reaches(address: &Address, channel: Channel) -> bool {
    match channel {
        Channel::Email => address.kind() == AddressKind::Email,
        Channel::Sms | Channel::Phone | Channel::AutoCall => address.kind() == AddressKind::Phone,
        Channel::Post => address.kind() == AddressKind::Postal,
    }
}

/// Returns the e-mails and phones to which somebody else's ban stops marketing.
pub(super) fn stopped_addresses(view: &View<'_>, person: &Person) -> Result<Vec<String>, Fault> {
    let mut stopped = Vec::new();
    for datum in person
        .data
        .iter()
        .filter(|it| matches!(it.field, Field::Email | Field::Phone))
    {
        let Some(address) = Address::of_value(datum.field, &datum.value) else {
            continue;
        };
        for &channel in Channel::ALL.iter().filter(|it| reaches(&address, **it)) {
            if stop(view, person, &address, channel)?.is_some() {
                stopped.push(datum.value.clone());
                break;
            }
        }
    }
    Ok(stopped)
}

/// Tells whether a generic address of the person's company has a ban in force on `channel`.
fn company_ban(view: &View<'_>, person: &Person, channel: Channel) -> Result<bool, Fault> {
    if !matches!(person.kind, Kind::CompanyContact | Kind::CompanyGeneric) {
        return Ok(false);
    }
    let generic = view.maps().company_addresses(person);
    for id in generic.into_iter().filter(|it| *it != person.id) {
        if view.person(id)?.is_some_and(|it| it.is_banned_on(channel)) {
            return Ok(true);
        }
    }
    Ok(false)
}
