//! Reading a backup: all of it is compared with its sums before any of it is used.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;

use super::{ABSENT, Absent, ArchiveError, FORMAT, File, HEADER, Header, Row, SUMS, TABLES, sum};

/// A backup whose every byte is as it was written.
pub struct Backup {
    path: PathBuf,
    pub(super) header: Header,
    absent: Absent,
    /// What every entry was when it was verified.
    sums: String,
}

impl Backup {
    /// Reads all of a backup and compares it with its sums.
    pub fn verify(path: &Path) -> Result<Self, ArchiveError> {
        verify(path)
    }

    /// The backup from its beginning. It is read once more, and has to be what it was.
    pub(super) fn archive(&self) -> Result<Archive, ArchiveError> {
        Archive::open(&self.path)
    }

    /// Its entries.
    pub(super) fn entries<'a>(
        &'a self,
        archive: &'a mut Archive,
    ) -> Result<impl Iterator<Item = Result<Entry, ArchiveError>> + 'a, ArchiveError> {
        let mut sums = self.sums.split_inclusive('\n');
        let entries = archive.raw()?.map(move |raw| {
            let Raw { name, bytes } = raw?;
            if name != SUMS && sums.next() != Some(&sum(&name, &bytes)) {
                let reason = format!("{name} is not what it was a moment ago");
                return Err(damaged(&self.path, reason));
            }
            Ok(parse(&self.path, &name, bytes)?.unwrap_or(Entry::Other(SUMS, Vec::new())))
        });
        Ok(entries)
    }

    /// Whether this row of `attachments` is of a file that was removed while the backup was made.
    pub(super) fn is_gone(&self, row: &Row) -> bool {
        File::of(row).is_some_and(|file| !file.taken && self.absent.contains(&file.object))
    }
}

