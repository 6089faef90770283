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

pub async fn a_session_tells_its_expiry_and_its_end(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    let beyond = NewSession {
        expires_at: at(1_000),
        ..session(2, ana)
    };
    store.open_session(beyond, [0; 32]).await.unwrap();
    let told = async |token| {
        let session = store.session([token; 32], at(1)).await.unwrap().unwrap();
        (session.expires_at, session.ends_at)
    };
    assert_eq!(told(1).await, (at(100), at(150)));
    assert_eq!(told(2).await, (at(150), at(150)), "never beyond its end");
    store.extend_session([1; 32], at(120)).await.unwrap();
    assert_eq!(told(1).await, (at(120), at(150)));
    store.extend_session([1; 32], at(50)).await.unwrap();
    assert_eq!(told(1).await, (at(50), at(150)), "and back again");
}

pub async fn a_users_other_sessions_stay_when_one_ends(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    for (token, user) in [(1, ana), (2, ana), (3, root)] {
        let new = session(token, user);
        store.open_session(new, [0; 32]).await.unwrap();
    }
    store.end_session([1; 32]).await.unwrap();
    store.extend_session([2; 32], at(140)).await.unwrap();
    assert_eq!(store.session([1; 32], at(1)).await.unwrap(), None);
    let second = store.session([2; 32], at(130)).await.unwrap().unwrap();
    assert_eq!(second.user.id, ana);
    let roots = store.session([3; 32], at(1)).await.unwrap().unwrap();
    assert_eq!((roots.user.id, roots.expires_at), (root, at(100)));
}

pub async fn a_new_session_clears_away_only_what_has_expired(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    let longer = NewSession {
        expires_at: at(101),
        ..session(2, root)
    };
    store.open_session(longer, [0; 32]).await.unwrap();
    let later = NewSession {
        created_at: at(100),
        expires_at: at(140),
        ..session(3, ana)
    };
    store.open_session(later, [0; 32]).await.unwrap();
    // What was cleared away cannot be extended any more, what was not can.
    for token in [1, 2] {
        store.extend_session([token; 32], at(140)).await.unwrap();
    }
    let lives = async |token| {
        let session = store.session([token; 32], at(100)).await.unwrap();
        session.is_some()
    };
    assert_eq!(
        [lives(1).await, lives(2).await, lives(3).await],
        [false, true, true]
    );
}

pub async fn a_token_opens_one_session(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    let same = store.open_session(session(1, ana), [0; 32]).await;
    same.unwrap_err();
    let first = store.session([1; 32], at(1)).await.unwrap().unwrap();
    assert_eq!(first.user.id, root);
}

pub async fn a_session_that_is_refused_forgets_no_failures(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    for seconds in [0, 1, 2] {
        let counted = store.count_attempt(attempt(seconds, 1, 1)).await;
        counted.unwrap().unwrap();
    }
    let nobody = session(1, UserId(1_000));
    store.open_session(nobody, [1; 32]).await.unwrap_err();
    assert_eq!(store.session([1; 32], at(1)).await.unwrap(), None);
    let refused = store.count_attempt(attempt(3, 1, 1)).await.unwrap();
    assert_eq!(refused, Err(at(60)));
}

pub async fn sessions_and_failures_are_there_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, _) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    for seconds in [0, 1, 2] {
        let counted = store.count_attempt(attempt(seconds, 1, 1)).await;
        counted.unwrap().unwrap();
    }
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    let session = store.session([1; 32], at(1)).await.unwrap().unwrap();
    assert_eq!((session.user.id, session.ends_at), (root, at(150)));
    let refused = store.count_attempt(attempt(3, 1, 1)).await.unwrap();
    assert_eq!(refused, Err(at(60)));
}

pub async fn a_session_ended_in_one_process_is_ended_in_every(fixture: impl Fixture) {
    let store = fixture.store();
    let other = fixture.second_process().await;
    let (root, _) = settle(&*store, 1).await;
    store.open_session(session(1, root), [0; 32]).await.unwrap();
    let found = other.session([1; 32], at(1)).await.unwrap();
    assert_eq!(found.map(|session| session.user.id), Some(root));
    store.end_session([1; 32]).await.unwrap();
    assert_eq!(other.session([1; 32], at(1)).await.unwrap(), None);
}

/// Else whoever keeps trying would never be let in again.
pub async fn a_refused_attempt_does_not_count(fixture: impl Fixture) {
    let store = fixture.store();
    let count = async |one: Attempt| store.count_attempt(one).await.unwrap();
    for _ in 0..3 {
        assert_eq!(count(attempt(0, 1, 1)).await, Ok(()));
    }
    for seconds in 1..60 {
        assert_eq!(count(attempt(seconds, 1, 1)).await, Err(at(60)));
    }
    let last = Attempt {
        at: at(60) - TimeDelta::milliseconds(1),
        ..attempt(0, 1, 1)
    };
    assert_eq!(count(last).await, Err(at(60)), "to the last millisecond");
    for _ in 0..3 {
        assert_eq!(count(attempt(60, 1, 1)).await, Ok(()));
    }
    // By address there is room for two more: none of the refused was counted there either.
    for _ in 0..2 {
        assert_eq!(count(attempt(60, 2, 1)).await, Ok(()));
    }
    assert_eq!(count(attempt(60, 3, 1)).await, Err(at(120)));
}

pub async fn one_failure_may_be_too_many(fixture: impl Fixture) {
    let store = fixture.store();
    let only = |identity: u8| {
        let mut one = attempt(0, identity, identity);
        one.identity.limit = 1;
        one
    };
    assert_eq!(store.count_attempt(only(1)).await.unwrap(), Ok(()));
    assert_eq!(store.count_attempt(only(1)).await.unwrap(), Err(at(60)));
    assert_eq!(store.count_attempt(only(2)).await.unwrap(), Ok(()));
}

pub async fn attempts_are_counted_over_all_processes(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let passed = super::world::at_once(20, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        // Each as somebody else, all from one address.
        let one = attempt(0, u8::try_from(n).unwrap(), 100);
        async move { store.count_attempt(one).await.unwrap() }
    });
    assert_eq!(passed.await.into_iter().flatten().count(), 5);
}
