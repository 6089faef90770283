//! Sessions and sign-in attempts in PostgreSQL.

use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;

use super::{
    accounts,
    sql::{self, Columns},
};
use crate::{Attempt, AttemptLimit, Digest, NewSession, SessionRecord, StoreError, UserId};

pub async fn count_attempt(
    db: &Transaction<'_>,
    attempt: &Attempt,
) -> Result<Result<(), DateTime<Utc>>, StoreError> {
    take_turns(db, attempt).await?;
    let since = (attempt.at - attempt.window).timestamp_millis();
    // Another attempt may be clearing away the same ones: whoever is second leaves them to the first.
    sql::execute(
        db,
        "DELETE FROM sign_in_attempts WHERE attempt_id IN
           (SELECT attempt_id FROM sign_in_attempts WHERE at <= $1 FOR UPDATE SKIP LOCKED)",
        &[&since],
    )
    .await?;
    let by_identity = "SELECT at FROM sign_in_attempts WHERE identity = $1 AND at > $3
                       ORDER BY at DESC LIMIT 1 OFFSET $2";
    let by_address = "SELECT at FROM sign_in_attempts WHERE address = $1 AND at > $3
                      ORDER BY at DESC LIMIT 1 OFFSET $2";
    let limits = [
        (by_identity, &attempt.identity),
        (by_address, &attempt.address),
    ];
    for (statement, AttemptLimit { key, limit }) in limits {
        // The attempt that has to leave the window before there is room for another.
        let before = sql::count(limit.saturating_sub(1));
        let oldest = sql::row(db, statement, &[&&key[..], &before, &since]).await?;
        if let Some(oldest) = oldest {
            return Ok(Err(oldest.instant("at")? + attempt.window));
        }
    }
    sql::execute(
        db,
        "INSERT INTO sign_in_attempts (identity, address, at) VALUES ($1, $2, $3)",
        &[
            &&attempt.identity.key[..],
            &&attempt.address.key[..],
            &attempt.at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(Ok(()))
}

/// Attempts of the same identity, or from the same address, are counted one after the other. Everybody takes the locks in
/// the same order, so that nobody waits in a circle.
async fn take_turns(db: &Transaction<'_>, attempt: &Attempt) -> Result<(), StoreError> {
    let mut locks = [&attempt.identity.key, &attempt.address.key].map(|key| {
        let (first, _) = key.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        i64::from_be_bytes(*first)
    });
    locks.sort_unstable();
    for lock in locks {
        sql::row(db, "SELECT pg_advisory_xact_lock($1)", &[&lock]).await?;
    }
    Ok(())
}

pub async fn open_session(
    db: &Transaction<'_>,
    session: &NewSession,
    identity: &Digest,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "DELETE FROM sign_in_attempts WHERE identity = $1",
        &[&&identity[..]],
    )
    .await?;
    sql::execute(
        db,
        "DELETE FROM sessions WHERE token IN
           (SELECT token FROM sessions WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
        &[&session.created_at.timestamp_millis()],
    )
    .await?;
    sql::execute(
        db,
        "INSERT INTO sessions (token, user_id, created_at, expires_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
        &[
            &&session.token[..],
            &session.user.0,
            &session.created_at.timestamp_millis(),
            &session.expires_at.min(session.ends_at).timestamp_millis(),
            &session.ends_at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn session(
    db: &Transaction<'_>,
    token: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<SessionRecord>, StoreError> {
    let session = sql::row(
        db,
        "SELECT user_id, expires_at, ends_at FROM sessions WHERE token = $1 AND expires_at > $2",
        &[&&token[..], &now.timestamp_millis()],
    )
    .await?;
    let Some(row) = session else {
        return Ok(None);
    };
    let Some(user) = accounts::user(db, UserId(row.plain("user_id")?)).await? else {
        return Ok(None);
    };
    let Some(account) = accounts::account(db, user.account).await? else {
        return Ok(None);
    };
    Ok(Some(SessionRecord {
        user,
        account,
        expires_at: row.instant("expires_at")?,
        ends_at: row.instant("ends_at")?,
    }))
}

pub async fn extend_session(
    db: &Transaction<'_>,
    token: &Digest,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let extend = "UPDATE sessions SET expires_at = least($2, ends_at) WHERE token = $1";
    let expires_at = expires_at.timestamp_millis();
    sql::execute(db, extend, &[&&token[..], &expires_at])
        .await
        .map(drop)
}

pub async fn end_session(db: &Transaction<'_>, token: &Digest) -> Result<(), StoreError> {
    let end = "DELETE FROM sessions WHERE token = $1";
    sql::execute(db, end, &[&&token[..]]).await.map(drop)
}
