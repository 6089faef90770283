//! Backups: everything that is kept, as of one instant, in one file that belongs to no engine.
//!
//! A backup is a tar file, so that any tool can look into it:
//!
//! | entry | what it holds |
//! | --- | --- |
//! | `casework.json` | the [`Header`]; always the first entry |
//! | `tables/NAME/N.ndjson` | rows, one JSON object a line, `N` counting from 1; bytes are spelt `\x0123…` |
//! | `objects/NAME` | the bytes of a file |
//! | `absent.json` | the names of objects that are not in the backup, because they could not be read |
//! | `SHA256SUMS` | of every entry before it, as `sha256sum --check` reads them; always the last entry |
//!
//! The last entry is what makes a backup complete: it is looked for, and compared, before anything is restored. Left
//! out are sessions and failed sign-ins, which must not come back to life, the terms of the search, which the program
//! makes anew, and objects that no file has taken yet.
//!
//! Rows are those of the schema that wrote them. A later version restores them into that schema and migrates it.

mod error;
mod read;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Digest, Finding, Objects, StoreError};

pub use error::ArchiveError;
pub use read::Backup;
pub use write::backup;

/// The shape of the file that this program writes, and the newest that it reads.
const FORMAT: u32 = 1;

const HEADER: &str = "casework.json";
const ABSENT: &str = "absent.json";
const SUMS: &str = "SHA256SUMS";

/// The tables of a backup, each after those that it refers to.
pub const TABLES: [&str; 12] = [
    "accounts",
    "account_quotas",
    "users",
    "contact_changes",
    "agents",
    "cases",
    "correspondence",
    "submissions",
    "events",
    "attachments",
    "drafts",
    "draft_files",
];

/// The tables whose rows are numbered, with the column: no number is given twice.
pub const NUMBERED: [(&str, &str); 6] = [
    ("users", "user_id"),
    ("agents", "agent_id"),
    ("cases", "number"),
    ("correspondence", "number"),
    ("attachments", "number"),
    ("drafts", "version"),
];

/// A row: its columns by name. Values are null, whole numbers and text; bytes are the text that [`spell`] makes.
pub type Row = serde_json::Map<String, serde_json::Value>;

/// What a store tells of itself for a backup, in this order: [`Exported::Schema`], then the rows table by table.
#[derive(Debug)]
pub enum Exported {
    /// The schema that the rows are of.
    Schema {
        /// Its version.
        version: usize,
        /// The last number that each table has given to a row, gone ones included: no number is given twice.
        sequences: Sequences,
    },
    /// A row of one of [`TABLES`].
    Row(&'static str, Row),
}

/// Tables with the last number that they have given.
pub type Sequences = BTreeMap<String, i64>;

/// Takes what [`Exported`] tells.
pub type ExportSender = tokio::sync::mpsc::Sender<Exported>;

/// The first entry of a backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The shape of the file.
    pub format: u32,
    /// The schema that its rows are of.
    pub schema: usize,
    /// The version of the program that wrote it, for people.
    pub version: String,
    /// When it was begun, RFC 3339 in UTC.
    pub created_at: String,
    /// The last number that each table has given.
    pub sequences: Sequences,
}

/// What a backup holds, or a restore has brought back.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Contents {
    /// So many accounts.
    pub accounts: usize,
    /// So many cases.
    pub cases: usize,
    /// So many files with their bytes.
    pub files: usize,
    /// What is not as it has to be.
    pub findings: Vec<Finding>,
}

impl Contents {
    fn count(&mut self, table: &str, rows: usize) {
        match table {
            "accounts" => self.accounts += rows,
            "cases" => self.cases += rows,
            _ => {}
        }
    }
}

/// Where a backup is restored to: an engine's place for the rows.
///
/// Nothing of what is there is changed before [`Import::finish`], which puts all in place at once.
#[async_trait]
pub trait Import: Send {
    /// Makes the place ready for rows of this schema.
    async fn begin(&mut self, schema: usize) -> Result<(), ArchiveError>;

    /// Adds rows to one of [`TABLES`]; tables come in that order.
    async fn add(&mut self, table: &'static str, rows: Vec<Row>) -> Result<(), ArchiveError>;

    /// Puts all in place; answers what is not as it has to be in what was restored.
    async fn finish(self: Box<Self>, sequences: &Sequences) -> Result<Vec<Finding>, ArchiveError>;
}

/// Restores a backup.
///
/// The bytes of files come first: where anything ends in between, there are objects that nothing names, and the data that
/// were there before.
pub async fn restore(
    backup: &Backup,
    mut place: Box<dyn Import>,
    objects: &Objects,
) -> Result<Contents, ArchiveError> {
    place.begin(backup.header.schema).await?;
    let mut contents = Contents::default();
    let mut archive = backup.archive()?;
    for entry in backup.entries(&mut archive)? {
        match entry? {
            read::Entry::Rows(table, mut rows) => {
                if table == "attachments" {
                    rows.retain(|row| !backup.is_gone(row));
                }
                contents.count(table, rows.len());
                place.add(table, rows).await?;
            }
            read::Entry::Object(name, bytes) => {
                objects.replace(&name, bytes.into()).await?;
                contents.files += 1;
            }
            read::Entry::Other(..) => {}
        }
    }
    contents.findings = place.finish(&backup.header.sequences).await?;
    Ok(contents)
}

/// Bytes as a row spells them.
pub fn spell(bytes: &[u8]) -> String {
    format!("\\x{}", HEXLOWER.encode(bytes))
}

/// The bytes that [`spell`] spelt.
pub fn unspell(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x")?;
    HEXLOWER.decode(digits.as_bytes()).ok()
}

/// The line of [`SUMS`] for an entry.
fn sum(name: &str, bytes: &[u8]) -> String {
    format!("{}  {name}\n", HEXLOWER.encode(&Sha256::digest(bytes)))
}

/// A file as a row of `attachments` tells it.
struct File {
    object: String,
    sha256: Digest,
    /// Whether a correspondence has it; else it may be removed at any time.
    taken: bool,
}

impl File {
    fn of(row: &Row) -> Option<Self> {
        Some(Self {
            object: row.get("object")?.as_str()?.to_owned(),
            sha256: unspell(row.get("sha256")?.as_str()?)?.try_into().ok()?,
            taken: !row.get("correspondence_number")?.is_null(),
        })
    }
}

/// Names of objects that are not in a backup.
type Absent = BTreeSet<String>;

/// A store that is asked for all that it holds went away.
pub(crate) fn cut_off() -> StoreError {
    StoreError::unavailable("the export was cut off")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_spelt_and_read_again() {
        for bytes in [&b""[..], b"\x00\xff", b"hash"] {
            assert_eq!(unspell(&spell(bytes)).unwrap(), bytes);
        }
        assert_eq!(spell(b"\x01\xab"), "\\x01ab");
        for wrong in ["", "01", "\\x0", "\\x0g", "\\xé"] {
            assert_eq!(unspell(wrong), None, "{wrong}");
        }
    }
}
