use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::super::desk::Desk;
use super::super::place::Place;
use super::{Finding, State};

/// Whatever others may do with a private file.
const OTHERS: u32 = 0o077;

/// Looks at the directory, its files and the master key.
pub(super) fn look(desk: &Desk, place: &Place) -> Vec<Finding> {
    let shown = place.folder.display().to_string();
    let mut findings = vec![Finding::new(
        desk,
        "folder",
        State::Ok,
        ("doctor-folder", &[("folder", &shown)]),
    )];
    if !place.folder.is_dir() {
        return findings;
    }
    findings.extend(open_to_others(desk, &place.folder, "0700"));
    for name in ["register.redb", "keyring.a", "keyring.b", "keys", "lock"] {
        findings.extend(open_to_others(desk, &place.folder.join(name), "0600"));
    }
    findings.extend(open_to_others(desk, &place.master, "0600"));
    findings.push(master(desk, place));
    findings
}

fn open_to_others(desk: &Desk, path: &Path, mode: &str) -> Option<Finding> {
    let open = fs::metadata(path).is_ok_and(|it| it.permissions().mode() & OTHERS != 0);
    let file = path.display().to_string();
    let values = [("file", file.as_str()), ("mode", mode)];
    open.then(|| {
        Finding::new(
            desk,
            "permissions",
            State::Warning,
            ("doctor-open", &values),
        )
    })
}

fn master(desk: &Desk, place: &Place) -> Finding {
    let file = place.master.display().to_string();
    let values = [("file", file.as_str())];
    if place.master.parent() == Some(&place.folder) {
        Finding::new(
            desk,
            "master_key",
            State::Note,
            ("doctor-master-beside", &values),
        )
    } else {
        Finding::new(desk, "master_key", State::Ok, ("doctor-master", &values))
    }
}
