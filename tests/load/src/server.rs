//! A server of our own, in a place of its own, that can be killed and started again.

use std::{
    env,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
};

use crate::client::Identity;

/// A server that does not print its address in this time never will.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where a server keeps its data, and what else it is told. Several servers may share one.
#[derive(Debug, Clone)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// What the servers say.
    pub log: PathBuf,
    /// More options, for every command.
    pub options: Vec<String>,
    /// Variables for every command.
    pub variables: Vec<(String, String)>,
}

impl Place {
    /// The embedded defaults in this folder.
    pub fn embedded(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            log: data.with_extension("log"),
            options: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// With a variable for every command.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With an option for every command.
    #[must_use]
    pub fn option(mut self, name: &str, value: &str) -> Self {
        self.options.extend([name.to_owned(), value.to_owned()]);
        self
    }

    /// The command line with this place's options.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(binary()?);
        // Nothing that leads to a real installation.
        let inherited = env::vars_os().map(|(name, _)| name);
        for name in inherited.filter(|name| name.to_string_lossy().starts_with("CASEWORK_")) {
            command.env_remove(name);
        }
        command
            .current_dir(self.log.parent().unwrap_or(Path::new("/")))
            .args(arguments)
            .arg("--data")
            .arg(&self.data)
            .args(&self.options)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Runs a command to its end, with this on its stdin; what it printed.
    pub async fn run(&self, arguments: &[&str], stdin: &str) -> Result<String> {
        let mut child = self
            .command(arguments)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut pipe = child.stdin.take().context("no stdin")?;
        pipe.write_all(stdin.as_bytes()).await?;
        drop(pipe);
        let output = child.wait_with_output().await?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(
            output.status.success(),
            "casework {} failed ({}): {printed}{}",
            arguments.join(" "),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(printed)
    }

    /// Makes an account, with a user who may do everything beside the root user.
    pub async fn create_account(&self, number: usize) -> Result<[Identity; 2]> {
        let email = format!("root{number}@example.com");
        let password = "a password for loaded servers";
        let arguments = [
            "account",
            "create",
            "--name",
            "Loaded",
            "--plan",
            "enterprise",
            "--email",
            &email,
            "--json",
        ];
        let created: Value = serde_json::from_str(&self.run(&arguments, password).await?)?;
        let account = created["accountId"].as_str().context("no accountId")?;
        let arguments = [
            "user",
            "create",
            "--account",
            account,
            "--name",
            "ana",
            "--allow",
            "support:*",
            "--json",
        ];
        self.run(&arguments, password).await?;
        Ok([
            Identity::Root {
                email,
                password: password.to_owned(),
            },
            Identity::User {
                account: account.to_owned(),
                name: "ana".to_owned(),
                password: password.to_owned(),
            },
        ])
    }

    /// Fails when `casework check` finds something.
    pub async fn check(&self) -> Result<()> {
        self.run(&["check"], "").await.map(drop)
    }
}

/// A running server. It is killed when this is dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts a server on a free port.
    pub async fn start(place: &Place) -> Result<Self> {
        Self::start_at(place, free_address()?).await
    }

    /// Starts a server at an address, such as that of one that was killed.
    pub async fn start_at(place: &Place, address: SocketAddr) -> Result<Self> {
        let listen = address.to_string();
        let mut child = place
            .command(&["serve", "--listen", &listen, "--rate-limits", "off"])?
            .stdout(Stdio::piped())
            .stderr(log(place)?)
            .spawn()
            .context("cannot start casework")?;
        let output = child.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(PATIENCE, lines.next_line()).await;
        match line.context("the server did not become ready")?? {
            Some(line) if line.contains("is ready at") => Ok(Self { child, address }),
            other => {
                let ended = child.wait().await?;
                let said = std::fs::read_to_string(&place.log).unwrap_or_default();
                bail!("the server did not start ({ended}): {other:?}\n{said}")
            }
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn process(&self) -> Result<u32> {
        self.child.id().context("the server has ended")
    }

    /// Ends it without a word (SIGKILL).
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Waits until it has ended by itself.
    pub async fn ended(mut self) -> Result<ExitStatus> {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        Ok(ended.context("the server did not end")??)
    }

    /// Ends it in order (SIGTERM).
    pub async fn terminate(self) -> Result<()> {
        let process = self.process()?.to_string();
        let script = "process=$1; kill -TERM \"$process\"";
        let sent = Command::new("sh")
            .args(["-c", script, "sh", &process])
            .status();
        ensure!(sent.await?.success(), "cannot send SIGTERM");
        let ended = self.ended().await?;
        ensure!(ended.success(), "the server ended with {ended}");
        Ok(())
    }
}

/// An address of the loopback interface that nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// `CASEWORK_BIN`, or the workspace's release build.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CASEWORK_BIN") {
        return Ok(path.into());
    }
    let target = env::var("CARGO_TARGET_DIR").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
        PathBuf::from,
    );
    let path = target.join("release/casework");
    ensure!(
        path.exists(),
        "{} is not there: build it with `cargo xtask build`, or name one by CASEWORK_BIN",
        path.display()
    );
    Ok(path)
}

fn log(place: &Place) -> Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    Ok(options.create(true).append(true).open(&place.log)?)
}
