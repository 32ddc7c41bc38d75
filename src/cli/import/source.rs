use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use super::super::desk::Desk;
use super::super::stop::{REFUSED, Stop, USAGE, with_causes};
use crate::intake::IntakeError;

/// The longest file, in bytes.
const LONGEST: u64 = 512 << 20;

/// A file to bring in, read whole.
#[derive(Debug)]
pub(super) struct Source {
    /// As the user named it.
    pub(super) name: String,
    /// The name's last part, for files that are named after it.
    pub(super) title: String,
    pub(super) bytes: Vec<u8>,
}

impl Source {
    /// Reads a regular file, or standard input for `-`. What would block, or never end, is refused.
    pub(super) fn read(desk: &Desk, path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        if path.as_os_str() == "-" {
            let bytes = capped(desk, &name, io::stdin().lock())?;
            return Ok(Self {
                name,
                title: "stdin".to_owned(),
                bytes,
            });
        }
        let unreadable = |cause: io::Error| {
            let cause = cause.to_string();
            desk.stop(USAGE, "cli-file", &[("file", &name), ("cause", &cause)])
        };
        let irregular = || desk.stop(USAGE, "cli-not-a-file", &[("file", &name)]);
        if !fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(irregular());
        }
        // It may have become a pipe meanwhile: opening must not wait for its other end.
        let waits = OFlags::NONBLOCK.bits().cast_signed();
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(waits)
            .open(path)
            .map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(irregular());
        }
        if about.len() > LONGEST {
            return Err(too_long(desk, &name));
        }
        let title = path
            .file_name()
            .map_or_else(|| "list".into(), |it| it.to_string_lossy().into());
        Ok(Self {
            bytes: capped(desk, &name, file)?,
            name,
            title,
        })
    }
}

fn capped(desk: &Desk, name: &str, from: impl Read) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| {
            let cause = cause.to_string();
            desk.stop(USAGE, "cli-file", &[("file", name), ("cause", &cause)])
        })?;
    if bytes.len() as u64 > LONGEST {
        Err(too_long(desk, name))
    } else {
        Ok(bytes)
    }
}

fn too_long(desk: &Desk, name: &str) -> Stop {
    let most = (LONGEST >> 20).to_string();
    desk.stop(
        USAGE,
        "cli-file-too-long",
        &[("file", name), ("most", &most)],
    )
}

/// Makes the end of an import whose file, or what was said of it, cannot be used.
pub(super) fn refused(desk: &Desk, name: &str, why: &IntakeError) -> Stop {
    let exit = match why {
        IntakeError::Mapping(_) | IntakeError::UnknownField(_) | IntakeError::UnknownColumn(_) => {
            USAGE
        }
        _ => REFUSED,
    };
    desk.stop(
        exit,
        "cli-file",
        &[("file", name), ("cause", &with_causes(why))],
    )
}
