//! X5: the account and its contacts; how its users like the pages.

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Answer, Client, pairs},
    drafts::with,
};

pub const TESTS: &[Test] = &[
    (
        "account::x5_contacts_are_changed_from_the_version_that_was_read",
        change,
    ),
    (
        "account::x5_what_is_wrong_with_contacts_is_told_at_once",
        wrong,
    ),
    (
        "account::x2_who_may_not_change_the_contacts_is_refused",
        reader,
    ),
    ("account::preferences_are_the_users_own", preferences),
];

fn put(client: &Client, version: &Value, contacts: &Value) -> Result<Answer> {
    let path = format!("/api/account/contacts?version={version}");
    Client::send(client.request(Method::PUT, &path).json(contacts))
}

fn patch(client: &Client, preferences: &Value) -> Result<Answer> {
    let request = client.request(Method::PATCH, "/api/preferences");
    Client::send(request.json(preferences))
}

fn change(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let before = client.get("/api/account")?.is(200)?;
    ensure!(before["mayChangeContacts"] == true, "{before}");
    let (version, contacts) = (&before["version"], &before["contacts"]);
    // Another one each time: the suite may run again on the same data.
    let number = version.as_u64().unwrap_or_default();
    let billing = format!("bills-{number}@example.com");
    let changed = with(contacts, &json!({"billing": billing, "security": ""}));
    let saved = put(&client, version, &changed)?.is(200)?;
    ensure!(saved["contacts"] == changed, "{saved}");
    ensure!(saved["version"] != *version, "{saved}");
    ensure!(saved["changed"]["by"].is_string(), "{saved}");
    let read = client.get("/api/account")?.is(200)?;
    ensure!(read == saved, "{read}");
    let stale = with(contacts, &json!({"billing": "somebody-else@example.com"}));
    put(&client, version, &stale)?.is_problem(409, "/problems/contacts-changed")?;
    let again = client.get("/api/account")?.is(200)?;
    ensure!(again == saved, "{again}");
    Ok(())
}

fn wrong(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let before = client.get("/api/account")?.is(200)?;
    let wrong = json!({
        "country": "XX", "timeZone": "Mars/Olympus", "billing": "bills", "operations": "a@b", "security": "",
    });
    let problem = put(&client, &before["version"], &wrong)?;
    let problem = problem.is_problem(422, "/problems/invalid-settings")?;
    let found = pairs(&problem["violations"])?;
    let paths: Vec<&str> = found.iter().map(|(path, _)| &**path).collect();
    ensure!(
        paths == ["/country", "/timeZone", "/billing", "/operations"],
        "{found:?}"
    );
    ensure!(client.get("/api/account")?.is(200)? == before);
    Ok(())
}

fn reader(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let client = Client::user(target, account, account.reader.as_ref())?;
    let seen = client.get("/api/account")?.is(200)?;
    ensure!(seen["mayChangeContacts"] == false, "{seen}");
    ensure!(seen["id"] == account.id.as_str(), "{seen}");
    let refused = put(&client, &seen["version"], &seen["contacts"])?;
    refused.is_problem(403, "/problems/not-permitted")?;
    Ok(())
}

fn preferences(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let client = Client::user(target, account, account.user.as_ref())?;
    patch(&client, &json!({"theme": "dark"}))?.is(200)?;
    patch(&client, &json!({"timeZone": "Asia/Tokyo"}))?.is(200)?;
    let device = Client::user(target, account, account.user.as_ref())?;
    let kept = device.get("/api/preferences")?.is(200)?;
    ensure!(
        kept["theme"] == "dark" && kept["timeZone"] == "Asia/Tokyo",
        "{kept}"
    );
    patch(&device, &json!({"theme": "system", "timeZone": "account"}))?.is(200)?;
    let refused = patch(&device, &json!({"timeZone": "Mars/Olympus"}))?;
    refused.is_problem(422, "/problems/invalid-settings")?;
    Ok(())
}
