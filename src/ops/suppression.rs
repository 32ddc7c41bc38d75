use super::asker::Asker;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply, SuppressionHit};
use crate::domain::address::Address;
use crate::domain::audit::Deed;
use crate::domain::channel::Channel;
use crate::domain::suppression::Suppression;
use crate::store::{Change, View};

impl Ops {
    pub(super) fn find_suppression(&self, asker: &Asker, address: &str) -> Result<Reply, Fault> {
        let address = address_of(address)?;
        self.record_look(asker, Deed::FindSuppression, None, "suppression")?;
        let view = self.view()?;
        let entries = view
            .suppressions(&address)?
            .iter()
            .map(|entry| hit(&view, entry))
            .collect::<Vec<_>>();
        if entries.is_empty() {
            return Err(Fault::of(FaultCode::NothingFound));
        }
        Ok(Reply::Suppression { entries })
    }

    /// Ends the entries of an address whose origin is erased or unknown (RULES E9); those of
    /// somebody in the register go only with that person's ban.
    pub(super) fn forget_suppression(&self, asker: &Asker, address: &str) -> Result<Reply, Fault> {
        let address = address_of(address)?;
        let done = self.change(asker, move |planning, asker| {
            let mut released = Vec::new();
            for entry in planning.suppressions(&address)? {
                match entry.origin {
                    Some(origin) if planning.is_living(origin)? => {}
                    _ => released.push(entry),
                }
            }
            if released.is_empty() {
                return Err(Fault::of(FaultCode::NothingFound));
            }
            let count = released.len();
            let acts = vec![asker.entry(Deed::ForgetSuppression, None, &count.to_string())];
            let change = Change {
                released,
                acts,
                ..Change::default()
            };
            Ok(Planned {
                change,
                changed: Changed {
                    count,
                    ..Changed::default()
                },
            })
        })?;
        Ok(Reply::Forgotten {
            entries: done.value.count,
        })
    }
}

fn address_of(text: &str) -> Result<Address, Fault> {
    Address::of_text(text).map_err(|_| Fault::of(FaultCode::BadAddress))
}

fn hit(view: &View<'_>, entry: &Suppression) -> SuppressionHit {
    let (origin, number) = match entry.origin {
        None => ("unknown", None),
        Some(origin) => match view.person(origin) {
            Ok(Some(person)) => ("living", Some(person.number)),
            _ => ("erased", None),
        },
    };
    SuppressionHit {
        channel: entry.channel.map_or("all", Channel::code).to_owned(),
        since: entry.since.day().to_string(),
        told: entry.told.clone(),
        origin: origin.to_owned(),
        number,
    }
}
