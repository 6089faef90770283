//! Opening the database file: the right SQLite, the right permissions, the right pragmas.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::files::{private_file, private_folder};

/// 3.7.0 to 3.51.2 can lose committed data when a write-ahead log is reset while another process reads it.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long to wait for another process that writes to the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database in a data folder.
pub const FILE_NAME: &str = "casework.db";

/// A database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The SQLite that the program was built with has a defect that loses data.
    #[error(
        "this program was built with SQLite {found}, which can lose data: build it with 3.51.3 or newer"
    )]
    SqliteTooOld {
        /// Its version.
        found: &'static str,
    },
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
    /// The file is a database of something else.
    #[error("the file is not a database of Casework: choose another data folder")]
    NotOurs,
    /// A migration left a reference to a row that does not exist; nothing of it was kept.
    #[error(
        "the data cannot be brought to schema {to}: a row refers to another that does not exist"
    )]
    MigrationBreaksReferences {
        /// The schema's version that the migration leads to.
        to: usize,
    },
    /// Before a migration the data could not be copied; nothing was migrated.
    #[error(
        "the data have to be migrated, and the copy of them that is made first, {}, could not be made: {reason}; \
         nothing was changed", to.display()
    )]
    Copy {
        /// The copy's path.
        to: PathBuf,
        /// Why.
        reason: super::copy::CopyError,
    },
    /// The folder or the file cannot be made or reached.
    #[error("cannot use {}", path.display())]
    Path {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// SQLite refuses.
    #[error("SQLite cannot use the database")]
    Sqlite(#[from] rusqlite::Error),
}

/// Fails on a SQLite that can lose data.
pub fn refuse_old_sqlite() -> Result<(), OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::SqliteTooOld {
            found: rusqlite::version(),
        });
    }
    Ok(())
}

/// Makes the data folder and the file where they are missing, for this user alone.
pub fn prepare_file(folder: &Path) -> Result<PathBuf, OpenError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| OpenError::Path { path, source }
    };
    let file = folder.join(FILE_NAME);
    if !folder.is_dir() {
        private_folder(folder).map_err(at(folder))?;
    }
    private_file(&file).map_err(at(&file))?;
    Ok(file)
}

/// The connection that writes, migrated to the newest schema.
pub fn writing(file: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    super::migrations::migrate(&mut connection)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    super::search::prepare_writer(&connection)?;
    settle(&connection)?;
    Ok(connection)
}

/// A connection that cannot write.
pub fn reading(file: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    super::search::prepare_reader(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    settle(&connection)?;
    Ok(connection)
}

/// What every connection has in common.
fn settle(connection: &Connection) -> Result<(), rusqlite::Error> {
    // Functions with side effects are out of reach of a schema that somebody tampered with.
    connection.pragma_update(None, "trusted_schema", false)?;
    // A plan is made once for a statement, whatever is bound to it: without this, most would be planned at every use.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_bundled_sqlite_is_new_enough() {
        refuse_old_sqlite().unwrap();
    }

    #[test]
    fn the_writer_is_durable_and_the_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let file = prepare_file(folder.path()).unwrap();
        let writer = writing(&file).unwrap();
        let pragma = |name| {
            writer
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!((pragma("synchronous"), pragma("foreign_keys")), (2, 1));
        let mode: String = writer
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "wal");
        let reader = reading(&file).unwrap();
        assert!(reader.execute("DELETE FROM accounts", []).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_the_data() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a/b");
        let file = prepare_file(&folder).unwrap();
        let writer = writing(&file).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&folder.join("casework.db-wal")), 0o600);
        drop(writer);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let parent = tempfile::tempdir().unwrap();
        let occupied = parent.path().join("file");
        fs::write(&occupied, "").unwrap();
        let error = prepare_file(&occupied.join("data")).unwrap_err();
        assert!(error.to_string().contains("file/data"), "{error}");
    }
}
