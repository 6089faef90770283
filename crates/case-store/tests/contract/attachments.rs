//! A1 to A5: files, from their upload to the case that takes them.

use std::sync::Arc;

use case_core::{AttachmentDraft, ValidCase, clock::CorrespondenceKind};
use case_store::{
    Attachment, CaseFilter, Conflict, Holder, NewUpload, SearchQuery, Standing, Store, StoreError,
    Submitted, UserId,
};

use super::{
    Fixture,
    world::{account_id, at, case, case_with, new_case, settle},
};

/// The file that goes by this identifier.
pub fn file(id: &str) -> Attachment {
    Attachment {
        id: id.to_owned(),
        name: format!("{id}.log"),
        size: 1_000 + id.len() as u64,
        sha256: [7; 32],
        media_type: "text/plain".to_owned(),
        object: format!("2026/11/{id}"),
        created_at: at(5),
    }
}

pub fn upload(n: u64, user: UserId, id: &str) -> NewUpload {
    NewUpload {
        account: account_id(n),
        user,
        attachment: file(id),
        most: 5,
    }
}

/// Announces the object and records the file.
pub async fn add(store: &dyn Store, new: NewUpload) -> Result<(), StoreError> {
    let file = &new.attachment;
    let announced = store.announce_object(file.object.clone(), file.created_at);
    announced.await?;
    store.add_upload(new).await
}

pub async fn send(store: &dyn Store, n: u64, user: UserId, ids: &[&str]) {
    for id in ids {
        add(store, upload(n, user, id)).await.unwrap();
    }
}

pub fn case_with_files(subject: &str, ids: &[&str]) -> ValidCase {
    case_with(subject, |draft| {
        draft.attachments = ids
            .iter()
            .map(|id| AttachmentDraft {
                name: file(id).name,
                size: file(id).size,
                id: (*id).to_owned(),
            })
            .collect();
    })
}

/// The identifiers of the files that wait for a case.
pub async fn waiting(store: &dyn Store, user: UserId) -> Vec<String> {
    let files = store.uploads(user).await.unwrap();
    files.into_iter().map(|file| file.id).collect()
}

fn is_gone(answer: &Result<Submitted, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Conflict(Conflict::UploadGone)))
}

pub async fn a_file_comes_back_as_it_was_recorded(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["b", "a"]).await;
    assert_eq!(store.uploads(ana).await.unwrap(), [file("b"), file("a")]);
    assert!(store.uploads(root).await.unwrap().is_empty());
    let found = store.attachment(account_id(1), "a").await.unwrap();
    assert_eq!(found, Some((file("a"), Holder::Sender(ana))));
    assert_eq!(store.attachment(account_id(1), "c").await.unwrap(), None);
}

pub async fn a1_a_case_takes_its_files_in_their_order(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b", "c"]).await;
    let new = new_case(1, ana, 1, "key");
    let (id, files) = (new.id.clone(), case_with_files("With files", &["c", "a"]));
    store.create_case(&files, new).await.unwrap();
    let case = store.case(account_id(1), &id).await.unwrap().unwrap();
    assert_eq!(case.correspondence[0].attachments, [file("c"), file("a")]);
    assert_eq!(waiting(&*store, ana).await, ["b"]);
    let (_, holder) = store.attachment(account_id(1), "c").await.unwrap().unwrap();
    assert_eq!(holder, Holder::Correspondence(CorrespondenceKind::Customer));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn a3_a_file_is_taken_once(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let first = case_with_files("First", &["a"]);
    store
        .create_case(&first, new_case(1, ana, 1, "1"))
        .await
        .unwrap();
    let second = case_with_files("Second", &["b", "a"]);
    let new = new_case(1, ana, 2, "2");
    assert!(is_gone(&store.create_case(&second, new.clone()).await));
    // Nothing of it was saved: no case, no key, and the other file still waits.
    assert_eq!(store.case(account_id(1), &new.id).await.unwrap(), None);
    assert_eq!(store.submission(ana, "2").await.unwrap(), None);
    assert_eq!(waiting(&*store, ana).await, ["b"]);
    assert_eq!(store.remove_upload(ana, "a", at(60)).await.unwrap(), None);
    assert!(
        store
            .attachment(account_id(1), "a")
            .await
            .unwrap()
            .is_some()
    );
    // The submission that took it is answered as before.
    let again = store.create_case(&first, new_case(1, ana, 3, "1")).await;
    assert!(matches!(again, Ok(Submitted::Before(_))), "{again:?}");
}

pub async fn a3_of_two_cases_at_once_one_takes_the_file(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let tries: Vec<_> = (0..8)
        .map(|id| {
            let store = Arc::clone(&store);
            let new = new_case(1, ana, id, &format!("key-{id}"));
            tokio::spawn(async move {
                store
                    .create_case(&case_with_files("Mine", &["a"]), new)
                    .await
            })
        })
        .collect();
    let (mut created, mut gone) = (0, 0);
    for one in tries {
        match one.await.unwrap() {
            Ok(Submitted::Created(_)) => created += 1,
            other => gone += u32::from(is_gone(&other)),
        }
    }
    assert_eq!((created, gone), (1, 7));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn x3_nobody_takes_or_removes_anothers_file(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    send(&*store, 1, ana, &["a"]).await;
    for (n, user) in [(1, root), (2, bo)] {
        let files = case_with_files("Not mine", &["a"]);
        let new = new_case(n, user, n, "key");
        assert!(is_gone(&store.create_case(&files, new).await));
        assert_eq!(store.remove_upload(user, "a", at(60)).await.unwrap(), None);
    }
    assert_eq!(store.attachment(account_id(2), "a").await.unwrap(), None);
    assert_eq!(waiting(&*store, ana).await, ["a"]);
}

pub async fn a_removed_file_tells_what_to_delete(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let object = store.remove_upload(ana, "a", at(60)).await.unwrap();
    assert_eq!(object, Some(file("a").object));
    assert_eq!(store.remove_upload(ana, "a", at(60)).await.unwrap(), None);
    assert_eq!(store.attachment(account_id(1), "a").await.unwrap(), None);
    // The object is loose until it is forgotten; then the identifier and the name are free again.
    let loose = async |before| store.loose_objects(before, 10).await.unwrap();
    assert!(loose(at(60)).await.is_empty());
    assert_eq!(loose(at(61)).await, [file("a").object]);
    store.forget_objects(loose(at(61)).await).await.unwrap();
    assert!(loose(at(61)).await.is_empty());
    send(&*store, 1, ana, &["a"]).await;
}

pub async fn identifiers_and_objects_are_unique(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let mut same_object = upload(1, root, "b");
    same_object.attachment.object = file("a").object;
    let mut same_id = upload(1, root, "a");
    same_id.attachment.object = "2026/11/other".to_owned();
    for taken in [same_id, same_object] {
        let refused = add(&*store, taken).await;
        let taken = StoreError::Conflict(Conflict::IdentifierTaken);
        assert_eq!(refused.unwrap_err().to_string(), taken.to_string());
    }
}

pub async fn only_so_many_files_wait_for_a_case(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b", "c", "d", "e"]).await;
    let refused = add(&*store, upload(1, ana, "f")).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(Conflict::TooManyUploads))
    ));
    send(&*store, 1, root, &["g"]).await;
    let files = case_with_files("Takes one", &["a"]);
    store
        .create_case(&files, new_case(1, ana, 1, "key"))
        .await
        .unwrap();
    send(&*store, 1, ana, &["h"]).await;
}

