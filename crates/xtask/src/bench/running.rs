//! A server of the measurements' own: the release build on a fresh folder, with one account to sign in to.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::{paths, server};

/// Who signs in; the folder and its account live as long as one measurement.
pub const EMAIL: &str = "root@example.com";
pub const PASSWORD: &str = "a password for measurements";

/// The server, its address, and how long it took from its start to its ready line.
pub struct Running {
    pub base_url: String,
    pub ready_after: Duration,
    child: Child,
    data: PathBuf,
}

impl Running {
    /// Creates the account and starts the server.
    pub fn start() -> Result<Self> {
        let data = paths::state().join(format!("bench-data-{}", std::process::id()));
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        create_account(&data)?;
        let begun = Instant::now();
        let mut child = Command::new(server::binary())
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--rate-limits",
                "off",
                "--data",
            ])
            .arg(&data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start casework")?;
        let mut line = String::new();
        let output = child.stdout.take().context("no standard output")?;
        BufReader::new(output).read_line(&mut line)?;
        let ready_after = begun.elapsed();
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        let base_url = url
            .with_context(|| format!("the server printed no address but {line:?}"))?
            .trim_end_matches('/')
            .to_owned();
        Ok(Self {
            base_url,
            ready_after,
            child,
            data,
        })
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        self.base_url.trim_start_matches("http://")
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What cannot be stopped or removed any more is gone already.
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.data).ok();
    }
}

fn create_account(data: &PathBuf) -> Result<()> {
    let mut child = Command::new(server::binary())
        .args([
            "account",
            "create",
            "--name",
            "Measured",
            "--plan",
            "enterprise",
            "--email",
            EMAIL,
        ])
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start casework")?;
    child
        .stdin
        .take()
        .context("no standard input")?
        .write_all(PASSWORD.as_bytes())?;
    ensure!(child.wait()?.success(), "`casework account create` failed");
    Ok(())
}
