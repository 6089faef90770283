//! L7: pages of what a search has found: their order, their filter, and that none is left out or told twice.

use case_core::{DisplayId, Severity};
use case_store::{CaseFilter, CasePosition, CaseRow, Store};
use chrono::{DateTime, Utc};

use super::{
    Fixture,
    world::{at, list, listed, open, open_at, searched, settle, subjects},
};

/// Everything that is found, page by page.
async fn paged(store: &dyn Store, text: &str, filter: CaseFilter, limit: u32) -> Vec<CaseRow> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = searched(store, text, filter.clone(), after, limit).await;
        assert!(page.rows.len() <= usize::try_from(limit).unwrap());
        let last = page.rows.last().map(CaseRow::position);
        let Some(next) = page.stopped_at.or(last) else {
            return seen;
        };
        after = Some(next);
        seen.extend(page.rows);
    }
}

pub async fn l7_pages_of_every_size_find_the_same(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=9 {
        let subject = match id % 3 {
            0 => "東京と京都",
            1 => "東京都の請求書",
            _ => "Bill of 東京都",
        };
        open(&*store, 1, ana, id, subject).await;
    }
    // Of words alone, and of what has to be confirmed in the texts.
    for (text, wanted) in [("about", 9), ("東京", 9), ("東京都", 6), ("bill", 3)] {
        let whole = searched(&*store, text, CaseFilter::ALL, None, u32::MAX).await;
        assert_eq!((whole.rows.len(), whole.stopped_at), (wanted, None));
        for limit in [1, 2, 3, 6, 9, 10] {
            let pages = paged(&*store, text, CaseFilter::ALL, limit).await;
            assert_eq!(pages, whole.rows, "{text}, pages of {limit}");
        }
    }
}

pub async fn l7_a_search_is_ordered_by_display_id(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (id, seconds) in [(1, 30), (2, 10), (3, 20)] {
        open_at(&*store, ana, id, seconds).await;
    }
    let found = paged(&*store, "case", CaseFilter::ALL, 1).await;
    assert_eq!(subjects(&found), ["Case 3", "Case 2", "Case 1"]);
}

pub async fn l7_a_search_finds_what_a_list_shows(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=4 {
        open_at(&*store, ana, id, i64::try_from(id).unwrap()).await;
    }
    let rows = listed(&*store, CaseFilter::ALL, None, 10).await;
    let found = searched(&*store, "case", CaseFilter::ALL, None, 10).await;
    assert_eq!(found.rows, rows, "in every column");
}

pub async fn l7_a_search_of_open_cases_leaves_out_what_is_resolved(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=6 {
        open(&*store, 1, ana, id, &format!("東京都 {id}")).await;
    }
    let resolve = "UPDATE cases SET status = 'resolved' WHERE number IN (2, 5, 6)";
    fixture.tamper(resolve).await;
    for text in ["about", "東京都"] {
        for limit in [1, 2, 3, 10] {
            let open = paged(&*store, text, CaseFilter::OPEN, limit).await;
            let wanted = ["東京都 4", "東京都 3", "東京都 1"];
            assert_eq!(subjects(&open), wanted, "{text}, pages of {limit}");
        }
        let all = paged(&*store, text, CaseFilter::ALL, 4).await;
        assert_eq!(all.len(), 6, "{text}");
    }
}

pub async fn l7_a_search_goes_on_after_a_case_that_left_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=5 {
        open(&*store, 1, ana, id, &format!("Case {id}")).await;
    }
    let first = searched(&*store, "case", CaseFilter::OPEN, None, 2).await;
    let place = first.rows[1].position();
    let resolve = "UPDATE cases SET status = 'resolved' WHERE number IN (4, 3)";
    fixture.tamper(resolve).await;
    let second = searched(&*store, "case", CaseFilter::OPEN, Some(place), 2).await;
    assert_eq!(subjects(&second.rows), ["Case 2", "Case 1"]);
}

pub async fn l7_a_search_goes_on_after_any_place(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    open(&*store, 1, ana, 1, "Ours").await;
    open(&*store, 2, bo, 2, "Theirs").await;
    open(&*store, 1, ana, 3, "Ours").await;
    let place = |created_at: DateTime<Utc>, display_id: DisplayId| CasePosition {
        created_at,
        display_id,
        severity: Severity::Low,
        due_at: None,
    };
    let after = async |place| {
        let page = searched(&*store, "about", CaseFilter::ALL, Some(place), 10).await;
        page.rows.len()
    };
    let numbered = DisplayId::from_sequence;
    // The display ID is what a search is ordered by; when the case was made makes no difference.
    assert_eq!(after(place(at(10), numbered(3))).await, 1);
    assert_eq!(after(place(DateTime::<Utc>::MAX_UTC, numbered(3))).await, 1);
    assert_eq!(after(place(DateTime::<Utc>::MIN_UTC, numbered(2))).await, 1);
    assert_eq!(after(place(at(10), numbered(1))).await, 0);
    assert_eq!(after(place(at(10), numbered(9))).await, 2);
    assert_eq!(after(place(at(10), "0".parse().unwrap())).await, 0);
    let largest = u64::MAX.to_string().parse().unwrap();
    assert_eq!(after(place(at(10), largest)).await, 2);
    let theirs = list(&*store, 2, CaseFilter::ALL, None, 1).await;
    assert_eq!(after(theirs[0].position()).await, 1, "theirs is not shown");
}
