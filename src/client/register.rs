use std::path::{Path, PathBuf};

use super::Door;
use super::door::present;
use super::line::NoLine;
use super::remote::{Patience, Remote};
use crate::clock;
use crate::contract::{Fault, FaultCode, Secret};
use crate::ops::{
    FirstOfficer, NewRegister, OpenError, Opening, Ops, PasswordRefused, RecoveryCode,
};

/// Opens the register in `folder` with the master key in the file `master`; nobody is logged in yet.
///
/// # Errors
///
/// See [`OpenError`]; nothing is changed where the master key is missing or wrong.
pub fn open(folder: &Path, master: &Path) -> Result<(Door, Opening), OpenError> {
    let (ops, opening) = Ops::open(folder, master, clock::now())?;
    Ok((Door::here(ops), opening))
}

/// Connects to the service that listens on `socket`; nobody is logged in yet.
///
/// # Errors
///
/// `service-gone` where nobody listens there, or whatever the service refuses with.
pub fn connect(socket: &Path, patience: Patience) -> Result<Door, Fault> {
    match Remote::open(socket, patience) {
        Ok(remote) => Ok(Door::there(remote)),
        Err(NoLine::Refused(fault)) => Err(fault),
        Err(NoLine::Io(cause)) => Err(Fault::of(FaultCode::ServiceGone)
            .with("socket", &socket.display())
            .with("cause", &cause)),
    }
}

/// Returns the socket of the service that has the register in `folder` open, if one has.
#[must_use]
pub fn socket_of(folder: &Path) -> Option<PathBuf> {
    Ops::socket_of(folder)
}

/// Creates a register in `folder` with its first officer; the recovery code exists nowhere else.
///
/// # Errors
///
/// A weak password, or why the register cannot be created.
pub fn create(
    folder: &Path,
    officer: &FirstOfficer<'_>,
    register: &NewRegister,
) -> Result<RecoveryCode, PasswordRefused> {
    Ops::create(folder, officer, register, clock::now())
}

/// Gives a user the role of administrator and a new password, for the owner of the files whose last
/// administrator is lost.
///
/// # Errors
///
/// Why the register does not open; within, that nobody is called so or that the password is weak.
pub fn restore_administrator(
    (folder, master): (&Path, &Path),
    name: &str,
    password: &Secret,
) -> Result<Result<(), Fault>, OpenError> {
    let now = present();
    let (ops, _) = Ops::open(folder, master, now.wall)?;
    Ok(ops.restore_administrator(name, password, now))
}

/// Writes a fresh `master.key` into `folder` with the recovery code.
///
/// # Errors
///
/// See [`Ops::recover`].
pub fn recover(folder: &Path, code: &str) -> Result<(), OpenError> {
    Ops::recover(folder, code, clock::now())
}

/// Tells whether a recovery was refused for its code, and not for the state of the files.
#[must_use]
pub fn is_wrong_code(error: &OpenError) -> bool {
    Ops::is_wrong_code(error)
}
