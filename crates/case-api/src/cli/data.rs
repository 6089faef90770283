//! The use cases on a data folder, as every command opens them.

use std::{
    io::{self, BufRead, IsTerminal},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, Result, bail, ensure};
use case_service::{Clock, Policies, Ports, Service, SignInLimits, SystemClock, SystemRandomness};
use case_store::{Objects, sqlite::SqliteStore};

use super::{options::Common, policy_folder};

/// The data folder of everything but the demo.
pub const FOLDER: &str = "casework";

/// The folder of the bytes of files, in a data folder.
const ATTACHMENTS: &str = "attachments";

/// The use cases on the data folder, as the administrative commands need them.
pub fn open(common: &Common) -> Result<Service> {
    let policies = policies(common)?;
    Ok(service(
        Stores::open(&common.data_folder(FOLDER)?)?,
        Arc::new(policies),
        Arc::new(SystemClock),
        None,
    ))
}

/// Everything that is kept.
#[derive(Clone)]
pub struct Stores {
    pub store: Arc<SqliteStore>,
    pub objects: Objects,
}

impl Stores {
    /// What is kept in the data folder.
    pub fn open(folder: &Path) -> Result<Self> {
        let cannot = || format!("cannot open the data in {}", folder.display());
        let store = SqliteStore::open(folder).with_context(cannot)?;
        Ok(Self {
            store: Arc::new(store),
            objects: objects(folder)?,
        })
    }

    /// The same, where there are data already.
    pub fn open_existing(folder: &Path) -> Result<Self> {
        let file = SqliteStore::file_in(folder);
        ensure!(
            file.is_file(),
            "there are no data: {} does not exist",
            file.display()
        );
        Self::open(folder)
    }
}

/// The bytes of the files in a data folder.
pub fn objects(folder: &Path) -> Result<Objects> {
    Objects::in_folder(&folder.join(ATTACHMENTS))
        .with_context(|| format!("cannot open the data in {}", folder.display()))
}

/// The use cases on open stores, at the time that `clock` tells.
pub fn service(
    stores: Stores,
    policies: Arc<Policies>,
    clock: Arc<dyn Clock>,
    limits: Option<SignInLimits>,
) -> Service {
    Service::new(
        Ports {
            store: stores.store,
            objects: stores.objects,
            clock,
            random: Arc::new(SystemRandomness),
        },
        policies,
        limits,
    )
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
