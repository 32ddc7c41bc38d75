use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use redb::{
    Database, DatabaseError, Durability, ReadTransaction, ReadableDatabase as _,
    ReadableTable as _, WriteTransaction,
};

use super::audit;
use super::error::StoreError;
use super::maps::Maps;
use super::rows::{OutcomeRow, decode};
use super::tables;
use super::turn::Numbers;
use super::view::{Moment, View};
use crate::domain::audit::Chain;
use crate::vault::{Drawn, Vault};

/// Memory that redb may use for pages; its own default of 1 GiB is meant for whole machines.
const CACHE: usize = 64 << 20;

/// How often and how long reopening waits for readers of the old handle to end.
const WAITS: u32 = 500;
const WAIT: Duration = Duration::from_millis(10);

/// Opens the file again after a failure.
pub(super) type Opener = Box<dyn Fn() -> Result<Database, DatabaseError> + Send + Sync>;

/// The open database with its keys: what readers and the writer share.
pub(super) struct Engine {
    pub(super) path: PathBuf,
    pub(super) vault: Vault,
    pub(super) maps: RwLock<Maps>,
    /// Nothing while it is being reopened after a failure of the disk.
    database: Mutex<Option<Database>>,
    opener: Opener,
    /// What readers hold in the place of a turn's new units.
    none_drawn: BTreeMap<u64, Drawn>,
}

impl Engine {
    pub(super) fn new(path: PathBuf, vault: Vault, database: Database) -> Self {
        let opened = path.clone();
        Self {
            path,
            vault,
            maps: RwLock::default(),
            database: Mutex::new(Some(database)),
            opener: Box::new(move || builder().open(&opened)),
            none_drawn: BTreeMap::new(),
        }
    }

    /// Lets the file be reopened otherwise.
    #[cfg(test)]
    pub(super) fn reopened_by(self, opener: Opener) -> Self {
        Self { opener, ..self }
    }

    /// Begins a transaction whose commit is durable, and proves itself whole afterwards: after a
    /// commit in one phase the engine takes damage for a commit that was torn, and silently goes back
    /// to the one before.
    pub(super) fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        let mut transaction = self
            .lock()
            .as_ref()
            .ok_or(StoreError::Closed)?
            .begin_write()?;
        transaction.set_durability(Durability::Immediate)?;
        transaction.set_two_phase_commit(true);
        Ok(transaction)
    }

    pub(super) fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        Ok(self
            .lock()
            .as_ref()
            .ok_or(StoreError::Closed)?
            .begin_read()?)
    }

    pub(super) fn view(&self) -> Result<View<'_>, StoreError> {
        Ok(View {
            moment: Moment::Snapshot(self.begin_read()?),
            vault: &self.vault,
            drawn: &self.none_drawn,
            maps: &self.maps,
        })
    }

    /// Drops the handle, which refuses everything after one I/O error, and opens the file again
    /// with its check; reads the counters and the maps anew.
    ///
    /// # Errors
    ///
    /// The engine is closed then.
    pub(super) fn reopen(&self) -> Result<Numbers, StoreError> {
        self.open_again()?;
        let read = self.read_maps().and_then(|()| self.numbers());
        if read.is_err() {
            drop(self.lock().take());
        }
        read
    }

    fn open_again(&self) -> Result<(), StoreError> {
        let mut database = self.lock();
        drop(database.take());
        let mut waits = 0;
        let opened = loop {
            let opened = catch_unwind(AssertUnwindSafe(&self.opener));
            match opened.map_err(|_| StoreError::Panicked)? {
                Err(DatabaseError::DatabaseAlreadyOpen) if waits < WAITS => {
                    waits += 1;
                    std::thread::sleep(WAIT);
                }
                other => break other?,
            }
        };
        *database = Some(opened);
        Ok(())
    }

    /// Tells whether a failure of the disk left no handle.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().is_none()
    }

    /// Reads every person into the equality maps.
    pub(super) fn read_maps(&self) -> Result<(), StoreError> {
        let mut maps = Maps::default();
        self.view()?
            .each_person(|person| maps.replace(None, Some(&person)))?;
        *self.maps.write().unwrap_or_else(PoisonError::into_inner) = maps;
        Ok(())
    }

    /// Reads the counters; a keyring that is ahead of the file keeps its lead.
    pub(super) fn numbers(&self) -> Result<Numbers, StoreError> {
        let transaction = self.begin_read()?;
        let meta = transaction.open_table(tables::META)?;
        let read =
            |name| -> Result<u64, StoreError> { Ok(meta.get(name)?.map_or(0, |it| it.value())) };
        let keyring = self.vault.keyring();
        Ok(Numbers {
            generation: read("generation")?.max(keyring.generation()),
            next_unit: read("next_unit")?.max(keyring.next_unit()),
            next_number: read("next_number")?,
            next_export: read("next_export")?,
            next_deferred: read("next_deferred")?.max(1),
            acts: audit::head(Chain::Acts, &transaction.open_table(tables::ACTS)?)?,
            looks: audit::head(Chain::Looks, &transaction.open_table(tables::LOOKS)?)?,
        })
    }

    /// Destroys keys, then strikes the rows that asked for it: the second half of forgetting.
    pub(super) fn finish_forgetting(&self, units: &[u64]) -> Result<(), StoreError> {
        if units.is_empty() {
            return Ok(());
        }
        let forgotten = self.vault.keyring().forget(units);
        forgotten.map_err(|error| StoreError::Disk(Box::new(error)))?;
        let transaction = self.begin_write()?;
        {
            let mut rows = transaction.open_table(tables::FORGETTING)?;
            for unit in units {
                rows.remove(unit)?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Finishes what a crash interrupted between the two halves.
    pub(super) fn finish_recorded_forgettings(&self) -> Result<(), StoreError> {
        let units = {
            let transaction = self.begin_read()?;
            let rows = transaction.open_table(tables::FORGETTING)?;
            rows.iter()?
                .map(|item| item.map(|(unit, _)| unit.value()))
                .collect::<Result<Vec<_>, _>>()?
        };
        self.finish_forgetting(&units)
    }

    /// Makes the tables that a file of an earlier version lacks.
    pub(super) fn make_tables(&self) -> Result<(), StoreError> {
        let known = self.begin_read()?.list_tables()?.count();
        if known >= tables::COUNT {
            return Ok(());
        }
        let transaction = self.begin_write()?;
        tables::make(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// Drops outcomes older than their repetition may be.
    pub(super) fn drop_outcomes_before(&self, millis: i64) -> Result<(), StoreError> {
        let old = |bytes: &[u8]| {
            decode::<OutcomeRow>("outcomes.v1", bytes).is_ok_and(|row| row.at < millis)
        };
        let any = {
            let outcomes = self.begin_read()?.open_table(tables::OUTCOMES)?;
            let mut any = false;
            for item in outcomes.iter()? {
                any |= old(item?.1.value());
            }
            any
        };
        if any {
            let transaction = self.begin_write()?;
            transaction
                .open_table(tables::OUTCOMES)?
                .retain(|_, bytes| !old(bytes))?;
            transaction.commit()?;
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Database>> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns how every handle is opened: with the check, without which damage is read back silently.
pub(super) fn builder() -> redb::Builder {
    let mut builder = Database::builder();
    builder
        .set_cache_size(CACHE)
        .set_check_integrity_on_open(true);
    builder
}
