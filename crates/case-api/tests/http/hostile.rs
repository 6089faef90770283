//! Bad input: each kind gets its own clear answer, and nothing is saved.

use case_core::Plan;
use case_wire::{ProblemKind, paths};
use serde_json::{Value, json};

use crate::{
    client::{Client, pairs},
    drafts::{billing, quota, technical, with},
    server::TestServer,
};

async fn client() -> (TestServer, Client) {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    (server, client)
}

#[tokio::test]
async fn a_body_that_is_not_json_says_where_it_stops_being() {
    let (_server, client) = client().await;
    for (body, wanted) in [
        (&b""[..], "EOF"),
        (b"{", "EOF"),
        (b"hello", "expected value at line 1 column 1"),
        (b"{\"caseType\": }", "line 1 column"),
        (b"\xef\xbb\xbf{}", "line 1 column 1"),
        (b"{} {}", "trailing characters"),
        (b"{\"subject\": \"\xff\"}", "unicode"),
    ] {
        let answer = client
            .post_raw(paths::CHECK, "application/json", body)
            .await;
        let problem = answer.problem(ProblemKind::MalformedJson);
        let shown = String::from_utf8_lossy(&body[..body.len().min(20)]);
        assert!(
            problem.detail.contains(wanted),
            "{shown}: {}",
            problem.detail
        );
    }
}

#[tokio::test]
async fn a_body_of_another_shape_says_where_and_what_is_wanted() {
    let (_server, client) = client().await;
    for (body, wanted) in [
        (
            json!({"subject": 7}),
            "at subject: invalid type: integer `7`, expected a string",
        ),
        (
            json!({"subject": null}),
            "at subject: invalid type: null, expected a string",
        ),
        (
            json!({"colour": "red"}),
            "unknown field `colour`, expected one of `caseType`",
        ),
        (
            json!({"contact": {"fax": "1"}}),
            "unknown field `fax`, expected one of `language`",
        ),
        (
            json!({"attachments": [{"name": "a", "size": "big"}]}),
            "at attachments[0].size: ",
        ),
        (
            json!({"attachments": [{"name": "a", "size": -1}]}),
            "at attachments[0].size: ",
        ),
        (
            json!({"additionalContacts": "a@example.com"}),
            "at additionalContacts: ",
        ),
        (json!({"fields": {"region": []}}), "at fields.region: "),
        (json!([]), "expected"),
        (json!("draft"), "expected"),
        (json!(null), "expected"),
    ] {
        let problem = client
            .post(paths::CHECK, &body)
            .await
            .problem(ProblemKind::UnexpectedShape);
        assert!(
            problem.detail.contains(wanted),
            "{body}: {}",
            problem.detail
        );
    }
}

#[tokio::test]
async fn a_detail_repeats_no_more_than_needed() {
    let (_server, client) = client().await;
    let body = json!({"attachments": "x".repeat(1 << 20)});
    let problem = client
        .post(paths::CHECK, &body)
        .await
        .problem(ProblemKind::UnexpectedShape);
    assert!(
        problem.detail.chars().count() <= 401,
        "{}",
        problem.detail.len()
    );
}

