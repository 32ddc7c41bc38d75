use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use super::change::Change;
use super::engine::Engine;
use super::error::StoreError;
use super::turn::{Numbers, Planning, Turn};
use crate::domain::id::ActId;

/// Most operations joined into one commit, so that the first of them does not wait for a flood.
const MOST_IN_ONE_COMMIT: usize = 64;

/// What a change has become.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Committed<T> {
    pub value: T,
    /// The entry of the *acts* chain; none where nothing was changed, or only a look was recorded.
    pub act: Option<ActId>,
}

/// An operation on its way to the writer.
pub(super) trait Job: Send {
    /// Plans; returns nothing where there is nothing to write. May be asked again after a failure.
    fn plan(&mut self, planning: &mut Planning<'_>) -> Option<Change>;
    /// Tells the asker how it ended.
    fn finish(self: Box<Self>, end: Result<Option<ActId>, StoreError>);
}

struct Asked<P, T, E> {
    plan: P,
    planned: Option<Result<T, E>>,
    asker: SyncSender<Result<Committed<T>, E>>,
}

impl<P, T, E> Job for Asked<P, T, E>
where
    P: FnMut(&mut Planning<'_>) -> Result<(Change, T), E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn plan(&mut self, planning: &mut Planning<'_>) -> Option<Change> {
        self.planned = None;
        let (change, planned) = match (self.plan)(planning) {
            Ok((change, value)) => (Some(change), Ok(value)),
            Err(refusal) => (None, Err(refusal)),
        };
        self.planned = Some(planned);
        change
    }

    fn finish(self: Box<Self>, end: Result<Option<ActId>, StoreError>) {
        let answer = match (end, self.planned) {
            (Ok(act), Some(planned)) => planned.map(|value| Committed { value, act }),
            (Ok(_), None) => Err(StoreError::Panicked.into()),
            (Err(error), _) => Err(error.into()),
        };
        // Whoever asked may have gone.
        self.asker.send(answer).ok();
    }
}

