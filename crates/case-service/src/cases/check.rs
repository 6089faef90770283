//! The check of a draft, as a submission would make it.

use case_core::{
    CaseDraft, Context, Fault, FieldPath, Lang, ValidCase, Violation, permission::Action,
};
use chrono::{DateTime, Utc};

use crate::{Principal, Service, ServiceError};

impl Service {
    /// Everything that is wrong with a draft; empty when it may be submitted. Saves nothing.
    pub fn check_draft(
        &self,
        principal: &Principal,
        draft: &CaseDraft,
    ) -> Result<Vec<Violation>, ServiceError> {
        principal.require(Action::CreateCase)?;
        match self.validate(principal, draft, self.ports.clock.now()) {
            Ok(_) => Ok(Vec::new()),
            Err(ServiceError::InvalidCase(violations)) => Ok(violations),
            Err(error) => Err(error),
        }
    }

    /// The draft as a case, or everything that is wrong with it.
    pub(super) fn validate(
        &self,
        principal: &Principal,
        draft: &CaseDraft,
        now: DateTime<Utc>,
    ) -> Result<ValidCase, ServiceError> {
        let account = &principal.account;
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
            now,
        };
        let checked = case_core::validate(draft, &context);
        match (checked, not_uploaded(draft)) {
            (Ok(case), missing) if missing.is_empty() => Ok(case),
            (Ok(_), missing) => Err(ServiceError::InvalidCase(missing)),
            (Err(found), missing) => Err(ServiceError::InvalidCase(merge(found, missing))),
        }
    }
}

/// A3: the files whose bytes are not here. There is no way to send them yet, so that it is all of them.
fn not_uploaded(draft: &CaseDraft) -> Vec<Violation> {
    let paths = (0..draft.attachments.len()).map(|place| FieldPath::ATTACHMENTS.index(place));
    paths
        .map(|path| Violation {
            path,
            fault: Fault::FileNotUploaded,
        })
        .collect()
}

/// Adds what is missing to what was found, except where a file has a fault anyway or there are too many.
fn merge(mut found: Vec<Violation>, missing: Vec<Violation>) -> Vec<Violation> {
    let told = |path: &FieldPath| {
        found
            .iter()
            .any(|one| one.path == FieldPath::ATTACHMENTS || one.path.is_within(path.as_str()))
    };
    let missing: Vec<_> = missing.into_iter().filter(|one| !told(&one.path)).collect();
    found.extend(missing);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: FieldPath, fault: Fault) -> Violation {
        Violation { path, fault }
    }

    #[test]
    fn a3_a_file_is_told_once() {
        let file = |place| FieldPath::ATTACHMENTS.index(place);
        let missing = || {
            vec![
                at(file(0), Fault::FileNotUploaded),
                at(file(1), Fault::FileNotUploaded),
            ]
        };
        let empty = at(file(0).member("size"), Fault::FileEmpty);
        let told = merge(vec![empty.clone()], missing());
        assert_eq!(told, [empty, at(file(1), Fault::FileNotUploaded)]);
        let many = at(FieldPath::ATTACHMENTS, Fault::TooMany { max: 1, actual: 2 });
        assert_eq!(merge(vec![many.clone()], missing()), [many]);
    }
}
