//! Putting a backup's rows into a database, in one transaction: until its end, everybody else sees what was there before.

use std::collections::BTreeSet;

use async_trait::async_trait;
use deadpool_postgres::{Client, Transaction};
use tokio::sync::{mpsc, oneshot};

use super::{
    connect::{self, APPLICATION, ConnectError, OTHER_TABLES, WITHOUT_LIMITS},
    integrity, migrations,
    sql::{self, Columns},
};
use crate::{
    Finding, StoreError,
    archive::{self, ArchiveError, Import, NUMBERED, Row, Sequences, TABLES},
};

/// How messages call the place.
const PLACE: &str = "the database";

/// A task that holds the transaction, and does in it what it is told. When this is dropped before the end, it gives the
/// transaction up.
pub struct PostgresImport {
    steps: mpsc::Sender<(Step, Answer)>,
}

enum Step {
    Begin(usize),
    Add(&'static str, Vec<Row>),
    Finish(Sequences),
}

type Answer = oneshot::Sender<Result<Vec<Finding>, ArchiveError>>;

impl PostgresImport {
    pub async fn prepare(url: &str, force: bool) -> Result<Self, ArchiveError> {
        let mut client = connect::client(&connect::pool(&connect::config(url)?)?).await?;
        // Told before the backup is read.
        let transaction = client.transaction().await.map_err(StoreError::from)?;
        refuse(&transaction, force).await?;
        drop(transaction);
        let (steps, told) = mpsc::channel(1);
        tokio::spawn(fill(client, told, force));
        Ok(Self { steps })
    }

    async fn step(&self, step: Step) -> Result<Vec<Finding>, ArchiveError> {
        let (answer, answered) = oneshot::channel();
        let sent = self.steps.send((step, answer)).await;
        sent.map_err(|_| archive::cut_off())?;
        answered.await.map_err(|_| archive::cut_off())?
    }
}

#[async_trait]
impl Import for PostgresImport {
    async fn begin(&mut self, schema: usize) -> Result<(), ArchiveError> {
        self.step(Step::Begin(schema)).await.map(drop)
    }

    async fn add(&mut self, table: &'static str, rows: Vec<Row>) -> Result<(), ArchiveError> {
        self.step(Step::Add(table, rows)).await.map(drop)
    }

    async fn finish(self: Box<Self>, sequences: &Sequences) -> Result<Vec<Finding>, ArchiveError> {
        self.step(Step::Finish(sequences.clone())).await
    }
}

/// Does steps until one fails, the last is done, or nobody tells any more. The transaction begins with the first step:
/// before that, somebody reads the whole backup.
async fn fill(mut client: Client, mut told: mpsc::Receiver<(Step, Answer)>, force: bool) {
    let Some((first, answer)) = told.recv().await else {
        return;
    };
    // Who does not wait for an answer any more has nobody to be told.
    let db = match client.transaction().await {
        Ok(db) => db,
        Err(error) => return drop(answer.send(Err(StoreError::from(error).into()))),
    };
    let (mut schema, mut next) = (0, Some((first, answer)));
    while let Some((step, answer)) = next {
        let done = match step {
            Step::Begin(version) => {
                schema = version;
                begin(&db, version, force).await
            }
            Step::Add(table, rows) => add(&db, table, rows).await,
            Step::Finish(sequences) => {
                let done = match finish(&db, schema, &sequences).await {
                    Ok(findings) => match db.commit().await {
                        Ok(()) => Ok(findings),
                        Err(error) => Err(StoreError::from(error).into()),
                    },
                    Err(error) => Err(error),
                };
                return drop(answer.send(done));
            }
        };
        let is_over = done.is_err();
        drop(answer.send(done.map(|()| Vec::new())));
        if is_over {
            return;
        }
        next = told.recv().await;
    }
}

/// Refuses where there are data that may not be replaced, or that somebody uses.
async fn refuse(db: &Transaction<'_>, force: bool) -> Result<(), ArchiveError> {
    let version = migrations::version(db).await?;
    refuse_newer(version)?;
    if version == 0 {
        return Ok(connect::refuse_others(db).await?);
    }
    let data = "SELECT 1 WHERE EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM agents)";
    if !force && sql::row(db, data, &[]).await?.is_some() {
        return Err(ArchiveError::DataExist(PLACE.to_owned()));
    }
    let others = "SELECT 1 FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid() LIMIT 1";
    if sql::row(db, others, &[&APPLICATION]).await?.is_some() {
        return Err(ArchiveError::InUse(PLACE.to_owned()));
    }
    Ok(())
}

fn refuse_newer(schema: usize) -> Result<(), ConnectError> {
    if schema > migrations::NEWEST {
        return Err(ConnectError::SchemaTooNew {
            found: schema,
            known: migrations::NEWEST,
        });
    }
    Ok(())
}

async fn begin(db: &Transaction<'_>, schema: usize, force: bool) -> Result<(), ArchiveError> {
    refuse_newer(schema)?;
    let unlimited = db.batch_execute(WITHOUT_LIMITS).await;
    unlimited.map_err(StoreError::from)?;
    migrations::lock(db).await?;
    refuse(db, force).await?;
    let tables: Vec<&str> = TABLES.into_iter().chain(OTHER_TABLES).collect();
    let clear = format!(
        "DROP TABLE IF EXISTS {} CASCADE;
         DROP FUNCTION IF EXISTS keep_severity CASCADE",
        tables.join(", ")
    );
    let cleared = db.batch_execute(&clear).await;
    cleared.map_err(StoreError::from)?;
    Ok(migrations::begin_at(db, schema).await?)
}

async fn add(
    db: &Transaction<'_>,
    table: &'static str,
    rows: Vec<Row>,
) -> Result<(), ArchiveError> {
    let wrong = ArchiveError::row(table);
    let columns = "SELECT attname::text AS name FROM pg_attribute
                   WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    let columns = sql::rows(db, columns, &[&table]).await?;
    let names = columns.iter().map(|row| row.plain("name"));
    let names: BTreeSet<String> = names.collect::<Result<_, StoreError>>()?;
    for row in &rows {
        if let Some(unknown) = row.keys().find(|name| !names.contains(*name)) {
            return Err(wrong(format!("it has no column {unknown}")));
        }
        let unread = |name: &&String| {
            row.get(*name)
                .is_none_or(|value| !(value.is_null() || value.is_i64() || value.is_string()))
        };
        if let Some(missing) = names.iter().find(unread) {
            return Err(wrong(format!("{missing} is missing or cannot be read")));
        }
    }
    // The database reads each value as its column's type; bytes are spelt as it spells them itself.
    let insert = format!(
        "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, $1::text::json)"
    );
    let added = sql::execute(db, &insert, &[&sql::json(&rows)?]).await;
    added.map_err(|error| match error {
        StoreError::Unavailable(source) => wrong(source.to_string()),
        other => other.into(),
    })?;
    Ok(())
}

/// Makes the rows a database of today; answers what is not as it has to be in it.
async fn finish(
    db: &Transaction<'_>,
    schema: usize,
    sequences: &Sequences,
) -> Result<Vec<Finding>, ArchiveError> {
    migrations::finish_from(db, schema).await?;
    for (table, column) in NUMBERED {
        let last = sequences.get(table).copied().unwrap_or_default();
        // The next number is above all that were given, and above all that are there.
        let set = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'),
                           greatest($1, (SELECT coalesce(max({column}), 0) FROM {table})) + 1, FALSE)"
        );
        sql::row(db, &set, &[&last]).await?;
    }
    Ok(integrity::check(db).await?)
}
