//! Statements and rows, with their errors as a store's.

use std::{error::Error, str::FromStr};

use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use serde::{Serialize, de::DeserializeOwned};
use tokio_postgres::{
    Row,
    error::SqlState,
    types::{FromSql, ToSql},
};

use crate::{Conflict, StoreError};

/// What stands for `$1`, `$2` and so on.
pub type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

/// All rows that a statement answers.
pub async fn rows(
    db: &Transaction<'_>,
    sql: &str,
    params: Params<'_>,
) -> Result<Vec<Row>, StoreError> {
    let statement = db.prepare_cached(sql).await?;
    Ok(db.query(&statement, params).await?)
}

/// The one row that a statement answers, if any.
pub async fn row(
    db: &Transaction<'_>,
    sql: &str,
    params: Params<'_>,
) -> Result<Option<Row>, StoreError> {
    let statement = db.prepare_cached(sql).await?;
    Ok(db.query_opt(&statement, params).await?)
}

/// Does a statement; answers how many rows it changed.
pub async fn execute(
    db: &Transaction<'_>,
    sql: &str,
    params: Params<'_>,
) -> Result<u64, StoreError> {
    let statement = db.prepare_cached(sql).await?;
    Ok(db.execute(&statement, params).await?)
}

/// A row's columns, by name.
pub trait Columns {
    /// The value as it stands there.
    fn plain<'a, T: FromSql<'a>>(&'a self, name: &str) -> Result<T, StoreError>;

    /// A code or an identifier.
    fn code<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> Result<T, StoreError> {
        let text: &str = self.plain(name)?;
        text.parse().map_err(StoreError::damaged)
    }

    /// A code that need not be there.
    fn code_or_none<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        let text: Option<&str> = self.plain(name)?;
        let code = text.map(str::parse).transpose();
        code.map_err(StoreError::damaged)
    }

    /// A whole number that is not negative.
    fn number<T: TryFrom<i64, Error: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> Result<T, StoreError> {
        let number: i64 = self.plain(name)?;
        number.try_into().map_err(StoreError::damaged)
    }

    /// A yes or no.
    fn flag(&self, name: &str) -> Result<bool, StoreError> {
        Ok(self.plain::<i64>(name)? != 0)
    }

    /// An instant.
    fn instant(&self, name: &str) -> Result<DateTime<Utc>, StoreError> {
        instant(self.plain(name)?)
    }

    /// An instant that need not be there.
    fn instant_or_none(&self, name: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.plain::<Option<i64>>(name)?.map(instant).transpose()
    }

    /// A value that is always read as a whole.
    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, StoreError> {
        let text: &str = self.plain(name)?;
        serde_json::from_str(text).map_err(StoreError::damaged)
    }

    /// Such a value that need not be there.
    fn json_or_none<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let text: Option<&str> = self.plain(name)?;
        let value = text.map(serde_json::from_str).transpose();
        value.map_err(StoreError::damaged)
    }

    /// A digest.
    fn digest(&self, name: &str) -> Result<crate::Digest, StoreError> {
        let bytes: &[u8] = self.plain(name)?;
        bytes.try_into().map_err(StoreError::damaged)
    }
}

impl Columns for Row {
    fn plain<'a, T: FromSql<'a>>(&'a self, name: &str) -> Result<T, StoreError> {
        self.try_get(name).map_err(StoreError::damaged)
    }
}

fn instant(millis: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(millis)
        .ok_or_else(|| StoreError::damaged(format!("not an instant: {millis}")))
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::damaged)
}

/// A number to be kept, which must not become another one.
pub fn kept(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(StoreError::unavailable)
}

/// A limit, or a place, as a parameter: beyond the largest there is nothing.
pub fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// How many cases are read at once for a page.
pub struct Chunk(usize);

impl Chunk {
    /// So many are enough to begin with where some are read in vain.
    const LEAST: usize = 100;

    /// More are never held at once, but for a page of more.
    const MOST: usize = 1_000;

    /// For a page of so many. Where each case that is read is shown, no more than those.
    pub fn new(limit: u32, all_are_shown: bool) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Self(if all_are_shown {
            limit
        } else {
            limit.clamp(Self::LEAST, Self::MOST)
        })
    }

    /// How many.
    pub const fn size(&self) -> usize {
        self.0
    }

    /// After a chunk of which too few were shown.
    pub fn grow(&mut self) {
        self.0 = self.0.saturating_mul(2).min(Self::MOST.max(self.0));
    }
}

/// What it means that a row of this kind is there already, by the constraint that says so.
fn conflict(constraint: &str) -> Option<Conflict> {
    Some(match constraint {
        "accounts_pkey" => Conflict::AccountIdTaken,
        "accounts_alias_key_key" => Conflict::AliasTaken,
        "users_root_key_key" => Conflict::RootEmailTaken,
        "users_account_id_name_key_key" => Conflict::UserNameTaken,
        "agents_email_key_key" => Conflict::AgentEmailTaken,
        "cases_case_id_key"
        | "correspondence_correspondence_id_key"
        | "attachments_attachment_id_key"
        | "attachments_object_key"
        | "loose_objects_pkey" => Conflict::IdentifierTaken,
        _ => return None,
    })
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(told) = error.as_db_error() else {
            return Self::unavailable(error);
        };
        // Without the details: they quote the row, password hashes and what customers wrote included.
        let constraint = told.constraint().map(|name| format!(" ({name})"));
        let message = format!(
            "{}: {}{}",
            told.code().code(),
            told.message(),
            constraint.unwrap_or_default()
        );
        let known = told.constraint().and_then(conflict);
        match *told.code() {
            SqlState::UNIQUE_VIOLATION => match known {
                Some(conflict) => conflict.into(),
                None => Self::unavailable(message),
            },
            SqlState::T_R_SERIALIZATION_FAILURE
            | SqlState::T_R_DEADLOCK_DETECTED
            | SqlState::LOCK_NOT_AVAILABLE
            | SqlState::QUERY_CANCELED
            | SqlState::TOO_MANY_CONNECTIONS => Self::Busy,
            SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => Self::damaged(message),
            _ => Self::unavailable(message),
        }
    }
}
