//! Tools and packages that npm brings.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{Tool, debian};
use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;
use crate::stamp::Stamp;

/// Installs the tool if it is missing.
pub fn ensure(tool: &Tool) -> Result<()> {
    if tool.is_installed() {
        return Ok(());
    }
    ensure_npm()?;
    step(
        &format!("installing {} {}", tool.program, tool.version),
        || {
            let home = tool.home();
            let partial = tool.partial_home();
            fs::create_dir_all(&partial)?;
            Cmd::new("npm")
                .args(["install", "--no-audit", "--no-fund", "--prefix"])
                .arg(&partial)
                .arg(format!("{}@{}", tool.package, tool.version))
                .dir(&partial)
                .run()?;
            super::put_in_place(&partial, &home)?;
            ensure!(
                tool.is_installed(),
                "{} was installed into {} but does not answer `--version` as expected",
                tool.program,
                home.display()
            );
            Ok(())
        },
    )
}

/// Installs the packages that the lock file in `folder` names, unless that was done since the file last changed.
pub fn install_locked(folder: &Path) -> Result<()> {
    let lock_file = folder.join("package-lock.json");
    ensure!(lock_file.is_file(), "{} is missing", lock_file.display());
    let installed = folder.join("node_modules");
    let stamp = Stamp::of_files(&[lock_file])?;
    // In the folder that it vouches for, so that it goes when the folder goes.
    let stamp_file = installed.join(".casework-stamp");
    if stamp.is_recorded_in(&stamp_file) {
        return Ok(());
    }
    ensure_npm()?;
    let shown = folder.strip_prefix(paths::root()).unwrap_or(folder);
    step(
        &format!("installing the npm packages of {}", shown.display()),
        || {
            Cmd::new("npm")
                .args(["ci", "--no-audit", "--no-fund"])
                // Browsers come from Debian; a download by the test tool would fail or bring another version.
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .dir(folder)
                .run()?;
            fs::create_dir_all(&installed)?;
            stamp
                .record_in(&stamp_file)
                .context("cannot remember that the npm packages are installed")
        },
    )
}

fn ensure_npm() -> Result<()> {
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])
}
