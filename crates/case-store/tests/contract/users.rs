//! X1, X2, X5, X6: what accounts, users and agents may look like, and whose names are whose.

use std::collections::BTreeSet;

use case_core::{AppliedQuota, Plan, permission::Permissions};
use case_store::{Conflict, EventKind, Identity, NewSession, NewUser, Store, User, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Fixture,
    world::{HASH, account_id, at, conflict, new_account, new_agent, new_user, open, settle},
};

/// A user as a session tells it.
async fn signed_in(store: &dyn Store, user: UserId) -> User {
    let token = [u8::try_from(user.0).unwrap(); 32];
    let session = NewSession {
        token,
        user,
        created_at: at(0),
        expires_at: at(100),
        ends_at: at(100),
    };
    store.open_session(session, [0; 32]).await.unwrap();
    store.session(token, at(1)).await.unwrap().unwrap().user
}

pub async fn t3_an_account_of_each_plan_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    for (n, plan) in (1..).zip(Plan::ALL) {
        let mut new = new_account(n);
        new.account.facts.plan = *plan;
        new.account.facts.closed = n % 2 == 0;
        new.account.facts.resold = n % 3 == 0;
        let saved = new.account.clone();
        store.add_account(new).await.unwrap();
        assert_eq!(store.account(account_id(n)).await.unwrap(), Some(saved));
    }
}

pub async fn x5_what_an_account_does_not_have_stays_away(fixture: impl Fixture) {
    let store = fixture.store();
    // Two of them: that neither has an alias is nothing that they share.
    for n in [1, 2] {
        let mut new = new_account(n);
        new.account.alias = None;
        new.account.billing_contact = None;
        new.account.facts.operations_contact = None;
        new.account.facts.quotas = vec![];
        let saved = new.account.clone();
        store.add_account(new).await.unwrap();
        assert_eq!(store.account(account_id(n)).await.unwrap(), Some(saved));
    }
}

pub async fn names_come_back_in_every_script(fixture: impl Fixture) {
    let store = fixture.store();
    let odd = "Žofie \u{1f469}\u{200d}\u{1f4bb} e\u{301} مرحبا ｱ 𠮟 \"'\\%_;--";
    let mut new = new_account(1);
    for text in [
        &mut new.account.name,
        &mut new.account.time_zone,
        &mut new.root_email,
    ] {
        odd.clone_into(text);
    }
    for contact in [
        &mut new.account.billing_contact,
        &mut new.account.security_contact,
        &mut new.account.facts.operations_contact,
    ] {
        *contact = Some(odd.to_owned());
    }
    let saved = new.account.clone();
    let root = store.add_account(new).await.unwrap();
    let user = NewUser {
        email: Some(odd.to_owned()),
        ..new_user(1, odd)
    };
    let user = store.add_user(user).await.unwrap();
    assert_eq!(store.account(account_id(1)).await.unwrap(), Some(saved));
    let odd = odd.to_owned();
    let email = odd.clone();
    assert_eq!(
        signed_in(&*store, root).await.identity,
        Identity::Root { email }
    );
    let email = Some(odd.clone());
    let identity = Identity::User { name: odd, email };
    assert_eq!(signed_in(&*store, user).await.identity, identity);
}

pub async fn quotas_come_back_in_one_order_up_to_the_largest(fixture: impl Fixture) {
    let store = fixture.store();
    let largest = i64::MAX.unsigned_abs();
    let quota = |(service, quota, region, value): (&str, &str, &str, u64)| AppliedQuota {
        service: service.to_owned(),
        quota: quota.to_owned(),
        region: region.to_owned(),
        value,
    };
    let sorted = [
        ("Z", "a", "a", 1),
        ("a", "B", "global", 0),
        ("a", "a", "ap-northeast-1", largest),
        ("a", "a", "eu-central-1", 2),
        ("a", "é", "a", 3),
        ("あ", "a", "a", 4),
    ];
    let mut new = new_account(1);
    new.account.facts.quotas = sorted.into_iter().rev().map(quota).collect();
    store.add_account(new).await.unwrap();
    let account = store.account(account_id(1)).await.unwrap().unwrap();
    assert_eq!(account.facts.quotas, sorted.map(quota));
}

/// Kept as the largest that there is room for, it would be another number.
pub async fn a_number_too_large_to_be_kept_is_refused(fixture: impl Fixture) {
    let store = fixture.store();
    let mut new = new_account(1);
    new.account.facts.quotas[0].value = i64::MAX.unsigned_abs() + 1;
    store.add_account(new).await.unwrap_err();
    assert!(!store.has_accounts().await.unwrap());
    store.add_account(new_account(1)).await.unwrap();
}

pub async fn space_around_a_name_is_no_part_of_it(fixture: impl Fixture) {
    let store = fixture.store();
    let mut new = new_account(1);
    new.account.alias = Some(" Spaced ".to_owned());
    "\troot@example.com ".clone_into(&mut new.root_email);
    let root = store.add_account(new).await.unwrap();
    let user = store.add_user(new_user(1, " Bo\n")).await.unwrap();
    store
        .add_agent(new_agent(" kim@example.com"))
        .await
        .unwrap();
    let alias = store.account_by_alias("spaced").await.unwrap();
    assert_eq!(alias, Some(account_id(1)));
    let login = store.root_login(" ROOT@example.com\n").await.unwrap();
    assert_eq!(login.unwrap().user, root);
    let email = "root@example.com".to_owned();
    assert_eq!(
        signed_in(&*store, root).await.identity,
        Identity::Root { email }
    );
    let login = store.user_login(account_id(1), "  bo").await.unwrap();
    assert_eq!(login.unwrap().user, user);
    assert!(matches!(
        signed_in(&*store, user).await.identity,
        Identity::User { name, .. } if name == "Bo"
    ));
    let same = store.add_user(new_user(1, "bo ")).await;
    assert_eq!(conflict(same), Conflict::UserNameTaken);
    let same = store.add_agent(new_agent("kim@example.com ")).await;
    assert_eq!(conflict(same), Conflict::AgentEmailTaken);
}

