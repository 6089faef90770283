//! G1, G2: drafts on the server.

use case_core::{CaseDraft, Plan};
use case_wire::{AttachmentView, CreatedCase, DraftList, DraftSaved, ProblemKind, paths};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    drafts::{billing, with},
    server::TestServer,
};

const BILLING: &str = "/api/drafts/account-and-billing";

async fn business() -> (TestServer, Client) {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    (server, ana)
}

async fn put(client: &Client, path: &str, body: &Value) -> Answer {
    Answer::of(client.request(Method::PUT, path).json(body)).await
}

/// Saves a draft that says no more than this.
/// Each text from a page of its own.
async fn save(client: &Client, base: Option<u64>, subject: &str) -> DraftSaved {
    let device = subject.replace([' ', ','], "-");
    let body = json!({"base": base, "device": device, "draft": {"subject": subject}});
    put(client, BILLING, &body).await.json(200)
}

async fn discard(client: &Client, version: u64) -> Answer {
    Answer::of(client.request(Method::DELETE, &format!("{BILLING}/{version}"))).await
}

async fn subjects(client: &Client) -> Vec<String> {
    let list: DraftList = client.get(paths::DRAFTS).await.json(200);
    let drafts = list.drafts.into_iter();
    drafts.map(|one| one.draft.subject).collect()
}

#[tokio::test]
async fn g1_a_draft_is_there_on_the_next_device_and_after_a_restart() {
    let (server, ana) = business().await;
    assert!(subjects(&ana).await.is_empty());
    let half = with(
        billing(),
        &json!({"severity": "", "description": "Half a sent", "caseType": "nonsense"}),
    );
    let body = json!({"device": "page", "draft": half});
    let saved: DraftSaved = put(&ana, BILLING, &body).await.json(200);
    assert!(saved.others.is_empty());
    let server = server.restart().await;
    let device = Client::user(&server, Plan::Business, "ana").await;
    let list: DraftList = device.get(paths::DRAFTS).await.json(200);
    let [one] = &list.drafts[..] else {
        panic!("{list:?}")
    };
    let draft: CaseDraft = serde_json::from_value(half).unwrap();
    assert_eq!((one.version, &one.draft), (saved.version, &draft));
    assert_eq!(one.case_type.code(), "account-and-billing");
    let root = Client::root(&server, Plan::Business).await;
    assert!(subjects(&root).await.is_empty(), "another user's");
}

#[tokio::test]
async fn g2_a_stale_save_is_answered_with_both_texts_and_neither_is_lost() {
    let (server, desk) = business().await;
    let phone = Client::user(&server, Plan::Business, "ana").await;
    let read = save(&desk, None, "Read by both").await.version;
    let first = save(&phone, Some(read), "On the phone").await;
    assert!(first.others.is_empty());
    server.clock.advance(TimeDelta::seconds(1));
    let second = save(&desk, Some(read), "At the desk").await;
    let others: Vec<_> = second
        .others
        .iter()
        .map(|one| (one.version, &*one.draft.subject))
        .collect();
    assert_eq!(others, [(first.version, "On the phone")]);
    assert_eq!(
        subjects(&phone).await,
        ["At the desk", "On the phone"],
        "the newer first"
    );
    assert_eq!(discard(&desk, first.version).await.status, 204);
    discard(&desk, first.version)
        .await
        .problem(ProblemKind::NotFound);
    assert!(
        save(&desk, Some(second.version), "At the desk, done")
            .await
            .others
            .is_empty()
    );
}

#[tokio::test]
async fn g2_too_many_texts_are_refused_and_told() {
    let (_server, ana) = business().await;
    for n in 0..8 {
        save(&ana, None, &n.to_string()).await;
    }
    let body = json!({"device": "page", "draft": {"subject": "one more"}});
    let problem = put(&ana, BILLING, &body)
        .await
        .problem(ProblemKind::TooManyDrafts);
    assert!(problem.detail.contains("8 texts"), "{problem:?}");
    assert_eq!(subjects(&ana).await.len(), 8);
}

#[tokio::test]
async fn r2_a_secret_is_not_kept_in_a_draft_either() {
    let (_server, ana) = business().await;
    let secret = ["4111 1111", " 1111 1111"].concat();
    let body = json!({"device": "page", "draft": {"subject": secret, "description": secret, "fields": {"note": secret}}});
    put(&ana, BILLING, &body).await.json::<DraftSaved>(200);
    let told = ana.get(paths::DRAFTS).await.text();
    assert_eq!(
        told.matches("[REDACTED_BY_CASEWORK]-1111").count(),
        3,
        "{told}"
    );
    assert!(!told.contains("1111 1111"), "{told}");
}

#[tokio::test]
async fn g1_a_submitted_draft_is_gone_with_its_files() {
    let (server, ana) = business().await;
    let path = format!("{}?name=a.log", paths::ATTACHMENTS);
    let answer = ana.post_raw(&path, "application/octet-stream", "log").await;
    let file: AttachmentView = answer.json(201);
    let files = json!([{"id": file.id, "name": file.name, "size": file.size}]);
    let draft = with(billing(), &json!({"attachments": files}));
    let saved: DraftSaved = put(&ana, BILLING, &json!({"device": "page", "draft": draft}))
        .await
        .json(200);
    // A4: while a draft names it, the file waits longer than an hour.
    server.clock.advance(TimeDelta::hours(5));
    assert_eq!(server.service.sweep().await.unwrap(), 0);
    let submit = async |key: &str| {
        let path = format!("{}?draft={}", paths::CASES, saved.version);
        let request = ana
            .request(Method::POST, &path)
            .header(paths::IDEMPOTENCY_KEY, key);
        Answer::of(request.json(&draft)).await
    };
    let CreatedCase { case } = submit("key").await.json(201);
    assert_eq!(case.correspondence[0].attachments, [file]);
    assert!(subjects(&ana).await.is_empty());
    // G3: again, the same.
    assert_eq!(submit("key").await.json::<CreatedCase>(200).case, case);
}

#[tokio::test]
async fn g1_an_abandoned_draft_is_kept_as_long_as_the_policy_says() {
    let (server, ana) = business().await;
    save(&ana, None, "Left behind").await;
    server.clock.advance(TimeDelta::days(90));
    assert_eq!(server.service.sweep().await.unwrap(), 0);
    server.clock.advance(TimeDelta::minutes(1));
    assert_eq!(server.service.sweep().await.unwrap(), 1);
    let ana = Client::user(&server, Plan::Business, "ana").await;
    assert!(subjects(&ana).await.is_empty());
}

#[tokio::test]
async fn wrong_requests_are_told_what_is_wrong() {
    let (server, ana) = business().await;
    let body = json!({"device": "page", "draft": {}});
    put(&ana, "/api/drafts/nonsense", &body)
        .await
        .problem(ProblemKind::NotFound);
    discard(&ana, 7).await.problem(ProblemKind::NotFound);
    let wrong = put(
        &ana,
        BILLING,
        &json!({"device": "page", "draft": {"colour": 1}}),
    )
    .await;
    wrong.problem(ProblemKind::UnexpectedShape);
    put(&ana, BILLING, &json!({}))
        .await
        .problem(ProblemKind::UnexpectedShape);
    let rui = Client::user(&server, Plan::Business, "rui").await;
    put(&rui, BILLING, &body)
        .await
        .problem(ProblemKind::NotPermitted);
    rui.get(paths::DRAFTS)
        .await
        .problem(ProblemKind::NotPermitted);
    let nobody = Client::of(&server);
    put(&nobody, BILLING, &body)
        .await
        .problem(ProblemKind::NotSignedIn);
}
