//! What is measured in Chromium: keystrokes, all of a case's interactions, what the page keeps in memory, and Lighthouse. The scripts are in `tests/load`.

use anyhow::Result;

use super::running::{EMAIL, PASSWORD, Running};
use crate::cmd::Cmd;
use crate::tools::{self, Browser};
use crate::{paths, server, spa};

pub fn keystroke() -> Result<()> {
    script("keystroke.mjs")
}

pub fn interaction() -> Result<()> {
    script("interaction.mjs")
}

pub fn memory() -> Result<()> {
    script("memory.mjs")
}

pub fn lighthouse() -> Result<()> {
    script("lighthouse.mjs")
}

fn script(name: &str) -> Result<()> {
    let browser = Browser::ensure()?;
    let folder = paths::root().join("tests/load");
    tools::install_npm_packages(&folder)?;
    spa::build()?;
    server::build()?;
    let running = Running::start()?;
    Cmd::new("node")
        .arg(name)
        .env("CASEWORK_URL", &running.base_url)
        .env("CASEWORK_EMAIL", EMAIL)
        .env("CASEWORK_PASSWORD", PASSWORD)
        .env("CHROMIUM", &browser.chromium)
        .env("CHROME_PATH", &browser.chromium)
        .dir(&folder)
        .run()
}
