//! L7: the list of cases.

use case_core::{CaseSort, Plan};
use case_wire::{CaseListPage, CreatedCase, ProblemKind};
use chrono::TimeDelta;
use serde_json::json;

use crate::{
    client::Client,
    drafts::{billing, technical, with},
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

/// What a list answers to this query, in one page.
async fn subjects(client: &Client, query: &str) -> Vec<String> {
    let page: CaseListPage = client.get(&format!("/api/cases?{query}")).await.json(200);
    assert_eq!(page.next_cursor, None);
    page.cases.into_iter().map(|row| row.subject).collect()
}

#[tokio::test]
async fn l7_filters_and_orders_are_those_that_were_asked_for() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for (n, severity, draft) in [
        (1, "high", technical()),
        (2, "low", billing()),
        (3, "urgent", billing()),
        (4, "low", technical()),
    ] {
        server.clock.advance(TimeDelta::seconds(1));
        let changes = json!({"subject": format!("Case {n}"), "severity": severity});
        let (draft, key) = (with(draft, &changes), format!("key-{n}"));
        client.submit(&draft, &key).await.json::<CreatedCase>(201);
    }
    for (query, wanted) in [
        ("sort=newest", &[4, 3, 2, 1][..]),
        ("sort=oldest", &[1, 2, 3, 4]),
        ("sort=severity", &[3, 1, 4, 2]),
        ("sort=first-response-due", &[3, 1, 2, 4]),
        ("severity=low", &[4, 2]),
        ("severity=low,high&sort=oldest", &[1, 2, 4]),
        ("caseType=technical", &[4, 1]),
        ("caseType=technical,account-and-billing", &[4, 3, 2, 1]),
        ("caseType=technical&severity=low", &[4]),
        ("status=unassigned", &[4, 3, 2, 1]),
        ("status=resolved,reopened", &[]),
        ("status=resolved&open=true", &[]),
        ("search=case&caseType=account-and-billing", &[3, 2]),
        ("search=case&severity=high,urgent&sort=newest", &[3, 1]),
    ] {
        let wanted: Vec<_> = wanted.iter().map(|n| format!("Case {n}")).collect();
        assert_eq!(subjects(&client, query).await, wanted, "{query}");
    }
}

#[tokio::test]
async fn l7_a_cursor_belongs_to_its_order_and_not_to_its_filter() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for n in 1..=5 {
        add(&server, &client, n).await;
    }
    for sort in CaseSort::ALL {
        let page: CaseListPage = client
            .get(&format!("/api/cases?limit=2&sort={sort}"))
            .await
            .json(200);
        let cursor = page.next_cursor.unwrap();
        for other in CaseSort::ALL {
            let path = format!("/api/cases?sort={other}&cursor={cursor}");
            let answer = client.get(&path).await;
            if other == sort {
                let page: CaseListPage = answer.json(200);
                assert_eq!(page.cases.len(), 3, "{sort}");
            } else {
                let problem = answer.problem(ProblemKind::InvalidParameter);
                let wanted = "`cursor` belongs to a list with another `sort`";
                assert!(problem.detail.contains(wanted), "{}", problem.detail);
            }
        }
        let path = format!("/api/cases?sort={sort}&cursor={cursor}&severity=low&open=true");
        let page: CaseListPage = client.get(&path).await.json(200);
        assert_eq!(page.cases.len(), 3, "{sort}, filtered");
    }
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
        (
            "status=opened,solved",
            "`status` in the query: `solved` is not one of unassigned, opened",
        ),
        ("status=", "`status`"),
        ("status=opened&status=resolved", "duplicate field `status`"),
        (
            "caseType=billing",
            "`billing` is not one of account-and-billing, technical, quota-increase",
        ),
        (
            "severity=low,,high",
            "`severity` in the query: `` is not one of low, normal",
        ),
        (
            "sort=due",
            "`sort` in the query: unknown variant `due`, expected one of `newest`",
        ),
        (
            "sort=severity&search=case",
            "`sort` must be newest where there is a `search`, not severity",
        ),
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
