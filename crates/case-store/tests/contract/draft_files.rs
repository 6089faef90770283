//! A4: the files that drafts name do not expire, as long as a draft names them and no longer.

use case_core::AttachmentDraft;
use case_store::{NewCase, NewDraft, Store, UserId};

use super::{
    Fixture,
    attachments::{case_with_files, file, send, waiting},
    drafts::{TYPE, all, new},
    world::{at, new_case, settle},
};

/// A text that names these files.
fn naming(user: UserId, base: Option<u64>, subject: &str, files: &[&str]) -> NewDraft {
    let mut draft = new(user, base, subject);
    let named = |id: &&str| AttachmentDraft {
        name: file(id).name,
        size: file(id).size,
        id: (*id).to_owned(),
    };
    draft.draft.attachments = files.iter().map(named).collect();
    draft
}

/// What is left of the user's files when all that may expire has expired.
async fn left(store: &dyn Store, user: UserId) -> Vec<String> {
    store.expire_uploads(at(60), 100).await.unwrap();
    waiting(store, user).await
}

pub async fn a4_a_file_expires_when_no_text_names_it_any_more(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b", "c"]).await;
    let version = store.save_draft(naming(ana, None, "First", &["a", "b"]));
    let version = version.await.unwrap();
    assert_eq!(left(&*store, ana).await, ["a", "b"]);
    let second = naming(ana, Some(version), "Second", &["b"]);
    store.save_draft(second).await.unwrap();
    assert_eq!(left(&*store, ana).await, ["b"]);
}

pub async fn a4_a_file_that_two_texts_name_waits_for_both(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let first = store.save_draft(naming(ana, None, "First", &["a"]));
    let first = first.await.unwrap();
    let second = store.save_draft(naming(ana, None, "Second", &["a"]));
    let second = second.await.unwrap();
    assert!(store.discard_draft(ana, TYPE, first).await.unwrap());
    assert_eq!(left(&*store, ana).await, ["a"]);
    assert!(store.discard_draft(ana, TYPE, second).await.unwrap());
    assert!(left(&*store, ana).await.is_empty());
}

pub async fn a4_the_files_of_an_expired_draft_expire(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let draft = naming(ana, None, "Abandoned", &["a"]);
    store.save_draft(draft).await.unwrap();
    assert_eq!(store.expire_drafts(at(5), 10).await.unwrap(), 0);
    assert_eq!(left(&*store, ana).await, ["a"]);
    assert_eq!(store.expire_drafts(at(6), 10).await.unwrap(), 1);
    assert!(left(&*store, ana).await.is_empty());
    let loose = store.loose_objects(at(6), 10).await.unwrap();
    assert_eq!(loose, [file("a").object], "since it was sent");
}

pub async fn a4_a_case_takes_files_and_frees_what_its_draft_named_besides(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let version = store.save_draft(naming(ana, None, "Draft", &["a", "b"]));
    let new = NewCase {
        draft: Some(version.await.unwrap()),
        ..new_case(1, ana, 1, "key")
    };
    let case = case_with_files("Submitted", &["a"]);
    store.create_case(&case, new.clone()).await.unwrap();
    assert_eq!(waiting(&*store, ana).await, ["b"]);
    assert!(left(&*store, ana).await.is_empty());
    let case = store.case(new.account, &new.id).await.unwrap().unwrap();
    assert_eq!(case.correspondence[0].attachments, [file("a")]);
}

pub async fn a4_a_draft_may_name_files_that_are_gone_or_taken(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let draft = naming(ana, None, "Names both", &["a", "b"]);
    store.save_draft(draft).await.unwrap();
    store.remove_upload(ana, "a", at(60)).await.unwrap();
    let case = case_with_files("Another case", &["b"]);
    let new = new_case(1, ana, 1, "key");
    store.create_case(&case, new).await.unwrap();
    let named = &all(&*store, ana).await[0].draft.attachments;
    assert_eq!(named.len(), 2, "the text stays as it was typed");
    assert_eq!(store.check().await.unwrap(), []);
}

/// What a draft calls its files comes from outside, and has to be no file's name at all.
pub async fn a4_a_draft_is_kept_whatever_it_calls_its_files(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let long: String = ('\u{4e00}'..'\u{9fff}').cycle().take(100_000).collect();
    let names = ["", "\0", "a\0", "'; --", &long, "a", "a"];
    let draft = naming(ana, None, "Odd", &names);
    let wanted = draft.draft.clone();
    store.save_draft(draft).await.unwrap();
    assert_eq!(all(&*store, ana).await[0].draft, wanted);
    assert_eq!(left(&*store, ana).await, ["a"]);
}

pub async fn a4_a_text_that_is_saved_again_still_names_its_files(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    for device in ["desk", "desk", "phone"] {
        let draft = NewDraft {
            device: device.to_owned(),
            ..naming(ana, None, "The same", &["a"])
        };
        store.save_draft(draft).await.unwrap();
        assert_eq!(left(&*store, ana).await, ["a"], "{device}");
    }
}
