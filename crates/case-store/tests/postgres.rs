//! The contract of stores, proven for PostgreSQL, and what only several servers on one database have to prove.
//!
//! `cargo xtask test native` starts a database server for these tests and says where it is.

mod contract;

use std::{
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use case_store::{
    Objects, Store,
    archive::{self, Backup, Contents},
    postgres::PostgresStore,
};

/// Where the server is: an address without a database.
const SERVER: &str = "CASEWORK_TEST_POSTGRES";

/// A store in a database of its own.
struct Postgres {
    url: String,
    store: Arc<dyn Store>,
}

/// The address of a new, empty database.
async fn database() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} does not say where a PostgreSQL server is: type `cargo xtask test native`")
    });
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("casework_{}_{number}", process::id());
    let (client, connection) =
        tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls)
            .await
            .unwrap();
    let connection = tokio::spawn(connection);
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
    format!("{server}/{name}")
}

impl contract::Fixture for Postgres {
    async fn new() -> Self {
        let url = database().await;
        let store = Arc::new(PostgresStore::connect(&url).await.unwrap());
        Self { url, store }
    }

    fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    async fn restart(self) -> Self {
        let Self { url, store } = self;
        drop(store);
        let store = Arc::new(PostgresStore::connect(&url).await.unwrap());
        Self { url, store }
    }

    async fn second_process(&self) -> Arc<dyn Store> {
        Arc::new(PostgresStore::connect(&self.url).await.unwrap())
    }

    async fn restored(backup: &Backup, objects: &Objects) -> (Self, Contents) {
        let url = database().await;
        let place = PostgresStore::import(&url, false).await.unwrap();
        let contents = archive::restore(backup, place, objects).await.unwrap();
        let store = Arc::new(PostgresStore::connect(&url).await.unwrap());
        (Self { url, store }, contents)
    }
}

contract::suite!(Postgres);
