//! Checking, creating and viewing cases.

use case_core::{
    CaseId, CaseStatus, CaseType, Contact, DisplayId, ExtraField, QuotaRequest, Severity,
    Violation,
    clock::{ResponseClock, instant},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::AttachmentView;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckAnswer {
    /// Empty when the draft may be submitted.
    pub violations: Vec<Violation>,
}

/// T11: the answer to a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedCase {
    /// The case as it was saved.
    pub case: CaseView,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseRow {
    /// T11.
    pub case_id: CaseId,
    /// T11.
    pub display_id: DisplayId,
    /// T1.
    pub case_type: CaseType,
    /// T10.
    pub subject: String,
    /// L1.
    pub status: CaseStatus,
    /// S1.
    pub severity: Severity,
    /// The service's id; its name is in the policy.
    pub service: String,
    /// The category's id; none for a quota increase.
    pub category: Option<String>,
    /// When it was submitted.
    #[serde(deserialize_with = "instant::read")]
    pub created_at: DateTime<Utc>,
    /// S3: when the first response is due; none where the plan promises none.
    #[serde(default, deserialize_with = "instant::read_optional")]
    pub due_at: Option<DateTime<Utc>>,
}

/// A case with everything that its customer may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "CaseViewForm", rename_all = "camelCase")]
pub struct CaseView {
    /// What a list shows.
    #[serde(flatten)]
    pub row: CaseRow,
    /// Who opened it, by display name.
    pub submitted_by: String,
    /// T8.
    pub fields: Vec<ExtraField>,
    /// Q1.
    pub quota_requests: Vec<QuotaRequest>,
    /// C1, C2.
    pub contact: Contact,
    /// C6.
    pub additional_contacts: Vec<String>,
    /// S7: the clock of the first response.
    pub response: Option<ResponseClock>,
    /// S5: when an agent first replied; none before that. Only this ends the clock, whatever else the correspondence has.
    #[serde(default, deserialize_with = "instant::read_optional")]
    pub first_response_at: Option<DateTime<Utc>>,
    /// The correspondence, oldest first.
    pub correspondence: Vec<Correspondence>,
}

/// How a case is read: flat, so that no member has to be kept aside until it is known whose it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseViewForm {
    case_id: CaseId,
    display_id: DisplayId,
    case_type: CaseType,
    subject: String,
    status: CaseStatus,
    severity: Severity,
    service: String,
    category: Option<String>,
    #[serde(deserialize_with = "instant::read")]
    created_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "instant::read_optional")]
    due_at: Option<DateTime<Utc>>,
    submitted_by: String,
    fields: Vec<ExtraField>,
    quota_requests: Vec<QuotaRequest>,
    contact: Contact,
    additional_contacts: Vec<String>,
    response: Option<ResponseClock>,
    #[serde(default, deserialize_with = "instant::read_optional")]
    first_response_at: Option<DateTime<Utc>>,
    correspondence: Vec<Correspondence>,
}

impl From<CaseViewForm> for CaseView {
    fn from(form: CaseViewForm) -> Self {
        let row = CaseRow {
            case_id: form.case_id,
            display_id: form.display_id,
            case_type: form.case_type,
            subject: form.subject,
            status: form.status,
            severity: form.severity,
            service: form.service,
            category: form.category,
            created_at: form.created_at,
            due_at: form.due_at,
        };
        Self {
            row,
            submitted_by: form.submitted_by,
            fields: form.fields,
            quota_requests: form.quota_requests,
            contact: form.contact,
            additional_contacts: form.additional_contacts,
            response: form.response,
            first_response_at: form.first_response_at,
            correspondence: form.correspondence,
        }
    }
}

/// One message of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Correspondence {
    /// Unique in the installation.
    pub id: String,
    /// Who wrote it.
    pub author: CorrespondenceAuthor,
    /// Plain text.
    pub body: String,
    /// A1: in the order in which they were attached.
    #[serde(default)]
    pub attachments: Vec<AttachmentView>,
    /// When it was saved.
    #[serde(deserialize_with = "instant::read")]
    pub created_at: DateTime<Utc>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CorrespondenceAuthor {
    /// Which side.
    pub side: Author,
    /// The name to show.
    pub name: String,
}

/// N3: which side wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// The account's people.
    Customer,
    /// The support centre's.
    Support,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_case_reads_back_with_the_members_of_its_row_beside_its_own() {
        let json = json!({
            "caseId": "case-123456789012-muen-2026-c4c1d2bf33c5cf47",
            "displayId": "1000000001",
            "caseType": "technical",
            "subject": "No answer",
            "status": "unassigned",
            "severity": "normal",
            "service": "compute",
            "category": null,
            "createdAt": "2026-06-01T08:00:00Z",
            "dueAt": null,
            "submittedBy": "Ana",
            "fields": [{"id": "since", "value": "2026-05-31"}],
            "quotaRequests": [],
            "contact": {"language": "en", "channel": "web"},
            "additionalContacts": ["bo@example.com"],
            "response": null,
            "firstResponseAt": "2026-06-01T09:30:00Z",
            "correspondence": [],
        });
        let case: CaseView = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(case.row.display_id.to_string(), "1000000001");
        assert_eq!(serde_json::to_value(&case).unwrap(), json);

        for (name, _) in json.as_object().unwrap() {
            let mut without = json.clone();
            without.as_object_mut().unwrap().remove(name);
            let may_be_absent =
                ["category", "dueAt", "response", "firstResponseAt"].contains(&name.as_str());
            let read = serde_json::from_value::<CaseView>(without);
            assert_eq!(read.is_ok(), may_be_absent, "without {name}");
        }
    }
}
