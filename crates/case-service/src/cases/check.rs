//! The check of a draft, as a submission would make it.

use case_core::{CaseDraft, Context, Lang, ValidCase, Violation, permission::Action};
use chrono::{DateTime, Utc};

use crate::{Principal, Service, ServiceError};

impl Service {
    /// Everything that is wrong with a draft; empty when it may be submitted. Saves nothing.
    pub async fn check_draft(
        &self,
        principal: &Principal,
        draft: &CaseDraft,
    ) -> Result<Vec<Violation>, ServiceError> {
        principal.require(Action::CreateCase)?;
        let now = self.ports.clock.now();
        match self.validate(principal, draft, now).await {
            Ok(_) => Ok(Vec::new()),
            Err(ServiceError::InvalidCase(violations)) => Ok(violations),
            Err(error) => Err(error),
        }
    }

    /// The draft as a case, or everything that is wrong with it.
    pub(super) async fn validate(
        &self,
        principal: &Principal,
        draft: &CaseDraft,
        now: DateTime<Utc>,
    ) -> Result<ValidCase, ServiceError> {
        let account = &principal.account;
        let uploads = if draft.attachments.is_empty() {
            Vec::new()
        } else {
            self.waiting_files(principal).await?
        };
        let hours = self.hours.get(&self.policies, account, now)?;
        let context = Context {
            // In the language that the customer and the agent will share: a quota increase without a subject takes the
            // limit type's name as its own.
            policy: self
                .policies
                .policy(draft.contact.language.parse::<Lang>().ok()),
            account: &account.facts,
            actor: principal.actor(),
            business_hours: &hours.business,
            channel_hours: &hours.channels,
            uploads: Some(&uploads),
            now,
        };
        case_core::validate(draft, &context).map_err(ServiceError::InvalidCase)
    }
}
