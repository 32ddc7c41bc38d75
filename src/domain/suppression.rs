//! What outlives a person: that an address is not to be marketed to (RULES E7-E9).

use super::address::Address;
use super::channel::Channel;
use super::consent::{self, ConsentState};
use super::field::Field;
use super::id::SubjectId;
use super::person::Person;
use super::provenance::Purpose;
use super::time::When;

/// One entry of the suppression list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suppression {
    pub address: Address,
    /// `None` is every channel.
    pub channel: Option<Channel>,
    /// The person whose ban it is; `None` is somebody who was never in the register.
    pub origin: Option<SubjectId>,
    pub since: When,
    pub told: Option<String>,
}

/// Returns the addresses under which a person is suppressed: every e-mail and phone, and the postal
/// address where it is whole.
#[must_use]
pub fn addresses(person: &Person) -> Vec<Address> {
    let reached = person
        .data
        .iter()
        .filter_map(|it| Address::of_value(it.field, &it.value));
    let post = Option::zip(person.value(Field::Street), person.value(Field::Postcode))
        .and_then(|(street, postcode)| Address::postal(street, postcode));
    let mut all: Vec<Address> = reached.chain(post).collect();
    all.sort();
    all.dedup();
    all
}

/// Returns the entries that a person's bans in force keep in the list; none for somebody who was
/// merged into another.
///
/// A ban of one channel suppresses every address: after an erasure any of them must bring it back.
#[must_use]
pub fn of_bans(person: &Person) -> Vec<Suppression> {
    if person.merged_into.is_some() {
        return Vec::new();
    }
    let bans = person.bans.iter().filter(|ban| ban.in_force());
    let stops = bans.map(|ban| (ban.channel, ban.since, ban.told.clone()));
    entries(person, stops)
}

/// Returns the entries that stay when a person is erased: those of the bans in force, and of the
/// marketing consents that were withdrawn and not given again.
#[must_use]
pub fn after_erasure(person: &Person) -> Vec<Suppression> {
    let mut all = of_bans(person);
    let withdrawn = Channel::ALL.iter().filter_map(|&channel| {
        let event = consent::in_force(&person.consents, Purpose::Marketing, channel)?;
        (event.state == ConsentState::Withdrawn).then_some((Some(channel), event.at, None))
    });
    for entry in entries(person, withdrawn) {
        if !all
            .iter()
            .any(|it| it.address == entry.address && it.channel == entry.channel)
        {
            all.push(entry);
        }
    }
    all
}

fn entries(
    person: &Person,
    stops: impl Iterator<Item = (Option<Channel>, When, Option<String>)>,
) -> Vec<Suppression> {
    let addresses = addresses(person);
    let mut all: Vec<Suppression> = Vec::new();
    for (channel, since, told) in stops {
        for address in &addresses {
            let known = all
                .iter_mut()
                .find(|it| it.address == *address && it.channel == channel);
            match known {
                Some(entry) if since.is_after(entry.since) => entry.since = since,
                Some(_) => {}
                None => all.push(Suppression {
                    address: address.clone(),
                    channel,
                    origin: Some(person.id),
                    since,
                    told: told.clone(),
                }),
            }
        }
    }
    all
}
