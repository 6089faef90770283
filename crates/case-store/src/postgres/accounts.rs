//! Accounts, users and agents in PostgreSQL.

use case_core::{AccountFacts, AccountId, AppliedQuota};
use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::{
    events,
    sql::{self, Columns, json},
};
use crate::{
    Account, AgentId, Conflict, EventKind, Identity, Login, NewAccount, NewAgent, NewUser, Origin,
    StoreError, User, UserId,
    spelling::{can_be_kept, folded},
};

pub async fn add_account(db: &Transaction<'_>, new: &NewAccount) -> Result<UserId, StoreError> {
    let account = &new.account;
    let id = account.id.to_string();
    let created_at = account.created_at.timestamp_millis();
    sql::execute(
        db,
        "INSERT INTO accounts (account_id, name, alias_key, plan, closed, resold, country, time_zone,
                               billing_contact, operations_contact, security_contact, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            &id,
            &account.name,
            &account.alias.as_deref().map(folded),
            &account.facts.plan.code(),
            &i64::from(account.facts.closed),
            &i64::from(account.facts.resold),
            &account.country,
            &account.time_zone,
            &account.billing_contact,
            &account.facts.operations_contact,
            &account.security_contact,
            &created_at,
        ],
    )
    .await?;
    for one in &account.facts.quotas {
        sql::execute(
            db,
            "INSERT INTO account_quotas (account_id, service, quota, region, value) VALUES ($1, $2, $3, $4, $5)",
            &[&id, &one.service, &one.quota, &one.region, &sql::kept(one.value)?],
        )
        .await?;
    }
    let root = sql::row(
        db,
        "INSERT INTO users (account_id, email, root_key, password_hash, permissions, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING user_id",
        &[
            &id,
            &new.root_email.trim(),
            &folded(&new.root_email),
            &new.root_password_hash,
            &json(&case_core::permission::Permissions::root())?,
            &created_at,
        ],
    )
    .await?;
    let root = number_given(root.as_ref(), "user_id")?;
    events::append(
        db,
        account.id,
        EventKind::CreateAccount,
        Origin::Support,
        None,
        account.created_at,
    )
    .await?;
    Ok(UserId(root))
}

/// The number that an `INSERT … RETURNING` gave.
pub fn number_given(row: Option<&Row>, column: &str) -> Result<i64, StoreError> {
    row.ok_or_else(|| StoreError::unavailable("an insertion answered nothing"))?
        .plain(column)
}

/// Keeps every other change to the account's log, cases and files waiting until this transaction ends; whether there is
/// such an account.
///
/// Whoever changes something that an event tells takes this lock first: so what it reads of the account stays true, and
/// numbers are given in the order of the commits.
pub async fn lock(db: &Transaction<'_>, account: AccountId) -> Result<bool, StoreError> {
    let locked = sql::row(
        db,
        "SELECT 1 FROM accounts WHERE account_id = $1 FOR NO KEY UPDATE",
        &[&account.to_string()],
    )
    .await?;
    Ok(locked.is_some())
}

/// Keeps every other change to what is this user's alone waiting until this transaction ends.
pub async fn lock_user(db: &Transaction<'_>, user: UserId) -> Result<(), StoreError> {
    let lock = "SELECT 1 FROM users WHERE user_id = $1 FOR NO KEY UPDATE";
    sql::row(db, lock, &[&user.0]).await.map(drop)
}

pub async fn add_user(db: &Transaction<'_>, new: &NewUser) -> Result<UserId, StoreError> {
    if !lock(db, new.account).await? {
        return Err(Conflict::NoSuchAccount.into());
    }
    let user = sql::row(
        db,
        "INSERT INTO users (account_id, name, name_key, email, password_hash, permissions, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING user_id",
        &[
            &new.account.to_string(),
            &new.name.trim(),
            &folded(&new.name),
            &new.email,
            &new.password_hash,
            &json(&new.permissions)?,
            &new.created_at.timestamp_millis(),
        ],
    )
    .await?;
    let user = number_given(user.as_ref(), "user_id")?;
    events::append(
        db,
        new.account,
        EventKind::CreateUser,
        Origin::Support,
        None,
        new.created_at,
    )
    .await?;
    Ok(UserId(user))
}

