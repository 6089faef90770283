//! L7: every order and every filter of a list, held to an oracle that sorts and picks all cases in memory.

use std::cmp::Reverse;

use case_core::{CaseSort, CaseStatus, CaseType, Plan, Severity};
use case_store::{CaseFilter, CaseRow, NewCase, SearchQuery, Store, UserId};

use super::{
    Fixture,
    world::{account_id, at, case_on, listed, new_case, searched, settle, subjects, technical},
};

const ALL: CaseFilter = CaseFilter::ALL;

/// Opens a case of this type and severity, made at this second; only where a plan promises something is it ever due.
async fn open(store: &dyn Store, user: UserId, id: u64, severity: Severity, seconds: i64) {
    let plan = if id % 4 == 1 {
        Plan::Basic
    } else {
        Plan::Enterprise
    };
    let severity = if plan == Plan::Basic {
        Severity::Low
    } else {
        severity
    };
    let valid = case_on(plan, &format!("Case {id}"), |draft| {
        severity.code().clone_into(&mut draft.severity);
        if plan == Plan::Basic {
            "web".clone_into(&mut draft.contact.channel);
            draft.additional_contacts.clear();
        } else if id.is_multiple_of(3) {
            technical(draft);
        }
    });
    let new = NewCase {
        created_at: at(seconds),
        ..new_case(1, user, id, &format!("key-{id}"))
    };
    store.create_case(&valid, new).await.unwrap();
}

/// Forty cases of two types, all severities and statuses; some made at the same instant, some due at the same one, some
/// never.
async fn forty(fixture: &impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    for id in 1..=40_u64 {
        let severity = Severity::ALL[usize::try_from(id * 7 % 5).unwrap()];
        let seconds = i64::try_from(id * 11 % 17).unwrap();
        open(&*store, ana, id, severity, seconds).await;
    }
    super::world::open(&*store, 2, bo, 99, "Theirs").await;
    for (place, status) in CaseStatus::ALL.iter().enumerate() {
        let set = format!(
            "UPDATE cases SET status = '{status}' WHERE number % 7 = {place} AND number <= 40"
        );
        fixture.tamper(&set).await;
    }
}

/// What an order compares, as the simplest code says it.
fn sorted(mut rows: Vec<CaseRow>, sort: CaseSort) -> Vec<CaseRow> {
    match sort {
        CaseSort::Newest => rows.sort_by_key(|row| Reverse((row.created_at, row.display_id))),
        CaseSort::Oldest => rows.sort_by_key(|row| (row.created_at, row.display_id)),
        CaseSort::Severity => {
            rows.sort_by_key(|row| Reverse((row.severity, row.created_at, row.display_id)));
        }
        CaseSort::FirstResponseDue => {
            rows.sort_by_key(|row| (row.due_at.is_none(), row.due_at, row.display_id));
        }
    }
    rows
}

/// Every filter that is one of each kind, or none, and some of two.
fn filters() -> Vec<CaseFilter> {
    let statuses = [
        vec![],
        vec![CaseStatus::Resolved],
        vec![CaseStatus::Opened, CaseStatus::Reopened],
        vec![CaseStatus::Unassigned, CaseStatus::Resolved],
    ];
    let case_types = [
        vec![],
        vec![CaseType::Technical],
        vec![CaseType::AccountAndBilling],
    ];
    let severities = [
        vec![],
        vec![Severity::Critical],
        vec![Severity::Low, Severity::High],
    ];
    let mut filters = Vec::new();
    for open in [false, true] {
        for statuses in &statuses {
            for case_types in &case_types {
                for severities in &severities {
                    filters.push(CaseFilter {
                        open,
                        statuses: statuses.clone(),
                        case_types: case_types.clone(),
                        severities: severities.clone(),
                    });
                }
            }
        }
    }
    filters
}

/// The whole list in this order, page by page.
async fn paged(store: &dyn Store, filter: &CaseFilter, sort: CaseSort, limit: u32) -> Vec<CaseRow> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.list_cases(account_id(1), filter.clone(), sort, after, limit);
        let page = page.await.unwrap();
        assert_eq!(page.stopped_at, None);
        let Some(last) = page.rows.last() else {
            return seen;
        };
        after = Some(last.position());
        seen.extend(page.rows);
    }
}

pub async fn l7_every_order_and_filter_is_that_of_the_oracle(fixture: impl Fixture) {
    forty(&fixture).await;
    let store = fixture.store();
    let all = listed(&*store, ALL, None, 100).await;
    assert_eq!(all.len(), 40);
    let never_due = all.iter().filter(|row| row.due_at.is_none()).count();
    assert_eq!(never_due, 10);
    let mut shown = 0;
    for filter in filters() {
        let wanted: Vec<_> = all
            .iter()
            .filter(|row| filter.shows(row))
            .cloned()
            .collect();
        shown += wanted.len();
        for sort in CaseSort::ALL {
            let wanted = sorted(wanted.clone(), *sort);
            for limit in [1, 3, 40] {
                let found = paged(&*store, &filter, *sort, limit).await;
                assert_eq!(found, wanted, "{filter:?} {sort}, pages of {limit}");
            }
        }
    }
    assert!(shown > 100, "{shown}");
}

