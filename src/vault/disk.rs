use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

use thiserror::Error;

#[cfg(test)]
pub(crate) mod failing;

/// The files of the keys; there are no others.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum VaultFile {
    /// One half of the keyring.
    KeyringA,
    /// The other half, equal to the first.
    KeyringB,
    /// The wrapped roots.
    Keys,
    /// The master key, where it stands in the data directory.
    Master,
}

impl VaultFile {
    /// Every file.
    pub const ALL: [Self; 4] = [Self::KeyringA, Self::KeyringB, Self::Keys, Self::Master];

    /// Returns the name of the file in its directory.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyringA => "keyring.a",
            Self::KeyringB => "keyring.b",
            Self::Keys => "keys",
            Self::Master => "master.key",
        }
    }
}

impl fmt::Display for VaultFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// All that the keys ask of a disk, so that a test can be one that fails.
pub trait Disk: Send {
    /// Reads a whole file; `None` if it is not there.
    ///
    /// # Errors
    ///
    /// Whatever the system says, with the file's name; so for every call.
    fn read(&self, file: VaultFile) -> Result<Option<Vec<u8>>, DiskError>;

    /// Writes into an existing file, lengthening it if need be. Nothing is durable before [`Disk::sync`].
    ///
    /// # Errors
    ///
    /// After one, any part of `bytes` may have been written.
    fn write(&self, file: VaultFile, offset: u64, bytes: &[u8]) -> Result<(), DiskError>;

    /// Makes what was written to the file durable.
    ///
    /// # Errors
    ///
    /// After one, writes since the last sync may be lost for good and must be written again.
    fn sync(&self, file: VaultFile) -> Result<(), DiskError>;

    /// Puts a file with these bytes and mode 0600 in place, durably: it is the old or the new one, whole.
    ///
    /// # Errors
    ///
    /// After one, it is not known which of the two it is.
    fn replace(&self, file: VaultFile, bytes: &[u8]) -> Result<(), DiskError>;
}

/// A directory that holds the files.
pub struct Folder {
    path: PathBuf,
    /// A handle is kept from write to sync: a failed write-back is told only to handles open at the time.
    handles: Mutex<BTreeMap<VaultFile, File>>,
}

impl Folder {
    /// Names a directory; nothing is opened before it is needed.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            handles: Mutex::default(),
        }
    }

    fn with(&self, file: VaultFile, work: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
        let mut handles = self.handles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = handles.get(&file) {
            return work(handle);
        }
        let handle = OpenOptions::new()
            .write(true)
            .open(self.path.join(file.name()))?;
        work(handles.entry(file).or_insert(handle))
    }

    fn put(&self, file: VaultFile, bytes: &[u8]) -> io::Result<()> {
        let fresh = self.path.join(format!("{file}.new"));
        match std::fs::remove_file(&fresh) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let mut written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&fresh)?;
        written.write_all(bytes)?;
        written.sync_all()?;
        self.handles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&file);
        std::fs::rename(&fresh, self.path.join(file.name()))?;
        File::open(&self.path)?.sync_all()
    }
}

impl Disk for Folder {
    fn read(&self, file: VaultFile) -> Result<Option<Vec<u8>>, DiskError> {
        match std::fs::read(self.path.join(file.name())) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(DiskError {
                doing: Doing::Read,
                file,
                source,
            }),
        }
    }

    fn write(&self, file: VaultFile, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.with(file, |it| it.write_all_at(bytes, offset))
            .map_err(|source| DiskError {
                doing: Doing::Write,
                file,
                source,
            })
    }

    fn sync(&self, file: VaultFile) -> Result<(), DiskError> {
        self.with(file, File::sync_data)
            .map_err(|source| DiskError {
                doing: Doing::Sync,
                file,
                source,
            })
    }

    fn replace(&self, file: VaultFile, bytes: &[u8]) -> Result<(), DiskError> {
        self.put(file, bytes).map_err(|source| DiskError {
            doing: Doing::Replace,
            file,
            source,
        })
    }
}

/// What was asked of the disk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doing {
    /// Reading a file.
    Read,
    /// Writing into a file.
    Write,
    /// Making a file durable.
    Sync,
    /// Putting a new file in place.
    Replace,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Sync => "sync",
            Self::Replace => "replace",
        })
    }
}

/// What the disk refused, and for which file.
#[derive(Debug, Error)]
#[error("cannot {doing} {file}")]
pub struct DiskError {
    /// What was asked.
    pub doing: Doing,
    /// The file.
    pub file: VaultFile,
    /// What the system said.
    pub source: io::Error,
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_folder_keeps_what_is_written_and_lets_only_its_owner_read() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path());
        assert_eq!(folder.read(VaultFile::Keys).unwrap(), None);
        let refused = folder.write(VaultFile::Keys, 0, b"early").unwrap_err();
        assert_eq!(refused.to_string(), "cannot write keys");

        std::fs::write(place.path().join("keys.new"), "left behind by a crash").unwrap();
        folder.replace(VaultFile::Keys, b"first").unwrap();
        folder.write(VaultFile::Keys, 3, b"ends").unwrap();
        folder.sync(VaultFile::Keys).unwrap();
        assert_eq!(folder.read(VaultFile::Keys).unwrap().unwrap(), b"firends");

        folder.replace(VaultFile::Keys, b"second").unwrap();
        folder.write(VaultFile::Keys, 0, b"S").unwrap();
        assert_eq!(folder.read(VaultFile::Keys).unwrap().unwrap(), b"Second");
        let names: Vec<_> = place
            .path()
            .read_dir()
            .unwrap()
            .map(|it| it.unwrap())
            .collect();
        assert_eq!(names.len(), 1, "{names:?}");
        let mode = names[0].metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600);
    }
}
