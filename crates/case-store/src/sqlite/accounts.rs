//! Accounts, users and agents in SQLite.

use case_core::{AccountFacts, AccountId, AppliedQuota};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{
    columns::{Code, Json, Millis},
    events,
};
use crate::{
    Account, AgentId, Conflict, EventKind, Identity, Login, NewAccount, NewAgent, NewUser, Origin,
    StoreError, User, UserId, spelling::folded,
};

pub fn add_account(db: &Connection, new: &NewAccount) -> Result<UserId, StoreError> {
    let account = &new.account;
    let alias = account.alias.as_deref().map(folded);
    let root_key = folded(&new.root_email);
    refuse(
        db,
        "SELECT 1 FROM accounts WHERE account_id = ?1",
        &account.id.to_string(),
        Conflict::AccountIdTaken,
    )?;
    if let Some(alias) = &alias {
        refuse(
            db,
            "SELECT 1 FROM accounts WHERE alias_key = ?1",
            alias,
            Conflict::AliasTaken,
        )?;
    }
    refuse(
        db,
        "SELECT 1 FROM users WHERE root_key = ?1",
        &root_key,
        Conflict::RootEmailTaken,
    )?;
    db.prepare_cached(
        "INSERT INTO accounts (account_id, name, alias_key, plan, closed, resold, country, time_zone,
                               billing_contact, operations_contact, security_contact, created_at)
         VALUES (:id, :name, :alias, :plan, :closed, :resold, :country, :time_zone,
                 :billing, :operations, :security, :created_at)",
    )?
    .execute(named_params! {
        ":id": Code(account.id),
        ":name": account.name,
        ":alias": alias,
        ":plan": account.facts.plan.code(),
        ":closed": account.facts.closed,
        ":resold": account.facts.resold,
        ":country": account.country,
        ":time_zone": account.time_zone,
        ":billing": account.billing_contact,
        ":operations": account.facts.operations_contact,
        ":security": account.security_contact,
        ":created_at": Millis(account.created_at),
    })?;
    let mut quota = db.prepare_cached(
        "INSERT INTO account_quotas (account_id, service, quota, region, value) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for one in &account.facts.quotas {
        quota.execute(params![
            Code(account.id),
            one.service,
            one.quota,
            one.region,
            one.value
        ])?;
    }
    db.prepare_cached(
        "INSERT INTO users (account_id, email, root_key, password_hash, permissions, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        Code(account.id),
        new.root_email.trim(),
        root_key,
        new.root_password_hash,
        Json(case_core::permission::Permissions::root()),
        Millis(account.created_at),
    ])?;
    let root = UserId(db.last_insert_rowid());
    events::append(
        db,
        account.id,
        EventKind::CreateAccount,
        Origin::Support,
        None,
        account.created_at,
    )?;
    Ok(root)
}

pub fn add_user(db: &Connection, new: &NewUser) -> Result<UserId, StoreError> {
    let name_key = folded(&new.name);
    if !exists(db, new.account)? {
        return Err(Conflict::NoSuchAccount.into());
    }
    if user_login(db, new.account, &name_key)?.is_some() {
        return Err(Conflict::UserNameTaken.into());
    }
    db.prepare_cached(
        "INSERT INTO users (account_id, name, name_key, email, password_hash, permissions, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        Code(new.account),
        new.name.trim(),
        name_key,
        new.email,
        new.password_hash,
        Json(&new.permissions),
        Millis(new.created_at),
    ])?;
    let user = UserId(db.last_insert_rowid());
    events::append(
        db,
        new.account,
        EventKind::CreateUser,
        Origin::Support,
        None,
        new.created_at,
    )?;
    Ok(user)
}

