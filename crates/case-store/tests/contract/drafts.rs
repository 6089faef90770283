//! G1, G2: drafts on several devices.

use std::{collections::BTreeSet, sync::Arc};

use case_core::{AttachmentDraft, CaseDraft, CaseType};
use case_store::{
    Attachment, Conflict, NewCase, NewDraft, NewUpload, SavedDraft, Store, StoreError, UserId,
};

use super::{
    Fixture,
    world::{account_id, at, case, new_case, settle},
};

pub const TYPE: CaseType = CaseType::Technical;

fn written(subject: &str) -> CaseDraft {
    CaseDraft {
        subject: subject.to_owned(),
        description: "Half a senten".to_owned(),
        ..CaseDraft::default()
    }
}

pub fn new(user: UserId, base: Option<u64>, subject: &str) -> NewDraft {
    NewDraft {
        user,
        case_type: TYPE,
        base,
        // Each text from a device of its own, unless a test says otherwise.
        device: subject.to_owned(),
        draft: written(subject),
        saved_at: at(5),
        most: 4,
    }
}

pub async fn save(store: &dyn Store, user: UserId, base: Option<u64>, subject: &str) -> u64 {
    store.save_draft(new(user, base, subject)).await.unwrap()
}

pub async fn all(store: &dyn Store, user: UserId) -> Vec<SavedDraft> {
    store.drafts(user, Some(TYPE)).await.unwrap()
}

/// What is kept, as a set: of texts saved at the same instant the order is another matter.
pub async fn subjects(store: &dyn Store, user: UserId) -> BTreeSet<String> {
    let drafts = all(store, user).await;
    drafts.into_iter().map(|one| one.draft.subject).collect()
}

pub fn set(subjects: &[&str]) -> BTreeSet<String> {
    subjects.iter().map(|&one| one.to_owned()).collect()
}

pub async fn g1_a_draft_comes_back_as_it_was_saved(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    assert!(all(&*store, ana).await.is_empty());
    let version = save(&*store, ana, None, "No answer \u{1f642} 日本").await;
    let saved = SavedDraft {
        version,
        case_type: TYPE,
        draft: written("No answer \u{1f642} 日本"),
        saved_at: at(5),
    };
    assert_eq!(all(&*store, ana).await, [saved]);
}

pub async fn g1_a_draft_belongs_to_its_user_and_case_type(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let first = save(&*store, ana, None, "Ana's").await;
    let billing = NewDraft {
        case_type: CaseType::AccountAndBilling,
        saved_at: at(9),
        ..new(ana, Some(first), "Another form")
    };
    let second = store.save_draft(billing).await.unwrap();
    save(&*store, root, Some(first), "Root's").await;
    let every = store.drafts(ana, None).await.unwrap();
    let versions: Vec<_> = every.iter().map(|one| one.version).collect();
    assert_eq!(versions, [second, first], "the last saved first");
    assert_eq!(subjects(&*store, ana).await, set(&["Ana's"]));
    assert_eq!(subjects(&*store, root).await, set(&["Root's"]));
    let discard = async |user, case_type, version| {
        let discarded = store.discard_draft(user, case_type, version);
        discarded.await.unwrap()
    };
    assert!(!discard(root, TYPE, first).await);
    assert!(!discard(ana, TYPE, second).await);
    assert!(discard(ana, TYPE, first).await);
    assert!(!discard(ana, TYPE, first).await);
    assert!(!discard(ana, TYPE, u64::MAX).await);
    assert_eq!(store.drafts(ana, None).await.unwrap().len(), 1);
}

pub async fn g2_a_save_replaces_the_version_that_it_changes(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut base = None;
    for subject in ["N", "No", "No answer"] {
        let version = save(&*store, ana, base, subject).await;
        assert!(base < Some(version));
        base = Some(version);
        assert_eq!(subjects(&*store, ana).await, set(&[subject]));
    }
}

