//! Drafts that pass, made from the policy that the API itself publishes.

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// One draft of each case type.
pub struct Drafts {
    /// Passes on every plan.
    pub billing: Value,
    /// Passes from the Developer plan on, for the root user.
    pub technical: Value,
    /// Passes on every plan.
    pub quota: Value,
}

impl Drafts {
    /// Takes the first category that asks for nothing more, and the first quota with a region.
    pub fn under(policy: &Value) -> Result<Self> {
        Ok(Self {
            billing: plain(policy, "account-and-billing")?,
            technical: plain(policy, "technical")?,
            quota: quota(policy)?,
        })
    }
}

/// A copy of `draft` with `changes` in place of its own members.
pub fn with(draft: &Value, changes: &Value) -> Value {
    let mut other = draft.clone();
    for (key, value) in changes.as_object().into_iter().flatten() {
        other[key] = value.clone();
    }
    other
}

fn services<'p>(policy: &'p Value, case_type: &'p str) -> impl Iterator<Item = &'p Value> {
    let services = policy["services"].as_array().into_iter().flatten();
    services.filter(move |service| service["caseType"] == case_type)
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn plain(policy: &Value, case_type: &str) -> Result<Value> {
    let pairs = services(policy, case_type)
        .flat_map(|service| list(service, "categories").map(move |category| (service, category)));
    let asks_nothing =
        |category: &Value| list(category, "fields").all(|field| field["required"] != true);
    let (service, category) = pairs
        .into_iter()
        .find(|(_, category)| asks_nothing(category))
        .with_context(|| format!("{case_type}: every category requires extra fields"))?;
    Ok(json!({
        "caseType": case_type,
        "service": service["id"],
        "category": category["id"],
        "severity": "low",
        "subject": "A question",
        "description": "What does this mean?\nIt began today.",
        "contact": {"language": "en", "channel": "web"},
    }))
}

fn quota(policy: &Value) -> Result<Value> {
    let pairs = services(policy, "quota-increase")
        .flat_map(|service| list(service, "quotas").map(move |quota| (service, quota)));
    let regional = |quota: &Value| quota["global"] != true && quota["regions"].is_null();
    let (service, quota) = pairs
        .into_iter()
        .find(|(_, quota)| regional(quota))
        .context("no regional quota")?;
    let default = quota["default"]
        .as_u64()
        .context("a default is a whole number")?;
    Ok(json!({
        "caseType": "quota-increase",
        "service": service["id"],
        "severity": "low",
        "description": "We grow.",
        "quotaRequests": [{
            "region": policy["regions"][0]["id"],
            "quota": quota["id"],
            "newValue": (default + 1).to_string(),
        }],
        "contact": {"language": "en", "channel": "web"},
    }))
}
