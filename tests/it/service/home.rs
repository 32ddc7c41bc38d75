use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rainmaker::clock;
use rainmaker::contract::{Fault, Secret};
use rainmaker::ops::{FirstOfficer, NewRegister, Ops};
use rainmaker::service::{Limits, OpenError, open, serve_and_log};
use tempfile::TempDir;
use tokio::net::UnixListener;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::client::Client;
use crate::support::environment::folder;

pub(super) const OFFICER: &str = "Aino Hakala";
pub(super) const PASSWORD: &str = "kolme-vihreaa-saapasta-naulassa";

/// How often a test does what it does, times the factor of a long run.
pub(super) fn times(now: usize) -> usize {
    let factor = std::env::var("RAINMAKER_LONG").ok();
    now * factor.map_or(1, |it| it.parse::<usize>().unwrap())
}

/// Limits that no test meets unawares: all come from one account.
pub(super) fn generous() -> Limits {
    Limits {
        connections: 2_000,
        connections_per_account: 2_000,
        requests_per_second: 1_000_000,
        burst: 1_000_000,
        request: Duration::from_mins(1),
        ..Limits::default()
    }
}

/// Lays a new, empty register into `folder`.
pub(super) fn create(folder: &Path) {
    let officer = FirstOfficer {
        name: OFFICER,
        password: &Secret(PASSWORD.to_owned()),
    };
    Ops::create(folder, &officer, &NewRegister::default(), clock::now()).unwrap();
}

/// A service in this process, on a register of its own.
pub(super) struct Home {
    folder: TempDir,
    limits: Limits,
    log: Log,
    running: Option<Running>,
}

struct Running {
    runtime: Runtime,
    serving: JoinHandle<Result<(), Fault>>,
    stop: CancellationToken,
}

impl Home {
    pub(super) fn new() -> Self {
        Self::with(generous())
    }

    pub(super) fn with(limits: Limits) -> Self {
        let folder = folder();
        create(&folder.path().join("data"));
        let mut home = Self {
            folder,
            limits,
            log: Log::default(),
            running: None,
        };
        home.start();
        home
    }

    pub(super) fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Returns what the service logged; whole only after its end.
    pub(super) fn log(&self) -> String {
        self.log.0.lock().unwrap().clone()
    }

    pub(super) fn client(&self) -> Client {
        Client::at_work(&self.socket())
    }

    fn start(&mut self) {
        let data = self.folder.path().join("data");
        let ops = open_register(&data);
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            // Few enough to run out of.
            .max_blocking_threads(16)
            .enable_all()
            .build()
            .unwrap();
        std::fs::remove_file(self.socket()).ok();
        let stop = CancellationToken::new();
        let within = runtime.enter();
        // Bound before anybody connects.
        let listener = UnixListener::bind(self.socket()).unwrap();
        let log = self.log.clone();
        let serving = serve_and_log(listener, Arc::new(ops), self.limits, log, stop.clone());
        let serving = runtime.spawn(serving);
        drop(within);
        self.running = Some(Running {
            runtime,
            serving,
            stop,
        });
    }

    /// Ends the service as a signal would, when what runs is done.
    pub(super) fn end(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.cancel();
            let ended = running.runtime.block_on(running.serving);
            running.runtime.shutdown_timeout(Duration::from_mins(1));
            ended.unwrap().unwrap();
        }
    }

    pub(super) fn restart(&mut self) {
        self.end();
        self.start();
    }
}

/// Opens a register that nothing here holds open any more; a process that another test starts may
/// hold a copy of its lock for the moment between its fork and its exec.
fn open_register(data: &Path) -> Ops {
    loop {
        match open(data, &data.join("master.key")) {
            Err(OpenError::InUse { .. }) => std::thread::yield_now(),
            opened => return opened.unwrap().0,
        }
    }
}

/// What the service logs, kept from the output of the tests.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).unwrap();
        self.0.lock().unwrap().push_str(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.end();
        }
    }
}
