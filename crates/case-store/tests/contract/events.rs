//! N3: the event log.

use std::sync::Arc;

use case_core::DisplayId;
use case_store::{EventKind, EventSubject, Origin, Store, StoreError};

use super::{
    Fixture,
    world::{account_id, at, case, new_case, settle},
};

pub async fn n3_a_change_and_its_event_are_saved_together(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let new = new_case(1, ana, 1, "key");
    store.create_case(&case("One"), new.clone()).await.unwrap();
    let events = store.events(account_id(1), 0, 10).await.unwrap();
    let kinds: Vec<_> = events
        .iter()
        .map(|event| (event.sequence, event.kind, event.origin))
        .collect();
    assert_eq!(
        kinds,
        [
            (1, EventKind::CreateAccount, Origin::Support),
            (2, EventKind::CreateUser, Origin::Support),
            (3, EventKind::CreateCase, Origin::Customer),
        ]
    );
    let subject = EventSubject {
        case: new.id,
        display_id: DisplayId::from_sequence(1),
        correspondence: Some("correspondence-1".to_owned()),
    };
    assert_eq!(
        (events[2].subject.as_ref(), events[2].at),
        (Some(&subject), at(10))
    );
    assert_eq!(
        store.events(account_id(1), 2, 10).await.unwrap(),
        events[2..]
    );
    assert_eq!(
        store.events(account_id(1), 0, 1).await.unwrap(),
        events[..1]
    );
    assert!(store.events(account_id(1), 3, 10).await.unwrap().is_empty());
}

/// Creates `count` cases at once in each account, each from a task of its own, over the stores in turn.
async fn create_at_once(
    stores: &[Arc<dyn Store>],
    accounts: &[(u64, case_store::UserId)],
    count: u64,
) {
    let mut tasks = Vec::new();
    for &(n, user) in accounts {
        for one in 0..count {
            let place = usize::try_from(one).unwrap() % stores.len();
            let store = Arc::clone(&stores[place]);
            let new = new_case(n, user, n * 1_000 + one, &format!("key-{one}"));
            tasks.push(tokio::spawn(async move {
                store.create_case(&case("Many"), new).await.unwrap()
            }));
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
}

async fn sequences(store: &dyn Store, n: u64) -> Vec<u64> {
    store
        .events(account_id(n), 0, 1_000)
        .await
        .unwrap()
        .iter()
        .map(|event| event.sequence)
        .collect()
}

pub async fn n3_events_have_no_gaps_under_concurrent_writers(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, first) = settle(&*store, 1).await;
    let (_, second) = settle(&*store, 2).await;
    create_at_once(&[Arc::clone(&store)], &[(1, first), (2, second)], 40).await;
    for n in [1, 2] {
        assert_eq!(sequences(&*store, n).await, (1..=42).collect::<Vec<_>>());
    }
}

pub async fn n3_two_processes_number_as_one(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let other = fixture.second_process().await;
    create_at_once(&[Arc::clone(&store), Arc::clone(&other)], &[(1, ana)], 40).await;
    assert_eq!(sequences(&*store, 1).await, (1..=42).collect::<Vec<_>>());
    assert_eq!(sequences(&*other, 1).await, (1..=42).collect::<Vec<_>>());
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn a_check_of_sound_data_finds_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    store.ping().await.unwrap();
    assert_eq!(store.check().await.unwrap(), []);
    let (_, ana) = settle(&*store, 1).await;
    store
        .create_case(&case("One"), new_case(1, ana, 1, "key"))
        .await
        .unwrap();
    assert_eq!(store.check().await.unwrap(), []);
}

/// So many write, and as many follow the log while they do.
pub const AT_ONCE: u64 = 16;

/// Where numbers were given in another order than that of the commits, a reader would see a later number first, go on
/// after it, and never see the earlier one.
pub async fn n3_who_follows_the_log_misses_nothing(fixture: impl Fixture) {
    /// Of each writer.
    const CASES: u64 = 12;
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut stores = vec![Arc::clone(&store)];
    for _ in 0..3 {
        stores.push(fixture.second_process().await);
    }
    let store_of = |n: u64| {
        let place = usize::try_from(n).unwrap() % stores.len();
        Arc::clone(&stores[place])
    };
    let last = 2 + AT_ONCE * CASES;
    let readers: Vec<_> = (0..AT_ONCE)
        .map(|reader| {
            let store = store_of(reader);
            tokio::spawn(async move {
                let mut seen = 0;
                while seen < last {
                    for event in store.events(account_id(1), seen, 5).await.unwrap() {
                        assert_eq!(event.sequence, seen + 1, "an event was skipped");
                        seen = event.sequence;
                    }
                }
            })
        })
        .collect();
    let writers: Vec<_> = (0..AT_ONCE)
        .map(|writer| {
            let store = store_of(writer);
            tokio::spawn(async move {
                for one in 0..CASES {
                    let id = 1_000 * (writer + 1) + one;
                    let new = new_case(1, ana, id, &format!("key-{id}"));
                    // With so many at once, a store may be busy: nothing was saved then.
                    while let Err(error) = store.create_case(&case("Many"), new.clone()).await {
                        assert!(matches!(error, StoreError::Busy), "{error}");
                    }
                }
            })
        })
        .collect();
    for task in writers.into_iter().chain(readers) {
        task.await.unwrap();
    }
    assert_eq!(store.check().await.unwrap(), []);
}
