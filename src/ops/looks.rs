use super::Ops;
use super::asker::{Asker, person_of};
use super::audits::MOST;
use super::card::{entries_about, shown};
use crate::contract::{Fault, HistoryEntry, Reply};
use crate::domain::audit::{Chain, Deed};
use crate::domain::id::{SubjectId, UserId};
use crate::domain::person::Person;
use crate::store::View;

impl Ops {
    /// Answers who looked at a person, and at those who were merged into it.
    pub(super) fn who_looked(&self, asker: &Asker, number: &str) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::ReadAudit, Some(number), "who-looked")?;
        let view = self.view()?;
        let person = person_of(&view, number)?;
        let mut entries = entries_about(&view, &person)?;
        entries.retain(|it| it.chain == Chain::Looks.code());
        entries.extend(searches_showing(&view, &person)?);
        entries.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
        Ok(Reply::History { entries })
    }

    /// Answers what the asker did and looked at, without details: those are about others.
    pub(super) fn own_log(&self, asker: &Asker) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::ReadAudit, None, "own-log")?;
        let mut entries = entries_of(&self.view()?, asker.user)?;
        for entry in &mut entries {
            entry.detail = None;
        }
        Ok(Reply::History { entries })
    }
}

/// Returns which of the latest searches showed a person, or one of those merged into it.
fn searches_showing(view: &View<'_>, person: &Person) -> Result<Vec<HistoryEntry>, Fault> {
    let users = view.users()?;
    let is_whole = |it: &SubjectId| *it == person.id || person.merged.contains(it);
    let latest = view.latest(Chain::Looks, MOST)?.into_iter();
    let showing = latest.filter(|(_, it)| it.subject.is_none() && it.shown.iter().any(is_whole));
    Ok(showing
        .map(|it| shown((view, &users), Chain::Looks, it))
        .collect())
}

/// Returns the latest of what a user did and looked at, the newest first.
pub(super) fn entries_of(view: &View<'_>, user: UserId) -> Result<Vec<HistoryEntry>, Fault> {
    let users = view.users()?;
    let mut entries = Vec::new();
    for chain in [Chain::Acts, Chain::Looks] {
        let latest = view.latest_of(user, chain, MOST)?.into_iter();
        entries.extend(latest.map(|it| shown((view, &users), chain, it)));
    }
    entries.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
    entries.truncate(MOST);
    Ok(entries)
}
