//! The store's figures: the crate `load` measures the release build, in a folder of its own.

use anyhow::Result;

use crate::cmd::Cmd;
use crate::{paths, server, spa};

pub fn run() -> Result<()> {
    spa::build()?;
    server::build()?;
    Cmd::cargo()
        .args(["run", "--quiet", "--release", "--package", "load"])
        .args(["--bin", "bench-store", "--"])
        .arg(paths::state())
        .env("CASEWORK_BIN", server::binary())
        .run()
}
