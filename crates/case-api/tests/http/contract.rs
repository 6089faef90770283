//! The OpenAPI document is up to date, and what the server answers is as the document says.

use std::collections::BTreeMap;

use case_core::{
    CaseType, Channel, Fault, FieldPath, Plan, Severity, Violation,
    clock::{Span, SpanState},
};
use case_wire::{ProblemKind, paths};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, root, user},
    drafts::{billing, quota, technical},
    events,
    server::TestServer,
};

fn document() -> Value {
    serde_json::from_str(&case_api::http::document().unwrap()).unwrap()
}

/// Compares a value with a schema of the document.
#[track_caller]
fn conforms(document: &Value, schema: &str, value: &Value) {
    let schema = json!({"$ref": format!("#/components/schemas/{schema}"), "components": document["components"]});
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\nin {value}");
}

#[test]
fn design_11_the_committed_document_is_up_to_date() {
    let committed = include_str!("../../openapi.json");
    let generated = case_api::http::document().unwrap();
    assert!(
        committed == generated,
        "write it anew: casework openapi > crates/case-api/openapi.json"
    );
}

#[test]
fn design_11_the_document_has_every_path_of_the_contract() {
    let document = document();
    for (path, methods) in [
        (paths::SIGN_IN, &["post"][..]),
        (paths::SIGN_OUT, &["post"]),
        (paths::SESSION, &["get"]),
        (paths::ACCOUNT, &["get"]),
        (paths::ACCOUNT_CONTACTS, &["put"]),
        (paths::PREFERENCES, &["get", "patch"]),
        (paths::POLICY, &["get"]),
        (paths::HOURS, &["get"]),
        (paths::CHECK, &["post"]),
        (paths::CASES, &["get", "post"]),
        (paths::CASE, &["get"]),
        (paths::EVENTS, &["get"]),
        (paths::HEALTH, &["get"]),
        (paths::READY, &["get"]),
    ] {
        let found: Vec<_> = document["paths"][path]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(found, methods, "{path}");
    }
}

#[tokio::test]
async fn design_11_every_answer_is_as_the_document_says() {
    let document = document();
    let server = TestServer::start().await;
    server.account(Plan::Developer).await;
    server.account(Plan::Business).await;
    let client = Client::user(&server, Plan::Business, "ana").await;
    for body in [root(Plan::Business), user(Plan::Business, "ana")] {
        conforms(&document, "SignIn", &body);
        conforms(
            &document,
            "Session",
            &Client::of(&server)
                .post(paths::SIGN_IN, &body)
                .await
                .json(200),
        );
    }
    conforms(
        &document,
        "Policy",
        &client.get("/api/policy?language=ja").await.json(200),
    );
    conforms(
        &document,
        "Hours",
        &client.get(paths::HOURS).await.json(200),
    );
    let account: Value = client.get(paths::ACCOUNT).await.json(200);
    conforms(&document, "AccountView", &account);
    conforms(&document, "ContactsDraft", &account["contacts"]);
    let chosen = json!({"language": "ja", "theme": "dark", "timeZone": "device"});
    conforms(&document, "Preferences", &chosen);
    let patch = client.request(Method::PATCH, paths::PREFERENCES);
    let kept: Value = Answer::of(patch.json(&chosen)).await.json(200);
    conforms(&document, "Preferences", &kept);
    for (n, draft) in [billing(), technical(), quota()].iter().enumerate() {
        conforms(&document, "CaseDraft", draft);
        let created: Value = client.submit(draft, &n.to_string()).await.json(201);
        conforms(&document, "CreatedCase", &created);
        conforms(&document, "CaseView", &created["case"]);
    }
    let events = events::told(&client, 3).await;
    for event in &events {
        conforms(&document, "CaseEvent", event);
    }
    conforms(
        &document,
        "CaseListPage",
        &client.get("/api/cases?limit=2").await.json(200),
    );
    conforms(
        &document,
        "CheckAnswer",
        &client
            .post(paths::CHECK, &json!({"severity": "huge"}))
            .await
            .json(200),
    );
    let refused: Answer = client
        .submit(&json!({"caseType": "technical"}), "refused")
        .await;
    conforms(&document, "Problem", &refused.json(422));
    for kind in ProblemKind::ALL {
        conforms(&document, "ProblemKind", &json!(kind));
    }
}

#[test]
fn design_11_faults_have_the_parameters_that_the_document_says() {
    let document = document();
    let plan = Plan::Basic;
    for fault in [
        Fault::Required,
        Fault::TooLong {
            max: 250,
            actual: 300,
        },
        Fault::ControlCharacter {
            position: 1,
            character: "U+0007".to_owned(),
        },
        Fault::Unknown {
            value: "x".to_owned(),
            allowed: vec![],
        },
        Fault::SeverityNotInPlan {
            plan,
            allowed: vec![Severity::Low],
        },
        Fault::FileTooLarge { max: 1, actual: 2 },
        Fault::FileNotUploaded,
        Fault::FileDuplicate { first: 1 },
        Fault::ChannelNotOffered {
            case_type: CaseType::Technical,
            plan,
            allowed: vec![Channel::Web],
        },
        Fault::ChannelClosed { opens: None },
        Fault::PhoneLength {
            country: "US".to_owned(),
            allowed: vec![10],
            actual: 9,
        },
        Fault::PhoneOtherCountry {
            country: "US".to_owned(),
            calling_code: "1".to_owned(),
        },
        Fault::NotAboveCurrent { current: 20 },
    ] {
        conforms(
            &document,
            "Violation",
            &json!(Violation {
                path: FieldPath::SUBJECT,
                fault
            }),
        );
    }
    let holiday = Span {
        start: "2026-11-26T05:00:00Z".parse().unwrap(),
        end: "2026-11-27T05:00:00Z".parse().unwrap(),
        state: SpanState::Holiday {
            names: BTreeMap::from([(case_core::Lang::EN, "Thanksgiving".to_owned())]),
        },
    };
    conforms(&document, "Span", &json!(holiday));
}

#[test]
fn what_the_document_does_not_say_does_not_conform() {
    let document = document();
    let schema =
        json!({"$ref": "#/components/schemas/CaseDraft", "components": document["components"]});
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(!validator.is_valid(&json!({"subject": 7})));
    assert!(
        !validator.is_valid(&json!({"colour": "red"})),
        "a draft has no other fields"
    );
}
