//! Files in PostgreSQL: who sent them, which correspondence took them.

use std::collections::{HashMap, HashSet};

use case_core::AccountId;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::{
    accounts::lock_user,
    cases::read_kind,
    sql::{self, Columns},
};
use crate::{
    Attachment, Conflict, Holder, NewUpload, Standing, StoreError, UserId,
    spelling::{CLAIMED, can_be_kept},
};

/// The columns that [`read`] reads.
macro_rules! file_columns {
    () => {
        "attachment_id, attachments.name, size, sha256, media_type, object, attachments.created_at AS sent_at"
    };
}

pub async fn announce_object(
    db: &Transaction<'_>,
    name: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let known = "SELECT 1 FROM attachments WHERE object = $1";
    if sql::row(db, known, &[&name]).await?.is_some() {
        return Err(Conflict::IdentifierTaken.into());
    }
    loosen(db, name, at.timestamp_millis()).await
}

/// From now on the object is no file's.
async fn loosen(db: &Transaction<'_>, name: &str, since: i64) -> Result<(), StoreError> {
    let loosen = "INSERT INTO loose_objects (object, since) VALUES ($1, $2)";
    sql::execute(db, loosen, &[&name, &since]).await.map(drop)
}

pub async fn loose_objects(
    db: &Transaction<'_>,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<String>, StoreError> {
    let names = sql::rows(
        db,
        "SELECT object FROM loose_objects WHERE since < $1 ORDER BY since, object LIMIT $2",
        &[&before.timestamp_millis(), &sql::count(limit)],
    )
    .await?;
    names.iter().map(|row| row.plain("object")).collect()
}

pub async fn claim_objects(
    db: &Transaction<'_>,
    names: &[String],
) -> Result<Vec<String>, StoreError> {
    let claim = "UPDATE loose_objects SET since = $2 WHERE object = ANY($1) RETURNING object";
    let claimed = sql::rows(db, claim, &[&possible(names), &CLAIMED]).await?;
    let claimed = claimed.iter().map(|row| row.plain::<String>("object"));
    let claimed = claimed.collect::<Result<HashSet<_>, _>>()?;
    let names = names.iter().filter(|name| claimed.contains(*name));
    Ok(names.cloned().collect())
}

pub async fn forget_objects(db: &Transaction<'_>, names: &[String]) -> Result<(), StoreError> {
    let forget = "DELETE FROM loose_objects WHERE object = ANY($1)";
    let names = possible(names);
    sql::execute(db, forget, &[&names]).await.map(drop)
}

