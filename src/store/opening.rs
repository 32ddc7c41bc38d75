use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::{Database, DatabaseError, ReadableDatabase as _, ReadableTable as _};

use super::Store;
use super::audit::Entry;
use super::desk::sweep_drafts;
use super::engine::{Engine, builder};
use super::error::{OpenError, StoreError};
use super::house::{Settings, User};
use super::lock::Lock;
use super::tables;
use super::turn::Turn;
use super::writer::Writer;
use crate::domain::id::SubjectId;
use crate::domain::time::Timestamp;
use crate::vault::{self, Folder, Master, Opened, RecoveryCode, Vault, VaultError};

/// The file of the database.
pub const DATABASE: &str = "register.redb";

/// Where a register is put together before it appears, whole.
const STAGING: &str = ".new";

/// The first customer number that the register itself assigns.
const FIRST_NUMBER: u64 = 100_001;

/// How long the outcome of a write is kept for its repetition.
const OUTCOME_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// What was found, and mended, on opening.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Opening {
    /// Slots of one keyring file that the other mended.
    pub mended: Vec<u64>,
    /// People in this copy of the database whose keys were destroyed after it was made.
    pub forgotten_since: Vec<SubjectId>,
}

/// What a new register begins with.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub settings: Settings,
    pub user: User,
    pub entry: Entry,
}

impl Store {
    /// Creates a register in `folder`, which appears whole or not at all.
    ///
    /// # Errors
    ///
    /// [`OpenError::Present`] where there is one already; nothing is touched then.
    pub fn create(folder: &Path, beginning: &Beginning) -> Result<RecoveryCode, OpenError> {
        let io = |source| OpenError::Io {
            path: folder.to_owned(),
            source,
        };
        if !folder.is_dir() {
            private_folder(folder).map_err(io)?;
        }
        let lock = Lock::take(folder)?;
        let staging = folder.join(STAGING);
        let unfinished = staging.join(DATABASE).exists();
        if is_register(folder) && !unfinished {
            return Err(OpenError::Present(folder.to_owned()));
        }
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(io)?;
        }
        private_folder(&staging).map_err(io)?;
        let (vault, _, code) = Vault::create(Box::new(Folder::new(&staging)))?;
        create_database(&staging.join(DATABASE), &vault, beginning)?;
        for name in ["keyring.a", "keyring.b", "keys", "master.key", DATABASE] {
            fs::rename(staging.join(name), folder.join(name)).map_err(io)?;
        }
        fs::remove_dir(&staging).map_err(io)?;
        fs::File::open(folder)
            .and_then(|it| it.sync_all())
            .map_err(io)?;
        drop(lock);
        Ok(code)
    }

    /// Opens the register in `folder`: lock, integrity check, keyring, unfinished forgettings, maps.
    ///
    /// # Errors
    ///
    /// Each says which file it is about; nothing is changed where the master key does not fit.
    pub fn open(
        folder: &Path,
        master: &Path,
        now: Timestamp,
    ) -> Result<(Self, Opening), OpenError> {
        if !is_register(folder) || folder.join(STAGING).join(DATABASE).exists() {
            return Err(OpenError::Absent(folder.to_owned()));
        }
        let master = Master::read(master)?;
        let disk = Folder::new(folder);
        // Before the lock, which writes the number of this process, and before the database.
        Vault::fits(&disk, &master)?;
        let lock = Lock::take(folder)?;
        assemble(folder, lock, || Vault::open(Box::new(disk), &master), now)
    }
}

/// Puts a register together from the database in `folder` and its keys, which are opened second.
pub(super) fn assemble(
    folder: &Path,
    lock: Lock,
    keys: impl FnOnce() -> Result<(Vault, Opened), VaultError>,
    now: Timestamp,
) -> Result<(Store, Opening), OpenError> {
    let path = folder.join(DATABASE);
    let database = open_checked(&path)?;
    let (vault, opened) = keys()?;
    let engine = Engine::new(path, vault, database);
    let (forgotten_since, numbers) = catch(&engine.path, || {
        let found = settle(&engine, folder, &opened.damaged, now)?;
        let numbers = engine.numbers();
        Ok((
            found,
            numbers.map_err(|error| damaged(&engine.path, &error))?,
        ))
    })?;
    let engine = Arc::new(engine);
    let writer = Writer::start(Arc::clone(&engine), numbers).map_err(|source| OpenError::Io {
        path: folder.to_owned(),
        source,
    })?;
    let store = Store {
        writer,
        engine,
        lock,
    };
    let opening = Opening {
        mended: opened.mended,
        forgotten_since,
    };
    Ok((store, opening))
}

impl Store {
    /// Writes a fresh master key into `folder`, for a register whose own is lost.
    ///
    /// # Errors
    ///
    /// A code that is mistyped or of another register; nothing is changed then.
    pub fn recover(folder: &Path, code: &str) -> Result<(), OpenError> {
        if !is_register(folder) {
            return Err(OpenError::Absent(folder.to_owned()));
        }
        let _lock = Lock::take(folder)?;
        vault::recover(&Folder::new(folder), code)?;
        Ok(())
    }
}

/// Tells whether any file of a register stands in `folder`.
fn is_register(folder: &Path) -> bool {
    [DATABASE, "keys", "keyring.a", "keyring.b"]
        .iter()
        .any(|name| folder.join(name).exists())
}

fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

