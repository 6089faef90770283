//! X5: contacts that never overwrite each other, and how users like the pages.

use std::sync::Arc;

use case_core::{
    Lang, Theme,
    account::{Contacts, ContactsDraft, Preferences},
};
use case_store::{Conflict, ContactsChange, NewContacts, SavedContacts, Store, UserId};

use super::{
    Fixture,
    backup::Place,
    world::{account_id, at, at_once, conflict, settle},
};

/// Contacts of which the billing address tells them from others.
pub fn contacts(billing: &str) -> Contacts {
    let draft = ContactsDraft {
        country: "JP".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
        billing: billing.to_owned(),
        operations: "night@example.com".to_owned(),
        security: String::new(),
    };
    case_core::validate_contacts(&draft, &|_| true).unwrap()
}

/// A change of the first account's contacts.
pub fn change(user: UserId, base: u64, billing: &str) -> NewContacts {
    NewContacts {
        account: account_id(1),
        base,
        contacts: contacts(billing),
        user,
        changed_by: "ana".to_owned(),
        changed_at: at(20),
    }
}

async fn there(store: &dyn Store, n: u64) -> SavedContacts {
    store.contacts(account_id(n)).await.unwrap().unwrap()
}

pub async fn x5_contacts_come_back_as_they_were_saved(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    settle(&*store, 2).await;
    let text = |text: &str| Some(text.to_owned());
    let made = SavedContacts {
        version: 0,
        country: "US".to_owned(),
        time_zone: "America/New_York".to_owned(),
        billing: text("billing-1@example.com"),
        operations: text("operations-1@example.com"),
        security: None,
        change: None,
    };
    assert_eq!(there(&*store, 1).await, made);
    let saved = store.save_contacts(change(ana, 0, "bills@example.com"));
    let wanted = SavedContacts {
        version: 1,
        country: "JP".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
        billing: text("bills@example.com"),
        operations: text("night@example.com"),
        security: None,
        change: Some(ContactsChange {
            by: "ana".to_owned(),
            at: at(20),
        }),
    };
    assert_eq!(saved.await.unwrap(), wanted);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    assert_eq!(there(&*store, 1).await, wanted);
    // C7: what the rules ask about the account has changed with them, and nobody else's.
    let account = store.account(account_id(1)).await.unwrap().unwrap();
    assert_eq!(
        (&*account.country, &*account.time_zone),
        ("JP", "Asia/Tokyo")
    );
    assert_eq!(account.facts.operations_contact, text("night@example.com"));
    assert_eq!(there(&*store, 2).await.version, 0);
    assert_eq!(store.contacts(account_id(3)).await.unwrap(), None);
}

pub async fn x5_a_contact_that_is_cleared_is_gone(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let saved = store.save_contacts(change(ana, 0, "")).await.unwrap();
    assert_eq!(saved.billing, None);
    let account = store.account(account_id(1)).await.unwrap().unwrap();
    assert_eq!(account.billing_contact, None);
}

pub async fn x5_a_stale_change_is_refused_and_changes_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let first = store.save_contacts(change(ana, 0, "first@example.com"));
    let first = first.await.unwrap();
    for base in [0, 2, u64::MAX] {
        let stale = store.save_contacts(change(root, base, "second@example.com"));
        assert_eq!(conflict(stale.await), Conflict::ContactsChanged, "{base}");
        assert_eq!(there(&*store, 1).await, first);
    }
    let second = store.save_contacts(change(root, 1, "second@example.com"));
    assert_eq!(second.await.unwrap().version, 2);
    let nobodys = NewContacts {
        account: account_id(9),
        ..change(ana, 0, "first@example.com")
    };
    let refused = store.save_contacts(nobodys).await;
    assert_eq!(conflict(refused), Conflict::NoSuchAccount);
}

pub async fn x5_the_same_contacts_are_saved_once(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let first = store.save_contacts(change(ana, 0, "first@example.com"));
    let first = first.await.unwrap();
    // A retry whose answer was lost, and somebody else who wants the same.
    for user in [ana, root] {
        let again = store.save_contacts(change(user, 0, "first@example.com"));
        assert_eq!(again.await.unwrap(), first);
    }
}

pub async fn x5_of_changes_at_the_same_time_one_is_saved(fixture: impl Fixture) {
    let (store, other) = (fixture.store(), fixture.second_process().await);
    let (_, ana) = settle(&*store, 1).await;
    let stores = [store, other];
    let answers = at_once(8, |n| {
        let store = Arc::clone(&stores[usize::from(n % 2 == 0)]);
        async move {
            let change = change(ana, 0, &format!("contact-{n}@example.com"));
            store.save_contacts(change).await
        }
    });
    let (saved, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(saved.len(), 1);
    for answer in refused {
        assert_eq!(conflict(answer), Conflict::ContactsChanged);
    }
    let saved = saved.into_iter().next().unwrap().unwrap();
    assert_eq!(there(&*stores[0], 1).await, saved);
    assert_eq!(saved.version, 1);
}

pub async fn x5_a_change_of_contacts_leaves_no_event(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let before = store.events(account_id(1), 0, 100).await.unwrap();
    let saved = store.save_contacts(change(ana, 0, "bills@example.com"));
    saved.await.unwrap();
    assert_eq!(store.events(account_id(1), 0, 100).await.unwrap(), before);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn preferences_come_back_one_by_one(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let none = Preferences::default();
    assert_eq!(store.preferences(ana).await.unwrap(), none);
    let dark = Preferences {
        theme: Some(Theme::Dark),
        ..none.clone()
    };
    assert_eq!(
        store.save_preferences(ana, dark.clone()).await.unwrap(),
        dark
    );
    let zone = Preferences {
        language: Some(Lang::JA),
        time_zone: Some("Asia/Tokyo".to_owned()),
        ..none.clone()
    };
    let both = dark.clone().with(zone.clone());
    assert_eq!(store.save_preferences(ana, zone).await.unwrap(), both);
    let again = store.save_preferences(ana, none.clone()).await.unwrap();
    assert_eq!(again, both);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    assert_eq!(store.preferences(ana).await.unwrap(), both);
    assert_eq!(store.preferences(root).await.unwrap(), none);
    assert_eq!(store.preferences(UserId(1_000)).await.unwrap(), none);
}

pub async fn x5_contacts_and_preferences_come_back_from_a_backup<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    for (base, billing) in [(0, "first@example.com"), (1, "second@example.com")] {
        let saved = store.save_contacts(change(ana, base, billing));
        saved.await.unwrap();
    }
    let chosen = Preferences {
        language: Some(Lang::JA),
        theme: Some(Theme::Light),
        time_zone: Some("device".to_owned()),
    };
    store.save_preferences(ana, chosen.clone()).await.unwrap();
    let (after, _, _) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    assert_eq!(there(&*after, 1).await, there(&*store, 1).await);
    assert_eq!(after.preferences(ana).await.unwrap(), chosen);
    let next = after.save_contacts(change(ana, 2, "third@example.com"));
    assert_eq!(next.await.unwrap().version, 3);
}
