//! What holds for every answer: request IDs, security headers, health, and the written contract.

use anyhow::{Context, Result, ensure};

use crate::{Target, Test, client::Client};

pub const TESTS: &[Test] = &[
    (
        "contract::health_and_readiness_answer_without_a_session",
        health,
    ),
    ("contract::every_answer_has_a_request_id", request_id),
    (
        "contract::answers_are_never_sniffed_framed_or_kept",
        headers,
    ),
    ("contract::every_documented_path_answers", documented_paths),
];

fn health(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    for path in ["/health", "/ready"] {
        ensure!(client.get(path)?.status == 200, "{path}");
    }
    Ok(())
}

fn request_id(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    let id =
        |path: &str| -> Result<String> { Ok(client.get(path)?.header("x-request-id")?.to_owned()) };
    ensure!(id("/health")? != id("/health")?, "two requests share an ID");
    let given = Client::send(
        client
            .request(reqwest::Method::GET, "/health")
            .header("X-Request-Id", "given-by-a-proxy"),
    )?;
    ensure!(
        given.header("x-request-id")? == "given-by-a-proxy",
        "{:?}",
        given.headers
    );
    Ok(())
}

fn headers(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let answer = client.get("/api/session")?;
    ensure!(
        answer.header("x-content-type-options")? == "nosniff",
        "{:?}",
        answer.headers
    );
    ensure!(
        answer.header("cache-control")?.contains("no-store"),
        "{:?}",
        answer.headers
    );
    let policy = answer.header("content-security-policy")?;
    ensure!(
        policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    Ok(())
}

/// The committed OpenAPI document and the server speak of the same paths.
fn documented_paths(target: &Target) -> Result<()> {
    let committed = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../crates/case-api/openapi.json"
    );
    let document: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(committed)?)?;
    let client = Client::root(target, &target.accounts.developer)?;
    let paths = document["paths"].as_object().context("no paths")?;
    ensure!(paths.len() >= 8, "only {} paths", paths.len());
    for (path, operations) in paths {
        let concrete = path.replace("{case_id}", "case-123456789012-muen-2026-c4c1d2bf33c5cf47");
        for method in operations
            .as_object()
            .into_iter()
            .flatten()
            .map(|(method, _)| method.to_uppercase())
        {
            // Not the body: some have no end.
            let answer = client.request(method.parse()?, &concrete).send()?;
            let status = answer.status();
            let missing = status == 405 || (status == 404 && !path.contains('{'));
            ensure!(!missing, "{method} {path} answers {status}");
        }
    }
    Ok(())
}
