use super::Ops;
use super::asker::{Asker, person_of};
use super::verdicts::{stopped_addresses, verdicts};
use crate::contract::{Card, Fault, HistoryEntry, LookPurpose, PossibleDuplicate, Reply};
use crate::domain::audit::{Chain, Deed};
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::store::{Change, Entry, Pairing, View};

impl Ops {
    pub(super) fn open_person(
        &self,
        asker: &Asker,
        number: &str,
        (purpose, _reference): (LookPurpose, Option<String>),
    ) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::Open, Some(number), purpose.code())?;
        let view = self.view()?;
        let person = person_of(&view, number)?;
        Ok(Reply::Person(Box::new(self.card(asker, &view, &person)?)))
    }

    fn card(&self, asker: &Asker, view: &View<'_>, person: &Person) -> Result<Card, Fault> {
        let mut attributes = Vec::new();
        for held in &person.consent_units {
            attributes.extend(view.attributes(held.unit)?);
        }
        let mut merged_numbers = person.former_numbers.clone();
        for id in &person.merged {
            merged_numbers.extend(view.person(*id)?.map(|it| it.number));
        }
        Ok(Card {
            number: person.number.clone(),
            version: person.version,
            kind: person.kind,
            name: person.name(),
            data: person.data.clone(),
            bans: person.bans.clone(),
            consents: person.consents.clone(),
            attributes,
            verdicts: verdicts(view, person)?,
            stopped_addresses: stopped_addresses(view, person)?,
            merged_numbers,
            possible_duplicates: open_pairs(view, Some(person.id))?,
            undo: self.undoable_act(asker, person),
        })
    }

    pub(super) fn history(&self, asker: &Asker, number: &str) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::ReadAudit, Some(number), "history")?;
        let view = self.view()?;
        let person = person_of(&view, number)?;
        Ok(Reply::History {
            entries: entries_about(&view, &person)?,
        })
    }

    /// Enters a look into the audit and waits until it is durable.
    ///
    /// # Errors
    ///
    /// Where nobody has the number any more when the turn to write comes.
    pub(super) fn record_look(
        &self,
        asker: &Asker,
        deed: Deed,
        number: Option<&str>,
        purpose: &str,
    ) -> Result<(), Fault> {
        let mut entry = asker.entry(deed, None, "");
        entry.purpose = Some(purpose.to_owned());
        let number = number.map(str::to_owned);
        let written = self.store.write(move |planning| -> Result<_, Fault> {
            let mut entry = entry.clone();
            if let Some(number) = &number {
                entry.subject = Some(person_of(planning, number)?.id);
            }
            let looks = vec![entry];
            Ok((
                Change {
                    looks,
                    ..Change::default()
                },
                (),
            ))
        });
        written.map(|_| ())
    }
}

/// Returns the pairs about which nobody has decided.
pub(super) fn open_pairs(
    view: &View<'_>,
    of: Option<SubjectId>,
) -> Result<Vec<PossibleDuplicate>, Fault> {
    let mut open = Vec::new();
    for (one, other, pairing) in view.pairs(of)? {
        if pairing == Pairing::Apart {
            continue;
        }
        if let (Some(one), Some(other)) = (view.person(one)?, view.person(other)?) {
            open.push(PossibleDuplicate {
                name: one.name(),
                number: one.number,
                other_name: other.name(),
                other_number: other.number,
                why: pairing.code().to_owned(),
            });
        }
    }
    Ok(open)
}

/// Returns what both chains say of a person and of those merged into it, the newest first.
pub(super) fn entries_about(view: &View<'_>, person: &Person) -> Result<Vec<HistoryEntry>, Fault> {
    let mut entries = Vec::new();
    for subject in std::iter::once(&person.id).chain(&person.merged) {
        for chain in [Chain::Acts, Chain::Looks] {
            for (sequence, entry) in view.about(*subject, chain)? {
                entries.push(shown(view, chain, sequence, entry)?);
            }
        }
    }
    entries.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
    Ok(entries)
}

pub(super) fn shown(
    view: &View<'_>,
    chain: Chain,
    sequence: u64,
    entry: Entry,
) -> Result<HistoryEntry, Fault> {
    let user = view.users()?.into_iter().find(|it| it.id == entry.actor);
    let person = entry
        .subject
        .map(|it| view.person(it).unwrap_or_default())
        .unwrap_or_default();
    Ok(HistoryEntry {
        sequence,
        chain: chain.code().to_owned(),
        at: entry.at,
        actor: user.map(|it| it.name).unwrap_or_default(),
        deed: entry.deed.code().to_owned(),
        outcome: entry.outcome.code().to_owned(),
        number: person.map(|it| it.number),
        purpose: entry.purpose,
        detail: entry.detail.filter(|it| !it.is_empty()),
    })
}
