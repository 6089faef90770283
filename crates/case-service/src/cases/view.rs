//! X3: one case, to those of its own account.

use case_core::{CaseId, clock::first_response_at, permission::Action};
use case_store::CaseRecord;
use chrono::{DateTime, Utc};

use crate::{Principal, Service, ServiceError};

/// A case as its customer may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewedCase {
    /// The case, without what agents wrote for agents.
    pub case: CaseRecord,
    /// S5: when an agent first replied; none before that.
    pub first_response_at: Option<DateTime<Utc>>,
}

impl Service {
    /// X2, X3: a case by its ID, with everything that its customer may see.
    pub async fn view_case(
        &self,
        principal: &Principal,
        id: &str,
    ) -> Result<ViewedCase, ServiceError> {
        principal.require(Action::DescribeCases)?;
        let id = id.parse().map_err(|_| ServiceError::NoSuchCase)?;
        self.own_case(principal, &id).await
    }

    /// X3, S5: a case of the principal's account, without what agents wrote for agents, and its first response.
    pub(super) async fn own_case(
        &self,
        principal: &Principal,
        id: &CaseId,
    ) -> Result<ViewedCase, ServiceError> {
        let case = self.ports.store.case(principal.account.id, id).await?;
        let mut case = case.ok_or(ServiceError::NoSuchCase)?;
        case.correspondence.retain(|one| one.kind.is_for_customer());
        let first_response_at = first_response_at(
            case.correspondence
                .iter()
                .map(|one| (one.kind, one.created_at)),
        );
        Ok(ViewedCase {
            case,
            first_response_at,
        })
    }
}
