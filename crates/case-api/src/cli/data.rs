//! The use cases on a data folder, as every command opens them.

use std::{
    io::{self, BufRead, IsTerminal},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, Result, bail};
use case_service::{Clock, Policies, Ports, Service, SignInLimits, SystemClock, SystemRandomness};
use case_store::sqlite::SqliteStore;

use super::{options::Common, policy_folder};

/// The data folder of everything but the demo.
pub const FOLDER: &str = "casework";

/// The use cases on the data folder, as the administrative commands need them.
pub fn open(common: &Common) -> Result<Service> {
    let policies = policies(common)?;
    let store = open_store(&common.data_folder(FOLDER)?)?;
    Ok(service(
        Arc::new(store),
        Arc::new(policies),
        Arc::new(SystemClock),
        None,
    ))
}

/// The use cases on an open store, at the time that `clock` tells.
pub fn service(
    store: Arc<SqliteStore>,
    policies: Arc<Policies>,
    clock: Arc<dyn Clock>,
    limits: Option<SignInLimits>,
) -> Service {
    Service::new(
        Ports {
            store,
            clock,
            random: Arc::new(SystemRandomness),
        },
        policies,
        limits,
    )
}

/// The store in the data folder.
pub fn open_store(folder: &Path) -> Result<SqliteStore> {
    SqliteStore::open(folder)
        .with_context(|| format!("cannot open the data in {}", folder.display()))
}

/// The policy of the operator, or the built-in one.
pub fn policies(common: &Common) -> Result<Policies> {
    let (name, read) = match &common.policy {
        Some(folder) => (
            folder.display().to_string(),
            Policies::load(&policy_folder::read(folder)?),
        ),
        None => ("the built-in policy".to_owned(), Policies::embedded()),
    };
    read.map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{name} cannot be used:\n  {}", lines.join("\n  "))
    })
}

/// A password from stdin: its first line, without the line's end.
pub fn read_password() -> Result<String> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        bail!("give the password on stdin, such as: printf %s \"$PASSWORD\" | casework …");
    }
    let mut line = String::new();
    stdin
        .lock()
        .read_line(&mut line)
        .context("cannot read the password from stdin")?;
    let password = line.strip_suffix('\n').map_or(line.as_str(), |line| {
        line.strip_suffix('\r').unwrap_or(line)
    });
    Ok(password.to_owned())
}