/// An entry of a backup.
pub enum Entry {
    Rows(&'static str, Vec<Row>),
    Object(String, Vec<u8>),
    /// Of one of these names.
    Other(&'static str, Vec<u8>),
}

fn verify(path: &Path) -> Result<Backup, ArchiveError> {
    let mut archive = Archive::open(path)?;
    let mut found = Found::default();
    let mut sums = String::new();
    let mut last: Option<Vec<u8>> = None;
    for raw in archive.raw()? {
        let Raw { name, bytes } = raw?;
        if last.is_some() {
            return Err(damaged(path, format!("{name} stands after the end")));
        }
        if name == SUMS {
            last = Some(bytes);
            continue;
        }
        sums.push_str(&sum(&name, &bytes));
        let Some(entry) = parse(path, &name, bytes)? else {
            return Err(damaged(path, format!("{name} is not an entry of a backup")));
        };
        found.take(path, entry)?;
    }
    let Some(last) = last else {
        return Err(match found.header {
            Some(_) => ArchiveError::Incomplete(path.to_owned()),
            None => not_a_backup(path, "it is empty".to_owned()),
        });
    };
    if let Some(line) = different(&sums, &last) {
        return Err(damaged(path, format!("{line} is not what was written")));
    }
    found.fit(path, sums)
}

/// The first entry whose sum is another one.
fn different(sums: &str, written: &[u8]) -> Option<String> {
    let written = String::from_utf8_lossy(written);
    if sums == written {
        return None;
    }
    let mut written = written.lines();
    let other = sums.lines().find(|line| written.next() != Some(line));
    let name = other.and_then(|line| line.split_once("  "));
    Some(name.map_or(SUMS, |(_, name)| name).to_owned())
}

/// What the entries say, to be compared with each other.
#[derive(Default)]
struct Found {
    header: Option<Header>,
    absent: Absent,
    /// Of the rows.
    files: BTreeMap<String, crate::Digest>,
    /// Of the bytes.
    objects: BTreeMap<String, crate::Digest>,
}

impl Found {
    fn take(&mut self, path: &Path, entry: Entry) -> Result<(), ArchiveError> {
        use sha2::{Digest as _, Sha256};
        let not_read = |error: serde_json::Error| not_a_backup(path, error.to_string());
        if self.header.is_none() && !matches!(entry, Entry::Other(HEADER, _)) {
            return Err(not_a_backup(
                path,
                format!("it does not begin with {HEADER}"),
            ));
        }
        match entry {
            Entry::Other(HEADER, bytes) => {
                self.header = Some(header(path, &bytes)?);
            }
            Entry::Other(_, bytes) => {
                self.absent = serde_json::from_slice(&bytes).map_err(not_read)?;
            }
            Entry::Rows("attachments", rows) => {
                for row in rows {
                    let file = File::of(&row);
                    let file = file.ok_or_else(|| {
                        damaged(path, "a row of attachments cannot be read".to_owned())
                    })?;
                    self.files.insert(file.object, file.sha256);
                }
            }
            Entry::Rows(..) => {}
            Entry::Object(name, bytes) => {
                self.objects.insert(name, Sha256::digest(&bytes).into());
            }
        }
        Ok(())
    }

    /// Every file has its bytes, unless it is told that it has not; and no bytes are nobody's.
    fn fit(self, path: &Path, sums: String) -> Result<Backup, ArchiveError> {
        let header = self
            .header
            .ok_or_else(|| not_a_backup(path, "it holds nothing".to_owned()))?;
        let wrong = self.files.iter().find(|(name, sha256)| {
            !self.absent.contains(*name) && self.objects.get(*name) != Some(sha256)
        });
        if let Some((name, sha256)) = wrong {
            let wanted = HEXLOWER.encode(sha256);
            return Err(damaged(
                path,
                format!("objects/{name} is not the file with the SHA-256 {wanted}"),
            ));
        }
        if let Some(name) = self
            .objects
            .keys()
            .find(|name| !self.files.contains_key(*name))
        {
            return Err(damaged(path, format!("objects/{name} belongs to no file")));
        }
        Ok(Backup {
            path: path.to_owned(),
            header,
            absent: self.absent,
            sums,
        })
    }
}

fn header(path: &Path, bytes: &[u8]) -> Result<Header, ArchiveError> {
    /// What every format will say.
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    let not_read = |error: serde_json::Error| not_a_backup(path, format!("{HEADER}: {error}"));
    let Format { format } = serde_json::from_slice(bytes).map_err(not_read)?;
    if format > FORMAT {
        return Err(ArchiveError::TooNew {
            path: path.to_owned(),
            found: format,
            known: FORMAT,
        });
    }
    serde_json::from_slice(bytes).map_err(not_read)
}

/// A backup, read from its beginning.
pub struct Archive {
    path: PathBuf,
    tar: tar::Archive<BufReader<fs::File>>,
}

impl Archive {
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let file = fs::File::open(path).map_err(ArchiveError::file(path))?;
        Ok(Self {
            path: path.to_owned(),
            tar: tar::Archive::new(BufReader::new(file)),
        })
    }

    fn raw(&mut self) -> Result<impl Iterator<Item = Result<Raw, ArchiveError>>, ArchiveError> {
        let path = self.path.clone();
        let entries = self.tar.entries();
        let entries = entries.map_err(|error| broken(&path, false, &error))?;
        let mut has_begun = false;
        Ok(entries.map(move |entry| {
            let raw = Raw::read(entry).map_err(|error| broken(&path, has_begun, &error));
            has_begun |= raw.is_ok();
            raw
        }))
    }
}

/// A name with its bytes.
struct Raw {
    name: String,
    bytes: Vec<u8>,
}

impl Raw {
    fn read(entry: io::Result<tar::Entry<'_, BufReader<fs::File>>>) -> io::Result<Self> {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        // At the end of a file that was cut off, an entry is merely shorter.
        if u64::try_from(bytes.len()).is_ok_and(|length| length < entry.size()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Self { name, bytes })
    }
}

/// What an entry is, by its name; none for one that no backup has.
fn parse(path: &Path, name: &str, bytes: Vec<u8>) -> Result<Option<Entry>, ArchiveError> {
    if let Some(other) = [HEADER, ABSENT].into_iter().find(|other| *other == name) {
        return Ok(Some(Entry::Other(other, bytes)));
    }
    if let Some(object) = name.strip_prefix("objects/") {
        // Names are the program's own. One that leads out of the objects is not.
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_name = object
            .split('/')
            .all(|part| !part.is_empty() && part.bytes().all(is_letter));
        return Ok(is_name.then(|| Entry::Object(object.to_owned(), bytes)));
    }
    let Some(table) = table_of(name) else {
        return Ok(None);
    };
    let lines = bytes.split(|byte| *byte == b'\n');
    let rows = lines
        .filter(|line| !line.is_empty())
        .map(serde_json::from_slice)
        .collect::<Result<_, _>>();
    let rows = rows.map_err(|error| damaged(path, format!("{name}: {error}")))?;
    Ok(Some(Entry::Rows(table, rows)))
}

fn table_of(name: &str) -> Option<&'static str> {
    let (table, number) = name.strip_prefix("tables/")?.split_once('/')?;
    number.strip_suffix(".ndjson")?.parse::<u32>().ok()?;
    TABLES.into_iter().find(|one| *one == table)
}

fn damaged(path: &Path, reason: String) -> ArchiveError {
    ArchiveError::Damaged {
        path: path.to_owned(),
        reason,
    }
}

fn not_a_backup(path: &Path, reason: String) -> ArchiveError {
    ArchiveError::NotABackup {
        path: path.to_owned(),
        reason,
    }
}

/// What reading an archive came upon: its end too early, something that is no archive at all or goes on as none, or the
/// disk.
fn broken(path: &Path, has_begun: bool, error: &io::Error) -> ArchiveError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ArchiveError::Incomplete(path.to_owned()),
        io::ErrorKind::Other | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            let reason = error.to_string();
            if has_begun {
                damaged(path, reason)
            } else {
                not_a_backup(path, reason)
            }
        }
        kind => ArchiveError::file(path)(io::Error::new(kind, error.to_string())),
    }
}
