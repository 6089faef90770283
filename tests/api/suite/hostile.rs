//! Bad input: each kind gets its own clear answer, and nothing is saved.

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Client, key},
    drafts::with,
};

pub const TESTS: &[Test] = &[
    ("hostile::a_body_that_is_not_json", not_json),
    ("hostile::a_body_of_another_shape_says_where", other_shape),
    ("hostile::a_body_of_another_media_type", media_type),
    ("hostile::a_body_that_is_too_large", too_large),
    ("hostile::t10_texts_of_every_kind", texts),
    ("hostile::t8_a_date_that_does_not_exist", dates),
    ("hostile::codes_that_do_not_exist", codes),
    ("hostile::a_path_or_method_that_does_not_exist", paths),
    ("hostile::a_foreign_site", foreign_origin),
];

fn not_json(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for body in ["", "{", "hello", "{\"caseType\": }", "\u{feff}{}", "{}x"] {
        let answer = client.post_raw("/api/cases/check", "application/json", body)?;
        answer.is_problem(400, "/problems/malformed-json")?;
    }
    Ok(())
}

fn other_shape(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for (body, wanted) in [
        (json!({"subject": 7}), "subject"),
        (json!({"colour": "red"}), "colour"),
        (json!({"contact": {"fax": "1"}}), "fax"),
        (
            json!({"attachments": [{"name": "a", "size": "big"}]}),
            "attachments[0].size",
        ),
        (
            json!({"attachments": [{"name": "a", "size": -1}]}),
            "attachments[0].size",
        ),
        (
            json!({"additionalContacts": "a@example.com"}),
            "additionalContacts",
        ),
        (json!([]), "expected"),
        (json!(null), "expected"),
    ] {
        let problem = client
            .post("/api/cases/check", &body)?
            .is_problem(422, "/problems/unexpected-shape")?;
        let detail = problem["detail"].as_str().unwrap_or_default();
        ensure!(detail.contains(wanted), "{body}: {detail}");
    }
    Ok(())
}

fn media_type(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
    ] {
        let answer = client.post_raw("/api/cases/check", media_type, "{}")?;
        answer.is_problem(415, "/problems/unsupported-media-type")?;
    }
    Ok(())
}

fn too_large(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let body = format!("{{\"subject\": \"{}\"}}", "x".repeat(6 << 20));
    client
        .post_raw("/api/cases/check", "application/json", body)?
        .is_problem(413, "/problems/body-too-large")?;
    Ok(())
}

fn texts(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let megabyte = "x".repeat(1 << 20);
    for (text, subject, description) in [
        ("", Some("required"), Some("required")),
        ("\u{200b}", Some("required"), Some("required")),
        (&"x".repeat(251), Some("too-long"), None),
        (&"🙂".repeat(8001), Some("too-long"), Some("too-long")),
        (
            "a\u{0}b",
            Some("control-character"),
            Some("control-character"),
        ),
        ("a\nb", Some("control-character"), None),
        ("🙂🙂", None, None),
        ("مرحبا \u{202e}", None, None),
        ("e\u{301}", None, None),
        (&megabyte, Some("too-long"), Some("too-long")),
    ] {
        let draft = with(
            &target.drafts.billing,
            &json!({"subject": text, "description": text}),
        );
        let violations = client.post("/api/cases/check", &draft)?.is(200)?["violations"].clone();
        let code_at = |path: &str| {
            let found = violations
                .as_array()
                .into_iter()
                .flatten()
                .find(|one| one["path"] == path);
            found.and_then(|one| one["code"].as_str())
        };
        let shown: String = text.chars().take(10).collect();
        ensure!(code_at("/subject") == subject, "{shown:?}: {violations}");
        ensure!(
            code_at("/description") == description,
            "{shown:?}: {violations}"
        );
    }
    Ok(())
}

fn dates(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let policy = client.get("/api/policy?language=en")?.is(200)?;
    let of = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let dates: Vec<_> = of(&policy, "fields")
        .into_iter()
        .filter(|field| field["kind"] == "date")
        .collect();
    for service in of(&policy, "services")
        .iter()
        .filter(|service| service["caseType"] == "account-and-billing")
    {
        for category in of(service, "categories") {
            for field in of(&category, "fields") {
                if !dates.iter().any(|date| date["id"] == field["id"]) {
                    continue;
                }
                let id = field["id"].as_str().unwrap_or_default();
                let changes = json!({"service": service["id"], "category": category["id"], "fields": {id: "2026-02-30"}});
                let draft = with(&target.drafts.billing, &changes);
                let violations =
                    client.post("/api/cases/check", &draft)?.is(200)?["violations"].to_string();
                ensure!(violations.contains("date-does-not-exist"), "{violations}");
                return Ok(());
            }
        }
    }
    anyhow::bail!("the policy has no category with a date")
}

fn codes(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for (change, path) in [
        (json!({"caseType": "sales"}), "/caseType"),
        (json!({"service": "nope"}), "/service"),
        (json!({"category": "nope"}), "/category"),
        (json!({"severity": "huge"}), "/severity"),
        (json!({"fields": {"nope": "1"}}), "/fields/nope"),
        (
            json!({"contact": {"language": "en", "channel": "fax"}}),
            "/contact/channel",
        ),
        (
            json!({"contact": {"language": "en", "channel": "phone", "country": "XX", "phone": "1"}}),
            "/contact/country",
        ),
    ] {
        let draft = with(&target.drafts.billing, &change);
        let found = client.submit(&draft, &key("codes", 1))?.violations()?;
        ensure!(
            found
                .iter()
                .any(|(at, code)| at == path && code == "unknown"),
            "{change}: {found:?}"
        );
    }
    Ok(())
}

fn paths(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    client
        .get("/api/nope")?
        .is_problem(404, "/problems/not-found")?;
    client
        .get("/api/cases/nope")?
        .is_problem(404, "/problems/not-found")?;
    let wrong_method = Client::send(client.request(Method::DELETE, "/api/cases"))?;
    wrong_method.is_problem(405, "/problems/method-not-allowed")?;
    ensure!(
        wrong_method.header("allow")?.contains("POST"),
        "{:?}",
        wrong_method.headers
    );
    Ok(())
}

fn foreign_origin(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let post = |origin: &str| {
        let request = client
            .request(Method::POST, "/api/cases/check")
            .header("Origin", origin);
        Client::send(request.json(&target.drafts.billing))
    };
    post("https://evil.example")?.is_problem(403, "/problems/foreign-origin")?;
    post("null")?.is_problem(403, "/problems/foreign-origin")?;
    post(&target.base_url)?.is(200)?;
    Ok(())
}
