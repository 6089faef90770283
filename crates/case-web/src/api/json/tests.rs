//! Every type that the SPA reads is read as `serde_json` reads it, and what the one refuses the other refuses.

use std::fmt::Debug;

use case_core::{CaseDraft, Policy, Violation, account::Preferences, policy::FieldSpec};
use case_wire::{
    AccountView, CaseListPage, CaseView, CheckAnswer, CreatedCase, Hours, Problem, ProblemKind,
    Session,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{Mismatch, read};

/// Reads `document`, and every document that differs from it at one place, in both ways.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(document: &Value) {
    let expected: T = serde_json::from_value(document.clone()).unwrap();
    let text = serde_json::to_string(&expected).unwrap();
    assert_eq!(read::<T>(&text), Ok(expected));

    for place in places(document) {
        for other in others(document, &place) {
            let text = other.to_string();
            let expected = serde_json::from_str::<T>(&text).map_err(|_| Mismatch);
            assert_eq!(read::<T>(&text), expected, "changed at {place}: {text}");
        }
    }
}

/// Pointers to everything in a document.
fn places(document: &Value) -> Vec<String> {
    let members: Vec<(String, &Value)> = match document {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(list) => (0..)
            .map(|place: usize| place.to_string())
            .zip(list)
            .collect(),
        _ => Vec::new(),
    };
    let mut all = vec![String::new()];
    for (name, value) in members {
        let inner = places(value).into_iter();
        all.extend(inner.map(|inner| format!("/{name}{inner}")));
    }
    all
}

/// The document with something else, and with nothing, at `place`.
fn others(document: &Value, place: &str) -> Vec<Value> {
    let mut others: Vec<Value> = [
        json!(null),
        json!(true),
        json!(7),
        json!(7.0),
        json!(-1),
        json!(300),
        json!(u64::MAX),
        json!("x"),
        json!("7"),
        json!({}),
        json!([7, "x"]),
    ]
    .into_iter()
    .map(|value| {
        let mut other = document.clone();
        *other.pointer_mut(place).unwrap() = value;
        other
    })
    .collect();
    if let Some((parent, name)) = place.rsplit_once('/') {
        let mut other = document.clone();
        if let Some(Value::Object(parent)) = other.pointer_mut(parent) {
            parent.remove(&name.replace("~1", "/").replace("~0", "~"));
            others.push(other);
        }
    }
    others
}

fn violations() -> Value {
    let each = include_str!("../../../../case-core/src/violation/faults.json");
    serde_json::from_str(each).unwrap()
}

fn case() -> Value {
    json!({
        "caseId": "case-123456789012-muen-2026-c4c1d2bf33c5cf47",
        "displayId": "1000000001",
        "caseType": "technical",
        "subject": "No \"answer\" \u{1F4DE}",
        "status": "pending-customer-action",
        "severity": "normal",
        "service": "compute",
        "category": "instances",
        "createdAt": "2026-06-01T08:00:00Z",
        "dueAt": "2026-06-01T20:00:00.123456789Z",
        "submittedBy": "Ana",
        "fields": [{"id": "since", "value": "2026-05-31"}],
        "quotaRequests": [
            {"region": "eu-central-1", "quota": "vcpus", "current": 32, "newValue": u64::MAX},
        ],
        "contact": {
            "language": "ja",
            "channel": "phone",
            "country": "JP",
            "number": "+81312345678",
            "extension": "42",
        },
        "additionalContacts": ["bo@example.com"],
        "response": {
            "opened": "2026-06-01T08:00:00Z",
            "due": "2026-06-01T20:00:00Z",
            "targetMinutes": 720,
            "hours": "business",
            "spans": spans(),
        },
        "firstResponseAt": "2026-06-01T09:30:00Z",
        "correspondence": [{
            "id": "m-1",
            "author": {"side": "customer", "name": "Ana"},
            "body": "It\nis gone.",
            "createdAt": "2026-06-01T08:00:00Z",
        }],
    })
}

fn spans() -> Value {
    let span = |state: &str| json!({"start": "2026-06-01T08:00:00Z", "end": "2026-06-01T18:00:00Z", "state": state});
    let mut holiday = span("holiday");
    holiday["names"] = json!({"en": "New Year", "ja": "元日"});
    json!([
        span("open"),
        span("outside-hours"),
        span("weekend"),
        holiday
    ])
}

