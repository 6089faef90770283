//! The compilation target of the SPA, `wasm32-unknown-unknown`: found, added by rustup, or built from Debian's
//! `rust-src` package where rustup cannot download.

mod debian;
mod std_build;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use crate::cmd::Cmd;
use crate::report::step;
use crate::stamp::Stamp;
use crate::{paths, report};

pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// How long rustup may try before we look elsewhere. The download is 20 MB.
const RUSTUP_LIMIT: Duration = Duration::from_mins(3);

/// Makes sure that the toolchain in use can compile for the target.
pub fn ensure() -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    let added = step(
        &format!("adding the target {TRIPLE} with rustup"),
        add_with_rustup,
    );
    if let Err(refusal) = added {
        report::note(&format!("rustup could not add it:\n{refusal}"));
        step(
            &format!("building the standard library for {TRIPLE} from source"),
            build_from_source,
        )
        .with_context(|| what_to_type(&refusal))?;
    }
    forget_old_builds();
    prove_it_works()
}

fn what_to_type(refusal: &anyhow::Error) -> String {
    format!(
        "the target {TRIPLE} is missing, and neither rustup nor Debian's rust-src could provide it.\n\
         rustup said: {refusal}\n\
         With an internet connection, type:   rustup target add {TRIPLE}\n\
         With a rustc that Debian installed:  sudo apt-get install libstd-rust-dev-wasm32"
    )
}

/// Whether the sysroot has a standard library for the target.
fn is_installed() -> Result<bool> {
    let Ok(entries) = fs::read_dir(library_folder()?) else {
        return Ok(false);
    };
    Ok(entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    }))
}

/// `<sysroot>/lib/rustlib/wasm32-unknown-unknown/lib`, whether or not it exists.
fn library_folder() -> Result<PathBuf> {
    let printed = Cmd::new("rustc")
        .args(["--print", "target-libdir", "--target", TRIPLE])
        .dir(paths::root())
        .read()?;
    Ok(PathBuf::from(printed.trim_end()))
}

/// The triple of this machine.
pub fn host() -> Result<String> {
    let printed = Cmd::new("rustc")
        .args(["--print", "host-tuple"])
        .dir(paths::root())
        .read()?;
    Ok(printed.trim_end().to_owned())
}

fn add_with_rustup() -> Result<()> {
    if paths::on_path("rustup").is_none() {
        return Err(anyhow!("rustup is not on the PATH"));
    }
    Cmd::new("rustup")
        .args(["target", "add", TRIPLE])
        .dir(paths::root())
        .run_within(RUSTUP_LIMIT)
}

/// Builds std with the sources that belong to this very compiler: rustup's own `rust-src` if it is there, else Debian's.
fn build_from_source() -> Result<()> {
    let work = fresh_folder("wasm-std-build")?;
    let sysroot = std_build::sysroot()?;
    let source = Source::here_or_from_debian(&sysroot, &work)?;
    std_build::build(&sysroot, &work)?;
    drop(source);
    fs::remove_dir_all(&work)?;
    Ok(())
}

/// An empty folder in the cache.
fn fresh_folder(name: &str) -> Result<PathBuf> {
    let folder = paths::cache().join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The sources of std, where cargo looks for them.
enum Source {
    Own,
    Linked {
        // Takes the link away when it is not needed any more.
        _link: std_build::SourceLink,
    },
}

impl Source {
    fn here_or_from_debian(sysroot: &Path, work: &Path) -> Result<Self> {
        if std_build::has_source(sysroot) {
            return Ok(Self::Own);
        }
        let source = debian::rust_source(&rustc_version()?, work)?;
        let link = std_build::SourceLink::place(sysroot, &source)?;
        Ok(Self::Linked { _link: link })
    }

    /// The same, or else from rustup.
    fn from_anywhere(sysroot: &Path, work: &Path) -> Result<Self> {
        // Debian's answer comes at once, also where there is none; rustup may take minutes to find that it has none.
        Self::here_or_from_debian(sysroot, work).or_else(|refusal| {
            Cmd::new("rustup")
                .args(["component", "add", "rust-src"])
                .dir(paths::root())
                .run_within(RUSTUP_LIMIT)
                .with_context(|| format!("Debian has no sources of it either: {refusal:#}"))?;
            Ok(Self::Own)
        })
    }
}

/// A sysroot with a standard library for [`TRIPLE`] that was compiled with these flags, for a program that is, too. It is
/// built once and kept in the cache.
///
/// None, and why, where its sources cannot be had.
pub fn small_sysroot(flags: &str) -> Result<PathBuf> {
    let compiler = Cmd::new("rustc")
        .args(["--version", "--verbose"])
        .dir(paths::root())
        .read()?;
    let stamp = Stamp::of_files(&[])?.with(&compiler).with(flags);
    let home = paths::cache().join(format!("wasm-std-{}", stamp.text()));
    if let Some(built) = built_sysroot(&home) {
        return Ok(built);
    }
    step("building a small standard library for the SPA", || {
        let work = fresh_folder("wasm-small-std-build")?;
        let source = Source::from_anywhere(&std_build::sysroot()?, &work)?;
        let built = std_build::build_small(flags, &home, &work)?;
        drop(source);
        fs::remove_dir_all(&work)?;
        Ok(built)
    })
}

/// The sysroot in this folder of the cache.
fn built_sysroot(home: &Path) -> Option<PathBuf> {
    let folders = fs::read_dir(home).ok()?;
    folders
        .flatten()
        .map(|entry| entry.path())
        .find(|sysroot| sysroot.join("lib/rustlib").join(TRIPLE).is_dir())
}

/// The version of the compiler in use, such as `1.95.0`.
fn rustc_version() -> Result<String> {
    let printed = Cmd::new("rustc")
        .arg("--version")
        .dir(paths::root())
        .read()?;
    version_word(&printed)
        .map(str::to_owned)
        .with_context(|| format!("`rustc --version` printed no version: {printed:?}"))
}

fn version_word(printed: &str) -> Option<&str> {
    printed.split_whitespace().nth(1)
}

/// What was compiled against another standard library cannot be linked with this one.
fn forget_old_builds() {
    // If it cannot be removed, the next compilation says why better than we could.
    fs::remove_dir_all(paths::target().join(TRIPLE)).ok();
}

fn prove_it_works() -> Result<()> {
    let work = paths::cache().join("wasm-target-probe");
    fs::create_dir_all(&work)?;
    fs::write(
        work.join("probe.rs"),
        "fn main() { println!(\"{}\", u8::MAX); }\n",
    )?;
    Cmd::new("rustc")
        .args(["--target", TRIPLE, "-Clto=fat", "-Copt-level=s", "probe.rs"])
        .dir(&work)
        .read()
        .with_context(|| {
            format!("the target {TRIPLE} is in place but does not compile a program")
        })?;
    fs::remove_dir_all(&work)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::version_word;

    #[test]
    fn the_version_is_the_second_word() {
        let printed = "rustc 1.95.0 (59807616e 2026-04-14)\n";
        assert_eq!(version_word(printed), Some("1.95.0"));
        assert_eq!(version_word(""), None);
    }
}
