//! X3: one case, to those of its own account.

use case_core::{CaseId, clock::CorrespondenceKind, permission::Action};
use case_store::CaseRecord;

use crate::{Principal, Service, ServiceError};

impl Service {
    /// X2, X3: a case by its ID, with everything that its customer may see.
    pub async fn view_case(
        &self,
        principal: &Principal,
        id: &str,
    ) -> Result<CaseRecord, ServiceError> {
        principal.require(Action::DescribeCases)?;
        let id = id.parse().map_err(|_| ServiceError::NoSuchCase)?;
        self.own_case(principal, &id).await
    }

    /// X3: a case of the principal's account, without what agents wrote for agents.
    pub(super) async fn own_case(
        &self,
        principal: &Principal,
        id: &CaseId,
    ) -> Result<CaseRecord, ServiceError> {
        let case = self.ports.store.case(principal.account.id, id).await?;
        let mut case = case.ok_or(ServiceError::NoSuchCase)?;
        case.correspondence
            .retain(|one| one.kind != CorrespondenceKind::InternalNote);
        Ok(case)
    }
}
