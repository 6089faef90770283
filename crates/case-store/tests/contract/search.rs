//! L7: the full-text search.

use std::sync::Arc;

use case_core::DisplayId;
use case_store::{CaseFilter, ListedCases, SearchQuery, Store, UserId};

use super::{
    Fixture,
    world::{account_id, case, new_case, settle},
};

/// Saves cases of the n-th account with these subjects; the first has the identifier `id`.
async fn fill(store: &Arc<dyn Store>, n: u64, user: UserId, id: u64, subjects: &[&str]) {
    for (id, subject) in (id..).zip(subjects) {
        let new = new_case(n, user, id, &format!("key-{id}"));
        store.create_case(&case(subject), new).await.unwrap();
    }
}

async fn search(store: &dyn Store, n: u64, text: &str, limit: u32) -> ListedCases {
    let query = SearchQuery::new(text).unwrap();
    let (account, all) = (account_id(n), CaseFilter::ALL);
    let page = store.search_cases(account, &query, all, None, limit);
    page.await.unwrap()
}

/// The subjects of what the first account finds.
async fn found(store: &dyn Store, text: &str) -> Vec<String> {
    let page = search(store, 1, text, 100).await;
    assert_eq!(page.stopped_at, None);
    page.rows.into_iter().map(|row| row.subject).collect()
}

pub async fn l7_words_are_found_by_their_beginning_in_any_order(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let subjects = [
        "Database connections time out",
        "Billing of the data transfer",
        "Ｃafé printers: TIME to replace",
    ];
    fill(&store, 1, ana, 1, &subjects).await;
    for (query, expected) in [
        ("database", &[0][..]),
        ("data", &[1, 0]),
        ("DATA", &[1, 0]),
        ("time data", &[0]),
        ("t", &[2, 1, 0]),
        ("d", &[1, 0]),
        ("cafe", &[2]),
        ("CAFÉ", &[2]),
        ("about", &[2, 1, 0]),
        ("\"time\" AND out*", &[0]),
        ("atabase", &[]),
        ("data printers", &[]),
        ("OR", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|place| subjects[*place]).collect();
        assert_eq!(found(&*store, query).await, expected, "{query}");
    }
}

pub async fn l7_japanese_is_found_by_any_part(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let subjects = ["東京都の請求書", "東京から京都への転送", "ｻｰﾊﾞｰが起動しない"];
    fill(&store, 1, ana, 1, &subjects).await;
    for (query, expected) in [
        ("東京都", &[0][..]),
        ("東京", &[1, 0]),
        ("京", &[1, 0]),
        ("都", &[1, 0]),
        ("サーバー", &[2]),
        ("ーバ", &[2]),
        ("い", &[2]),
        ("請求 東京", &[0]),
        ("日本語", &[2, 1, 0]),
        ("請求東京", &[]),
        ("停止", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|place| subjects[*place]).collect();
        assert_eq!(found(&*store, query).await, expected, "{query}");
    }
}

pub async fn l7_a_search_pages_by_display_id_while_cases_arrive(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    fill(&store, 1, ana, 1, &["One", "Two", "Three", "Four", "Five"]).await;
    let query = SearchQuery::new("about").unwrap();
    let page = async |after| {
        let page = store.search_cases(account_id(1), &query, CaseFilter::OPEN, after, 2);
        page.await.unwrap().rows
    };
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let rows = page(after).await;
        let Some(last) = rows.last() else { break };
        after = Some(last.position());
        seen.extend(rows.into_iter().map(|row| row.display_id));
        let arrived = 10 + u64::try_from(seen.len()).unwrap();
        fill(&store, 1, ana, arrived, &["Arrived meanwhile"]).await;
    }
    assert_eq!(seen, [5, 4, 3, 2, 1].map(DisplayId::from_sequence));
}

pub async fn x3_a_search_finds_nothing_of_another_account(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    fill(&store, 1, ana, 1, &["Shared word"]).await;
    fill(&store, 2, bo, 2, &["Shared word, 東京都"]).await;
    for query in ["shared", "s", "東京都", "都"] {
        let ours = search(&*store, 1, query, 100).await.rows;
        let ours: Vec<_> = ours.iter().map(|row| &*row.subject).collect();
        let is_ours = query.starts_with('s');
        let expected: &[&str] = if is_ours { &["Shared word"] } else { &[] };
        assert_eq!(ours, expected, "{query}");
        let theirs = search(&*store, 2, query, 100).await.rows;
        assert_eq!(theirs.len(), 1, "{query}");
    }
    assert!(search(&*store, 3, "shared", 100).await.rows.is_empty());
}

pub async fn l7_a_refused_case_is_not_found(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    fill(&store, 1, ana, 1, &["First"]).await;
    let same_id = new_case(1, ana, 1, "other");
    store
        .create_case(&case("Refused"), same_id)
        .await
        .unwrap_err();
    assert!(found(&*store, "refused").await.is_empty());
    fill(&store, 1, ana, 2, &["Second"]).await;
    assert_eq!(found(&*store, "about").await, ["Second", "First"]);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn l7_what_was_found_is_found_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    fill(&store, 1, ana, 1, &["Before the restart"]).await;
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    fill(&store, 1, ana, 2, &["After the restart"]).await;
    let both = ["After the restart", "Before the restart"];
    assert_eq!(found(&*store, "restart").await, both);
    let other = fixture.second_process().await;
    assert_eq!(found(&*other, "restart").await, both);
}

/// More matches of the terms than one search reads, none of them confirmed by its text but the oldest.
pub async fn l7_a_search_that_reads_too_much_says_where_it_stopped(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    fill(&store, 1, ana, 1, &["東京都"]).await;
    let tasks: Vec<_> = (2..=1_150)
        .map(|id| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let create = async || {
                    let new = new_case(1, ana, id, &format!("key-{id}"));
                    store.create_case(&case("東京と京都"), new).await
                };
                while create().await.is_err() {
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let query = SearchQuery::new("東京都").unwrap();
    let (mut after, mut stops) = (None, 0);
    let rows = loop {
        let page = store.search_cases(account_id(1), &query, CaseFilter::ALL, after, 10);
        let page = page.await.unwrap();
        after = page.stopped_at;
        if after.is_none() {
            break page.rows;
        }
        assert!(page.rows.is_empty());
        stops += 1;
    };
    assert_eq!((rows.len(), stops), (1, 2));
    assert_eq!(rows[0].subject, "東京都");
}
