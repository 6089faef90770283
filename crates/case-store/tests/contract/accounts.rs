//! Accounts, users, agents.

use case_store::{Conflict, NewAgent, StoreError};

use super::{
    Fixture,
    world::{HASH, account_id, at, new_account, new_user, settle},
};

pub async fn an_account_comes_back_as_it_was_saved(fixture: impl Fixture) {
    let store = fixture.store();
    assert!(!store.has_accounts().await.unwrap());
    for n in [1, 7, 8] {
        store.add_account(new_account(n)).await.unwrap();
        assert_eq!(
            store.account(account_id(n)).await.unwrap(),
            Some(new_account(n).account)
        );
    }
    assert!(store.has_accounts().await.unwrap());
    assert_eq!(store.account(account_id(2)).await.unwrap(), None);
    assert_eq!(
        store.account_by_alias("EXAMPLE-1 ").await.unwrap(),
        Some(account_id(1))
    );
    assert_eq!(store.account_by_alias("example-2").await.unwrap(), None);
}

pub async fn what_must_be_unique_is_refused_by_name(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    let mut same_id = new_account(2);
    same_id.account.id = account_id(1);
    let mut same_alias = new_account(2);
    same_alias.account.alias = Some("Example-1".to_owned());
    let mut same_email = new_account(2);
    "ROOT-1@example.com".clone_into(&mut same_email.root_email);
    for (account, conflict) in [
        (same_id, Conflict::AccountIdTaken),
        (same_alias, Conflict::AliasTaken),
        (same_email, Conflict::RootEmailTaken),
    ] {
        assert!(
            matches!(store.add_account(account).await, Err(StoreError::Conflict(found)) if found == conflict)
        );
    }
    assert_eq!(
        store.account(account_id(2)).await.unwrap(),
        None,
        "a refused account leaves nothing"
    );

    let same_name = store.add_user(new_user(1, "ANA")).await;
    assert!(matches!(
        same_name,
        Err(StoreError::Conflict(Conflict::UserNameTaken))
    ));
    store.add_account(new_account(2)).await.unwrap();
    store.add_user(new_user(2, "ana")).await.unwrap();

    let agent = |email: &str| NewAgent {
        name: "Kim".to_owned(),
        email: email.to_owned(),
        password_hash: HASH.to_owned(),
        created_at: at(0),
    };
    store.add_agent(agent("kim@support.example")).await.unwrap();
    let same_agent = store.add_agent(agent("Kim@Support.Example")).await;
    assert!(matches!(
        same_agent,
        Err(StoreError::Conflict(Conflict::AgentEmailTaken))
    ));
    // X6: an agent's address is apart from the customers'.
    store.add_agent(agent("root-1@example.com")).await.unwrap();
}

pub async fn logins_are_found_in_either_case(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    store.add_account(new_account(2)).await.unwrap();
    assert_eq!(
        store
            .root_login("root-1@EXAMPLE.com")
            .await
            .unwrap()
            .unwrap()
            .user,
        root
    );
    assert!(
        store.root_login("ana@example.com").await.unwrap().is_none(),
        "only root signs in by address"
    );
    let login = store
        .user_login(account_id(1), "Ana")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((login.user, login.password_hash.as_str()), (ana, HASH));
    assert!(
        store
            .user_login(account_id(2), "ana")
            .await
            .unwrap()
            .is_none(),
        "another account's user"
    );
}

pub async fn a_user_needs_an_account(fixture: impl Fixture) {
    let store = fixture.store();
    let orphan = store.add_user(new_user(1, "ana")).await;
    assert!(matches!(
        orphan,
        Err(StoreError::Conflict(Conflict::NoSuchAccount))
    ));
}

/// No engine need be able to hold it: it is nobody's, and no reason to be out of order.
pub async fn what_no_text_can_hold_is_nobodys(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    for odd in ["\0", "ana\0", ""] {
        assert!(store.root_login(odd).await.unwrap().is_none());
        let user = store.user_login(account_id(1), odd).await;
        assert!(user.unwrap().is_none());
        assert!(store.account_by_alias(odd).await.unwrap().is_none());
        let file = store.attachment(account_id(1), odd).await;
        assert!(file.unwrap().is_none());
    }
}
