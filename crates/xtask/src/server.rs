//! The server: the binary `casework`, with the SPA inside when built in release mode.

use std::path::PathBuf;

use anyhow::Result;

use crate::cmd::Cmd;
use crate::paths;
use crate::report::step;

/// The crate and the program that it makes.
const PACKAGE: [&str; 4] = ["--package", "case-api", "--bin", "casework"];

/// The release build of the server.
pub fn binary() -> PathBuf {
    paths::target().join("release/casework")
}

/// Builds the server in release mode. Cargo itself knows whether there is anything to do.
pub fn build() -> Result<()> {
    step("building the server (release)", || {
        Cmd::cargo()
            .args(["build", "--release"])
            .args(PACKAGE)
            .run()
    })
}

/// Builds the server in debug mode.
pub fn build_debug() -> Result<()> {
    step("building the server (debug)", || {
        Cmd::cargo().arg("build").args(PACKAGE).run()
    })
}

/// The debug build of the server with some arguments. Not by `cargo run`, which would outlive or be outlived by it.
pub fn debug_command(args: &[&str]) -> Cmd {
    Cmd::new(paths::target().join("debug/casework")).args(args)
}
