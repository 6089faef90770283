//! The names of objects: announced, taken, loose, forgotten; and the lists by which they are looked through.

use std::sync::Arc;

use case_store::{Conflict, NewUpload, Standing, Store};
use chrono::TimeDelta;

use super::{
    Fixture,
    attachments::{add, case_with_files, send, upload},
    world::{account_id, at, at_once, conflict, new_case, settle},
};

async fn announce(store: &dyn Store, name: &str, seconds: i64) {
    let announced = store.announce_object(name.to_owned(), at(seconds));
    announced.await.unwrap();
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

pub async fn an_object_is_announced_once(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let answers = at_once(8, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move { store.announce_object("a".to_owned(), at(0)).await }
    });
    let (made, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    for one in refused {
        assert_eq!(conflict(one), Conflict::IdentifierTaken);
    }
    // Forgotten, its name is new again.
    let store = &stores[1];
    store.forget_objects(named(&["a"])).await.unwrap();
    announce(&**store, "a", 1).await;
}

pub async fn an_object_that_waits_is_announced_by_nobody_else(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    announce(&*store, "loose", 10).await;
    let again = store.announce_object("loose".to_owned(), at(50)).await;
    assert_eq!(conflict(again), Conflict::IdentifierTaken);
    let loose = store.loose_objects(at(11), 10).await.unwrap();
    assert_eq!(loose, ["loose"], "nor is it younger for it");
    send(&*store, 1, ana, &["a"]).await;
    let taken = upload(1, ana, "a").attachment.object;
    let again = store.announce_object(taken, at(50)).await;
    assert_eq!(conflict(again), Conflict::IdentifierTaken);
}

pub async fn loose_objects_are_told_oldest_first_and_by_name(fixture: impl Fixture) {
    let store = fixture.store();
    for (name, seconds) in [
        ("é", 10),
        ("b", 10),
        ("B", 10),
        ("later", 20),
        ("z", 5),
        ("あ", 10),
        ("\u{1f642}", 10),
    ] {
        announce(&*store, name, seconds).await;
    }
    let loose = async |before, limit| store.loose_objects(before, limit).await.unwrap();
    let all = ["z", "B", "b", "é", "あ", "\u{1f642}", "later"];
    assert_eq!(loose(at(21), 10).await, all);
    assert_eq!(loose(at(20), 10).await, all[..6]);
    let just_after = at(20) + TimeDelta::milliseconds(1);
    assert_eq!(loose(just_after, 10).await, all);
    assert_eq!(loose(at(21), 3).await, all[..3]);
    store.forget_objects(named(&["z", "b"])).await.unwrap();
    assert_eq!(loose(at(21), 3).await, ["B", "é", "あ"]);
}

pub async fn an_object_that_is_claimed_becomes_no_file(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["taken"]).await;
    let taken = upload(1, ana, "taken").attachment.object;
    let late = upload(1, ana, "late");
    let object = late.attachment.object.clone();
    announce(&*store, &object, 10).await;
    announce(&*store, "older", 5).await;
    let names = [&*object, "unknown", "a\0", &taken, "older"];
    for _ in 0..2 {
        let claimed = store.claim_objects(named(&names)).await.unwrap();
        assert_eq!(claimed, [&*object, "older"]);
        let refused = store.add_upload(late.clone()).await;
        assert_eq!(conflict(refused), Conflict::UploadGone);
    }
    // Whoever has claimed it may have ended since: it is loose until it is forgotten.
    let loose = store.loose_objects(at(0), 10).await.unwrap();
    assert_eq!(loose.len(), 2);
    let known = store.standings(named(&[&object, &taken])).await.unwrap();
    assert_eq!(known, [Standing::Loose, Standing::Taken]);
    store.forget_objects(loose).await.unwrap();
    assert!(store.loose_objects(at(99), 10).await.unwrap().is_empty());
}

