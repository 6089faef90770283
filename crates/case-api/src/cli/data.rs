//! The use cases on a data folder, as every command opens them.

use std::{
    fmt,
    io::{self, BufRead, IsTerminal},
    path::PathBuf,
    sync::Arc,
};

use anyhow::{Context, Result, bail, ensure};
use case_service::{Clock, Policies, Ports, Service, SignInLimits, SystemClock, SystemRandomness};
use case_store::{
    Objects, Store,
    archive::{ArchiveError, Import},
    postgres::PostgresStore,
    sqlite::SqliteStore,
};

use super::{options::Common, policy_folder};

/// The data folder of everything but the demo.
pub const FOLDER: &str = "casework";

/// The folder of the bytes of files, in a data folder.
const ATTACHMENTS: &str = "attachments";

/// The use cases on the data folder, as the administrative commands need them.
pub async fn open(common: &Common) -> Result<Service> {
    let policies = policies(common)?;
    Ok(service(
        Stores::open(&Place::of(common, FOLDER)?).await?,
        Arc::new(policies),
        Arc::new(SystemClock),
        None,
    ))
}

/// Where everything is kept.
pub struct Place {
    folder: PathBuf,
    database: Option<String>,
    attachments: Option<String>,
}

impl Place {
    /// Where the options say, `name` in the user's own data folder where they do not.
    pub fn of(common: &Common, name: &str) -> Result<Self> {
        Ok(Self {
            folder: common.data_folder(name)?,
            database: common.database.clone(),
            attachments: common.attachments.clone(),
        })
    }

    /// Fails where there are no data: a command that only reads makes none.
    pub async fn require_data(&self) -> Result<()> {
        if let Some(url) = &self.database {
            let there = PostgresStore::is_there(url).await?;
            ensure!(there, "there are no data in this database");
            return Ok(());
        }
        let file = SqliteStore::file_in(&self.folder);
        let missing = || format!("there are no data: {} does not exist", file.display());
        ensure!(file.is_file(), missing());
        Ok(())
    }

    /// Where a backup's rows are restored to.
    pub async fn import(&self, force: bool) -> Result<Box<dyn Import>, ArchiveError> {
        match &self.database {
            Some(url) => PostgresStore::import(url, force).await,
            None => SqliteStore::import(&self.folder, force),
        }
    }

    /// The bytes of the files.
    pub fn objects(&self) -> Result<Objects> {
        if let Some(bucket) = self.bucket()? {
            return Ok(bucket);
        }
        Objects::in_folder(&self.folder.join(ATTACHMENTS)).with_context(|| self.cannot_open())
    }

    fn bucket(&self) -> Result<Option<Objects>> {
        let bucket = self.attachments.as_deref().map(Objects::in_bucket);
        bucket.transpose().context("cannot use --attachments")
    }

    async fn store(&self) -> Result<Arc<dyn Store>> {
        if let Some(url) = &self.database {
            return Ok(Arc::new(PostgresStore::connect(url).await?));
        }
        let store = SqliteStore::open(&self.folder);
        Ok(Arc::new(store.with_context(|| self.cannot_open())?))
    }

    fn cannot_open(&self) -> String {
        format!("cannot open the data in {}", self.folder.display())
    }
}

/// As people read it; an address may hold a password.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.database {
            Some(_) => f.write_str("the database"),
            None => self.folder.display().fmt(f),
        }
    }
}

/// Everything that is kept.
#[derive(Clone)]
pub struct Stores {
    pub store: Arc<dyn Store>,
    pub objects: Objects,
}

impl Stores {
    /// What is kept at this place.
    pub async fn open(place: &Place) -> Result<Self> {
        // A mistyped address, of the one or the other, is told before anything is made.
        let bucket = place.bucket()?;
        let store = place.store().await?;
        let objects = bucket.map_or_else(|| place.objects(), Ok)?;
        Ok(Self { store, objects })
    }
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
