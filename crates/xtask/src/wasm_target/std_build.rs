//! Building the standard library for the target from its sources, and placing it where rustc looks.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::TRIPLE;
use crate::cmd::Cmd;
use crate::paths;
use crate::stamp::{Stamp, files_under};

/// The name of the crate that is compiled only so that cargo builds std for it.
const EMPTY_CRATE: &str = "needs_std";

/// Everything that rustup's own target has: std, both ways to panic, and the crates that tests need.
const STD_CRATES: &str = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";

/// Builds a std that is all a small program needs, and places it in a sysroot in the folder `home`, as one step. Returns the
/// sysroot.
///
/// Two builds of the same sources need not give the same libraries, and what was compiled with one of them cannot be linked
/// with the other. The sysroot is named by what is in it, so that cargo compiles anew what it had compiled with another.
///
/// `flags` are how the program itself is compiled: the two have to agree.
pub fn build_small(flags: &str, home: &Path, work: &Path) -> Result<PathBuf> {
    let command = Cmd::cargo()
        .args(["build", "--release"])
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1")
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
        .env("RUSTFLAGS", format!("{EMBED_BITCODE} {flags}"));
    let built = compile(command, work)?;
    let stamp = Stamp::of_files(&files_under(&built, &[])?)?;
    let sysroot = home.join(stamp.text());
    place(&built, &sysroot.join("lib/rustlib"))?;
    Ok(sysroot)
}

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

/// Builds the std that rustup's own target would be, and moves it into the sysroot as one step.
pub fn build(sysroot: &Path, work: &Path) -> Result<()> {
    let command = Cmd::cargo()
        .args(["build", "--release", STD_CRATES])
        .env("RUSTFLAGS", EMBED_BITCODE);
    let built = compile(command, work)?;
    place(&built, &sysroot.join("lib/rustlib"))
}

/// Without bitcode the release build's link-time optimisation fails.
const EMBED_BITCODE: &str = "-Cembed-bitcode=yes";

/// Compiles an empty crate in `work` with a command that builds std for it; returns the folder with the libraries.
fn compile(command: Cmd, work: &Path) -> Result<PathBuf> {
    let package = work.join("empty");
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src/lib.rs"), "")?;
    fs::write(
        package.join("Cargo.toml"),
        format!("[package]\nname = \"{EMPTY_CRATE}\"\nedition = \"2024\"\n\n[workspace]\n"),
    )?;
    let target = work.join("target");
    command
        .args(["--target", TRIPLE])
        // A stable compiler knows -Zbuild-std only so.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target)
        .dir(&package)
        .run()?;
    Ok(target.join(TRIPLE).join("release/deps"))
}

/// Copies the built libraries beside their final place in this `rustlib` folder and renames them, so that half a library is
/// never found.
fn place(built: &Path, rustlib: &Path) -> Result<()> {
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
