//! A stretch of time that is open or closed, and why.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::instant;
use crate::kinds::Lang;

/// A name in each language of the policy.
pub type Names = BTreeMap<Lang, String>;

/// A stretch of time, from `start` to just before `end`.
///
/// In lists, spans are contiguous, in order and never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "SpanForm")]
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
// Read as a part of `Span`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// How a span is read: flat, so that no part of it has to be kept aside until its state is known.
#[derive(Deserialize)]
struct SpanForm {
    #[serde(deserialize_with = "instant::read")]
    start: DateTime<Utc>,
    #[serde(deserialize_with = "instant::read")]
    end: DateTime<Utc>,
    state: StateCode,
    names: Option<Names>,
}

/// The `state` of a [`SpanState`] alone.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StateCode {
    Open,
    OutsideHours,
    Weekend,
    Holiday,
}

/// A holiday came without its name.
#[derive(Debug, thiserror::Error)]
#[error("a holiday needs its `names`, by language")]
struct NamelessHoliday;

impl TryFrom<SpanForm> for Span {
    type Error = NamelessHoliday;

    fn try_from(form: SpanForm) -> Result<Self, NamelessHoliday> {
        let SpanForm {
            start,
            end,
            state,
            names,
        } = form;
        let state = match state {
            StateCode::Open => SpanState::Open,
            StateCode::OutsideHours => SpanState::OutsideHours,
            StateCode::Weekend => SpanState::Weekend,
            StateCode::Holiday => SpanState::Holiday {
                names: names.ok_or(NamelessHoliday)?,
            },
        };
        Ok(Self { start, end, state })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(members: &Value) -> Result<Span, serde_json::Error> {
        let mut span = json!({"start": "2026-06-01T08:00:00Z", "end": "2026-06-01T18:00:00Z"});
        for (name, value) in members.as_object().unwrap() {
            span[name] = value.clone();
        }
        let read = serde_json::from_value::<Span>(span.clone());
        if let Ok(read) = &read {
            assert_eq!(serde_json::to_value(read).unwrap(), span);
        }
        read
    }

    #[test]
    fn s7_a_span_reads_back_in_each_state() {
        for (members, expected) in [
            (json!({"state": "open"}), SpanState::Open),
            (json!({"state": "outside-hours"}), SpanState::OutsideHours),
            (json!({"state": "weekend"}), SpanState::Weekend),
            (
                json!({"state": "holiday", "names": {"en": "New Year", "ja": "元日"}}),
                SpanState::Holiday {
                    names: Names::from([
                        (Lang::EN, "New Year".to_owned()),
                        (Lang::JA, "元日".to_owned()),
                    ]),
                },
            ),
        ] {
            assert_eq!(read(&members).unwrap().state, expected);
        }
    }

    #[test]
    fn a_holiday_without_names_or_an_unknown_state_is_refused() {
        for wrong in [
            json!({"state": "holiday"}),
            json!({"state": "closed"}),
            json!({"state": "holiday", "names": {"english": "New Year"}}),
            json!({}),
        ] {
            assert!(read(&wrong).is_err(), "{wrong}");
        }
    }
}
