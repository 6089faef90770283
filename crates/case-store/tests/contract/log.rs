//! N3: the log's pages, and what leaves no event in it.

use std::sync::Arc;

use case_core::{CaseDraft, CaseType};
use case_store::{
    Conflict, Event, EventKind, NewCase, NewDraft, NewSession, Origin, Store, StoreError,
};

use super::{
    Fixture,
    attachments::{case_with_files, send},
    world::{
        account_id, at, at_once, case, conflict, new_account, new_agent, new_case, new_user, open,
        settle,
    },
};

async fn log(store: &dyn Store, n: u64) -> Vec<Event> {
    store.events(account_id(n), 0, 1_000).await.unwrap()
}

fn sequences(events: &[Event]) -> Vec<u64> {
    events.iter().map(|event| event.sequence).collect()
}

pub async fn n3_pages_of_every_size_make_the_same_log(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=4 {
        open(&*store, 1, ana, id, "Any").await;
    }
    let whole = log(&*store, 1).await;
    assert_eq!(sequences(&whole), [1, 2, 3, 4, 5, 6]);
    for limit in 1..=7 {
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let page = store.events(account_id(1), after, limit).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.sequence;
            seen.extend(page);
        }
        assert_eq!(seen, whole, "pages of {limit}");
    }
    for after in [6, 7, i64::MAX.unsigned_abs(), u64::MAX] {
        let rest = store.events(account_id(1), after, 10).await.unwrap();
        assert_eq!(rest, [], "after {after}");
    }
    let all = store.events(account_id(1), 0, u32::MAX).await.unwrap();
    assert_eq!(all, whole);
}

pub async fn x3_each_account_has_a_log_of_its_own(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    open(&*store, 2, bo, 1, "Theirs").await;
    open(&*store, 1, ana, 2, "Ours").await;
    store.add_user(new_user(2, "cy")).await.unwrap();
    let (ours, theirs) = (log(&*store, 1).await, log(&*store, 2).await);
    assert_eq!(sequences(&ours), [1, 2, 3]);
    assert_eq!(sequences(&theirs), [1, 2, 3, 4]);
    assert_eq!(theirs[3].kind, EventKind::CreateUser);
    assert_eq!(theirs[3].origin, Origin::Support);
    let case = ours[2].subject.as_ref().unwrap();
    assert_eq!(case.case, new_case(1, ana, 2, "").id);
    assert_eq!(log(&*store, 3).await, []);
}

pub async fn n3_what_is_refused_leaves_no_event(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "First").await;
    let before = log(&*store, 1).await;
    let refused = store.add_account(new_account(1)).await;
    assert_eq!(conflict(refused), Conflict::AccountIdTaken);
    let refused = store.add_user(new_user(1, "ana")).await;
    assert_eq!(conflict(refused), Conflict::UserNameTaken);
    let with_file = case_with_files("No such file", &["a"]);
    let refused = store.create_case(&with_file, new_case(1, ana, 2, "2"));
    assert_eq!(conflict(refused.await), Conflict::UploadGone);
    for (user, id, key, wanted) in [
        (ana, 1, "other", Conflict::IdentifierTaken),
        (ana, 2, "key-1", Conflict::SubmissionKeyReused),
        (root, 1, "key-1", Conflict::IdentifierTaken),
    ] {
        let new = NewCase {
            fingerprint: [9; 32],
            ..new_case(1, user, id, key)
        };
        let refused = store.create_case(&case("Refused"), new).await;
        assert_eq!(conflict(refused), wanted);
    }
    let repeated = new_case(1, ana, 3, "key-1");
    store.create_case(&case("First"), repeated).await.unwrap();
    assert_eq!(log(&*store, 1).await, before);
    assert_eq!(store.check().await.unwrap(), []);
    // The next number is the next, all the same.
    open(&*store, 1, ana, 4, "Next").await;
    assert_eq!(log(&*store, 1).await[3].sequence, 4);
}

