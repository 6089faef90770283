//! N3: live pages: what happens to an account's cases, told while it happens.

use case_core::{CaseId, DisplayId, clock::instant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Author;

/// The media type of a stream of events, which is for as long as the session is.
pub const EVENTS_MEDIA_TYPE: &str = "text/event-stream";

/// The first message: the stream stands at its `id`. Its data are `{}`.
pub const READY_EVENT: &str = "ready";

/// The message with a [`CaseEvent`]. Its `id` is the event's number in the account's log.
pub const CASE_EVENT: &str = "case";

/// The query of a stream of events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct EventsQuery {
    /// The `id` of the last message that was read; the header `Last-Event-ID` counts before it. Without either, and after
    /// one that the log has not come to, the stream begins at the newest event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
}

/// N3: something that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseEvent {
    /// What.
    pub kind: CaseEventKind,
    /// T11.
    pub case_id: CaseId,
    /// T11.
    pub display_id: DisplayId,
    /// The correspondence that came with it.
    #[serde(default)]
    pub correspondence_id: Option<String>,
    /// Which side caused it.
    pub origin: Author,
    /// When.
    #[serde(deserialize_with = "instant::read")]
    pub at: DateTime<Utc>,
}

/// N3: what may happen to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CaseEventKind {
    /// It was opened.
    CreateCase,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn n3_an_event_reads_back_as_it_was_written() {
        let json = json!({
            "kind": "create-case",
            "caseId": "case-123456789012-muen-2026-c4c1d2bf33c5cf47",
            "displayId": "1000000001",
            "correspondenceId": "c1",
            "origin": "customer",
            "at": "2026-06-01T08:00:00Z",
        });
        let event: CaseEvent = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(event.kind, CaseEventKind::CreateCase);
        assert_eq!(serde_json::to_value(&event).unwrap(), json);
    }
}
