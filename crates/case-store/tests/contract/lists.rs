//! L7: the list of an account's cases: its order, its filter, and pages of every size from every place.

use case_core::{DisplayId, Severity};
use case_store::{CaseFilter, CasePosition, CaseRow, SearchQuery, Store};
use chrono::{DateTime, Utc};

use super::{
    Fixture,
    world::{account_id, at, list, listed, open, open_at, settle, subjects},
};

/// The whole list, page by page.
async fn paged(store: &dyn Store, filter: CaseFilter, limit: u32) -> Vec<CaseRow> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = listed(store, filter.clone(), after, limit).await;
        assert!(page.len() <= usize::try_from(limit).unwrap());
        let Some(last) = page.last() else {
            return seen;
        };
        after = Some(last.position());
        seen.extend(page);
    }
}

async fn resolve(fixture: &impl Fixture, numbers: &str) {
    let resolve = format!("UPDATE cases SET status = 'resolved' WHERE number IN ({numbers})");
    fixture.tamper(&resolve).await;
}

pub async fn l7_pages_of_every_size_make_the_same_list(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    // Made in another order than that of their instants, with three of one instant.
    for (id, seconds) in (1..).zip([30, 10, 20, 20, 40, 20]) {
        open_at(&*store, ana, id, seconds).await;
    }
    let whole = listed(&*store, CaseFilter::ALL, None, u32::MAX).await;
    assert_eq!(
        subjects(&whole),
        ["Case 5", "Case 1", "Case 6", "Case 4", "Case 3", "Case 2"]
    );
    for limit in 1..=7 {
        let pages = paged(&*store, CaseFilter::ALL, limit).await;
        assert_eq!(pages, whole, "pages of {limit}");
    }
}

pub async fn l7_the_open_list_leaves_out_what_is_resolved(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=7 {
        open_at(&*store, ana, id, 10).await;
    }
    resolve(&fixture, "2, 3, 6").await;
    let reopen = "UPDATE cases SET status = 'reopened' WHERE number = 3";
    fixture.tamper(reopen).await;
    let left = ["Case 7", "Case 5", "Case 4", "Case 3", "Case 1"];
    for limit in [1, 2, 5, 10] {
        let pages = paged(&*store, CaseFilter::OPEN, limit).await;
        assert_eq!(subjects(&pages), left, "pages of {limit}");
    }
    assert_eq!(paged(&*store, CaseFilter::ALL, 2).await.len(), 7);
    // A page is as long as was asked, however many are left out in between.
    let first = listed(&*store, CaseFilter::OPEN, None, 2).await;
    assert_eq!(subjects(&first), left[..2]);
}

pub async fn l7_a_page_goes_on_after_a_case_that_left_the_list(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=5 {
        open_at(&*store, ana, id, 10).await;
    }
    let first = listed(&*store, CaseFilter::OPEN, None, 2).await;
    resolve(&fixture, "4, 3").await;
    let place = Some(first[1].position());
    let second = listed(&*store, CaseFilter::OPEN, place, 2).await;
    assert_eq!(subjects(&second), ["Case 2", "Case 1"]);
}

pub async fn l7_a_place_need_be_no_cases(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (id, seconds) in [(1, 10), (2, 20), (3, 20), (4, 30)] {
        open_at(&*store, ana, id, seconds).await;
    }
    let place = |created_at: DateTime<Utc>, number| CasePosition {
        created_at,
        display_id: DisplayId::from_sequence(number),
        severity: Severity::Low,
        due_at: None,
    };
    let after = async |place| {
        let rows = listed(&*store, CaseFilter::ALL, Some(place), 10).await;
        rows.len()
    };
    assert_eq!(after(place(at(25), 3)).await, 3, "between two instants");
    assert_eq!(after(place(at(20), 9)).await, 3, "before all of an instant");
    assert_eq!(after(place(at(20), 3)).await, 2, "within an instant");
    assert_eq!(after(place(at(20), 0)).await, 1, "after all of an instant");
    assert_eq!(after(place(DateTime::<Utc>::MAX_UTC, 0)).await, 4);
    assert_eq!(after(place(DateTime::<Utc>::MIN_UTC, 9)).await, 0);
    let smallest = "0".parse().unwrap();
    let nowhere = CasePosition {
        display_id: smallest,
        ..place(at(20), 0)
    };
    assert_eq!(after(nowhere).await, 1, "a number that no case has");
}

pub async fn l7_a_case_that_comes_in_behind_the_page_is_met(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (id, seconds) in [(1, 10), (2, 20), (3, 30), (4, 40)] {
        open_at(&*store, ana, id, seconds).await;
    }
    let first = listed(&*store, CaseFilter::ALL, None, 2).await;
    let place = Some(first[1].position());
    // Of an earlier instant than the page's last, of the same, and of a later one.
    for (id, seconds) in [(5, 15), (6, 30), (7, 50)] {
        open_at(&*store, ana, id, seconds).await;
    }
    let rest = listed(&*store, CaseFilter::ALL, place, 10).await;
    assert_eq!(subjects(&rest), ["Case 2", "Case 5", "Case 1"]);
}

pub async fn x3_a_place_in_anothers_list_shows_ones_own(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    open(&*store, 1, ana, 1, "Ours, older").await;
    open(&*store, 2, bo, 2, "Theirs").await;
    open(&*store, 1, ana, 3, "Ours, newer").await;
    let theirs = list(&*store, 2, CaseFilter::ALL, None, 10).await;
    assert_eq!(subjects(&theirs), ["Theirs"]);
    let place = Some(theirs[0].position());
    let ours = listed(&*store, CaseFilter::ALL, place, 10).await;
    assert_eq!(subjects(&ours), ["Ours, older"]);
}

/// However it was asked: a page of none is empty, and is an answer.
pub async fn a_page_of_none_is_empty(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    super::attachments::send(&*store, 1, ana, &["a"]).await;
    store.announce_object("b".to_owned(), at(0)).await.unwrap();
    open(&*store, 1, ana, 1, "東京都").await;
    let account = account_id(1);
    let rows = listed(&*store, CaseFilter::ALL, None, 0).await;
    assert_eq!(rows, []);
    for text in ["about", "東京都"] {
        let query = SearchQuery::new(text).unwrap();
        let page = store.search_cases(account, &query, CaseFilter::ALL, None, 0);
        let page = page.await.unwrap();
        assert_eq!((page.rows, page.stopped_at), (vec![], None), "{text}");
    }
    assert_eq!(store.events(account, 0, 0).await.unwrap(), []);
    assert_eq!(store.all_attachments(None, 0).await.unwrap(), []);
    let loose = store.loose_objects(at(99), 0).await.unwrap();
    assert!(loose.is_empty());
    assert_eq!(store.expire_uploads(at(99), 0).await.unwrap(), 0);
    assert_eq!(store.expire_drafts(at(99), 0).await.unwrap(), 0);
    assert_eq!(store.uploads(ana).await.unwrap().len(), 1);
}
