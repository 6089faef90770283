//! The SPA's files.

use case_wire::ProblemKind;
use reqwest::Method;

use crate::{
    client::{Answer, Client},
    server::{Set, TestServer},
};

const SCRIPT: &str = "/app-0123456789abcdef.js";

#[tokio::test]
async fn the_page_is_asked_about_each_time_and_hashed_files_never_again() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let page = client.get("/").await;
    assert!(
        page.text().contains("<title>fixture</title>"),
        "{}",
        page.text()
    );
    assert_eq!(
        (page.header("content-type"), page.header("cache-control")),
        ("text/html; charset=utf-8", "no-cache")
    );
    let script = client.get(SCRIPT).await;
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        script.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(script.header("vary"), "accept-encoding");
}

#[tokio::test]
async fn a_path_that_is_no_file_is_a_page_of_the_spa() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let index = client.get("/index.html").await.body;
    for path in [
        "/",
        "/cases",
        "/cases/case-123456789012-muen-2026-c4c1d2bf33c5cf47",
        "/sign-in?next=/cases",
    ] {
        assert_eq!(client.get(path).await.body, index, "{path}");
    }
    for path in [
        "/missing.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/app-0123456789abcdef.js.br",
        "/a/b.wasm",
    ] {
        client.get(path).await.problem(ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn the_compressed_file_that_the_client_likes_best_is_sent() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let plain = client.get(SCRIPT).await;
    assert!(!plain.has_header("content-encoding"));
    let mut etags = vec![plain.header("etag").to_owned()];
    for (accept, coding, body) in [
        ("gzip, deflate, br", "br", "fixture brotli"),
        ("gzip, br;q=0", "gzip", "fixture gzip"),
        ("br;q=0.2, gzip;q=0.9", "gzip", "fixture gzip"),
    ] {
        let answer = client.get_with(SCRIPT, "accept-encoding", accept).await;
        assert_eq!(
            (answer.header("content-encoding"), answer.text().trim()),
            (coding, body),
            "{accept}"
        );
        etags.push(answer.header("etag").to_owned());
    }
    assert!(
        etags[0] != etags[1] && etags[1] != etags[2] && etags[2] == etags[3],
        "{etags:?}"
    );
    let only_plain = client
        .get_with("/index.html", "accept-encoding", "br")
        .await;
    assert!(
        !only_plain.has_header("content-encoding"),
        "there is no compressed copy"
    );
}

#[tokio::test]
async fn a_file_that_the_client_has_is_not_sent_again() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let etag = client.get("/").await.header("etag").to_owned();
    let again = client.get_with("/", "if-none-match", &etag).await;
    assert_eq!(
        (
            again.status,
            again.body.len(),
            again.header("cache-control")
        ),
        (304, 0, "no-cache")
    );
    assert_eq!(
        client
            .get_with("/", "if-none-match", "\"other\"")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn head_tells_the_same_without_the_body() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for path in ["/", SCRIPT, "/health", "/api/policy"] {
        let get = client.get(path).await;
        let head = Answer::of(client.request(Method::HEAD, path)).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(
            head.header("content-length"),
            get.body.len().to_string(),
            "{path}"
        );
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_binarys_own_pages_use_the_binarys_own_api() {
    let server = TestServer::start().await;
    let config = Client::of(&server).get("/config.json").await;
    assert_eq!(
        config.json::<serde_json::Value>(200),
        serde_json::json!({"apiBase": ""})
    );
    assert_eq!(config.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn without_pages_the_server_says_how_to_build_them() {
    let server = TestServer::with(Set {
        without_site: true,
        ..Set::default()
    })
    .await;
    let answer = Client::of(&server).get("/").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/plain; charset=utf-8")
    );
    assert!(
        answer.text().contains("cargo xtask start"),
        "{}",
        answer.text()
    );
}