#[test]
fn a_session() {
    let session = |actor: Value| {
        json!({
            "account": {
                "id": "123456789012",
                "name": "Example Ltd",
                "country": "GB",
                "timeZone": "Europe/London",
                "facts": {
                    "plan": "enterprise-on-ramp",
                    "closed": false,
                    "resold": true,
                    "operationsContact": "ops@example.com",
                    "quotas": [
                        {"service": "compute", "quota": "vcpus", "region": "global", "value": 64},
                    ],
                },
            },
            "actor": actor,
            "displayName": "Ana",
            "abilities": {"createCase": true, "describeCases": false}, "newestEvent": 7,
        })
    };
    check::<Session>(&session(json!({"kind": "root"})));
    check::<Session>(&session(
        json!({"kind": "user", "email": "ana@example.com"}),
    ));
}

#[test]
fn an_account() {
    check::<AccountView>(&json!({
        "id": "123456789012", "name": "Example Ltd", "alias": "example", "plan": "basic", "closed": true, "resold": false,
        "contacts": {
            "country": "GB", "timeZone": "Europe/London", "billing": "", "operations": "ops@example.com", "security": "",
        },
        "version": 2,
        "changed": {"by": "Ana", "at": "2026-06-01T08:00:00Z"},
        "mayChangeContacts": true,
    }));
    check::<Preferences>(&json!({"language": "ja", "theme": "dark", "timeZone": "account"}));
}

#[test]
fn a_policy() {
    let policy = include_str!("../../../../case-core/tests/vectors/policy.json");
    let policy: Value = serde_json::from_str(policy).unwrap();
    check::<Policy>(&policy);
    for kind in ["text", "choice", "date", "region", "resource-ids"] {
        let mut fields = policy["fields"].as_array().unwrap().iter();
        check::<FieldSpec>(fields.find(|field| field["kind"] == kind).unwrap());
    }
}

#[test]
fn hours() {
    check::<Hours>(&json!({
        "now": "2026-06-01T08:30:00.5Z",
        "business": [{"language": "en", "spans": spans()}],
        "channels": [{"channel": "chat", "language": "ja", "spans": spans()}],
    }));
}

#[test]
fn cases() {
    check::<CaseView>(&case());
    check::<CreatedCase>(&json!({"case": case()}));
    check::<CaseListPage>(&json!({"cases": [case()], "nextCursor": "abc"}));
}

#[test]
fn every_violation() {
    check::<CheckAnswer>(&json!({"violations": violations()}));
    for violation in violations().as_array().unwrap() {
        check::<Violation>(violation);
    }
}

#[test]
fn problems() {
    let problem = |kind: ProblemKind| {
        json!({
            "type": kind,
            "status": kind.status(),
            "title": kind.title(),
            "detail": "at subject",
            "requestId": "r-1",
        })
    };
    for kind in ProblemKind::ALL {
        check::<Problem>(&problem(*kind));
    }
    let mut invalid = problem(ProblemKind::InvalidCase);
    invalid["violations"] = json!([violations()[0]]);
    check::<Problem>(&invalid);
    let mut busy = problem(ProblemKind::TooManyRequests);
    busy["retryAfter"] = json!(30);
    check::<Problem>(&busy);
}

#[test]
fn a_draft() {
    check::<CaseDraft>(&json!({
        "caseType": "technical",
        "service": "compute",
        "category": "instances",
        "severity": "low",
        "subject": "s",
        "description": "d",
        "fields": {"since": "2026-05-31", "a/b~c": ""},
        "attachments": [{"name": "log.txt", "size": 5}],
        "quotaRequests": [{"region": "global", "quota": "vcpus", "newValue": "64"}],
        "contact": {"language": "en", "channel": "web", "country": "", "phone": "", "extension": ""},
        "additionalContacts": ["bo@example.com"],
    }));
}

#[test]
fn what_the_contract_does_not_name_is_passed_over() {
    let mut session = json!({"language": "en", "spans": [], "colour": {"a": [1, null]}});
    let text = session.to_string();
    session.as_object_mut().unwrap().remove("colour");
    assert_eq!(
        read::<case_core::LanguageHours>(&text).unwrap(),
        serde_json::from_value(session).unwrap()
    );
}

#[test]
fn what_is_not_json_is_refused() {
    for text in ["", "{", "{} {}", "<!doctype html>", "nul"] {
        assert_eq!(read::<CaseDraft>(text), Err(Mismatch), "{text}");
    }
    assert_eq!(read::<CaseDraft>(" {} \n"), Ok(CaseDraft::default()));
}

#[test]
fn a_list_is_no_object() {
    assert_eq!(read::<CaseDraft>("[]"), Err(Mismatch));
}
