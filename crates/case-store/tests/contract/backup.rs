//! Backups: what is in them, and that it comes back.

use std::sync::Arc;

use bytes::Bytes;
use case_core::{AttachmentDraft, CaseDraft, CaseType, DisplayId};
use case_store::{
    Attachment, CaseFilter, NewDraft, NewSession, NewUpload, Objects, SearchQuery, Store, UserId,
    archive::{self, Backup, Contents},
};
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use super::{
    Fixture,
    world::{account_id, at, case, case_with, list, new_case, settle},
};

/// The folder of a test: its objects, its backup, and the objects of what is restored.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub objects: Objects,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::in_folder(&folder.path().join("before")).unwrap();
        Self { folder, objects }
    }

    /// Backs a store up and restores it elsewhere.
    pub async fn there_and_back<F: Fixture>(
        &self,
        store: &dyn Store,
    ) -> (F, Objects, [Contents; 2]) {
        let file = self.folder.path().join("backup.tar");
        let written = archive::backup(store, &self.objects, &file, at(100)).await;
        let backup = Backup::verify(&file).unwrap();
        let objects = Objects::in_folder(&self.folder.path().join("after")).unwrap();
        let (fixture, restored) = F::restored(&backup, &objects).await;
        (fixture, objects, [written.unwrap(), restored])
    }
}

/// Sends a file of these bytes; the store and the objects know it by its name.
pub async fn send(store: &dyn Store, objects: &Objects, user: UserId, name: &str, bytes: &[u8]) {
    let attachment = Attachment {
        id: format!("file-{name}"),
        name: format!("{name}.log"),
        size: u64::try_from(bytes.len()).unwrap(),
        sha256: Sha256::digest(bytes).into(),
        media_type: "text/plain".to_owned(),
        object: format!("2026/11/{name}"),
        created_at: at(5),
    };
    let object = attachment.object.clone();
    store.announce_object(object.clone(), at(5)).await.unwrap();
    objects
        .put(&object, Bytes::copy_from_slice(bytes))
        .await
        .unwrap();
    let account = account_id(1);
    let new = NewUpload {
        account,
        user,
        attachment,
        most: 5,
    };
    store.add_upload(new).await.unwrap();
}

pub async fn open_case(store: &dyn Store, user: UserId, id: u64, files: &[(&str, u64)]) {
    let case = case_with(&format!("Case {id}"), |draft| {
        let file = |&(name, size): &(&str, u64)| AttachmentDraft {
            name: format!("{name}.log"),
            size,
            id: format!("file-{name}"),
        };
        draft.attachments = files.iter().map(file).collect();
    });
    let new = new_case(1, user, id, &format!("key-{id}"));
    store.create_case(&case, new).await.unwrap();
}

pub fn draft(user: UserId, subject: &str) -> NewDraft {
    NewDraft {
        user,
        case_type: CaseType::Technical,
        base: None,
        device: subject.to_owned(),
        draft: CaseDraft {
            subject: subject.to_owned(),
            ..CaseDraft::default()
        },
        saved_at: at(6),
        most: 8,
    }
}

pub async fn everything_comes_back_from_a_backup<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    settle(&*store, 2).await;
    send(&*store, &place.objects, ana, "taken", b"\x00\xff bytes").await;
    send(&*store, &place.objects, ana, "waiting", b"more").await;
    open_case(&*store, ana, 1, &[("taken", 8)]).await;
    open_case(&*store, ana, 2, &[]).await;
    store
        .save_draft(draft(ana, "日本語 \u{1f642}"))
        .await
        .unwrap();
    let (after, objects, [written, restored]) = place.there_and_back::<F>(&*store).await;
    assert_eq!(
        written,
        Contents {
            accounts: 2,
            cases: 2,
            files: 2,
            findings: vec![]
        }
    );
    assert_eq!(restored, written);
    let after = after.store();
    assert_eq!(after.check().await.unwrap(), []);
    let both = [&*store, &*after];
    for n in [1, 2] {
        let [ours, theirs] = both.map(|store| store.account(account_id(n)));
        assert_eq!(ours.await.unwrap(), theirs.await.unwrap());
        let [ours, theirs] = both.map(|store| store.events(account_id(n), 0, 100));
        assert_eq!(ours.await.unwrap(), theirs.await.unwrap());
        let email = format!("root-{n}@example.com");
        let [ours, theirs] = both.map(|store| store.root_login(&email));
        assert_eq!(
            ours.await.unwrap().unwrap().password_hash,
            theirs.await.unwrap().unwrap().password_hash
        );
    }
    let [ours, theirs] = both.map(|store| store.user_login(account_id(1), "ana"));
    assert_eq!(
        ours.await.unwrap().unwrap().user,
        theirs.await.unwrap().unwrap().user
    );
    let [ours, theirs] = both.map(|store| list(store, 1, CaseFilter::ALL, None, 10));
    let (ours, theirs) = (ours.await, theirs.await);
    assert_eq!((ours.len(), &ours), (2, &theirs));
    for row in &ours {
        let [ours, theirs] = both.map(|store| store.case(account_id(1), &row.id));
        assert_eq!(ours.await.unwrap().unwrap(), theirs.await.unwrap().unwrap());
    }
    let [ours, theirs] = both.map(|store| store.submission(ana, "key-1"));
    assert_eq!(ours.await.unwrap().unwrap(), theirs.await.unwrap().unwrap());
    let [ours, theirs] = both.map(|store| store.uploads(ana));
    let (ours, theirs) = (ours.await.unwrap(), theirs.await.unwrap());
    assert_eq!((ours.len(), &ours), (1, &theirs));
    let [ours, theirs] = both.map(|store| store.drafts(ana, None));
    let (ours, theirs) = (ours.await.unwrap(), theirs.await.unwrap());
    assert_eq!((ours.len(), &ours), (1, &theirs));
    for query in ["case", "taken", "日本"] {
        let query = SearchQuery::new(query).unwrap();
        let [ours, theirs] =
            both.map(|store| store.search_cases(account_id(1), &query, CaseFilter::ALL, None, 10));
        let (ours, theirs) = (ours.await.unwrap(), theirs.await.unwrap());
        assert!(!ours.rows.is_empty());
        assert_eq!(ours, theirs);
    }
    for (name, bytes) in [("taken", &b"\x00\xff bytes"[..]), ("waiting", b"more")] {
        let object = format!("2026/11/{name}");
        assert_eq!(objects.get(&object).await.unwrap().unwrap(), bytes);
    }
}

