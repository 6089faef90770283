//! The check of everything that is kept: the database, the bytes of its files, and that the two fit together.

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sha2::{Digest as _, Sha256};

use crate::{Attachment, Digest, Finding, Objects, Standing, Store, StoreError};

/// So many files are asked for at once.
const BATCH: u32 = 500;

/// Reads everything and tells what is not as it has to be. Takes as long as there is data; nothing is changed.
///
/// A server may run meanwhile: whose an object is that was written after `before` is not asked.
pub async fn check(
    store: &dyn Store,
    objects: &Objects,
    before: DateTime<Utc>,
) -> Result<Vec<Finding>, StoreError> {
    let mut findings = store.check().await?;
    let mut after = None;
    loop {
        let files = store.all_attachments(after, BATCH).await?;
        let Some(last) = files.last() else {
            break;
        };
        after = Some(last.object.clone());
        for file in &files {
            findings.extend(check_file(store, objects, file).await?);
        }
    }
    findings.extend(orphans(store, objects, before).await?);
    Ok(findings)
}

async fn check_file(
    store: &dyn Store,
    objects: &Objects,
    file: &Attachment,
) -> Result<Option<Finding>, StoreError> {
    let fault = match objects.get(&file.object).await {
        Ok(None) => "is missing",
        Ok(Some(bytes)) if Digest::from(Sha256::digest(&bytes)) != file.sha256 => {
            "is not what was uploaded"
        }
        Ok(Some(_)) => return Ok(None),
        // On a failing disk the other files are to be looked at all the same.
        Err(error) => {
            tracing::warn!(object = file.object, ?error, "cannot read an object");
            "cannot be read"
        }
    };
    // It may have been removed with its file since the list was read.
    let standing = store.standings(vec![file.object.clone()]).await?;
    let finding = Finding(format!(
        "attachment {}: its object {} {fault}",
        file.id, file.object
    ));
    Ok((standing == [Standing::Taken]).then_some(finding))
}

/// Objects that the store knows nothing of, and that were there before. They may be of a later time than the database, where
/// an older one was put in its place: so they are told, never deleted.
async fn orphans(
    store: &dyn Store,
    objects: &Objects,
    before: DateTime<Utc>,
) -> Result<Vec<Finding>, StoreError> {
    let batch = usize::try_from(BATCH).unwrap_or(usize::MAX);
    let mut names = objects.older_than(before).try_chunks(batch);
    let mut findings = Vec::new();
    while let Some(names) = names.try_next().await.map_err(|error| error.1)? {
        let standings = store.standings(names.clone()).await?;
        let unknown = names.iter().zip(standings);
        let unknown = unknown.filter(|(_, standing)| *standing == Standing::Unknown);
        let told = |(name, _)| Finding(format!("object {name}: no attachment names it"));
        findings.extend(unknown.map(told));
    }
    Ok(findings)
}
