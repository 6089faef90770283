//! A small pool of connections that only read, used on threads where waiting harms nobody.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::{sync::Semaphore, task};

use super::open;
use crate::StoreError;

/// So many read at once. Reads are short and mostly from memory: more connections would only cost more of that.
const CONNECTIONS: usize = 4;

/// The pool. Connections are opened when they are first needed.
pub struct Readers {
    file: PathBuf,
    turns: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    /// A pool for this database file.
    pub fn new(file: PathBuf) -> Self {
        Self {
            file,
            turns: Arc::new(Semaphore::new(CONNECTIONS)),
            idle: Arc::default(),
        }
    }

    /// Does `work` on one snapshot of the data.
    pub async fn run<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(StoreError::unavailable)?;
        let (file, idle) = (self.file.clone(), Arc::clone(&self.idle));
        let read = move || {
            let _turn = turn;
            let pooled = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match pooled {
                Some(connection) => connection,
                None => open::reading(&file)?,
            };
            connection.prepare_cached("BEGIN")?.execute([])?;
            let result = work(&connection);
            // A connection whose snapshot cannot be let go of is not given back.
            connection.prepare_cached("ROLLBACK")?.execute([])?;
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            result
        };
        task::spawn_blocking(read)
            .await
            .map_err(StoreError::unavailable)?
    }
}
