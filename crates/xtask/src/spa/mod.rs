//! The SPA: built by Trunk, packed and compressed once, and left alone until something that it is made of changes.

pub mod language_more;
mod pack;
mod pseudo_locale;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::cmd::Cmd;
use crate::lock::Lock;
use crate::report::step;
use crate::stamp::{Stamp, files_under};
use crate::{compress, paths, report, tools, wasm_target};

/// The crate that Trunk builds.
const CRATE: &str = "case-web";

/// What lies outside the crates and still decides what the SPA is.
const FILES: [&str; 5] = [
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
];

/// How the SPA's own crates are compiled for a release.
const COMPILER: &str = "crates/xtask/src/spa/rustc.sh";

/// How everything that the SPA is made of is compiled for a release: what cannot happen ends the program at once, without a
/// message. The messages, and what is needed to put them together, are a tenth of what every visitor would load; whoever
/// looks for a fault has them in `cargo xtask dev`. These switches have no stable names either.
const WITHOUT_MESSAGES: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// Where it is decided how the SPA is packed.
const PACKERS: [&str; 2] = ["crates/wasm-parts", "crates/xtask/src/spa"];

/// Folders of a crate that never become part of it.
const NOT_BUILT: [&str; 3] = ["benches", "target", "tests"];

/// Builds `dist/`, unless the one that is there was built from exactly what is here now.
pub fn build() -> Result<()> {
    let record = paths::state().join("spa.stamp");
    if stamp_of_inputs()?
        .with(stamp_of_dist()?.text())
        .is_recorded_in(&record)
    {
        println!("==> the SPA is up to date");
        return Ok(());
    }
    let path = tools::for_spa()?;
    fetch_crates()?;
    // Taken before the build: what is edited while it runs has to count as a change afterwards.
    let inputs = stamp_of_inputs()?;
    let compilation = Compilation::small();
    step("building the SPA (release)", || {
        trunk(&paths::root(), &path, &compilation).run()
    })?;
    step("packing the SPA", || pack::pack(&paths::dist(), &path))?;
    step("compressing the SPA", || compress::all_in(&paths::dist()))?;
    inputs.with(stamp_of_dist()?.text()).record_in(&record)
}

/// Trunk works offline so that it never downloads tools of its own, so the crates have to be here before.
fn fetch_crates() -> Result<()> {
    step("fetching the crates that the SPA is made of", || {
        Cmd::cargo()
            .args([
                "fetch",
                "--target",
                wasm_target::TRIPLE,
                "--target",
                &wasm_target::host()?,
            ])
            .run()
    })
}

/// How a release is compiled.
enum Compilation {
    /// Without messages, together with the standard library in this sysroot.
    Small(PathBuf),
    /// With the standard library that every program has.
    Usual,
}

impl Compilation {
    /// As small as this machine can.
    fn small() -> Self {
        match wasm_target::small_sysroot(WITHOUT_MESSAGES) {
            Ok(sysroot) => Self::Small(sysroot),
            Err(error) => {
                report::note(&format!(
                    "the SPA will be a tenth larger than it could be: no sources of the standard library.\n{error:#}"
                ));
                Self::Usual
            }
        }
    }

    fn apply(&self, command: Cmd) -> Cmd {
        match self {
            Self::Small(sysroot) => command
                .env("RUSTC_BOOTSTRAP", "1")
                // Beside the flags in `.cargo/config.toml`.
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                    format!("{WITHOUT_MESSAGES} --sysroot={}", sysroot.display()),
                ),
            Self::Usual => command,
        }
    }
}

/// Builds the SPA in the checkout `root`.
fn trunk(root: &Path, path: &[PathBuf], compilation: &Compilation) -> Cmd {
    let command = Cmd::new("trunk")
        .args([
            "build",
            "--release",
            "--offline",
            "--cargo-profile",
            "wasm-release",
        ])
        .path(path)
        .env("RUSTC_WORKSPACE_WRAPPER", paths::root().join(COMPILER))
        // Trunk reads it as a flag of its own and refuses the usual value "1".
        .without_env("NO_COLOR")
        .dir(root);
    compilation.apply(command)
}

/// Everything that decides what is in `dist/`.
fn stamp_of_inputs() -> Result<Stamp> {
    let compiler = Cmd::new("rustc")
        .arg("--version")
        .dir(paths::root())
        .read()?;
    Ok(Stamp::of_files(&inputs()?)?
        .with(&compiler)
        .with(&tools::spa_versions()?))
}

/// What was built, so that a build undone by hand is made again.
fn stamp_of_dist() -> Result<Stamp> {
    Stamp::of_files(&files_under(&paths::dist(), &[])?)
}

fn inputs() -> Result<Vec<PathBuf>> {
    let root = paths::root();
    let mut files: Vec<PathBuf> = FILES.iter().map(|file| root.join(file)).collect();
    files.extend(files_under(&root.join("style"), &[])?);
    let lock = Lock::read()?;
    let crates = lock.workspace_crates_of(CRATE);
    ensure!(!crates.is_empty(), "Cargo.lock does not know {CRATE}");
    for name in crates {
        // Every crate of the workspace lies in the folder that has its name.
        files.extend(files_under(&root.join("crates").join(name), &NOT_BUILT)?);
    }
    for tool in PACKERS {
        files.extend(files_under(&root.join(tool), &NOT_BUILT)?);
    }
    Ok(files)
}

/// The command that rebuilds and reloads the SPA (debug) at each change, handing API requests on to a server.
pub fn serve_command(listen_port: u16, api: &str) -> Result<Cmd> {
    let path = tools::for_spa()?;
    fetch_crates()?;
    Ok(Cmd::new("trunk")
        .args(["serve", "--offline", "--address", "127.0.0.1", "--dist"])
        // A debug build must not end up in the server's release build.
        .arg(paths::state().join("dev-dist"))
        .args(["--port", &listen_port.to_string(), "--proxy-backend", api])
        .path(&path)
        .without_env("NO_COLOR")
        .dir(paths::root()))
}
