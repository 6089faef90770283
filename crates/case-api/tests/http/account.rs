//! X5: the account, its contacts, and how its users like the pages.

use case_core::{
    AccountId, Lang, Plan, Theme,
    account::{ContactsDraft, Preferences},
    permission::Permissions,
};
use case_store::{NewUser, Store};
use case_wire::{AccountView, CaseView, CreatedCase, ProblemKind, Session, paths};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, pairs},
    drafts::{billing, technical, with},
    server::{TestServer, quick_hash},
};

fn contacts() -> Value {
    json!({
        "country": "JP", "timeZone": "Asia/Tokyo", "billing": "bills@example.com",
        "operations": "night@example.com", "security": "",
    })
}

async fn read(client: &Client) -> AccountView {
    client.get(paths::ACCOUNT).await.json(200)
}

async fn put(client: &Client, version: u64, contacts: &Value) -> Answer {
    let path = format!("{}?version={version}", paths::ACCOUNT_CONTACTS);
    Answer::of(client.request(Method::PUT, &path).json(contacts)).await
}

async fn patch(client: &Client, preferences: &Value) -> Answer {
    let request = client.request(Method::PATCH, paths::PREFERENCES);
    Answer::of(request.json(preferences)).await
}

/// A user who may change the contacts and nothing else.
async fn keeper(server: &TestServer, plan: Plan) -> Client {
    let mut permissions = Permissions::default();
    let action = "account:PutContactInformation".parse().unwrap();
    permissions.allow.push(action);
    let user = NewUser {
        account: AccountId::from_random(plan as u64),
        name: "kay".to_owned(),
        email: None,
        password_hash: quick_hash(),
        permissions,
        created_at: "2026-11-20T15:00:00Z".parse().unwrap(),
    };
    server.store.add_user(user).await.unwrap();
    Client::user(server, plan, "kay").await
}

#[tokio::test]
async fn x5_contacts_are_saved_and_there_after_a_restart() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let root = Client::root(&server, Plan::Business).await;
    let before = read(&root).await;
    assert_eq!((before.version, &before.changed), (0, &None));
    assert_eq!(before.contacts.time_zone, "America/New_York");
    assert_eq!(before.alias.as_deref(), Some("example-business"));
    assert!(before.may_change_contacts && !before.closed && !before.resold);
    let saved: AccountView = put(&root, 0, &contacts()).await.json(200);
    let wanted: ContactsDraft = serde_json::from_value(contacts()).unwrap();
    assert_eq!((saved.version, &saved.contacts), (1, &wanted));
    let changed = saved.changed.as_ref().unwrap();
    assert_eq!(changed.by, "root-business@example.com");
    assert_eq!(changed.at.to_rfc3339(), "2026-11-20T15:00:00+00:00");
    let server = server.restart().await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let again = read(&ana).await;
    assert_eq!((again.version, &again.contacts), (1, &wanted));
    // The session tells the rules and the pages the same.
    let session: Session = ana.get(paths::SESSION).await.json(200);
    assert_eq!(session.account.country, "JP");
    assert_eq!(session.account.time_zone, "Asia/Tokyo");
    let operations = session.account.facts.operations_contact;
    assert_eq!(operations.as_deref(), Some("night@example.com"));
}

#[tokio::test]
async fn x5_two_people_do_not_overwrite_each_other() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let root = Client::root(&server, Plan::Business).await;
    let kay = keeper(&server, Plan::Business).await;
    let theirs = with(contacts(), &json!({"billing": "theirs@example.com"}));
    put(&kay, 0, &theirs).await.json::<AccountView>(200);
    put(&root, 0, &contacts())
        .await
        .problem(ProblemKind::ContactsChanged);
    let there = read(&root).await;
    assert_eq!(there.contacts.billing, "theirs@example.com");
    assert_eq!(there.changed.unwrap().by, "kay");
    let saved: AccountView = put(&root, there.version, &contacts()).await.json(200);
    assert_eq!(saved.contacts.billing, "bills@example.com");
    // The answer was lost, and the same is sent again.
    let again: AccountView = put(&root, there.version, &contacts()).await.json(200);
    assert_eq!(again, saved);
}

#[tokio::test]
async fn x5_everything_that_is_wrong_is_told_and_nothing_is_saved() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let root = Client::root(&server, Plan::Business).await;
    let wrong = json!({
        "country": "XX", "timeZone": "Mars/Olympus", "billing": "bills", "operations": "", "security": "a@b",
    });
    let answer = put(&root, 0, &wrong).await;
    answer.problem(ProblemKind::InvalidSettings);
    let problem: Value = answer.json(422);
    let wanted = [
        ("/country", "unknown"),
        ("/timeZone", "unknown"),
        ("/billing", "email-malformed"),
        ("/security", "email-malformed"),
    ];
    let found = pairs(&problem["violations"]);
    let found = found.iter().map(|(path, code)| (&**path, &**code));
    assert_eq!(found.collect::<Vec<_>>(), wanted);
    assert_eq!(read(&root).await.version, 0);
    for (path, body, kind) in [
        ("", contacts(), ProblemKind::InvalidParameter),
        ("?version=x", contacts(), ProblemKind::InvalidParameter),
        (
            "?version=0",
            json!({"country": "JP"}),
            ProblemKind::UnexpectedShape,
        ),
        (
            "?version=0",
            with(contacts(), &json!({"billing": null})),
            ProblemKind::UnexpectedShape,
        ),
        (
            "?version=0",
            with(contacts(), &json!({"plan": "enterprise"})),
            ProblemKind::UnexpectedShape,
        ),
    ] {
        let path = format!("{}{path}", paths::ACCOUNT_CONTACTS);
        let answer = Answer::of(root.request(Method::PUT, &path).json(&body)).await;
        answer.problem(kind);
    }
}

