use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

/// About as many bytes as a small request and its answer have.
const SMALL: usize = 128;

/// A socket at whose other end a thread sends back what comes.
pub(crate) struct Echo {
    near: UnixStream,
}

impl Echo {
    pub(crate) fn new() -> Self {
        let (near, mut far) = UnixStream::pair().unwrap();
        thread::spawn(move || {
            let mut bytes = [0; SMALL];
            while far.read_exact(&mut bytes).is_ok() && far.write_all(&bytes).is_ok() {}
        });
        Self { near }
    }

    pub(crate) fn ask(&mut self) {
        let mut bytes = [7; SMALL];
        self.near.write_all(&bytes).unwrap();
        self.near.read_exact(&mut bytes).unwrap();
    }
}

/// A database in which each session changes a row and writes a line of an audit, as ours does.
pub(crate) struct Sqlite {
    path: PathBuf,
}

impl Sqlite {
    pub(crate) fn new(folder: &Path, sessions: usize) -> Self {
        let path = folder.join(format!("peer-{sessions}.db"));
        let base = open(&path);
        base.execute_batch(
            "CREATE TABLE people (id INTEGER PRIMARY KEY, body BLOB NOT NULL, version INTEGER);
             CREATE TABLE audit (id INTEGER PRIMARY KEY, person INTEGER, body BLOB NOT NULL);",
        )
        .unwrap();
        for session in 0..number(sessions) {
            let values = (session, [0_u8; 400].as_slice());
            base.execute("INSERT INTO people VALUES (?1, ?2, 0)", values)
                .unwrap();
        }
        Self { path }
    }

    /// Changes one row over and over, each time durably; returns how often.
    pub(crate) fn edit(&self, session: usize, goes_on: &dyn Fn() -> bool) -> usize {
        let mut base = open(&self.path);
        let session = number(session);
        let mut done = 0;
        while goes_on() {
            // As a deferred one it would be refused, and not wait, when another writes.
            let turn = rusqlite::TransactionBehavior::Immediate;
            let turn = base.transaction_with_behavior(turn).unwrap();
            let body = [u8::try_from(done % 251).unwrap(); 400];
            let change = "UPDATE people SET body = ?2, version = version + 1 WHERE id = ?1";
            turn.execute(change, (session, body.as_slice())).unwrap();
            let entry = "INSERT INTO audit (person, body) VALUES (?1, ?2)";
            turn.execute(entry, (session, &body[..120])).unwrap();
            turn.commit().unwrap();
            done += 1;
        }
        done
    }
}

fn number(session: usize) -> i64 {
    i64::try_from(session).unwrap()
}

fn open(path: &Path) -> Connection {
    let base = Connection::open(path).unwrap();
    base.busy_timeout(Duration::from_mins(1)).unwrap();
    base.pragma_update(None, "journal_mode", "WAL").unwrap();
    base.pragma_update(None, "synchronous", "FULL").unwrap();
    base
}