pub async fn add_agent(db: &Transaction<'_>, new: &NewAgent) -> Result<AgentId, StoreError> {
    let agent = sql::row(
        db,
        "INSERT INTO agents (name, email, email_key, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING agent_id",
        &[
            &new.name,
            &new.email.trim(),
            &folded(&new.email),
            &new.password_hash,
            &new.created_at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(AgentId(number_given(agent.as_ref(), "agent_id")?))
}

pub async fn account(db: &Transaction<'_>, id: AccountId) -> Result<Option<Account>, StoreError> {
    let row = sql::row(
        db,
        "SELECT account_id, name, alias_key, plan, closed, resold, country, time_zone, billing_contact,
                operations_contact, security_contact, created_at
         FROM accounts WHERE account_id = $1",
        &[&id.to_string()],
    )
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let quotas = sql::rows(
        db,
        "SELECT service, quota, region, value FROM account_quotas WHERE account_id = $1
         ORDER BY service, quota, region",
        &[&id.to_string()],
    )
    .await?;
    let quotas = quotas.iter().map(|row| {
        Ok(AppliedQuota {
            service: row.plain("service")?,
            quota: row.plain("quota")?,
            region: row.plain("region")?,
            value: row.number("value")?,
        })
    });
    let quotas = quotas.collect::<Result<_, StoreError>>()?;
    read_account(&row, quotas).map(Some)
}

fn read_account(row: &Row, quotas: Vec<AppliedQuota>) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.code("account_id")?,
        name: row.plain("name")?,
        alias: row.plain("alias_key")?,
        facts: AccountFacts {
            plan: row.code("plan")?,
            closed: row.flag("closed")?,
            resold: row.flag("resold")?,
            operations_contact: row.plain("operations_contact")?,
            quotas,
        },
        billing_contact: row.plain("billing_contact")?,
        security_contact: row.plain("security_contact")?,
        country: row.plain("country")?,
        time_zone: row.plain("time_zone")?,
        created_at: row.instant("created_at")?,
    })
}

pub async fn account_by_alias(
    db: &Transaction<'_>,
    alias: &str,
) -> Result<Option<AccountId>, StoreError> {
    if !can_be_kept(alias) {
        return Ok(None);
    }
    let found = "SELECT account_id FROM accounts WHERE alias_key = $1";
    let found = sql::row(db, found, &[&folded(alias)]).await?;
    found.map(|row| row.code("account_id")).transpose()
}

pub async fn has_accounts(db: &Transaction<'_>) -> Result<bool, StoreError> {
    let any = sql::row(db, "SELECT 1 FROM accounts LIMIT 1", &[]).await?;
    Ok(any.is_some())
}

pub async fn root_login(db: &Transaction<'_>, email: &str) -> Result<Option<Login>, StoreError> {
    if !can_be_kept(email) {
        return Ok(None);
    }
    let login = "SELECT user_id, password_hash FROM users WHERE root_key = $1";
    let login = sql::row(db, login, &[&folded(email)]).await?;
    login.as_ref().map(read_login).transpose()
}

pub async fn user_login(
    db: &Transaction<'_>,
    account: AccountId,
    name: &str,
) -> Result<Option<Login>, StoreError> {
    if !can_be_kept(name) {
        return Ok(None);
    }
    let login = "SELECT user_id, password_hash FROM users WHERE account_id = $1 AND name_key = $2";
    let login = sql::row(db, login, &[&account.to_string(), &folded(name)]).await?;
    login.as_ref().map(read_login).transpose()
}

fn read_login(row: &Row) -> Result<Login, StoreError> {
    Ok(Login {
        user: UserId(row.plain("user_id")?),
        password_hash: row.plain("password_hash")?,
    })
}

pub async fn user(db: &Transaction<'_>, id: UserId) -> Result<Option<User>, StoreError> {
    let user = "SELECT account_id, name, email, permissions FROM users WHERE user_id = $1";
    let Some(row) = sql::row(db, user, &[&id.0]).await? else {
        return Ok(None);
    };
    let email: Option<String> = row.plain("email")?;
    let identity = match row.plain("name")? {
        Some(name) => Identity::User { name, email },
        // The table's own check: who has no name has an address.
        None => Identity::Root {
            email: email.unwrap_or_default(),
        },
    };
    Ok(Some(User {
        id,
        account: row.code("account_id")?,
        identity,
        permissions: row.json("permissions")?,
    }))
}
