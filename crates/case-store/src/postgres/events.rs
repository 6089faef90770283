//! N3: the event log in PostgreSQL.

use case_core::AccountId;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::sql::{self, Columns};
use crate::{
    Conflict, Event, EventKind, EventSubject, Origin, StoreError,
    spelling::{display_id_of, number_of},
};

/// Adds an event under the account's next number, in the transaction of the change that it tells of.
///
/// The number comes from the account's row, which stays locked until the commit: whoever is next gets the next number, and
/// commits later. A sequence would give numbers in another order than that of the commits, and a reader that follows the
/// log would miss an event.
pub async fn append(
    db: &Transaction<'_>,
    account: AccountId,
    kind: EventKind,
    origin: Origin,
    subject: Option<&EventSubject>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let account = account.to_string();
    let next = sql::row(
        db,
        "UPDATE accounts SET last_event = last_event + 1 WHERE account_id = $1 RETURNING last_event",
        &[&account],
    )
.await?;
    let next = next.ok_or(Conflict::NoSuchAccount)?;
    sql::execute(
        db,
        "INSERT INTO events (account_id, sequence, kind, origin, case_number, correspondence_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            &account,
            &next.plain::<i64>("last_event")?,
            &kind.to_string(),
            &origin.to_string(),
            &subject.map(|subject| number_of(subject.display_id)),
            &subject.and_then(|subject| subject.correspondence.as_deref()),
            &at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(())
}

/// The numbers of the newest events of these accounts.
pub async fn newest(
    db: &Transaction<'_>,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, u64)>, StoreError> {
    let accounts: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let rows = sql::rows(
        db,
        "SELECT account_id, last_event FROM accounts WHERE account_id = ANY($1)",
        &[&accounts],
    )
    .await?;
    let read = |row: &Row| Ok((row.code("account_id")?, row.number("last_event")?));
    rows.iter().map(read).collect()
}

pub async fn after(
    db: &Transaction<'_>,
    account: AccountId,
    after: u64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let events = sql::rows(
        db,
        "SELECT sequence, kind, origin, case_id, number, correspondence_id, at
         FROM events LEFT JOIN cases ON number = case_number
         WHERE events.account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
        &[&account.to_string(), &sql::count(after), &sql::count(limit)],
    )
    .await?;
    events.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let number: Option<i64> = row.plain("number")?;
    let subject = match number {
        Some(number) => Some(EventSubject {
            case: row.code("case_id")?,
            display_id: display_id_of(number),
            correspondence: row.plain("correspondence_id")?,
        }),
        None => None,
    };
    Ok(Event {
        sequence: row.number("sequence")?,
        kind: row.code("kind")?,
        origin: row.code("origin")?,
        subject,
        at: row.instant("at")?,
    })
}
