//! Why a backup cannot be made or restored.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{StoreError, postgres::ConnectError, sqlite::OpenError};

/// A backup cannot be made or restored; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A backup never replaces a file.
    #[error("{} is there already: choose another name, or take it away first", .0.display())]
    FileExists(PathBuf),
    /// The file cannot be written or read.
    #[error("cannot use {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is not a backup of Casework: {reason}", path.display())]
    NotABackup {
        /// Which.
        path: PathBuf,
        /// What tells so.
        reason: String,
    },
    /// The end is missing.
    #[error("the backup {} is not complete: its end is missing", .0.display())]
    Incomplete(PathBuf),
    /// The file was changed after it was written.
    #[error("the backup {} is damaged: {reason}", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What is not as it was written.
        reason: String,
    },
    /// A later version wrote it.
    #[error(
        "the backup {} was written by a newer version of Casework (format {found}, this version knows {known}): \
         restore it with that version or a later one", path.display()
    )]
    TooNew {
        /// Which.
        path: PathBuf,
        /// The shape of the file.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// There are data already.
    #[error("there are data in {0} already: --force puts the backup in their place")]
    DataExist(String),
    /// Somebody uses the data that are to be replaced.
    #[error("{0} is in use: stop the server first")]
    InUse(String),
    /// A row that the schema has no place for.
    #[error("a row of the backup does not fit into the table {table}: {reason}")]
    Row {
        /// The table.
        table: &'static str,
        /// Why.
        reason: String,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database file.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database server.
    #[error(transparent)]
    Connect(#[from] ConnectError),
}

impl ArchiveError {
    /// What is wrong with a file's path or its disk.
    pub(crate) fn file(path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File {
            path: path.clone(),
            source,
        }
    }

    /// What is wrong with a row.
    pub(crate) fn row(table: &'static str) -> impl Fn(String) -> Self {
        move |reason| Self::Row { table, reason }
    }
}
