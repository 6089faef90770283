//! What is restored is what was there, and goes on as that would have.

use case_core::{CaseType, DisplayId};
use case_store::{
    Attempt, AttemptLimit, CaseFilter, Conflict, NewDraft, Standing, StoreError, Submitted,
    archive::{self, Backup, Contents, Exported, TABLES},
};
use chrono::TimeDelta;

use super::{
    Fixture,
    backup::{Place, draft, open_case, send},
    settings,
    world::{
        account_id, at, case, conflict, found, listed, new_account, new_agent, new_case, new_user,
        open, settle, subjects,
    },
};

pub async fn an_empty_store_comes_back_empty<F: Fixture>(fixture: F) {
    let place = Place::new();
    let (after, _, contents) = place.there_and_back::<F>(&*fixture.store()).await;
    assert_eq!(contents, [Contents::default(), Contents::default()]);
    let after = after.store();
    assert!(!after.has_accounts().await.unwrap());
    assert_eq!(after.check().await.unwrap(), []);
    let (_, ana) = settle(&*after, 1).await;
    open(&*after, 1, ana, 1, "The first").await;
    let rows = listed(&*after, CaseFilter::ALL, None, 10).await;
    assert_eq!(rows[0].display_id, DisplayId::from_sequence(1));
}

pub async fn x6_agents_come_back<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let agents = ["kim@example.com", "\u{e5}sa@example.com"];
    let mut ids = Vec::new();
    for email in agents {
        ids.push(store.add_agent(new_agent(email)).await.unwrap());
    }
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    for email in ["KIM@example.com", "\u{c5}SA@example.com"] {
        let taken = after.add_agent(new_agent(email)).await;
        assert_eq!(conflict(taken), Conflict::AgentEmailTaken, "{email}");
    }
    let next = after.add_agent(new_agent("lee@example.com")).await;
    assert!(!ids.contains(&next.unwrap()), "no number is given twice");
}

pub async fn x1_names_stay_taken_after_a_restore<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    settle(&*store, 1).await;
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    let taken = after.add_user(new_user(1, "ANA")).await;
    assert_eq!(conflict(taken), Conflict::UserNameTaken);
    let mut other = new_account(1);
    other.account.id = account_id(2);
    let taken = after.add_account(other.clone()).await;
    assert_eq!(conflict(taken), Conflict::AliasTaken);
    other.account.alias = None;
    let taken = after.add_account(other).await;
    assert_eq!(conflict(taken), Conflict::RootEmailTaken);
}

/// Twice there and back, it is the same file: nothing is lost, added or put in another order on the way.
pub async fn a_backup_of_what_was_restored_is_the_same_file<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (root, ana) = settle(&*store, 1).await;
    settle(&*store, 8).await;
    store.add_agent(new_agent("kim@example.com")).await.unwrap();
    send(&*store, &place.objects, ana, "taken", b"\x00\xff").await;
    send(&*store, &place.objects, ana, "waiting", b"more").await;
    open_case(&*store, ana, 1, &[("taken", 2)]).await;
    open_case(&*store, root, 2, &[]).await;
    let gone = store.save_draft(draft(ana, "Gone")).await.unwrap();
    let discarded = store.discard_draft(ana, CaseType::Technical, gone);
    assert!(discarded.await.unwrap());
    for subject in ["日本語 \u{1f642}", "\0"] {
        let draft = NewDraft {
            device: "any".to_owned() + &subject.len().to_string(),
            ..draft(ana, subject)
        };
        store.save_draft(draft).await.unwrap();
    }
    let (after, objects, _) = place.there_and_back::<F>(&*store).await;
    let again = place.folder.path().join("again.tar");
    archive::backup(&*after.store(), &objects, &again, at(100))
        .await
        .unwrap();
    let read = |file: &str| {
        let bytes = std::fs::read(place.folder.path().join(file)).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    assert_eq!(read("again.tar"), read("backup.tar"));
    Backup::verify(&again).unwrap();
}

pub async fn g3_a_submission_repeated_after_a_restore_is_answered_as_before<F: Fixture>(
    fixture: F,
) {
    let (store, place) = (fixture.store(), Place::new());
    let (root, ana) = settle(&*store, 1).await;
    open_case(&*store, ana, 1, &[]).await;
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    let again = new_case(1, ana, 2, "key-1");
    let again = after.create_case(&case("Case 1"), again).await.unwrap();
    let before = new_case(1, ana, 1, "").id;
    assert_eq!(again, Submitted::Before(before));
    let mut other = new_case(1, ana, 2, "key-1");
    other.fingerprint = [2; 32];
    let other = after.create_case(&case("Other"), other).await;
    assert_eq!(conflict(other), Conflict::SubmissionKeyReused);
    let roots = new_case(1, root, 3, "key-1");
    let roots = after.create_case(&case("Root's"), roots).await.unwrap();
    assert!(matches!(roots, Submitted::Created(_)), "{roots:?}");
}

pub async fn a4_a_file_that_a_restored_draft_names_does_not_expire<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    for name in ["named", "forgotten"] {
        send(&*store, &place.objects, ana, name, b"bytes").await;
    }
    let mut naming = draft(ana, "Names a file");
    naming.draft.attachments = vec![case_core::AttachmentDraft {
        name: "named.log".to_owned(),
        size: 5,
        id: "file-named".to_owned(),
    }];
    store.save_draft(naming).await.unwrap();
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    assert_eq!(after.expire_uploads(at(60), 10).await.unwrap(), 1);
    let left = after.uploads(ana).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, "file-named");
    open_case(&*after, ana, 1, &[("named", 5)]).await;
    assert!(after.uploads(ana).await.unwrap().is_empty());
}

