//! `casework check`.

use std::process::ExitCode;

use anyhow::{Result, ensure};
use case_store::{Store, sqlite::SqliteStore};

use super::{data, options::Common, output};

/// Reads all data and tells what is not as it has to be; fails when there is anything.
pub async fn check(common: &Common) -> Result<ExitCode> {
    let folder = common.data_folder(data::FOLDER)?;
    let file = SqliteStore::file_in(&folder);
    ensure!(
        file.is_file(),
        "there is no data to check: {} does not exist",
        file.display()
    );
    let findings = data::open_store(&folder)?.check().await?;
    for finding in &findings {
        output::line(&finding.to_string());
    }
    if findings.is_empty() {
        output::line(&format!(
            "{}: everything is as it has to be",
            file.display()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
