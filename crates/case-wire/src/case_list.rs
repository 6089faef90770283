//! Listing cases: what a list is asked for, and a page of it.

use std::str::FromStr;

use case_core::{CaseSort, CaseStatus, CaseType, Severity, kinds::UnknownCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::CaseRow;

/// The cases of a page, where [`CaseListQuery::limit`] does not say.
pub const DEFAULT_PAGE: u32 = 25;

/// The most characters of [`CaseListQuery::search`].
pub const MAX_SEARCH: usize = 200;

/// The most cases of a page.
pub const MAX_PAGE: u32 = 100;

/// The query of a list. Where a parameter takes several codes, they are parted by commas and one of them has to be the case's;
/// of different parameters all have to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CaseListQuery {
    /// L7: `true` leaves out what is resolved.
    #[serde(skip_serializing_if = "is_false")]
    pub open: bool,
    /// L7: only cases of these statuses, parted by commas.
    #[cfg_attr(feature = "openapi", param(style = Form, explode = false))]
    #[serde(with = "codes", skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<CaseStatus>,
    /// L7: only cases of these types, parted by commas.
    #[cfg_attr(feature = "openapi", param(style = Form, explode = false))]
    #[serde(with = "codes", skip_serializing_if = "Vec::is_empty")]
    pub case_type: Vec<CaseType>,
    /// L7: only cases of these severities, parted by commas.
    #[cfg_attr(feature = "openapi", param(style = Form, explode = false))]
    #[serde(with = "codes", skip_serializing_if = "Vec::is_empty")]
    pub severity: Vec<Severity>,
    /// L7: only cases with all of these words in their subject or correspondence, up to 200 characters with a letter or
    /// digit among them; words are found by their beginnings. The newest display IDs come first.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// L7: the order; `newest` where left out. `severity` has the most severe first, and of one severity the newest;
    /// `first-response-due` has what is due soonest first, and last what is promised no response. With `search` there is no
    /// order but `newest`.
    #[cfg_attr(feature = "openapi", param(inline, default = "newest"))]
    #[serde(skip_serializing_if = "is_newest")]
    pub sort: CaseSort,
    /// The `nextCursor` of the page before; none for the first page. It belongs to its `sort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// At most so many cases, 1 to 100; 25 where left out.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 25))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseListPage {
    /// The page's cases. Where few pass the filters or the search, there may be fewer than `limit`, even none, and yet a next
    /// page: only so many cases are looked at for each.
    pub cases: Vec<CaseRow>,
    /// Pass as `cursor` for the next page; none on the last.
    pub next_cursor: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn is_newest(sort: &CaseSort) -> bool {
    *sort == CaseSort::Newest
}

/// Several codes in one text, parted by commas.
mod codes {
    use std::fmt::Display;

    use super::{Deserialize, Deserializer, Error, FromStr, Serializer, UnknownCode};

    pub fn serialize<T: Display, S: Serializer>(codes: &[T], to: S) -> Result<S::Ok, S::Error> {
        let codes: Vec<String> = codes.iter().map(T::to_string).collect();
        to.serialize_str(&codes.join(","))
    }

    pub fn deserialize<'de, T, D>(from: D) -> Result<Vec<T>, D::Error>
    where
        T: FromStr<Err = UnknownCode>,
        D: Deserializer<'de>,
    {
        let text = String::deserialize(from)?;
        let codes = text.split(',').map(str::parse);
        codes.collect::<Result<_, _>>().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l7_several_codes_are_one_text_parted_by_commas() {
        let query = CaseListQuery {
            status: vec![CaseStatus::Opened, CaseStatus::PendingCustomerAction],
            severity: vec![Severity::Low],
            sort: CaseSort::FirstResponseDue,
            ..CaseListQuery::default()
        };
        let json = serde_json::json!({
            "status": "opened,pending-customer-action",
            "severity": "low",
            "sort": "first-response-due",
        });
        assert_eq!(serde_json::to_value(&query).unwrap(), json);
        assert_eq!(
            serde_json::from_value::<CaseListQuery>(json).unwrap(),
            query
        );
        let nothing = serde_json::to_value(CaseListQuery::default()).unwrap();
        assert_eq!(nothing, serde_json::json!({}));
    }

    #[test]
    fn l7_a_code_that_there_is_not_is_told_with_those_that_there_are() {
        for text in ["", "low,", ",low", "low high", "LOW", "low, high"] {
            let query = serde_json::json!({"severity": text});
            let error = serde_json::from_value::<CaseListQuery>(query).unwrap_err();
            let allowed = "is not one of low, normal, high, urgent, critical";
            assert!(error.to_string().contains(allowed), "{text}: {error}");
        }
    }
}
