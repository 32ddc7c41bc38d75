use crate::contract::Fault;
use crate::domain::ban::Ban;
use crate::domain::field::Field;
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::domain::suppression::{addresses, of_bans};
use crate::store::{Change, Pairing, View};

/// Most people that one shared address is compared with, so that a switchboard's number does not
/// pair everybody with everybody.
const MOST_SHARERS: usize = 8;

/// Puts a person into a change, with the entries of the suppression list that follow its bans and
/// addresses (RULES E8).
pub(super) fn keep(change: &mut Change, before: Option<&Person>, after: Person) {
    let old = before.map(of_bans).unwrap_or_default();
    let new = of_bans(&after);
    let same = |a: &crate::domain::suppression::Suppression,
                b: &crate::domain::suppression::Suppression| {
        a.address == b.address && a.channel == b.channel
    };
    change.released.extend(
        old.iter()
            .filter(|it| !new.iter().any(|new| same(it, new)))
            .cloned(),
    );
    change
        .suppressed
        .extend(new.into_iter().filter(|it| !old.contains(it)));
    change.people.push(after);
}

/// Bans a person on the channels of every entry of the suppression list that hits one of its
/// addresses and whose origin is erased or unknown (RULES W3, E8); returns how many bans that made.
pub(super) fn obey_suppression(view: &View<'_>, person: &mut Person) -> Result<u64, Fault> {
    let mut made = 0;
    for address in addresses(person) {
        for entry in view.suppressions(&address)? {
            let stands = match entry.origin {
                None => true,
                Some(origin) => origin != person.id && !view.is_living(origin)?,
            };
            let known = person.bans.iter().any(|ban| {
                ban.in_force() && (ban.channel.is_none() || ban.channel == entry.channel)
            });
            if stands && !known {
                person.bans.push(Ban {
                    channel: entry.channel,
                    since: entry.since,
                    told: entry.told,
                    reason: None,
                    from_suppression: true,
                    lifted: None,
                    from: None,
                });
                made += 1;
            }
        }
    }
    Ok(made)
}

/// Marks a person and those who share an address with it, or its name and company, as possibly one
/// (RULES W2); what somebody decided about a pair stays.
pub(super) fn mark_pairs(
    view: &View<'_>,
    change: &mut Change,
    person: &Person,
) -> Result<(), Fault> {
    let mut others: Vec<(SubjectId, Pairing)> = Vec::new();
    {
        let maps = view.maps();
        for address in addresses(person) {
            let sharers = maps.by_address(&address).iter().take(MOST_SHARERS);
            others.extend(sharers.map(|it| (*it, Pairing::Shared)));
        }
        if let Some(company) = person.value(Field::Company) {
            let namesakes = maps.by_name_and_company(&person.name(), company);
            others.extend(
                namesakes
                    .iter()
                    .take(MOST_SHARERS)
                    .map(|it| (*it, Pairing::Possible)),
            );
        }
    }
    others.retain(|(it, _)| *it != person.id);
    if others.is_empty() {
        return Ok(());
    }
    let known = view.pairs(Some(person.id))?;
    for (other, pairing) in others {
        let decided = known
            .iter()
            .any(|(low, high, _)| *low == other || *high == other);
        let twice = change
            .pairs
            .iter()
            .any(|(a, b, _)| *a == person.id && *b == other);
        if !decided && !twice {
            change.pairs.push((person.id, other, pairing));
        }
    }
    Ok(())
}
