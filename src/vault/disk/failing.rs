//! A disk in memory that fails at a chosen call, and whose power can be cut.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;

use super::Disk;
use super::DiskError;
use super::Doing;
use super::VaultFile;

const SECTOR: usize = 512;

/// How much of the failing call is done all the same.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure {
    Nothing,
    Half,
    All,
}

impl Failure {
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::Half, Self::All];
}

/// What a power cut leaves of the writes that were not synced.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Crash {
    Lost,
    Kept,
    /// Each sector is kept, lost, left as zeros if it is beyond the end, or ruined, by a die of this seed.
    Torn(u64),
}

impl Crash {
    /// Both extremes, and `seeds` tears between them.
    pub(crate) fn kinds(seeds: u64) -> impl Iterator<Item = Self> {
        [Self::Lost, Self::Kept]
            .into_iter()
            .chain((0..seeds).map(Self::Torn))
    }
}

/// Clones are the same disk, so that a test can look at what a vault owns.
#[derive(Clone, Default)]
pub(crate) struct FailingDisk(Arc<Mutex<Platters>>);

#[derive(Clone, Default)]
struct Platters {
    files: BTreeMap<VaultFile, Platter>,
    calls: u64,
    failure: Option<(u64, Failure)>,
    /// The call from which on nothing works any more.
    broken: Option<u64>,
}

#[derive(Clone, Default)]
struct Platter {
    live: Option<Vec<u8>>,
    durable: Option<Vec<u8>>,
    /// A file whose renaming a crash may still undo.
    renamed: Option<Vec<u8>>,
    pending: Vec<(usize, Vec<u8>)>,
}

impl FailingDisk {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Lets the `call`th call from now fail once; the first is 1.
    pub(crate) fn fail_at(&self, call: u64, failure: Failure) {
        let mut platters = self.platters();
        platters.failure = Some((platters.calls + call, failure));
    }

    /// Lets the `call`th call from now fail, and every one after it until [`Self::mend`].
    pub(crate) fn fail_from(&self, call: u64) {
        let mut platters = self.platters();
        platters.broken = Some(platters.calls + call);
    }

    /// Calls every failure off; reports whether one had not come yet.
    pub(crate) fn mend(&self) -> bool {
        let mut platters = self.platters();
        let calls = platters.calls;
        let later = platters.broken.take().is_some_and(|it| it > calls);
        platters.failure.take().is_some() || later
    }

    /// Reports whether the failure that was ordered has not come yet, and calls it off.
    pub(crate) fn outlived_failure(&self) -> bool {
        self.platters().failure.take().is_some()
    }

    /// Returns another disk, as this one is found after a power cut.
    pub(crate) fn crashed(&self, crash: Crash) -> Self {
        let files = self.platters().files.clone();
        let files = files.into_iter().map(|(file, platter)| {
            let found = platter.after(crash);
            (
                file,
                Platter {
                    live: found.clone(),
                    durable: found,
                    ..Platter::default()
                },
            )
        });
        Self(Arc::new(Mutex::new(Platters {
            files: files.collect(),
            ..Platters::default()
        })))
    }

    /// Returns a file as a running process sees it.
    pub(crate) fn image(&self, file: VaultFile) -> Option<Vec<u8>> {
        self.platters()
            .files
            .get(&file)
            .and_then(|it| it.live.clone())
    }

    /// Puts a file in place, durably; `None` removes it.
    pub(crate) fn set(&self, file: VaultFile, bytes: Option<Vec<u8>>) {
        let platter = Platter {
            live: bytes.clone(),
            durable: bytes,
            ..Platter::default()
        };
        self.platters().files.insert(file, platter);
    }

    fn platters(&self) -> MutexGuard<'_, Platters> {
        self.0.lock().unwrap()
    }

    fn call(
        &self,
        doing: Doing,
        file: VaultFile,
        work: impl FnOnce(&mut Platter, Option<Failure>) -> io::Result<()>,
    ) -> Result<(), DiskError> {
        let mut platters = self.platters();
        platters.calls += 1;
        let failure = match platters.failure {
            Some((call, failure)) if call == platters.calls => Some(failure),
            _ if platters.broken.is_some_and(|it| it <= platters.calls) => Some(Failure::Nothing),
            _ => None,
        };
        let done = work(platters.files.entry(file).or_default(), failure);
        let told = failure.map(|_| io::Error::other("the test wants a failure"));
        if failure.is_some() {
            platters.failure = None;
        }
        match told.map_or(done, Err) {
            Ok(()) => Ok(()),
            Err(source) => Err(DiskError {
                doing,
                file,
                source,
            }),
        }
    }
}

