use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use listenfd::ListenFd;
use rustix::fs::{Access, access};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::cli::arguments::Globals;
use crate::cli::place::Place;

/// Where the socket of a service of the whole machine lies.
const OF_THE_MACHINE: &str = "/run/rainmaker";

const NAME: &str = "register.sock";

/// A socket that is listened on.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) listener: UnixListener,
    pub(super) path: PathBuf,
    owned: Owned,
}

/// Whose work the file of the socket is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Owned {
    Here,
    BySystemd,
}

/// Why there is nothing to listen on; `id` names the sentence.
#[derive(Debug)]
pub(super) struct NotBound {
    pub(super) id: &'static str,
    pub(super) path: PathBuf,
    pub(super) cause: io::Error,
}

impl Bound {
    /// Removes the socket where this process made it.
    pub(super) fn remove(self) {
        if self.owned == Owned::Here {
            fs::remove_file(&self.path).ok();
        }
    }
}

/// Takes the socket that systemd hands over, or binds one.
pub(super) fn listen(globals: &Globals, place: &Place) -> Result<Bound, NotBound> {
    let handed = ListenFd::from_env().take_unix_listener(0);
    let handed = handed.map_err(|cause| NotBound {
        id: "cli-serve-handed",
        path: PathBuf::new(),
        cause,
    })?;
    if let Some(listener) = handed {
        let address = listener.local_addr().ok();
        let path = address.and_then(|it| it.as_pathname().map(Path::to_owned));
        return Ok(Bound {
            listener,
            path: path.unwrap_or_default(),
            owned: Owned::BySystemd,
        });
    }
    let path = path(globals, place);
    let refused = |(id, cause)| NotBound {
        id,
        path: path.clone(),
        cause,
    };
    let listener = bind(&path).map_err(refused)?;
    Ok(Bound {
        listener,
        path,
        owned: Owned::Here,
    })
}

fn path(globals: &Globals, place: &Place) -> PathBuf {
    if let Some(path) = &globals.socket {
        return std::path::absolute(path).unwrap_or_else(|_| path.clone());
    }
    let machine = Path::new(OF_THE_MACHINE);
    let named = globals
        .data
        .as_ref()
        .filter(|it| !it.as_os_str().is_empty());
    if named.is_none() && machine.is_dir() && access(machine, Access::WRITE_OK).is_ok() {
        return machine.join(NAME);
    }
    std::path::absolute(&place.folder)
        .unwrap_or_else(|_| place.folder.clone())
        .join(NAME)
}

type Refusal = (&'static str, io::Error);

/// Binds under a directory that nobody else may write to, in place of a socket without a service.
fn bind(path: &Path) -> Result<UnixListener, Refusal> {
    let cannot = |cause| ("cli-serve-bind", cause);
    let folder = path.parent().unwrap_or(Path::new("/"));
    if !folder.exists() {
        let mut private = DirBuilder::new();
        private.recursive(true).mode(0o700);
        private.create(folder).map_err(cannot)?;
    }
    let about = fs::metadata(folder).map_err(cannot)?;
    let own = rustix::process::geteuid().as_raw();
    if about.mode() & 0o022 != 0 || ![0, own].contains(&about.uid()) {
        return Err(("cli-serve-folder", io::ErrorKind::PermissionDenied.into()));
    }
    // Of two that find the same stale socket, one waits here and then meets the other alive.
    let guard = File::open(folder).map_err(cannot)?;
    guard.lock().map_err(cannot)?;
    match UnixListener::bind(path) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            clear(path)?;
            UnixListener::bind(path).map_err(cannot)
        }
        bound => bound.map_err(cannot),
    }
}

/// Removes a socket on which nobody answers.
fn clear(path: &Path) -> Result<(), Refusal> {
    let cannot = |cause| ("cli-serve-bind", cause);
    let about = fs::symlink_metadata(path).map_err(cannot)?;
    if !about.file_type().is_socket() {
        return Err(cannot(io::ErrorKind::AlreadyExists.into()));
    }
    match UnixStream::connect(path) {
        Ok(_) => Err(("cli-serve-running", io::ErrorKind::AddrInUse.into())),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            fs::remove_file(path).map_err(cannot)
        }
        Err(error) => Err(cannot(error)),
    }
}

/// Lets this process hold as many connections as the system allows it.
pub(super) fn take_all_descriptors() {
    let allowed = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: allowed.maximum,
        maximum: allowed.maximum,
    };
    // Where this is refused, fewer are served at once.
    setrlimit(Resource::Nofile, all).ok();
}
