//! Reaching the database: its address, its connections, and what each of them promises.

use std::{pin::Pin, str::FromStr, time::Duration};

use deadpool_postgres::{
    Client, Hook, HookError, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime,
    Timeouts, Transaction,
};
use futures_util::{Stream, stream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{AsyncMessage, Config, Connection, NoTls, Socket, config::SslMode};

use super::{
    migrations,
    sql::{self, Columns},
};
use crate::{StoreError, archive, tls};

/// So many transactions at once, for each server. PostgreSQL's own limit is 100 for all of them.
const CONNECTIONS: usize = 16;

/// How long to wait for a connection, and for the answer of a database that cannot be reached.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is written on every connection: nothing that is acknowledged may be lost, a transaction that was begun and left
/// may hold nobody up, and no statement may wait or take for ever. A stronger promise than `on` stays.
const SETTINGS: &str = "
    SET statement_timeout = '30s';
    SET lock_timeout = '3s';
    SET idle_in_transaction_session_timeout = '60s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')";

/// For a transaction that takes as long as there are data.
pub const WITHOUT_LIMITS: &str = "
    SET LOCAL statement_timeout = 0;
    SET LOCAL lock_timeout = 0;
    SET LOCAL idle_in_transaction_session_timeout = 0";

/// The name by which servers and commands know each other among the connections of a database.
pub const APPLICATION: &str = "casework";

/// Tables that are in no backup.
pub const OTHER_TABLES: [&str; 5] = [
    "case_search",
    "casework_schema",
    "loose_objects",
    "sessions",
    "sign_in_attempts",
];

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is none.
    #[error(
        "not the address of a PostgreSQL database: {0}; one looks like postgres://user:password@host/database, and ends \
         in ?sslmode=require where the connection has to be encrypted and the server has to prove who it is"
    )]
    Address(String),
    /// The data were written by a newer version of this program.
    #[error(
        "the data were written by a newer version of Casework (schema {found}, this version knows {known}): \
         run that version or a later one"
    )]
    SchemaTooNew {
        /// The schema's version.
        found: usize,
        /// The newest that this program knows.
        known: usize,
    },
    /// The database holds tables of something else.
    #[error(
        "the database holds a table `{0}`, and is not one of Casework: choose another, or make one for it alone"
    )]
    NotOurs(String),
    /// It does not answer, or refuses.
    #[error("cannot use the PostgreSQL database")]
    Store(#[from] StoreError),
}

/// How connections to the database at this address are made.
pub fn config(url: &str) -> Result<Config, ConnectError> {
    // The parser's own words name what is wrong, and no part of the address.
    let mut config =
        Config::from_str(url).map_err(|error| ConnectError::Address(error.to_string()))?;
    config.application_name(APPLICATION);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    // A server that vanished is noticed within seconds, not after the system's quarter of an hour.
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(2 * PATIENCE);
    }
    config.keepalives_idle(config.get_keepalives_idle().min(2 * PATIENCE));
    // Encryption without a proof of who is at the other end is none that could be relied on: it is asked for and proven,
    // or there is none.
    if config.get_ssl_mode() != SslMode::Require {
        config.ssl_mode(SslMode::Disable);
    }
    Ok(config)
}

/// Connections for whoever asks; none is made yet.
pub fn pool(config: &Config) -> Result<Pool, ConnectError> {
    let config = config.clone();
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = if config.get_ssl_mode() == SslMode::Require {
        Manager::from_config(config, tls::for_postgres(), recycling)
    } else {
        Manager::from_config(config, NoTls, recycling)
    };
    let settle = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
        Box::pin(async move {
            let settled = client.batch_execute(SETTINGS).await;
            settled.map_err(HookError::Backend)
        })
    });
    let built = Pool::builder(manager)
        .max_size(CONNECTIONS)
        .timeouts(Timeouts {
            wait: Some(PATIENCE),
            create: Some(PATIENCE),
            recycle: Some(PATIENCE),
        })
        .runtime(Runtime::Tokio1)
        .post_create(settle)
        .build();
    built.map_err(|error| StoreError::unavailable(error).into())
}

/// A connection, for whoever is about to begin.
pub async fn client(pool: &Pool) -> Result<Client, ConnectError> {
    Ok(pool.get().await.map_err(StoreError::from)?)
}

/// What the database says by itself on one connection, which goes on only while this is read.
pub type Messages = Pin<Box<dyn Stream<Item = Result<AsyncMessage, tokio_postgres::Error>> + Send>>;

/// A connection apart from those of the pool, to hear what the database says by itself.
pub async fn hearing(config: &Config) -> Result<(tokio_postgres::Client, Messages), StoreError> {
    let connecting = async {
        if config.get_ssl_mode() == SslMode::Require {
            let (client, connection) = config.connect(tls::for_postgres()).await?;
            Ok((client, messages(connection)))
        } else {
            let (client, connection) = config.connect(NoTls).await?;
            Ok((client, messages(connection)))
        }
    };
    let connected = tokio::time::timeout(PATIENCE, connecting).await;
    connected.map_err(StoreError::unavailable)?
}

fn messages<S>(mut connection: Connection<Socket, S>) -> Messages
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    Box::pin(stream::poll_fn(move |context| {
        connection.poll_message(context)
    }))
}

/// Brings the schema to the newest, once, however many servers start.
pub async fn migrate(pool: &Pool) -> Result<(), ConnectError> {
    let mut client = client(pool).await?;
    let transaction = client.transaction().await.map_err(StoreError::from)?;
    // It may take as long as there are data, and whoever starts meanwhile waits.
    let patience = transaction.batch_execute(WITHOUT_LIMITS);
    patience.await.map_err(StoreError::from)?;
    migrations::lock(&transaction).await?;
    let version = migrations::version(&transaction).await?;
    if version > migrations::NEWEST {
        return Err(ConnectError::SchemaTooNew {
            found: version,
            known: migrations::NEWEST,
        });
    }
    if version == 0 {
        refuse_others(&transaction).await?;
    }
    if version < migrations::NEWEST {
        migrations::migrate(&transaction, version).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        tracing::info!(version = migrations::NEWEST, "migrated the database");
    }
    Ok(())
}

/// Refuses a database without our schema that has a table of one of our names: it is somebody else's.
pub async fn refuse_others(db: &Transaction<'_>) -> Result<(), ConnectError> {
    let ours: Vec<&str> = archive::TABLES.into_iter().chain(OTHER_TABLES).collect();
    let theirs =
        "SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL LIMIT 1";
    match sql::row(db, theirs, &[&ours]).await? {
        Some(row) => Err(ConnectError::NotOurs(row.plain("name")?)),
        None => Ok(()),
    }
}

impl From<PoolError> for StoreError {
    fn from(error: PoolError) -> Self {
        match error {
            // All connections are in use, and none became free.
            PoolError::Timeout(deadpool_postgres::TimeoutType::Wait) => Self::Busy,
            PoolError::Backend(error) => error.into(),
            other => Self::unavailable(other),
        }
    }
}
