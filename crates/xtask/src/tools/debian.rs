//! Programs that only the system's package manager can bring.

use anyhow::{Result, bail};

use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;

/// Makes sure that the programs are on the `PATH`: installs `packages` when started as root, else says what to type.
pub fn ensure_programs(programs: &[&str], packages: &[&str]) -> Result<()> {
    let missing = || -> Vec<&str> {
        let absent = programs
            .iter()
            .filter(|program| paths::on_path(program).is_none());
        absent.copied().collect()
    };
    if missing().is_empty() {
        return Ok(());
    }
    install(packages)?;
    if !missing().is_empty() {
        bail!(
            "{} still missing after installing {packages:?}",
            missing().join(", ")
        );
    }
    Ok(())
}

/// Installs packages when started as root, else says what to type.
pub fn install(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if paths::on_path("apt-get").is_none() || !is_root()? {
        bail!("{wanted} missing. Type:  sudo apt-get install {wanted}");
    }
    step(&format!("installing {wanted} with apt-get"), || {
        let apt_get = || {
            Cmd::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .arg("--quiet")
        };
        apt_get().arg("update").run()?;
        apt_get()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages)
            .run()
    })
}

/// Whether we are root.
pub fn is_root() -> Result<bool> {
    Ok(Cmd::new("id").arg("--user").read()?.trim() == "0")
}
