//! A1 to A5, X3: what a file may be called, who may take or remove it, and what happens when several do at once.

use std::sync::Arc;

use case_core::{CaseId, clock::CorrespondenceKind};
use case_store::{
    Attachment, CaseFilter, Conflict, Holder, NewUpload, Standing, Store, Submitted, UserId,
};

use super::{
    Fixture,
    attachments::{add, case_with_files, file, send, upload, waiting},
    world::{account_id, at, at_once, conflict, listed, new_case, settle},
};

async fn standing(store: &dyn Store, id: &str) -> Standing {
    let known = store.standings(vec![file(id).object]).await.unwrap();
    known[0]
}

/// Opens a case that takes these files.
async fn take(store: &dyn Store, user: UserId, id: u64, files: &[&str]) -> CaseId {
    let new = new_case(1, user, id, &format!("key-{id}"));
    let case = case_with_files("Takes files", files);
    let made = store.create_case(&case, new.clone()).await.unwrap();
    assert!(matches!(made, Submitted::Created(_)), "{made:?}");
    new.id
}

pub async fn a2_a_file_is_called_as_it_was(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let longest = "\u{1f4ce}".repeat(255);
    let names = [
        " leading and trailing ",
        "e\u{301}\u{327} \u{5d0}\u{5d1} \u{1f468}\u{200d}\u{1f469}.png",
        "%_'\"\\`$1?;--",
        "CON. ",
        &longest,
    ];
    let mut sent = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let mut new = upload(1, ana, &format!("file-{place}"));
        name.clone_into(&mut new.attachment.name);
        "application/vnd.x+y; charset=\"ü\"".clone_into(&mut new.attachment.media_type);
        new.attachment.sha256 = [u8::MAX - u8::try_from(place).unwrap(); 32];
        sent.push(new.attachment.clone());
        add(&*store, new).await.unwrap();
    }
    assert_eq!(store.uploads(ana).await.unwrap(), sent);
}

pub async fn a1_a_file_of_any_size_is_kept_as_large_as_it_is(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let largest = i64::MAX.unsigned_abs();
    let sized = |id, size| {
        let mut new = upload(1, ana, id);
        new.attachment.size = size;
        new
    };
    add(&*store, sized("a", largest)).await.unwrap();
    assert_eq!(store.uploads(ana).await.unwrap()[0].size, largest);
    // Neither none nor more than there is room for becomes another size.
    for (id, size) in [("b", 0), ("c", largest + 1), ("d", u64::MAX)] {
        add(&*store, sized(id, size)).await.unwrap_err();
        assert_eq!(standing(&*store, id).await, Standing::Loose, "{size}");
    }
    assert_eq!(waiting(&*store, ana).await, ["a"]);
}

pub async fn a_file_arrived_when_it_did_to_the_millisecond(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let instant = "1969-12-31T23:59:59.999Z".parse().unwrap();
    let mut new = upload(1, ana, "a");
    new.attachment.created_at = instant;
    add(&*store, new).await.unwrap();
    assert_eq!(store.uploads(ana).await.unwrap()[0].created_at, instant);
}

pub async fn x3_a_file_stays_its_accounts_own_when_a_case_has_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    let (_, bo) = settle(&*store, 2).await;
    send(&*store, 1, ana, &["a"]).await;
    take(&*store, ana, 1, &["a"]).await;
    let theirs = store.attachment(account_id(2), "a").await.unwrap();
    assert_eq!(theirs, None);
    for user in [root, ana, bo] {
        let removed = store.remove_upload(user, "a", at(60)).await.unwrap();
        assert_eq!(removed, None);
        assert!(waiting(&*store, user).await.is_empty());
    }
    assert_eq!(standing(&*store, "a").await, Standing::Taken);
}

pub async fn a5_a_file_tells_what_kind_of_correspondence_has_it(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    take(&*store, ana, 1, &["a"]).await;
    for (code, kind) in [
        ("internal-note", CorrespondenceKind::InternalNote),
        ("agent-reply", CorrespondenceKind::AgentReply),
        ("automatic", CorrespondenceKind::Automatic),
        ("customer", CorrespondenceKind::Customer),
    ] {
        let change = format!("UPDATE correspondence SET kind = '{code}'");
        fixture.tamper(&change).await;
        let found = store.attachment(account_id(1), "a").await.unwrap();
        let (_, holder) = found.unwrap();
        assert_eq!(holder, Holder::Correspondence(kind));
    }
}

pub async fn a3_a_case_takes_no_file_twice(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let twice = case_with_files("Twice", &["a", "b", "a"]);
    let refused = store.create_case(&twice, new_case(1, ana, 1, "key")).await;
    assert_eq!(conflict(refused), Conflict::UploadGone);
    assert_eq!(waiting(&*store, ana).await, ["a", "b"]);
}

pub async fn a1_each_case_has_its_own_files(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b", "c"]).await;
    send(&*store, 1, root, &["d"]).await;
    let first = take(&*store, ana, 1, &["b"]).await;
    let second = take(&*store, root, 2, &["d"]).await;
    let third = take(&*store, ana, 3, &["c", "a"]).await;
    for (id, wanted) in [(first, &["b"][..]), (second, &["d"]), (third, &["c", "a"])] {
        let case = store.case(account_id(1), &id).await.unwrap().unwrap();
        let files: Vec<Attachment> = wanted.iter().map(|id| file(id)).collect();
        assert_eq!(case.correspondence[0].attachments, files);
    }
}

