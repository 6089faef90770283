//! Opening a case and finding it again.

use case_core::{CaseStatus, Plan};
use case_wire::{Author, CaseListPage, CaseView, CreatedCase, ProblemKind, paths};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    drafts::{billing, quota, technical, with},
    server::TestServer,
};

fn path_of(case: &CaseView) -> String {
    paths::CASE.replace("{case_id}", case.row.case_id.as_str())
}

#[tokio::test]
async fn t11_a_case_of_each_type_gets_its_ids_and_is_found_again_after_a_restart() {
    let server = TestServer::start().await;
    let account = server.account(Plan::Business).await;
    let client = Client::user(&server, Plan::Business, "ana").await;
    let mut cases = Vec::new();
    for (draft, language) in [(billing(), "en"), (technical(), "en"), (quota(), "ja")] {
        let answer = client.submit(&draft, &format!("key-{}", cases.len())).await;
        let CreatedCase { case } = answer.json(201);
        assert_eq!(answer.header("location"), path_of(&case));
        let id = case.row.case_id.as_str();
        assert!(
            id.starts_with(&format!("case-{account}-mu{language}-2026-")),
            "{id}"
        );
        assert_eq!(
            (case.row.status, &*case.submitted_by),
            (CaseStatus::Unassigned, "ana")
        );
        assert_eq!(
            case.correspondence[0].body,
            draft["description"].as_str().unwrap()
        );
        assert_eq!(case.correspondence[0].author.side, Author::Customer);
        cases.push(case);
    }
    assert_eq!(
        cases[2].row.subject, "Lambda",
        "a quota increase without a subject takes the limit type's name"
    );
    let server = server.restart().await;
    let client = Client::user(&server, Plan::Business, "ana").await;
    for case in &cases {
        assert_eq!(
            client.get(&path_of(case)).await.json::<CaseView>(200),
            *case
        );
    }
    let list: CaseListPage = client.get(paths::CASES).await.json(200);
    let rows: Vec<_> = cases.into_iter().rev().map(|case| case.row).collect();
    assert_eq!(list.cases, rows);
}

#[tokio::test]
async fn s7_c5_q1_what_was_checked_is_what_is_kept() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let answer: Value = client.submit(&technical(), "key").await.json(201);
    let case = &answer["case"];
    assert_eq!(
        case["contact"],
        json!({"language": "en", "channel": "phone", "country": "US", "number": "+12065550100", "extension": null})
    );
    assert_eq!(
        case["fields"],
        json!([{"id": "function-name", "value": "orders"}, {"id": "region", "value": "eu-central-1"}])
    );
    assert_eq!(case["additionalContacts"], json!(["ops@example.com"]));
    assert_eq!(case["response"]["targetMinutes"], 720);
    assert_eq!(
        (&case["createdAt"], &case["dueAt"]),
        (
            &json!("2026-11-20T15:00:00Z"),
            &json!("2026-11-21T03:00:00Z")
        )
    );
    let answer: Value = client.submit(&quota(), "quota").await.json(201);
    let rows = &answer["case"]["quotaRequests"];
    assert_eq!(
        rows[0],
        json!({"region": "us-east-1", "quota": "concurrent-executions", "current": 1000, "newValue": 2000})
    );
    assert_eq!(rows[1]["current"], 5_000, "this account's own value");
}

/// Saves a message of a case as another part of the support centre would, `minute` minutes after the case was opened.
fn write(server: &TestServer, case: &CaseView, kind: &str, minute: i64) -> DateTime<Utc> {
    let db = rusqlite::Connection::open(server.folder.path().join("casework.db")).unwrap();
    let at = case.row.created_at + TimeDelta::minutes(minute);
    let written = db.execute(
        "INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
         SELECT ?1 || ?2, number, ?1, 'Kim', ?1, ?3 FROM cases WHERE case_id = ?4",
        (
            kind,
            minute,
            at.timestamp_millis(),
            case.row.case_id.as_str(),
        ),
    );
    assert_eq!(written.unwrap(), 1);
    at
}

#[tokio::test]
async fn s5_only_an_agents_reply_is_the_first_response_of_a_case() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let CreatedCase { case } = client.submit(&technical(), "key").await.json(201);
    assert_eq!(case.first_response_at, None);

    write(&server, &case, "automatic", 1);
    write(&server, &case, "internal-note", 2);
    let waiting: CaseView = client.get(&path_of(&case)).await.json(200);
    assert_eq!(waiting.first_response_at, None);
    let sides: Vec<_> = waiting
        .correspondence
        .iter()
        .map(|one| one.author.side)
        .collect();
    assert_eq!(
        sides,
        [Author::Customer, Author::Support],
        "the automatic message is seen, the note is not"
    );

    let replied_at = write(&server, &case, "agent-reply", 9);
    write(&server, &case, "agent-reply", 30);
    let answered: Value = client.get(&path_of(&case)).await.json(200);
    assert_eq!(answered["firstResponseAt"], "2026-11-20T15:09:00Z");
    let answered: CaseView = serde_json::from_value(answered).unwrap();
    assert_eq!(answered.first_response_at, Some(replied_at));
    let CreatedCase { case: again } = client.submit(&technical(), "key").await.json(200);
    assert_eq!(again, answered);
}

