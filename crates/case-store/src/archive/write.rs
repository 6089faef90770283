//! Writing a backup, while whoever uses the data goes on.

use std::{
    fs,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;

use super::{
    ABSENT, Absent, ArchiveError, Contents, Exported, FORMAT, File, HEADER, Header, Row, SUMS,
    Sequences, cut_off, sum,
};
use crate::{Digest, Finding, Objects, Store, StoreError, files};

/// An entry of rows is written when it has grown beyond so many bytes.
const ROWS_BYTES: usize = 4 << 20;

/// So many rows are read ahead of the disk.
const AHEAD: usize = 1_000;

/// Writes everything that is kept, as of one instant, into a file that is not there yet.
///
/// A file that cannot be read any more is told among the findings, and the backup is made without its bytes: a failing disk
/// is when backups are needed. On an error there is no file.
pub async fn backup(
    store: &dyn Store,
    objects: &Objects,
    to: &Path,
    now: DateTime<Utc>,
) -> Result<Contents, ArchiveError> {
    if to.symlink_metadata().is_ok() {
        return Err(ArchiveError::FileExists(to.to_owned()));
    }
    let part = part_of(to);
    let file = files::new_private_file(&part).map_err(ArchiveError::file(&part))?;
    let writer = Writer::new(file, &part, now);
    let written = write(store, objects, writer, now).await;
    let published = written.and_then(|contents| {
        publish(&part, to)?;
        Ok(contents)
    });
    if published.is_err() {
        // Half a backup is none.
        drop(fs::remove_file(&part));
    }
    published
}

/// The file that a backup is until it is whole. Another process may be making one of the same name.
fn part_of(to: &Path) -> PathBuf {
    let mut part = to.as_os_str().to_owned();
    part.push(format!(".part-{}", std::process::id()));
    part.into()
}

/// Gives the backup its name, unless something else has it by now.
fn publish(part: &Path, to: &Path) -> Result<(), ArchiveError> {
    let at = ArchiveError::file(to);
    files::rename_new(part, to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => ArchiveError::FileExists(to.to_owned()),
        _ => at(error),
    })?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    files::sync_folder(folder.unwrap_or(Path::new("."))).map_err(at)
}

async fn write(
    store: &dyn Store,
    objects: &Objects,
    mut writer: Writer,
    now: DateTime<Utc>,
) -> Result<Contents, ArchiveError> {
    let mut tables = Tables::default();
    let (send, receive) = mpsc::channel(AHEAD);
    let (exported, written) =
        tokio::join!(store.export(send), tables.take(receive, &mut writer, now));
    // Where the disk is full, the export was cut off because of that.
    written?;
    exported?;
    let mut absent = Absent::new();
    for file in std::mem::take(&mut tables.files) {
        match bytes_of(objects, &file).await {
            Ok(bytes) => {
                writer.entry(&format!("objects/{}", file.object), &bytes)?;
                tables.contents.files += 1;
            }
            Err(fault) => {
                tables.contents.findings.extend(fault);
                absent.insert(file.object);
            }
        }
    }
    writer.entry(ABSENT, &json(&absent)?)?;
    writer.finish()?;
    Ok(tables.contents)
}

/// A file's bytes; or what is to be told, where they are not to be had. Of a file that nobody has taken, nothing is: it was
/// removed meanwhile.
async fn bytes_of(objects: &Objects, file: &File) -> Result<bytes::Bytes, Option<Finding>> {
    let told = |fault| Some(Finding(format!("object {}: {fault}", file.object)));
    match objects.get(&file.object).await {
        Ok(Some(bytes)) if Digest::from(Sha256::digest(&bytes)) == file.sha256 => Ok(bytes),
        Ok(Some(_)) => Err(told("it is not what was uploaded")),
        Ok(None) if file.taken => Err(told("it is missing")),
        Ok(None) => Err(None),
        Err(error) => {
            tracing::warn!(object = file.object, ?error, "cannot read an object");
            Err(told("it cannot be read"))
        }
    }
}

/// The rows on their way into the file.
#[derive(Default)]
struct Tables {
    contents: Contents,
    files: Vec<File>,
    /// The table whose rows are collected, and the number of the entry that they will be.
    current: Option<(&'static str, u32)>,
    rows: Vec<u8>,
}

impl Tables {
    async fn take(
        &mut self,
        mut exported: mpsc::Receiver<Exported>,
        writer: &mut Writer,
        now: DateTime<Utc>,
    ) -> Result<(), ArchiveError> {
        let Some(Exported::Schema { version, sequences }) = exported.recv().await else {
            // The export's own error says why.
            return Ok(());
        };
        writer.entry(HEADER, &header(version, sequences, now)?)?;
        while let Some(one) = exported.recv().await {
            let Exported::Row(table, row) = one else {
                return Err(cut_off().into());
            };
            self.add(table, &row, writer)?;
        }
        self.flush(writer)
    }

    fn add(
        &mut self,
        table: &'static str,
        row: &Row,
        writer: &mut Writer,
    ) -> Result<(), ArchiveError> {
        if self.current.is_none_or(|(current, _)| current != table) {
            self.flush(writer)?;
            self.current = Some((table, 1));
        }
        self.contents.count(table, 1);
        if table == "attachments" {
            let file = File::of(row)
                .ok_or_else(|| StoreError::damaged(format!("not a row of attachments: {row:?}")))?;
            self.files.push(file);
        }
        self.rows.extend(json(row)?);
        self.rows.push(b'\n');
        if self.rows.len() > ROWS_BYTES {
            self.flush(writer)?;
        }
        Ok(())
    }

    fn flush(&mut self, writer: &mut Writer) -> Result<(), ArchiveError> {
        if let Some((table, number)) = &mut self.current
            && !self.rows.is_empty()
        {
            writer.entry(&format!("tables/{table}/{number}.ndjson"), &self.rows)?;
            self.rows.clear();
            *number += 1;
        }
        Ok(())
    }
}

fn header(
    schema: usize,
    sequences: Sequences,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, ArchiveError> {
    json(&Header {
        format: FORMAT,
        schema,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: now.to_rfc3339_opts(SecondsFormat::Secs, true),
        sequences,
    })
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, ArchiveError> {
    Ok(serde_json::to_vec(value).map_err(StoreError::damaged)?)
}

/// The file, entry by entry.
struct Writer {
    tar: tar::Builder<BufWriter<fs::File>>,
    part: PathBuf,
    sums: String,
    at: u64,
}

impl Writer {
    fn new(file: fs::File, part: &Path, now: DateTime<Utc>) -> Self {
        Self {
            tar: tar::Builder::new(BufWriter::new(file)),
            part: part.to_owned(),
            sums: String::new(),
            at: now.timestamp().unsigned_abs(),
        }
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.sums.push_str(&sum(name, bytes));
        let appended = append(&mut self.tar, name, bytes, self.at);
        appended.map_err(ArchiveError::file(&self.part))
    }

    fn finish(self) -> Result<(), ArchiveError> {
        let Self {
            mut tar,
            part,
            sums,
            at,
        } = self;
        let finish = || {
            append(&mut tar, SUMS, sums.as_bytes(), at)?;
            let mut file = tar.into_inner()?;
            file.flush()?;
            file.get_ref().sync_all()
        };
        finish().map_err(ArchiveError::file(&part))
    }
}

fn append<W: io::Write>(
    tar: &mut tar::Builder<W>,
    name: &str,
    bytes: &[u8],
    at: u64,
) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    header.set_mode(0o600);
    header.set_mtime(at);
    tar.append_data(&mut header, name, bytes)
}
