//! N3: the event log in SQLite.

use case_core::AccountId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::columns::{Code, Millis};
use crate::{
    Conflict, Event, EventKind, EventSubject, Origin, StoreError,
    spelling::{display_id_of, number_of},
};

/// Adds an event under the account's next number, in the transaction of the change that it tells of.
///
/// The number comes from the account's row: whoever holds that row until its commit decides what comes next, so that
/// numbers are in the order of the commits, also in a database with several writers.
pub fn append(
    db: &Connection,
    account: AccountId,
    kind: EventKind,
    origin: Origin,
    subject: Option<&EventSubject>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sequence: i64 = db
        .prepare_cached("UPDATE accounts SET last_event = last_event + 1 WHERE account_id = ?1 RETURNING last_event")?
        .query_row([Code(account)], |row| row.get(0))
        .optional()?
        .ok_or(Conflict::NoSuchAccount)?;
    db.prepare_cached(
        "INSERT INTO events (account_id, sequence, kind, origin, case_number, correspondence_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        Code(account),
        sequence,
        Code(kind),
        Code(origin),
        subject.map(|subject| number_of(subject.display_id)),
        subject.and_then(|subject| subject.correspondence.as_deref()),
        Millis(at),
    ])?;
    Ok(())
}

/// The numbers of the newest events of these accounts.
pub fn newest(
    db: &Connection,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, u64)>, StoreError> {
    let mut newest = db.prepare_cached("SELECT last_event FROM accounts WHERE account_id = ?1")?;
    let mut found = Vec::with_capacity(accounts.len());
    for account in accounts {
        let number = newest.query_row([Code(*account)], |row| row.get(0));
        if let Some(number) = number.optional()? {
            found.push((*account, number));
        }
    }
    Ok(found)
}

pub fn after(
    db: &Connection,
    account: AccountId,
    after: u64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let mut events = db.prepare_cached(
        "SELECT sequence, kind, origin, case_id, number, correspondence_id, at
         FROM events LEFT JOIN cases ON number = case_number
         WHERE events.account_id = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3",
    )?;
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let events = events.query_map(params![Code(account), after, limit], |row| {
        let number: Option<i64> = row.get("number")?;
        let subject = match number {
            Some(number) => Some(EventSubject {
                case: row.get::<_, Code<_>>("case_id")?.0,
                display_id: display_id_of(number),
                correspondence: row.get("correspondence_id")?,
            }),
            None => None,
        };
        Ok(Event {
            sequence: row.get("sequence")?,
            kind: row.get::<_, Code<_>>("kind")?.0,
            origin: row.get::<_, Code<_>>("origin")?.0,
            subject,
            at: row.get::<_, Millis>("at")?.0,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}
