//! Drafts that the built-in policy takes.

use serde_json::{Value, json};

/// About a bill.
pub fn billing() -> Value {
    json!({
        "caseType": "account-and-billing", "service": "billing", "category": "something-else", "severity": "low",
        "subject": "A question about a bill", "description": "What is this?",
        "contact": {"language": "en", "channel": "web"},
    })
}

/// About a service.
pub fn technical() -> Value {
    json!({
        "caseType": "technical", "service": "lambda", "category": "function-errors", "severity": "normal",
        "subject": "A function fails", "description": "It fails.\nSince today.",
        "fields": {"function-name": "orders", "region": "eu-central-1"},
        "contact": {"language": "en", "channel": "phone", "country": "US", "phone": "206 555 0100"},
        "additionalContacts": ["ops@example.com"],
    })
}

/// For a higher quota.
pub fn quota() -> Value {
    json!({
        "caseType": "quota-increase", "service": "lambda", "severity": "low", "description": "We grow.",
        "quotaRequests": [
            {"region": "us-east-1", "quota": "concurrent-executions", "newValue": "2000"},
            {"region": "eu-central-1", "quota": "concurrent-executions", "newValue": "6000"},
        ],
        "contact": {"language": "ja", "channel": "web"},
    })
}

/// A draft with some answers changed.
pub fn with(mut draft: Value, changes: &Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        draft[key] = value.clone();
    }
    draft
}
