//! A server of our own on a fresh folder, or the address of one that runs.

use std::{
    env,
    fs::File,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::accounts::{Account, Accounts, User};

/// A server that the suite may talk to; one of our own ends with it.
pub struct Running {
    pub base_url: String,
    pub accounts: Accounts,
    own: Option<(Child, TempDir)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some((child, _data)) = &mut self.own {
            // It is our own and about to lose its folder: how it ends is another suite's matter.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Follows `CASEWORK_BASE_URL` and `CASEWORK_ACCOUNTS`, or starts `CASEWORK_BIN`.
pub fn start_or_find() -> Result<Running> {
    let Ok(base_url) = env::var("CASEWORK_BASE_URL") else {
        return start();
    };
    let file = env::var("CASEWORK_ACCOUNTS")
        .context("CASEWORK_BASE_URL needs CASEWORK_ACCOUNTS, a JSON file")?;
    let file = File::open(&file).with_context(|| format!("cannot open {file}"))?;
    let accounts = serde_json::from_reader(file)
        .context("CASEWORK_ACCOUNTS is not as accounts.rs describes")?;
    Ok(Running {
        base_url: base_url.trim_end_matches('/').to_owned(),
        accounts,
        own: None,
    })
}

fn start() -> Result<Running> {
    let binary = binary()?;
    let data = tempfile::tempdir()?;
    let accounts = create_accounts(&binary, data.path())?;
    let mut child = Command::new(&binary)
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--rate-limits",
            "off",
            "--data",
        ])
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("no stdout")?).read_line(&mut line)?;
    let url = line
        .split_whitespace()
        .find(|word| word.starts_with("http://"));
    let Some(url) = url else {
        bail!("the server did not print its address but {line:?}");
    };
    let base_url = url.trim_end_matches('/').to_owned();
    Ok(Running {
        base_url,
        accounts,
        own: Some((child, data)),
    })
}

/// `CASEWORK_BIN`, or the workspace's release build.
fn binary() -> Result<PathBuf> {
    if let Ok(path) = env::var("CASEWORK_BIN") {
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

fn create_accounts(binary: &Path, data: &Path) -> Result<Accounts> {
    Ok(Accounts {
        basic: account(binary, data, "basic", &[])?,
        developer: account(binary, data, "developer", &[])?,
        business: account(binary, data, "business", &[])?,
        enterprise: account(binary, data, "enterprise", &[])?,
        resold: account(binary, data, "business", &["--resold"])?,
    })
}

/// An account with a user who may do everything and one who may only read.
fn account(binary: &Path, data: &Path, plan: &str, more: &[&str]) -> Result<Account> {
    let email = format!("root-{plan}{}@example.com", more.concat());
    let root_password = "correct horse battery staple".to_owned();
    let mut arguments = vec![
        "account", "create", "--name", plan, "--plan", plan, "--email", &email,
    ];
    arguments.extend_from_slice(more);
    let answer = administer(binary, data, &arguments, &root_password)?;
    let text = |key: &str| {
        answer[key]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("no {key} in {answer}"))
    };
    let account_id = text("accountId")?;
    let user = |name: &str, allow: &str, more: &[&str]| -> Result<Option<User>> {
        let password = format!("a long password for {name}");
        let mut arguments = vec![
            "user",
            "create",
            "--account",
            &account_id,
            "--name",
            name,
            "--allow",
            allow,
        ];
        arguments.extend_from_slice(more);
        administer(binary, data, &arguments, &password)?;
        Ok(Some(User {
            name: name.to_owned(),
            password,
        }))
    };
    Ok(Account {
        user: user("ana", "support:*", &["--email", "ana@example.com"])?,
        reader: user("rui", "support:*", &["--deny", "support:CreateCase"])?,
        root_email: text("rootEmail")?,
        id: account_id,
        root_password,
    })
}

/// Runs an administrative command with `--json`; the password goes to its stdin.
fn administer(binary: &Path, data: &Path, arguments: &[&str], password: &str) -> Result<Value> {
    let mut child = Command::new(binary)
        .args(arguments)
        .arg("--json")
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .context("no stdin")?
        .write_all(password.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "casework {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("casework {}", arguments.join(" ")))
}
