//! An S3 server for tests: moto, which keeps its buckets in memory.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::from_pypi;
use crate::paths;
use crate::report::step;

/// A server that starts is ready within a few seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server without a bucket. It ends when this is dropped.
pub struct S3 {
    server: Child,
    port: u16,
}

impl S3 {
    /// Starts a server on a free port of the loopback address.
    pub fn start() -> Result<Self> {
        let python = from_pypi::ensure("moto", &paths::root().join("crates/xtask/s3-server.txt"))?;
        step("starting an S3 server for the tests", || {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut s3 = Self {
                server: serve(&python, port)?,
                port,
            };
            s3.wait_until_ready()?;
            Ok(s3)
        })
    }

    /// The server's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if let Some(status) = self.server.try_wait()? {
                bail!("the S3 server ended ({status}); see {}", log().display());
            }
            if begun.elapsed() > PATIENCE {
                bail!("the S3 server is not ready; see {}", log().display());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        // It keeps nothing, so that it need not end in order.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

fn log() -> PathBuf {
    paths::state().join("s3-server.log")
}

fn serve(python: &PathBuf, port: u16) -> Result<Child> {
    fs::create_dir_all(paths::state())?;
    let log = File::create(log())?;
    let server = Command::new("setpriv")
        // Where we are killed ourselves, it goes too.
        .args(["--pdeathsig", "KILL"])
        .arg(python)
        .args(["-m", "moto.server", "--host", "127.0.0.1", "--port"])
        .arg(port.to_string())
        // It asks nobody on the network who it is.
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn();
    server.context("cannot start `setpriv`, of the package util-linux")
}