pub async fn files_that_no_case_takes_expire(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (id, seconds) in [("old", 0), ("older", -10), ("taken", -20), ("new", 100)] {
        let mut new = upload(1, ana, id);
        new.attachment.created_at = at(seconds);
        add(&*store, new).await.unwrap();
    }
    let files = case_with_files("Keeps its file", &["taken"]);
    store
        .create_case(&files, new_case(1, ana, 1, "key"))
        .await
        .unwrap();
    let expire = async |limit| store.expire_uploads(at(50), limit).await.unwrap();
    assert_eq!(
        (expire(1).await, expire(10).await, expire(10).await),
        (1, 1, 0)
    );
    let loose = store.loose_objects(at(50), 10).await.unwrap();
    assert_eq!(
        loose,
        [file("older").object, file("old").object],
        "the oldest first"
    );
    assert_eq!(waiting(&*store, ana).await, ["new"]);
    assert!(
        store
            .attachment(account_id(1), "taken")
            .await
            .unwrap()
            .is_some()
    );
}

pub async fn what_is_known_of_objects_is_told(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let announced = store.announce_object(file("b").object, at(5));
    announced.await.unwrap();
    let names = ["x", "b", "a"].map(|id| file(id).object);
    let known = store.standings(names.to_vec()).await.unwrap();
    assert_eq!(known, [Standing::Unknown, Standing::Loose, Standing::Taken]);
}

pub async fn an_object_that_was_cleared_away_becomes_no_file(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let never_announced = store.add_upload(upload(1, ana, "a")).await;
    assert!(matches!(
        never_announced,
        Err(StoreError::Conflict(Conflict::UploadGone))
    ));
    let announced = store.announce_object(file("a").object, at(5));
    announced.await.unwrap();
    store.forget_objects(vec![file("a").object]).await.unwrap();
    assert!(store.add_upload(upload(1, ana, "a")).await.is_err());
    assert!(waiting(&*store, ana).await.is_empty());
}

pub async fn all_files_are_listed_page_by_page(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    send(&*store, 1, ana, &["c", "a"]).await;
    send(&*store, 2, bo, &["b"]).await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.all_attachments(after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.object.clone());
        seen.extend(page);
    }
    assert_eq!(seen, ["a", "b", "c"].map(file));
}

pub async fn l7_a_case_is_found_by_the_names_of_its_files(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["screenshot", "unrelated"]).await;
    let files = case_with_files("With a picture", &["screenshot"]);
    store
        .create_case(&files, new_case(1, ana, 1, "1"))
        .await
        .unwrap();
    store
        .create_case(&case("Without"), new_case(1, ana, 2, "2"))
        .await
        .unwrap();
    let found = async |text| {
        let query = SearchQuery::new(text).unwrap();
        let page = store.search_cases(account_id(1), &query, CaseFilter::ALL, None, 10);
        page.await.unwrap().rows.len()
    };
    assert_eq!(found("screenshot.log").await, 1);
    assert_eq!(found("log screen").await, 1);
    assert_eq!(found("unrelated").await, 0);
}

pub async fn files_are_there_after_a_restart(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let new = new_case(1, ana, 1, "key");
    let id = new.id.clone();
    store
        .create_case(&case_with_files("Kept", &["a"]), new)
        .await
        .unwrap();
    drop(store);
    let fixture = fixture.restart().await;
    let store = fixture.store();
    let case = store.case(account_id(1), &id).await.unwrap().unwrap();
    assert_eq!(case.correspondence[0].attachments, [file("a")]);
    assert_eq!(waiting(&*store, ana).await, ["b"]);
}
