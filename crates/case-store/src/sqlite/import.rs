//! Putting a backup's rows into a database file, which takes its place when all of it is there.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter, types::Value as Column};
use serde_json::Value;

use super::{
    integrity, migrations,
    open::{self, OpenError},
};
use crate::{
    Finding, StoreError,
    archive::{self, ArchiveError, Import, Row, Sequences, TABLES},
    files,
};

/// How long to wait for a command that is about to end.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);

/// A database file that is being filled beside the one whose place it will take.
pub struct SqliteImport {
    file: PathBuf,
    part: PathBuf,
    is_made: bool,
    /// Whether there are data to be replaced.
    exists: bool,
    /// The data that are there, kept from everybody else until they are replaced.
    replaced: Option<Connection>,
    building: Option<Building>,
}

struct Building {
    db: Connection,
    schema: usize,
}

impl SqliteImport {
    pub fn prepare(folder: &Path, force: bool) -> Result<Self, ArchiveError> {
        let file = folder.join(open::FILE_NAME);
        let exists = file.symlink_metadata().is_ok();
        if exists && !force {
            return Err(ArchiveError::DataExist(folder.display().to_string()));
        }
        Ok(Self {
            // Another process may be restoring into the same folder.
            part: folder.join(format!(
                "{}.restore-{}",
                open::FILE_NAME,
                std::process::id()
            )),
            is_made: false,
            file,
            exists,
            replaced: None,
            building: None,
        })
    }

    fn begin_at(&mut self, schema: usize) -> Result<(), ArchiveError> {
        if schema > migrations::NEWEST {
            return Err(OpenError::SchemaTooNew {
                found: schema,
                known: migrations::NEWEST,
            }
            .into());
        }
        let at = ArchiveError::file(&self.part);
        let folder = self.file.parent().unwrap_or(Path::new("."));
        files::private_folder(folder).map_err(&at)?;
        if self.exists {
            self.replaced = keep(&self.file)?;
        }
        files::new_private_file(&self.part).map_err(at)?;
        self.is_made = true;
        let db = Connection::open(&self.part).map_err(OpenError::from)?;
        prepare(&db, schema)?;
        self.building = Some(Building { db, schema });
        Ok(())
    }

    fn insert(&self, table: &'static str, rows: &[Row]) -> Result<(), ArchiveError> {
        let Some(Building { db, .. }) = &self.building else {
            return Err(StoreError::unavailable("the import was not begun").into());
        };
        insert(db, table, rows)
    }

    /// Puts what was built in the place of what is there.
    fn replace(&mut self) -> Result<(), ArchiveError> {
        let at = ArchiveError::file(&self.file);
        if self.exists {
            for suffix in ["-wal", "-shm", "-journal"] {
                // Only a damaged database still has them: of a sound one, all is in the file.
                let mut beside = self.file.as_os_str().to_owned();
                beside.push(suffix);
                remove(Path::new(&beside)).map_err(&at)?;
            }
            fs::rename(&self.part, &self.file).map_err(&at)?;
        } else {
            // A server may have been started meanwhile, and have data by now.
            files::rename_new(&self.part, &self.file).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    ArchiveError::DataExist(self.file.display().to_string())
                }
                _ => at(error),
            })?;
        }
        self.is_made = false;
        self.replaced = None;
        let folder = self.file.parent().unwrap_or(Path::new("."));
        files::sync_folder(folder).map_err(at)
    }
}

#[async_trait]
impl Import for SqliteImport {
    async fn begin(&mut self, schema: usize) -> Result<(), ArchiveError> {
        self.begin_at(schema)
    }

    async fn add(&mut self, table: &'static str, rows: Vec<Row>) -> Result<(), ArchiveError> {
        self.insert(table, &rows)
    }

    async fn finish(
        mut self: Box<Self>,
        sequences: &Sequences,
    ) -> Result<Vec<Finding>, ArchiveError> {
        let Some(Building { db, schema }) = self.building.take() else {
            return Err(StoreError::unavailable("the import was not begun").into());
        };
        let findings = complete(&db, schema, sequences)?;
        db.close().map_err(|(_, error)| OpenError::from(error))?;
        let synced = fs::File::open(&self.part).and_then(|file| file.sync_all());
        synced.map_err(ArchiveError::file(&self.part))?;
        self.replace()?;
        Ok(findings)
    }
}

