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

use case_core::{CaseDraft, CaseType};
use case_store::{
    CaseFilter, NewDraft, Objects, SearchQuery, Store, StoreError,
    archive::{self, Backup, Contents},
    postgres::PostgresStore,
    sqlite::SqliteStore,
};
use contract::{
    alike::{QUERIES, everything},
    world::{account_id, at, case, list, new_case, settle},
};
use futures_util::StreamExt;
use tokio_postgres::AsyncMessage;

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

    async fn tamper(&self, sql: &str) {
        let sql = format!("SET session_replication_role = replica; {sql}");
        raw(&self.url).await.batch_execute(&sql).await.unwrap();
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

/// A connection of the test's own.
async fn raw(url: &str) -> tokio_postgres::Client {
    let connected = tokio_postgres::connect(url, tokio_postgres::NoTls).await;
    let (client, connection) = connected.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_servers_that_start_at_once_one_migrates() {
    let url = database().await;
    let starting: Vec<_> = (0..6)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { PostgresStore::connect(&url).await.map(drop) })
        })
        .collect();
    for server in starting {
        server.await.unwrap().unwrap();
    }
    let versions = raw(&url)
        .await
        .query("SELECT version FROM casework_schema", &[])
        .await
        .unwrap();
    assert_eq!(versions.len(), 1);
}

#[tokio::test]
async fn a_schema_newer_than_the_program_is_refused_with_advice() {
    let url = database().await;
    drop(PostgresStore::connect(&url).await.unwrap());
    let newer = "UPDATE casework_schema SET version = 1000";
    raw(&url).await.batch_execute(newer).await.unwrap();
    let error = PostgresStore::connect(&url).await.err().unwrap();
    assert!(
        error.to_string().contains("newer version of Casework"),
        "{error}"
    );
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::in_folder(&folder.path().join("objects")).unwrap();
    let file = folder.path().join("backup.tar");
    let Postgres { store, .. } = <Postgres as contract::Fixture>::new().await;
    archive::backup(&*store, &objects, &file, at(9))
        .await
        .unwrap();
    let url = database().await;
    let db = raw(&url).await;
    let theirs = "CREATE TABLE users (login TEXT); INSERT INTO users VALUES ('theirs')";
    db.batch_execute(theirs).await.unwrap();
    let error = PostgresStore::connect(&url).await.err().unwrap();
    assert!(error.to_string().contains("`users`"), "{error}");
    for force in [false, true] {
        let error = PostgresStore::import(&url, force).await.err().unwrap();
        assert!(error.to_string().contains("`users`"), "{error}");
    }
    let rows = db.query("SELECT login FROM users", &[]).await.unwrap();
    assert_eq!(rows.len(), 1);
}

/// A text that is discarded at this moment is not there for a save of the same text to rest on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g2_a_text_that_is_being_discarded_is_saved_anew() {
    let fixture = <Postgres as contract::Fixture>::new().await;
    let (_, ana) = settle(&*fixture.store, 1).await;
    let new = NewDraft {
        user: ana,
        case_type: CaseType::Technical,
        base: None,
        device: "one".to_owned(),
        draft: CaseDraft::default(),
        saved_at: at(5),
        most: 4,
    };
    let first = fixture.store.save_draft(new.clone()).await.unwrap();
    let db = raw(&fixture.url).await;
    db.batch_execute("BEGIN; DELETE FROM drafts").await.unwrap();
    let store = Arc::clone(&fixture.store);
    let saving = tokio::spawn(async move { store.save_draft(new).await });
    // It waits for the row that is being deleted.
    let waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let other = raw(&fixture.url).await;
    while other.query(waiting, &[]).await.unwrap().is_empty() {}
    db.batch_execute("COMMIT").await.unwrap();
    let second = saving.await.unwrap().unwrap();
    assert!(second > first);
    let drafts = fixture.store.drafts(ana, None).await.unwrap();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].version, second);
}

#[tokio::test]
async fn an_address_that_is_none_is_told_without_its_password() {
    for wrong in [
        "mysql://ana:hunter22@127.0.0.1/casework",
        "postgres://ana:hunter22@127.0.0.1:port/casework",
    ] {
        let error = PostgresStore::connect(wrong).await.err().unwrap();
        let error = error.to_string();
        assert!(error.contains("postgres://user:password@host"), "{error}");
        assert!(!error.contains("hunter22"), "{error}");
    }
    // Nobody listens there.
    let error = PostgresStore::connect("postgres://ana:hunter22@127.0.0.1:1/casework").await;
    let error = error.err().unwrap();
    assert!(!format!("{error:?}").contains("hunter22"), "{error:?}");
}

#[tokio::test]
async fn s6_the_database_itself_refuses_another_severity() {
    let fixture = <Postgres as contract::Fixture>::new().await;
    let (_, ana) = settle(&*fixture.store, 1).await;
    let new = new_case(1, ana, 1, "key");
    fixture.store.create_case(&case("One"), new).await.unwrap();
    let db = raw(&fixture.url).await;
    let change = "UPDATE cases SET severity = 'high'";
    let error = db.batch_execute(change).await.unwrap_err();
    let told = error.as_db_error().unwrap().message();
    assert!(told.contains("severity"), "{told}");
    let same = "UPDATE cases SET status = 'resolved', severity = 'low'";
    db.batch_execute(same).await.unwrap();
}

