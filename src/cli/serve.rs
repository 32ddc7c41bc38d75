use std::io;
use std::num::{NonZeroU32, NonZeroUsize};
use std::panic;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use sd_notify::{NotifyState, notify, watchdog_enabled};
use tokio::net::UnixListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use super::desk::Desk;
use super::out;
use super::place::Place;
use super::stop::{BROKEN, Stop, USAGE};
use crate::service::{self, Limits};

mod socket;

use socket::{Bound, NotBound};

/// The service that owns the register and answers on a socket.
#[derive(Args, Debug)]
pub(super) struct Serve {
    /// How many people one user may open in an hour before the officers are warned
    #[arg(long, value_name = "N")]
    budget: Option<NonZeroUsize>,
}

/// Threads that may wait for the disk or hash a password at once.
const MOST_THREADS: usize = 256;

/// So long the end waits for requests that were given up.
const LAST_THREADS: Duration = Duration::from_secs(1);

impl Serve {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let place = Place::of(&desk.globals);
        let place = place.ok_or_else(|| desk.stop(USAGE, "cli-no-home", &[]))?;
        log_panics();
        rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
        socket::take_all_descriptors();
        // The register first: whoever owns it also owns its socket.
        let (ops, opening) = service::open(&place.folder, &place.master)?;
        let slots = opening.mended.len();
        if slots > 0 {
            desk.say("cli-mended", &[("slots", &slots.to_string())]);
        }
        let settings = &desk.config.service;
        let ops = match self.budget.or(settings.opened_per_hour) {
            Some(budget) => ops.with_budget(budget.get()),
            None => ops,
        };
        let bound = socket::listen(&desk.globals, &place).map_err(|why| refusal(desk, &why))?;
        let runtime = runtime().map_err(|cause| broken(desk, &cause))?;
        let shown = bound.path.display().to_string();
        ops.name_socket(&bound.path)
            .map_err(|cause| broken(desk, &cause))?;
        let ended = runtime.block_on(async {
            let listener = listener(&bound).map_err(|cause| broken(desk, &cause))?;
            let stop = stopped().map_err(|cause| broken(desk, &cause))?;
            desk.say("cli-serve-ready", &[("socket", &shown)]);
            tell(&[NotifyState::Ready]);
            tokio::spawn(watchdog());
            let limits = limits(settings);
            Ok(service::serve(listener, Arc::new(ops), limits, stop).await?)
        });
        runtime.shutdown_timeout(LAST_THREADS);
        bound.remove();
        ended
    }
}

fn limits(settings: &crate::config::Service) -> Limits {
    let usual = Limits::default();
    let count = |it: Option<NonZeroUsize>, usual| it.map_or(usual, NonZeroUsize::get);
    let rate = settings.requests_per_second.map(NonZeroU32::get);
    Limits {
        connections: count(settings.connections, usual.connections),
        connections_per_account: count(
            settings.connections_per_account,
            usual.connections_per_account,
        ),
        requests_per_second: rate.unwrap_or(usual.requests_per_second),
        burst: rate.map_or(usual.burst, |it| it.saturating_mul(2)),
        ..usual
    }
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(MOST_THREADS)
        .enable_all()
        .build()
}

fn listener(bound: &Bound) -> io::Result<UnixListener> {
    let listener = bound.listener.try_clone()?;
    listener.set_nonblocking(true)?;
    UnixListener::from_std(listener)
}

/// Returns what is cancelled by the first signal that asks the service to end.
fn stopped() -> io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let kinds = [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
    ];
    for kind in kinds {
        let (mut signal, stop) = (signal(kind)?, stop.clone());
        tokio::spawn(async move {
            signal.recv().await;
            tell(&[NotifyState::Stopping]);
            stop.cancel();
        });
    }
    Ok(stop)
}

/// Tells systemd that the service is alive, where it wants to know.
async fn watchdog() {
    let Some(within) = watchdog_enabled() else {
        return;
    };
    let mut pulse = interval(within / 3);
    loop {
        pulse.tick().await;
        tell(&[NotifyState::Watchdog]);
    }
}

/// Tells systemd; without one nobody listens, and that is no failure.
fn tell(states: &[NotifyState<'_>]) {
    notify(states).ok();
}

/// Lets a panic of a request leave its place in the log, and nothing else: what it says may be
/// about a person.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            let file = Path::new(place.file()).file_name().unwrap_or_default();
            let file = file.to_string_lossy();
            out::say(&format!(
                "rainmaker: defect at {file} line {}",
                place.line()
            ));
        }
    }));
}

fn refusal(desk: &Desk, why: &NotBound) -> Stop {
    let path = why.path.display().to_string();
    let cause = why.cause.to_string();
    desk.stop(USAGE, why.id, &[("socket", &path), ("cause", &cause)])
}

fn broken(desk: &Desk, cause: &io::Error) -> Stop {
    desk.stop(BROKEN, "cli-serve-broken", &[("cause", &cause.to_string())])
}
