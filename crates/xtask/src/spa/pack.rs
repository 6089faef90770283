//! What becomes of the program that Trunk has put into `dist/`: it is cut into parts, each of them and its JavaScript are
//! made small, and `index.html` names them instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::cmd::Cmd;
use crate::paths;
use crate::stamp::{Stamp, files_under};

/// Which functions belong to which part.
const PLAN: &str = "crates/case-web/parts.toml";

/// What Trunk calls the program, and the script that starts it.
const PROGRAM: &str = "case-web";
const BOOT: &str = "boot";

/// The service worker, and where it has the addresses of the page's files and their version.
const WORKER: &str = "offline.js";
const WORKER_FILES: &str = "const FILES = [];";
const WORKER_VERSION: &str = "const VERSION = \"\";";

/// What the service worker does not keep: what is not asked for by its name, or by no page. English is in the program.
const NOT_KEPT: [&str; 4] = ["index.html", "robots.txt", "locales/en.toml", WORKER];

/// The part that every page loads.
const FIRST: &str = "first";

/// What rustc's default target uses beyond the first version of WebAssembly.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What wasm-bindgen writes where the program is instantiated, and what stands there so that functions of other parts have
/// something in their place (`boot.js`).
const IMPORTS: [&str; 2] = [
    "const imports = __wbg_get_imports();",
    "const imports = Object.assign(__wbg_get_imports(), globalThis.casework?.standIns);",
];

/// What `Trunk.toml` writes for the parts, as it is or as Trunk's minifier leaves it.
const NO_PARTS: [&str; 2] = ["data-parts=\"{}\"", "data-parts={}"];

/// Packs the program in `dist`, with the tools in `path`.
pub fn pack(dist: &Path, path: &[PathBuf]) -> Result<()> {
    let program = only_file(dist, PROGRAM, ".wasm")?;
    let script = only_file(dist, PROGRAM, ".js")?;
    let boot = only_file(dist, BOOT, ".js")?;
    let work = paths::target().join("wasm-parts");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    Cmd::cargo()
        .args(["run", "--quiet", "--package", "wasm-parts", "--"])
        .args([&program, &paths::root().join(PLAN), &work])
        .run()?;
    let mut names = BTreeMap::new();
    let mut parts = files_under(&work, &[])?;
    parts.retain(|file| file.extension().is_some_and(|ending| ending == "wasm"));
    for part in parts {
        let small = optimised(&part, path)?;
        names.insert(stem(&part), put(&small, dist, &stem(&part), "wasm")?);
    }
    let first = names.remove(FIRST).context("there is no first part")?;
    let small_script = minified(&with_stand_ins(&script, &work)?, path)?;
    let new_script = put(&small_script, dist, PROGRAM, "js")?;
    let copy = work.join("boot.js");
    fs::copy(&boot, &copy)?;
    let new_boot = put(&minified(&copy, path)?, dist, BOOT, "js")?;
    rename(dist, &program, &first)?;
    rename(dist, &script, &new_script)?;
    rename(dist, &boot, &new_boot)?;
    name_parts(dist, &names)?;
    tell_worker(dist, &work, path)
}

/// Tells the service worker which files the page has, and leaves it as small as terser can make it.
fn tell_worker(dist: &Path, work: &Path, path: &[PathBuf]) -> Result<()> {
    let mut addresses = BTreeSet::new();
    for file in files_under(dist, &[])? {
        let name = file.strip_prefix(dist)?.to_string_lossy().into_owned();
        if !NOT_KEPT.contains(&&*name) {
            addresses.insert(format!("/{name}"));
        }
    }
    let version = Stamp::of_contents(&dist.join("index.html"))?;
    let worker = dist.join(WORKER);
    let text = fs::read_to_string(&worker)?;
    let mut told = text.clone();
    for (place, what) in [
        (
            WORKER_FILES,
            format!("const FILES = {};", serde_json::to_string(&addresses)?),
        ),
        (
            WORKER_VERSION,
            format!("const VERSION = \"{}\";", version.text()),
        ),
    ] {
        ensure!(text.contains(place), "{WORKER} has no line {place:?}");
        told = told.replace(place, &what);
    }
    let copy = work.join(WORKER);
    fs::write(&copy, told)?;
    fs::copy(minified(&copy, path)?, &worker)?;
    Ok(())
}

