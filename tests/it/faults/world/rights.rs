use rainmaker::contract::{BanOrder, ConsentOrder, FaultCode, Reply};
use rainmaker::domain::address::Address;
use rainmaker::domain::ban::{Ban, Lift};
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentEvent, ConsentState, Method, Recorder, in_force};
use rainmaker::domain::id::ActId;
use rainmaker::domain::person::Person;
use rainmaker::domain::provenance::Purpose;
use rainmaker::domain::suppression::{Suppression, addresses, after_erasure};
use rainmaker::domain::time::{Timestamp, When};

use super::super::register::OFFICER;
use super::{Before, Told, World};

impl World {
    pub(super) fn ban(&mut self, number: &str, order: &BanOrder, now: Timestamp) -> Told {
        let mut person = self.person(number)?;
        let since = order.since.unwrap_or(When::Instant(now));
        let before = person.bans.len();
        for channel in channels(&order.channels) {
            let reopened = |ban: &Ban| {
                person.consents.iter().any(|it| {
                    ban.covers(it.channel) && it.at.is_after(ban.since) && !it.at.is_after(since)
                })
            };
            let known = person.bans.iter().any(|it| {
                it.in_force() && (it.channel.is_none() || it.channel == channel) && !reopened(it)
            });
            if !known {
                person.bans.push(Ban {
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
        if person.bans.len() == before {
            let number = person.number;
            return Ok(Reply::Unchanged { number });
        }
        Ok(self.done(person, None))
    }

    pub(super) fn ban_address(&mut self, text: &str, order: &BanOrder, now: Timestamp) -> Reply {
        let address = Address::of_text(text).unwrap();
        for channel in channels(&order.channels) {
            self.add_orphan(Suppression {
                address: address.clone(),
                channel,
                origin: None,
                since: order.since.unwrap_or(When::Instant(now)),
                told: order.told.clone(),
            });
        }
        self.acts += 1;
        Reply::Done {
            number: String::new(),
            act: ActId(self.acts),
        }
    }

    pub(super) fn lift(
        &mut self,
        number: &str,
        stated: &[Channel],
        reason: &str,
        now: Timestamp,
    ) -> Told {
        let mut person = self.person(number)?;
        for address in addresses(&person) {
            if self
                .suppressions(&address)
                .iter()
                .any(|it| self.outlives(it))
            {
                return Err(FaultCode::SuppressionStands);
            }
        }
        let meant = |it: &&mut Ban| {
            let channel = it.channel.is_some_and(|it| stated.contains(&it));
            it.in_force() && (stated.is_empty() || channel)
        };
        let mut any = false;
        for ban in person.bans.iter_mut().filter(meant) {
            any = true;
            ban.lifted = Some(Lift {
                at: now,
                reason: reason.to_owned(),
            });
        }
        if !any {
            return Err(FaultCode::NotBanned);
        }
        Ok(self.done(person, None))
    }

    pub(super) fn consent(&mut self, number: &str, order: &ConsentOrder, now: Timestamp) -> Told {
        let mut person = self.person(number)?;
        let standing = in_force(&person.consents, order.purpose, order.channel);
        let withdrawn = ConsentState::Withdrawn;
        if order.state == withdrawn && standing.is_some_and(|it| it.state == withdrawn) {
            let number = person.number;
            return Ok(Reply::Unchanged { number });
        }
        let index = person.consents.len();
        person.consents.push(ConsentEvent {
            purpose: order.purpose,
            channel: order.channel,
            state: order.state,
            at: order.at.unwrap_or(When::Instant(now)),
            method: order.method,
            reference: order.reference.clone(),
            evidence: None,
            words: order.words.clone(),
            recorder: if order.method == Method::Import {
                Recorder::Import
            } else {
                Recorder::Staff
            },
            recorded_by: OFFICER.to_owned(),
            recorded_at: now,
            annuls: None,
            from: None,
        });
        if order.state == ConsentState::Given {
            return Ok(self.done(person, Some((now, Before::Consent(index)))));
        }
        self.forget_units(&mut person, order.purpose, order.channel);
        Ok(self.done(person, None))
    }

    pub(super) fn forget_units(&mut self, person: &mut Person, purpose: Purpose, channel: Channel) {
        person.consent_units.retain(|it| {
            let goes = (it.purpose, it.channel) == (purpose, channel);
            if goes {
                self.units.remove(&it.unit).unwrap();
                self.forgotten += 1;
            }
            !goes
        });
    }

    pub(super) fn erase(&mut self, number: &str) -> Told {
        let person = self.person(number)?;
        if person.number != number {
            return Err(FaultCode::NotConfirmed);
        }
        let mut joined = person.clone();
        let whole: Vec<Person> = std::iter::once(person.id)
            .chain(person.merged.iter().copied())
            .map(|it| {
                self.stops.remove(&it);
                self.people.remove(&it).unwrap()
            })
            .collect();
        for gone in &whole {
            if gone.id != person.id {
                joined.data.extend(gone.data.iter().cloned());
            }
            for held in &gone.consent_units {
                self.forgotten += usize::from(self.units.remove(&held.unit).is_some());
            }
            self.forgotten += 1;
            self.undo.remove(&gone.id);
            self.erased.push(gone.number.clone());
        }
        for entry in after_erasure(&joined) {
            self.add_orphan(entry);
        }
        self.acts += 1;
        Ok(Reply::Erased {
            number: person.number,
            act: ActId(self.acts),
        })
    }

    pub(super) fn forget_suppression(&mut self, text: &str) -> Told {
        let address = Address::of_text(text).unwrap();
        let before = self.orphans.len();
        self.orphans.retain(|it| it.address != address);
        let entries = before - self.orphans.len();
        if entries == 0 {
            return Err(FaultCode::NothingFound);
        }
        self.acts += 1;
        Ok(Reply::Forgotten { entries })
    }
}

fn channels(stated: &[Channel]) -> Vec<Option<Channel>> {
    if stated.is_empty() {
        vec![None]
    } else {
        stated.iter().copied().map(Some).collect()
    }
}
