//! Chromium and its driver, which only the tests need.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::paths;

/// A browser and the driver of the same version.
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

impl Browser {
    /// Finds Debian's browser; installs it when started as root.
    pub fn ensure() -> Result<Self> {
        debian::ensure_programs(
            &["chromium", "chromedriver"],
            &["chromium", "chromium-driver"],
        )?;
        let find = |program| paths::on_path(program).context("it was there a moment ago");
        Ok(Self {
            chromium: find("chromium")?,
            chromedriver: find("chromedriver")?,
        })
    }
}
