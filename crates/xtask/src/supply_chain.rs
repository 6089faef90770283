//! What other people's code may enter the product: from where, under which licence, in which versions, and whether a
//! security advisory names it.
//!
//! Bans, origins and licences are checked here and not by cargo-deny, because compiling that tool takes longer than
//! all of the product on a fresh machine, and those three need nothing but `Cargo.lock` and `cargo metadata`.
//! Advisories need a database that only cargo-deny knows how to fetch and to read: they are checked where it is
//! installed and the database can be had; otherwise a note says so.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cmd::Cmd;
use crate::lock::{Lock, Package};
use crate::{report, wasm_target};

/// The only place that crates may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A crate below a certain version is refused.
struct Floor {
    package: &'static str,
    at_least: [u64; 3],
    because: &'static str,
}

const FLOORS: [Floor; 1] = [Floor {
    package: "libsqlite3-sys",
    at_least: [0, 37, 0],
    because: "SQLite before 3.51.3 can corrupt a database when its write-ahead log is reset",
}];

/// Crates of which two versions in one program would not understand each other, or double the SPA.
const ONCE: [&str; 6] = [
    "chrono",
    "leptos",
    "libsqlite3-sys",
    "rusqlite",
    "serde",
    "wasm-bindgen",
];

/// Licences that a product under MIT or Apache-2.0 may ship.
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Fails with every crate that should not be there.
pub fn check() -> Result<()> {
    let lock = Lock::read()?;
    let mut faults = origin_faults(&lock);
    faults.extend(version_faults(&lock));
    faults.extend(licence_faults()?);
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!(
        "{} packages: origins, versions and licences are as they should be",
        lock.packages.len()
    );
    Ok(())
}

fn origin_faults(lock: &Lock) -> Vec<String> {
    let foreign = |package: &&Package| {
        let known = package.source.as_deref() == Some(REGISTRY) && package.checksum.is_some();
        package.source.is_some() && !known
    };
    let packages = lock.packages.iter().filter(foreign);
    packages
        .map(|package| {
            let source = package.source.as_deref().unwrap_or_default();
            format!(
                "{} {} comes from {source}; only crates.io with a checksum is allowed",
                package.name, package.version
            )
        })
        .collect()
}

fn version_faults(lock: &Lock) -> Vec<String> {
    let mut faults = Vec::new();
    for floor in &FLOORS {
        let [major, minor, patch] = floor.at_least;
        for version in lock
            .versions(floor.package)
            .filter(|version| numbers(version) < floor.at_least)
        {
            faults.push(format!(
                "{} {version} is too old, at least {major}.{minor}.{patch} is needed: {}",
                floor.package, floor.because
            ));
        }
    }
    for name in ONCE {
        let versions: Vec<&str> = lock.versions(name).collect();
        if versions.len() > 1 {
            faults.push(format!(
                "{name} is there in {} versions ({}); use one",
                versions.len(),
                versions.join(", ")
            ));
        }
    }
    faults
}

