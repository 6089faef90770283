//! X1, X6: whose a name is: who is refused because another has it, and who is found by it.

use std::sync::Arc;

use case_store::Conflict;

use super::{
    Fixture,
    world::{account_id, at, at_once, conflict, new_account, new_agent, new_user, settle},
};

pub async fn of_several_conflicts_the_number_comes_first_and_the_address_last(
    fixture: impl Fixture,
) {
    let store = fixture.store();
    store.add_account(new_account(1)).await.unwrap();
    let refused = store.add_account(new_account(1)).await;
    assert_eq!(conflict(refused), Conflict::AccountIdTaken);
    let mut other_number = new_account(1);
    other_number.account.id = account_id(2);
    let refused = store.add_account(other_number).await;
    assert_eq!(conflict(refused), Conflict::AliasTaken);
}

pub async fn a_refused_account_leaves_its_names_free(fixture: impl Fixture) {
    let store = fixture.store();
    store.add_account(new_account(1)).await.unwrap();
    let mut refused = new_account(2);
    refused.account.alias = Some("example-1".to_owned());
    let refused = store.add_account(refused).await;
    assert_eq!(conflict(refused), Conflict::AliasTaken);
    assert!(store.events(account_id(2), 0, 10).await.unwrap().is_empty());
    let login = store.root_login("root-2@example.com").await.unwrap();
    assert!(login.is_none());
    store.add_account(new_account(2)).await.unwrap();
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn of_accounts_that_share_something_at_the_same_time_one_is_saved(fixture: impl Fixture) {
    let store = fixture.store();
    for (round, wanted) in (0_u64..).zip([
        Conflict::AccountIdTaken,
        Conflict::AliasTaken,
        Conflict::RootEmailTaken,
    ]) {
        let answers = at_once(6, |n| {
            let store = Arc::clone(&store);
            let mut new = new_account(10 * round + n);
            match wanted {
                Conflict::AccountIdTaken => new.account.id = account_id(1_000),
                Conflict::AliasTaken => new.account.alias = Some("shared".to_owned()),
                _ => "shared@example.com".clone_into(&mut new.root_email),
            }
            async move { store.add_account(new).await }
        });
        let (saved, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
        assert_eq!(saved.len(), 1, "{wanted:?}");
        for one in refused {
            assert_eq!(conflict(one), wanted);
        }
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn of_users_of_one_name_at_the_same_time_one_is_saved(fixture: impl Fixture) {
    let store = fixture.store();
    store.add_account(new_account(1)).await.unwrap();
    let answers = at_once(6, |n| {
        let store = Arc::clone(&store);
        let name = if n % 2 == 0 { "bo" } else { "BO" };
        async move { store.add_user(new_user(1, name)).await }
    });
    let (saved, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(saved.len(), 1);
    for one in refused {
        assert_eq!(conflict(one), Conflict::UserNameTaken);
    }
    assert_eq!(store.events(account_id(1), 0, 10).await.unwrap().len(), 2);
}

pub async fn of_agents_of_one_address_at_the_same_time_one_is_saved(fixture: impl Fixture) {
    let store = fixture.store();
    let answers = at_once(6, |_| {
        let store = Arc::clone(&store);
        async move { store.add_agent(new_agent("kim@support.example")).await }
    });
    let (saved, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(saved.len(), 1);
    for one in refused {
        assert_eq!(conflict(one), Conflict::AgentEmailTaken);
    }
}

pub async fn letters_of_every_script_match_in_either_case(fixture: impl Fixture) {
    let store = fixture.store();
    store.add_account(new_account(1)).await.unwrap();
    for (name, other) in [
        ("Åsa", "åSA"),
        ("ЖАННА", "жанна"),
        ("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"),
        ("ｆｕｌｌ", "ＦＵＬＬ"),
    ] {
        let user = store.add_user(new_user(1, name)).await.unwrap();
        let login = store.user_login(account_id(1), other).await.unwrap();
        assert_eq!(login.map(|login| login.user), Some(user), "{other}");
        let same = store.add_user(new_user(1, other)).await;
        assert_eq!(conflict(same), Conflict::UserNameTaken, "{other}");
    }
}

/// Whoever looks for it need not be told that it is too long: nothing is called like that.
pub async fn what_is_far_too_long_is_nobodys(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let long: String = ('\u{4e00}'..'\u{9fff}').cycle().take(100_000).collect();
    assert!(store.root_login(&long).await.unwrap().is_none());
    let login = store.user_login(account_id(1), &long).await;
    assert!(login.unwrap().is_none());
    assert!(store.account_by_alias(&long).await.unwrap().is_none());
    assert!(store.submission(ana, &long).await.unwrap().is_none());
    let file = store.attachment(account_id(1), &long).await;
    assert!(file.unwrap().is_none());
    let removed = store.remove_upload(ana, &long, at(1)).await;
    assert!(removed.unwrap().is_none());
}

pub async fn x6_an_agents_login_is_no_customers(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    let first = store.add_agent(new_agent("kim@example.com")).await.unwrap();
    let second = store.add_agent(new_agent("lee@example.com")).await.unwrap();
    assert_ne!(first, second);
    let login = store.root_login("kim@example.com").await.unwrap();
    assert!(login.is_none());
    let login = store.user_login(account_id(1), "Kim").await.unwrap();
    assert!(login.is_none());
    // Nor does an agent's address keep a customer from having it.
    let mut new = new_account(2);
    "kim@example.com".clone_into(&mut new.root_email);
    store.add_account(new).await.unwrap();
}