/// What was not finished leaves nothing behind.
impl Drop for SqliteImport {
    fn drop(&mut self) {
        self.building = None;
        if self.is_made {
            drop(fs::remove_file(&self.part));
        }
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Keeps everybody from the data that are to be replaced; none where they are too damaged for that.
fn keep(file: &Path) -> Result<Option<Connection>, ArchiveError> {
    let lock = || -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(file, flags)?;
        db.busy_timeout(BUSY_TIMEOUT)?;
        // Nobody else may have the file open for that, not even somebody who does nothing at the moment.
        db.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
        db.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(db)
    };
    match lock() {
        Ok(db) => Ok(Some(db)),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Err(ArchiveError::InUse(file.display().to_string()))
            }
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(None),
            _ => Err(OpenError::from(error).into()),
        },
    }
}

/// Nobody else knows of the file, and what is not finished is thrown away: nothing of it has to be durable before the end.
fn prepare(db: &Connection, schema: usize) -> Result<(), OpenError> {
    db.pragma_update_and_check(None, "journal_mode", "memory", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "off")?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.set_prepared_statement_cache_capacity(64);
    db.execute_batch("BEGIN")?;
    migrations::begin_at(db, schema)
}

fn insert(db: &Connection, table: &'static str, rows: &[Row]) -> Result<(), ArchiveError> {
    let wrong = ArchiveError::row(table);
    let columns = columns(db, table).map_err(OpenError::from)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| &**name).collect();
    let places = vec!["?"; names.len()].join(", ");
    let insert = format!(
        "INSERT INTO {table} ({}) VALUES ({places})",
        names.join(", ")
    );
    let mut insert = db
        .prepare_cached(&insert)
        .map_err(|error| wrong(error.to_string()))?;
    for row in rows {
        if let Some(unknown) = row.keys().find(|name| !names.contains(&name.as_str())) {
            return Err(wrong(format!("it has no column {unknown}")));
        }
        let values = columns.iter().map(|(name, is_bytes)| {
            let value = row.get(name).and_then(|value| column(value, *is_bytes));
            value.ok_or_else(|| wrong(format!("{name} is missing or cannot be read")))
        });
        let values: Vec<Column> = values.collect::<Result<_, _>>()?;
        insert
            .execute(params_from_iter(values))
            .map_err(|error| wrong(error.to_string()))?;
    }
    Ok(())
}

