//! Verified copies of the database file, of one instant, while it is in use.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, backup::Backup};

use super::{
    integrity,
    open::{self, OpenError},
};
use crate::files;

/// Copies the database before it is migrated from this version, into its own folder; answers the copy's path.
///
/// The caller holds the write lock, so that nothing is written between the copy and the migration.
pub fn beside(file: &Path, version: usize) -> Result<PathBuf, OpenError> {
    let name = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".schema-{version}{suffix}"));
        PathBuf::from(name)
    };
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok();
    let later = (2..).map(|n: u32| name(&format!(".{n}")));
    let free = std::iter::once(name(""))
        .chain(later)
        .find(|path| !taken(path));
    let (to, part) = (free.unwrap_or_else(|| name("")), name(".part"));
    let copied = write(file, &part).and_then(|()| publish(&part, &to));
    match copied {
        Ok(()) => Ok(to),
        Err(reason) => {
            // What is half a copy would only take room, which may be what was missing.
            drop(fs::remove_file(&part));
            Err(OpenError::Copy { to, reason })
        }
    }
}

/// Why a copy is none.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The file cannot be written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// SQLite cannot read the one or write the other.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// What was written is not what was read.
    #[error("the copy is not the same as the database")]
    Different,
}

fn write(from: &Path, to: &Path) -> Result<(), CopyError> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    files::private_file(to)?;
    let source = open::reading(from)?;
    // One snapshot for the copy and for what it is compared with.
    let snapshot = source.unchecked_transaction()?;
    // Only a read begins it.
    let counted = counts(&snapshot)?;
    let mut copy = Connection::open(to)?;
    Backup::new(&snapshot, &mut copy)?.step(-1)?;
    // One file, without a log beside it.
    copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
    if !integrity::is_sound(&copy)? || counts(&copy)? != counted {
        return Err(CopyError::Different);
    }
    copy.close().map_err(|(_, error)| error)?;
    fs::File::open(to)?.sync_all()?;
    Ok(())
}

/// Every table with how many rows it has.
fn counts(db: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut tables =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
    tables
        .map(|table| {
            let table = table?;
            // A name from the schema, quoted: no parameter can stand for a table.
            let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
            let rows = db.query_row(&sql, [], |row| row.get(0))?;
            Ok((table, rows))
        })
        .collect()
}

/// Gives the copy its name, for ever.
fn publish(part: &Path, to: &Path) -> Result<(), CopyError> {
    fs::rename(part, to)?;
    if let Some(folder) = to.parent() {
        files::sync_folder(folder)?;
    }
    Ok(())
}
