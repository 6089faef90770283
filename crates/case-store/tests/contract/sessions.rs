//! Sessions and the throttling of sign-in attempts.

use std::sync::Arc;

use case_store::{Attempt, AttemptLimit, Identity, NewSession, Store, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Fixture,
    world::{at, new_account, settle},
};

fn session(token: u8, user: UserId) -> NewSession {
    NewSession {
        token: [token; 32],
        user,
        created_at: at(0),
        expires_at: at(100),
        ends_at: at(150),
    }
}

pub async fn a_session_knows_who_made_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    store.open_session(session(2, ana), [0; 32]).await.unwrap();
    let roots = store.session([1; 32], at(1)).await.unwrap().unwrap();
    assert_eq!(roots.account, new_account(1).account);
    assert_eq!(
        roots.user.identity,
        Identity::Root {
            email: "Root-1@example.com".to_owned()
        }
    );
    let anas = store.session([2; 32], at(1)).await.unwrap().unwrap();
    assert_eq!(
        (anas.user.id, anas.user.account),
        (ana, new_account(1).account.id)
    );
    let email = Some("ana@example.com".to_owned());
    assert_eq!(
        anas.user.identity,
        Identity::User {
            name: "ana".to_owned(),
            email
        }
    );
    assert_eq!(anas.user.permissions.allow, ["support:*".parse().unwrap()]);
    assert_eq!(store.session([3; 32], at(1)).await.unwrap(), None);
}

pub async fn a_session_expires_is_extended_and_ends(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, _) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    let lives = async |at: DateTime<Utc>| store.session([1; 32], at).await.unwrap().is_some();
    assert!(lives(at(99)).await && !lives(at(100)).await);
    store.extend_session([1; 32], at(120)).await.unwrap();
    assert!(lives(at(119)).await && !lives(at(120)).await);
    store.extend_session([1; 32], at(1_000)).await.unwrap();
    assert!(
        lives(at(149)).await && !lives(at(150)).await,
        "never beyond its end"
    );
    store.end_session([1; 32]).await.unwrap();
    assert!(!lives(at(1)).await);
    store.end_session([1; 32]).await.unwrap();
    store.extend_session([1; 32], at(120)).await.unwrap();
    assert!(!lives(at(1)).await, "an ended session does not come back");
}

/// An attempt at `seconds`, where 3 may fail within 60 seconds by identity and 5 by address.
fn attempt(seconds: i64, identity: u8, address: u8) -> Attempt {
    Attempt {
        at: at(seconds),
        window: TimeDelta::seconds(60),
        identity: AttemptLimit {
            key: [identity; 32],
            limit: 3,
        },
        address: AttemptLimit {
            key: [address; 32],
            limit: 5,
        },
    }
}

pub async fn attempts_are_counted_by_identity_and_by_address(fixture: impl Fixture) {
    let store = fixture.store();
    let count = async |one: Attempt| store.count_attempt(one).await.unwrap();
    for seconds in [0, 10, 20] {
        assert_eq!(count(attempt(seconds, 1, 1)).await, Ok(()));
    }
    assert_eq!(
        count(attempt(30, 1, 2)).await,
        Err(at(60)),
        "until the first has left the window"
    );
    assert_eq!(count(attempt(30, 2, 1)).await, Ok(()));
    assert_eq!(count(attempt(31, 3, 1)).await, Ok(()));
    assert_eq!(
        count(attempt(32, 4, 1)).await,
        Err(at(60)),
        "five from one address"
    );
    assert_eq!(count(attempt(32, 4, 2)).await, Ok(()));
    assert_eq!(
        count(attempt(60, 1, 1)).await,
        Ok(()),
        "the first has left the window"
    );
    assert_eq!(count(attempt(61, 1, 1)).await, Err(at(70)));
}

pub async fn a_success_forgets_the_failures_of_that_identity(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, _) = settle(&*store, 1).await;
    for seconds in [0, 1, 2] {
        store
            .count_attempt(attempt(seconds, 1, 1))
            .await
            .unwrap()
            .unwrap();
    }
    store
        .count_attempt(attempt(3, 2, 1))
        .await
        .unwrap()
        .unwrap();
    assert!(
        store
            .count_attempt(attempt(4, 1, 1))
            .await
            .unwrap()
            .is_err()
    );
    store.open_session(session(1, root), [1; 32]).await.unwrap();
    for seconds in [5, 6, 7] {
        store
            .count_attempt(attempt(seconds, 1, 1))
            .await
            .unwrap()
            .unwrap();
    }
    assert!(
        store
            .count_attempt(attempt(8, 1, 3))
            .await
            .unwrap()
            .is_err()
    );
}

pub async fn attempts_at_the_same_time_do_not_slip_past_the_limit(fixture: impl Fixture) {
    let store: Arc<dyn Store> = fixture.store();
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(
                async move { store.count_attempt(attempt(0, 1, 1)).await.unwrap().is_ok() },
            )
        })
        .collect();
    let mut passed = 0;
    for one in tries {
        passed += u32::from(one.await.unwrap());
    }
    assert_eq!(passed, 3);
}
