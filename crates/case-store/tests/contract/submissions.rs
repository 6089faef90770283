//! G3, T11: a submission makes one case, whoever else submits at the same time, and one that is refused makes nothing.

use std::{collections::BTreeSet, sync::Arc};

use case_core::{CaseDraft, CaseType, DisplayId};
use case_store::{
    CaseFilter, Conflict, EventSubject, NewCase, NewDraft, Store, StoreError, Submitted, UserId,
};

use super::{
    Fixture,
    attachments::{case_with_files, send, waiting},
    world::{account_id, at, at_once, case, conflict, found, listed, new_case, open, settle},
};

/// All that a case leaves in a store: how many cases, events, findings of a search, and whether all is sound.
async fn left(store: &dyn Store) -> (usize, usize, usize) {
    assert_eq!(store.check().await.unwrap(), []);
    let events = store.events(account_id(1), 0, 1_000).await.unwrap();
    let cases = listed(store, CaseFilter::ALL, None, 1_000).await;
    (cases.len(), events.len(), found(store, "about").await.len())
}

async fn submit(store: &dyn Store, new: NewCase) -> Result<Submitted, StoreError> {
    store.create_case(&case("Submitted"), new).await
}

pub async fn a_case_of_no_account_is_refused_by_name(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let refused = submit(&*store, new_case(2, ana, 1, "key")).await;
    assert_eq!(conflict(refused), Conflict::NoSuchAccount);
    assert_eq!(store.submission(ana, "key").await.unwrap(), None);
    assert_eq!(left(&*store).await, (0, 2, 0));
}

pub async fn a_case_of_nobody_is_refused_whole(fixture: impl Fixture) {
    let store = fixture.store();
    settle(&*store, 1).await;
    let nobody = UserId(1_000);
    let refused = submit(&*store, new_case(1, nobody, 1, "key")).await;
    refused.unwrap_err();
    assert_eq!(store.submission(nobody, "key").await.unwrap(), None);
    assert_eq!(left(&*store).await, (0, 2, 0));
}

pub async fn of_cases_of_one_identifier_at_the_same_time_one_is_made(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let answers = at_once(8, |n| {
        let store = Arc::clone(&store);
        let mut new = new_case(1, ana, n, &format!("key-{n}"));
        // Half of them share the case's identifier, half the correspondence's.
        if n % 2 == 0 {
            new.id = new_case(1, ana, 100, "").id;
        } else {
            "shared".clone_into(&mut new.correspondence);
        }
        async move { submit(&*store, new).await }
    });
    let (made, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 2);
    for one in refused {
        assert_eq!(conflict(one), Conflict::IdentifierTaken);
    }
    assert_eq!(left(&*store).await, (2, 4, 2));
}

pub async fn t11_display_ids_follow_the_log_under_concurrent_writers(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let (_, bo) = settle(&*stores[0], 2).await;
    let made = at_once(40, |n| {
        let store = Arc::clone(&stores[usize::try_from(n / 2 % 2).unwrap()]);
        let (account, user) = if n % 2 == 0 { (1, ana) } else { (2, bo) };
        let new = new_case(account, user, n, &format!("key-{n}"));
        async move { submit(&*store, new).await.unwrap() }
    });
    let made = made.await.into_iter().map(|one| match one {
        Submitted::Created(id) => id,
        Submitted::Before(id) => panic!("{id} is new"),
    });
    let given: BTreeSet<_> = made.collect();
    assert_eq!(given.len(), 40);
    let mut told = BTreeSet::new();
    for n in [1, 2] {
        let events = stores[0].events(account_id(n), 2, 100).await.unwrap();
        let subjects = events.into_iter().map(|event| event.subject.unwrap());
        let ids: Vec<_> = subjects.map(|subject| subject.display_id).collect();
        assert_eq!(ids.len(), 20);
        assert!(ids.is_sorted(), "later in the log, later made: {ids:?}");
        told.extend(ids);
    }
    assert_eq!(told, given);
}

pub async fn n3_the_event_of_each_case_names_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    for (id, user) in [(7, ana), (3, root), (5, ana)] {
        open(&*store, 1, user, id, "Any").await;
    }
    let events = store.events(account_id(1), 2, 10).await.unwrap();
    let told: Vec<_> = events.into_iter().map(|one| one.subject.unwrap()).collect();
    let wanted = [(7, 1), (3, 2), (5, 3)].map(|(id, number)| EventSubject {
        case: new_case(1, ana, id, "").id,
        display_id: DisplayId::from_sequence(number),
        correspondence: Some(format!("correspondence-{id}")),
    });
    assert_eq!(told, wanted);
    for subject in told {
        let case = store.case(account_id(1), &subject.case).await.unwrap();
        assert_eq!(case.unwrap().row.display_id, subject.display_id);
    }
}