pub async fn l7_a_search_shows_what_its_filter_does(fixture: impl Fixture) {
    forty(&fixture).await;
    let store = fixture.store();
    let all = searched(&*store, "case", ALL, None, 100).await.rows;
    assert_eq!(all.len(), 40);
    for filter in filters() {
        let wanted: Vec<_> = all
            .iter()
            .filter(|row| filter.shows(row))
            .cloned()
            .collect();
        for (text, limit) in [("case", 100), ("日本語も", 100), ("case", 3)] {
            let found = searched(&*store, text, filter.clone(), None, limit).await;
            assert_eq!(found.stopped_at, None);
            let wanted: Vec<_> = wanted.iter().take(limit.try_into().unwrap()).collect();
            let found: Vec<_> = found.rows.iter().collect();
            assert_eq!(found, wanted, "{text}, {filter:?}");
        }
    }
}

pub async fn l7_every_order_stays_right_while_cases_arrive(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=8_u64 {
        let severity = Severity::ALL[usize::try_from(id % 5).unwrap()];
        open(&*store, ana, id, severity, i64::try_from(id).unwrap()).await;
    }
    let mut next = 100;
    for sort in CaseSort::ALL {
        let before = sorted(listed(&*store, ALL, None, 1_000).await, *sort);
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = store.list_cases(account_id(1), ALL, *sort, after, 3);
            let page = page.await.unwrap().rows;
            let Some(last) = page.last() else { break };
            after = Some(last.position());
            seen.extend(page);
            // One that comes before all, one that comes after all, and one in the midst.
            for (severity, seconds) in [
                (Severity::Critical, 1_000),
                (Severity::Low, -1_000),
                (Severity::Normal, 4),
            ] {
                if next < 160 {
                    open(&*store, ana, next, severity, seconds).await;
                    next += 2;
                }
            }
        }
        let of_before: Vec<_> = seen.iter().filter(|row| before.contains(row)).collect();
        assert_eq!(subjects_of(&of_before), subjects(&before), "{sort}");
        let mut once = seen.clone();
        once.sort_by_key(|row| row.display_id);
        once.dedup();
        assert_eq!(once.len(), seen.len(), "{sort}: none is told twice");
    }
}

fn subjects_of(rows: &[&CaseRow]) -> Vec<String> {
    rows.iter().map(|row| row.subject.clone()).collect()
}

/// A filter that nothing passes stops after so many cases, and says where; it goes on to the end.
pub async fn l7_a_filter_that_reads_too_much_says_where_it_stopped(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, ana, 2, Severity::Critical, 0).await;
    open(&*store, ana, 4, Severity::Low, 0).await;
    // As many as nobody opens in a test.
    fixture
        .tamper(
            "INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, category, severity,
                                subject, status, fields, quota_requests, contact, additional_contacts, created_at)
             WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 11000)
             SELECT 'case-' || account_id || '-muen-2026-' || (1000000000000000 + n), account_id, user_id,
                    submitted_by, case_type, service, category, severity, subject, status, fields, quota_requests,
                    contact, additional_contacts, created_at + n
             FROM cases, n WHERE number = 2",
        )
        .await;
    let rare = CaseFilter {
        severities: vec![Severity::Critical],
        statuses: vec![CaseStatus::Unassigned],
        ..ALL
    };
    for (sort, stops) in [
        (CaseSort::Newest, 2),
        (CaseSort::Oldest, 2),
        (CaseSort::Severity, 0),
        (CaseSort::FirstResponseDue, 2),
    ] {
        let (mut after, mut seen, mut stopped) = (None, Vec::new(), 0);
        loop {
            let page = store.list_cases(account_id(1), rare.clone(), sort, after, 10);
            let page = page.await.unwrap();
            seen.extend(page.rows);
            after = page.stopped_at;
            if after.is_none() {
                break;
            }
            stopped += 1;
        }
        assert_eq!(subjects(&seen), ["Case 2"], "{sort}");
        assert_eq!(stopped, stops, "{sort}");
    }
    let nothing = CaseFilter {
        statuses: vec![CaseStatus::Resolved],
        open: true,
        ..ALL
    };
    let query = SearchQuery::new("case").unwrap();
    let page = store.list_cases(account_id(1), nothing.clone(), CaseSort::Newest, None, 10);
    let found = store.search_cases(account_id(1), &query, nothing, None, 10);
    assert_eq!(page.await.unwrap(), found.await.unwrap());
}