#[tokio::test]
async fn a_body_of_another_media_type_is_refused() {
    let (_server, client) = client().await;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "",
    ] {
        for path in [paths::CHECK, paths::CASES, paths::SIGN_IN, paths::SIGN_OUT] {
            let answer = client.post_raw(path, media_type, "{}").await;
            answer.problem(ProblemKind::UnsupportedMediaType);
        }
    }
    assert_eq!(
        client
            .post_raw(paths::CHECK, "Application/JSON ; charset=utf-8", "{}")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_body_beyond_what_is_read_is_refused_and_a_long_text_is_told_its_limit() {
    let (_server, client) = client().await;
    let of = |bytes: usize| format!("{{\"subject\": \"{}\"}}", "x".repeat(bytes));
    for size in [4 << 20, 6 << 20, 20 << 20] {
        let answer = client
            .post_raw(paths::CHECK, "application/json", of(size))
            .await;
        assert!(
            answer
                .problem(ProblemKind::BodyTooLarge)
                .detail
                .contains("4194304")
        );
    }
    let answer: Value = client
        .post_raw(paths::CHECK, "application/json", of(1 << 20))
        .await
        .json(200);
    let subject = answer["violations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["path"] == "/subject")
        .unwrap();
    assert_eq!(
        (&subject["code"], &subject["params"]),
        (
            &json!("too-long"),
            &json!({"max": 250, "actual": 1_048_576})
        )
    );
}

#[tokio::test]
async fn t10_texts_of_every_kind_get_their_verdict() {
    let (_server, client) = client().await;
    for (text, subject, description) in [
        ("", Some("required"), Some("required")),
        (" \t\u{3000}", Some("required"), Some("required")),
        ("\u{200b}\u{feff}", Some("required"), Some("required")),
        (&"x".repeat(251), Some("too-long"), None),
        (&"🙂".repeat(8_001), Some("too-long"), Some("too-long")),
        (
            "a\u{0}b",
            Some("control-character"),
            Some("control-character"),
        ),
        (
            "a\u{1b}[31mb",
            Some("control-character"),
            Some("control-character"),
        ),
        ("a\nb", Some("control-character"), None),
        ("🙂🙂", None, None),
        ("مرحبا \u{202e}بك", None, None),
        ("e\u{301}\u{323}", None, None),
    ] {
        let draft = with(billing(), &json!({"subject": text, "description": text}));
        let answer: Value = client.post(paths::CHECK, &draft).await.json(200);
        let found = pairs(&answer["violations"]);
        let code_at = |path: &str| found.iter().find(|one| one.0 == path).map(|one| &*one.1);
        assert_eq!(
            (code_at("/subject"), code_at("/description")),
            (subject, description),
            "{text:.10?}"
        );
    }
}

#[tokio::test]
async fn codes_and_dates_that_do_not_exist_are_told_at_their_field() {
    let (_server, client) = client().await;
    let charge = json!({"category": "duplicate-charge", "fields": {"charge-date": "2026-02-30"}});
    let channel = |channel: &str| json!({"contact": {"language": "en", "channel": channel}});
    for (draft, path, code) in [
        (
            with(billing(), &json!({"caseType": "sales"})),
            "/caseType",
            "unknown",
        ),
        (
            with(billing(), &json!({"service": "nope"})),
            "/service",
            "unknown",
        ),
        (
            with(billing(), &json!({"category": "nope"})),
            "/category",
            "unknown",
        ),
        (
            with(billing(), &json!({"severity": "huge"})),
            "/severity",
            "unknown",
        ),
        (
            with(billing(), &json!({"severity": "critical"})),
            "/severity",
            "severity-not-in-plan",
        ),
        (
            with(billing(), &json!({"fields": {"nope": "1"}})),
            "/fields/nope",
            "unknown",
        ),
        (
            with(billing(), &channel("fax")),
            "/contact/channel",
            "unknown",
        ),
        (
            with(billing(), &channel("chat")),
            "/contact/channel",
            "channel-not-offered",
        ),
        (
            with(billing(), &charge),
            "/fields/charge-date",
            "date-does-not-exist",
        ),
        (
            with(
                billing(),
                &json!({"contact": {"language": "fr", "channel": "web"}}),
            ),
            "/contact/language",
            "language-not-offered",
        ),
        (
            with(
                technical(),
                &json!({"additionalContacts": ["a@b.co", "A@B.co"]}),
            ),
            "/additionalContacts/1",
            "email-duplicate",
        ),
        (
            with(quota(), &json!({"quotaRequests": []})),
            "/quotaRequests",
            "required",
        ),
    ] {
        let found = client.submit(&draft, "hostile").await.violations();
        assert!(
            found.contains(&(path.to_owned(), code.to_owned())),
            "{path} {code}: {found:?}"
        );
    }
    // The key of all these refusals is still free.
    assert_eq!(client.submit(&billing(), "hostile").await.status, 201);
}
