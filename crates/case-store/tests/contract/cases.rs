//! Cases: saved whole, once, and seen by their own account only.

use std::{collections::BTreeSet, sync::Arc};

use case_core::{CaseId, CaseStatus, DisplayId, clock::CorrespondenceKind};
use case_store::{CaseFilter, Conflict, NewCase, Store, StoreError, Submitted};

use super::{
    Fixture,
    world::{account_id, at, case, list, new_case, settle},
};

async fn create(store: &dyn Store, subject: &str, new: NewCase) -> Submitted {
    store.create_case(&case(subject), new).await.unwrap()
}

pub async fn a_case_comes_back_as_it_was_saved(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (valid, new) = (case("More instances"), new_case(1, ana, 1, "key"));
    let Submitted::Created(display_id) = store.create_case(&valid, new.clone()).await.unwrap()
    else {
        panic!("the case is new");
    };
    let saved = store.case(account_id(1), &new.id).await.unwrap().unwrap();
    assert_eq!((&saved.row.id, saved.row.display_id), (&new.id, display_id));
    assert_eq!(saved.row.case_type, valid.summary().case_type);
    assert_eq!(
        (&saved.row.service, &saved.row.category),
        (&valid.summary().service, &valid.summary().category)
    );
    assert_eq!(
        (saved.row.severity, saved.row.status),
        (valid.summary().severity, CaseStatus::Unassigned)
    );
    assert_eq!(
        (&*saved.row.subject, saved.row.created_at),
        ("More instances", at(10))
    );
    assert_eq!(saved.row.due_at, valid.response().map(|clock| clock.due));
    assert_eq!(saved.response.as_ref(), valid.response());
    assert!(saved.response.is_some());
    assert_eq!(saved.quota_requests, valid.quota_requests());
    assert_eq!(saved.fields, valid.fields());
    assert_eq!(&saved.contact, valid.contact());
    assert_eq!(saved.additional_contacts, ["ops@example.com"]);
    assert_eq!(saved.copies_to.as_deref(), Some("operations-1@example.com"));
    assert_eq!(saved.submitted_by, "ana");
    let [first] = &*saved.correspondence else {
        panic!("one correspondence: {:?}", saved.correspondence)
    };
    assert_eq!(
        (&*first.id, first.kind),
        ("correspondence-1", CorrespondenceKind::Customer)
    );
    assert_eq!(
        (&*first.author, first.body.as_str(), first.created_at),
        ("ana", valid.description(), at(10))
    );
    let list = list(&*store, 1, CaseFilter::ALL, None, 10).await;
    assert_eq!(list, [saved.row]);
}

pub async fn g3_a_submission_repeated_at_the_same_time_makes_one_case(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let tries: Vec<_> = (0..8)
        .map(|id| {
            let store: Arc<dyn Store> = Arc::clone(&store);
            tokio::spawn(async move { create(&*store, "Once", new_case(1, ana, id, "key")).await })
        })
        .collect();
    let (mut created, mut before) = (0, BTreeSet::new());
    for one in tries {
        match one.await.unwrap() {
            Submitted::Created(_) => created += 1,
            Submitted::Before(id) => drop(before.insert(id)),
        }
    }
    let list = list(&*store, 1, CaseFilter::ALL, None, 10).await;
    assert_eq!((created, list.len()), (1, 1));
    assert_eq!(before, BTreeSet::from([list[0].id.clone()]));
    let known = store.submission(ana, "key").await.unwrap().unwrap();
    assert_eq!(
        (known.case, known.fingerprint),
        (list[0].id.clone(), [1; 32])
    );
}

pub async fn g3_a_key_with_another_body_is_refused(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    create(&*store, "First", new_case(1, ana, 1, "key")).await;
    let other = NewCase {
        fingerprint: [2; 32],
        ..new_case(1, ana, 2, "key")
    };
    let refused = store.create_case(&case("Second"), other).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(Conflict::SubmissionKeyReused))
    ));
    assert_eq!(list(&*store, 1, CaseFilter::ALL, None, 10).await.len(), 1);
}

pub async fn g3_keys_belong_to_their_user(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    create(&*store, "Ana's", new_case(1, ana, 1, "key")).await;
    assert_eq!(store.submission(root, "key").await.unwrap(), None);
    let created = create(&*store, "Root's", new_case(1, root, 2, "key")).await;
    assert!(matches!(created, Submitted::Created(_)));
}