pub async fn g2_devices_go_on_with_their_texts_after_a_restore<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    let on = |device: &str, base, subject| NewDraft {
        device: device.to_owned(),
        base,
        ..draft(ana, subject)
    };
    let desk = store.save_draft(on("desk", None, "At the desk"));
    let desk = desk.await.unwrap();
    let phone = store.save_draft(on("phone", None, "On the phone"));
    phone.await.unwrap();
    let before = store.drafts(ana, None).await.unwrap();
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    assert_eq!(after.drafts(ana, None).await.unwrap(), before);
    // One by the version that it knows, the other as the device that it is.
    let next = after.save_draft(on("new desk", Some(desk), "Later"));
    next.await.unwrap();
    let next = after.save_draft(on("phone", None, "Later on the phone"));
    next.await.unwrap();
    let drafts = after.drafts(ana, None).await.unwrap();
    let told: Vec<_> = drafts.iter().map(|one| &*one.draft.subject).collect();
    assert_eq!(told, ["Later on the phone", "Later"]);
}

pub async fn what_is_only_of_the_moment_does_not_come_back<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    settle(&*store, 1).await;
    let attempt = Attempt {
        at: at(0),
        window: TimeDelta::seconds(60),
        identity: AttemptLimit {
            key: [1; 32],
            limit: 1,
        },
        address: AttemptLimit {
            key: [2; 32],
            limit: 1,
        },
    };
    let counted = store.count_attempt(attempt.clone()).await.unwrap();
    assert_eq!(counted, Ok(()));
    let object = || "2026/11/loose".to_owned();
    store.announce_object(object(), at(0)).await.unwrap();
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    let known = after.standings(vec![object()]).await.unwrap();
    assert_eq!(known, [Standing::Unknown]);
    assert_eq!(after.count_attempt(attempt).await.unwrap(), Ok(()));
}

pub async fn l1_statuses_and_replies_come_back<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=3 {
        open_case(&*store, ana, id, &[]).await;
    }
    fixture
        .tamper(
            "UPDATE cases SET status = 'resolved' WHERE number = 2;
             INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
             VALUES ('reply', 2, 'agent-reply', 'Kim', 'Solved by restarting', 0)",
        )
        .await;
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let (ours, after) = (store, after.store());
    let left = listed(&*after, CaseFilter::OPEN, None, 10).await;
    assert_eq!(subjects(&left), ["Case 3", "Case 1"]);
    let id = new_case(1, ana, 2, "").id;
    let kept = after.case(account_id(1), &id).await.unwrap();
    assert_eq!(kept, ours.case(account_id(1), &id).await.unwrap());
    assert_eq!(kept.unwrap().correspondence.len(), 2);
    assert_eq!(found(&*after, "restarting").await, ["Case 2"]);
}

pub async fn an_export_tells_rows_after_those_that_they_refer_to<F: Fixture>(fixture: F) {
    let (store, place) = (fixture.store(), Place::new());
    let (_, ana) = settle(&*store, 1).await;
    store.add_agent(new_agent("kim@example.com")).await.unwrap();
    let changed = store.save_contacts(settings::change(ana, 0, "bills@example.com"));
    changed.await.unwrap();
    send(&*store, &place.objects, ana, "taken", b"bytes").await;
    open_case(&*store, ana, 1, &[("taken", 5)]).await;
    let mut naming = draft(ana, "Names a file");
    naming.draft.attachments = vec![case_core::AttachmentDraft {
        id: "file-taken".to_owned(),
        ..case_core::AttachmentDraft::default()
    }];
    store.save_draft(naming).await.unwrap();
    let (send, mut receive) = tokio::sync::mpsc::channel(1);
    let export = async { store.export(send).await.unwrap() };
    let told = async {
        let mut tables: Vec<&str> = Vec::new();
        let first = receive.recv().await;
        assert!(matches!(first, Some(Exported::Schema { .. })), "{first:?}");
        while let Some(one) = receive.recv().await {
            let Exported::Row(table, _) = one else {
                panic!("the schema is told once")
            };
            if tables.last() != Some(&table) {
                tables.push(table);
            }
        }
        tables
    };
    let ((), tables) = tokio::join!(export, told);
    assert_eq!(tables, TABLES, "all of them, each once");
}

pub async fn an_export_that_nobody_takes_ends_and_harms_nothing<F: Fixture>(fixture: F) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in 1..=3 {
        open(&*store, 1, ana, id, "Any").await;
    }
    let (send, mut receive) = tokio::sync::mpsc::channel(1);
    let export = async { store.export(send).await };
    let taken = async {
        assert!(receive.recv().await.is_some());
        drop(receive);
    };
    let (exported, ()) = tokio::join!(export, taken);
    assert!(
        matches!(exported, Err(StoreError::Unavailable(_))),
        "{exported:?}"
    );
    open(&*store, 1, ana, 4, "After").await;
    assert_eq!(store.check().await.unwrap(), []);
}