#[tokio::test]
async fn x2_x5_only_who_is_permitted_changes_the_contacts_and_everybody_of_the_account_sees_them() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    server.account(Plan::Basic).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    assert!(!read(&ana).await.may_change_contacts);
    let refused = put(&ana, 0, &contacts()).await;
    let problem = refused.problem(ProblemKind::NotPermitted);
    assert!(
        problem.detail.contains("account:PutContactInformation"),
        "{problem:?}"
    );
    let kay = keeper(&server, Plan::Business).await;
    assert!(read(&kay).await.may_change_contacts);
    put(&kay, 0, &contacts()).await.json::<AccountView>(200);
    // X3: another account's stay as they are.
    let other = Client::root(&server, Plan::Basic).await;
    assert_eq!(read(&other).await.version, 0);
    let nobody = Client::of(&server);
    nobody
        .get(paths::ACCOUNT)
        .await
        .problem(ProblemKind::NotSignedIn);
    put(&nobody, 0, &contacts())
        .await
        .problem(ProblemKind::NotSignedIn);
}

#[tokio::test]
async fn s3_a_new_address_moves_the_clocks_of_later_cases_only() {
    let server = TestServer::start().await;
    server.account(Plan::Developer).await;
    let root = Client::root(&server, Plan::Developer).await;
    let draft = with(
        technical(),
        &json!({"additionalContacts": [], "contact": {"language": "en", "channel": "web"}}),
    );
    let CreatedCase { case: before } = root.submit(&draft, "before").await.json(201);
    // Friday, ten in the morning in New York; in Tokyo the weekend has begun.
    put(&root, 0, &contacts()).await.json::<AccountView>(200);
    let CreatedCase { case: after } = root.submit(&draft, "after").await.json(201);
    let due = |case: &CaseView| case.row.due_at.unwrap();
    let at = |time: &str| time.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    // Eight hours on Friday and four on Monday; Monday is a holiday in Japan, so ten on Tuesday and two on Wednesday.
    assert_eq!(due(&before), at("2026-11-23T17:00:00Z"));
    assert_eq!(due(&after), at("2026-11-25T01:00:00Z"));
    let path = paths::CASE.replace("{case_id}", before.row.case_id.as_str());
    server.clock.advance(TimeDelta::minutes(1));
    let still: CaseView = root.get(&path).await.json(200);
    assert_eq!(
        (due(&still), &still.response),
        (due(&before), &before.response)
    );
}

#[tokio::test]
async fn c7_a_new_operations_contact_receives_the_copies_of_later_cases() {
    let server = TestServer::start().await;
    server.account(Plan::Basic).await;
    let root = Client::root(&server, Plan::Basic).await;
    put(&root, 0, &contacts()).await.json::<AccountView>(200);
    let CreatedCase { case } = root.submit(&billing(), "copied").await.json(201);
    let account = AccountId::from_random(Plan::Basic as u64);
    let saved = server.store.case(account, &case.row.case_id).await.unwrap();
    assert_eq!(
        saved.unwrap().copies_to.as_deref(),
        Some("night@example.com")
    );
}

#[tokio::test]
async fn preferences_follow_to_the_next_sign_in() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let kept: Preferences = ana.get(paths::PREFERENCES).await.json(200);
    assert_eq!(kept, Preferences::default());
    let dark: Preferences = patch(&ana, &json!({"theme": "dark"})).await.json(200);
    assert_eq!((dark.theme, dark.language), (Some(Theme::Dark), None));
    patch(&ana, &json!({"language": "ja", "timeZone": "device"}))
        .await
        .json::<Preferences>(200);
    let server = server.restart().await;
    let device = Client::user(&server, Plan::Business, "ana").await;
    let kept: Preferences = device.get(paths::PREFERENCES).await.json(200);
    let wanted = Preferences {
        language: Some(Lang::JA),
        theme: Some(Theme::Dark),
        time_zone: Some("device".to_owned()),
    };
    assert_eq!(kept, wanted);
    let root = Client::root(&server, Plan::Business).await;
    let theirs: Preferences = root.get(paths::PREFERENCES).await.json(200);
    assert_eq!(theirs, Preferences::default(), "another user's");
}

#[tokio::test]
async fn preferences_that_do_not_exist_are_refused() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let answer = patch(&ana, &json!({"theme": "dark", "timeZone": "Mars/Olympus"})).await;
    answer.problem(ProblemKind::InvalidSettings);
    let problem: Value = answer.json(422);
    let found = pairs(&problem["violations"]);
    assert_eq!(found, [("/timeZone".to_owned(), "unknown".to_owned())]);
    for shape in [
        json!({"theme": "pink"}),
        json!({"language": "Japanese"}),
        json!({"colour": "dark"}),
    ] {
        patch(&ana, &shape)
            .await
            .problem(ProblemKind::UnexpectedShape);
    }
    let kept: Preferences = ana.get(paths::PREFERENCES).await.json(200);
    assert_eq!(kept, Preferences::default());
    let nobody = Client::of(&server);
    nobody
        .get(paths::PREFERENCES)
        .await
        .problem(ProblemKind::NotSignedIn);
    patch(&nobody, &json!({"theme": "dark"}))
        .await
        .problem(ProblemKind::NotSignedIn);
}
