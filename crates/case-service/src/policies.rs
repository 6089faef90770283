//! The policy in force: read once, kept in every language, and as the bytes that clients get.

use std::sync::Arc;

use case_core::{
    Lang, Policy,
    policy::files::{self, PolicyFault, PolicyFile, PolicySet},
};
use chrono_tz::Tz;

use crate::digest;

/// The policy in force.
pub struct Policies {
    set: PolicySet,
    views: Vec<PolicyView>,
}

/// The policy in one language, as clients get it.
#[derive(Debug, Clone)]
pub struct PolicyView {
    /// The language of its texts.
    pub language: Lang,
    /// The [`Policy`] as JSON.
    pub json: Arc<[u8]>,
    /// The SHA-256 of `json` in hexadecimal: the same for the same policy, on every server.
    pub digest: String,
}

/// The policy has no texts in this language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy has no texts in `{asked}`; it has them in {}", .known.join(", "))]
pub struct UnknownLanguage {
    /// What was asked for.
    pub asked: String,
    /// The languages that there are.
    pub known: Vec<String>,
}

impl Policies {
    /// Reads a policy from its files; on a fault, every fault.
    pub fn load(files: &[PolicyFile]) -> Result<Self, Vec<PolicyFault>> {
        let set = files::load(files, &|name| name.parse::<Tz>().is_ok())?;
        let views = set
            .languages()
            .map(|language| PolicyView::of(set.policy(language)))
            .collect();
        Ok(Self { set, views })
    }

    /// Reads the policy that the program brings along.
    pub fn embedded() -> Result<Self, Vec<PolicyFault>> {
        Self::load(&files::embedded())
    }

    /// The policy in `language`, or in its first one.
    pub fn policy(&self, language: Option<Lang>) -> &Policy {
        // `PolicySet::policy` falls back to the first language for one that it does not have.
        let first = || self.set.languages().next().unwrap_or(Lang::EN);
        self.set.policy(language.unwrap_or_else(first))
    }

    /// The policy in the language of this code, as clients get it; in its first one where none is asked for.
    pub fn view(&self, language: Option<&str>) -> Result<&PolicyView, UnknownLanguage> {
        let asked = language.unwrap_or_else(|| self.views[0].language.code());
        self.views
            .iter()
            .find(|view| view.language.code() == asked)
            .ok_or_else(|| UnknownLanguage {
                asked: asked.chars().take(20).collect(),
                known: self
                    .views
                    .iter()
                    .map(|view| view.language.to_string())
                    .collect(),
            })
    }

    /// The policy in every language, as clients get it.
    pub fn views(&self) -> &[PolicyView] {
        &self.views
    }

    /// With its calendars.
    pub(crate) const fn set(&self) -> &PolicySet {
        &self.set
    }
}

impl PolicyView {
    fn of(policy: &Policy) -> Self {
        // Plain structs with string keys: nothing in a policy cannot be written as JSON.
        let json = serde_json::to_vec(policy).unwrap_or_default();
        Self {
            language: policy.language,
            digest: digest::hex_of(&json),
            json: json.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_policy_is_there_in_both_languages() {
        let policies = Policies::embedded().unwrap();
        let first = policies.view(None).unwrap();
        assert_eq!(first.language, Lang::EN);
        let japanese = policies.view(Some("ja")).unwrap();
        assert_eq!(japanese.language, Lang::JA);
        assert_ne!(first.digest, japanese.digest);
        let read: Policy = serde_json::from_slice(&japanese.json).unwrap();
        assert_eq!(&read, policies.policy(Some(Lang::JA)));
        assert_eq!(policies.views().len(), 2);
    }

    #[test]
    fn a_language_without_texts_is_told_those_with() {
        let policies = Policies::embedded().unwrap();
        let error = policies.view(Some("fr")).unwrap_err();
        let told = "the policy has no texts in `fr`; it has them in en, ja";
        assert_eq!(error.to_string(), told);
        let french: Lang = "fr".parse().unwrap();
        assert_eq!(policies.policy(Some(french)).language, Lang::EN);
    }

    #[test]
    fn a_policy_without_a_plan_is_refused_with_every_fault() {
        let mut files = files::embedded();
        for file in &mut files {
            file.content = file.content.replace("id = \"basic\"", "id = \"free\"");
        }
        let faults = Policies::load(&files).err().unwrap();
        assert!(faults.iter().any(|fault| fault.found.contains("free")));
    }
}
