use super::Ops;
use super::asker::{Asker, person_of};
use super::card::{entries_about, shown};
use crate::contract::{ChainReport, Fault, Reply};
use crate::domain::audit::{Chain, Deed};

/// Most entries of a chain that are shown at once.
const MOST: usize = 1_000;

impl Ops {
    pub(super) fn verify_audit(&self) -> Result<Reply, Fault> {
        let view = self.view()?;
        let mut chains = Vec::new();
        for chain in [Chain::Acts, Chain::Looks] {
            let verified = view.verify(chain)?;
            chains.push(ChainReport {
                chain: chain.code().to_owned(),
                entries: verified.entries,
                head: verified.head.iter().map(|byte| format!("{byte:02x}")).collect(),
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
        let subject = match number {
            Some(number) => Some(person_of(&self.view()?, number)?),
            None => None,
        };
        self.record_look(asker, Deed::ReadAudit, subject.as_ref().map(|it| it.id), "audit")?;
        let view = self.view()?;
        let wanted = |it: &str| chain.is_none_or(|chain| chain.code() == it);
        let mut entries = match &subject {
            Some(person) => entries_about(&view, person)?,
            None => {
                let mut all = Vec::new();
                for chain in [Chain::Acts, Chain::Looks] {
                    for (sequence, entry) in view.latest(chain, MOST)? {
                        all.push(shown(&view, chain, sequence, entry)?);
                    }
                }
                all.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
                all
            }
        };
        entries.retain(|it| wanted(&it.chain));
        Ok(Reply::History { entries })
    }
}
