//! `casework check`.

use std::process::ExitCode;

use anyhow::Result;
use case_service::{Clock, SystemClock};
use chrono::TimeDelta;

use super::{
    data::{self, Place, Stores},
    options::Common,
    output,
};

/// A file that is being received may have its bytes in the object store and nothing in the database yet.
const ON_THEIR_WAY: TimeDelta = TimeDelta::hours(1);

/// Reads all data and tells what is not as it has to be; fails when there is anything.
pub async fn check(common: &Common) -> Result<ExitCode> {
    let place = Place::of(common, data::FOLDER)?;
    place.require_data().await?;
    let stores = Stores::open(&place).await?;
    let before = SystemClock.now() - ON_THEIR_WAY;
    let findings = case_store::check(&*stores.store, &stores.objects, before).await?;
    for finding in &findings {
        output::line(&finding.to_string());
    }
    if findings.is_empty() {
        output::line(&format!("{place}: everything is as it has to be"));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
