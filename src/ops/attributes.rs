use super::asker::{Asker, person_of};
use super::fault::{SHORT, free_text};
use super::keep::keep;
use super::undo::{Before, Reversal};
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply, Request};
use crate::domain::audit::Deed;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, in_force};
use crate::domain::id::UnitId;
use crate::domain::person::{Attribute, ConsentUnit, Person};
use crate::domain::provenance::Purpose;
use crate::store::{Change, Committed, Planning, View};

/// An attribute to set, or to remove where it has no value.
#[derive(Clone, Debug)]
struct Order {
    number: String,
    name: String,
    value: Option<String>,
    purpose: Purpose,
    channel: Channel,
}

impl Ops {
    pub(super) fn change_attribute(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        let order = checked(request)?;
        self.change(asker, move |planning, asker| {
            plan_attribute(planning, asker, &order)
        })
        .map(Committed::reply)
    }
}

fn checked(request: Request) -> Result<Order, Fault> {
    let order = match request {
        Request::SetAttribute {
            number,
            name,
            value,
            purpose,
            channel,
        } => Order {
            number,
            name,
            value: Some(value),
            purpose,
            channel,
        },
        Request::RemoveAttribute {
            number,
            name,
            purpose,
            channel,
        } => Order {
            number,
            name,
            value: None,
            purpose,
            channel,
        },
        _ => return Err(Fault::of(FaultCode::Internal)),
    };
    let name = free_text("name", &order.name, SHORT)?;
    let value = order
        .value
        .as_deref()
        .map(|it| free_text("value", it, SHORT))
        .transpose()?;
    if name.is_empty() || value.as_deref() == Some("") {
        let field = if name.is_empty() { "name" } else { "value" };
        return Err(Fault::of(FaultCode::BadValue)
            .with("field", field)
            .with("reason", "value-empty"));
    }
    Ok(Order {
        name,
        value,
        ..order
    })
}

/// Returns the unit that holds what is kept on the consent, where its key is still there.
fn unit_of(view: &View<'_>, person: &Person, order: &Order) -> Option<UnitId> {
    let held = person.consent_units.iter().find(|it| {
        it.purpose == order.purpose && it.channel == order.channel && !view.is_forgotten(it.unit)
    });
    held.map(|it| it.unit)
}

fn plan_attribute(
    planning: &mut Planning<'_>,
    asker: &Asker,
    order: &Order,
) -> Result<Planned, Fault> {
    let before = person_of(planning, &order.number)?;
    let consent = in_force(&before.consents, order.purpose, order.channel);
    if consent.is_none_or(|it| it.state != ConsentState::Given) {
        return Err(Fault::of(FaultCode::NoConsentInForce)
            .with("purpose", &order.purpose)
            .with("channel", &order.channel));
    }
    let mut after = before.clone();
    let unit = unit_of(planning, &before, order).unwrap_or_else(|| {
        let unit = planning.take_unit();
        let held = ConsentUnit {
            unit,
            purpose: order.purpose,
            channel: order.channel,
        };
        after.consent_units.push(held);
        unit
    });
    let old = planning.attributes(unit)?;
    let mut attributes = old.clone();
    let found = attributes.iter().any(|it| it.name == order.name);
    attributes.retain(|it| it.name != order.name);
    match &order.value {
        Some(value) => attributes.push(Attribute {
            name: order.name.clone(),
            value: value.clone(),
            purpose: order.purpose,
            channel: order.channel,
            date: asker.now.local_day(),
        }),
        None if found => {}
        None => return Err(Fault::of(FaultCode::NoSuchAttribute)),
    }
    after.version += 1;
    let changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        reversal: Some(Reversal {
            version: after.version,
            before: Before::Attributes(unit, old),
        }),
        ..Changed::default()
    };
    let deed = if order.value.is_some() {
        Deed::SetAttribute
    } else {
        Deed::RemoveAttribute
    };
    let mut change = Change {
        attributes: vec![(unit, attributes)],
        ..Change::default()
    };
    change.acts.push(asker.entry(deed, Some(after.id), ""));
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}
