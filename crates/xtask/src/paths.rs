//! Where things are: the checkout, its build output, and the cache of tools outside it.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
///
/// `cargo run` passes the manifest's folder at run time, so a moved checkout is found even before xtask is recompiled.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// Cargo's build output: `CARGO_TARGET_DIR` where set, else `target/`.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built SPA.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What xtask itself remembers between runs, such as what a build was made from.
pub fn state() -> PathBuf {
    target().join("xtask")
}

/// Tools shared by all checkouts of this user: `$XDG_CACHE_HOME/casework`, else `~/.cache/casework`.
pub fn cache() -> PathBuf {
    let xdg = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute());
    let base = xdg.unwrap_or_else(|| {
        let home = env::var_os("HOME").map_or_else(env::temp_dir, PathBuf::from);
        home.join(".cache")
    });
    base.join("casework")
}

/// The first executable of this name on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}