pub async fn add_upload(db: &Transaction<'_>, new: &NewUpload) -> Result<(), StoreError> {
    // Nobody else may count this user's files meanwhile.
    lock_user(db, new.user).await?;
    let waiting =
        "SELECT 1 FROM attachments WHERE user_id = $1 AND correspondence_number IS NULL LIMIT $2";
    let waiting = sql::rows(db, waiting, &[&new.user.0, &sql::count(new.most)]).await?;
    if waiting.len() >= usize::try_from(new.most).unwrap_or(usize::MAX) {
        return Err(Conflict::TooManyUploads.into());
    }
    let file = &new.attachment;
    let known = "SELECT 1 FROM attachments WHERE attachment_id = $1";
    if sql::row(db, known, &[&file.id]).await?.is_some() {
        return Err(Conflict::IdentifierTaken.into());
    }
    let take = "DELETE FROM loose_objects WHERE object = $1 AND since <> $2";
    if sql::execute(db, take, &[&file.object, &CLAIMED]).await? == 0 {
        // It waited so long that it was cleared away.
        return Err(Conflict::UploadGone.into());
    }
    sql::execute(
        db,
        "INSERT INTO attachments (attachment_id, account_id, user_id, name, size, sha256, media_type, object, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &file.id,
            &new.account.to_string(),
            &new.user.0,
            &file.name,
            &sql::kept(file.size)?,
            &&file.sha256[..],
            &file.media_type,
            &file.object,
            &file.created_at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn uploads(db: &Transaction<'_>, user: UserId) -> Result<Vec<Attachment>, StoreError> {
    let files = concat!(
        "SELECT ",
        file_columns!(),
        " FROM attachments WHERE user_id = $1 AND correspondence_number IS NULL ORDER BY number"
    );
    let files = sql::rows(db, files, &[&user.0]).await?;
    files.iter().map(read).collect()
}

/// The files of a case's correspondence, by its number, in the order in which they were attached.
pub async fn of_case(
    db: &Transaction<'_>,
    case: i64,
) -> Result<HashMap<i64, Vec<Attachment>>, StoreError> {
    let files = concat!(
        "SELECT ",
        file_columns!(),
        ", correspondence_number
         FROM attachments JOIN correspondence ON correspondence.number = correspondence_number
         WHERE case_number = $1 ORDER BY correspondence_number, place"
    );
    let mut of_case: HashMap<_, Vec<_>> = HashMap::new();
    for row in sql::rows(db, files, &[&case]).await? {
        let files = of_case.entry(row.plain("correspondence_number")?);
        files.or_default().push(read(&row)?);
    }
    Ok(of_case)
}

pub async fn attachment(
    db: &Transaction<'_>,
    account: AccountId,
    id: &str,
) -> Result<Option<(Attachment, Holder)>, StoreError> {
    if !can_be_kept(id) {
        return Ok(None);
    }
    let file = concat!(
        "SELECT ",
        file_columns!(),
        ", user_id, correspondence_number, kind
         FROM attachments LEFT JOIN correspondence ON correspondence.number = correspondence_number
         WHERE attachment_id = $1 AND account_id = $2"
    );
    let Some(row) = sql::row(db, file, &[&id, &account.to_string()]).await? else {
        return Ok(None);
    };
    let taken: Option<i64> = row.plain("correspondence_number")?;
    let holder = match taken {
        Some(_) => Holder::Correspondence(read_kind(&row)?),
        None => Holder::Sender(UserId(row.plain("user_id")?)),
    };
    Ok(Some((read(&row)?, holder)))
}

pub async fn remove_upload(
    db: &Transaction<'_>,
    user: UserId,
    id: &str,
    at: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    if !can_be_kept(id) {
        return Ok(None);
    }
    let removed = sql::row(
        db,
        "DELETE FROM attachments WHERE attachment_id = $1 AND user_id = $2 AND correspondence_number IS NULL
         RETURNING object",
        &[&id, &user.0],
    )
.await?;
    let Some(row) = removed else {
        return Ok(None);
    };
    let object: String = row.plain("object")?;
    loosen(db, &object, at.timestamp_millis()).await?;
    Ok(Some(object))
}

/// Gives files to a correspondence, in this order.
pub async fn take(
    db: &Transaction<'_>,
    user: UserId,
    correspondence: i64,
    files: &[case_core::Attachment],
) -> Result<(), StoreError> {
    for (place, file) in (0_i64..).zip(files) {
        let taken = sql::execute(
            db,
            "UPDATE attachments SET correspondence_number = $1, place = $2
             WHERE attachment_id = $3 AND user_id = $4 AND correspondence_number IS NULL",
            &[&correspondence, &place, &file.id, &user.0],
        )
        .await?;
        if taken != 1 {
            return Err(Conflict::UploadGone.into());
        }
    }
    Ok(())
}

pub async fn expire_uploads(
    db: &Transaction<'_>,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<u32, StoreError> {
    // Whoever saves a draft at this moment may name one of these files: their users are locked, and the files looked at again.
    let candidates = sql::rows(
        db,
        "SELECT number, user_id FROM attachments WHERE correspondence_number IS NULL AND created_at < $1
           AND NOT EXISTS (SELECT 1 FROM draft_files WHERE draft_files.attachment_id = attachments.attachment_id)
         ORDER BY created_at, number LIMIT $2",
        &[&before.timestamp_millis(), &sql::count(limit)],
    )
    .await?;
    let column = |name| {
        let values = candidates.iter().map(|row| row.plain(name));
        values.collect::<Result<Vec<i64>, _>>()
    };
    let (numbers, users) = (column("number")?, column("user_id")?);
    let lock = "SELECT 1 FROM users WHERE user_id = ANY($1) ORDER BY user_id FOR NO KEY UPDATE";
    sql::rows(db, lock, &[&users]).await?;
    let expired = sql::rows(
        db,
        "DELETE FROM attachments WHERE number = ANY($1) AND correspondence_number IS NULL
           AND NOT EXISTS (SELECT 1 FROM draft_files WHERE draft_files.attachment_id = attachments.attachment_id)
         RETURNING object, created_at",
        &[&numbers],
    )
    .await?;
    for row in &expired {
        loosen(db, row.plain("object")?, row.plain("created_at")?).await?;
    }
    Ok(u32::try_from(expired.len()).unwrap_or(u32::MAX))
}

/// The names that a row can have: with another, no parameter can be made of them.
fn possible(names: &[String]) -> Vec<&str> {
    let names = names.iter().map(String::as_str);
    names.filter(|name| can_be_kept(name)).collect()
}

pub async fn standings(
    db: &Transaction<'_>,
    names: &[String],
) -> Result<Vec<Standing>, StoreError> {
    let possible = possible(names);
    let known = async |sql| {
        let known = sql::rows(db, sql, &[&possible]).await?;
        let known = known.iter().map(|row| row.plain::<String>("object"));
        known.collect::<Result<HashSet<_>, _>>()
    };
    let taken = known("SELECT object FROM attachments WHERE object = ANY($1)").await?;
    let loose = known("SELECT object FROM loose_objects WHERE object = ANY($1)").await?;
    let standing = |name| {
        if taken.contains(name) {
            Standing::Taken
        } else if loose.contains(name) {
            Standing::Loose
        } else {
            Standing::Unknown
        }
    };
    Ok(names.iter().map(standing).collect())
}

pub async fn all(
    db: &Transaction<'_>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<Attachment>, StoreError> {
    let files = concat!(
        "SELECT ",
        file_columns!(),
        " FROM attachments WHERE object > $1 ORDER BY object LIMIT $2"
    );
    let after = after.unwrap_or_default();
    let files = sql::rows(db, files, &[&after, &sql::count(limit)]).await?;
    files.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.plain("attachment_id")?,
        name: row.plain("name")?,
        size: row.number("size")?,
        sha256: row.digest("sha256")?,
        media_type: row.plain("media_type")?,
        object: row.plain("object")?,
        created_at: row.instant("sent_at")?,
    })
}
