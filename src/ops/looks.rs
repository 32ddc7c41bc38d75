use super::Ops;
use super::asker::{Asker, person_of};
use super::audits::MOST;
use super::card::{entries_about, shown};
use crate::contract::{Fault, HistoryEntry, Reply};
use crate::domain::audit::{Chain, Deed};
use crate::domain::id::UserId;
use crate::store::View;

impl Ops {
    /// Answers who looked at a person, and at those who were merged into it.
    pub(super) fn who_looked(&self, asker: &Asker, number: &str) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::ReadAudit, Some(number), "who-looked")?;
        let view = self.view()?;
        let mut entries = entries_about(&view, &person_of(&view, number)?)?;
        entries.retain(|it| it.chain == Chain::Looks.code());
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
