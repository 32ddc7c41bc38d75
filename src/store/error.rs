use std::path::PathBuf;

use crate::domain::id::UnitId;
use crate::vault::VaultError;

/// Why the register cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    #[error("there is no register in {}", .0.display())]
    Absent(PathBuf),
    #[error("there is a register in {} already", .0.display())]
    Present(PathBuf),
    #[error("{} is in use by process {process}", folder.display())]
    InUse {
        folder: PathBuf,
        process: String,
        /// Where that process can be asked, if it is a service.
        socket: Option<PathBuf>,
    },
    /// The file, and what is wrong with it.
    #[error("{} is damaged: {what}", file.display())]
    Damaged { file: PathBuf, what: String },
    #[error("keyring.a and keyring.b in {} are older than register.redb", .0.display())]
    OlderKeyring(PathBuf),
    #[error("{} was written by a newer version of rainmaker", .0.display())]
    Newer(PathBuf),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error("cannot use {}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

/// Why a reading or a change failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    #[error("a row of {table} cannot be read")]
    Row { table: &'static str },
    #[error("the key of unit {0} is gone")]
    KeyGone(UnitId),
    /// The keyring should have the key, and has not.
    #[error("keyring.a and keyring.b have no key for unit {0}")]
    KeyLost(UnitId),
    #[error("the disk refuses: nothing can be written now")]
    Disk(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a change failed while it was planned")]
    Panicked,
    #[error("the erasure is recorded, but the destruction of its key has to be finished")]
    Unfinished,
    #[error("the register is closed")]
    Closed,
}

impl StoreError {
    /// Makes the error of those who shared a failed commit with the one who is told its cause.
    pub(super) fn disk() -> Self {
        Self::Disk("the commit that it shared failed".into())
    }
}

/// Folds the five families of redb errors into the one thing they mean here.
macro_rules! from_redb {
    ($($family:ident),+) => {
        $(impl From<redb::$family> for StoreError {
            fn from(error: redb::$family) -> Self {
                Self::Disk(Box::new(error))
            }
        })+
    };
}

from_redb!(
    StorageError,
    TableError,
    TransactionError,
    CommitError,
    DatabaseError,
    SetDurabilityError
);
