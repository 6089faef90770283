//! Running the binary.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A password that may be chosen.
pub const PASSWORD: &str = "correct horse battery";

/// What a command answered.
#[derive(Debug)]
pub struct Answer {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

/// The binary, without anything of this machine's environment that it would look at.
pub fn casework(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casework"));
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CASEWORK_"))
    {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .env("XDG_DATA_HOME", folder.join("home"));
    command
}

/// Runs a command to its end, with this on its stdin.
pub fn run(command: &mut Command, stdin: &str) -> Answer {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A command that refuses its options does not read a password.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Answer {
        status: output.status,
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

impl Answer {
    /// The JSON on stdout of a command that succeeded.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert!(self.status.success(), "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What a command that failed says on stderr; nothing on stdout, and no backtrace.
    #[track_caller]
    pub fn refusal(&self) -> &str {
        assert!(!self.status.success() && self.stdout.is_empty(), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        &self.stderr
    }
}

/// Makes a business account in the data folder `data`; answers its number.
pub fn account(folder: &TempDir) -> String {
    let arguments = [
        "account",
        "create",
        "--name",
        "Example",
        "--plan",
        "business",
        "--email",
        "root@example.com",
    ];
    let answer = run(
        casework(folder.path())
            .args(arguments)
            .args(["--json", "--data", "data"]),
        PASSWORD,
    );
    answer.json()["accountId"].as_str().unwrap().to_owned()
}

/// A running server.
pub struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

impl Server {
    /// Starts a command that serves, and waits until it is ready.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("casework is ready at ") {
            line.clear();
            assert_ne!(
                stdout.read_line(&mut line).unwrap(),
                0,
                "the server ended before it was ready"
            );
        }
        let url = line
            .trim_end()
            .strip_prefix("casework is ready at http://")
            .unwrap();
        let address = url.strip_suffix('/').unwrap().parse().unwrap();
        Self {
            child,
            stdout,
            address,
        }
    }

    /// Tells it to end.
    pub fn terminate(&self) {
        // The shell's own `kill`: a small machine has no program of that name.
        let kill = format!("kill -s TERM {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits for its end; what else it wrote to stdout.
    pub fn wait(mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves no server behind; one that has ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
