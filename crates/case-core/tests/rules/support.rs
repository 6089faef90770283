//! What the vector and verdict suites share: the small policy they are written against, and an owned context.

use case_core::{AccountFacts, Actor, ChannelHours, Context, LanguageHours, Policy, Upload};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

/// A [`Context`] that owns what it refers to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct World {
    pub account: AccountFacts,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    pub business_hours: Vec<LanguageHours>,
    pub channel_hours: Vec<ChannelHours>,
    #[serde(default)]
    pub uploads: Option<Vec<Upload>>,
}

impl World {
    pub fn context<'a>(&'a self, policy: &'a Policy) -> Context<'a> {
        Context {
            policy,
            account: &self.account,
            actor: &self.actor,
            business_hours: &self.business_hours,
            channel_hours: &self.channel_hours,
            uploads: self.uploads.as_deref(),
            now: self.now,
        }
    }
}

/// The policy of the suites: small, so that what a test says is not hidden in a catalogue.
pub fn policy() -> Policy {
    serde_json::from_str(include_str!("../vectors/policy.json")).expect("vectors/policy.json")
}

/// The context that vectors change where they need to.
pub fn base_context() -> Value {
    serde_json::from_str(include_str!("../vectors/context.json")).expect("vectors/context.json")
}

/// RFC 7396: members of `patch` replace those of `base`, objects are merged, `null` removes.
pub fn merge(base: &mut Value, patch: &Value) {
    let (Value::Object(base), Value::Object(patch)) = (&mut *base, patch) else {
        patch.clone_into(base);
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            base.remove(key);
        } else {
            merge(base.entry(key).or_insert(Value::Null), value);
        }
    }
}
