//! The one writer: a thread that takes whatever is waiting into one transaction and answers after the commit.
//!
//! With `synchronous=FULL` a commit waits for the disk, and SQLite has one writer at a time anyway. Grouping lets
//! many changes share that wait. Each has a savepoint of its own, so that one that fails takes nothing with it. What is
//! cheaper for all of them at once is done after the last savepoint.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, mpsc as blocking},
    thread,
    time::Duration,
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::StoreError;

/// So many changes may wait; more are told [`StoreError::Busy`].
const QUEUE: usize = 1_024;

/// So many changes share a commit at most, which bounds how long the first of them waits.
const BATCH: usize = 256;

/// A disk that has not written a commit by then is taken for one that never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a handle that is dropped waits for what is still to be written.
const ENDING: Duration = Duration::from_secs(1);

/// What every transaction does once before its commit; where it fails, all of the transaction does.
pub type Finish = fn(&Connection) -> Result<(), StoreError>;

/// A handle to the writer's thread. Dropping it lets the thread finish what is waiting, then ends it.
pub struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Change>>>,
    /// Ends with the thread.
    ended: Mutex<blocking::Receiver<()>>,
}

impl Writer {
    /// Starts the thread with the connection that is its own from now on.
    pub fn start(connection: Connection, finish: Finish) -> std::io::Result<Self> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (ends, ended) = blocking::channel::<()>();
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                serve(&connection, finish, waiting);
                // The file is closed before it is told.
                drop(connection);
                drop(ends);
            })?;
        Ok(Self {
            queue: Some(queue),
            ended: Mutex::new(ended),
        })
    }

    /// Does `work` in a transaction; answers after it was committed, or rolled back when `work` failed.
    pub async fn run<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let change = Box::new(Pending {
            work: Some(work),
            result: None,
            reply,
        });
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.try_send(change).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })?;
        // Whether it is saved in the end, nobody knows: the same as where a connection is lost before the answer.
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        answer
            .map_err(StoreError::unavailable)?
            .map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(ENDING) == Err(blocking::RecvTimeoutError::Timeout) {
            tracing::error!(
                "the disk does not take what is waiting, which nobody was told is saved"
            );
        }
    }
}

fn stopped() -> StoreError {
    StoreError::unavailable("the writer has stopped")
}

fn given_up() -> StoreError {
    StoreError::unavailable("the database gave the transaction up")
}

/// A panic is a fault of one change; the writer has to live on for the others.
fn unless_it_panics<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(StoreError::unavailable("the change ended in a panic")))
}

/// A change that waits for its turn and then for its commit.
trait Change: Send {
    /// Makes the change; whether to keep it.
    fn make(&mut self, connection: &Connection) -> bool;

    /// Tells the one who waits: what the change answered, or why the whole transaction failed.
    fn answer(self: Box<Self>, failed: Option<&StoreError>);
}

struct Pending<T, W> {
    work: Option<W>,
    result: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, W> Change for Pending<T, W>
where
    W: FnOnce(&Connection) -> Result<T, StoreError> + Send,
{
    fn make(&mut self, connection: &Connection) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let result = unless_it_panics(|| work(connection));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, failed: Option<&StoreError>) {
        let result = match (self.result, failed) {
            // A change that failed by itself has the better explanation.
            (Some(Err(own)), _) => Err(own),
            (_, Some(shared)) => Err(shared.clone()),
            (Some(done), None) => done,
            (None, None) => Err(stopped()),
        };
        // Whoever has stopped waiting needs no answer.
        drop(self.reply.send(result));
    }
}

fn serve(connection: &Connection, finish: Finish, mut waiting: mpsc::Receiver<Box<dyn Change>>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = waiting.try_recv()
        {
            batch.push(next);
        }
        let failed = commit_together(connection, finish, &mut batch).err();
        if let Some(error) = &failed {
            tracing::error!(?error, changes = batch.len(), "cannot save");
        }
        for change in batch {
            change.answer(failed.as_ref());
        }
    }
    if let Err(error) = connection.execute_batch("PRAGMA optimize") {
        tracing::warn!(%error, "cannot update the query planner's statistics");
    }
}