impl Disk for FailingDisk {
    fn read(&self, file: VaultFile) -> Result<Option<Vec<u8>>, DiskError> {
        let mut found = None;
        self.call(Doing::Read, file, |platter, _| {
            found.clone_from(&platter.live);
            Ok(())
        })?;
        Ok(found)
    }

    fn write(&self, file: VaultFile, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        let offset = usize::try_from(offset).unwrap();
        self.call(Doing::Write, file, |platter, failure| {
            let length = match failure {
                Some(Failure::Nothing) => 0,
                Some(Failure::Half) => bytes.len() / 2,
                Some(Failure::All) | None => bytes.len(),
            };
            let live = platter.live.as_mut().ok_or(io::ErrorKind::NotFound)?;
            lay(live, offset, &bytes[..length]);
            platter.pending.push((offset, bytes[..length].to_vec()));
            Ok(())
        })
    }

    /// After a failed sync the system forgets what it failed to write: a later sync does not bring it.
    fn sync(&self, file: VaultFile) -> Result<(), DiskError> {
        self.call(Doing::Sync, file, |platter, failure| {
            let mut pending = std::mem::take(&mut platter.pending);
            match failure {
                Some(Failure::Nothing) => pending.clear(),
                Some(Failure::Half) => pending.truncate(pending.len() / 2),
                Some(Failure::All) | None => {}
            }
            if let Some(renamed) = platter.renamed.take() {
                platter.durable = Some(renamed);
            }
            let durable = platter.durable.as_mut().ok_or(io::ErrorKind::NotFound)?;
            for (offset, bytes) in pending {
                lay(durable, offset, &bytes);
            }
            Ok(())
        })
    }

    fn replace(&self, file: VaultFile, bytes: &[u8]) -> Result<(), DiskError> {
        self.call(Doing::Replace, file, |platter, failure| {
            let fresh = Some(bytes.to_vec());
            match failure {
                Some(Failure::Nothing) => {}
                Some(Failure::Half) => {
                    platter.live.clone_from(&fresh);
                    platter.renamed = fresh;
                }
                Some(Failure::All) | None => {
                    let (live, durable) = (fresh.clone(), fresh);
                    *platter = Platter {
                        live,
                        durable,
                        ..Platter::default()
                    };
                }
            }
            Ok(())
        })
    }
}

impl Platter {
    fn after(self, crash: Crash) -> Option<Vec<u8>> {
        let mut seed = match crash {
            Crash::Lost => return self.durable,
            Crash::Kept => return self.live,
            Crash::Torn(seed) => seed,
        };
        let mut found = self.durable;
        if self.renamed.is_some() && die(&mut seed) < 2 {
            found = self.renamed;
        }
        let mut image = found?;
        for (offset, bytes) in self.pending {
            let mut at = 0;
            while at < bytes.len() {
                let end = bytes.len().min(at + SECTOR - (offset + at) % SECTOR);
                match die(&mut seed) {
                    0 => lay(&mut image, offset + at, &bytes[at..end]),
                    1 => image.resize(image.len().max(offset + end), 0),
                    2 => ruin(&mut image, offset + at),
                    _ => {}
                }
                at = end;
            }
        }
        Some(image)
    }
}

/// The power went while the disk was writing this sector: what else it holds is lost with it.
fn ruin(image: &mut [u8], at: usize) {
    let sector = at / SECTOR * SECTOR;
    let end = image.len().min(sector + SECTOR);
    image[sector.min(end)..end].fill(0xa5);
}

fn lay(image: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if !bytes.is_empty() {
        image.resize(image.len().max(end), 0);
        image[offset..end].copy_from_slice(bytes);
    }
}

/// One of four, by Knuth's linear generator.
fn die(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % 4
}
