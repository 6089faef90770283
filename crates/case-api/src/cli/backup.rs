//! `casework backup` and `casework restore`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use case_service::{Clock, SystemClock};
use case_store::archive::{self, Backup, Contents};

use super::{
    data::{self, Place, Stores},
    options::Common,
    output,
};

/// Options of `casework backup`.
#[derive(Debug, clap::Args)]
pub struct BackupOptions {
    /// A file that is not there yet. It will hold password hashes and everything that customers wrote: keep it safe.
    file: PathBuf,
}

/// Options of `casework restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreOptions {
    /// What `casework backup` wrote.
    file: PathBuf,
    /// Replace the data that are there. No server may be running on them.
    #[arg(long)]
    force: bool,
}

/// Writes everything that is kept into one file.
pub async fn backup(common: &Common, options: BackupOptions) -> Result<ExitCode> {
    let place = Place::of(common, data::FOLDER)?;
    place.require_data().await?;
    let stores = Stores::open(&place).await?;
    let now = SystemClock.now();
    let written = archive::backup(&*stores.store, &stores.objects, &options.file, now).await?;
    Ok(tell(&format!("wrote {}", options.file.display()), &written))
}

/// Brings back what a backup holds.
pub async fn restore(common: &Common, options: RestoreOptions) -> Result<ExitCode> {
    let place = Place::of(common, data::FOLDER)?;
    let import = place.import(options.force).await?;
    let backup = Backup::verify(&options.file)?;
    let restored = archive::restore(&backup, import, &place.objects()?).await?;
    Ok(tell(&format!("restored {place}"), &restored))
}

/// Says what was done; fails when something is not as it has to be.
fn tell(done: &str, contents: &Contents) -> ExitCode {
    let Contents {
        accounts,
        cases,
        files,
        findings,
    } = contents;
    for finding in findings {
        output::line(&finding.to_string());
    }
    output::line(&format!(
        "{done}: accounts {accounts}, cases {cases}, files {files}"
    ));
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
