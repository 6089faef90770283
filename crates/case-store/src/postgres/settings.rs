//! X5: contacts of accounts, and how users like the pages, in PostgreSQL.

use case_core::{AccountId, account::Preferences};
use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::{
    accounts,
    sql::{self, Columns},
};
use crate::{
    Conflict, ContactsChange, NewContacts, SavedContacts, StoreError, UserId, spelling::version_of,
};

pub async fn contacts(
    db: &Transaction<'_>,
    account: AccountId,
) -> Result<Option<SavedContacts>, StoreError> {
    let row = sql::row(
        db,
        "SELECT contacts_version, accounts.country, accounts.time_zone, accounts.billing_contact,
                accounts.operations_contact, accounts.security_contact, changed_by, at
         FROM accounts LEFT JOIN contact_changes
           ON contact_changes.account_id = accounts.account_id AND version = contacts_version
         WHERE accounts.account_id = $1",
        &[&account.to_string()],
    )
    .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<SavedContacts, StoreError> {
    let by: Option<String> = row.plain("changed_by")?;
    let change = match by {
        Some(by) => Some(ContactsChange {
            by,
            at: row.instant("at")?,
        }),
        None => None,
    };
    Ok(SavedContacts {
        version: row.number("contacts_version")?,
        country: row.plain("country")?,
        time_zone: row.plain("time_zone")?,
        billing: row.plain("billing_contact")?,
        operations: row.plain("operations_contact")?,
        security: row.plain("security_contact")?,
        change,
    })
}

pub async fn save_contacts(
    db: &Transaction<'_>,
    new: &NewContacts,
) -> Result<SavedContacts, StoreError> {
    // Whoever changes the same account waits, and finds what is saved here.
    if !accounts::lock(db, new.account).await? {
        return Err(Conflict::NoSuchAccount.into());
    }
    let there = contacts(db, new.account).await?;
    let there = there.ok_or(Conflict::NoSuchAccount)?;
    // The same contacts are saved already: the answer to an earlier attempt may have been lost.
    if there.are(&new.contacts) {
        return Ok(there);
    }
    if there.version != new.base {
        return Err(Conflict::ContactsChanged.into());
    }
    let (account, version) = (new.account.to_string(), version_of(there.version + 1));
    let (country, time_zone) = (new.contacts.country(), new.contacts.time_zone());
    let (billing, operations) = (new.contacts.billing(), new.contacts.operations());
    let security = new.contacts.security();
    sql::execute(
        db,
        "UPDATE accounts SET country = $3, time_zone = $4, billing_contact = $5, operations_contact = $6,
                security_contact = $7, contacts_version = $2
         WHERE account_id = $1",
        &[
            &account,
            &version,
            &country,
            &time_zone,
            &billing,
            &operations,
            &security,
        ],
    )
    .await?;
    sql::execute(
        db,
        "INSERT INTO contact_changes (account_id, version, country, time_zone, billing_contact, operations_contact,
                                      security_contact, user_id, changed_by, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            &account,
            &version,
            &country,
            &time_zone,
            &billing,
            &operations,
            &security,
            &new.user.0,
            &new.changed_by,
            &new.changed_at.timestamp_millis(),
        ],
    )
    .await?;
    let saved = contacts(db, new.account).await?;
    saved.ok_or(Conflict::NoSuchAccount.into())
}

pub async fn preferences(db: &Transaction<'_>, user: UserId) -> Result<Preferences, StoreError> {
    let preferences = "SELECT language, theme, pages_time_zone FROM users WHERE user_id = $1";
    let Some(row) = sql::row(db, preferences, &[&user.0]).await? else {
        return Ok(Preferences::default());
    };
    Ok(Preferences {
        language: row.code_or_none("language")?,
        theme: row.code_or_none("theme")?,
        time_zone: row.plain("pages_time_zone")?,
    })
}

pub async fn save_preferences(
    db: &Transaction<'_>,
    user: UserId,
    changes: &Preferences,
) -> Result<Preferences, StoreError> {
    sql::execute(
        db,
        "UPDATE users SET language = coalesce($2, language), theme = coalesce($3, theme),
                pages_time_zone = coalesce($4, pages_time_zone)
         WHERE user_id = $1",
        &[
            &user.0,
            &changes.language.map(|one| one.to_string()),
            &changes.theme.map(|one| one.to_string()),
            &changes.time_zone,
        ],
    )
    .await?;
    preferences(db, user).await
}
