//! The shape of the file, and nothing else. A table's name carries the version of its rows.

use redb::{TableDefinition, TableError, WriteTransaction};

type Bytes = &'static [u8];

/// The version of the whole file; a newer one is refused untouched.
pub(super) const FORMAT: u64 = 1;

/// Numbers of the file itself: `format`, `generation`, `next_unit`, `next_number`,
/// `next_export`, `next_deferred`.
pub(super) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta.v1");

/// What the controller says of itself: one row, 1. Sealed by the house.
pub(super) const SETTINGS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("settings.v1");

/// User → row sealed by the house.
pub(super) const USERS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("users.v1");

/// Subject → core, sealed by the unit of the same number.
pub(super) const PEOPLE: TableDefinition<'_, u64, Bytes> = TableDefinition::new("people.v1");

/// Unit of a consent → attributes, sealed by that unit.
pub(super) const ATTRIBUTES: TableDefinition<'_, u64, Bytes> =
    TableDefinition::new("attributes.v1");

/// (Keyed hash of an address, channel or 0 for all, origin or 0 for unknown) → row sealed by the house.
pub(super) const SUPPRESSION: TableDefinition<'_, (&[u8; 32], u8, u64), Bytes> =
    TableDefinition::new("suppression.v1");

/// Pairs of subjects, the lower first → 1 shared, 2 possible, 3 kept apart for good.
pub(super) const PAIRS: TableDefinition<'_, (u64, u64), u8> = TableDefinition::new("pairs.v1");

/// Units whose rows are gone and whose keys must be destroyed before anybody is told "done".
pub(super) const FORGETTING: TableDefinition<'_, u64, ()> = TableDefinition::new("forgetting.v1");

/// (Month as 202601, sequence) → 32-byte hash, then the entry that it binds.
pub(super) const ACTS: TableDefinition<'_, (u32, u64), Bytes> = TableDefinition::new("acts.v1");
pub(super) const LOOKS: TableDefinition<'_, (u32, u64), Bytes> = TableDefinition::new("looks.v1");

/// (Subject, 1 acts or 2 looks, sequence) → month: where the entries about a subject stand.
pub(super) const ABOUT: TableDefinition<'_, (u64, u8, u64), u32> = TableDefinition::new("about.v1");

/// (User, key of the envelope) → outcome, for 24 hours.
pub(super) const OUTCOMES: TableDefinition<'_, (u64, u128), Bytes> =
    TableDefinition::new("outcomes.v1");

/// Files that left the register → row sealed by the house (RULES F2).
pub(super) const EXPORTS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("exports.v1");

/// Session → row sealed by the house, while it can be taken up again.
pub(super) const SESSIONS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("sessions.v1");

/// (Subject, user) → form that is not saved, sealed by the unit of the subject's core.
pub(super) const DRAFTS: TableDefinition<'_, (u64, u64), Bytes> = TableDefinition::new("drafts.v1");

/// Acts that wait for a second officer → row sealed by the house.
pub(super) const DEFERRED: TableDefinition<'_, u64, Bytes> = TableDefinition::new("deferred.v1");

/// How many tables there are.
pub(super) const COUNT: usize = 15;

/// Makes every table that is not there yet.
pub(super) fn make(transaction: &WriteTransaction) -> Result<(), TableError> {
    transaction.open_table(META)?;
    for table in [
        PEOPLE, ATTRIBUTES, USERS, SETTINGS, EXPORTS, SESSIONS, DEFERRED,
    ] {
        transaction.open_table(table)?;
    }
    transaction.open_table(SUPPRESSION)?;
    transaction.open_table(PAIRS)?;
    transaction.open_table(FORGETTING)?;
    transaction.open_table(ACTS)?;
    transaction.open_table(LOOKS)?;
    transaction.open_table(ABOUT)?;
    transaction.open_table(OUTCOMES)?;
    transaction.open_table(DRAFTS)?;
    Ok(())
}
