//! Parts of the Rust toolchain itself that a minimal installation lacks.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;

/// How long rustup may take for one component of some megabytes.
const LIMIT: Duration = Duration::from_mins(3);

/// Makes sure of one cargo command, such as `fmt`, that the component of this name brings.
pub fn ensure(command: &str, component: &str) -> Result<()> {
    let is_there = || Cmd::cargo().args([command, "--version"]).read();
    if is_there().is_ok() {
        return Ok(());
    }
    step(&format!("adding {component} with rustup"), || {
        Cmd::new("rustup")
            .args(["component", "add", component])
            .dir(paths::root())
            .run_within(LIMIT)
    })
    .and_then(|()| is_there())
    .with_context(|| format!("{component} is missing. Type:  rustup component add {component}"))?;
    Ok(())
}
