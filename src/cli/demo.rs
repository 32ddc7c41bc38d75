use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;

use clap::Args;
use tempfile::TempDir;

use super::desk::{Desk, unexpected};
use super::run::load;
use super::screens::{self, Seat};
use super::stop::{BROKEN, Stop};
use crate::client::{self, Door, FirstOfficer, NewRegister, PasswordRefused};
use crate::clock;
use crate::contract::{Pass, Reply, Request, Secret};
use crate::domain::time::Timestamp;

mod chance;
mod names;
mod people;

use people::People;

/// A throw-away register.
#[derive(Args, Debug)]
pub(super) struct Demo {
    /// How many fictional people it holds
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    people: u32,
}

/// Who is logged in.
const OFFICER: &str = "demo";

/// Rows of one batch.
const BATCH: usize = 1_000;

impl Demo {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        screens::check(desk)?;
        let folder = tempfile::Builder::new()
            .prefix("rainmaker-demo-")
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir()
            .map_err(|cause| broken(desk, &cause))?;
        let (door, said) = open(desk, &folder)?;
        fill(&door, self.people)?;
        let shown = screens::show(desk, load(&desk.globals), Seat::Demo(said), &door);
        drop(door);
        fs::remove_dir_all(folder.path()).ok();
        shown
    }
}

/// Opens a register of its own, and returns what the login was told.
fn open(desk: &Desk, folder: &TempDir) -> Result<(Door, Reply), Stop> {
    // Nobody types it, and it goes with the register.
    let password = Secret(format!("{:032x}", chance::random_seed()));
    let officer = FirstOfficer {
        name: OFFICER,
        password: &password,
    };
    // Only this process reaches the register, so that it is filled as any other and then shown as a
    // demo: a register marked as one refuses every import.
    let created = client::create(folder.path(), &officer, &NewRegister::default());
    created.map_err(|why| match why {
        PasswordRefused::Open(error) => Stop::Open(error),
        other => broken(desk, &io::Error::other(other)),
    })?;
    let (door, _) = client::open(folder.path(), &folder.path().join("master.key"))?;
    let said = door.ask(Request::Login {
        user: OFFICER.to_owned(),
        password,
    })?;
    Ok((door, said))
}

fn fill(door: &Door, many: u32) -> Result<(), Stop> {
    let now: Timestamp = clock::now();
    let mut people = People::new(now.local_day());
    let mut left = many as usize;
    while left > 0 {
        let size = left.min(BATCH);
        let candidates = people.by_ref().take(size).collect();
        match door.ask(Request::Import {
            import: 0,
            pass: Pass::Apply,
            candidates,
        })? {
            Reply::Imported(_) => left -= size,
            _ => return Err(unexpected()),
        }
    }
    Ok(())
}

fn broken(desk: &Desk, cause: &io::Error) -> Stop {
    desk.stop(BROKEN, "cli-no-demo", &[("cause", &cause.to_string())])
}
