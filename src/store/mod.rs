//! What the register remembers: people, users, the suppression list and the audit, sealed, in one
//! redb file, and the thread that alone writes it.
//!
//! No redb type leaves this room, and no rule about people is decided in it.
//!
//! **Invariant:** a change is in the file with its audit entry, or neither is.
//! **Invariant:** a row never names a key that is not in both keyring files; a key is never destroyed
//! before the commit that removes its rows.
//! **Invariant:** reading waits for no writer.

mod audit;
mod change;
mod desk;
mod engine;
mod error;
mod house;
mod lock;
mod maps;
mod opening;
mod rows;
mod sealer;
mod tables;
mod turn;
mod view;
mod writer;

#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use audit::{Entry, Verified};
pub use change::{Came, Change, Pairing, Repeatable};
pub use error::{OpenError, StoreError};
pub use house::{AdviceRecord, Deferred, DraftRecord, Export, SessionRecord, Settings, User};
pub use maps::Maps;
pub use opening::{Beginning, DATABASE, Opening};
pub use turn::Planning;
pub use view::View;
pub use writer::Committed;

use engine::Engine;
use lock::Lock;
use writer::Writer;

/// An open register.
pub struct Store {
    // The writer ends first, the lock is given back last.
    writer: Writer,
    engine: Arc<Engine>,
    lock: Lock,
}

impl Store {
    /// Returns the socket of the service that has the register in `folder` open, if one has.
    #[must_use]
    pub fn socket_of(folder: &Path) -> Option<PathBuf> {
        lock::socket_of(folder)
    }

    /// Returns what is true now; it stays so, whatever is written meanwhile.
    ///
    /// # Errors
    ///
    /// While the file is being reopened after a failure of the disk.
    pub fn view(&self) -> Result<View<'_>, StoreError> {
        self.engine.view()
    }

    /// Tells other processes on which socket this one can be asked.
    ///
    /// # Errors
    ///
    /// When the lock file cannot be written.
    pub fn name_socket(&self, socket: &Path) -> io::Result<()> {
        self.lock.name_socket(socket)
    }

    /// Plans a change against what is true when its turn comes, and makes it durable.
    ///
    /// `plan` may be asked again after a failure of the disk, and must not remember the first time.
    ///
    /// # Errors
    ///
    /// Whatever `plan` refuses with, or why nothing could be written. [`StoreError::Unfinished`]
    /// means that a forgetting is recorded and refuses every read, but its key has yet to be
    /// destroyed; the next write or opening does it.
    pub fn write<T, E, P>(&self, plan: P) -> Result<Committed<T>, E>
    where
        P: FnMut(&mut Planning<'_>) -> Result<(Change, T), E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(plan)
    }
}
