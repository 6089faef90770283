//! Everything that a backup holds, row by row, from one snapshot.

use deadpool_postgres::Transaction;
use futures_util::TryStreamExt;
use serde_json::Value;
use tokio_postgres::{Row, types::Type};

use super::{
    migrations,
    sql::{self, Columns},
};
use crate::{
    StoreError,
    archive::{self, ExportSender, Exported, Sequences},
};

pub async fn all(db: &Transaction<'_>, to: &ExportSender) -> Result<(), StoreError> {
    let send = async |one| to.send(one).await.map_err(|_| archive::cut_off());
    let schema = Exported::Schema {
        version: migrations::NEWEST,
        sequences: sequences(db).await?,
    };
    send(schema).await?;
    for table in archive::TABLES {
        let select = select(db, table).await?;
        let none: [i64; 0] = [];
        let rows = db.query_raw(&select, none).await?;
        let mut rows = std::pin::pin!(rows);
        while let Some(row) = rows.try_next().await? {
            send(Exported::Row(table, read(&row)?)).await?;
        }
    }
    Ok(())
}

/// Every row of a table, in the order of its key, so that two backups of the same data are the same.
async fn select(db: &Transaction<'_>, table: &str) -> Result<String, StoreError> {
    let key = sql::rows(
        db,
        "SELECT attname::text AS name FROM pg_index
         CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (attribute, place)
         JOIN pg_attribute ON attrelid = indrelid AND attnum = attribute
         WHERE indrelid = to_regclass($1) AND indisprimary ORDER BY place",
        &[&table],
    )
    .await?;
    let key = key.iter().map(|row| row.plain("name"));
    let key: Vec<&str> = key.collect::<Result<_, _>>()?;
    Ok(format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")))
}

/// What a sequence has given may be more than the rows of the snapshot have: never less.
async fn sequences(db: &Transaction<'_>) -> Result<Sequences, StoreError> {
    let mut sequences = Sequences::new();
    for (table, column) in archive::NUMBERED {
        let name = "SELECT pg_get_serial_sequence($1, $2) AS name";
        let name = sql::row(db, name, &[&table, &column]).await?;
        let name: String = match name {
            Some(row) => row.plain("name")?,
            None => continue,
        };
        // Where it was set and not used since, it tells the number that comes next.
        let last = format!("SELECT last_value - (NOT is_called)::int AS last FROM {name}");
        let last = sql::row(db, &last, &[]).await?;
        let last: Option<i64> = last.map(|row| row.plain("last")).transpose()?;
        // What has given none, the other engine does not tell either.
        if let Some(last) = last.filter(|last| *last > 0) {
            sequences.insert(table.to_owned(), last);
        }
    }
    Ok(sequences)
}

fn read(row: &Row) -> Result<archive::Row, StoreError> {
    let value = |column: &tokio_postgres::Column| {
        let name = column.name();
        let value = match *column.type_() {
            Type::INT8 => row.plain::<Option<i64>>(name)?.map(Value::from),
            Type::TEXT => row.plain::<Option<String>>(name)?.map(Value::from),
            Type::BYTEA => {
                let bytes: Option<&[u8]> = row.plain(name)?;
                bytes.map(|bytes| archive::spell(bytes).into())
            }
            ref other => return Err(StoreError::damaged(format!("{name} is a {other}"))),
        };
        Ok((name.to_owned(), value.unwrap_or(Value::Null)))
    };
    row.columns().iter().map(value).collect()
}
