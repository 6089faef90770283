//! A PostgreSQL server for tests: Debian's programs, a cluster of its own, gone when the tests are.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::cmd::Cmd;
use crate::report::step;

/// Where Debian keeps the programs of each version; they are on nobody's `PATH`.
const PROGRAMS: &str = "/usr/lib/postgresql";

/// PostgreSQL refuses to be root: a root's server runs as this user, whom the package makes.
const USER: &str = "postgres";

/// A server that starts is ready within a second or two.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server's certificate and its key, in its folder.
const CERTIFICATE: &str = "server.crt";
const KEY: &str = "server.key";

/// A running server with an empty cluster. It ends, and its cluster is gone, when this is dropped.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts a server on a free port of the loopback address.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        step("starting PostgreSQL for the tests", || {
            let folder = folder()?;
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let cluster = folder.join("cluster");
            certify(&folder)?;
            let initialised = as_user(&programs.join("initdb"))?
                .arg("--pgdata")
                .arg(&cluster)
                .args([
                    "--username",
                    USER,
                    "--auth",
                    "trust",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C.UTF-8",
                ])
                .read();
            let server = initialised.and_then(|_| serve(&programs, &folder, port));
            let server = match server {
                Ok(server) => server,
                Err(error) => {
                    fs::remove_dir_all(&folder)?;
                    return Err(error);
                }
            };
            let mut server = Self {
                server,
                folder,
                port,
            };
            server.wait_until_ready(&programs)?;
            Ok(server)
        })
    }

    /// The server's address, without a database.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}", self.port)
    }

    /// The certificate by which the server proves that it is 127.0.0.1, to whoever wants to speak TLS.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join(CERTIFICATE)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            let is_ready = Cmd::new(programs.join("pg_isready"))
                .args(["--host", "127.0.0.1", "--port", &self.port.to_string()])
                .read();
            if is_ready.is_ok() {
                return Ok(());
            }
            let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended ({status}):\n{}", log());
            }
            if begun.elapsed() > PATIENCE {
                bail!("PostgreSQL is not ready:\n{}", log());
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Nothing of it is kept, so that it need not end in order.
        drop(self.server.kill());
        drop(self.server.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The folder of the newest version's programs; installed where there is none.
fn programs() -> Result<PathBuf> {
    let newest = || {
        let versions = fs::read_dir(PROGRAMS).ok()?;
        let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
        let complete = folders.filter(|bin| bin.join("initdb").is_file());
        complete.max_by_key(|bin| {
            let version = bin.parent().and_then(Path::file_name);
            version.and_then(|version| version.to_str()?.parse::<u32>().ok())
        })
    };
    if newest().is_none() {
        debian::install(&["postgresql"])?;
    }
    newest().with_context(|| format!("there is no PostgreSQL in {PROGRAMS}"))
}

/// A new folder that only the server's user may look into.
fn folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("casework-postgres-{}", std::process::id()));
    let mut install = Cmd::new("install").args(["--directory", "--mode", "0700"]);
    if debian::is_root()? {
        install = install.args(["--owner", USER]);
    }
    install.arg(&folder).run()?;
    Ok(folder)
}

/// Makes a certificate that vouches for itself.
fn certify(folder: &Path) -> Result<()> {
    debian::ensure_programs(&["openssl"], &["openssl"])?;
    as_user(Path::new("openssl"))?
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
        ])
        .args(["-days", "2", "-subj", "/CN=127.0.0.1"])
        .args(["-addext", "subjectAltName=IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(folder.join(KEY))
        .arg("-out")
        .arg(folder.join(CERTIFICATE))
        .read()?;
    Ok(())
}

fn serve(programs: &Path, folder: &Path, port: u16) -> Result<Child> {
    let log = fs::File::create(folder.join("log"))?;
    let mut command = Command::new("setpriv");
    // Where we are killed ourselves, it goes too.
    command.args(["--pdeathsig", "KILL"]);
    if debian::is_root()? {
        command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]);
    }
    let server = command
        .arg(programs.join("postgres"))
        .arg("-D")
        .arg(folder.join("cluster"))
        .args(["-p", &port.to_string()])
        .args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "ssl=on",
        ])
        .args([
            "-c",
            &format!("ssl_cert_file={}", folder.join(CERTIFICATE).display()),
        ])
        .args([
            "-c",
            &format!("ssl_key_file={}", folder.join(KEY).display()),
        ])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn();
    server.context("cannot start `setpriv`, of the package util-linux")
}

/// A command as the server's user.
fn as_user(program: &Path) -> Result<Cmd> {
    Ok(if debian::is_root()? {
        Cmd::new("setpriv")
            .args(["--reuid", USER, "--regid", USER, "--clear-groups"])
            .arg(program)
    } else {
        Cmd::new(program)
    })
}
