//! G1, G2: drafts in PostgreSQL.

use case_core::CaseType;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::{
    accounts::{lock_user, number_given},
    sql::{self, Columns, json},
};
use crate::{
    Conflict, NewDraft, SavedDraft, StoreError, UserId,
    spelling::{can_name_a_file, version_of},
};

pub async fn save(db: &Transaction<'_>, new: &NewDraft) -> Result<u64, StoreError> {
    lock_user(db, new.user).await?;
    let (case_type, draft) = (new.case_type.to_string(), json(&new.draft)?);
    // Locked, so that none of them is discarded or expires before this is saved: a text that is gone is saved anew.
    // Texts are compared as they are kept: one that a later version wrote need not be readable.
    let there = sql::rows(
        db,
        "SELECT version, draft = $3 AS same, coalesce(version = $4, FALSE) OR device = $5 AS replaced FROM drafts
         WHERE user_id = $1 AND case_type = $2 ORDER BY version FOR UPDATE",
        &[
            &new.user.0,
            &case_type,
            &draft,
            &new.base.map(version_of),
            &new.device,
        ],
    )
    .await?;
    let (mut same, mut replaced) = (None, Vec::new());
    for row in &there {
        let version: i64 = row.plain("version")?;
        if row.plain("same")? {
            // The same text is the same draft: the answer to an earlier attempt may have been lost.
            same = same.or(Some(version));
        } else if row.plain("replaced")? {
            replaced.push(version);
        }
    }
    let most = usize::try_from(new.most).unwrap_or(usize::MAX);
    if same.is_none() && replaced.is_empty() && there.len() >= most {
        return Err(Conflict::TooManyDrafts.into());
    }
    let forget = "DELETE FROM drafts WHERE version = ANY($1)";
    sql::execute(db, forget, &[&replaced]).await?;
    let saved_at = new.saved_at.timestamp_millis();
    if let Some(version) = same {
        let touch = "UPDATE drafts SET saved_at = $2, device = $3 WHERE version = $1";
        sql::execute(db, touch, &[&version, &saved_at, &new.device]).await?;
        return Ok(version.unsigned_abs());
    }
    let row = sql::row(
        db,
        "INSERT INTO drafts (user_id, case_type, device, draft, saved_at) VALUES ($1, $2, $3, $4, $5)
         RETURNING version",
        &[&new.user.0, &case_type, &new.device, &draft, &saved_at],
    )
    .await?;
    let version = number_given(row.as_ref(), "version")?;
    for file in new
        .draft
        .attachments
        .iter()
        .filter(|file| can_name_a_file(&file.id))
    {
        sql::execute(
            db,
            "INSERT INTO draft_files (version, attachment_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[&version, &file.id],
        )
        .await?;
    }
    Ok(version.unsigned_abs())
}

pub async fn of(
    db: &Transaction<'_>,
    user: UserId,
    case_type: Option<CaseType>,
) -> Result<Vec<SavedDraft>, StoreError> {
    let drafts = sql::rows(
        db,
        "SELECT version, case_type, draft, saved_at FROM drafts
         WHERE user_id = $1 AND ($2::text IS NULL OR case_type = $2) ORDER BY saved_at DESC, version DESC",
        &[&user.0, &case_type.map(|one| one.to_string())],
    )
    .await?;
    drafts.iter().map(read).collect()
}

fn read(row: &Row) -> Result<SavedDraft, StoreError> {
    Ok(SavedDraft {
        version: row.number("version")?,
        case_type: row.code("case_type")?,
        draft: row.json("draft")?,
        saved_at: row.instant("saved_at")?,
    })
}

/// Forgets a text of the user's; whether there was one.
pub async fn discard(
    db: &Transaction<'_>,
    user: UserId,
    case_type: Option<CaseType>,
    version: u64,
) -> Result<bool, StoreError> {
    let discarded = sql::execute(
        db,
        "DELETE FROM drafts WHERE version = $1 AND user_id = $2 AND ($3::text IS NULL OR case_type = $3)",
        &[
            &version_of(version),
            &user.0,
            &case_type.map(|one| one.to_string()),
        ],
    )
.await?;
    Ok(discarded > 0)
}

pub async fn expire(
    db: &Transaction<'_>,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<u32, StoreError> {
    let expired = sql::execute(
        db,
        "DELETE FROM drafts WHERE version IN
           (SELECT version FROM drafts WHERE saved_at < $1 ORDER BY saved_at, version LIMIT $2
            FOR UPDATE SKIP LOCKED)",
        &[&before.timestamp_millis(), &sql::count(limit)],
    )
    .await?;
    Ok(u32::try_from(expired).unwrap_or(u32::MAX))
}