#[tokio::test]
async fn r2_a_secret_is_not_kept() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let draft = with(
        billing(),
        &json!({"description": "My card is 4111 1111 1111 1111, please refund."}),
    );
    let CreatedCase { case } = client.submit(&draft, "key").await.json(201);
    assert_eq!(
        case.correspondence[0].body,
        "My card is [REDACTED_BY_CASEWORK]-1111, please refund."
    );
}

#[tokio::test]
async fn g3_a_repeated_submission_is_the_same_case_even_when_it_would_be_refused_by_now() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let chat = with(
        technical(),
        &json!({"contact": {"language": "ja", "channel": "chat"}}),
    );
    // From Friday, 15:00 UTC, to Wednesday, 10:00 in Tokyo, when somebody is there.
    server.clock.advance(TimeDelta::hours(4 * 24 + 10));
    let client = Client::root(&server, Plan::Business).await;
    let first: CreatedCase = client.submit(&chat, "key").await.json(201);
    server.clock.advance(TimeDelta::hours(10));
    let client = Client::root(&server, Plan::Business).await;
    client.submit(&chat, "other").await.violations();
    // Laid out otherwise, it is the same draft.
    let spacious = serde_json::to_string_pretty(&chat).unwrap();
    let request = client
        .request(reqwest::Method::POST, paths::CASES)
        .header(paths::IDEMPOTENCY_KEY, "key");
    let again = Answer::of(
        request
            .header("content-type", "application/json; charset=utf-8")
            .body(spacious),
    )
    .await;
    assert_eq!(again.json::<CreatedCase>(200), first);
    assert_eq!(
        client
            .get(paths::CASES)
            .await
            .json::<CaseListPage>(200)
            .cases
            .len(),
        1
    );
}

#[tokio::test]
async fn g3_a_key_is_for_one_draft_of_one_user() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let root = Client::root(&server, Plan::Business).await;
    let first: CreatedCase = root.submit(&billing(), "key").await.json(201);
    let other = with(billing(), &json!({"subject": "Another question"}));
    root.submit(&other, "key")
        .await
        .problem(ProblemKind::IdempotencyConflict);
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let second: CreatedCase = ana.submit(&other, "key").await.json(201);
    assert_ne!(first.case.row.case_id, second.case.row.case_id);
}

#[tokio::test]
async fn g3_two_at_once_are_one_case() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let draft = billing();
    let (one, two) = tokio::join!(client.submit(&draft, "key"), client.submit(&draft, "key"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    assert_eq!(one.body, two.body);
}

#[tokio::test]
async fn g3_a_missing_or_malformed_key_is_refused() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    client
        .post(paths::CASES, &billing())
        .await
        .problem(ProblemKind::InvalidParameter);
    for key in ["", " ", "a b", "a/b", "ä", &"x".repeat(65)] {
        client
            .submit(&billing(), key)
            .await
            .problem(ProblemKind::InvalidParameter);
    }
    let twice = client
        .request(reqwest::Method::POST, paths::CASES)
        .header(paths::IDEMPOTENCY_KEY, "a");
    let twice = twice.header(paths::IDEMPOTENCY_KEY, "b").json(&billing());
    Answer::of(twice)
        .await
        .problem(ProblemKind::InvalidParameter);
    assert_eq!(client.submit(&billing(), &"x".repeat(64)).await.status, 201);
}

#[tokio::test]
async fn x3_another_accounts_case_does_not_exist() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    server.account(Plan::Enterprise).await;
    let ours = Client::root(&server, Plan::Business).await;
    let CreatedCase { case } = ours.submit(&billing(), "key").await.json(201);
    let theirs = Client::root(&server, Plan::Enterprise).await;
    let missing = theirs
        .get("/api/cases/case-123456789012-muen-2026-c4c1d2bf33c5cf47")
        .await;
    let foreign = theirs.get(&path_of(&case)).await;
    let (missing, foreign) = (
        missing.problem(ProblemKind::NotFound),
        foreign.problem(ProblemKind::NotFound),
    );
    assert_eq!(
        missing.detail, foreign.detail,
        "the answers do not tell one from the other"
    );
    let display_id = case.row.display_id.to_string();
    for id in [&*display_id, "nope", "%FF", "..", "case-"] {
        theirs
            .get(&format!("/api/cases/{id}"))
            .await
            .problem(ProblemKind::NotFound);
    }
    assert!(
        theirs
            .get(paths::CASES)
            .await
            .json::<CaseListPage>(200)
            .cases
            .is_empty()
    );
}

#[tokio::test]
async fn x2_what_one_may_not_do_is_refused() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let rui = Client::user(&server, Plan::Business, "rui").await;
    rui.submit(&billing(), "key")
        .await
        .problem(ProblemKind::NotPermitted);
    rui.get(paths::CASES).await.json::<CaseListPage>(200);
}
