//! A stretch of time that is open or closed, and why.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kinds::Lang;

/// A name in each language of the policy.
pub type Names = BTreeMap<Lang, String>;

/// A stretch of time, from `start` to just before `end`.
///
/// In lists, spans are contiguous, in order and never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// The first instant.
    pub start: DateTime<Utc>,
    /// The first instant after it.
    pub end: DateTime<Utc>,
    /// Open or closed, and why.
    #[serde(flatten)]
    pub state: SpanState,
}

/// Whether a span's time counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum SpanState {
    /// It counts.
    Open,
    /// Before, between or after the day's hours.
    OutsideHours,
    /// A day of the week without hours.
    Weekend,
    /// A day without hours although its weekday has some.
    Holiday {
        /// The holiday's name.
        #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, String>))]
        names: Names,
    },
}

impl SpanState {
    /// Whether time in this state counts.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}
