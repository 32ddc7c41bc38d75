use super::asker::{Asker, person_of};
use super::fault::{SHORT, optional_text, reason};
use super::keep::keep;
use super::{Changed, Ops, Planned};
use crate::contract::{BanOrder, Fault, FaultCode, Reply};
use crate::domain::address::Address;
use crate::domain::audit::Deed;
use crate::domain::ban::{Ban, Lift};
use crate::domain::channel::Channel;
use crate::domain::person::Person;
use crate::domain::suppression::{Suppression, addresses};
use crate::domain::time::When;
use crate::store::{Change, Committed, Planning, View};

impl Ops {
    pub(super) fn ban(
        &self,
        asker: &Asker,
        number: String,
        order: BanOrder,
    ) -> Result<Reply, Fault> {
        let since = asker.stated(order.since)?;
        let order = checked(order)?;
        self.change(asker, move |planning, asker| {
            plan_ban(planning, asker, &number, since, &order)
        })
        .map(Committed::reply)
    }

    pub(super) fn ban_address(
        &self,
        asker: &Asker,
        address: &str,
        order: BanOrder,
    ) -> Result<Reply, Fault> {
        let since = asker.stated(order.since)?;
        let order = checked(order)?;
        let address = Address::of_text(address).map_err(|_| Fault::of(FaultCode::BadAddress))?;
        self.change(asker, move |_, asker| {
            let entry = |channel| Suppression {
                address: address.clone(),
                channel,
                origin: None,
                since,
                told: order.told.clone(),
            };
            let suppressed = channels(&order.channels).map(entry).collect();
            let acts = vec![asker.entry(Deed::BanAddress, None, "")];
            let change = Change {
                suppressed,
                acts,
                ..Change::default()
            };
            Ok(Planned {
                change,
                changed: Changed::default(),
            })
        })
        .map(Committed::reply)
    }

    pub(super) fn lift_ban(
        &self,
        asker: &Asker,
        number: String,
        channels: Vec<Channel>,
        why: &str,
    ) -> Result<Reply, Fault> {
        let why = reason(why)?;
        self.change(asker, move |planning, asker| {
            plan_lift(planning, asker, &number, &channels, &why)
        })
        .map(Committed::reply)
    }
}

fn checked(order: BanOrder) -> Result<BanOrder, Fault> {
    Ok(BanOrder {
        told: optional_text("told", order.told.as_deref(), SHORT)?,
        reason: optional_text("reason", order.reason.as_deref(), SHORT)?,
        ..order
    })
}

/// Returns the channels of an order: none stated is all of them together.
fn channels(stated: &[Channel]) -> impl Iterator<Item = Option<Channel>> + '_ {
    let all = stated.is_empty().then_some(None);
    all.into_iter().chain(stated.iter().copied().map(Some))
}

fn plan_ban(
    planning: &Planning<'_>,
    asker: &Asker,
    number: &str,
    since: When,
    order: &BanOrder,
) -> Result<Planned, Fault> {
    let before = person_of(planning, number)?;
    let mut after = before.clone();
    for channel in channels(&order.channels) {
        let known = after.bans.iter().any(|ban| {
            ban.in_force()
                && (ban.channel.is_none() || ban.channel == channel)
                && !reopened(&before, ban, since)
        });
        if !known {
            after.bans.push(Ban {
                channel,
                since,
                told: order.told.clone(),
                reason: order.reason.clone(),
                from_suppression: false,
                lifted: None,
                from: None,
            });
        }
    }
    let changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        ..Changed::default()
    };
    let mut change = Change::default();
    if after != before {
        after.version += 1;
        let said: Vec<&str> = order.channels.iter().map(|it| it.code()).collect();
        let said = if said.is_empty() {
            "all".to_owned()
        } else {
            said.join(", ")
        };
        change
            .acts
            .push(asker.entry(Deed::Ban, Some(after.id), &said));
        keep(&mut change, Some(&before), after);
    }
    Ok(Planned { change, changed })
}

/// Tells whether the person consented again after a ban, so that a new one has to be recorded.
fn reopened(person: &Person, ban: &Ban, now: When) -> bool {
    person.consents.iter().any(|event| {
        ban.covers(event.channel) && event.at.is_after(ban.since) && !event.at.is_after(now)
    })
}

fn plan_lift(
    planning: &Planning<'_>,
    asker: &Asker,
    number: &str,
    stated: &[Channel],
    why: &str,
) -> Result<Planned, Fault> {
    let before = person_of(planning, number)?;
    if outlived(planning, &before)? {
        return Err(Fault::of(FaultCode::SuppressionStands).with("number", &before.number));
    }
    let mut after = before.clone();
    let lift = Lift {
        at: asker.now,
        reason: why.to_owned(),
    };
    let meant = |ban: &Ban| {
        ban.in_force() && (stated.is_empty() || ban.channel.is_some_and(|it| stated.contains(&it)))
    };
    for ban in after.bans.iter_mut().filter(|ban| meant(ban)) {
        ban.lifted = Some(lift.clone());
    }
    if after == before {
        return Err(Fault::of(FaultCode::NotBanned).with("number", &before.number));
    }
    after.version += 1;
    let changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        ..Changed::default()
    };
    let mut change = Change::default();
    change
        .acts
        .push(asker.entry(Deed::LiftBan, Some(after.id), why));
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}

/// Tells whether an entry whose origin is erased or unknown stands for an address of the person: it
/// outlives every lifting (RULES E9).
fn outlived(view: &View<'_>, person: &Person) -> Result<bool, Fault> {
    for address in addresses(person) {
        for entry in view.suppressions(&address)? {
            match entry.origin {
                None => return Ok(true),
                Some(origin) if !view.is_living(origin)? => return Ok(true),
                Some(_) => {}
            }
        }
    }
    Ok(false)
}