/// The one file whose name is this, a hash, and this ending.
fn only_file(dist: &Path, stem: &str, ending: &str) -> Result<PathBuf> {
    let mut files = files_under(dist, &[])?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&format!("{stem}-")) && name.ends_with(ending)
    });
    ensure!(
        files.len() == 1,
        "{} should hold one {stem}-…{ending}, but holds {files:?}",
        dist.display()
    );
    Ok(files.remove(0))
}

fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The part in as few bytes as wasm-opt can.
fn optimised(part: &Path, path: &[PathBuf]) -> Result<PathBuf> {
    let small = part.with_extension("small");
    Cmd::new("wasm-opt")
        // Smaller than -Oz once it is compressed. The second time finds what the flat form has made alike.
        .args(["-Os", "--flatten", "--rereloop", "-Os"])
        .args(["--strip-producers", "--strip-target-features"])
        .args(FEATURES)
        .arg(part)
        .arg("--output")
        .arg(&small)
        .path(path)
        .run()?;
    Ok(small)
}

/// The script with the functions of other parts among its imports.
fn with_stand_ins(script: &Path, work: &Path) -> Result<PathBuf> {
    let text = fs::read_to_string(script)?;
    let [before, after] = IMPORTS;
    ensure!(
        text.contains(before),
        "wasm-bindgen writes {} another way than is known here",
        script.display()
    );
    let patched = work.join("program.js");
    fs::write(&patched, text.replace(before, after))?;
    Ok(patched)
}

/// A script in as few bytes as terser can.
fn minified(script: &Path, path: &[PathBuf]) -> Result<PathBuf> {
    let small = script.with_extension("small");
    Cmd::new("terser")
        .args(["--module", "--compress", "passes=2", "--mangle", "--output"])
        .arg(&small)
        .arg(script)
        .path(path)
        .run()?;
    Ok(small)
}

/// Puts a file into `dist` under a name that says its content, and answers that name.
fn put(file: &Path, dist: &Path, stem: &str, ending: &str) -> Result<String> {
    let name = format!("{stem}-{}.{ending}", Stamp::of_contents(file)?.text());
    fs::copy(file, dist.join(&name))?;
    Ok(name)
}

/// `index.html` names `new` in place of `old`, which goes.
fn rename(dist: &Path, old: &Path, new: &str) -> Result<()> {
    let name = old.file_name().unwrap_or_default().to_string_lossy();
    edit_index(dist, |index| {
        ensure!(index.contains(&*name), "index.html does not name {name}");
        Ok(index.replace(&*name, new))
    })?;
    fs::remove_file(old).with_context(|| format!("cannot remove {}", old.display()))
}

/// `index.html` tells the addresses of the parts by their names.
fn name_parts(dist: &Path, names: &BTreeMap<String, String>) -> Result<()> {
    let addresses: BTreeMap<&String, String> = names
        .iter()
        .map(|(part, file)| (part, format!("/{file}")))
        .collect();
    let parts = format!("data-parts='{}'", serde_json::to_string(&addresses)?);
    edit_index(dist, |index| {
        let empty = NO_PARTS.into_iter().find(|empty| index.contains(empty));
        let empty = empty.context("index.html has no place for the parts")?;
        Ok(index.replace(empty, &parts))
    })
}

fn edit_index(dist: &Path, edit: impl FnOnce(String) -> Result<String>) -> Result<()> {
    let file = dist.join("index.html");
    let index = fs::read_to_string(&file)?;
    fs::write(&file, edit(index)?).with_context(|| format!("cannot write {}", file.display()))
}
