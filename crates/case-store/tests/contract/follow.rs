//! N3: following the log: whoever follows it is woken, and misses nothing.

use std::{sync::Arc, time::Duration};

use case_store::{Event, Follower, Store, StoreError};

use super::{
    Fixture,
    events::AT_ONCE,
    world::{account_id, case, new_case, new_user, open, settle},
};

/// Waits until a follower is woken. What never happens fails by itself, and not by the patience of who started the tests.
async fn woken(follower: &mut Follower) {
    let woken = tokio::time::timeout(Duration::from_mins(1), follower.grown()).await;
    woken.expect("nobody woke who follows the log");
}

/// The events after this one, as soon as there are any.
async fn read_on(store: &dyn Store, follower: &mut Follower, n: u64, after: u64) -> Vec<Event> {
    loop {
        let events = store.events(account_id(n), after, 5).await.unwrap();
        if !events.is_empty() {
            return events;
        }
        woken(follower).await;
    }
}

pub async fn n3_the_newest_event_is_told(fixture: impl Fixture) {
    let store = fixture.store();
    assert_eq!(store.last_event(account_id(1)).await.unwrap(), 0);
    let (_, ana) = settle(&*store, 1).await;
    settle(&*store, 2).await;
    assert_eq!(store.last_event(account_id(1)).await.unwrap(), 2);
    let other = fixture.second_process().await;
    open(&*other, 1, ana, 1, "One").await;
    assert_eq!(store.last_event(account_id(1)).await.unwrap(), 3);
    assert_eq!(store.last_event(account_id(2)).await.unwrap(), 2);
    assert_eq!(store.last_event(account_id(3)).await.unwrap(), 0);
}

pub async fn n3_a_follower_is_woken_by_the_same_store(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut follower = store.follow(account_id(1));
    open(&*store, 1, ana, 1, "One").await;
    let events = read_on(&*store, &mut follower, 1, 2).await;
    assert_eq!(events[0].sequence, 3);
    store.add_user(new_user(1, "bo")).await.unwrap();
    let events = read_on(&*store, &mut follower, 1, 3).await;
    assert_eq!(events[0].sequence, 4);
}

pub async fn n3_a_follower_is_woken_by_another_process(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let other = fixture.second_process().await;
    let mut follower = store.follow(account_id(1));
    // Again when it has followed for a while, and when it is somebody who came later.
    for n in 3..6 {
        open(&*other, 1, ana, n, "Elsewhere").await;
        let events = read_on(&*store, &mut follower, 1, n - 1).await;
        assert_eq!(events[0].sequence, n);
    }
    drop(follower);
    let mut follower = store.follow(account_id(1));
    open(&*other, 1, ana, 6, "Elsewhere").await;
    let events = read_on(&*store, &mut follower, 1, 5).await;
    assert_eq!(events[0].sequence, 6);
}

/// As where the process has ended between the commit and telling it, or something stands between that does not tell it.
pub async fn n3_what_nobody_tells_is_found_by_looking(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    settle(&*store, 2).await;
    let mut followers = [1, 2].map(|n| store.follow(account_id(n)));
    for sequence in 3..5 {
        for (n, follower) in (1..).zip(&mut followers) {
            let id = account_id(n);
            let untold = format!(
                "UPDATE accounts SET last_event = {sequence} WHERE account_id = '{id}';
                 INSERT INTO events (account_id, sequence, kind, origin, at)
                 VALUES ('{id}', {sequence}, 'CreateUser', 'SUPPORT', 0)"
            );
            fixture.tamper(&untold).await;
            let events = read_on(&*store, follower, n, sequence - 1).await;
            assert_eq!(events[0].sequence, sequence);
        }
    }
}

pub async fn x3_a_follower_sees_its_accounts_events_alone(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    let mut follower = store.follow(account_id(1));
    open(&*store, 2, bo, 1, "Theirs").await;
    open(&*store, 1, ana, 2, "Ours").await;
    let events = read_on(&*store, &mut follower, 1, 2).await;
    let subjects = events.iter().map(|event| event.subject.as_ref().unwrap());
    let cases: Vec<_> = subjects.map(|subject| &subject.case).collect();
    assert_eq!(cases, [&new_case(1, ana, 2, "").id]);
}

pub async fn n3_who_is_woken_sees_every_event_once_and_in_order(fixture: impl Fixture) {
    /// Of each writer.
    const CASES: u64 = 8;
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let store_of = |n: u64| Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
    let last = 2 + AT_ONCE * CASES;
    let readers = (0..AT_ONCE).map(|reader| {
        let store = store_of(reader);
        tokio::spawn(async move {
            let (mut follower, mut seen) = (store.follow(account_id(1)), 0);
            while seen < last {
                for event in read_on(&*store, &mut follower, 1, seen).await {
                    assert_eq!(event.sequence, seen + 1, "an event was skipped or repeated");
                    seen = event.sequence;
                }
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    let writers = (0..AT_ONCE).map(|writer| {
        let store = store_of(writer / 2);
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
    });
    let writers: Vec<_> = writers.collect();
    for task in writers.into_iter().chain(readers) {
        task.await.unwrap();
    }
}
