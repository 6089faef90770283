//! Running other programs so that a failure always names the command a person could type to see it again.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, anyhow, bail};

/// Variables that `cargo run` sets for xtask. Handed on, they make the build scripts of some crates believe that
/// something changed, and cargo would rebuild them at every switch between `cargo build` and `cargo xtask`.
const OF_CARGO_RUN: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];

/// How often a command with a time limit is looked at.
const POLL: Duration = Duration::from_millis(50);

/// A command to be run, printable as one would type it.
pub struct Cmd {
    command: Command,
    extra_path: Vec<PathBuf>,
}

/// What a command that was shown and recorded at once has written, and how it ended.
pub struct Recorded {
    /// Standard output and standard error, line by line as they came.
    pub text: String,
    pub succeeded: bool,
}

impl Cmd {
    /// A command that reads nothing, so that no step can wait for an answer at a prompt.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let inherited = name
                .to_str()
                .is_some_and(|name| OF_CARGO_RUN.iter().any(|prefix| name.starts_with(prefix)));
            if inherited {
                command.env_remove(name);
            }
        }
        Self {
            command,
            extra_path: Vec::new(),
        }
    }

    /// `cargo`, the very one that runs xtask, in the root of the checkout.
    pub fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(cargo).dir(crate::paths::root())
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Puts folders before the `PATH` that the command inherits.
    pub fn path(mut self, dirs: &[PathBuf]) -> Self {
        self.extra_path = dirs.to_vec();
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let all = dirs
            .iter()
            .cloned()
            .chain(std::env::split_paths(&inherited));
        if let Ok(joined) = std::env::join_paths(all) {
            self.command.env("PATH", joined);
        }
        self
    }

    /// Runs it with its output on our own; an exit code other than 0 is an error.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status();
        let status = status.with_context(|| self.cannot_start())?;
        self.require(status)
    }

    /// Runs it silently and returns its standard output; what it said on standard error becomes part of the error.
    pub fn read(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::piped()).output();
        let output = output.with_context(|| self.cannot_start())?;
        let said = String::from_utf8_lossy(&output.stderr);
        self.require(output.status)
            .map_err(|failure| anyhow!("{failure}\n{}", said.trim_end()))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it silently for at most `limit`; a longer run is ended and is an error.
    pub fn run_within(mut self, limit: Duration) -> Result<()> {
        let child = self
            .command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.with_context(|| self.cannot_start())?;
        let said = child
            .stderr
            .take()
            .map(|pipe| thread::spawn(move || read_all(pipe)));
        let Some(status) = wait_until(&mut child, Instant::now() + limit)? else {
            child.kill()?;
            child.wait()?;
            bail!("`{self}` did not end within {} s", limit.as_secs());
        };
        let said = said
            .and_then(|thread| thread.join().ok())
            .unwrap_or_default();
        self.require(status)
            .map_err(|failure| anyhow!("{failure}\n{}", said.trim_end()))
    }

    /// Runs it with its output both shown and recorded, for a caller that counts what a test runner reports.
    pub fn record(mut self) -> Result<Recorded> {
        let child = self
            .command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.with_context(|| self.cannot_start())?;
        let text = Mutex::new(String::new());
        let pipes: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|pipe| Box::new(pipe) as _),
            child.stderr.take().map(|pipe| Box::new(pipe) as _),
        ];
        thread::scope(|scope| {
            for pipe in pipes.into_iter().flatten() {
                scope.spawn(|| show_and_keep(pipe, &text));
            }
        });
        let succeeded = child.wait()?.success();
        if !succeeded {
            println!("`{self}` failed");
        }
        Ok(Recorded {
            text: text.into_inner().unwrap_or_else(PoisonError::into_inner),
            succeeded,
        })
    }

    /// Starts it beside us.
    pub fn spawn(mut self) -> Result<Child> {
        let child = self.command.spawn();
        child.with_context(|| self.cannot_start())
    }

    /// Becomes the command: signals reach it directly and its exit code is ours. Returns only if it cannot start.
    pub fn exec(mut self) -> Error {
        use std::os::unix::process::CommandExt;
        let failure = self.command.stdin(Stdio::inherit()).exec();
        Error::new(failure).context(self.cannot_start())
    }

    fn cannot_start(&self) -> String {
        format!("cannot start `{self}`")
    }

    fn require(&self, status: ExitStatus) -> Result<()> {
        if !status.success() {
            bail!("`{self}` failed ({status})");
        }
        Ok(())
    }
}

