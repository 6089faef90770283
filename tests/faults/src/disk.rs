//! A disk that fails on demand, and a clock that jumps, for the servers of one place.

use std::{
    fs::{File, OpenOptions},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use load::Place;

/// Errors of a disk, by their numbers on Linux.
pub mod errno {
    /// The disk is broken.
    pub const EIO: i32 = 5;
    /// The disk is full.
    pub const ENOSPC: i32 = 28;
    /// The disk is read-only.
    pub const EROFS: i32 = 30;
}

/// What is wrong. Nothing, by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fault {
    /// What every write answers.
    pub write_error: i32,
    /// What every fsync answers.
    pub sync_error: i32,
    /// What everything answers that would make, rename or remove a file.
    pub name_error: i32,
    /// How many milliseconds an fsync takes longer.
    pub sync_delay: i32,
    /// After so many writes, half of one is written and the process dies.
    pub tear_after: i32,
    /// How many seconds the wall clock is ahead.
    pub clock_offset: i64,
}

impl Fault {
    /// Every change fails so.
    pub fn every_change(error: i32) -> Self {
        Self {
            write_error: error,
            sync_error: error,
            name_error: error,
            ..Self::default()
        }
    }

    /// As `struct control` of `faults.c` reads it.
    fn bytes(self) -> Vec<u8> {
        let numbers = [
            self.write_error,
            self.sync_error,
            self.name_error,
            self.sync_delay,
            self.tear_after,
            0,
        ];
        let numbers = numbers.into_iter().flat_map(i32::to_ne_bytes);
        numbers.chain(self.clock_offset.to_ne_bytes()).collect()
    }
}

/// The faults of all servers of a place.
pub struct Faults {
    control: File,
    path: PathBuf,
    library: PathBuf,
}

impl Faults {
    /// Builds what goes between a server and the C library, in this folder.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults.c");
        let library = folder.join("faults.so");
        // The linker's own driver, which whoever builds Rust has.
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .status();
        ensure!(
            built.context("cannot start cc")?.success(),
            "cannot build {}",
            source.display()
        );
        let path = folder.join("faults");
        let control = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&path)?;
        let faults = Self {
            control,
            path,
            library,
        };
        faults.set(Fault::default())?;
        Ok(faults)
    }

    /// The same place, whose servers are subject to these faults.
    pub fn on(&self, place: &Place) -> Place {
        self.below(place, &place.data)
    }

    fn below(&self, place: &Place, folder: &Path) -> Place {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        place
            .clone()
            .variable("LD_PRELOAD", &text(&self.library))
            .variable("CASEWORK_FAULTS", &text(&self.path))
            .variable("CASEWORK_FAULTS_BELOW", &text(folder))
    }

    /// The same place, and a journal of what its servers change and sync below a folder.
    pub fn with_journal(&self, place: &Place, below: &Path, journal: &Path) -> Place {
        self.below(place, below)
            .variable("CASEWORK_FAULTS_JOURNAL", &journal.to_string_lossy())
    }

    /// From now on this is wrong, and nothing else.
    pub fn set(&self, fault: Fault) -> Result<()> {
        Ok(self.control.write_all_at(&fault.bytes(), 0)?)
    }
}
