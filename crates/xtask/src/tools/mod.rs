//! The tools that the build and the tests need, each in the version that was tried, installed only when missing.
//!
//! They live outside the checkout (see [`paths::cache`]), in a folder named after tool and version, so that every
//! checkout of this user shares them and a new version never meets an old one.

mod browser;
mod components;
mod debian;
mod from_crates;
mod from_npm;
mod from_pypi;
mod postgres;
mod s3;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cmd::Cmd;
use crate::lock::Lock;
use crate::{paths, wasm_target};

pub use browser::Browser;
pub use components::ensure as ensure_component;
pub use from_npm::install_locked as install_npm_packages;
pub use postgres::Postgres;
pub use s3::S3;

/// The name of the library whose command-line tool has to be of the very same version.
const WASM_BINDGEN: &str = "wasm-bindgen";

/// A program in a folder of its own in the cache.
pub struct Tool {
    /// The program's file name.
    program: &'static str,
    /// The package that brings it.
    package: &'static str,
    version: String,
    /// The tool's folder in the cache is called after this and the version.
    folder: &'static str,
    /// Where in that folder the program is.
    bin: &'static str,
    /// What the program calls its version, where that is not the package's version.
    calls_itself: Option<&'static str>,
}

impl Tool {
    fn trunk() -> Self {
        Self::of_crate("trunk", "trunk", "0.21.14")
    }

    fn wasm_pack() -> Self {
        Self::of_crate("wasm-pack", "wasm-pack", "0.15.1")
    }

    /// As new as `Cargo.lock` says, since library and tool understand only each other.
    fn wasm_bindgen(lock: &Lock) -> Result<Self> {
        let versions: Vec<&str> = lock.versions(WASM_BINDGEN).collect();
        let [version] = versions[..] else {
            bail!(
                "Cargo.lock should hold exactly one version of {WASM_BINDGEN} but holds {versions:?}"
            );
        };
        Ok(Self::of_crate(WASM_BINDGEN, "wasm-bindgen-cli", version))
    }

    fn wasm_opt() -> Self {
        Self {
            program: "wasm-opt",
            package: "binaryen",
            version: "132.0.0".to_owned(),
            folder: "binaryen",
            bin: "node_modules/.bin",
            calls_itself: Some("132"),
        }
    }

    fn terser() -> Self {
        Self {
            program: "terser",
            package: "terser",
            version: "5.51.2".to_owned(),
            folder: "terser",
            bin: "node_modules/.bin",
            calls_itself: None,
        }
    }

    fn of_crate(program: &'static str, package: &'static str, version: &str) -> Self {
        Self {
            program,
            package,
            version: version.to_owned(),
            folder: program,
            bin: "bin",
            calls_itself: None,
        }
    }

    /// The tool's folder in the cache.
    fn home(&self) -> PathBuf {
        paths::cache().join(format!("{}-{}", self.folder, self.version))
    }

    /// Where an installation is made before it gets its final name.
    fn partial_home(&self) -> PathBuf {
        let process = std::process::id();
        paths::cache().join(format!(
            "{}-{}.partial-{process}",
            self.folder, self.version
        ))
    }

    fn bin_folder(&self) -> PathBuf {
        self.home().join(self.bin)
    }

    /// Whether the program is there and answers with the right version; a folder alone proves nothing.
    fn is_installed(&self) -> bool {
        let program = self.bin_folder().join(self.program);
        let wanted = self.calls_itself.unwrap_or(&self.version);
        program.is_file()
            && Cmd::new(program)
                .arg("--version")
                .read()
                .is_ok_and(|printed| printed.split_whitespace().any(|word| word == wanted))
    }
}

/// What the SPA's build needs. Returns the folders to put on `PATH`.
pub fn for_spa() -> Result<Vec<PathBuf>> {
    wasm_target::ensure()?;
    let from_crates = [Tool::wasm_bindgen(&Lock::read()?)?, Tool::trunk()];
    from_crates::ensure(&from_crates)?;
    let from_npm = [Tool::wasm_opt(), Tool::terser()];
    for tool in &from_npm {
        from_npm::ensure(tool)?;
    }
    Ok(bin_folders(from_crates.iter().chain(&from_npm)))
}

/// The versions of what [`for_spa`] provides, as one text.
pub fn spa_versions() -> Result<String> {
    let tools = [
        Tool::wasm_bindgen(&Lock::read()?)?,
        Tool::trunk(),
        Tool::wasm_opt(),
        Tool::terser(),
    ];
    let named = tools
        .iter()
        .map(|tool| format!("{} {}", tool.program, tool.version));
    Ok(named.collect::<Vec<_>>().join(", "))
}

/// What the tests in WebAssembly need beside a browser. Returns the folders to put on `PATH`.
pub fn for_wasm_tests() -> Result<Vec<PathBuf>> {
    wasm_target::ensure()?;
    let tools = [Tool::wasm_bindgen(&Lock::read()?)?, Tool::wasm_pack()];
    from_crates::ensure(&tools)?;
    Ok(bin_folders(tools.iter()))
}

/// Gives a finished installation its final name. Whatever stood there was not usable.
fn put_in_place(partial: &Path, home: &Path) -> Result<()> {
    if home.exists() {
        fs::remove_dir_all(home)?;
    }
    fs::rename(partial, home).with_context(|| format!("cannot write {}", home.display()))
}

fn bin_folders<'a>(tools: impl Iterator<Item = &'a Tool>) -> Vec<PathBuf> {
    tools.map(Tool::bin_folder).collect()
}

/// The verb `tools`: installs whatever is missing and says where everything is.
pub fn install_all() -> Result<()> {
    for_spa()?;
    for_wasm_tests()?;
    let browser = Browser::ensure()?;
    println!("{:<14} in rustc's sysroot", wasm_target::TRIPLE);
    let lock = Lock::read()?;
    let cached = [
        Tool::wasm_bindgen(&lock)?,
        Tool::trunk(),
        Tool::wasm_opt(),
        Tool::terser(),
        Tool::wasm_pack(),
    ];
    for tool in cached {
        let program = tool.bin_folder().join(tool.program);
        println!(
            "{:<14} {:<10} {}",
            tool.program,
            tool.version,
            program.display()
        );
    }
    for program in [&browser.chromium, &browser.chromedriver] {
        let version = Cmd::new(program).arg("--version").read()?;
        println!("{:<14} {}", program.display(), version.trim());
    }
    Ok(())
}
