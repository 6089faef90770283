//! The contract of stores, proven for SQLite, and what only a store in files has to prove.

mod contract;

use std::sync::Arc;

use case_store::{
    Objects, Store,
    archive::{self, Backup, Contents},
    sqlite::SqliteStore,
};

/// A store in a folder of its own.
struct Sqlite {
    folder: tempfile::TempDir,
    store: Arc<dyn Store>,
}

impl contract::Fixture for Sqlite {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
        Self { folder, store }
    }

    fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    async fn restart(self) -> Self {
        let Self { folder, store } = self;
        drop(store);
        let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
        Self { folder, store }
    }

    async fn second_process(&self) -> Arc<dyn Store> {
        Arc::new(SqliteStore::open(self.folder.path()).unwrap())
    }

    async fn tamper(&self, sql: &str) {
        let (file, sql) = (SqliteStore::file_in(self.folder.path()), sql.to_owned());
        let tampered = tokio::task::spawn_blocking(move || {
            let db = rusqlite::Connection::open(file).unwrap();
            db.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
            db.pragma_update(None, "foreign_keys", false).unwrap();
            db.execute_batch(&sql).unwrap();
        });
        tampered.await.unwrap();
    }

    async fn restored(backup: &Backup, objects: &Objects) -> (Self, Contents) {
        let folder = tempfile::tempdir().unwrap();
        let place = SqliteStore::import(folder.path(), false).unwrap();
        let contents = archive::restore(backup, place, objects).await.unwrap();
        let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
        (Self { folder, store }, contents)
    }
}

contract::suite!(Sqlite);

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteStore::open(folder.path()).unwrap());
    let file = SqliteStore::file_in(folder.path());
    rusqlite::Connection::open(file)
        .unwrap()
        .pragma_update(None, "user_version", 1_000)
        .unwrap();
    let error = SqliteStore::open(folder.path()).err().unwrap();
    assert!(
        error.to_string().contains("newer version of Casework"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        SqliteStore::file_in(folder.path()),
        "certainly not a database, and long enough to tell",
    )
    .unwrap();
    assert!(SqliteStore::open(folder.path()).is_err());
}
