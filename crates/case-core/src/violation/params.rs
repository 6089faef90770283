//! The parameters of a fault as they are read: any of them, before it is known which fault they belong to.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};

use crate::{
    clock::instant,
    kinds::{CaseType, Plan},
};

/// Every parameter that some fault has.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    pub(super) actual: Option<u64>,
    pub(super) allowed: Option<Vec<Listed>>,
    pub(super) calling_code: Option<String>,
    pub(super) case_type: Option<CaseType>,
    pub(super) character: Option<String>,
    pub(super) country: Option<String>,
    pub(super) current: Option<u64>,
    pub(super) first: Option<u64>,
    pub(super) max: Option<u64>,
    #[serde(default, deserialize_with = "instant::read_optional")]
    pub(super) opens: Option<DateTime<Utc>>,
    pub(super) plan: Option<Plan>,
    pub(super) position: Option<u64>,
    pub(super) prefix: Option<String>,
    pub(super) region: Option<String>,
    pub(super) value: Option<String>,
}

/// A fault came without a parameter that its sentence needs, or with one of another kind.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fault's parameter `{0}` is missing or not of its kind")]
pub(super) struct ParamMissing(pub(super) &'static str);

/// A parameter as it was read, as the type that a fault has for it; none where the fault cannot do with it.
pub(super) trait Param<T> {
    fn read(self) -> Option<T>;
}

impl<T> Param<T> for Option<T> {
    fn read(self) -> Self {
        self
    }
}

impl Param<u32> for Option<u64> {
    fn read(self) -> Option<u32> {
        self?.try_into().ok()
    }
}

/// A fault may do without it.
impl Param<Self> for Option<DateTime<Utc>> {
    fn read(self) -> Option<Self> {
        Some(self)
    }
}

impl<T: FromStr> Param<Vec<T>> for Option<Vec<Listed>> {
    fn read(self) -> Option<Vec<T>> {
        self?.iter().map(|one| one.0.parse().ok()).collect()
    }
}

/// An element of a list: a text or a code, or a number, by its digits.
pub(super) struct Listed(String);

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListedVisitor)
    }
}

struct ListedVisitor;

impl Visitor<'_> for ListedVisitor {
    type Value = Listed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a whole number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Listed, E> {
        Ok(Listed(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Listed, E> {
        Ok(Listed(number.to_string()))
    }
}
