//! One thread owns the database. It runs the jobs that wait as one batch in one transaction. Only after the commit does
//! it publish the changes, in the order in which they happened, and only then does it answer.

use std::thread;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};
use tokio::sync::{mpsc, oneshot};

use crate::push::{self, Push};
use crate::store::Error;
use crate::time;

/// Jobs that may wait. When the queue is full, REST requests wait for a place, and socket events fail as busy.
const QUEUE_CAPACITY: usize = 4_096;
/// Jobs of one batch at most.
const BATCH_SIZE: usize = 256;

/// Runs in the transaction, and returns what to do after it.
type Job = Box<dyn FnOnce(&mut Transaction<'_>, &mut Vec<Push>) -> Completion + Send>;
/// Delivers the result of a job once the transaction has been committed or has failed.
type Completion = Box<dyn FnOnce(Result<(), Error>) + Send>;

enum WriterCommand {
    Run(Job),
    /// End the thread. The end of the last sender cannot stand for it: the handlers of sockets that the hub itself closed
    /// are never dropped, because socketioxide forgets the namespace before its sockets.
    Stop,
}

/// Resolves, with any result, when the thread has ended and the database is closed.
pub type WriterEnd = oneshot::Receiver<()>;

/// What a job works with. When the job fails, all its changes and pushes are dropped.
pub struct JobContext<'a> {
    /// The database.
    pub conn: &'a Connection,
    /// The moment of the job.
    pub now: DateTime<Utc>,
    /// What to publish after the commit.
    pub pushes: Vec<Push>,
}

/// Sends jobs to the thread. Cheap to clone; the thread ends on [`Writer::stop`] or when the last clone is dropped.
#[derive(Clone)]
pub struct Writer {
    commands: mpsc::Sender<WriterCommand>,
}

impl Writer {
    /// Start the thread, which calls `publish` for each push.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(
        conn: Connection,
        publish: impl Fn(Push) + Send + 'static,
    ) -> std::io::Result<(Self, WriterEnd)> {
        let (commands, queue) = mpsc::channel(QUEUE_CAPACITY);
        let (end, writer_end) = oneshot::channel();
        let run = move || {
            run_batches(conn, queue, publish);
            drop(end);
        };
        thread::Builder::new().name("writer".to_owned()).spawn(run)?;
        Ok((Self { commands }, writer_end))
    }

    /// Let the thread run the jobs that wait, refuse later ones, and end.
    pub async fn stop(&self) {
        drop(self.commands.send(WriterCommand::Stop).await); // fails when the thread has ended already
    }

    /// Run a job and wait until it is committed.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut JobContext<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (sender, receiver) = oneshot::channel();
        let job = job(work, move |result| drop(sender.send(result)));
        self.commands.send(WriterCommand::Run(job)).await.map_err(|_| stopping())?;
        receiver.await.map_err(|_| stopping())?
    }

    /// Run a job without waiting. The thread calls `done` once it is committed. Jobs run in the order of the calls.
    pub fn run_then<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut JobContext<'_>) -> Result<T, Error> + Send + 'static,
        done: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        match self.commands.try_reserve() {
            Ok(place) => place.send(WriterCommand::Run(job(work, done))),
            Err(mpsc::error::TrySendError::Full(())) => done(Err(Error::Busy)),
            Err(mpsc::error::TrySendError::Closed(())) => done(Err(stopping())),
        }
    }
}

fn stopping() -> Error {
    Error::Database("the hub is stopping".to_owned())
}

fn job<T: Send + 'static>(
    work: impl FnOnce(&mut JobContext<'_>) -> Result<T, Error> + Send + 'static,
    done: impl FnOnce(Result<T, Error>) + Send + 'static,
) -> Job {
    Box::new(move |tx, pushes| {
        let result = run_in_savepoint(tx, pushes, work);
        Box::new(move |committed| done(committed.and(result)))
    })
}

/// Run one job so that its failure does not undo the other jobs of its batch.
fn run_in_savepoint<T>(
    tx: &mut Transaction<'_>,
    pushes: &mut Vec<Push>,
    work: impl FnOnce(&mut JobContext<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let savepoint = tx.savepoint()?;
    let mut context = JobContext { conn: &savepoint, now: time::now(), pushes: Vec::new() };
    let value = work(&mut context)?;
    let mut own_pushes = context.pushes;
    push::note_cursor(&savepoint, &mut own_pushes)?;
    savepoint.commit()?;
    pushes.extend(own_pushes);
    Ok(value)
}

fn run_batches(mut conn: Connection, mut queue: mpsc::Receiver<WriterCommand>, publish: impl Fn(Push)) {
    while let Some(command) = queue.blocking_recv() {
        let WriterCommand::Run(first) = command else {
            queue.close();
            continue;
        };
        let mut completions = Vec::new();
        let mut pushes = Vec::new();
        match run_batch(&mut conn, first, &mut queue, &mut completions, &mut pushes) {
            Ok(()) => {
                pushes.into_iter().for_each(&publish);
                completions.into_iter().for_each(|complete| complete(Ok(())));
            }
            Err(error) => {
                tracing::error!(%error, jobs = completions.len(), "a batch was not committed");
                let error = Error::from(error);
                completions.into_iter().for_each(|complete| complete(Err(error.clone())));
            }
        }
    }
}

/// Run a job, and the jobs that wait behind it, in one transaction.
fn run_batch(
    conn: &mut Connection,
    first: Job,
    queue: &mut mpsc::Receiver<WriterCommand>,
    completions: &mut Vec<Completion>,
    pushes: &mut Vec<Push>,
) -> rusqlite::Result<()> {
    let mut tx = conn.transaction()?;
    completions.push(first(&mut tx, pushes));
    while completions.len() < BATCH_SIZE {
        match queue.try_recv() {
            Ok(WriterCommand::Run(next)) => completions.push(next(&mut tx, pushes)),
            Ok(WriterCommand::Stop) => queue.close(),
            Err(_) => break,
        }
    }
    tx.commit()
}

#[cfg(test)]
mod tests;
