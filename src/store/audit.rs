//! The two chains of the audit: each entry's hash binds the one before it.

use chrono::Datelike as _;
use redb::TableDefinition;

use super::error::StoreError;
use super::rows::{AuditRow, DetailRow, decode, encode};
use super::sealer::{HOUSE, Sealer};
use super::tables;
use crate::domain::audit::{Chain, Deed, Outcome};
use crate::domain::id::{SessionId, SubjectId, UserId};
use crate::domain::time::Timestamp;
use crate::vault::Place;

pub(super) type Hash = [u8; 32];

/// The hash before the first entry of a chain.
pub(super) const NO_HASH: Hash = [0; 32];

/// An audited event, before it is bound into its chain or after it was read from it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    pub at: Timestamp,
    pub actor: UserId,
    pub session: SessionId,
    pub deed: Deed,
    pub subject: Option<SubjectId>,
    pub purpose: Option<String>,
    pub outcome: Outcome,
    /// Sealed under the subject's key, so that it fades with it; never values of fields.
    pub detail: Option<String>,
    /// The people that a search showed.
    pub shown: Vec<SubjectId>,
}

impl Entry {
    /// Returns the unit whose key seals the detail, so that it fades with what it is about; why
    /// somebody was erased stays under the house's own, 0.
    pub(super) fn unit(&self) -> u64 {
        match (self.deed, self.subject) {
            (Deed::Erase, _) | (_, None) => HOUSE,
            (_, Some(subject)) => subject.0,
        }
    }
}

/// Where a chain ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Head {
    pub(super) sequence: u64,
    pub(super) hash: Hash,
}

/// A chain, verified from its first entry to its last.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified {
    pub chain: Chain,
    pub entries: u64,
    pub head: [u8; 32],
    pub last_at: Option<Timestamp>,
    /// The sequence number of the first entry that does not fit.
    pub broken_at: Option<u64>,
}

pub(super) type ChainTable = TableDefinition<'static, (u32, u64), &'static [u8]>;

pub(super) fn table(chain: Chain) -> ChainTable {
    match chain {
        Chain::Acts => tables::ACTS,
        Chain::Looks => tables::LOOKS,
    }
}

/// Returns the number of a chain in [`tables::ABOUT`].
pub(super) fn number(chain: Chain) -> u8 {
    match chain {
        Chain::Acts => 1,
        Chain::Looks => 2,
    }
}

/// Returns the month of an instant as 202601.
pub(super) fn month(at: Timestamp) -> u32 {
    let day = at.utc();
    day.year().unsigned_abs() * 100 + day.month()
}

fn table_name(chain: Chain) -> &'static str {
    match chain {
        Chain::Acts => "acts.v1",
        Chain::Looks => "looks.v1",
    }
}

/// Finds where a chain ends.
pub(super) fn head(
    chain: Chain,
    entries: &impl redb::ReadableTable<(u32, u64), &'static [u8]>,
) -> Result<Head, StoreError> {
    let Some((key, value)) = entries.last()? else {
        return Ok(Head {
            sequence: 0,
            hash: NO_HASH,
        });
    };
    let (hash, _) = split(chain, value.value())?;
    Ok(Head {
        sequence: key.value().1,
        hash: *hash,
    })
}

fn split(chain: Chain, value: &[u8]) -> Result<(&Hash, &[u8]), StoreError> {
    value.split_first_chunk().ok_or(StoreError::Row {
        table: table_name(chain),
    })
}

/// Binds an entry behind `head` and returns the row, and the head that it makes.
pub(super) fn bind(
    chain: Chain,
    entry: &Entry,
    head: Head,
    sealer: &Sealer<'_>,
) -> Result<(Vec<u8>, Head), StoreError> {
    let sequence = head.sequence + 1;
    let detail = DetailRow {
        text: entry.detail.clone().unwrap_or_default(),
        shown: entry.shown.iter().map(|it| it.0).collect(),
    };
    let unit = entry.unit();
    let key = sequence.to_be_bytes();
    let place = Place {
        table: table_name(chain),
        key: &key,
        format: 1,
    };
    let detail = sealer.seal(unit, &place, &encode(&detail))?;
    let bytes = encode(&AuditRow::of(entry, sequence, detail));
    let hash = sealer.audit_hash(&head.hash, &bytes);
    let mut row = hash.to_vec();
    row.extend_from_slice(&bytes);
    Ok((row, Head { sequence, hash }))
}

/// Reads an entry without what it keeps sealed.
pub(super) fn plain(chain: Chain, value: &[u8]) -> Result<Entry, StoreError> {
    let (_, bytes) = split(chain, value)?;
    let row: AuditRow = decode(table_name(chain), bytes)?;
    row.entry().ok_or(StoreError::Row {
        table: table_name(chain),
    })
}

/// Reads an entry, its detail as far as its key is there.
pub(super) fn read(
    chain: Chain,
    value: &[u8],
    sealer: &Sealer<'_>,
) -> Result<(u64, Entry), StoreError> {
    let corrupt = || StoreError::Row {
        table: table_name(chain),
    };
    let (_, bytes) = split(chain, value)?;
    let row: AuditRow = decode(table_name(chain), bytes)?;
    let mut entry = row.entry().ok_or_else(corrupt)?;
    let key = row.sequence.to_be_bytes();
    let place = Place {
        table: table_name(chain),
        key: &key,
        format: 1,
    };
    if let Ok(plain) = sealer.open(row.unit, &place, &row.detail) {
        let detail: DetailRow = decode(table_name(chain), &plain)?;
        entry.detail = Some(detail.text);
        entry.shown = detail.shown.into_iter().map(SubjectId).collect();
    }
    Ok((row.sequence, entry))
}

/// Walks a chain from its first entry and says where it ends, or first breaks.
pub(super) fn verify(
    chain: Chain,
    entries: &impl redb::ReadableTable<(u32, u64), &'static [u8]>,
    sealer: &Sealer<'_>,
) -> Result<Verified, StoreError> {
    let mut head = Head {
        sequence: 0,
        hash: NO_HASH,
    };
    let mut verified = Verified {
        chain,
        entries: 0,
        head: NO_HASH,
        last_at: None,
        broken_at: None,
    };
    for item in entries.iter()? {
        let (key, value) = item?;
        let (segment, sequence) = key.value();
        let fits = split(chain, value.value()).ok().and_then(|(hash, bytes)| {
            let row: AuditRow = decode(table_name(chain), bytes).ok()?;
            let at = Timestamp::from_millis(row.at);
            let bound = sealer.audit_hash(&head.hash, bytes) == *hash;
            let placed =
                row.sequence == sequence && sequence == head.sequence + 1 && month(at) == segment;
            (bound && placed).then_some((
                Head {
                    sequence,
                    hash: *hash,
                },
                at,
            ))
        });
        let Some((next, at)) = fits else {
            verified.broken_at = Some(head.sequence + 1);
            break;
        };
        head = next;
        verified.entries += 1;
        verified.last_at = Some(at);
    }
    verified.head = head.hash;
    Ok(verified)
}