/// The one thread that writes.
pub(super) struct Writer {
    jobs: Option<Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(engine: Arc<Engine>, numbers: Numbers) -> std::io::Result<Self> {
        let (jobs, waiting) = channel();
        let hand = Hand {
            engine,
            numbers,
            unfinished: false,
        };
        let thread = std::thread::Builder::new()
            .name("register-writer".to_owned())
            .spawn(move || hand.work(&waiting))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Plans and commits; returns when the change is durable, or why it is not.
    pub(super) fn write<T, E, P>(&self, plan: P) -> Result<Committed<T>, E>
    where
        P: FnMut(&mut Planning<'_>) -> Result<(Change, T), E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (asker, answer) = sync_channel(1);
        let job = Box::new(Asked {
            plan,
            planned: None,
            asker,
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the writer was already told to whoever waited for it.
            thread.join().ok();
        }
    }
}

/// What the writer's thread holds.
struct Hand {
    engine: Arc<Engine>,
    numbers: Numbers,
    /// Whether keys of what was forgotten have yet to be destroyed.
    unfinished: bool,
}

impl Hand {
    fn work(mut self, waiting: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = waiting.recv() {
            let mut batch = vec![first];
            batch.extend(waiting.try_iter().take(MOST_IN_ONE_COMMIT - 1));
            self.serve(batch);
        }
    }

    /// Commits a batch as one, or, where that fails, reopens and tries each operation alone.
    fn serve(&mut self, mut batch: Vec<Box<dyn Job>>) {
        let error = match self.attempt(&mut batch) {
            Ok(ends) => return finish(batch, ends),
            Err(error) => error,
        };
        if self.reopen().is_err() {
            return fail(batch, error);
        }
        for job in batch {
            let mut alone = vec![job];
            match self.attempt(&mut alone) {
                Ok(ends) => finish(alone, ends),
                Err(error) => {
                    self.reopen().ok();
                    fail(alone, error);
                }
            }
        }
    }

    /// Commits; a panic on a damaged page is a failure like any other.
    fn attempt(&mut self, batch: &mut [Box<dyn Job>]) -> Result<Vec<End>, StoreError> {
        catch_unwind(AssertUnwindSafe(|| self.commit(batch))).unwrap_or(Err(StoreError::Panicked))
    }

    fn reopen(&mut self) -> Result<(), StoreError> {
        self.numbers = self.engine.reopen()?;
        self.finish_forgettings();
        Ok(())
    }

    fn finish_forgettings(&mut self) {
        self.unfinished = self.engine.finish_recorded_forgettings().is_err();
    }

    /// Plans every operation against the transaction as it stands, commits once for all, and
    /// destroys the keys of what was forgotten.
    fn commit(&mut self, batch: &mut [Box<dyn Job>]) -> Result<Vec<End>, StoreError> {
        if self.engine.is_closed() {
            self.reopen()?;
        } else if self.unfinished {
            self.finish_forgettings();
        }
        let engine = Arc::clone(&self.engine);
        let mut turn = Turn::new(
            engine.begin_write()?,
            &engine.vault,
            &engine.maps,
            self.numbers,
        );
        let prepared = prepare(&mut turn, batch).and_then(|ends| {
            let any = ends.iter().any(|end| !matches!(end, End::Nothing));
            if any {
                Self::write_keyring(&mut turn)?;
                turn.put_numbers()?;
            }
            Ok((ends, any))
        });
        match prepared {
            Ok((ends, true)) => self.make_durable(turn, ends),
            Ok((ends, false)) => {
                turn.transaction.abort()?;
                Ok(ends)
            }
            Err(error) => {
                turn.roll_back_maps();
                Err(error)
            }
        }
    }

    fn make_durable(
        &mut self,
        mut turn: Turn<'_>,
        mut ends: Vec<End>,
    ) -> Result<Vec<End>, StoreError> {
        let (numbers, forgetting) = (turn.numbers, std::mem::take(&mut turn.forgetting));
        match turn.commit() {
            Ok(()) => self.numbers = numbers,
            Err(error) => {
                self.reopen()?;
                // What failed may have been the last step of a commit that stands: no chain has the
                // same head twice.
                if (self.numbers.acts, self.numbers.looks) != (numbers.acts, numbers.looks) {
                    return Err(error);
                }
            }
        }
        if self.engine.finish_forgetting(&forgetting).is_err() {
            self.unfinished = true;
            // Tries again, with another handle; where that fails too, the next write does.
            self.reopen().ok();
        }
        if self.unfinished {
            for end in ends.iter_mut().filter(|it| matches!(it, End::Forgot(_))) {
                *end = End::Unfinished;
            }
        }
        Ok(ends)
    }

    /// Writes the keyring before the database: a row never names a key that is not there.
    fn write_keyring(turn: &mut Turn<'_>) -> Result<(), StoreError> {
        let keyring = turn.vault.keyring();
        if turn.drawn.is_empty() && turn.forgetting.is_empty() {
            return Ok(());
        }
        let generation = turn.numbers.generation.max(keyring.generation()) + 1;
        turn.numbers.generation = generation;
        let written = if turn.drawn.is_empty() {
            keyring.raise(generation)
        } else {
            keyring.create_units(&turn.drawn, generation)
        };
        written.map_err(|error| StoreError::Disk(Box::new(error)))
    }
}

/// How an operation fared in a batch.
enum End {
    /// It was refused, or there was nothing to write.
    Nothing,
    Wrote(Option<ActId>),
    Forgot(Option<ActId>),
    Unfinished,
}

fn prepare(turn: &mut Turn<'_>, batch: &mut [Box<dyn Job>]) -> Result<Vec<End>, StoreError> {
    let mut ends = Vec::with_capacity(batch.len());
    for job in batch {
        let planned = catch_unwind(AssertUnwindSafe(|| {
            turn.plan(|planning| job.plan(planning))
        }));
        // A panic leaves the operation unplanned, and its asker is told so.
        let Ok(Some(change)) = planned else {
            ends.push(End::Nothing);
            continue;
        };
        if change.is_empty() {
            ends.push(End::Nothing);
            continue;
        }
        let forgot = turn.forgetting.len();
        let act = turn.apply(&change)?;
        ends.push(if turn.forgetting.len() > forgot {
            End::Forgot(act)
        } else {
            End::Wrote(act)
        });
    }
    Ok(ends)
}

fn finish(batch: Vec<Box<dyn Job>>, ends: Vec<End>) {
    for (job, end) in batch.into_iter().zip(ends) {
        job.finish(match end {
            End::Nothing => Ok(None),
            End::Wrote(act) | End::Forgot(act) => Ok(act),
            End::Unfinished => Err(StoreError::Unfinished),
        });
    }
}

/// Tells everybody the same failure; its cause goes to the first.
fn fail(batch: Vec<Box<dyn Job>>, error: StoreError) {
    let mut error = Some(error);
    for job in batch {
        job.finish(Err(error.take().unwrap_or_else(StoreError::disk)));
    }
}
