//! Everything that a backup holds, row by row, from one snapshot.

use rusqlite::{Connection, Row, types::ValueRef};
use serde_json::Value;

use super::migrations;
use crate::{
    StoreError,
    archive::{self, ExportSender, Exported, Sequences},
};

pub fn all(db: &Connection, to: &ExportSender) -> Result<(), StoreError> {
    let send = |one| to.blocking_send(one).map_err(|_| archive::cut_off());
    send(Exported::Schema {
        version: migrations::NEWEST,
        sequences: sequences(db)?,
    })?;
    for table in archive::TABLES {
        let mut rows = db.prepare(&select(db, table)?)?;
        let columns: Vec<String> = rows.column_names().map(str::to_owned).collect();
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            send(Exported::Row(table, read(row, &columns)?))?;
        }
    }
    Ok(())
}

/// Every row of a table, in the order of its key, so that two backups of the same data are the same.
fn select(db: &Connection, table: &str) -> Result<String, StoreError> {
    let mut key = db.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let key = key.query_map([table], |row| row.get(0))?;
    let key: Vec<String> = key.collect::<Result<_, _>>()?;
    Ok(format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")))
}

fn sequences(db: &Connection) -> Result<Sequences, StoreError> {
    let mut sequences = db.prepare("SELECT name, seq FROM sqlite_sequence")?;
    let sequences = sequences.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(sequences.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>, columns: &[String]) -> Result<archive::Row, StoreError> {
    let value = |(place, name): (usize, &String)| {
        let value = match row.get_ref(place)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Text(text) => {
                let text = std::str::from_utf8(text).map_err(StoreError::damaged)?;
                text.into()
            }
            ValueRef::Blob(bytes) => archive::spell(bytes).into(),
            other @ ValueRef::Real(_) => {
                let found = other.data_type();
                return Err(StoreError::damaged(format!("{name} holds a {found}")));
            }
        };
        Ok((name.clone(), value))
    };
    columns.iter().enumerate().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sessions and failed sign-ins must not come back to life, objects that are on their way belong to no file yet, and the
    /// terms of the search are made anew.
    const LEFT_OUT: [&str; 3] = ["loose_objects", "sessions", "sign_in_attempts"];

    #[test]
    fn every_table_is_in_a_backup_or_is_left_out_for_a_reason() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut db).unwrap();
        let mut tables = db
            .prepare(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                 AND name NOT LIKE 'sqlite_%' ORDER BY name",
            )
            .unwrap();
        let tables = tables.query_map([], |row| row.get(0)).unwrap();
        let tables: Vec<String> = tables.collect::<Result<_, _>>().unwrap();
        let mut known: Vec<&str> = archive::TABLES.into_iter().chain(LEFT_OUT).collect();
        known.sort_unstable();
        assert_eq!(tables, known);
    }
}
