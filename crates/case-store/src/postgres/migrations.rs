//! The schema's history: numbered SQL files, applied forward only, all that are missing in one transaction.
//!
//! Versions are the same as those of the embedded store, so that a backup of either is restored into the other. A released
//! file never changes again. Servers of the version before go on while a new one starts: a migration adds first (expand),
//! and takes away in a later release (contract).

use deadpool_postgres::Transaction;

use super::{
    search,
    sql::{self, Columns},
};
use crate::StoreError;

/// Every version, in order; the schema's is how many of them have been applied.
const MIGRATIONS: [&str; 6] = [
    include_str!("migrations/0001_accounts_and_cases.sql"),
    include_str!("migrations/0002_search.sql"),
    include_str!("migrations/0003_attachments.sql"),
    include_str!("migrations/0004_drafts.sql"),
    include_str!("migrations/0005_settings.sql"),
    include_str!("migrations/0006_orders.sql"),
];

/// The schema's version that this program reads and writes.
pub const NEWEST: usize = MIGRATIONS.len();

/// The version that brought the search.
const SEARCH: usize = 2;

/// Whoever migrates holds this lock ("CASE"): of several servers that start at once, one migrates.
const LOCK: i64 = 0x4341_5345;

/// Waits until nobody else migrates, and keeps everybody else from it until the transaction ends.
pub async fn lock(db: &Transaction<'_>) -> Result<(), StoreError> {
    sql::row(db, "SELECT pg_advisory_xact_lock($1)", &[&LOCK])
        .await
        .map(drop)
}

/// The version of the schema, 0 where there is none.
pub async fn version(db: &Transaction<'_>) -> Result<usize, StoreError> {
    let there = "SELECT to_regclass('casework_schema') IS NOT NULL AS there";
    let there = sql::row(db, there, &[]).await?;
    match there.map(|row| row.plain("there")).transpose()? {
        Some(true) => {
            let version = sql::row(db, "SELECT version FROM casework_schema", &[]).await?;
            version.map_or(Ok(0), |row| row.number("version"))
        }
        Some(false) | None => Ok(0),
    }
}

/// Brings the schema from this version to [`NEWEST`].
pub async fn migrate(db: &Transaction<'_>, before: usize) -> Result<(), StoreError> {
    apply(db, before, NEWEST).await?;
    // What only the program can compute for rows that are there already.
    if before < SEARCH {
        search::index_all(db).await?;
    }
    seal(db).await
}

/// Makes an empty database one of an older schema, for rows of that schema to be put into.
pub async fn begin_at(db: &Transaction<'_>, schema: usize) -> Result<(), StoreError> {
    apply(db, 0, schema).await
}

/// Brings what [`begin_at`] began to [`NEWEST`], once its rows are there. What the program computes, none of them has.
pub async fn finish_from(db: &Transaction<'_>, schema: usize) -> Result<(), StoreError> {
    apply(db, schema, NEWEST).await?;
    search::index_all(db).await?;
    seal(db).await
}

async fn apply(db: &Transaction<'_>, from: usize, to: usize) -> Result<(), StoreError> {
    for migration in &MIGRATIONS[from..to] {
        db.batch_execute(migration).await?;
    }
    Ok(())
}

/// The end of every migration.
async fn seal(db: &Transaction<'_>) -> Result<(), StoreError> {
    let table = "CREATE TABLE IF NOT EXISTS casework_schema (version BIGINT NOT NULL)";
    db.batch_execute(table).await?;
    sql::execute(db, "DELETE FROM casework_schema", &[]).await?;
    let insert = "INSERT INTO casework_schema (version) VALUES ($1)";
    sql::execute(db, insert, &[&sql::count(NEWEST)])
        .await
        .map(drop)
}
