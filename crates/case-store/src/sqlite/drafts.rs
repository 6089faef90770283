//! G1, G2: drafts in SQLite.

use case_core::{CaseDraft, CaseType};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::columns::{Code, Json, Millis};
use crate::{
    Conflict, NewDraft, SavedDraft, StoreError, UserId,
    spelling::{can_name_a_file, version_of},
};

/// A text that is kept, as a save has to know it.
struct Kept {
    version: i64,
    same: bool,
    replaced: bool,
}

pub fn save(db: &Connection, new: &NewDraft) -> Result<u64, StoreError> {
    let there = kept(db, new)?;
    // The same text is the same draft: the answer to an earlier attempt may have been lost.
    let same = there.iter().find(|one| one.same).map(|one| one.version);
    let replaced = there.iter().filter(|one| one.replaced && !one.same);
    let replaced: Vec<i64> = replaced.map(|one| one.version).collect();
    let most = usize::try_from(new.most).unwrap_or(usize::MAX);
    if same.is_none() && replaced.is_empty() && there.len() >= most {
        return Err(Conflict::TooManyDrafts.into());
    }
    let mut delete = db.prepare_cached("DELETE FROM drafts WHERE version = ?1")?;
    for version in replaced {
        delete.execute([version])?;
    }
    if let Some(version) = same {
        db.prepare_cached("UPDATE drafts SET saved_at = ?2, device = ?3 WHERE version = ?1")?
            .execute(params![version, Millis(new.saved_at), new.device])?;
        return Ok(version.unsigned_abs());
    }
    let version: u64 = db
        .prepare_cached(
            "INSERT INTO drafts (user_id, case_type, device, draft, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)
             RETURNING version",
        )?
        .query_row(
            params![
                new.user.0,
                Code(new.case_type),
                new.device,
                Json(&new.draft),
                Millis(new.saved_at)
            ],
            |row| row.get(0),
        )?;
    name_files(db, version, &new.draft)?;
    Ok(version)
}

/// The texts of this draft. They are compared as they are kept: a text that a later version wrote need not be readable.
fn kept(db: &Connection, new: &NewDraft) -> Result<Vec<Kept>, StoreError> {
    let mut kept = db.prepare_cached(
        "SELECT version, draft = ?3 AS same, version IS ?4 OR device = ?5 AS replaced FROM drafts
         WHERE user_id = ?1 AND case_type = ?2 ORDER BY version",
    )?;
    let kept = kept.query_map(
        params![
            new.user.0,
            Code(new.case_type),
            Json(&new.draft),
            new.base.map(version_of),
            new.device
        ],
        |row| {
            Ok(Kept {
                version: row.get("version")?,
                same: row.get("same")?,
                replaced: row.get("replaced")?,
            })
        },
    )?;
    Ok(kept.collect::<Result<_, _>>()?)
}

fn name_files(db: &Connection, version: u64, draft: &CaseDraft) -> Result<(), StoreError> {
    let mut name = db.prepare_cached(
        "INSERT OR IGNORE INTO draft_files (version, attachment_id) VALUES (?1, ?2)",
    )?;
    for file in draft
        .attachments
        .iter()
        .filter(|file| can_name_a_file(&file.id))
    {
        name.execute(params![version, file.id])?;
    }
    Ok(())
}

pub fn of(
    db: &Connection,
    user: UserId,
    case_type: Option<CaseType>,
) -> Result<Vec<SavedDraft>, StoreError> {
    let mut drafts = db.prepare_cached(
        "SELECT version, case_type, draft, saved_at FROM drafts
         WHERE user_id = ?1 AND (?2 IS NULL OR case_type = ?2) ORDER BY saved_at DESC, version DESC",
    )?;
    let drafts = drafts.query_map(params![user.0, case_type.map(Code)], read)?;
    Ok(drafts.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<SavedDraft> {
    Ok(SavedDraft {
        version: row.get("version")?,
        case_type: row.get::<_, Code<_>>("case_type")?.0,
        draft: row.get::<_, Json<_>>("draft")?.0,
        saved_at: row.get::<_, Millis>("saved_at")?.0,
    })
}

/// Forgets a text of the user's; whether there was one.
pub fn discard(
    db: &Connection,
    user: UserId,
    case_type: Option<CaseType>,
    version: u64,
) -> Result<bool, StoreError> {
    let discarded = db
        .prepare_cached(
            "DELETE FROM drafts WHERE version = ?1 AND user_id = ?2 AND (?3 IS NULL OR case_type = ?3)",
        )?
        .execute(params![version_of(version), user.0, case_type.map(Code)])?;
    Ok(discarded > 0)
}

pub fn expire(db: &Connection, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError> {
    let expired = db
        .prepare_cached(
            "DELETE FROM drafts WHERE version IN
               (SELECT version FROM drafts WHERE saved_at < ?1 ORDER BY saved_at LIMIT ?2)",
        )?
        .execute(params![Millis(before), limit])?;
    Ok(u32::try_from(expired).unwrap_or(u32::MAX))
}
