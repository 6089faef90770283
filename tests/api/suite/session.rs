//! X1, X2: signing in and out, and what a session tells.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{
    Target, Test,
    client::{Client, root},
};

pub const TESTS: &[Test] = &[
    ("session::x1_root_signs_in_by_email", root_signs_in),
    (
        "session::x1_a_user_signs_in_by_account_and_name",
        user_signs_in,
    ),
    (
        "session::x1_wrong_credentials_say_no_more",
        wrong_credentials,
    ),
    ("session::x1_signing_out_ends_the_session", sign_out),
    ("session::x2_a_session_tells_what_one_may_do", abilities),
    (
        "session::without_a_session_everything_else_is_refused",
        nobody,
    ),
    ("session::the_cookie_is_out_of_reach_of_scripts", cookie),
];

fn root_signs_in(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    let account = &target.accounts.developer;
    let session = client.sign_in(&root(account))?.is(200)?;
    ensure!(session["account"]["id"] == account.id.as_str(), "{session}");
    ensure!(
        session["account"]["facts"]["plan"] == "developer",
        "{session}"
    );
    ensure!(session["actor"]["kind"] == "root", "{session}");
    ensure!(
        client.get("/api/session")?.is(200)? == session,
        "GET /api/session tells another story"
    );
    Ok(())
}

fn user_signs_in(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let client = Client::user(target, account, account.user.as_ref())?;
    let session = client.get("/api/session")?.is(200)?;
    ensure!(session["actor"]["kind"] == "user", "{session}");
    ensure!(
        session["actor"]["email"] == "ana@example.com" || session["actor"]["email"].is_null(),
        "{session}"
    );
    ensure!(session["account"]["id"] == account.id.as_str(), "{session}");
    Ok(())
}

fn wrong_credentials(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    let account = &target.accounts.business;
    let mut details = Vec::new();
    for body in [
        json!({"kind": "root", "email": account.root_email, "password": "wrong wrong wrong"}),
        json!({"kind": "root", "email": "nobody@example.com", "password": "wrong wrong wrong"}),
        json!({"kind": "user", "account": account.id, "userName": "nobody", "password": "wrong wrong wrong"}),
        json!({"kind": "user", "account": "999999999999", "userName": "ana", "password": "wrong wrong wrong"}),
        json!({"kind": "user", "account": "no such alias", "userName": "ana", "password": ""}),
    ] {
        let problem = client
            .sign_in(&body)?
            .is_problem(401, "/problems/wrong-credentials")?;
        details.push(problem["detail"].clone());
    }
    details.dedup();
    ensure!(
        details.len() == 1,
        "the answers tell which part was wrong: {details:?}"
    );
    client
        .get("/api/session")?
        .is_problem(401, "/problems/not-signed-in")?;
    Ok(())
}

fn sign_out(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    client.get("/api/session")?.is(200)?;
    let answer = client.post("/api/sign-out", &json!({}))?;
    ensure!(answer.status == 204, "{answer:?}");
    client
        .get("/api/session")?
        .is_problem(401, "/problems/not-signed-in")?;
    Ok(())
}

fn abilities(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let root = Client::root(target, account)?
        .get("/api/session")?
        .is(200)?;
    ensure!(
        root["abilities"] == json!({"createCase": true, "describeCases": true}),
        "{root}"
    );
    let reader = Client::user(target, account, account.reader.as_ref())?
        .get("/api/session")?
        .is(200)?;
    ensure!(
        reader["abilities"] == json!({"createCase": false, "describeCases": true}),
        "{reader}"
    );
    Ok(())
}

fn nobody(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    for path in [
        "/api/session",
        "/api/hours",
        "/api/cases",
        "/api/cases/case-123456789012-muen-2026-c4c1d2bf33c5cf47",
    ] {
        client
            .get(path)?
            .is_problem(401, "/problems/not-signed-in")?;
    }
    for path in ["/api/cases", "/api/cases/check"] {
        client
            .post(path, &target.drafts.billing)?
            .is_problem(401, "/problems/not-signed-in")?;
    }
    Ok(())
}

fn cookie(target: &Target) -> Result<()> {
    let client = Client::new(&target.base_url)?;
    let answer = client.sign_in(&root(&target.accounts.business))?;
    let cookie = answer.header("set-cookie")?;
    for attribute in ["HttpOnly", "SameSite=", "Path=/"] {
        ensure!(cookie.contains(attribute), "the cookie lacks {attribute}");
    }
    Ok(())
}
