//! The policy over HTTP: complete in both languages, revalidated by its ETag.

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::Value;

use crate::{Target, Test, client::Client};

pub const TESTS: &[Test] = &[
    ("policy::t3_five_plans_in_both_languages", plans),
    (
        "policy::t7_both_languages_offer_the_same_choices",
        same_choices,
    ),
    (
        "policy::t8_t9_the_catalogue_has_fields_prompts_and_solutions",
        catalogue,
    ),
    ("policy::is_revalidated_by_its_etag", etag),
    (
        "policy::an_unknown_language_is_told_those_there_are",
        unknown_language,
    ),
    ("policy::s4_hours_reach_beyond_the_longest_target", hours),
];

fn policy(target: &Target, language: &str) -> Result<Value> {
    Client::root(target, &target.accounts.business)?
        .get(&format!("/api/policy?language={language}"))?
        .is(200)
}

fn plans(target: &Target) -> Result<()> {
    for language in ["en", "ja"] {
        let policy = policy(target, language)?;
        ensure!(policy["language"] == language, "{}", policy["language"]);
        let ids: Vec<_> = list(&policy["plans"])?
            .iter()
            .map(|plan| &plan["id"])
            .collect();
        ensure!(
            ids == [
                "basic",
                "developer",
                "business",
                "enterprise-on-ramp",
                "enterprise"
            ],
            "{ids:?}"
        );
        for plan in list(&policy["plans"])? {
            ensure!(
                plan["name"].as_str().is_some_and(|name| !name.is_empty()),
                "{plan}"
            );
        }
    }
    Ok(())
}

/// The ids of services, categories and quotas, in their order.
fn choices(policy: &Value) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for service in list(&policy["services"])? {
        ids.push(format!("{} {}", service["caseType"], service["id"]));
        for key in ["categories", "quotas"] {
            ids.extend(
                service[key]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|one| format!("{key} {}", one["id"])),
            );
        }
    }
    Ok(ids)
}

fn same_choices(target: &Target) -> Result<()> {
    let (en, ja) = (
        choices(&policy(target, "en")?)?,
        choices(&policy(target, "ja")?)?,
    );
    ensure!(en == ja, "the languages differ");
    ensure!(en.len() > 3, "{en:?}");
    Ok(())
}

fn catalogue(target: &Target) -> Result<()> {
    let policy = policy(target, "ja")?;
    for (key, texts) in [
        ("fields", &["label"][..]),
        ("prompts", &["heading", "hint"]),
        ("solutions", &["title", "answer"]),
    ] {
        for one in list(&policy[key])? {
            for text in texts {
                ensure!(
                    one[text].as_str().is_some_and(|text| !text.is_empty()),
                    "{key}: {one} lacks {text}"
                );
            }
        }
    }
    Ok(())
}

fn etag(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let first = client.get("/api/policy?language=en")?;
    let etag = first.header("etag")?;
    let ask = |etag: &str| {
        Client::send(
            client
                .request(Method::GET, "/api/policy?language=en")
                .header("If-None-Match", etag),
        )
    };
    ensure!(ask(etag)?.status == 304, "the same ETag is not modified");
    ensure!(
        ask("\"another\"")?.status == 200,
        "another ETag gets the policy"
    );
    let other = client.get("/api/policy?language=ja")?;
    ensure!(
        other.header("etag")? != etag,
        "both languages have one ETag"
    );
    Ok(())
}

fn unknown_language(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for language in ["fr", "EN", "english", ""] {
        let answer = client.get(&format!("/api/policy?language={language}"))?;
        let problem = answer.is_problem(400, "/problems/invalid-parameter")?;
        let detail = problem["detail"].as_str().unwrap_or_default();
        ensure!(detail.contains("en") && detail.contains("ja"), "{detail}");
    }
    Ok(())
}

fn hours(target: &Target) -> Result<()> {
    let hours = Client::root(target, &target.accounts.developer)?
        .get("/api/hours")?
        .is(200)?;
    ensure!(hours["now"].is_string(), "{hours}");
    for language in list(&hours["business"])? {
        let spans = list(&language["spans"])?;
        for pair in spans.windows(2) {
            ensure!(
                pair[0]["end"] == pair[1]["start"],
                "a gap: {} {}",
                pair[0],
                pair[1]
            );
        }
        let open = spans.iter().filter(|span| span["state"] == "open").count();
        ensure!(open >= 5, "only {open} open spans");
    }
    Ok(())
}

fn list(value: &Value) -> Result<&Vec<Value>> {
    value
        .as_array()
        .with_context(|| format!("no list: {value}"))
}