pub async fn only_so_many_files_wait_however_many_are_sent_at_once(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let answers = at_once(12, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move { add(&*store, upload(1, ana, &format!("file-{n}"))).await }
    });
    let (kept, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!((kept.len(), refused.len()), (5, 7));
    for one in refused {
        assert_eq!(conflict(one), Conflict::TooManyUploads);
    }
    assert_eq!(waiting(&*stores[1], ana).await.len(), 5);
}

pub async fn a_file_is_removed_once(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a"]).await;
    let answers = at_once(6, |_| {
        let store = Arc::clone(&store);
        async move { store.remove_upload(ana, "a", at(60)).await.unwrap() }
    });
    let told: Vec<_> = answers.await.into_iter().flatten().collect();
    assert_eq!(told, [file("a").object]);
}

/// Whichever comes first: a case that was made has its file, and a file that was removed is in no case.
pub async fn a3_a_file_is_removed_or_taken_and_never_both(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for round in 0..8 {
        let name = format!("file-{round}");
        send(&*store, 1, ana, &[&name]).await;
        let both = at_once(2, |n| {
            let (store, name) = (Arc::clone(&store), name.clone());
            async move {
                if n == 0 {
                    let removed = store.remove_upload(ana, &name, at(60)).await;
                    return removed.unwrap().is_some();
                }
                let new = new_case(1, ana, round, &format!("key-{round}"));
                let case = case_with_files("Takes it", &[&name]);
                let made = store.create_case(&case, new).await;
                made.inspect_err(|error| assert!(error.to_string().contains("file")))
                    .is_ok()
            }
        });
        let [removed, taken] = both.await[..] else {
            panic!("two answers")
        };
        assert_ne!(removed, taken, "round {round}");
        let wanted = if taken {
            Standing::Taken
        } else {
            Standing::Loose
        };
        assert_eq!(standing(&*store, &name).await, wanted);
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn a3_a_file_expires_or_is_taken_and_never_both(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for round in 0..8 {
        let name = format!("file-{round}");
        send(&*store, 1, ana, &[&name]).await;
        let both = at_once(2, |n| {
            let (store, name) = (Arc::clone(&store), name.clone());
            async move {
                if n == 0 {
                    return store.expire_uploads(at(60), 10).await.unwrap() == 1;
                }
                let new = new_case(1, ana, round, &format!("key-{round}"));
                let case = case_with_files("Takes it", &[&name]);
                store.create_case(&case, new).await.is_ok()
            }
        });
        let [expired, taken] = both.await[..] else {
            panic!("two answers")
        };
        assert_ne!(expired, taken, "round {round}");
    }
    let cases = listed(&*store, CaseFilter::ALL, None, 10).await;
    for row in cases {
        let case = store.case(account_id(1), &row.id).await.unwrap().unwrap();
        assert_eq!(case.correspondence[0].attachments.len(), 1);
    }
}

pub async fn files_expired_by_two_processes_are_counted_once(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    for n in 1..=4 {
        let (_, ana) = settle(&*stores[0], n).await;
        for one in 0..5 {
            send(&*stores[0], n, ana, &[&format!("file-{n}-{one}")]).await;
        }
    }
    let mut expired = 0;
    while stores[0].loose_objects(at(60), 100).await.unwrap().len() < 20 {
        let answers = at_once(6, |n| {
            let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
            async move { store.expire_uploads(at(60), 3).await.unwrap() }
        });
        expired += answers.await.into_iter().sum::<u32>();
    }
    assert_eq!(expired, 20);
}

pub async fn files_expire_oldest_first_and_of_one_instant_in_their_order(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (id, seconds) in [("d", 20), ("c", 10), ("b", 20), ("a", 20), ("e", 30)] {
        let mut new = upload(1, ana, id);
        new.attachment.created_at = at(seconds);
        add(&*store, new).await.unwrap();
    }
    let mut left = Vec::new();
    while store.expire_uploads(at(30), 1).await.unwrap() > 0 {
        left.push(waiting(&*store, ana).await.concat());
    }
    assert_eq!(
        left,
        ["dbae", "bae", "ae", "e"],
        "what came at the limit stays"
    );
}

pub async fn a_file_of_nobody_is_refused_and_leaves_its_object(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let object = file("a").object;
    store.announce_object(object, at(5)).await.unwrap();
    let nobodys = upload(1, UserId(1_000), "a");
    store.add_upload(nobodys).await.unwrap_err();
    let nowhere = upload(2, ana, "a");
    store.add_upload(nowhere).await.unwrap_err();
    assert_eq!(standing(&*store, "a").await, Standing::Loose);
    store.add_upload(upload(1, ana, "a")).await.unwrap();
}

pub async fn a_refused_file_leaves_its_object_to_another(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["a", "b"]).await;
    let too_many = NewUpload {
        most: 2,
        ..upload(1, ana, "c")
    };
    let refused = add(&*store, too_many).await;
    assert_eq!(conflict(refused), Conflict::TooManyUploads);
    assert_eq!(standing(&*store, "c").await, Standing::Loose);
    let mut same_id = upload(1, root, "a");
    same_id.attachment.object = file("c").object;
    let refused = store.add_upload(same_id).await;
    assert_eq!(conflict(refused), Conflict::IdentifierTaken);
    assert_eq!(standing(&*store, "c").await, Standing::Loose);
    store.add_upload(upload(1, root, "c")).await.unwrap();
    assert_eq!(standing(&*store, "c").await, Standing::Taken);
}