pub async fn g2_a_stale_save_loses_neither_text(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let read = save(&*store, ana, None, "Read by both").await;
    let phone = save(&*store, ana, Some(read), "On the phone").await;
    let desk = save(&*store, ana, Some(read), "At the desk").await;
    assert_eq!(
        subjects(&*store, ana).await,
        set(&["On the phone", "At the desk"])
    );
    // Each device goes on with its own.
    save(&*store, ana, Some(phone), "On the phone, later").await;
    let desk = save(&*store, ana, Some(desk), "At the desk, later").await;
    let both = set(&["On the phone, later", "At the desk, later"]);
    assert_eq!(subjects(&*store, ana).await, both);
    assert!(store.discard_draft(ana, TYPE, desk).await.unwrap());
    assert_eq!(subjects(&*store, ana).await, set(&["On the phone, later"]));
    // What was discarded elsewhere is not lost to the device that still writes it.
    save(&*store, ana, Some(desk), "At the desk, again").await;
    assert_eq!(subjects(&*store, ana).await.len(), 2);
}

pub async fn g2_two_first_saves_are_both_kept(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    save(&*store, ana, None, "One").await;
    save(&*store, ana, None, "Other").await;
    assert_eq!(subjects(&*store, ana).await, set(&["One", "Other"]));
}

pub async fn g2_a_repeated_save_is_the_same_draft(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let first = save(&*store, ana, None, "Same").await;
    // The answer was lost, so the device tries again with what it knew before.
    assert_eq!(save(&*store, ana, None, "Same").await, first);
    let second = save(&*store, ana, Some(first), "Changed").await;
    assert_eq!(save(&*store, ana, Some(first), "Changed").await, second);
    assert_eq!(all(&*store, ana).await.len(), 1);
    // Two texts that become one are one.
    let other = save(&*store, ana, None, "Other").await;
    assert_eq!(save(&*store, ana, Some(other), "Changed").await, second);
    assert_eq!(subjects(&*store, ana).await, set(&["Changed"]));
}

pub async fn g2_only_so_many_texts_are_kept(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut last = 0;
    for subject in ["1", "2", "3", "4"] {
        last = save(&*store, ana, None, subject).await;
    }
    let refused = store.save_draft(new(ana, None, "5")).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(Conflict::TooManyDrafts))
    ));
    save(&*store, ana, Some(last), "4, changed").await;
    let kept = set(&["1", "2", "3", "4, changed"]);
    assert_eq!(subjects(&*store, ana).await, kept);
}

pub async fn g2_a_device_replaces_its_own_text_when_an_answer_was_lost(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let on = |device: &str, base, subject| NewDraft {
        device: device.to_owned(),
        ..new(ana, base, subject)
    };
    let read = store.save_draft(on("desk", None, "Read")).await.unwrap();
    store
        .save_draft(on("desk", Some(read), "The answer to this is lost"))
        .await
        .unwrap();
    store
        .save_draft(on("phone", None, "Meanwhile"))
        .await
        .unwrap();
    // So it knows nothing newer than what it read.
    store
        .save_draft(on("desk", Some(read), "Typed on"))
        .await
        .unwrap();
    assert_eq!(
        subjects(&*store, ana).await,
        set(&["Typed on", "Meanwhile"])
    );
}

pub async fn g2_of_many_saves_at_once_none_is_lost(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let base = save(&*store, ana, None, "Read by all").await;
    let devices: Vec<_> = (0..8)
        .map(|device| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut base = base;
                for letter in ["a", "ab", "abc"] {
                    let draft = NewDraft {
                        most: 8,
                        ..new(ana, Some(base), &format!("{device} {letter}"))
                    };
                    base = store.save_draft(draft).await.unwrap();
                }
            })
        })
        .collect();
    for device in devices {
        device.await.unwrap();
    }
    let kept: BTreeSet<_> = (0..8).map(|device| format!("{device} abc")).collect();
    assert_eq!(subjects(&*store, ana).await, kept);
}

