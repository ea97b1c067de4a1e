//! One thread owns the database. What waits is done in one transaction and put on disk once; only then are the
//! changes told to everybody, in the order in which they happened, and only then is anybody answered.

use std::thread;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};
use tokio::sync::{mpsc, oneshot};

use crate::push::Push;
use crate::store::Error;
use crate::time;

/// Jobs that may wait; beyond it REST waits and sockets are told that the hub is busy.
const WAITING: usize = 4_096;
/// Jobs that share one transaction.
const GROUP: usize = 256;

type Finish = Box<dyn FnOnce(Result<(), Error>) + Send>;
type Job = Box<dyn FnOnce(&mut Transaction<'_>, &mut Vec<Push>) -> Finish + Send>;

/// What the thread is asked for.
enum Asked {
    Job(Job),
    /// To end. Counting on the last sender instead does not work: the handlers of sockets that the hub itself closed
    /// are never dropped, because socketioxide forgets the namespace before it tells it that its sockets are gone.
    Stop,
}

/// Comes to an end, with whatever result, when the thread has ended and the database is closed.
pub type Ended = oneshot::Receiver<()>;

/// What a job works on. An error takes back all that the job did.
pub struct Work<'a> {
    /// The database.
    pub conn: &'a Connection,
    /// The moment of the job.
    pub now: DateTime<Utc>,
    /// What to tell once it is on disk.
    pub pushes: Vec<Push>,
}

/// Hands jobs to the thread. Cheap to clone; the thread ends when it is asked to stop or the last one is dropped.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Asked>,
}

impl Writer {
    /// Start the thread. `publish` is called in it for each push.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(
        conn: Connection,
        publish: impl Fn(Push) + Send + 'static,
    ) -> std::io::Result<(Self, Ended)> {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let (end, ended) = oneshot::channel();
        let serve = move || {
            serve(conn, waiting, publish);
            drop(end);
        };
        thread::Builder::new().name("writer".to_owned()).spawn(serve)?;
        Ok((Self { jobs }, ended))
    }

    /// Let the thread do what waits, refuse what comes later, and end.
    pub async fn stop(&self) {
        drop(self.jobs.send(Asked::Stop).await); // fails when it has ended already
    }

    /// Do a job and wait until it is on disk.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, told) = oneshot::channel();
        let job = job(work, move |result| drop(tell.send(result)));
        self.jobs.send(Asked::Job(job)).await.map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?
    }

    /// Do a job without waiting; `done` is called in the thread once it is on disk. Jobs are done in the order of the calls.
    pub fn run_then<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
        done: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        match self.jobs.try_reserve() {
            Ok(place) => place.send(Asked::Job(job(work, done))),
            Err(mpsc::error::TrySendError::Full(())) => done(Err(Error::Busy)),
            Err(mpsc::error::TrySendError::Closed(())) => done(Err(stopped())),
        }
    }
}

fn stopped() -> Error {
    Error::Database("the hub is stopping".to_owned())
}

fn job<T: Send + 'static>(
    work: impl FnOnce(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
    done: impl FnOnce(Result<T, Error>) + Send + 'static,
) -> Job {
    Box::new(move |tx, pushes| {
        let result = within_savepoint(tx, pushes, work);
        Box::new(move |committed| done(committed.and(result)))
    })
}

/// One job's failure must not take back what the others in its group did.
fn within_savepoint<T>(
    tx: &mut Transaction<'_>,
    pushes: &mut Vec<Push>,
    work: impl FnOnce(&mut Work<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let savepoint = tx.savepoint()?;
    let mut own = Work { conn: &savepoint, now: time::now(), pushes: Vec::new() };
    let value = work(&mut own)?;
    let told = own.pushes;
    savepoint.commit()?;
    pushes.extend(told);
    Ok(value)
}

fn serve(mut conn: Connection, mut waiting: mpsc::Receiver<Asked>, publish: impl Fn(Push)) {
    while let Some(asked) = waiting.blocking_recv() {
        let Asked::Job(first) = asked else {
            waiting.close();
            continue;
        };
        let mut finishes = Vec::new();
        let mut pushes = Vec::new();
        match together(&mut conn, first, &mut waiting, &mut finishes, &mut pushes) {
            Ok(()) => {
                pushes.into_iter().for_each(&publish);
                finishes.into_iter().for_each(|finish| finish(Ok(())));
            }
            Err(error) => {
                eprintln!("atalaya-hub: nothing was kept of {} requests: {error}", finishes.len());
                finishes.into_iter().for_each(|finish| finish(Err(Error::Database(error.to_string()))));
            }
        }
    }
}

fn together(
    conn: &mut Connection,
    first: Job,
    waiting: &mut mpsc::Receiver<Asked>,
    finishes: &mut Vec<Finish>,
    pushes: &mut Vec<Push>,
) -> rusqlite::Result<()> {
    let mut tx = conn.transaction()?;
    finishes.push(first(&mut tx, pushes));
    while finishes.len() < GROUP {
        match waiting.try_recv() {
            Ok(Asked::Job(next)) => finishes.push(next(&mut tx, pushes)),
            Ok(Asked::Stop) => waiting.close(),
            Err(_) => break,
        }
    }
    tx.commit()
}

#[cfg(test)]
mod tests;