pub async fn life_goes_on_after_a_restore<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (root, ana) = settle(&*store, 1).await;
    open_case(&*store, ana, 1, &[]).await;
    let gone = store.save_draft(draft(ana, "Discarded")).await.unwrap();
    store
        .discard_draft(ana, CaseType::Technical, gone)
        .await
        .unwrap();
    let session = NewSession {
        token: [3; 32],
        user: ana,
        created_at: at(10),
        expires_at: at(1_000),
        ends_at: at(2_000),
    };
    store.open_session(session, [4; 32]).await.unwrap();
    assert!(store.session([3; 32], at(20)).await.unwrap().is_some());
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    assert!(
        after.session([3; 32], at(20)).await.unwrap().is_none(),
        "nobody is signed in"
    );
    assert!(
        after.save_draft(draft(ana, "New")).await.unwrap() > gone,
        "no version is used twice"
    );
    open_case(&*after, ana, 2, &[]).await;
    let rows = list(&*after, 1, CaseFilter::ALL, None, 10).await;
    assert_eq!(rows[0].display_id, DisplayId::from_sequence(2));
    let (other, _) = settle(&*after, 2).await;
    assert!(![root, ana].contains(&other), "nor a user's number");
    let events = after.events(account_id(1), 0, 10).await.unwrap();
    let sequences: Vec<_> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, [1, 2, 3, 4]);
    assert_eq!(after.check().await.unwrap(), []);
}

async fn make(store: &dyn Store, user: UserId, id: u64) {
    let new = new_case(1, user, id, &format!("key-{id}"));
    store
        .create_case(&case("Made meanwhile"), new)
        .await
        .unwrap();
}

pub async fn a_backup_is_of_one_instant_while_cases_are_made<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    for id in 0..20 {
        make(&*store, ana, id).await;
    }
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                for id in 1..=20 {
                    make(&*store, ana, 1_000 * (writer + 1) + id).await;
                }
            })
        })
        .collect();
    let (after, _, [written, _]) = place.there_and_back::<F>(&*store).await;
    for writer in writers {
        writer.await.unwrap();
    }
    let after = after.store();
    assert_eq!(after.check().await.unwrap(), []);
    let events = after.events(account_id(1), 0, 1_000).await.unwrap();
    let cases = list(&*after, 1, CaseFilter::ALL, None, 1_000).await;
    assert_eq!(events.len(), cases.len() + 2);
    assert_eq!(written.cases, cases.len());
    assert!(cases.len() >= 20);
}

pub async fn a_file_without_its_bytes_is_told_and_the_rest_comes_back<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    for name in ["kept", "lost", "changed", "removed"] {
        send(&*store, &place.objects, ana, name, name.as_bytes()).await;
    }
    open_case(&*store, ana, 1, &[("kept", 4), ("lost", 4), ("changed", 7)]).await;
    let changed = Bytes::from_static(b"Changed");
    place
        .objects
        .replace("2026/11/changed", changed)
        .await
        .unwrap();
    place.objects.delete("2026/11/lost").await.unwrap();
    // As if its user removed it while the backup was made.
    place.objects.delete("2026/11/removed").await.unwrap();
    let (after, objects, [written, restored]) = place.there_and_back::<F>(&*store).await;
    let told: Vec<_> = written.findings.iter().map(ToString::to_string).collect();
    let mut wanted = [
        "object 2026/11/lost: it is missing",
        "object 2026/11/changed: it is not what was uploaded",
    ];
    wanted.sort_unstable_by_key(|line| told.iter().position(|one| one == line));
    assert_eq!(told, wanted);
    assert_eq!((written.files, restored.files), (1, 1));
    let after = after.store();
    let rows = list(&*after, 1, CaseFilter::ALL, None, 10).await;
    let case = after
        .case(account_id(1), &rows[0].id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(case.correspondence[0].attachments.len(), 3);
    assert!(after.uploads(ana).await.unwrap().is_empty());
    assert_eq!(
        objects.get("2026/11/kept").await.unwrap().unwrap(),
        &b"kept"[..]
    );
    let later = at(0) + TimeDelta::days(36_500);
    let findings = case_store::check(&*after, &objects, later).await.unwrap();
    assert_eq!(findings.len(), 2, "{findings:?}");
}
