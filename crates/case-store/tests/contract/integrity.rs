//! The check of a store: it tells every fault that it promises to tell, and nothing of what is sound.

use bytes::Bytes;
use case_core::{CaseDraft, CaseType};
use case_store::{Attachment, NewDraft, NewSession, NewUpload, Objects, Store, UserId};
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use super::{
    Fixture,
    attachments::{case_with_files, file, send},
    world::{account_id, at, new_agent, new_case, open, settle},
};

/// Objects are as old as the file system says: this much off, no clock matters.
const CENTURY: TimeDelta = TimeDelta::days(36_500);

/// What a check tells after this was done to two accounts, the first with two cases, the second with one.
async fn told_after(fixture: impl Fixture, sql: &str) -> Vec<String> {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    open(&*store, 1, ana, 1, "First").await;
    open(&*store, 1, ana, 2, "Second").await;
    open(&*store, 2, bo, 3, "Theirs").await;
    assert_eq!(store.check().await.unwrap(), []);
    fixture.tamper(sql).await;
    let findings = store.check().await.unwrap();
    findings.iter().map(ToString::to_string).collect()
}

fn case_id(n: u64, id: u64) -> String {
    new_case(n, UserId(1), id, "").id.to_string()
}

pub async fn n3_a_missing_event_is_told(fixture: impl Fixture) {
    let told = told_after(fixture, "DELETE FROM events WHERE sequence = 2").await;
    let finding = |n: u64, last: u64| {
        format!(
            "account {}: the event log has {} events up to number {last}, the last one given is {last}",
            account_id(n),
            last - 1
        )
    };
    assert_eq!(told, [finding(1, 4), finding(2, 3)]);
}

pub async fn n3_a_last_number_that_is_not_the_logs_is_told(fixture: impl Fixture) {
    let ahead = format!(
        "UPDATE accounts SET last_event = 9 WHERE account_id = '{}'",
        account_id(2)
    );
    let told = told_after(fixture, &ahead).await;
    let finding = format!(
        "account {}: the event log has 3 events up to number 3, the last one given is 9",
        account_id(2)
    );
    assert_eq!(told, [finding]);
}

pub async fn n3_a_case_that_was_not_announced_is_told(fixture: impl Fixture) {
    let unannounced = "UPDATE events SET kind = 'CreateUser' WHERE case_number = 2";
    let told = told_after(fixture, unannounced).await;
    let finding = format!(
        "case {}: there is no CreateCase event in its account's log",
        case_id(1, 2)
    );
    assert_eq!(told, [finding]);
}

pub async fn n3_a_case_announced_to_another_account_is_told(fixture: impl Fixture) {
    // Each of the two is announced, in the other's log.
    let exchanged = "UPDATE events SET case_number = 5 - case_number, correspondence_id = NULL
                     WHERE case_number IN (2, 3)";
    let told = told_after(fixture, exchanged).await;
    let finding = |n, id| {
        format!(
            "case {}: there is no CreateCase event in its account's log",
            case_id(n, id)
        )
    };
    assert_eq!(told, [finding(1, 2), finding(2, 3)]);
}

pub async fn t10_a_case_without_correspondence_is_told(fixture: impl Fixture) {
    let silent = "UPDATE events SET correspondence_id = NULL;
                  DELETE FROM correspondence WHERE case_number = 2";
    let told = told_after(fixture, silent).await;
    let finding = format!("case {}: there is no correspondence", case_id(1, 2));
    assert_eq!(told, [finding]);
}

pub async fn l7_a_case_that_no_search_finds_is_told(fixture: impl Fixture) {
    let told = told_after(fixture, "DELETE FROM case_search").await;
    let mut wanted = [(1, 1), (1, 2), (2, 3)]
        .map(|(n, id)| format!("case {}: a search cannot find it", case_id(n, id)));
    wanted.sort_unstable_by_key(|line| told.iter().position(|one| one == line));
    assert_eq!(told, wanted);
}

