//! X5: contacts of accounts, and how users like the pages, in SQLite.

use case_core::{AccountId, account::Preferences};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::columns::{Code, Millis};
use crate::{
    Conflict, ContactsChange, NewContacts, SavedContacts, StoreError, UserId, spelling::version_of,
};

pub fn contacts(db: &Connection, account: AccountId) -> Result<Option<SavedContacts>, StoreError> {
    let mut contacts = db.prepare_cached(
        "SELECT contacts_version, accounts.country, accounts.time_zone, accounts.billing_contact,
                accounts.operations_contact, accounts.security_contact, changed_by, at
         FROM accounts LEFT JOIN contact_changes
           ON contact_changes.account_id = accounts.account_id AND version = contacts_version
         WHERE accounts.account_id = ?1",
    )?;
    Ok(contacts.query_row([Code(account)], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<SavedContacts> {
    let by: Option<String> = row.get("changed_by")?;
    let change = match by {
        Some(by) => Some(ContactsChange {
            by,
            at: row.get::<_, Millis>("at")?.0,
        }),
        None => None,
    };
    Ok(SavedContacts {
        version: row.get("contacts_version")?,
        country: row.get("country")?,
        time_zone: row.get("time_zone")?,
        billing: row.get("billing_contact")?,
        operations: row.get("operations_contact")?,
        security: row.get("security_contact")?,
        change,
    })
}

pub fn save_contacts(db: &Connection, new: &NewContacts) -> Result<SavedContacts, StoreError> {
    let there = contacts(db, new.account)?.ok_or(Conflict::NoSuchAccount)?;
    // The same contacts are saved already: the answer to an earlier attempt may have been lost.
    if there.are(&new.contacts) {
        return Ok(there);
    }
    if there.version != new.base {
        return Err(Conflict::ContactsChanged.into());
    }
    let version = version_of(there.version + 1);
    db.prepare_cached(
        "UPDATE accounts SET country = :country, time_zone = :time_zone, billing_contact = :billing,
                operations_contact = :operations, security_contact = :security, contacts_version = :version
         WHERE account_id = :account",
    )?
    .execute(named_params! {
        ":account": Code(new.account),
        ":version": version,
        ":country": new.contacts.country(),
        ":time_zone": new.contacts.time_zone(),
        ":billing": new.contacts.billing(),
        ":operations": new.contacts.operations(),
        ":security": new.contacts.security(),
    })?;
    db.prepare_cached(
        "INSERT INTO contact_changes (account_id, version, country, time_zone, billing_contact, operations_contact,
                                      security_contact, user_id, changed_by, at)
         VALUES (:account, :version, :country, :time_zone, :billing, :operations, :security, :user, :by, :at)",
    )?
    .execute(named_params! {
        ":account": Code(new.account),
        ":version": version,
        ":country": new.contacts.country(),
        ":time_zone": new.contacts.time_zone(),
        ":billing": new.contacts.billing(),
        ":operations": new.contacts.operations(),
        ":security": new.contacts.security(),
        ":user": new.user.0,
        ":by": new.changed_by,
        ":at": Millis(new.changed_at),
    })?;
    contacts(db, new.account)?.ok_or(Conflict::NoSuchAccount.into())
}

pub fn preferences(db: &Connection, user: UserId) -> Result<Preferences, StoreError> {
    let mut preferences =
        db.prepare_cached("SELECT language, theme, pages_time_zone FROM users WHERE user_id = ?1")?;
    let preferences = preferences.query_row([user.0], |row| {
        Ok(Preferences {
            language: row.get::<_, Option<Code<_>>>("language")?.map(|it| it.0),
            theme: row.get::<_, Option<Code<_>>>("theme")?.map(|it| it.0),
            time_zone: row.get("pages_time_zone")?,
        })
    });
    Ok(preferences.optional()?.unwrap_or_default())
}

pub fn save_preferences(
    db: &Connection,
    user: UserId,
    changes: &Preferences,
) -> Result<Preferences, StoreError> {
    db.prepare_cached(
        "UPDATE users SET language = coalesce(?2, language), theme = coalesce(?3, theme),
                pages_time_zone = coalesce(?4, pages_time_zone)
         WHERE user_id = ?1",
    )?
    .execute(params![
        user.0,
        changes.language.map(Code),
        changes.theme.map(Code),
        changes.time_zone
    ])?;
    preferences(db, user)
}