pub async fn g3_keys_are_told_apart_to_the_letter(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let longest = "\u{1f511}".repeat(64);
    let keys = [
        "key",
        "KEY",
        "key ",
        " key",
        "ｋｅｙ",
        "é",
        "e\u{301}",
        "%",
        "_",
        &longest,
    ];
    for (id, key) in (1..).zip(keys) {
        let made = submit(&*store, new_case(1, ana, id, key)).await.unwrap();
        assert_eq!(made, Submitted::Created(DisplayId::from_sequence(id)));
    }
    for (id, key) in (1..).zip(keys) {
        let known = store.submission(ana, key).await.unwrap().unwrap();
        assert_eq!(known.case, new_case(1, ana, id, "").id, "{key:?}");
    }
    for unknown in ["", "ke", "Key", "\0", "key\0"] {
        assert_eq!(store.submission(ana, unknown).await.unwrap(), None);
    }
}

pub async fn g3_a_key_of_no_or_too_many_characters_is_refused_whole(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for key in ["", &"k".repeat(65)] {
        let refused = submit(&*store, new_case(1, ana, 1, key)).await;
        refused.unwrap_err();
        assert_eq!(store.submission(ana, key).await.unwrap(), None);
    }
    assert_eq!(left(&*store).await, (0, 2, 0));
}

pub async fn g3_a_submission_is_answered_as_before_whatever_came_since(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "First").await;
    for id in 2..5 {
        open(&*store, 1, ana, id, "Later").await;
    }
    fixture
        .tamper("UPDATE cases SET status = 'resolved' WHERE number = 1")
        .await;
    let again = submit(&*store, new_case(1, ana, 9, "key-1")).await.unwrap();
    assert_eq!(again, Submitted::Before(new_case(1, ana, 1, "").id));
}

pub async fn g3_a_repeated_submission_leaves_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "First").await;
    send(&*store, 1, ana, &["a"]).await;
    let draft = NewDraft {
        user: ana,
        case_type: CaseType::QuotaIncrease,
        base: None,
        device: "desk".to_owned(),
        draft: CaseDraft::default(),
        saved_at: at(5),
        most: 4,
    };
    let version = store.save_draft(draft).await.unwrap();
    let repeated = NewCase {
        draft: Some(version),
        ..new_case(1, ana, 2, "key-1")
    };
    let files = case_with_files("Repeated", &["a"]);
    let answer = store.create_case(&files, repeated).await.unwrap();
    assert!(matches!(answer, Submitted::Before(_)), "{answer:?}");
    assert_eq!(waiting(&*store, ana).await, ["a"], "nor takes it a file");
    let drafts = store.drafts(ana, None).await.unwrap();
    assert_eq!(drafts.len(), 1, "nor a draft");
    assert_eq!(left(&*store).await, (1, 3, 1));
    let next = submit(&*store, new_case(1, ana, 3, "key-3")).await.unwrap();
    let second = DisplayId::from_sequence(2);
    assert_eq!(next, Submitted::Created(second), "nor a display ID");
}

pub async fn g3_of_two_bodies_under_one_key_at_the_same_time_one_is_saved(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let answers = at_once(10, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        let new = NewCase {
            fingerprint: [u8::try_from(n).unwrap(); 32],
            ..new_case(1, ana, n, "key")
        };
        async move { submit(&*store, new).await }
    });
    let (made, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    for one in refused {
        assert_eq!(conflict(one), Conflict::SubmissionKeyReused);
    }
    assert_eq!(left(&*stores[0]).await, (1, 3, 1));
}

pub async fn g3_a_submission_repeated_over_two_processes_makes_one_case(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let answers = at_once(10, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move { submit(&*store, new_case(1, ana, n, "key")).await.unwrap() }
    });
    let answers = answers.await;
    let made = |one: &&Submitted| matches!(one, Submitted::Created(_));
    assert_eq!(answers.iter().filter(made).count(), 1);
    let known = stores[1].submission(ana, "key").await.unwrap().unwrap();
    for one in answers {
        if let Submitted::Before(id) = one {
            assert_eq!(id, known.case);
        }
    }
    assert_eq!(left(&*stores[0]).await, (1, 3, 1));
}

pub async fn g3_a_refused_submission_leaves_its_key_to_a_corrected_one(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let with_file = case_with_files("With a file", &["a"]);
    let new = new_case(1, ana, 1, "key");
    let refused = store.create_case(&with_file, new.clone()).await;
    assert_eq!(conflict(refused), Conflict::UploadGone);
    assert_eq!(left(&*store).await, (0, 2, 0));
    // Now the file is there: the very same submission, with the very same identifiers, goes through.
    send(&*store, 1, ana, &["a"]).await;
    let made = store.create_case(&with_file, new).await.unwrap();
    assert!(matches!(made, Submitted::Created(_)), "{made:?}");
    assert_eq!(left(&*store).await, (1, 3, 1));
}