pub async fn x3_another_accounts_case_is_not_found(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    settle(&*store, 2).await;
    let new = new_case(1, ana, 1, "key");
    create(&*store, "Ours", new.clone()).await;
    assert_eq!(store.case(account_id(2), &new.id).await.unwrap(), None);
    assert!(list(&*store, 2, CaseFilter::ALL, None, 10).await.is_empty());
    let events = store.events(account_id(2), 0, 10).await.unwrap();
    assert!(
        events.iter().all(|event| event.subject.is_none()),
        "{events:?}"
    );
    assert!(store.case(account_id(1), &new.id).await.unwrap().is_some());
}

pub async fn l7_a_list_is_newest_first_and_pages_stay_right_while_cases_arrive(
    fixture: impl Fixture,
) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let add = async |n: u64| {
        let seconds = i64::try_from(n).unwrap();
        let new = NewCase {
            created_at: at(seconds),
            ..new_case(1, ana, n, &format!("key-{n}"))
        };
        create(&*store, &format!("Case {n}"), new).await;
    };
    for n in 1..=5 {
        add(n).await;
    }
    let page = async |after| list(&*store, 1, CaseFilter::OPEN, after, 2).await;
    let subjects = |rows: &[case_store::CaseRow]| {
        rows.iter()
            .map(|row| row.subject.clone())
            .collect::<Vec<_>>()
    };
    let first = page(None).await;
    assert_eq!(subjects(&first), ["Case 5", "Case 4"]);
    add(6).await;
    let second = page(Some(first[1].position())).await;
    assert_eq!(subjects(&second), ["Case 3", "Case 2"]);
    let third = page(Some(second[1].position())).await;
    assert_eq!(subjects(&third), ["Case 1"]);
    assert!(page(Some(third[0].position())).await.is_empty());
}

pub async fn l7_cases_of_the_same_instant_are_listed_once(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for n in 1..=5 {
        create(
            &*store,
            &format!("Case {n}"),
            new_case(1, ana, n, &format!("key-{n}")),
        )
        .await;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = list(&*store, 1, CaseFilter::ALL, after, 2).await;
        let Some(last) = page.last() else { break };
        after = Some(last.position());
        seen.extend(page.into_iter().map(|row| row.subject));
    }
    assert_eq!(seen, ["Case 5", "Case 4", "Case 3", "Case 2", "Case 1"]);
}

pub async fn t11_display_ids_are_unique_and_ascend(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, first) = settle(&*store, 1).await;
    let (_, second) = settle(&*store, 2).await;
    let mut given = Vec::new();
    for (n, user, id) in [(1, first, 1), (2, second, 2), (1, first, 3)] {
        match create(&*store, "Case", new_case(n, user, id, &format!("key-{id}"))).await {
            Submitted::Created(display_id) => given.push(display_id),
            Submitted::Before(id) => panic!("{id} is new"),
        }
    }
    assert_eq!(given, [1, 2, 3].map(DisplayId::from_sequence));
}

pub async fn a_refused_case_leaves_nothing_behind(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    create(&*store, "First", new_case(1, ana, 1, "first")).await;
    let same_id = store
        .create_case(&case("Second"), new_case(1, ana, 1, "second"))
        .await;
    assert!(matches!(
        same_id,
        Err(StoreError::Conflict(Conflict::IdentifierTaken))
    ));
    let same_correspondence = NewCase {
        correspondence: "correspondence-1".to_owned(),
        ..new_case(1, ana, 3, "third")
    };
    let refused = store
        .create_case(&case("Third"), same_correspondence.clone())
        .await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(Conflict::IdentifierTaken))
    ));
    assert_eq!(
        store
            .case(account_id(1), &same_correspondence.id)
            .await
            .unwrap(),
        None
    );
    assert_eq!(store.submission(ana, "third").await.unwrap(), None);
    assert_eq!(store.check().await.unwrap(), []);
    // The key is free again: a corrected submission goes through.
    assert!(matches!(
        create(&*store, "Third", new_case(1, ana, 3, "third")).await,
        Submitted::Created(_)
    ));
}

pub async fn everything_is_there_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let new = new_case(1, ana, 1, "key");
    create(&*store, "Kept", new.clone()).await;
    let before = store.case(account_id(1), &new.id).await.unwrap();
    let events = store.events(account_id(1), 0, 10).await.unwrap();
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    assert_eq!(store.case(account_id(1), &new.id).await.unwrap(), before);
    assert_eq!(store.events(account_id(1), 0, 10).await.unwrap(), events);
    let again = create(&*store, "Kept", new_case(1, ana, 2, "key")).await;
    assert_eq!(
        again,
        Submitted::Before(CaseId::new(account_id(1), case_core::Lang::EN, 2026, 1))
    );
    let Submitted::Created(next) = create(&*store, "Next", new_case(1, ana, 3, "next")).await
    else {
        panic!("the case is new");
    };
    assert_eq!(next, DisplayId::from_sequence(2));
}