/// Waits for any of the programs to end, then ends the others; returns how the first ended.
pub fn first_to_end(mut programs: Vec<Child>) -> Result<ExitStatus> {
    loop {
        let ended = programs
            .iter_mut()
            .find_map(|program| program.try_wait().transpose());
        if let Some(status) = ended.transpose()? {
            for program in &mut programs {
                program.kill()?;
                program.wait()?;
            }
            return Ok(status);
        }
        thread::sleep(POLL);
    }
}

fn wait_until(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

fn read_all(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    // A pipe that breaks ends the text there; the exit status tells the rest.
    pipe.read_to_end(&mut bytes).ok();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn show_and_keep(pipe: impl Read, text: &Mutex<String>) {
    let mut lines = BufReader::new(pipe);
    let mut line = Vec::new();
    while matches!(lines.read_until(b'\n', &mut line), Ok(1..)) {
        let mut out = io::stdout().lock();
        // If nobody reads our output any more, the recording still has to be complete.
        out.write_all(&line).and_then(|()| out.flush()).ok();
        text.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

impl fmt::Display for Cmd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(dir) = self.command.get_current_dir() {
            write!(f, "cd {} && ", quoted(dir.as_os_str()))?;
        }
        if !self.extra_path.is_empty() {
            for dir in &self.extra_path {
                let start = if dir == &self.extra_path[0] {
                    "PATH="
                } else {
                    ""
                };
                write!(f, "{start}{}:", quoted(dir.as_os_str()))?;
            }
            write!(f, "$PATH ")?;
        }
        for (name, value) in self.command.get_envs() {
            let Some(value) = value else { continue };
            if name != "PATH" || self.extra_path.is_empty() {
                write!(f, "{}={} ", name.display(), quoted(value))?;
            }
        }
        write!(f, "{}", quoted(self.command.get_program()))?;
        for arg in self.command.get_args() {
            write!(f, " {}", quoted(arg))?;
        }
        Ok(())
    }
}

/// The word as a shell would have to be given it.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_prints_as_one_would_type_it() {
        let cmd = Cmd::new("npm")
            .args(["run", "two words", "it's"])
            .env("MODE", "a b")
            .dir("/srv")
            .path(&["/opt/one".into(), "/opt/two".into()]);
        assert_eq!(
            cmd.to_string(),
            r"cd /srv && PATH=/opt/one:/opt/two:$PATH MODE='a b' npm run 'two words' 'it'\''s'"
        );
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let failure = Cmd::new("sh")
            .args(["-c", "echo why >&2; exit 3"])
            .read()
            .unwrap_err();
        let message = failure.to_string();
        assert!(
            message.contains("sh -c 'echo why >&2; exit 3'"),
            "{message}"
        );
        assert!(
            message.contains("exit status: 3") && message.ends_with("why"),
            "{message}"
        );
    }

    #[test]
    fn a_recording_holds_both_outputs_and_the_verdict() {
        let recorded = Cmd::new("sh")
            .args(["-c", "echo out; echo err >&2; exit 1"])
            .record()
            .unwrap();
        assert!(recorded.text.contains("out\n") && recorded.text.contains("err\n"));
        assert!(!recorded.succeeded);
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = Cmd::new("/nowhere/tool").run().unwrap_err();
        assert_eq!(failure.to_string(), "cannot start `/nowhere/tool`");
    }
}
