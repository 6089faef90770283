//! What holds for every answer: request IDs, headers, paths and methods that do not exist, health.

use case_wire::{ProblemKind, paths};
use reqwest::Method;

use crate::{
    client::{Answer, Client},
    server::TestServer,
};

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for path in [
        paths::HEALTH,
        paths::SESSION,
        "/",
        "/api/nope",
        "/app-0123456789abcdef.js",
    ] {
        let (one, two) = (client.get(path).await, client.get(path).await);
        assert_ne!(
            one.header(paths::REQUEST_ID),
            two.header(paths::REQUEST_ID),
            "{path}"
        );
        let given = client
            .get_with(path, paths::REQUEST_ID, "given-by.a_proxy")
            .await;
        assert_eq!(
            given.header(paths::REQUEST_ID),
            "given-by.a_proxy",
            "{path}"
        );
    }
    for unusable in [
        "short",
        "has blanks in it",
        "<script>alert</script>",
        &"x".repeat(65),
    ] {
        let answer = client
            .get_with(paths::HEALTH, paths::REQUEST_ID, unusable)
            .await;
        assert_ne!(answer.header(paths::REQUEST_ID), unusable);
    }
}

#[tokio::test]
async fn every_answer_keeps_browsers_strict() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for path in [
        paths::HEALTH,
        paths::SESSION,
        paths::POLICY,
        "/",
        "/api/nope",
        "/missing.js",
    ] {
        let answer = client.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
            "{policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.has_header("permissions-policy") && answer.has_header("cache-control"));
        assert!(
            !answer.has_header("strict-transport-security"),
            "only over HTTPS"
        );
    }
    assert_eq!(
        client.get(paths::SESSION).await.header("cache-control"),
        "no-store"
    );
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_problems_too() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for path in [
        "/api",
        "/api/",
        "/api/nope",
        "/api/cases/a/b",
        "/api/sign-in/",
    ] {
        client.get(path).await.problem(ProblemKind::NotFound);
    }
    for (method, path, allow) in [
        (Method::DELETE, paths::CASES, "GET,HEAD,POST"),
        (Method::GET, paths::SIGN_IN, "POST"),
        (Method::POST, paths::SESSION, "GET,HEAD"),
        (Method::POST, paths::HEALTH, "GET,HEAD"),
        (Method::POST, "/cases", "GET, HEAD"),
    ] {
        let answer = Answer::of(client.request(method.clone(), path)).await;
        answer.problem(ProblemKind::MethodNotAllowed);
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
}

#[tokio::test]
async fn health_and_readiness_are_told_without_a_session() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for path in [paths::HEALTH, paths::READY] {
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_store_that_cannot_be_reached_is_told_as_such() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    // Before the first read opens the file.
    std::fs::remove_dir_all(server.folder.path()).unwrap();
    let answer = client.get(paths::READY).await;
    let problem = answer.problem(ProblemKind::Unavailable);
    assert_eq!(
        answer.header("retry-after"),
        problem.retry_after.unwrap().to_string()
    );
    assert!(
        !answer
            .text()
            .contains(server.folder.path().to_str().unwrap()),
        "what only the log may tell"
    );
    assert_eq!(client.get(paths::HEALTH).await.status, 200);
}

#[tokio::test]
async fn answers_of_the_api_are_compressed_unless_they_are_tiny() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let tiny = client
        .get_with(paths::HEALTH, "accept-encoding", "br")
        .await;
    assert!(!tiny.has_header("content-encoding"));
    server.account(case_core::Plan::Business).await;
    let client = Client::root(&server, case_core::Plan::Business).await;
    let hours = client
        .get_with(paths::HOURS, "accept-encoding", "gzip")
        .await;
    assert_eq!(hours.header("content-encoding"), "gzip");
    let draft = serde_json::json!({"severity": "huge"});
    let request = client
        .request(Method::POST, paths::CASES)
        .header(paths::IDEMPOTENCY_KEY, "a")
        .json(&draft);
    let violations = Answer::of(request.header("accept-encoding", "br")).await;
    assert_eq!(
        (violations.status, violations.header("content-encoding")),
        (422, "br")
    );
}