pub async fn a_check_of_a_store_with_all_in_it_finds_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    settle(&*store, 2).await;
    store.add_agent(new_agent("kim@example.com")).await.unwrap();
    send(&*store, 1, ana, &["a", "b", "c"]).await;
    send(&*store, 1, root, &["d"]).await;
    let files = case_with_files("With files", &["c", "a"]);
    let new = new_case(1, ana, 1, "key-1");
    store.create_case(&files, new).await.unwrap();
    store.remove_upload(root, "d", at(60)).await.unwrap();
    for subject in ["One", "Two"] {
        let draft = NewDraft {
            user: ana,
            case_type: CaseType::Technical,
            base: None,
            device: subject.to_owned(),
            draft: CaseDraft {
                subject: subject.to_owned(),
                ..CaseDraft::default()
            },
            saved_at: at(5),
            most: 4,
        };
        store.save_draft(draft).await.unwrap();
    }
    let session = NewSession {
        token: [1; 32],
        user: ana,
        created_at: at(0),
        expires_at: at(100),
        ends_at: at(100),
    };
    store.open_session(session, [0; 32]).await.unwrap();
    assert_eq!(store.expire_uploads(at(60), 10).await.unwrap(), 1);
    assert_eq!(store.expire_drafts(at(60), 1).await.unwrap(), 1);
    assert_eq!(store.check().await.unwrap(), []);
    drop(store);
    let fixture = fixture.restart().await;
    assert_eq!(fixture.store().check().await.unwrap(), []);
}

/// Records a file with its bytes, which may be others than it says.
async fn keep(store: &dyn Store, objects: &Objects, user: UserId, id: &str, bytes: &'static [u8]) {
    let attachment = Attachment {
        sha256: Sha256::digest(bytes).into(),
        ..file(id)
    };
    let object = attachment.object.clone();
    store.announce_object(object.clone(), at(5)).await.unwrap();
    let bytes = Bytes::from_static(bytes);
    objects.put(&object, bytes).await.unwrap();
    let new = NewUpload {
        account: account_id(1),
        user,
        attachment,
        most: 9,
    };
    store.add_upload(new).await.unwrap();
}

pub async fn files_whose_bytes_are_lost_or_changed_are_told(fixture: impl Fixture) {
    let store = fixture.store();
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::in_folder(folder.path()).unwrap();
    let (_, ana) = settle(&*store, 1).await;
    for id in ["changed", "lost", "sound", "waiting"] {
        keep(&*store, &objects, ana, id, b"bytes").await;
    }
    let files = case_with_files("Has them", &["sound", "lost", "changed"]);
    let new = new_case(1, ana, 1, "key");
    store.create_case(&files, new).await.unwrap();
    let checked = async || {
        let findings = case_store::check(&*store, &objects, at(0) - CENTURY);
        let findings = findings.await.unwrap();
        let told = findings.iter().map(ToString::to_string);
        told.collect::<Vec<_>>()
    };
    assert_eq!(checked().await, [""; 0]);
    let other = Bytes::from_static(b"Bytes");
    let object = |id: &str| file(id).object;
    objects.replace(&object("changed"), other).await.unwrap();
    objects.delete(&object("lost")).await.unwrap();
    let told = |id: &str, fault| format!("attachment {id}: its object {} {fault}", object(id));
    let wanted = [
        told("changed", "is not what was uploaded"),
        told("lost", "is missing"),
    ];
    assert_eq!(checked().await, wanted);
}

pub async fn objects_that_nobody_knows_are_told_unless_they_are_new(fixture: impl Fixture) {
    let store = fixture.store();
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::in_folder(folder.path()).unwrap();
    let (_, ana) = settle(&*store, 1).await;
    keep(&*store, &objects, ana, "known", b"bytes").await;
    let announced = store.announce_object("2026/11/loose".to_owned(), at(5));
    announced.await.unwrap();
    for name in ["2026/11/loose", "2026/11/stray"] {
        let bytes = Bytes::from_static(b"bytes");
        objects.put(name, bytes).await.unwrap();
    }
    let checked = async |before| {
        let findings = case_store::check(&*store, &objects, before).await.unwrap();
        let told = findings.iter().map(ToString::to_string);
        told.collect::<Vec<_>>()
    };
    let stray = ["object 2026/11/stray: no attachment names it"];
    assert_eq!(checked(at(0) + CENTURY).await, stray);
    assert_eq!(checked(at(0) - CENTURY).await, [""; 0]);
}