/// Major, minor and patch; what follows a `-` or `+` does not count.
fn numbers(version: &str) -> [u64; 3] {
    let mut parts = version
        .split(['-', '+'])
        .next()
        .unwrap_or_default()
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

fn licence_faults() -> Result<Vec<String>> {
    let metadata = Cmd::cargo()
        .args([
            "metadata",
            "--quiet",
            "--format-version",
            "1",
            "--filter-platform",
            wasm_target::TRIPLE,
        ])
        .args(["--filter-platform", &wasm_target::host()?])
        .read()?;
    let metadata: Value =
        serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata named no packages")?;
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    for package in packages {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        if !licence_is_allowed(text("license")) {
            refused.insert(
                format!("{} {}", text("name"), text("version")),
                text("license").to_owned(),
            );
        }
    }
    let faults = refused.into_iter().map(|(package, licence)| {
        format!("{package} has the licence {licence:?}, which is not on our list")
    });
    Ok(faults.collect())
}

/// Whether an SPDX expression can be satisfied with the licences of our list. Old manifests write `/` for `OR`.
fn licence_is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(words: &mut &[&str]) -> bool {
    let mut allowed = all_of(words);
    while take(words, "OR") {
        allowed |= all_of(words);
    }
    allowed
}

fn all_of(words: &mut &[&str]) -> bool {
    let mut allowed = one(words);
    while take(words, "AND") {
        allowed &= one(words);
    }
    allowed
}

fn one(words: &mut &[&str]) -> bool {
    if take(words, "(") {
        let allowed = any_of(words);
        return take(words, ")") && allowed;
    }
    let Some((licence, rest)) = words.split_first() else {
        return false;
    };
    *words = rest;
    let mut licence = (*licence).to_owned();
    if take(words, "WITH")
        && let Some((exception, rest)) = words.split_first()
    {
        *words = rest;
        licence = format!("{licence} WITH {exception}");
    }
    LICENCES.contains(&licence.as_str())
}

fn take(words: &mut &[&str], wanted: &str) -> bool {
    let found = words.first() == Some(&wanted);
    if found {
        *words = &words[1..];
    }
    found
}

/// Whether the security advisories were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advisories {
    /// None names a crate of ours.
    Clean,
    /// The tool or its database cannot be had here; why was said.
    NotChecked,
}

/// Security advisories, by cargo-deny where it can be used. Fails with those that name a crate of ours.
pub fn advisories() -> Result<Advisories> {
    let deny = || Cmd::cargo().arg("deny");
    if deny().arg("--version").read().is_err() {
        report::note(
            "security advisories were NOT checked: cargo-deny is not installed. \
             Where its database can be fetched, type:  cargo install --locked cargo-deny",
        );
        return Ok(Advisories::NotChecked);
    }
    let checked = deny().args(["check", "advisories"]).record()?;
    if checked.succeeded {
        return Ok(Advisories::Clean);
    }
    if database_is_out_of_reach(&checked.text) {
        report::note(
            "security advisories were NOT checked: cargo-deny cannot fetch its database here",
        );
        return Ok(Advisories::NotChecked);
    }
    bail!("cargo-deny found advisories against our dependencies, listed above");
}

fn database_is_out_of_reach(said: &str) -> bool {
    said.contains("failed to fetch advisory database")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lock::tests::parsed;

    #[test]
    fn a_licence_has_to_be_satisfiable_from_the_list() {
        for allowed in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(licence_is_allowed(allowed), "{allowed}");
        }
        for refused in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT",
            "MIT MIT",
            "GPL-2.0 WITH Classpath-exception-2.0",
        ] {
            assert!(!licence_is_allowed(refused), "{refused}");
        }
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(numbers("0.36.9") < numbers("0.37.0"));
        assert!(numbers("0.100.0") > numbers("0.37.0"));
        assert_eq!(numbers("1.2.3-rc.1+build"), [1, 2, 3]);
        assert_eq!(numbers("7"), [7, 0, 0]);
    }

    #[test]
    fn old_double_and_foreign_crates_are_named() {
        let lock = parsed(&format!(
            "[[package]]\nname = \"libsqlite3-sys\"\nversion = \"0.36.1\"\nsource = \"{REGISTRY}\"\nchecksum = \"a\"\n\
             [[package]]\nname = \"libsqlite3-sys\"\nversion = \"0.38.0\"\nsource = \"{REGISTRY}\"\nchecksum = \"b\"\n\
             [[package]]\nname = \"fork\"\nversion = \"1.0.0\"\nsource = \"git+ssh://elsewhere\"\n\
             [[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n"
        ));
        let versions = version_faults(&lock);
        assert_eq!(versions.len(), 2, "{versions:?}");
        assert!(versions[0].starts_with("libsqlite3-sys 0.36.1 is too old, at least 0.37.0"));
        assert!(versions[1].contains("in 2 versions (0.36.1, 0.38.0)"));
        let origins = origin_faults(&lock);
        assert_eq!(origins.len(), 1, "{origins:?}");
        assert!(origins[0].starts_with("fork 1.0.0 comes from git+ssh://elsewhere"));
    }
}
