//! A database file that fails at a chosen call.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::backends::FileBackend;
use redb::{Database, DatabaseError, StorageBackend};

use crate::store::engine::builder;

/// Clones fail together, so that a test can hold what an engine owns.
#[derive(Clone, Debug, Default)]
pub(super) struct Fuse(Arc<Mutex<Calls>>);

#[derive(Debug, Default)]
struct Calls {
    made: u64,
    failing: Option<(std::ops::Range<u64>, Blow)>,
}

/// What becomes of a call that fails.
#[derive(Clone, Copy, Debug)]
pub(super) enum Blow {
    Undone,
    /// It was done all the same.
    Done,
}

impl Fuse {
    /// Lets calls fail that change the file: the `first` from now, and as many as `many`.
    pub(super) fn set(&self, first: u64, many: u64, blow: Blow) {
        let mut calls = self.calls();
        let first = calls.made + first;
        calls.failing = Some((first..first.saturating_add(many), blow));
    }

    /// Calls the failures off; reports whether none had come yet.
    pub(super) fn mend(&self) -> bool {
        let mut calls = self.calls();
        let made = calls.made;
        calls.failing.take().is_some_and(|(it, _)| made < it.start)
    }

    pub(super) fn open(&self, path: &Path) -> Result<Database, DatabaseError> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| DatabaseError::Storage(redb::StorageError::Io(error)))?;
        builder().create_with_backend(FailingFile {
            file: FileBackend::new(file)?,
            fuse: self.clone(),
        })
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap()
    }

    fn call(&self, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let mut calls = self.calls();
        calls.made += 1;
        let made = calls.made;
        let blow = calls.failing.as_ref().filter(|(it, _)| it.contains(&made));
        match blow.map(|(_, blow)| *blow) {
            None => work(),
            Some(Blow::Undone) => Err(io::Error::other("the test wants a failure")),
            Some(Blow::Done) => work().and(Err(io::Error::other("the test wants a failure"))),
        }
    }
}

#[derive(Debug)]
struct FailingFile {
    file: FileBackend,
    fuse: Fuse,
}

impl StorageBackend for FailingFile {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.fuse.call(|| self.file.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.fuse.call(|| self.file.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.fuse.call(|| self.file.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }
}
