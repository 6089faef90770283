//! Tools that Python's package index brings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::debian;
use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;
use crate::stamp::Stamp;

/// A Python of its own with the packages that a file names, each in one version; made where it is missing. Returns the
/// interpreter.
pub fn ensure(name: &str, requirements: &Path) -> Result<PathBuf> {
    // Another list of packages is another installation.
    let stamp = Stamp::of_contents(requirements)?;
    let home = paths::cache().join(format!("{name}-{}", stamp.text()));
    let python = home.join("bin/python");
    // Written last: an installation that was cut off is none.
    let finished = home.join(".casework-stamp");
    if stamp.is_recorded_in(&finished) && python.exists() {
        return Ok(python);
    }
    debian::ensure_programs(&["python3"], &["python3"])?;
    if Cmd::new("python3")
        .args(["-c", "import ensurepip"])
        .read()
        .is_err()
    {
        debian::install(&["python3-venv"])?;
    }
    step(&format!("installing {name} for the tests"), || {
        if home.exists() {
            fs::remove_dir_all(&home)?;
        }
        Cmd::new("python3").args(["-m", "venv"]).arg(&home).run()?;
        Cmd::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(requirements)
            .run()?;
        ensure!(python.exists(), "{} is missing", python.display());
        stamp.record_in(&finished)
    })?;
    Ok(python)
}
