//! Files in SQLite: who sent them, which correspondence took them.

use case_core::AccountId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    cases::read_kind,
    columns::{Code, Millis},
};
use crate::{
    Attachment, Conflict, Holder, NewUpload, Standing, StoreError, UserId, spelling::CLAIMED,
};

/// The columns that [`read`] reads.
macro_rules! file_columns {
    () => {
        "attachment_id, name, size, sha256, media_type, object, attachments.created_at AS sent_at"
    };
}

pub fn announce_object(db: &Connection, name: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let known = "SELECT 1 FROM attachments WHERE object = ?1 UNION ALL SELECT 1 FROM loose_objects WHERE object = ?1";
    if db.prepare_cached(known)?.exists([name])? {
        return Err(Conflict::IdentifierTaken.into());
    }
    loosen(db, name, at)
}

/// From now on the object is no file's.
fn loosen(db: &Connection, name: &str, since: DateTime<Utc>) -> Result<(), StoreError> {
    db.prepare_cached("INSERT INTO loose_objects (object, since) VALUES (?1, ?2)")?
        .execute(params![name, Millis(since)])?;
    Ok(())
}

pub fn loose_objects(
    db: &Connection,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<String>, StoreError> {
    let mut names = db.prepare_cached(
        "SELECT object FROM loose_objects WHERE since < ?1 ORDER BY since, object LIMIT ?2",
    )?;
    let names = names.query_map(params![Millis(before), limit], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

pub fn claim_objects(db: &Connection, names: Vec<String>) -> Result<Vec<String>, StoreError> {
    let mut claim = db.prepare_cached("UPDATE loose_objects SET since = ?2 WHERE object = ?1")?;
    let mut claimed = Vec::new();
    for name in names {
        if claim.execute(params![name, CLAIMED])? > 0 {
            claimed.push(name);
        }
    }
    Ok(claimed)
}

pub fn forget_objects(db: &Connection, names: &[String]) -> Result<(), StoreError> {
    let mut forget = db.prepare_cached("DELETE FROM loose_objects WHERE object = ?1")?;
    for name in names {
        forget.execute([name])?;
    }
    Ok(())
}

pub fn add_upload(db: &Connection, new: &NewUpload) -> Result<(), StoreError> {
    let waiting: u32 = db
        .prepare_cached(
            "SELECT count(*) FROM attachments WHERE user_id = ?1 AND correspondence_number IS NULL",
        )?
        .query_row([new.user.0], |row| row.get(0))?;
    if waiting >= new.most {
        return Err(Conflict::TooManyUploads.into());
    }
    let file = &new.attachment;
    if db
        .prepare_cached("SELECT 1 FROM attachments WHERE attachment_id = ?1")?
        .exists([&file.id])?
    {
        return Err(Conflict::IdentifierTaken.into());
    }
    let taken = db
        .prepare_cached("DELETE FROM loose_objects WHERE object = ?1 AND since <> ?2")?
        .execute(params![file.object, CLAIMED])?;
    if taken == 0 {
        // It waited so long that it was cleared away.
        return Err(Conflict::UploadGone.into());
    }
    db.prepare_cached(
        "INSERT INTO attachments (attachment_id, account_id, user_id, name, size, sha256, media_type, object, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        file.id,
        Code(new.account),
        new.user.0,
        file.name,
        file.size,
        file.sha256,
        file.media_type,
        file.object,
        Millis(file.created_at),
    ])?;
    Ok(())
}

pub fn uploads(db: &Connection, user: UserId) -> Result<Vec<Attachment>, StoreError> {
    let mut files = db.prepare_cached(concat!(
        "SELECT ",
        file_columns!(),
        " FROM attachments WHERE user_id = ?1 AND correspondence_number IS NULL ORDER BY number"
    ))?;
    let files = files.query_map([user.0], read)?;
    Ok(files.collect::<Result<_, _>>()?)
}

/// The files of a correspondence, in the order in which they were attached.
pub fn of_correspondence(db: &Connection, number: i64) -> rusqlite::Result<Vec<Attachment>> {
    let mut files = db.prepare_cached(concat!(
        "SELECT ",
        file_columns!(),
        " FROM attachments WHERE correspondence_number = ?1 ORDER BY place"
    ))?;
    files.query_map([number], read)?.collect()
}

pub fn attachment(
    db: &Connection,
    account: AccountId,
    id: &str,
) -> Result<Option<(Attachment, Holder)>, StoreError> {
    let mut file = db.prepare_cached(concat!(
        "SELECT ",
        file_columns!(),
        ", user_id, correspondence_number, kind
         FROM attachments LEFT JOIN correspondence ON correspondence.number = correspondence_number
         WHERE attachment_id = ?1 AND account_id = ?2"
    ))?;
    let file = file.query_row(params![id, Code(account)], |row| {
        let taken: Option<i64> = row.get("correspondence_number")?;
        let holder = match taken {
            Some(_) => Holder::Correspondence(read_kind(row)?),
            None => Holder::Sender(UserId(row.get("user_id")?)),
        };
        Ok((read(row)?, holder))
    });
    Ok(file.optional()?)
}

pub fn remove_upload(
    db: &Connection,
    user: UserId,
    id: &str,
    at: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let object: Option<String> = db
        .prepare_cached(
            "DELETE FROM attachments WHERE attachment_id = ?1 AND user_id = ?2 AND correspondence_number IS NULL
             RETURNING object",
        )?
        .query_row(params![id, user.0], |row| row.get(0))
        .optional()?;
    if let Some(name) = &object {
        loosen(db, name, at)?;
    }
    Ok(object)
}

/// Gives files to a correspondence, in this order.
pub fn take(
    db: &Connection,
    user: UserId,
    correspondence: i64,
    files: &[case_core::Attachment],
) -> Result<(), StoreError> {
    let mut take = db.prepare_cached(
        "UPDATE attachments SET correspondence_number = ?1, place = ?2
         WHERE attachment_id = ?3 AND user_id = ?4 AND correspondence_number IS NULL",
    )?;
    for (place, file) in (0_i64..).zip(files) {
        if take.execute(params![correspondence, place, file.id, user.0])? != 1 {
            return Err(Conflict::UploadGone.into());
        }
    }
    Ok(())
}

pub fn expire_uploads(
    db: &Connection,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<u32, StoreError> {
    let mut expired = db.prepare_cached(
        "DELETE FROM attachments WHERE number IN (
           SELECT number FROM attachments WHERE correspondence_number IS NULL AND created_at < ?1
             AND NOT EXISTS (SELECT 1 FROM draft_files WHERE draft_files.attachment_id = attachments.attachment_id)
           ORDER BY created_at LIMIT ?2)
         RETURNING object, created_at",
    )?;
    let expired = expired.query_map(params![Millis(before), limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Millis>(1)?.0))
    })?;
    let expired: Vec<_> = expired.collect::<Result<_, _>>()?;
    for (name, since) in &expired {
        loosen(db, name, *since)?;
    }
    Ok(u32::try_from(expired.len()).unwrap_or(u32::MAX))
}

pub fn standings(db: &Connection, names: &[String]) -> Result<Vec<Standing>, StoreError> {
    let mut taken = db.prepare_cached("SELECT 1 FROM attachments WHERE object = ?1")?;
    let mut loose = db.prepare_cached("SELECT 1 FROM loose_objects WHERE object = ?1")?;
    let standing = |name: &String| {
        Ok(if taken.exists([name])? {
            Standing::Taken
        } else if loose.exists([name])? {
            Standing::Loose
        } else {
            Standing::Unknown
        })
    };
    names.iter().map(standing).collect()
}

pub fn all(
    db: &Connection,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<Attachment>, StoreError> {
    let mut files = db.prepare_cached(concat!(
        "SELECT ",
        file_columns!(),
        " FROM attachments WHERE object > ?1 ORDER BY object LIMIT ?2"
    ))?;
    let files = files.query_map(params![after.unwrap_or_default(), limit], read)?;
    Ok(files.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: row.get("attachment_id")?,
        name: row.get("name")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        media_type: row.get("media_type")?,
        object: row.get("object")?,
        created_at: row.get::<_, Millis>("sent_at")?.0,
    })
}
