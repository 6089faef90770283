//! The check of a draft.

use case_core::Plan;
use case_wire::{CaseListPage, CreatedCase, ProblemKind, paths};
use serde_json::{Value, json};

use crate::{
    client::{Client, pairs},
    drafts::{billing, quota, technical, with},
    server::TestServer,
};

async fn check(client: &Client, draft: &Value) -> Vec<(String, String)> {
    pairs(&client.post(paths::CHECK, draft).await.json::<Value>(200)["violations"])
}

#[tokio::test]
async fn a_good_draft_has_no_violations_and_is_not_saved() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for draft in [billing(), technical(), quota()] {
        assert_eq!(check(&client, &draft).await, []);
    }
    assert!(
        client
            .get(paths::CASES)
            .await
            .json::<CaseListPage>(200)
            .cases
            .is_empty()
    );
}

#[tokio::test]
async fn every_violation_is_told_at_once_with_its_parameters() {
    let server = TestServer::start().await;
    server.account(Plan::Basic).await;
    let client = Client::root(&server, Plan::Basic).await;
    let wrong = with(
        technical(),
        &json!({"severity": "critical", "subject": "x".repeat(300)}),
    );
    let answer: Value = client.post(paths::CHECK, &wrong).await.json(200);
    let found = &answer["violations"];
    assert_eq!(
        pairs(found)
            .iter()
            .map(|(path, code)| format!("{path} {code}"))
            .collect::<Vec<_>>(),
        [
            "/caseType technical-not-in-plan",
            "/severity severity-not-in-plan",
            "/subject too-long",
            "/contact/channel channel-not-offered",
            "/additionalContacts contacts-not-in-plan",
        ]
    );
    assert_eq!(found[2]["params"], json!({"max": 250, "actual": 300}));
    assert_eq!(
        found[1]["params"],
        json!({"plan": "basic", "allowed": ["low"]})
    );
}

#[tokio::test]
async fn t4_t5_t6_depend_on_who_asks() {
    let server = TestServer::start().await;
    server.account(Plan::Developer).await;
    server
        .account_with(Plan::Business, |facts| facts.resold = true)
        .await;
    server
        .account_with(Plan::Enterprise, |facts| facts.closed = true)
        .await;
    let simple = with(
        technical(),
        &json!({"contact": {"language": "en", "channel": "web"}, "additionalContacts": []}),
    );
    let root = Client::root(&server, Plan::Developer).await;
    assert_eq!(check(&root, &simple).await, []);
    let ana = Client::user(&server, Plan::Developer, "ana").await;
    let of = |code: &str| vec![("/caseType".to_owned(), code.to_owned())];
    assert_eq!(check(&ana, &simple).await, of("technical-root-only"));
    let resold = Client::root(&server, Plan::Business).await;
    assert_eq!(check(&resold, &billing()).await, of("ask-your-partner"));
    let closed = Client::root(&server, Plan::Enterprise).await;
    assert_eq!(check(&closed, &technical()).await, of("account-closed"));
    assert_eq!(check(&closed, &billing()).await, []);
}

#[tokio::test]
async fn t6_a_closed_account_still_signs_in_and_sees_its_cases() {
    let server = TestServer::start().await;
    server
        .account_with(Plan::Enterprise, |facts| facts.closed = true)
        .await;
    let closed = Client::root(&server, Plan::Enterprise).await;
    let created: CreatedCase = closed.submit(&billing(), "closed").await.json(201);
    let list: CaseListPage = closed.get(paths::CASES).await.json(200);
    let ids: Vec<_> = list.cases.iter().map(|case| &case.case_id).collect();
    assert_eq!(ids, [&created.case.row.case_id]);
    let path = format!("{}/{}", paths::CASES, created.case.row.case_id);
    assert_eq!(closed.get(&path).await.status, 200);
    let refused = closed.submit(&technical(), "technical").await;
    refused.problem(ProblemKind::InvalidCase);
}

#[tokio::test]
async fn c4_a_live_channel_that_is_closed_says_when_it_opens() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let chat = with(
        technical(),
        &json!({"contact": {"language": "ja", "channel": "chat"}}),
    );
    let answer: Value = client.post(paths::CHECK, &chat).await.json(200);
    // Midnight in Tokyo after Friday; Monday the 23rd is a holiday there.
    assert_eq!(
        answer["violations"][0]["code"], "channel-closed",
        "{answer}"
    );
    assert_eq!(
        answer["violations"][0]["params"]["opens"],
        "2026-11-24T00:00:00Z"
    );
}

#[tokio::test]
async fn a3_files_that_were_not_sent_are_told() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let files =
        json!({"attachments": [{"name": "log.txt", "size": 10}, {"name": "empty.txt", "size": 0}]});
    let pair = |path: &str, code: &str| (path.to_owned(), code.to_owned());
    let expected = vec![
        pair("/attachments/0", "file-not-uploaded"),
        pair("/attachments/1/size", "file-empty"),
    ];
    assert_eq!(check(&client, &with(billing(), &files)).await, expected);
    assert_eq!(
        client
            .submit(&with(billing(), &files), "files")
            .await
            .violations(),
        expected
    );
}

#[tokio::test]
async fn x2_who_may_not_create_may_not_check() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let rui = Client::user(&server, Plan::Business, "rui").await;
    let problem = rui
        .post(paths::CHECK, &billing())
        .await
        .problem(ProblemKind::NotPermitted);
    assert!(
        problem.detail.contains("support:CreateCase"),
        "{}",
        problem.detail
    );
}