pub(super) fn create_database(
    path: &Path,
    vault: &Vault,
    first: &Beginning,
) -> Result<(), OpenError> {
    let fail = |error: StoreError| OpenError::Io {
        path: path.to_owned(),
        source: std::io::Error::other(error),
    };
    let database = builder().create(path).map_err(|error| fail(error.into()))?;
    private_file(path).map_err(|source| OpenError::Io {
        path: path.to_owned(),
        source,
    })?;
    write_beginning(&database, vault, first).map_err(fail)
}

fn private_file(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

fn write_beginning(
    database: &Database,
    vault: &Vault,
    first: &Beginning,
) -> Result<(), StoreError> {
    let maps = std::sync::RwLock::default();
    let mut transaction = database.begin_write()?;
    transaction.set_two_phase_commit(true);
    transaction
        .open_table(tables::META)?
        .insert("format", tables::FORMAT)?;
    tables::make(&transaction)?;
    let mut turn = Turn::new(
        transaction,
        vault,
        &maps,
        super::turn::Numbers::first(FIRST_NUMBER),
    );
    turn.put_settings(&first.settings)?;
    turn.apply(&super::change::Change {
        users: vec![first.user.clone()],
        acts: vec![first.entry.clone()],
        ..super::change::Change::default()
    })?;
    turn.put_numbers()?;
    turn.commit()
}

/// Opens the file with its check; a panic of the engine is damage like any other.
fn open_checked(path: &Path) -> Result<Database, OpenError> {
    catch(path, || {
        refuse_newer(path)?;
        builder().open(path).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => OpenError::InUse {
                folder: path.parent().unwrap_or(path).to_owned(),
                process: "?".to_owned(),
                socket: None,
            },
            DatabaseError::UpgradeRequired(_) => OpenError::Newer(path.to_owned()),
            other => damaged(path, &StoreError::from(other)),
        })
    })
}

/// Looks at the format before anything is written; a file that cannot be read this way is left to
/// the checked opening.
fn refuse_newer(path: &Path) -> Result<(), OpenError> {
    let format = || -> Option<u64> {
        let database = builder().open_read_only(path).ok()?;
        let meta = database.begin_read().ok()?.open_table(tables::META).ok()?;
        Some(meta.get("format").ok()??.value())
    };
    match format() {
        Some(newer) if newer > tables::FORMAT => Err(OpenError::Newer(path.to_owned())),
        _ => Ok(()),
    }
}

/// Compares keyring and database, finishes what was interrupted, and reads the maps; returns the
/// people who were forgotten after this copy was made.
pub(super) fn settle(
    engine: &Engine,
    folder: &Path,
    damaged_slots: &[u64],
    now: Timestamp,
) -> Result<Vec<SubjectId>, OpenError> {
    let bad = |error: StoreError| damaged(&engine.path, &error);
    let (generation, people) = written(engine).map_err(bad)?;
    let keyring = engine.vault.keyring();
    if generation > keyring.generation() {
        return Err(OpenError::OlderKeyring(folder.to_owned()));
    }
    let units = named_units(engine).map_err(bad)?;
    if let Some(unit) = damaged_slots.iter().find(|it| units.contains(it)) {
        return Err(OpenError::Damaged {
            file: folder.join("keyring.a"),
            what: format!("slot {unit} is unreadable there and in keyring.b"),
        });
    }
    engine.make_tables().map_err(bad)?;
    engine.finish_recorded_forgettings().map_err(bad)?;
    engine.read_maps().map_err(bad)?;
    engine
        .drop_outcomes_before(now.millis() - OUTCOME_MILLIS)
        .map_err(bad)?;
    sweep_drafts(engine, now).map_err(bad)?;
    let forgotten = people
        .into_iter()
        .filter(|it| keyring.is_forgotten(it.0))
        .collect();
    Ok(forgotten)
}

fn written(engine: &Engine) -> Result<(u64, Vec<SubjectId>), StoreError> {
    let transaction = engine.begin_read()?;
    let meta = transaction.open_table(tables::META)?;
    let generation = meta.get("generation")?.map_or(0, |it| it.value());
    let people = transaction.open_table(tables::PEOPLE)?;
    let ids = people
        .iter()?
        .map(|item| item.map(|(id, _)| SubjectId(id.value())))
        .collect::<Result<_, _>>()?;
    Ok((generation, ids))
}

fn named_units(engine: &Engine) -> Result<std::collections::HashSet<u64>, StoreError> {
    let transaction = engine.begin_read()?;
    let mut units = std::collections::HashSet::new();
    for table in [tables::PEOPLE, tables::ATTRIBUTES] {
        for item in transaction.open_table(table)?.iter()? {
            units.insert(item?.0.value());
        }
    }
    Ok(units)
}

fn damaged(path: &Path, error: &StoreError) -> OpenError {
    // While opening, what the disk "refuses" is what the engine cannot read.
    let (mut what, mut source) = match error {
        StoreError::Disk(cause) => (cause.to_string(), cause.source()),
        other => (other.to_string(), std::error::Error::source(other)),
    };
    while let Some(cause) = source {
        what = format!("{what}: {cause}");
        source = cause.source();
    }
    OpenError::Damaged {
        file: PathBuf::from(path),
        what,
    }
}

fn catch<T>(path: &Path, work: impl FnOnce() -> Result<T, OpenError>) -> Result<T, OpenError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(OpenError::Damaged {
            file: path.to_owned(),
            what: "its pages contradict each other".to_owned(),
        })
    })
}