#[tokio::test]
async fn a_store_outlives_its_connections() {
    let fixture = <Postgres as contract::Fixture>::new().await;
    let (_, ana) = settle(&*fixture.store, 1).await;
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    raw(&fixture.url).await.batch_execute(cut).await.unwrap();
    let new = new_case(1, ana, 1, "key");
    // A connection that was cut off is known as such at the latest when it was tried.
    while let Err(error) = fixture.store.create_case(&case("After"), new.clone()).await {
        assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    }
    assert_eq!(fixture.store.check().await.unwrap(), []);
}

/// What other servers listen to, over a connection that is found again when it is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn n3_an_event_is_told_and_listening_goes_on_when_its_connection_is_lost() {
    let fixture = <Postgres as contract::Fixture>::new().await;
    let (_, ana) = settle(&*fixture.store, 1).await;
    let (client, mut connection) = tokio_postgres::connect(&fixture.url, tokio_postgres::NoTls)
        .await
        .unwrap();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut messages =
            futures_util::stream::poll_fn(|context| connection.poll_message(context));
        while let Some(Ok(message)) = messages.next().await {
            if let AsyncMessage::Notification(message) = message {
                tell.send(message.payload().to_owned()).unwrap();
            }
        }
    });
    client.batch_execute("LISTEN casework_log").await.unwrap();
    let new = new_case(1, ana, 1, "key");
    fixture.store.create_case(&case("One"), new).await.unwrap();
    assert_eq!(told.recv().await.unwrap(), account_id(1).to_string());

    let listening = "SELECT pid FROM pg_stat_activity
                     WHERE datname = current_database() AND query = 'LISTEN casework_log' AND pid <> pg_backend_pid()";
    let db = raw(&fixture.url).await;
    let listener = async |before: Option<i32>| loop {
        let rows = db.query(listening, &[]).await.unwrap();
        let mut pids = rows.iter().map(|row| row.get::<_, i32>("pid"));
        if let Some(pid) = pids.find(|pid| Some(*pid) != before) {
            return pid;
        }
    };
    client.batch_execute("UNLISTEN *").await.unwrap();
    let _follower = fixture.store.follow(account_id(1));
    let first = listener(None).await;
    let cut = "SELECT pg_terminate_backend($1)";
    db.query(cut, &[&first]).await.unwrap();
    listener(Some(first)).await;
}

#[tokio::test]
async fn data_that_are_there_are_replaced_only_by_force_and_only_when_nobody_uses_them() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::in_folder(&folder.path().join("objects")).unwrap();
    let file = folder.path().join("backup.tar");
    let Postgres { url, store } = <Postgres as contract::Fixture>::new().await;
    let (_, ana) = settle(&*store, 1).await;
    let subjects = async |store: &dyn Store| {
        let rows = list(store, 1, CaseFilter::ALL, None, 10).await;
        rows.into_iter().map(|row| row.subject).collect::<Vec<_>>()
    };
    let first = new_case(1, ana, 1, "key");
    store.create_case(&case("Before"), first).await.unwrap();
    archive::backup(&*store, &objects, &file, at(9))
        .await
        .unwrap();
    let second = new_case(1, ana, 2, "other");
    store.create_case(&case("After"), second).await.unwrap();
    let error = PostgresStore::import(&url, false).await.err().unwrap();
    assert!(error.to_string().contains("--force"), "{error}");
    let error = PostgresStore::import(&url, true).await.err().unwrap();
    assert!(error.to_string().contains("stop the server"), "{error}");
    drop(store);
    let import = async || loop {
        // The server's own connections take a moment to go.
        match PostgresStore::import(&url, true).await {
            Ok(place) => return place,
            Err(error) => assert!(error.to_string().contains("in use"), "{error}"),
        }
    };
    // What is not finished changes nothing.
    let mut given_up = import().await;
    given_up.begin(4).await.unwrap();
    drop(given_up);
    let backup = Backup::verify(&file).unwrap();
    let place = import().await;
    archive::restore(&backup, place, &objects).await.unwrap();
    let store = PostgresStore::connect(&url).await.unwrap();
    assert_eq!(subjects(&store).await, ["Before"]);
    assert_eq!(store.check().await.unwrap(), []);
}

/// A backup of either engine is the same file but for the time, and both answer the same after it.
#[tokio::test]
async fn a_backup_goes_from_one_engine_to_the_other_and_back_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let objects = Objects::in_folder(&path("objects")).unwrap();
    let sqlite = SqliteStore::open(&path("data")).unwrap();
    everything(&sqlite, &objects).await;
    let there = path("there.tar");
    archive::backup(&sqlite, &objects, &there, at(9))
        .await
        .unwrap();
    let backup = Backup::verify(&there).unwrap();
    let (postgres, contents) = <Postgres as contract::Fixture>::restored(&backup, &objects).await;
    assert_eq!((contents.accounts, contents.files), (3, 3));
    assert_eq!(contents.findings, []);
    let back = path("back.tar");
    archive::backup(&*postgres.store, &objects, &back, at(9))
        .await
        .unwrap();
    let read = |file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
    assert_eq!(read(&there), read(&back));
    for query in QUERIES {
        let query = SearchQuery::new(query).unwrap();
        let find = async |store: &dyn Store| {
            let page = store.search_cases(account_id(1), &query, CaseFilter::ALL, None, 3);
            page.await.unwrap()
        };
        assert_eq!(
            find(&sqlite).await,
            find(&*postgres.store).await,
            "{query:?}"
        );
    }
}
