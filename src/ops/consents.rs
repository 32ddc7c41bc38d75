use super::asker::{Asker, person_of};
use super::fault::{SHORT, free_text, optional_text};
use super::keep::keep;
use super::undo::{Before, Reversal};
use super::{Changed, Ops, Planned};
use crate::contract::{ConsentOrder, Fault, Reply};
use crate::domain::audit::Deed;
use crate::domain::consent::{ConsentEvent, ConsentState, Method, Recorder, Words, in_force};
use crate::domain::person::Person;
use crate::domain::time::When;
use crate::store::{Change, Committed, Planning};

/// The longest text that a person was shown, in characters.
const WORDS: usize = 10_000;

impl Ops {
    pub(super) fn record_consent(
        &self,
        asker: &Asker,
        number: String,
        order: &ConsentOrder,
    ) -> Result<Reply, Fault> {
        let at = asker.stated(order.at)?;
        let order = checked(order)?;
        self.change(asker, move |planning, asker| {
            plan_consent(planning, asker, &number, at, &order)
        })
        .map(Committed::reply)
    }
}

fn checked(order: &ConsentOrder) -> Result<ConsentOrder, Fault> {
    let words = order.words.as_ref().map(checked_words).transpose()?;
    let reference = optional_text("reference", order.reference.as_deref(), SHORT)?;
    Ok(ConsentOrder {
        reference,
        words,
        ..order.clone()
    })
}

fn checked_words(words: &Words) -> Result<Words, Fault> {
    let text = words
        .text
        .as_deref()
        .map(|it| free_text("text", it, WORDS))
        .transpose()?;
    let language = optional_text("language", words.language.as_deref(), 35)?;
    Ok(Words {
        text,
        language,
        digest: free_text("digest", &words.digest, 64)?,
    })
}

fn plan_consent(
    planning: &Planning<'_>,
    asker: &Asker,
    number: &str,
    at: When,
    order: &ConsentOrder,
) -> Result<Planned, Fault> {
    let before = person_of(planning, number)?;
    let mut after = before.clone();
    let mut change = Change::default();
    let mut changed = Changed {
        subject: Some(after.id),
        number: after.number.clone(),
        ..Changed::default()
    };
    let standing = in_force(&before.consents, order.purpose, order.channel);
    let repeats = standing.is_some_and(|it| it.state == order.state);
    if order.state == ConsentState::Withdrawn && repeats {
        return Ok(Planned { change, changed });
    }
    after.consents.push(event(asker, at, order));
    after.version += 1;
    if order.state == ConsentState::Given {
        changed.reversal = Some(Reversal {
            version: after.version,
            before: Before::Consent(after.consents.len() - 1),
        });
    } else {
        forget_unit(&mut change, &mut after, order);
    }
    let said = format!("{} {} {}", order.state, order.purpose, order.channel);
    change
        .acts
        .push(asker.entry(Deed::RecordConsent, Some(after.id), &said));
    keep(&mut change, Some(&before), after);
    Ok(Planned { change, changed })
}

fn event(asker: &Asker, at: When, order: &ConsentOrder) -> ConsentEvent {
    ConsentEvent {
        purpose: order.purpose,
        channel: order.channel,
        state: order.state,
        at,
        method: order.method,
        reference: order.reference.clone(),
        evidence: None,
        words: order.words.clone(),
        // What another list told is no word of the person to us (RULES W4).
        recorder: if order.method == Method::Import {
            Recorder::Import
        } else {
            Recorder::Staff
        },
        recorded_by: asker.name.clone(),
        recorded_at: asker.now,
        annuls: None,
        from: None,
    }
}

/// Lets what was held on the consent go with it (D13).
fn forget_unit(change: &mut Change, person: &mut Person, order: &ConsentOrder) {
    person.consent_units.retain(|held| {
        let goes = held.purpose == order.purpose && held.channel == order.channel;
        if goes {
            change.forgotten.push(held.unit);
        }
        !goes
    });
}