/// The columns of a table, and whether they hold bytes.
fn columns(db: &Connection, table: &str) -> rusqlite::Result<Vec<(String, bool)>> {
    let mut columns =
        db.prepare_cached("SELECT name, type = 'BLOB' FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    columns.collect()
}

fn column(value: &Value, is_bytes: bool) -> Option<Column> {
    match value {
        Value::Null => Some(Column::Null),
        Value::Number(number) => number.as_i64().map(Column::Integer),
        Value::String(text) if is_bytes => archive::unspell(text).map(Column::Blob),
        Value::String(text) => Some(Column::Text(text.clone())),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Makes the rows a database of today; answers what is not as it has to be in it.
fn complete(
    db: &Connection,
    schema: usize,
    sequences: &Sequences,
) -> Result<Vec<Finding>, ArchiveError> {
    let set = || -> rusqlite::Result<()> {
        let mut raise =
            db.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?;
        let mut give = db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)")?;
        for (table, last) in sequences {
            let known = TABLES.contains(&table.as_str());
            if known && raise.execute((table, last))? == 0 {
                give.execute((table, last))?;
            }
        }
        Ok(())
    };
    set().map_err(OpenError::from)?;
    migrations::finish_from(db, schema)?;
    db.execute_batch("COMMIT").map_err(OpenError::from)?;
    Ok(integrity::check(db)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(value: Value) -> Row {
        serde_json::from_value(value).unwrap()
    }

    fn account() -> Row {
        row(json!({
            "account_id": "123456789012", "name": "Example", "alias_key": null, "plan": "basic", "closed": 0, "resold": 0,
            "country": "US", "time_zone": "America/New_York", "billing_contact": null, "operations_contact": null,
            "security_contact": null, "last_event": 1, "created_at": 0,
        }))
    }

    /// Rows of the first schema, which knew neither files nor drafts nor a search.
    #[tokio::test]
    async fn a_backup_of_an_older_version_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Box::new(SqliteImport::prepare(folder.path(), false).unwrap());
        import.begin(1).await.unwrap();
        import.add("accounts", vec![account()]).await.unwrap();
        let user = json!({
            "user_id": 1, "account_id": "123456789012", "name": null, "name_key": null, "email": "r@example.com",
            "root_key": "r@example.com", "password_hash": "$argon2id$", "permissions": "{}", "created_at": 0,
        });
        import.add("users", vec![row(user)]).await.unwrap();
        let case = json!({
            "number": 7, "case_id": "case-1", "account_id": "123456789012", "user_id": 1, "submitted_by": "ana",
            "case_type": "quota-increase", "service": "compute", "category": null, "severity": "low",
            "subject": "More instances", "status": "unassigned", "fields": "[]", "quota_requests": "[]", "contact": "{}",
            "additional_contacts": "[]", "copies_to": null, "response": null, "due_at": null, "created_at": 0,
        });
        import.add("cases", vec![row(case)]).await.unwrap();
        let event = json!({
            "account_id": "123456789012", "sequence": 1, "kind": "CreateCase", "origin": "CUSTOMER", "case_number": 7,
            "correspondence_id": null, "at": 0,
        });
        import.add("events", vec![row(event)]).await.unwrap();
        let sequences = [("cases".to_owned(), 9)].into();
        let findings = import.finish(&sequences).await.unwrap();
        assert_eq!(
            findings,
            [Finding(
                "case case-1: there is no correspondence".to_owned()
            )]
        );
        let db = open::writing(&folder.path().join(open::FILE_NAME)).unwrap();
        let read = |sql| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(
            read("SELECT seq FROM sqlite_sequence WHERE name = 'cases'"),
            9
        );
        assert_eq!(read("SELECT count(*) FROM case_search"), 1);
        assert_eq!(read("SELECT count(*) FROM drafts"), 0);
    }

    #[tokio::test]
    async fn a_row_that_does_not_fit_is_told_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let with = |name: &str, value: Value| {
            let mut row = account();
            row.insert(name.to_owned(), value);
            row
        };
        let mut without = account();
        without.remove("plan");
        for (row, reason) in [
            (without, "plan is missing"),
            (with("colour", json!("red")), "no column colour"),
            (
                with("name", json!(["Example"])),
                "name is missing or cannot be read",
            ),
            (
                with("created_at", json!(0.5)),
                "created_at is missing or cannot be read",
            ),
            (with("plan", json!("gold")), "CHECK constraint failed"),
        ] {
            let mut import = SqliteImport::prepare(folder.path(), false).unwrap();
            import.begin(1).await.unwrap();
            let error = import
                .add("accounts", vec![row])
                .await
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("accounts") && error.contains(reason),
                "{error}"
            );
            drop(import);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[tokio::test]
    async fn data_that_came_meanwhile_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Box::new(SqliteImport::prepare(folder.path(), false).unwrap());
        import.begin(migrations::NEWEST).await.unwrap();
        // A server is started while the backup is read.
        let file = open::prepare_file(folder.path()).unwrap();
        let server = open::writing(&file).unwrap();
        let other = SqliteImport::prepare(folder.path(), true).unwrap();
        drop(other);
        let error = import.finish(&Sequences::new()).await.unwrap_err();
        assert!(matches!(error, ArchiveError::DataExist(_)), "{error}");
        let written = server.execute("DELETE FROM sessions", []);
        assert_eq!(written, Ok(0));
        let names = fs::read_dir(folder.path()).unwrap();
        let names = names.map(|one| one.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.contains("restore")).count(), 0);
    }

    #[tokio::test]
    async fn a_reference_to_nothing_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Box::new(SqliteImport::prepare(folder.path(), false).unwrap());
        import.begin(migrations::NEWEST).await.unwrap();
        let quota = json!({
            "account_id": "999999999999", "service": "compute", "quota": "instances", "region": "eu", "value": 1,
        });
        import
            .add("account_quotas", vec![row(quota)])
            .await
            .unwrap();
        let error = import.finish(&Sequences::new()).await.unwrap_err();
        assert!(
            matches!(
                error,
                ArchiveError::Open(OpenError::MigrationBreaksReferences { .. })
            ),
            "{error}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_newer_schema_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = SqliteImport::prepare(folder.path(), false).unwrap();
        let error = import.begin(migrations::NEWEST + 1).await.unwrap_err();
        assert!(
            error.to_string().contains("newer version of Casework"),
            "{error}"
        );
    }
}