pub async fn c6_users_may_share_an_address_or_have_none(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    for (name, email) in [
        ("bo", Some("ana@example.com")),
        ("cy", Some("Root-1@example.com")),
        ("di", None),
    ] {
        let email = email.map(str::to_owned);
        let new = NewUser {
            email: email.clone(),
            ..new_user(1, name)
        };
        let user = store.add_user(new).await.unwrap();
        let name = name.to_owned();
        let identity = Identity::User { name, email };
        assert_eq!(signed_in(&*store, user).await.identity, identity);
    }
}

pub async fn x2_permissions_come_back_in_their_order(fixture: impl Fixture) {
    let store = fixture.store();
    let root = store.add_account(new_account(1)).await.unwrap();
    let patterns = |all: &[&str]| all.iter().map(|one| one.parse().unwrap()).collect();
    let permissions = Permissions {
        allow: patterns(&["support:*", "support:DescribeCases", "*", "support:*"]),
        deny: patterns(&["support:Create*", "support:AddAttachmentsToSet"]),
    };
    let some = NewUser {
        permissions: permissions.clone(),
        ..new_user(1, "some")
    };
    let none = NewUser {
        permissions: Permissions::default(),
        ..new_user(1, "none")
    };
    let some = store.add_user(some).await.unwrap();
    let none = store.add_user(none).await.unwrap();
    assert_eq!(signed_in(&*store, some).await.permissions, permissions);
    let nothing = Permissions::default();
    assert_eq!(signed_in(&*store, none).await.permissions, nothing);
    let everything = Permissions::root();
    assert_eq!(signed_in(&*store, root).await.permissions, everything);
}

pub async fn each_user_has_a_number_and_a_password_of_their_own(fixture: impl Fixture) {
    let store = fixture.store();
    let hash = |name: &str| format!("$argon2id${name}");
    let mut numbers = BTreeSet::new();
    for n in [1, 2] {
        let mut new = new_account(n);
        new.root_password_hash = hash(&format!("root-{n}"));
        numbers.insert(store.add_account(new).await.unwrap().0);
        for name in ["ana", "bo"] {
            let user = NewUser {
                password_hash: hash(&format!("{name}-{n}")),
                ..new_user(n, name)
            };
            numbers.insert(store.add_user(user).await.unwrap().0);
        }
    }
    assert_eq!(numbers.len(), 6);
    for n in [1, 2] {
        let email = format!("root-{n}@example.com");
        let root = store.root_login(&email).await.unwrap().unwrap();
        assert_eq!(root.password_hash, hash(&format!("root-{n}")));
        for name in ["ana", "bo"] {
            let login = store.user_login(account_id(n), name).await.unwrap();
            assert_eq!(login.unwrap().password_hash, hash(&format!("{name}-{n}")));
        }
    }
}

/// A password that nobody hashed would be kept as it was typed.
pub async fn a_password_that_is_no_hash_is_refused_with_its_user(fixture: impl Fixture) {
    let store = fixture.store();
    let mut new = new_account(1);
    "hunter22".clone_into(&mut new.root_password_hash);
    store.add_account(new).await.unwrap_err();
    assert!(!store.has_accounts().await.unwrap(), "nor is the account");
    store.add_account(new_account(1)).await.unwrap();
    let user = NewUser {
        password_hash: "hunter22".to_owned(),
        ..new_user(1, "bo")
    };
    store.add_user(user).await.unwrap_err();
    let login = store.user_login(account_id(1), "bo").await.unwrap();
    assert!(login.is_none());
    let mut agent = new_agent("kim@example.com");
    "hunter22".clone_into(&mut agent.password_hash);
    store.add_agent(agent).await.unwrap_err();
    store.add_agent(new_agent("kim@example.com")).await.unwrap();
    let events = store.events(account_id(1), 0, 10).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::CreateAccount]);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn instants_come_back_to_the_millisecond(fixture: impl Fixture) {
    let store = fixture.store();
    let instants = [
        "0001-01-01T00:00:00.001Z",
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
    ];
    for (n, instant) in (1..).zip(instants) {
        let instant: DateTime<Utc> = instant.parse().unwrap();
        let mut new = new_account(n);
        // What is finer than that is left out, never rounded up into the future.
        new.account.created_at = instant + TimeDelta::microseconds(999);
        store.add_account(new).await.unwrap();
        let account = store.account(account_id(n)).await.unwrap().unwrap();
        assert_eq!(account.created_at, instant);
        let events = store.events(account_id(n), 0, 1).await.unwrap();
        assert_eq!(events[0].at, instant);
    }
}

pub async fn what_one_process_saves_every_other_finds(fixture: impl Fixture) {
    let store = fixture.store();
    let other = fixture.second_process().await;
    assert!(!other.has_accounts().await.unwrap());
    let (_, ana) = settle(&*store, 1).await;
    assert!(other.has_accounts().await.unwrap());
    let login = other.user_login(account_id(1), "ana").await.unwrap();
    let login = login.unwrap();
    assert_eq!((login.user, &*login.password_hash), (ana, HASH));
    let taken = other.add_account(new_account(1)).await;
    assert_eq!(conflict(taken), Conflict::AccountIdTaken);
    open(&*other, 1, ana, 1, "Opened elsewhere").await;
    assert_eq!(store.events(account_id(1), 2, 10).await.unwrap().len(), 1);
}