pub fn add_agent(db: &Connection, new: &NewAgent) -> Result<AgentId, StoreError> {
    let email_key = folded(&new.email);
    refuse(
        db,
        "SELECT 1 FROM agents WHERE email_key = ?1",
        &email_key,
        Conflict::AgentEmailTaken,
    )?;
    db.prepare_cached(
        "INSERT INTO agents (name, email, email_key, password_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![new.name, new.email.trim(), email_key, new.password_hash, Millis(new.created_at)])?;
    Ok(AgentId(db.last_insert_rowid()))
}

/// Fails with `conflict` where `sql` finds a row for `key`. There is one writer, so that the answer still holds when
/// the row is inserted.
fn refuse(db: &Connection, sql: &str, key: &str, conflict: Conflict) -> Result<(), StoreError> {
    if db.prepare_cached(sql)?.exists([key])? {
        Err(conflict.into())
    } else {
        Ok(())
    }
}

pub fn exists(db: &Connection, id: AccountId) -> Result<bool, StoreError> {
    let mut account = db.prepare_cached("SELECT 1 FROM accounts WHERE account_id = ?1")?;
    Ok(account.exists([Code(id)])?)
}

pub fn account(db: &Connection, id: AccountId) -> Result<Option<Account>, StoreError> {
    let Some(mut account) = account_row(db, id)? else {
        return Ok(None);
    };
    let mut quotas = db.prepare_cached(
        "SELECT service, quota, region, value FROM account_quotas WHERE account_id = ?1
         ORDER BY service, quota, region",
    )?;
    let quotas = quotas.query_map([Code(id)], |row| {
        Ok(AppliedQuota {
            service: row.get(0)?,
            quota: row.get(1)?,
            region: row.get(2)?,
            value: row.get(3)?,
        })
    })?;
    account.facts.quotas = quotas.collect::<Result<_, _>>()?;
    Ok(Some(account))
}

fn account_row(db: &Connection, id: AccountId) -> Result<Option<Account>, StoreError> {
    let mut account = db.prepare_cached(
        "SELECT account_id, name, alias_key, plan, closed, resold, country, time_zone, billing_contact,
                operations_contact, security_contact, created_at
         FROM accounts WHERE account_id = ?1",
    )?;
    Ok(account.query_row([Code(id)], read_account).optional()?)
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get::<_, Code<_>>("account_id")?.0,
        name: row.get("name")?,
        alias: row.get("alias_key")?,
        facts: AccountFacts {
            plan: row.get::<_, Code<_>>("plan")?.0,
            closed: row.get("closed")?,
            resold: row.get("resold")?,
            operations_contact: row.get("operations_contact")?,
            quotas: Vec::new(),
        },
        billing_contact: row.get("billing_contact")?,
        security_contact: row.get("security_contact")?,
        country: row.get("country")?,
        time_zone: row.get("time_zone")?,
        created_at: row.get::<_, Millis>("created_at")?.0,
    })
}

pub fn account_by_alias(db: &Connection, alias: &str) -> Result<Option<AccountId>, StoreError> {
    let mut account = db.prepare_cached("SELECT account_id FROM accounts WHERE alias_key = ?1")?;
    Ok(account
        .query_row([alias], |row| Ok(row.get::<_, Code<_>>(0)?.0))
        .optional()?)
}

pub fn has_accounts(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("SELECT 1 FROM accounts")?.exists([])?)
}

pub fn root_login(db: &Connection, email: &str) -> Result<Option<Login>, StoreError> {
    let mut login =
        db.prepare_cached("SELECT user_id, password_hash FROM users WHERE root_key = ?1")?;
    Ok(login.query_row([email], read_login).optional()?)
}

pub fn user_login(
    db: &Connection,
    account: AccountId,
    name: &str,
) -> Result<Option<Login>, StoreError> {
    let mut login = db.prepare_cached(
        "SELECT user_id, password_hash FROM users WHERE account_id = ?1 AND name_key = ?2",
    )?;
    Ok(login
        .query_row(params![Code(account), name], read_login)
        .optional()?)
}

fn read_login(row: &Row<'_>) -> rusqlite::Result<Login> {
    Ok(Login {
        user: UserId(row.get(0)?),
        password_hash: row.get(1)?,
    })
}

pub fn user(db: &Connection, id: UserId) -> Result<Option<User>, StoreError> {
    let mut user = db.prepare_cached(
        "SELECT account_id, name, email, permissions FROM users WHERE user_id = ?1",
    )?;
    let user = user.query_row([id.0], |row| {
        let email: Option<String> = row.get("email")?;
        let identity = match row.get("name")? {
            Some(name) => Identity::User { name, email },
            // The table's own check: who has no name has an address.
            None => Identity::Root {
                email: email.unwrap_or_default(),
            },
        };
        Ok(User {
            id,
            account: row.get::<_, Code<_>>("account_id")?.0,
            identity,
            permissions: row.get::<_, Json<_>>("permissions")?.0,
        })
    });
    Ok(user.optional()?)
}