pub async fn g2_a_version_is_never_used_again(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let first = save(&*store, ana, None, "One").await;
    store.discard_draft(ana, TYPE, first).await.unwrap();
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    assert!(save(&*store, ana, None, "Two").await > first);
}

pub async fn g1_a_case_takes_its_draft_with_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let submitted = save(&*store, ana, None, "Submitted").await;
    save(&*store, ana, None, "On another device").await;
    let roots = save(&*store, root, None, "Root's").await;
    let from = |id, version| NewCase {
        draft: Some(version),
        ..new_case(1, ana, id, &format!("key-{id}"))
    };
    let refused = NewCase {
        submission_key: "key-1".to_owned(),
        fingerprint: [2; 32],
        ..from(2, submitted)
    };
    store
        .create_case(&case("First"), new_case(1, ana, 1, "key-1"))
        .await
        .unwrap();
    store
        .create_case(&case("Refused"), refused)
        .await
        .unwrap_err();
    assert_eq!(
        all(&*store, ana).await.len(),
        2,
        "a refused case takes nothing"
    );
    store
        .create_case(&case("Second"), from(3, submitted))
        .await
        .unwrap();
    assert_eq!(subjects(&*store, ana).await, set(&["On another device"]));
    // Another user's draft stays, and a draft that is gone is no obstacle.
    store
        .create_case(&case("Third"), from(4, roots))
        .await
        .unwrap();
    store
        .create_case(&case("Fourth"), from(5, submitted))
        .await
        .unwrap();
    assert_eq!(subjects(&*store, root).await, set(&["Root's"]));
}

pub async fn g1_abandoned_drafts_expire(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    for (user, subject, seconds) in [(ana, "old", 0), (root, "older", -10), (ana, "new", 100)] {
        let draft = NewDraft {
            saved_at: at(seconds),
            ..new(user, None, subject)
        };
        store.save_draft(draft).await.unwrap();
    }
    let expire = async |limit| store.expire_drafts(at(50), limit).await.unwrap();
    assert_eq!(expire(1).await, 1);
    assert!(all(&*store, root).await.is_empty());
    assert_eq!((expire(10).await, expire(10).await), (1, 0));
    assert_eq!(subjects(&*store, ana).await, set(&["new"]));
}

pub async fn a4_a_file_that_a_draft_names_does_not_expire(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in ["named", "forgotten"] {
        let attachment = Attachment {
            id: id.to_owned(),
            name: "a.log".to_owned(),
            size: 1,
            sha256: [0; 32],
            media_type: "text/plain".to_owned(),
            object: id.to_owned(),
            created_at: at(0),
        };
        let upload = NewUpload {
            account: account_id(1),
            user: ana,
            attachment,
            most: 9,
        };
        let announced = store.announce_object(id.to_owned(), at(0));
        announced.await.unwrap();
        store.add_upload(upload).await.unwrap();
    }
    let mut draft = new(ana, None, "With files");
    draft.draft.attachments = ["named", "named", "", "unknown"]
        .map(|id| AttachmentDraft {
            name: "a.log".to_owned(),
            size: 1,
            id: id.to_owned(),
        })
        .to_vec();
    let version = store.save_draft(draft).await.unwrap();
    let expire = async || store.expire_uploads(at(50), 10).await.unwrap();
    let waiting = async || {
        let files = store.uploads(ana).await.unwrap();
        files.into_iter().map(|file| file.id).collect::<Vec<_>>()
    };
    assert_eq!((expire().await, expire().await), (1, 0));
    assert_eq!(waiting().await, ["named"]);
    store.discard_draft(ana, TYPE, version).await.unwrap();
    assert_eq!(expire().await, 1);
    assert!(waiting().await.is_empty());
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn g1_drafts_are_there_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let version = save(&*store, ana, None, "Kept").await;
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    assert_eq!(all(&*store, ana).await[0].version, version);
    let other = fixture.second_process().await;
    save(&*other, ana, Some(version), "Kept, changed").await;
    assert_eq!(subjects(&*store, ana).await, set(&["Kept, changed"]));
}
