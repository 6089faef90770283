//! The policy in force, in the language shown.

use std::sync::{Arc, LazyLock};

use case_core::Policy;
use case_wire::ProblemKind;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{self, ApiError},
    locales,
};

static POLICY: LazyLock<ArcRwSignal<Option<Arc<Policy>>>> =
    LazyLock::new(|| ArcRwSignal::new(None));

static FAILURE: LazyLock<ArcRwSignal<Option<ApiError>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The policy; none before it arrives. Follows changes, such as another language.
pub fn current() -> Option<Arc<Policy>> {
    POLICY.get()
}

/// Why there is none, or none in the language shown; follows changes.
pub fn failure() -> Option<ApiError> {
    FAILURE.get()
}

/// Fetches the policy in this language. The one before stays until it arrives.
pub async fn load(language: &'static str) {
    let mut answer = api::policy(Some(language)).await;
    let is_without_it = |error: &ApiError| error.kind() == Some(ProblemKind::InvalidParameter);
    if answer.as_ref().is_err_and(is_without_it) {
        // The pages know a language that this policy does not have.
        answer = api::policy(None).await;
    }
    if untrack(locales::current).code != language {
        // Another one is wanted by now, and on its way.
        return;
    }
    match answer {
        Ok(policy) => {
            FAILURE.set(None);
            POLICY.set(Some(Arc::new(policy)));
        }
        // The same again changes nothing: somebody may be at the button of what is shown.
        Err(error)
            if FAILURE.with_untracked(|shown| {
                shown.as_ref().is_some_and(|shown| shown.is_like(&error))
            }) => {}
        Err(error) => FAILURE.set(Some(error)),
    }
}

/// Fetches the policy again in the language shown, after a failure.
pub fn reload() {
    spawn_local(load(locales::current().code));
}
