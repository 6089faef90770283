//! Tools that are crates: `cargo install` into the cache.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::Tool;
use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;

/// Installs those of the tools that are missing.
pub fn ensure(tools: &[Tool]) -> Result<()> {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| !tool.is_installed()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // One build folder for all of them, since they share dependencies. An interrupted installation goes on there.
    let build = paths::cache().join("cargo-install-build");
    for tool in missing {
        let what = format!(
            "installing {} {} (once for this user; takes minutes)",
            tool.program, tool.version
        );
        step(&what, || install(tool, &build))?;
    }
    fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))
}

/// Installs beside the final place and renames, so that an interrupted installation is never taken for a finished one.
fn install(tool: &Tool, build: &std::path::Path) -> Result<()> {
    let home = tool.home();
    let partial = tool.partial_home();
    Cmd::cargo()
        .args([
            "install",
            tool.package,
            "--version",
            &tool.version,
            "--locked",
            "--root",
        ])
        .arg(&partial)
        .env("CARGO_TARGET_DIR", build)
        // They run for seconds and are built on the spot: optimised to the last, as one of them asks for, they take
        // far longer to build, and everything else waits.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        // Away from the checkout, whose cargo configuration is for the product.
        .dir(std::env::temp_dir())
        .run()?;
    super::put_in_place(&partial, &home)?;
    ensure!(
        tool.is_installed(),
        "{} was installed into {} but does not answer `--version` with {}",
        tool.program,
        home.display(),
        tool.version
    );
    Ok(())
}
