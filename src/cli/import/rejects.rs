use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::super::desk::{Desk, unexpected};
use super::super::stop::{Stop, USAGE};
use super::report::{Report, said};
use crate::client::Door;
use crate::contract::{Reply, Request};
use crate::intake::write_rejects;

/// The longest title that becomes part of a file's name, in characters.
const LONGEST: usize = 60;

const EXTENSION: &str = ".csv";

/// Writes the rejected rows of every file that has some, enters each written file into the ledger,
/// and returns their paths.
pub(super) fn write_all(
    desk: &Desk,
    door: &Door,
    folder: Option<&Path>,
    plan: &[Report],
) -> Result<Vec<String>, Stop> {
    let folder = folder.unwrap_or(Path::new("."));
    let mut written: Vec<PathBuf> = Vec::new();
    for report in plan.iter().filter(|it| !it.rejects.is_empty()) {
        let path = path_of(folder, &report.title, &written);
        write(desk, &path, report).map_err(|cause| {
            let (file, cause) = (path.display().to_string(), cause.to_string());
            desk.stop(
                USAGE,
                "cli-cannot-write",
                &[("file", &file), ("cause", &cause)],
            )
        })?;
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        let request = Request::RecordFile {
            path: whole.display().to_string(),
            what: "rejects".to_owned(),
            holds: Vec::new(),
        };
        if door.ask(request)? != Reply::Ok {
            return Err(unexpected());
        }
        written.push(path);
    }
    Ok(written.iter().map(|it| it.display().to_string()).collect())
}

/// Names the file after the title of the imported one, whose path plays no part.
fn path_of(folder: &Path, title: &str, taken: &[PathBuf]) -> PathBuf {
    let cut = title.len().saturating_sub(EXTENSION.len());
    let stem = match title.split_at_checked(cut) {
        Some((stem, end)) if end.eq_ignore_ascii_case(EXTENSION) => stem,
        _ => title,
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let numbered = |number: usize| match number {
        1 => folder.join(format!("rejects-{stem}.csv")),
        _ => folder.join(format!("rejects-{stem}-{number}.csv")),
    };
    let mut numbers = 1..=taken.len() + 1;
    let free = numbers.find_map(|it| Some(numbered(it)).filter(|it| !taken.contains(it)));
    free.expect("there is one number more than files")
}

/// Writes beside the place and renames, so that no link is followed and no half file is seen.
fn write(desk: &Desk, path: &Path, report: &Report) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => {
            return Err(io::Error::new(
                ErrorKind::AlreadyExists,
                desk.words("cli-in-the-way", &[]),
            ));
        }
        _ => {}
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    // Mode 0600 from its first moment.
    let mut file = NamedTempFile::new_in(folder)?;
    write_rejects(&mut file, &report.headings, &report.rejects, &|it| {
        said(desk, it)
    })?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
