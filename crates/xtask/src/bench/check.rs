//! How long one check of a full draft takes, natively and in WebAssembly.

use anyhow::{Context, Result};

use crate::cmd::Cmd;
use crate::{paths, tools};

/// The example of `case-core` that measures itself and prints nanoseconds.
const EXAMPLE: [&str; 4] = ["--package", "case-core", "--example", "check_speed"];
const WASM: &str = "wasm32-unknown-unknown";

pub fn run() -> Result<()> {
    let native = Cmd::cargo()
        .args(["run", "--quiet", "--release"])
        .args(EXAMPLE)
        .read()?;
    println!("check of a full draft, native: {} ns", native.trim());
    println!("check of a full draft, wasm:   {} ns", in_wasm()?.trim());
    Ok(())
}

/// On node, whose V8 is the browser's; in the profile that the SPA is built with.
fn in_wasm() -> Result<String> {
    let path = tools::for_spa()?;
    Cmd::cargo()
        .args([
            "build",
            "--quiet",
            "--profile",
            "wasm-release",
            "--target",
            WASM,
        ])
        .args(EXAMPLE)
        .run()?;
    let built = paths::target()
        .join(WASM)
        .join("wasm-release/examples/check_speed.wasm");
    let bound = paths::state().join("check_speed");
    Cmd::new("wasm-bindgen")
        .args(["--target", "nodejs", "--out-dir"])
        .arg(&bound)
        .arg(&built)
        .path(&path)
        .run()?;
    let program = bound.join("check_speed.js");
    Cmd::new("node")
        .arg(&program)
        .read()
        .context("the check could not be measured in WebAssembly")
}