fn commit_together(
    connection: &Connection,
    finish: Finish,
    batch: &mut [Box<dyn Change>],
) -> Result<(), StoreError> {
    let run = |sql| -> Result<(), StoreError> {
        connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    };
    let done = run("BEGIN IMMEDIATE").and_then(|()| {
        for change in batch {
            run("SAVEPOINT change")?;
            let keep = change.make(connection);
            if connection.is_autocommit() {
                // A full disk or a failing one ends the transaction by itself, earlier changes included.
                return Err(given_up());
            }
            if !keep {
                run("ROLLBACK TO change")?;
            }
            run("RELEASE change")?;
        }
        unless_it_panics(|| finish(connection))?;
        if connection.is_autocommit() {
            return Err(given_up());
        }
        run("COMMIT")
    });
    if done.is_err() && !connection.is_autocommit() {
        run("ROLLBACK")?;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer() -> Writer {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = ON;
                 CREATE TABLE numbers (n INTEGER PRIMARY KEY, parent INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)",
            )
            .unwrap();
        Writer::start(connection, |_| Ok(())).unwrap()
    }

    fn add(n: i64) -> impl FnOnce(&Connection) -> Result<(), StoreError> + Send + 'static {
        move |connection| {
            Ok(connection
                .execute("INSERT INTO numbers (n) VALUES (?1)", [n])
                .map(drop)?)
        }
    }

    async fn all(writer: &Writer) -> Vec<i64> {
        writer
            .run(|connection| {
                let mut numbers = connection.prepare("SELECT n FROM numbers ORDER BY n")?;
                let numbers = numbers.query_map([], |row| row.get(0))?;
                Ok(numbers.collect::<Result<_, _>>()?)
            })
            .await
            .unwrap()
    }

    /// Holds the writer in a change until the sender is used, so that what follows shares one transaction.
    fn hold(
        writer: &Writer,
    ) -> (
        blocking::Sender<()>,
        impl Future<Output = Result<(), StoreError>>,
    ) {
        let (release, held) = blocking::channel();
        (
            release,
            writer.run(move |_| held.recv().map_err(StoreError::unavailable)),
        )
    }

    #[tokio::test]
    async fn a_failing_change_takes_nothing_with_it() {
        let writer = writer();
        let (release, held) = hold(&writer);
        let failing = |connection: &Connection| {
            connection.execute("INSERT INTO numbers (n) VALUES (2)", [])?;
            Err::<(), _>(StoreError::Busy)
        };
        let panicking = |connection: &Connection| -> Result<(), StoreError> {
            connection.execute("INSERT INTO numbers (n) VALUES (3)", [])?;
            panic!("a fault in a change")
        };
        let together = async {
            tokio::join!(
                held,
                writer.run(add(1)),
                writer.run(failing),
                writer.run(panicking),
                writer.run(add(4)),
                async {
                    release.send(()).unwrap();
                }
            )
        };
        let (_, one, two, three, four, ()) = together.await;
        assert!(one.is_ok() && four.is_ok());
        assert!(matches!(two, Err(StoreError::Busy)));
        assert!(matches!(three, Err(StoreError::Unavailable(_))));
        assert_eq!(all(&writer).await, [1, 4]);
    }

    #[tokio::test]
    async fn a_commit_that_fails_is_told_to_everyone_in_it() {
        let writer = writer();
        let (release, held) = hold(&writer);
        let orphan = |connection: &Connection| {
            Ok(connection
                .execute("INSERT INTO numbers (n, parent) VALUES (2, 99)", [])
                .map(drop)?)
        };
        // The first change is a transaction of its own, perhaps: the other two are in one, as the writer was held.
        let (_, first, second, ()) =
            tokio::join!(held, writer.run(add(1)), writer.run(orphan), async {
                release.send(()).unwrap();
            });
        assert!(second.is_err());
        assert_eq!(
            all(&writer).await,
            if first.is_ok() { vec![1] } else { vec![] }
        );
        assert!(writer.run(add(5)).await.is_ok(), "the writer lives on");
    }

    #[tokio::test]
    async fn the_end_of_a_transaction_is_part_of_it() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE numbers (n INTEGER PRIMARY KEY); CREATE TABLE ends (most INTEGER)",
            )
            .unwrap();
        let finish = |db: &Connection| {
            db.execute("INSERT INTO ends SELECT max(n) FROM numbers", [])?;
            let most = "SELECT max(n) FROM numbers";
            match db.query_row(most, [], |row| row.get::<_, i64>(0))? {
                2 => Err(StoreError::Busy),
                3 => panic!("a fault at the end"),
                _ => Ok(()),
            }
        };
        let writer = Writer::start(connection, finish).unwrap();
        assert!(writer.run(add(1)).await.is_ok());
        assert!(matches!(writer.run(add(2)).await, Err(StoreError::Busy)));
        assert!(writer.run(add(3)).await.is_err());
        assert!(writer.run(add(4)).await.is_ok());
        let ends = "SELECT group_concat(most) FROM ends";
        let ends = writer.run(move |db| Ok(db.query_row(ends, [], |row| row.get::<_, String>(0))?));
        assert_eq!(ends.await.unwrap(), "1,4");
        assert_eq!(all(&writer).await, [1, 4]);
    }

    #[tokio::test]
    async fn a_full_queue_is_busy() {
        let writer = writer();
        let (started, has_started) = blocking::channel();
        let (release, held) = blocking::channel();
        let first = writer.run(move |_| {
            started.send(()).map_err(StoreError::unavailable)?;
            held.recv().map_err(StoreError::unavailable)
        });
        let mut first = Box::pin(first);
        assert!(futures_poll_once(&mut first).await);
        has_started.recv().unwrap();
        let mut waiting: Vec<_> = (0..=QUEUE)
            .map(|_| Box::pin(writer.run(|_| Ok(()))))
            .collect();
        for change in &mut waiting[..QUEUE] {
            assert!(futures_poll_once(change).await, "still waiting");
        }
        assert!(matches!(
            waiting.pop().unwrap().await,
            Err(StoreError::Busy)
        ));
        release.send(()).unwrap();
        first.await.unwrap();
        for change in waiting {
            change.await.unwrap();
        }
    }

    /// Polls a future once; whether it is still pending.
    async fn futures_poll_once<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_pending())
        })
        .await
    }

    #[tokio::test]
    async fn dropping_the_handle_finishes_what_is_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("numbers.db");
        let connection = Connection::open(&file).unwrap();
        connection
            .execute_batch("CREATE TABLE numbers (n INTEGER PRIMARY KEY)")
            .unwrap();
        let writer = Writer::start(connection, |_| Ok(())).unwrap();
        let mut change = Box::pin(writer.run(add(1)));
        assert!(futures_poll_once(&mut change).await || file.exists());
        drop(change);
        drop(writer);
        let count: i64 = Connection::open(&file)
            .unwrap()
            .query_row("SELECT count(*) FROM numbers", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 1);
    }
}
