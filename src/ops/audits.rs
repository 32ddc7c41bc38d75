use std::sync::TryLockError;

use super::Ops;
use super::asker::{Asker, person_of};
use super::card::{entries_about, shown};
use crate::contract::{ChainReport, Fault, FaultCode, HistoryEntry, Reply};
use crate::domain::audit::{Chain, Deed};
use crate::store::View;

/// Most entries of a chain that are shown at once.
pub(super) const MOST: usize = 1_000;

impl Ops {
    /// Walks both chains.
    ///
    /// # Errors
    ///
    /// `busy` while somebody else's walk runs.
    pub(super) fn verify_audit(&self) -> Result<Reply, Fault> {
        let _walk = match self.verifying.try_lock() {
            Ok(walk) => walk,
            Err(TryLockError::Poisoned(walk)) => walk.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(Fault::of(FaultCode::Busy)),
        };
        let view = self.view()?;
        let mut chains = Vec::new();
        for chain in [Chain::Acts, Chain::Looks] {
            let verified = view.verify(chain)?;
            chains.push(ChainReport {
                chain: chain.code().to_owned(),
                entries: verified.entries,
                head: hexadecimal(&verified.head),
                last_at: verified.last_at,
                broken_at: verified.broken_at,
            });
        }
        Ok(Reply::Audit { chains })
    }

    pub(super) fn show_audit(
        &self,
        asker: &Asker,
        number: Option<&str>,
        chain: Option<Chain>,
    ) -> Result<Reply, Fault> {
        self.record_look(asker, Deed::ReadAudit, number, "audit")?;
        let view = self.view()?;
        let wanted = |it: &str| chain.is_none_or(|chain| chain.code() == it);
        let mut entries = match number {
            Some(number) => entries_about(&view, &person_of(&view, number)?)?,
            None => latest_entries(&view)?,
        };
        entries.retain(|it| wanted(&it.chain));
        Ok(Reply::History { entries })
    }
}

fn latest_entries(view: &View<'_>) -> Result<Vec<HistoryEntry>, Fault> {
    let users = view.users()?;
    let mut all = Vec::new();
    for chain in [Chain::Acts, Chain::Looks] {
        let latest = view.latest(chain, MOST)?.into_iter();
        all.extend(latest.map(|it| shown((view, &users), chain, it)));
    }
    all.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
    Ok(all)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
