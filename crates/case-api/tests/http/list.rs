//! L7: the list of cases.

use case_core::Plan;
use case_wire::{CaseListPage, CreatedCase, ProblemKind};
use chrono::TimeDelta;
use serde_json::json;

use crate::{
    client::Client,
    drafts::{billing, with},
    server::TestServer,
};

async fn add(server: &TestServer, client: &Client, n: u32) {
    server.clock.advance(TimeDelta::seconds(1));
    let draft = with(billing(), &json!({"subject": format!("Case {n}")}));
    client
        .submit(&draft, &format!("key-{n}"))
        .await
        .json::<CreatedCase>(201);
}

#[tokio::test]
async fn l7_pages_follow_each_other_while_cases_arrive() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for n in 1..=5 {
        add(&server, &client, n).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: CaseListPage = client
            .get(&format!("/api/cases?limit=2&open=true{cursor}"))
            .await
            .json(200);
        seen.extend(page.cases.into_iter().map(|row| row.subject));
        add(&server, &client, 100 + u32::try_from(seen.len()).unwrap()).await;
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["Case 5", "Case 4", "Case 3", "Case 2", "Case 1"]);
}

#[tokio::test]
async fn a_full_last_page_has_no_next() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for n in 1..=2 {
        add(&server, &client, n).await;
    }
    let page: CaseListPage = client.get("/api/cases?limit=2").await.json(200);
    assert_eq!((page.cases.len(), page.next_cursor), (2, None));
}

#[tokio::test]
async fn parameters_that_make_no_sense_are_refused_by_name() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for (query, wanted) in [
        ("limit=0", "`limit` must be 1 to 100, not 0"),
        ("limit=101", "`limit` must be 1 to 100, not 101"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("limit=1&limit=2", "duplicate field `limit`"),
        ("cursor=nonsense", "`cursor`"),
        ("cursor=", "`cursor`"),
        ("open=maybe", "open"),
        ("colour=red", "unknown field `colour`"),
    ] {
        let problem = client
            .get(&format!("/api/cases?{query}"))
            .await
            .problem(ProblemKind::InvalidParameter);
        assert!(
            problem.detail.contains(wanted),
            "{query}: {}",
            problem.detail
        );
    }
}
