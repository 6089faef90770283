//! Building the standard library for the target from its sources, and placing it where rustc looks.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::TRIPLE;
use crate::cmd::Cmd;
use crate::paths;

/// The name of the crate that is compiled only so that cargo builds std for it.
const EMPTY_CRATE: &str = "needs_std";

/// Everything that rustup's own target has: std, both ways to panic, and the crates that tests need.
const STD_CRATES: &str = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";

pub fn sysroot() -> Result<PathBuf> {
    let printed = Cmd::new("rustc")
        .args(["--print", "sysroot"])
        .dir(paths::root())
        .read()?;
    Ok(PathBuf::from(printed.trim_end()))
}

/// Where cargo looks for the sources of std.
fn source_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib/src/rust/library")
}

pub fn has_source(sysroot: &Path) -> bool {
    source_folder(sysroot).join("Cargo.lock").is_file()
}

/// A link in the sysroot to sources elsewhere, there while std is built. It goes away afterwards so that a later
/// `rustup component add rust-src` finds nothing in its way.
pub struct SourceLink(PathBuf);

impl SourceLink {
    pub fn place(sysroot: &Path, library: &Path) -> Result<Self> {
        let link = source_folder(sysroot);
        if let Some(parent) = link.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot write to {}", parent.display()))?;
        }
        // A link that an interrupted run left behind.
        if link.is_symlink() {
            fs::remove_file(&link)?;
        }
        symlink(library, &link).with_context(|| format!("cannot write {}", link.display()))?;
        Ok(Self(link))
    }
}

impl Drop for SourceLink {
    fn drop(&mut self) {
        // A link that stays is replaced by the next run.
        fs::remove_file(&self.0).ok();
    }
}

/// Builds std in `work` and moves it into the sysroot as one step.
pub fn build(sysroot: &Path, work: &Path) -> Result<()> {
    let package = work.join("empty");
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src/lib.rs"), "")?;
    fs::write(
        package.join("Cargo.toml"),
        format!("[package]\nname = \"{EMPTY_CRATE}\"\nedition = \"2024\"\n\n[workspace]\n"),
    )?;
    Cmd::cargo()
        .args(["build", "--release", STD_CRATES, "--target", TRIPLE])
        // A stable compiler knows -Zbuild-std only so.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode the release build's link-time optimisation fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", work.join("target"))
        .dir(&package)
        .run()?;
    place(
        &work.join("target").join(TRIPLE).join("release/deps"),
        sysroot,
    )
}

/// Copies the built libraries beside their final place and renames them, so that half a library is never found.
fn place(built: &Path, sysroot: &Path) -> Result<()> {
    let rustlib = sysroot.join("lib/rustlib");
    let partial = rustlib.join(format!("{TRIPLE}.partial"));
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    let libraries = partial.join("lib");
    fs::create_dir_all(&libraries)
        .with_context(|| format!("cannot write to {}", rustlib.display()))?;
    let mut copied = 0;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        if is_std_library(&entry.file_name().to_string_lossy()) {
            fs::copy(entry.path(), libraries.join(entry.file_name()))?;
            copied += 1;
        }
    }
    ensure!(
        copied > 0,
        "building std left no library in {}",
        built.display()
    );
    let place = rustlib.join(TRIPLE);
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(&partial, &place).with_context(|| format!("cannot write {}", place.display()))
}

fn is_std_library(file: &str) -> bool {
    file.starts_with("lib")
        && Path::new(file).extension().is_some_and(|end| end == "rlib")
        && !file.starts_with(&format!("lib{EMPTY_CRATE}-"))
}

#[cfg(test)]
mod tests {
    use super::is_std_library;

    #[test]
    fn only_std_itself_is_copied() {
        assert!(is_std_library("libstd-0123abcd.rlib"));
        assert!(is_std_library("libcore-0123abcd.rlib"));
        assert!(!is_std_library("libneeds_std-0123abcd.rlib"));
        assert!(!is_std_library("libstd-0123abcd.rmeta"));
        assert!(!is_std_library("std-0123abcd.d"));
    }
}
