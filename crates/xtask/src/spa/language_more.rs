//! The SPA with one language more: what somebody gets who adds one file to `locales/`, to try it in a browser.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::{CRATE, Compilation, FILES, fetch_crates, pseudo_locale, stamp_of_inputs, trunk};
use crate::report::step;
use crate::stamp::{Stamp, files_under};
use crate::{paths, tools};

/// The language that nobody has translated the program into yet, and its file.
const FILE: &str = "ko.toml";

/// Folders that the copy of the checkout has as they are.
const LINKED: [&str; 2] = ["style", "tests"];

/// Cargo's settings, which hold in every folder below theirs.
const SETTINGS: &str = ".cargo";

const LOCALES: &str = "locales";

/// Builds it, unless it is there already, and answers the folder that a browser can be given. It is not packed.
pub fn build() -> Result<PathBuf> {
    let checkout = paths::state().join("language-more");
    let (dist, record) = (checkout.join("dist"), checkout.join("built.stamp"));
    let inputs = stamp_of_inputs()?;
    let stamp_of_dist = || Stamp::of_files(&files_under(&dist, &[])?);
    if inputs.with(stamp_of_dist()?.text()).is_recorded_in(&record) {
        println!("==> the SPA with one language more is up to date");
        return Ok(dist);
    }
    let path = tools::for_spa()?;
    fetch_crates()?;
    copy_checkout(&paths::root(), &checkout)?;
    step("building the SPA with one language more", || {
        trunk(&checkout, &path, &Compilation::small())
            // What the SPA's own build has compiled of others' crates serves here too.
            .env("CARGO_TARGET_DIR", paths::target())
            .run()
    })?;
    inputs.with(stamp_of_dist()?.text()).record_in(&record)?;
    Ok(dist)
}

/// The checkout `root` again in `copy`, with a file more among the locales. All that needs no other content there is linked.
fn copy_checkout(root: &Path, copy: &Path) -> Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    let own = copy.join("crates").join(CRATE);
    let locales = own.join(LOCALES);
    fs::create_dir_all(&locales)?;
    for file in FILES.into_iter().filter(|file| !file.contains('/')) {
        fs::copy(root.join(file), copy.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let settings = (!copy.starts_with(root)).then_some(SETTINGS);
    for folder in LINKED.into_iter().chain(settings) {
        symlink(root.join(folder), copy.join(folder))?;
    }
    link_entries(&root.join("crates"), &copy.join("crates"), CRATE)?;
    link_entries(&root.join("crates").join(CRATE), &own, LOCALES)?;
    tell_apart(&own.join("Cargo.toml"))?;
    let known = root.join("crates").join(CRATE).join(LOCALES);
    for file in files_under(&known, &[])? {
        fs::copy(&file, locales.join(file.strip_prefix(&known)?))?;
    }
    let english = fs::read_to_string(known.join("en.toml"))?;
    fs::write(locales.join(FILE), pseudo_locale::from_english(&english))?;
    Ok(())
}

/// Gives the copied crate a version of its own. Else Cargo would take it for the checkout's, with which it shares the place of its output,
/// and the locales that were compiled last would be in both.
fn tell_apart(manifest: &Path) -> Result<()> {
    let text = fs::read_to_string(manifest)?;
    let other = text.replacen("version.workspace = true", "version = \"0.0.0\"", 1);
    ensure!(other != text, "{} names no version", manifest.display());
    Ok(fs::write(manifest, other)?)
}

/// Everything in `from` is in `to` too, without the entry `except`. Manifests are copied: their place is what they are read for.
fn link_entries(from: &Path, to: &Path, except: &str) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_name() == *except {
            continue;
        }
        if entry.file_name() == *"Cargo.toml" {
            fs::copy(entry.path(), place)?;
        } else {
            symlink(entry.path(), place)?;
        }
    }
    Ok(())
}
