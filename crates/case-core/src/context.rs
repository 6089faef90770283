//! What [`crate::check`] needs to know besides the draft.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    clock::Span,
    kinds::{Channel, Lang, Plan},
    policy::Policy,
};

/// The world as a check sees it. The browser fills it from what the API sent, the server from its store.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The policy in force, in any language: rules do not depend on the language of its texts.
    pub policy: &'a Policy,
    /// The account that the case is for.
    pub account: &'a AccountFacts,
    /// Who opens it.
    pub actor: &'a Actor,
    /// S3: business hours of the customer's contact address, by contact language.
    pub business_hours: &'a [LanguageHours],
    /// C4: hours of the channels that are not open around the clock.
    pub channel_hours: &'a [ChannelHours],
    /// A3: the files that this person has sent and no case has yet. The server fills it; where it is `None`, as in the
    /// browser, whether the bytes have arrived is not asked.
    pub uploads: Option<&'a [Upload]>,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// A file whose bytes are on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// What a draft names it by.
    pub id: String,
    /// A2: as given.
    pub name: String,
    /// In bytes.
    pub size: u64,
}

/// What the rules ask about an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountFacts {
    /// T3.
    pub plan: Plan,
    /// T6.
    pub closed: bool,
    /// T5: a reseller serves it.
    pub resold: bool,
    /// X5, C7: the Operations contact's address.
    pub operations_contact: Option<String>,
    /// Q2: quotas that were raised for this account; all others have the policy's default.
    pub quotas: Vec<AppliedQuota>,
}

/// A quota's present value in one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AppliedQuota {
    /// The service's id.
    pub service: String,
    /// The quota's id.
    pub quota: String,
    /// The region's id.
    pub region: String,
    /// In the quota's unit.
    pub value: u64,
}

/// Who acts for the account (X1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "ActorForm", tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// The account's root user.
    Root,
    /// A user of the account.
    User {
        /// The user's own address, when known (C6).
        email: Option<String>,
    },
}

/// How an actor is read: flat, so that no part of it has to be kept aside until its kind is known.
#[derive(Deserialize)]
struct ActorForm {
    kind: ActorKind,
    email: Option<String>,
}

/// The `kind` of an [`Actor`] alone.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ActorKind {
    Root,
    User,
}

impl From<ActorForm> for Actor {
    fn from(form: ActorForm) -> Self {
        match form.kind {
            ActorKind::Root => Self::Root,
            ActorKind::User => Self::User { email: form.email },
        }
    }
}

impl Actor {
    /// Whether this is the root user.
    pub const fn is_root(&self) -> bool {
        matches!(self, Self::Root)
    }
}

/// Business hours in one contact language, from before "now" to some weeks ahead, without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LanguageHours {
    /// The contact language.
    pub language: Lang,
    /// Contiguous, in order.
    pub spans: Vec<Span>,
}

/// Hours of a channel in one contact language; a channel without an entry is open around the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelHours {
    /// The channel.
    pub channel: Channel,
    /// The contact language.
    pub language: Lang,
    /// Contiguous, in order.
    pub spans: Vec<Span>,
}

impl<'a> Context<'a> {
    /// Business hours in `language`; none when the server knows none.
    pub fn business_hours(&self, language: Lang) -> &'a [Span] {
        self.business_hours
            .iter()
            .find(|hours| hours.language == language)
            .map_or(&[], |hours| &hours.spans)
    }

    /// Hours of `channel` in `language`; `None` means around the clock.
    pub fn channel_hours(&self, channel: Channel, language: Lang) -> Option<&'a [Span]> {
        self.channel_hours
            .iter()
            .find(|hours| hours.channel == channel && hours.language == language)
            .map(|hours| &*hours.spans)
    }

    /// Q2: the account's present value of a quota in a region.
    pub fn current_quota(&self, service: &str, quota: &crate::policy::Quota, region: &str) -> u64 {
        self.account
            .quotas
            .iter()
            .find(|one| one.service == service && one.quota == quota.id && one.region == region)
            .map_or(quota.default, |one| one.value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn x1_an_actor_reads_back_from_json() {
        let user = |email: Option<&str>| Actor::User {
            email: email.map(str::to_owned),
        };
        for (actor, json) in [
            (Actor::Root, json!({"kind": "root"})),
            (user(None), json!({"kind": "user", "email": null})),
            (
                user(Some("ana@example.com")),
                json!({"kind": "user", "email": "ana@example.com"}),
            ),
        ] {
            assert_eq!(serde_json::to_value(&actor).unwrap(), json);
            assert_eq!(serde_json::from_value::<Actor>(json).unwrap(), actor);
        }
        for wrong in [json!({"kind": "agent"}), json!({"email": null})] {
            assert!(
                serde_json::from_value::<Actor>(wrong.clone()).is_err(),
                "{wrong}"
            );
        }
    }
}