/// The log tells what others have to know of an account: not who is typing or signing in.
pub async fn n3_drafts_files_and_sessions_leave_no_event(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let before = log(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    store.remove_upload(ana, "a", at(60)).await.unwrap();
    let draft = NewDraft {
        user: ana,
        case_type: CaseType::Technical,
        base: None,
        device: "desk".to_owned(),
        draft: CaseDraft::default(),
        saved_at: at(5),
        most: 4,
    };
    let version = store.save_draft(draft).await.unwrap();
    let discarded = store.discard_draft(ana, CaseType::Technical, version);
    assert!(discarded.await.unwrap());
    let session = NewSession {
        token: [1; 32],
        user: ana,
        created_at: at(0),
        expires_at: at(100),
        ends_at: at(100),
    };
    store.open_session(session, [0; 32]).await.unwrap();
    store.end_session([1; 32]).await.unwrap();
    store.add_agent(new_agent("kim@example.com")).await.unwrap();
    assert_eq!(store.expire_uploads(at(60), 10).await.unwrap(), 1);
    assert_eq!(log(&*store, 1).await, before);
}

pub async fn n3_numbers_go_on_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "Before").await;
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    open(&*store, 1, ana, 2, "After").await;
    assert_eq!(sequences(&log(&*store, 1).await), [1, 2, 3, 4]);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn n3_users_and_cases_at_the_same_time_share_one_order(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let written = at_once(30, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move {
            if n % 3 == 0 {
                let user = new_user(1, &format!("user-{n}"));
                store.add_user(user).await.unwrap();
            } else {
                open(&*store, 1, ana, n, "Any").await;
            }
        }
    });
    written.await;
    let events = log(&*stores[0], 1).await;
    assert_eq!(sequences(&events), (1..=32).collect::<Vec<_>>());
    let cases = events.iter().filter(|event| event.subject.is_some());
    assert_eq!(cases.count(), 20);
}

pub async fn n3_failures_at_the_same_time_leave_no_gap(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let answers = at_once(40, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        // Each second one wants a file that is not there: it fails when most of the case is written.
        let files: &[&str] = if n / 2 % 2 == 0 { &[] } else { &["gone"] };
        let case = case_with_files("Any", files);
        let new = new_case(1, ana, n, &format!("key-{n}"));
        async move { store.create_case(&case, new).await }
    });
    let failed = answers.await.into_iter().filter_map(Result::err);
    let gone = |one: &StoreError| matches!(one, StoreError::Conflict(Conflict::UploadGone));
    assert_eq!(failed.filter(gone).count(), 20);
    let numbers = sequences(&log(&*stores[1], 1).await);
    assert_eq!(numbers, (1..=22).collect::<Vec<_>>());
    assert_eq!(stores[0].check().await.unwrap(), []);
}

/// A server of a later version beside this one must not keep it from following: what it saved has its place, and is told as unknown.
pub async fn n3_a_later_versions_event_has_its_place(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    fixture
        .tamper("UPDATE events SET kind = 'SomethingLater' WHERE sequence = 2")
        .await;
    let new = new_case(1, ana, 1, "key");
    store
        .create_case(&case_with_files("Any", &[]), new)
        .await
        .unwrap();
    let events = log(&*store, 1).await;
    assert_eq!(sequences(&events), [1, 2, 3]);
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [
            EventKind::CreateAccount,
            EventKind::Other,
            EventKind::CreateCase
        ]
    );
}

pub async fn n3_an_event_that_cannot_be_read_is_told_as_damaged(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    let no_time = "UPDATE events SET at = 9223372036854775807 WHERE sequence = 2";
    fixture.tamper(no_time).await;
    let answer = store.events(account_id(1), 0, 10).await;
    assert!(matches!(answer, Err(StoreError::Damaged(_))), "{answer:?}");
    let before = store.events(account_id(1), 0, 1).await.unwrap();
    assert_eq!(before.len(), 1, "what comes before it can be read");
}
