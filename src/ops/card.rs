use super::Ops;
use super::asker::{Asker, person_of};
use super::fault::optional_text;
use super::verdicts::{stopped_addresses, verdicts};
use crate::contract::{Card, Fault, HistoryEntry, LookPurpose, PossibleDuplicate, Reply};
use crate::domain::audit::{Chain, Deed};
use crate::domain::field::Field;
use crate::domain::id::SubjectId;
use crate::domain::person::Person;
use crate::domain::role::{Extent, Operation, Role};
use crate::store::{Change, Entry, Pairing, User, View};

/// The longest number of a call or a request, in characters.
pub(super) const REFERENCE: usize = 64;

impl Ops {
    pub(super) fn open_person(
        &self,
        asker: &Asker,
        number: &str,
        (purpose, reference): (LookPurpose, Option<String>),
    ) -> Result<Reply, Fault> {
        let reference = optional_text("reference", reference.as_deref(), REFERENCE)?;
        let mut look = asker.entry(Deed::Open, None, &reference.unwrap_or_default());
        look.purpose = Some(derived(purpose, asker).code().to_owned());
        self.enter_look(look, Some(number))?;
        let card = {
            let view = self.view()?;
            let person = person_of(&view, number)?;
            self.note_opened(asker, person.id);
            self.card(asker, &view, &person)?
        };
        self.watch_budget(asker)?;
        Ok(Reply::Person(Box::new(card)))
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
        let mut data = person.data.clone();
        if Operation::Open.extent(&asker.roles) == Some(Extent::WithoutNotes) {
            data.retain(|it| it.field != Field::Note);
        }
        Ok(Card {
            number: person.number.clone(),
            version: person.version,
            kind: person.kind,
            name: person.name(),
            data,
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
        self.note_opened(asker, person.id);
        let entries = entries_about(&view, &person)?;
        drop(view);
        self.watch_budget(asker)?;
        Ok(Reply::History { entries })
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
        let mut look = asker.entry(deed, None, "");
        look.purpose = Some(purpose.to_owned());
        self.enter_look(look, number)
    }

    /// As [`Self::record_look`], where more is said of the look.
    fn enter_look(&self, look: Entry, number: Option<&str>) -> Result<(), Fault> {
        let number = number.map(str::to_owned);
        let written = self.store.write(move |planning| -> Result<_, Fault> {
            let mut entry = look.clone();
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
    let users = view.users()?;
    let mut entries = Vec::new();
    for subject in std::iter::once(&person.id).chain(&person.merged) {
        for chain in [Chain::Acts, Chain::Looks] {
            for entry in view.about(*subject, chain)? {
                entries.push(shown((view, &users), chain, entry));
            }
        }
    }
    entries.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
    Ok(entries)
}

/// Makes what is shown of an entry: names for ids, as far as they are still known.
pub(super) fn shown(
    (view, users): (&View<'_>, &[User]),
    chain: Chain,
    (sequence, entry): (u64, Entry),
) -> HistoryEntry {
    let user = users.iter().find(|it| it.id == entry.actor);
    let person = entry
        .subject
        .map(|it| view.person(it).unwrap_or_default())
        .unwrap_or_default();
    HistoryEntry {
        sequence,
        chain: chain.code().to_owned(),
        at: entry.at,
        actor: user.map(|it| it.name.clone()).unwrap_or_default(),
        deed: entry.deed.code().to_owned(),
        outcome: entry.outcome.code().to_owned(),
        number: person.map(|it| it.number),
        purpose: entry.purpose,
        detail: entry.detail.filter(|it| !it.is_empty()),
    }
}

/// Returns why somebody really opens a person who says no more than that it is for the customer.
fn derived(purpose: LookPurpose, asker: &Asker) -> LookPurpose {
    if purpose == LookPurpose::CustomerService && asker.roles == [Role::Dpo] {
        LookPurpose::Oversight
    } else {
        purpose
    }
}
