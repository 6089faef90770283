//! A power cut: of what was written and not synced, any part may be gone.
//!
//! `faults.c` keeps a journal of what was there before each change, and of what was synced. After the process was killed,
//! changes are taken back that no sync came after: of each file the last ones, so many as chance will have it. So a file may
//! have all of them, some or none, whatever the others have; only what was synced is sure to be there.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, OpenOptions},
    io::ErrorKind,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use fastrand::Rng;

/// A change that may be taken back.
enum Change {
    /// The file was so long, and had these bytes at this place.
    Bytes {
        file: PathBuf,
        place: u64,
        size: u64,
        bytes: Vec<u8>,
    },
    /// The file got another name.
    Renamed { from: PathBuf, to: PathBuf },
    /// A file or a folder got its first name, or a second.
    Named { to: PathBuf },
}

enum Record {
    Change(Change),
    Synced(PathBuf),
}

/// How a power cut went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cut {
    /// So many changes were never synced.
    pub unsynced: usize,
    /// So many of them were taken back.
    pub undone: usize,
}

/// Takes back what a power cut may take back, and begins the journal anew. No process may use the files.
pub fn cut(journal: &Path, random: &mut Rng) -> Result<Cut> {
    let records = read(journal)?;
    let unsynced = unsynced(records);
    // Of each file, the first changes stay and the others go.
    let mut changes: HashMap<PathBuf, usize> = HashMap::new();
    for change in &unsynced {
        *changes.entry(change.concerns()).or_default() += 1;
    }
    let mut stay: HashMap<PathBuf, usize> = HashMap::new();
    for (path, number) in &changes {
        // All and none are as likely as anything between.
        let number = match random.u8(0..3) {
            0 => 0,
            1 => *number,
            _ => random.usize(0..=*number),
        };
        stay.insert(path.clone(), number);
    }
    let mut undo = Vec::new();
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    let number = unsynced.len();
    for change in unsynced {
        let path = change.concerns();
        let place = seen.entry(path.clone()).or_default();
        *place += 1;
        if *place > stay[&path] {
            undo.push(change);
        }
    }
    let undone = undo.len();
    for change in undo.into_iter().rev() {
        change.undo()?;
    }
    fs::write(journal, "")?;
    Ok(Cut {
        unsynced: number,
        undone,
    })
}

/// The changes that no sync came after, in their order. A file's bytes are synced with it, its name with its folder.
fn unsynced(records: Vec<Record>) -> Vec<Change> {
    let mut synced: HashSet<PathBuf> = HashSet::new();
    // What a file is called in the end.
    let mut names: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut unsynced = Vec::new();
    for record in records.into_iter().rev() {
        match record {
            Record::Synced(path) => {
                let path = names.get(&path).cloned().unwrap_or(path);
                synced.insert(path);
            }
            Record::Change(mut change) => {
                if let Change::Renamed { from, to } = &change {
                    let last = names.get(to).cloned().unwrap_or_else(|| to.clone());
                    names.insert(from.clone(), last);
                }
                if let Change::Bytes { file, .. } = &mut change
                    && let Some(last) = names.get(file)
                {
                    file.clone_from(last);
                }
                if !synced.contains(&change.is_synced_with()) {
                    unsynced.push(change);
                }
            }
        }
    }
    unsynced.reverse();
    unsynced
}

impl Change {
    fn concerns(&self) -> PathBuf {
        match self {
            Self::Bytes { file, .. } => file.clone(),
            Self::Renamed { to, .. } | Self::Named { to } => to.clone(),
        }
    }

    fn is_synced_with(&self) -> PathBuf {
        match self {
            Self::Bytes { file, .. } => file.clone(),
            Self::Renamed { to, .. } | Self::Named { to } => {
                to.parent().unwrap_or(Path::new("/")).to_owned()
            }
        }
    }

    fn undo(&self) -> Result<()> {
        let done = match self {
            Self::Renamed { from, to } => fs::rename(to, from),
            Self::Named { to } if to.is_dir() => fs::remove_dir_all(to),
            Self::Named { to } => fs::remove_file(to),
            Self::Bytes {
                file,
                place,
                size,
                bytes,
            } => OpenOptions::new().write(true).open(file).and_then(|file| {
                file.write_all_at(bytes, *place)?;
                file.set_len(*size)
            }),
        };
        match done {
            // It was removed since, or never came to be.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done.with_context(|| {
                format!("cannot take back a change of {}", self.concerns().display())
            }),
        }
    }
}

/// The journal, in its order; a record that the process did not end is none.
fn read(journal: &Path) -> Result<Vec<Record>> {
    let bytes = fs::read(journal)?;
    let mut rest = &bytes[..];
    let mut records = Vec::new();
    while let Some(record) = next(&mut rest)? {
        records.push(record);
    }
    Ok(records)
}

/// As `struct record` of `faults.c` is written.
fn next(rest: &mut &[u8]) -> Result<Option<Record>> {
    let Some(head) = take(rest, 40) else {
        return Ok(None);
    };
    let number = |from: usize, length: usize| {
        let bytes = head[from..from + length].iter().rev();
        bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    let parts = (
        take(rest, number(4, 4)),
        take(rest, number(8, 4)),
        take(rest, number(32, 8)),
    );
    let (Some(path), Some(other), Some(bytes)) = parts else {
        return Ok(None);
    };
    let path = PathBuf::from(String::from_utf8(path)?);
    let to = PathBuf::from(String::from_utf8(other)?);
    Ok(Some(match number(0, 4) {
        1 => Record::Change(Change::Bytes {
            file: path,
            place: number(16, 8),
            size: number(24, 8),
            bytes,
        }),
        2 => Record::Synced(path),
        3 => Record::Change(Change::Renamed { from: path, to }),
        4 => Record::Change(Change::Named { to }),
        other => bail!("the journal has a record of the kind {other}"),
    }))
}

fn take(rest: &mut &[u8], length: u64) -> Option<Vec<u8>> {
    let (taken, more) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = more;
    Some(taken.to_vec())
}