pub async fn an_object_is_claimed_or_taken_and_never_both(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    for n in 0..20 {
        let new = upload(1, ana, &format!("file-{n}"));
        let object = new.attachment.object.clone();
        announce(&*stores[0], &object, 0).await;
        let (claimed, taken) = tokio::join!(
            stores[0].claim_objects(vec![object.clone()]),
            stores[1].add_upload(NewUpload { most: 99, ..new }),
        );
        let claimed = !claimed.unwrap().is_empty();
        assert_ne!(claimed, taken.is_ok(), "{n}");
        let known = stores[0].standings(vec![object]).await.unwrap();
        let wanted = if claimed {
            Standing::Loose
        } else {
            Standing::Taken
        };
        assert_eq!(known, [wanted]);
    }
}

pub async fn objects_of_files_are_not_forgotten(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    announce(&*store, "loose", 5).await;
    let files = case_with_files("Has one", &["a"]);
    let new = new_case(1, ana, 1, "key");
    store.create_case(&files, new).await.unwrap();
    let object = |id| upload(1, ana, id).attachment.object;
    let names = vec![
        object("a"),
        object("b"),
        "loose".to_owned(),
        "unknown".to_owned(),
        "loose".to_owned(),
    ];
    store.forget_objects(names.clone()).await.unwrap();
    let known = store.standings(names).await.unwrap();
    let (taken, unknown) = (Standing::Taken, Standing::Unknown);
    assert_eq!(known, [taken, taken, unknown, unknown, unknown]);
    store.forget_objects(vec![]).await.unwrap();
}

pub async fn standings_are_told_name_by_name(fixture: impl Fixture) {
    let store = fixture.store();
    announce(&*store, "é", 5).await;
    assert_eq!(store.standings(vec![]).await.unwrap(), []);
    let names = named(&["é", "e\u{301}", "é", "É", "é ", "", "é"]);
    let (loose, unknown) = (Standing::Loose, Standing::Unknown);
    assert_eq!(
        store.standings(names).await.unwrap(),
        [loose, unknown, loose, unknown, unknown, unknown, loose]
    );
    let many = (0..5_000).map(|n| format!("object-{n}")).collect();
    let known = store.standings(many).await.unwrap();
    assert_eq!(known, [unknown; 5_000]);
}

/// An object store may hold whatever somebody put there.
pub async fn a_name_that_no_row_can_hold_is_no_objects(fixture: impl Fixture) {
    let store = fixture.store();
    announce(&*store, "a", 5).await;
    let names = named(&["\0", "a", "a\0"]);
    let (loose, unknown) = (Standing::Loose, Standing::Unknown);
    let known = store.standings(names.clone()).await.unwrap();
    assert_eq!(known, [unknown, loose, unknown]);
    store.forget_objects(names).await.unwrap();
    let known = store.standings(named(&["a"])).await.unwrap();
    assert_eq!(known, [unknown]);
}

pub async fn all_files_are_listed_in_the_order_of_bytes(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let names = ["é", "b", "B", "a/1", "a", "あ", "\u{1f642}", "\u{ff5e}"];
    for (place, name) in names.into_iter().enumerate() {
        let mut new = upload(1, ana, &format!("file-{place}"));
        name.clone_into(&mut new.attachment.object);
        new.most = 10;
        add(&*store, new).await.unwrap();
    }
    // Whether a case has them makes no difference.
    let taken = case_with_files("Has one", &["file-1"]);
    let new = new_case(1, ana, 1, "key");
    store.create_case(&taken, new).await.unwrap();
    let objects = async |after: Option<&str>, limit| {
        let files = store.all_attachments(after.map(str::to_owned), limit);
        let files = files.await.unwrap();
        let objects = files.into_iter().map(|file| file.object);
        objects.collect::<Vec<_>>()
    };
    let all = ["B", "a", "a/1", "b", "é", "あ", "\u{ff5e}", "\u{1f642}"];
    assert_eq!(objects(None, 100).await, all);
    let mut seen = objects(None, 1).await;
    while let [next] = &objects(seen.last().map(String::as_str), 1).await[..] {
        seen.push(next.clone());
    }
    assert_eq!(seen, all);
    let between = objects(Some("aa"), 2).await;
    assert_eq!(between, ["b", "é"], "after a name that no file has");
    assert!(objects(Some("\u{10ffff}"), 2).await.is_empty());
    let first = store.attachment(account_id(1), "file-1").await.unwrap();
    assert_eq!(first.unwrap().0.object, "b");
}
