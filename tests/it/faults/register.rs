use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rainmaker::contract::{Card, Envelope, Fault, Key, LookPurpose, Reply, Request, Secret};
use rainmaker::domain::id::SessionId;
use rainmaker::domain::time::{Moment, Timestamp};
use rainmaker::ops::{FirstOfficer, Keeping, NewRegister, Ops, Peer};
use rainmaker::store::{OpenError, Opening};
use tempfile::TempDir;

/// A Tuesday in September 2026.
pub(super) const START: i64 = 1_790_000_000_000;
pub(super) const OFFICER: &str = "Aino Hakala";
pub(super) const PASSWORD: &str = "kolme-vihreaa-saapasta-naulassa";

/// Where the sessions of these tests come from.
pub(super) const PEER: Peer = Peer {
    account: 1000,
    keeping: Keeping::WithProcess,
};

/// A directory for registers, in memory where there is one: every commit waits for its sync.
pub(super) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// How often a test does what it does, times the factor of a long run.
pub(super) fn times(now: usize) -> usize {
    let factor = std::env::var("RAINMAKER_LONG").ok();
    now * factor.map_or(1, |it| it.parse::<usize>().unwrap())
}

/// Lays a new, empty register into `folder`.
pub(super) fn create(folder: &Path) {
    let officer = FirstOfficer {
        name: OFFICER,
        password: &Secret(PASSWORD.to_owned()),
    };
    Ops::create(
        folder,
        &officer,
        &NewRegister::default(),
        Timestamp::from_millis(START),
    )
    .unwrap();
}

/// An open register with one officer at work.
pub(super) struct Register {
    pub(super) ops: Ops,
    pub(super) opening: Opening,
    pub(super) session: SessionId,
    pub(super) now: Timestamp,
    asked: u64,
}

impl Register {
    pub(super) fn create(folder: &Path) -> Self {
        create(folder);
        Self::open(folder).unwrap()
    }

    /// Opens and logs in.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenError> {
        Self::open_at(folder, Timestamp::from_millis(START))
    }

    pub(super) fn open_at(folder: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let mut register = Self::open_unasked(folder, now)?;
        register.login();
        Ok(register)
    }

    /// Opens without writing anything into it.
    pub(super) fn open_unasked(folder: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let (ops, opening) = loop {
            match Ops::open(folder, &folder.join("master.key"), now) {
                // A process that another test starts may hold a copy of the lock for the moment
                // between its fork and its exec.
                Err(OpenError::InUse { .. }) => std::thread::yield_now(),
                opened => break opened?,
            }
        };
        let session = ops.begin_session(PEER, now);
        Ok(Self {
            ops,
            opening,
            session,
            now,
            asked: 0,
        })
    }

    pub(super) fn login(&mut self) {
        let login = Request::Login {
            user: OFFICER.to_owned(),
            password: Secret(PASSWORD.to_owned()),
        };
        self.ask(login).unwrap();
    }

    pub(super) fn ask(&mut self, request: Request) -> Result<Reply, Fault> {
        self.ask_with(None, request)
    }

    pub(super) fn ask_with(&mut self, key: Option<&str>, request: Request) -> Result<Reply, Fault> {
        self.asked += 1;
        let envelope = Envelope {
            id: self.asked,
            key: key.map(|it| Key(it.to_owned())),
            request,
        };
        // Only the wall's clock goes on, so that no session idles.
        let now = Moment {
            wall: self.now,
            steady: Duration::from_millis(START.unsigned_abs()),
        };
        self.ops.answer(self.session, now, envelope)
    }

    pub(super) fn later(&mut self, millis: i64) {
        self.now = Timestamp::from_millis(self.now.millis() + millis);
    }

    pub(super) fn card(&mut self, number: &str) -> Result<Card, Fault> {
        let open = Request::Open {
            number: number.to_owned(),
            purpose: LookPurpose::CustomerService,
            reference: None,
        };
        match self.ask(open)? {
            Reply::Person(card) => Ok(*card),
            other => panic!("{other:?}"),
        }
    }

    /// Returns the entries and the head of both chains, which must hold.
    pub(super) fn audit(&mut self) -> Vec<(u64, String)> {
        let Reply::Audit { chains } = self.ask(Request::VerifyAudit).unwrap() else {
            panic!("the audit is answered with its chains");
        };
        chains
            .into_iter()
            .map(|it| {
                assert_eq!(it.broken_at, None, "{}", it.chain);
                (it.entries, it.head)
            })
            .collect()
    }
}

/// Copies every file of a register.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in files(from) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut all: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    all.sort();
    all
}

/// A generator whose whole run follows from its seed.
#[derive(Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Marsaglia's xorshift.
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// Returns a number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
