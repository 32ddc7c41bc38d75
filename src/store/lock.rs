use std::ffi::OsStr;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::error::OpenError;

/// The right to be the one process on a register; given back when dropped.
///
/// The file says who holds it: the number of the process, and in a second line the socket on which
/// it can be asked, if there is one.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of a directory and writes this process's number into it.
    pub(super) fn take(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join("lock");
        let io = |source| OpenError::Io {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = Vec::new();
                file.read_to_end(&mut holder).map_err(io)?;
                return Err(in_use(folder, &holder));
            }
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        let lock = Self { file };
        lock.write(None).map_err(io)?;
        Ok(lock)
    }

    /// Says on which socket the holder can be asked; a path that is no line is left out.
    pub(super) fn name_socket(&self, socket: &Path) -> io::Result<()> {
        let is_line = !socket.as_os_str().as_bytes().contains(&b'\n');
        self.write(is_line.then_some(socket))
    }

    fn write(&self, socket: Option<&Path>) -> io::Result<()> {
        let mut text = format!("{}\n", std::process::id()).into_bytes();
        if let Some(socket) = socket {
            text.extend_from_slice(socket.as_os_str().as_bytes());
            text.push(b'\n');
        }
        let mut file = &self.file;
        file.set_len(0)?;
        file.rewind()?;
        // At once, so that nobody reads half of it.
        file.write_all(&text)
    }
}

fn in_use(folder: &Path, holder: &[u8]) -> OpenError {
    let mut lines = holder.split(|it| *it == b'\n');
    let process = lines.next().unwrap_or_default();
    let socket = lines.next().filter(|it| !it.is_empty());
    OpenError::InUse {
        folder: folder.to_owned(),
        process: String::from_utf8_lossy(process).trim().to_owned(),
        socket: socket.map(|it| PathBuf::from(OsStr::from_bytes(it))),
    }
}

/// Returns the socket of the service that holds the lock of a directory, if one does.
pub(super) fn socket_of(folder: &Path) -> Option<PathBuf> {
    let mut file = File::open(folder.join("lock")).ok()?;
    if file.try_lock_shared().is_ok() {
        return None;
    }
    let mut holder = Vec::new();
    file.read_to_end(&mut holder).ok()?;
    match in_use(folder, &holder) {
        OpenError::InUse { socket, .. } => socket,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_second_is_told_the_process_and_its_socket() {
        let folder = tempfile::tempdir().unwrap();
        let told = || match Lock::take(folder.path()) {
            Err(OpenError::InUse {
                process, socket, ..
            }) => (process, socket),
            other => panic!("{other:?}"),
        };
        let own = std::process::id().to_string();
        let lock = Lock::take(folder.path()).unwrap();
        assert_eq!(told(), (own.clone(), None));
        let socket = Path::new("/run/räin maker/register.sock");
        lock.name_socket(socket).unwrap();
        assert_eq!(told(), (own.clone(), Some(socket.to_owned())));
        lock.name_socket(Path::new("/run/two\nlines")).unwrap();
        assert_eq!(told(), (own.clone(), None));
        drop(lock);
        let _lock = Lock::take(folder.path()).unwrap();
        assert_eq!(told(), (own, None), "an earlier holder's socket is gone");
    }
}
