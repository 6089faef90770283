//! A server of the measurements' own: the release build on a fresh folder, with one account to sign in to.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
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

    /// The head and the body that the server sends for a path to whoever takes brotli, as they are on the wire. By hand: a
    /// client library's own start is not to be measured.
    pub fn get(&self, path: &str) -> Result<(String, Vec<u8>)> {
        let address = self.base_url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            // In version 1.0 a body is what comes until the connection ends, in one piece.
            "GET {path} HTTP/1.0\r\nHost: {address}\r\nAccept-Encoding: br\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let body = answer.split_off(end.map_or(answer.len(), |end| end + 4));
        let head = String::from_utf8_lossy(&answer).to_lowercase();
        ensure!(
            head.starts_with("http/1.0 200"),
            "GET {path} answered {head:?}"
        );
        Ok((head, body))
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
