//! Foreign sites: none may act for a visitor, unless the operator allows it.

use case_api::http::Origins;
use case_core::Plan;
use case_wire::{ProblemKind, Session, paths};
use reqwest::Method;
use serde_json::json;

use crate::{
    client::{Answer, Client, root},
    server::{Set, TestServer},
};

fn origins(public: Option<&str>, allowed: &[&str]) -> Set {
    let origins = Origins::new(
        public.map(|one| one.parse().unwrap()),
        allowed.iter().map(|one| one.parse().unwrap()).collect(),
    );
    Set {
        origins,
        ..Set::default()
    }
}

async fn post_from(client: &Client, origin: &str) -> Answer {
    Answer::of(
        client
            .request(Method::POST, paths::CHECK)
            .header("origin", origin)
            .json(&json!({})),
    )
    .await
}

#[tokio::test]
async fn a_foreign_site_may_change_nothing() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "not an origin",
    ] {
        let answer = post_from(&client, origin).await;
        answer.problem(ProblemKind::ForeignOrigin);
        assert!(!answer.has_header("access-control-allow-origin"));
    }
    let own = format!("http://{}", server.address);
    assert_eq!(post_from(&client, &own).await.status, 200);
    let sign_in = client
        .request(Method::POST, paths::SIGN_IN)
        .header("origin", "https://evil.example");
    Answer::of(sign_in.json(&root(Plan::Business)))
        .await
        .problem(ProblemKind::ForeignOrigin);
}

#[tokio::test]
async fn an_allowed_site_may_and_its_browser_is_told() {
    let site = "https://static.example.net";
    let server = TestServer::with(origins(None, &[site])).await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let answer = post_from(&client, site).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), site);
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert!(
        answer
            .header("access-control-expose-headers")
            .contains(paths::REQUEST_ID)
    );
    let preflight = client
        .request(Method::OPTIONS, paths::CASES)
        .header("origin", site)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,idempotency-key,casework-person",
        );
    let answer = Answer::of(preflight).await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (200, site)
    );
    for header in ["content-type", "idempotency-key", "casework-person"] {
        let allowed = answer.header("access-control-allow-headers");
        assert!(allowed.contains(header), "{allowed}");
    }
    let other = post_from(&client, "https://evil.example").await;
    other.problem(ProblemKind::ForeignOrigin);
    assert!(!other.has_header("access-control-allow-origin"));
}

#[tokio::test]
async fn over_https_the_cookie_and_the_headers_are_stricter() {
    let server = TestServer::with(origins(Some("https://support.example.com"), &[])).await;
    server.account(Plan::Business).await;
    let client = Client::of(&server);
    let answer = client.post(paths::SIGN_IN, &root(Plan::Business)).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-casework-session=") && cookie.ends_with("; Secure"));
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    let client = Client::root(&server, Plan::Business).await;
    client.get(paths::SESSION).await.json::<Session>(200);
    assert_eq!(
        post_from(&client, "https://support.example.com")
            .await
            .status,
        200
    );
}
