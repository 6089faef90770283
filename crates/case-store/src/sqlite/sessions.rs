//! Sessions and sign-in attempts in SQLite.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::{accounts, columns::Millis};
use crate::{Attempt, AttemptLimit, Digest, NewSession, SessionRecord, StoreError, UserId};

pub fn count_attempt(
    db: &Connection,
    attempt: &Attempt,
) -> Result<Result<(), DateTime<Utc>>, StoreError> {
    let since = attempt.at - attempt.window;
    db.prepare_cached("DELETE FROM sign_in_attempts WHERE at <= ?1")?
        .execute([Millis(since)])?;
    let by_identity =
        "SELECT at FROM sign_in_attempts WHERE identity = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2";
    let by_address =
        "SELECT at FROM sign_in_attempts WHERE address = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2";
    let limits = [
        (by_identity, &attempt.identity),
        (by_address, &attempt.address),
    ];
    for (sql, AttemptLimit { key, limit }) in limits {
        // The attempt that has to leave the window before there is room for another.
        let oldest = db
            .prepare_cached(sql)?
            .query_row(params![key, limit.saturating_sub(1)], |row| {
                Ok(row.get::<_, Millis>(0)?.0)
            })
            .optional()?;
        if let Some(oldest) = oldest {
            return Ok(Err(oldest + attempt.window));
        }
    }
    db.prepare_cached("INSERT INTO sign_in_attempts (identity, address, at) VALUES (?1, ?2, ?3)")?
        .execute(params![
            attempt.identity.key,
            attempt.address.key,
            Millis(attempt.at)
        ])?;
    Ok(Ok(()))
}

pub fn open_session(
    db: &Connection,
    session: &NewSession,
    identity: &Digest,
) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sign_in_attempts WHERE identity = ?1")?
        .execute([identity])?;
    db.prepare_cached("DELETE FROM sessions WHERE expires_at <= ?1")?
        .execute([Millis(session.created_at)])?;
    db.prepare_cached(
        "INSERT INTO sessions (token, user_id, created_at, expires_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        session.token,
        session.user.0,
        Millis(session.created_at),
        Millis(session.expires_at.min(session.ends_at)),
        Millis(session.ends_at),
    ])?;
    Ok(())
}

pub fn session(
    db: &Connection,
    token: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<SessionRecord>, StoreError> {
    let mut session = db.prepare_cached(
        "SELECT user_id, expires_at, ends_at FROM sessions WHERE token = ?1 AND expires_at > ?2",
    )?;
    let found = session.query_row(params![token, Millis(now)], |row| {
        Ok((
            UserId(row.get(0)?),
            row.get::<_, Millis>(1)?.0,
            row.get::<_, Millis>(2)?.0,
        ))
    });
    let Some((user, expires_at, ends_at)) = found.optional()? else {
        return Ok(None);
    };
    let Some(user) = accounts::user(db, user)? else {
        return Ok(None);
    };
    let Some(account) = accounts::account(db, user.account)? else {
        return Ok(None);
    };
    Ok(Some(SessionRecord {
        user,
        account,
        expires_at,
        ends_at,
    }))
}

pub fn extend_session(
    db: &Connection,
    token: &Digest,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    db.prepare_cached("UPDATE sessions SET expires_at = min(?2, ends_at) WHERE token = ?1")?
        .execute(params![token, Millis(expires_at)])?;
    Ok(())
}

pub fn end_session(db: &Connection, token: &Digest) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sessions WHERE token = ?1")?
        .execute([token])?;
    Ok(())
}
