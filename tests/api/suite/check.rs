//! The check of a draft over HTTP gives the violations that a submission would, and saves nothing.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Client, key, pairs},
    drafts::with,
};

pub const TESTS: &[Test] = &[
    ("check::a_good_draft_has_no_violations", good),
    (
        "check::t10_an_empty_draft_is_told_everything_at_once",
        empty,
    ),
    ("check::gives_what_a_submission_gives", same_as_submission),
    ("check::saves_nothing", saves_nothing),
    ("check::t3_t4_s2_c3_depend_on_the_plan", by_plan),
    ("check::t5_a_resold_account_is_sent_to_its_partner", resold),
];

fn violations(client: &Client, draft: &Value) -> Result<Vec<(String, String)>> {
    pairs(&client.post("/api/cases/check", draft)?.is(200)?["violations"])
}

fn good(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for draft in [
        &target.drafts.billing,
        &target.drafts.technical,
        &target.drafts.quota,
    ] {
        let found = violations(&client, draft)?;
        ensure!(found.is_empty(), "{found:?} in {draft}");
    }
    Ok(())
}

fn empty(target: &Target) -> Result<()> {
    let found = violations(
        &Client::root(target, &target.accounts.business)?,
        &json!({}),
    )?;
    let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "/caseType",
        "/service",
        "/category",
        "/severity",
        "/subject",
        "/description",
        "/contact/language",
        "/contact/channel",
    ];
    ensure!(paths == expected, "{paths:?}");
    ensure!(
        found.iter().all(|(_, code)| code == "required"),
        "{found:?}"
    );
    Ok(())
}

fn same_as_submission(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.basic)?;
    let wrong = with(
        &target.drafts.billing,
        &json!({"severity": "critical", "subject": "", "additionalContacts": ["x"]}),
    );
    let checked = violations(&client, &wrong)?;
    let submitted = client
        .submit(&wrong, &key("same-as-submission", 1))?
        .violations()?;
    ensure!(
        checked == submitted && checked.len() == 3,
        "{checked:?} {submitted:?}"
    );
    Ok(())
}

fn saves_nothing(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let before = client.get("/api/cases")?.is(200)?;
    violations(
        &client,
        &with(&target.drafts.billing, &json!({"subject": "never saved"})),
    )?;
    let after = client.get("/api/cases")?.text;
    ensure!(!after.contains("never saved"), "the check saved a case");
    ensure!(before["cases"].is_array(), "{before}");
    Ok(())
}

fn by_plan(target: &Target) -> Result<()> {
    let accounts = &target.accounts;
    let has = |found: &[(String, String)], path: &str, code: &str| {
        found.iter().any(|one| one.0 == path && one.1 == code)
    };
    let basic = violations(
        &Client::root(target, &accounts.basic)?,
        &target.drafts.technical,
    )?;
    ensure!(
        has(&basic, "/caseType", "technical-not-in-plan"),
        "{basic:?}"
    );
    let user = Client::user(
        target,
        &accounts.developer,
        accounts.developer.user.as_ref(),
    )?;
    let developer = violations(&user, &target.drafts.technical)?;
    ensure!(
        has(&developer, "/caseType", "technical-root-only"),
        "{developer:?}"
    );
    let business = Client::root(target, &accounts.business)?;
    let critical = violations(
        &business,
        &with(&target.drafts.billing, &json!({"severity": "critical"})),
    )?;
    ensure!(
        has(&critical, "/severity", "severity-not-in-plan"),
        "{critical:?}"
    );
    let chat = json!({"contact": {"language": "en", "channel": "chat"}});
    let chat = violations(&business, &with(&target.drafts.billing, &chat))?;
    ensure!(
        has(&chat, "/contact/channel", "channel-not-offered"),
        "{chat:?}"
    );
    Ok(())
}

fn resold(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.resold)?;
    let found = violations(&client, &target.drafts.billing)?;
    ensure!(
        found == [("/caseType".to_owned(), "ask-your-partner".to_owned())],
        "{found:?}"
    );
    ensure!(
        violations(&client, &target.drafts.technical)?.is_empty(),
        "technical cases stay open to it"
    );
    Ok(())
}
