//! Makes sure that the folder to embed is there: without a built SPA the server still builds, and says so at `/`.

use std::{env, fs, path::PathBuf};

fn main() {
    // Asked at run time: a checkout may have been moved since this script was compiled.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    let dist = manifest.join("../../dist");
    if let Err(error) = fs::create_dir_all(&dist) {
        println!("cargo::error=cannot make {}: {error}", dist.display());
    }
    println!("cargo::rerun-if-changed={}", dist.display());
}
