//! G1, G2: every text of a draft, whoever writes it, in whatever order and at the same time as whom.

use std::sync::Arc;

use case_core::{AttachmentDraft, CaseDraft, CaseType, ContactDraft, QuotaRequestDraft};
use case_store::{Conflict, NewCase, NewDraft, SavedDraft, Store, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Fixture,
    drafts::{TYPE, all, new, save, set, subjects},
    world::{at, at_once, case, conflict, new_case, settle},
};

/// The subjects of a user's drafts, in the order in which they are told.
async fn in_order(store: &dyn Store, user: UserId) -> Vec<String> {
    let drafts = store.drafts(user, None).await.unwrap();
    drafts.into_iter().map(|one| one.draft.subject).collect()
}

fn on(device: &str, draft: NewDraft) -> NewDraft {
    NewDraft {
        device: device.to_owned(),
        ..draft
    }
}

pub async fn g1_whatever_was_typed_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let odd = " no code\0\u{1}\u{fffe}\u{7f}\r\n\t\"\\ e\u{301} \u{1f642} \u{202e} ";
    let odd = || odd.to_owned();
    let draft = CaseDraft {
        case_type: odd(),
        service: odd(),
        category: odd(),
        severity: odd(),
        subject: odd(),
        description: odd(),
        fields: [(odd(), odd()), (String::new(), String::new())].into(),
        attachments: vec![AttachmentDraft {
            name: odd(),
            size: u64::MAX,
            id: odd(),
        }],
        quota_requests: vec![
            QuotaRequestDraft::default(),
            QuotaRequestDraft {
                region: odd(),
                quota: odd(),
                new_value: odd(),
            },
        ],
        contact: ContactDraft {
            language: odd(),
            channel: odd(),
            country: odd(),
            phone: odd(),
            extension: odd(),
        },
        additional_contacts: vec![odd(), String::new(), odd()],
    };
    for draft in [draft, CaseDraft::default()] {
        let new = NewDraft {
            draft: draft.clone(),
            ..on("desk", new(ana, None, ""))
        };
        let version = store.save_draft(new).await.unwrap();
        let saved = SavedDraft {
            version,
            case_type: TYPE,
            draft,
            saved_at: at(5),
        };
        assert_eq!(all(&*store, ana).await, [saved]);
    }
}

pub async fn g1_the_heaviest_draft_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut heavy = new(ana, None, "Heavy");
    heavy.draft.description = "\u{1f9f1}\n".repeat(CaseDraft::MOST_KEPT / 5);
    let wanted = heavy.draft.clone();
    let version = store.save_draft(heavy.clone()).await.unwrap();
    assert_eq!(all(&*store, ana).await[0].draft, wanted);
    let again = store.save_draft(heavy).await.unwrap();
    assert_eq!(again, version, "it is known again, however long it is");
}

pub async fn g1_each_case_type_has_room_of_its_own(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for case_type in CaseType::ALL {
        let draft = NewDraft {
            case_type: *case_type,
            most: 1,
            ..new(ana, None, case_type.code())
        };
        store.save_draft(draft.clone()).await.unwrap();
        let second = on("other", new(ana, None, "Second"));
        let second = NewDraft {
            case_type: *case_type,
            most: 1,
            ..second
        };
        let refused = store.save_draft(second).await;
        assert_eq!(conflict(refused), Conflict::TooManyDrafts);
    }
    for case_type in CaseType::ALL {
        let drafts = store.drafts(ana, Some(*case_type)).await.unwrap();
        let types: Vec<_> = drafts.iter().map(|one| one.case_type).collect();
        assert_eq!(types, [*case_type]);
        assert_eq!(drafts[0].draft.subject, case_type.code());
    }
}

pub async fn g1_drafts_are_told_last_saved_first(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let at_second = |subject, seconds| NewDraft {
        saved_at: at(seconds),
        ..new(ana, None, subject)
    };
    for (subject, seconds) in [("b", 20), ("a", 10), ("c", 20), ("d", 15)] {
        let draft = at_second(subject, seconds);
        store.save_draft(draft).await.unwrap();
    }
    // Of one instant, the one that came later.
    assert_eq!(in_order(&*store, ana).await, ["c", "b", "d", "a"]);
    // To save the same text again is to save it now.
    store.save_draft(at_second("a", 30)).await.unwrap();
    assert_eq!(in_order(&*store, ana).await, ["a", "c", "b", "d"]);
    assert_eq!(all(&*store, ana).await[0].saved_at, at(30));
}

pub async fn g1_a_draft_was_saved_when_it_was_to_the_millisecond(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let instant: DateTime<Utc> = "1969-12-31T23:59:59.999Z".parse().unwrap();
    let draft = NewDraft {
        saved_at: instant + TimeDelta::microseconds(999),
        ..new(ana, None, "Old")
    };
    store.save_draft(draft).await.unwrap();
    assert_eq!(all(&*store, ana).await[0].saved_at, instant);
}

pub async fn g1_a_draft_of_nobody_is_refused(fixture: impl Fixture) {
    let store = fixture.store();
    let nobody = UserId(1_000);
    let refused = store.save_draft(new(nobody, None, "Whose?")).await;
    refused.unwrap_err();
    assert!(all(&*store, nobody).await.is_empty());
    assert!(!store.discard_draft(nobody, TYPE, 1).await.unwrap());
}

pub async fn g2_of_first_saves_at_once_only_so_many_are_kept(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let answers = at_once(9, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        let draft = new(ana, None, &format!("Device {n}"));
        async move { store.save_draft(draft).await }
    });
    let (kept, refused): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!((kept.len(), refused.len()), (4, 5));
    for one in refused {
        assert_eq!(conflict(one), Conflict::TooManyDrafts);
    }
    assert_eq!(all(&*stores[1], ana).await.len(), 4);
}

pub async fn g2_the_same_first_save_at_once_is_one_text(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let versions = at_once(8, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move { save(&*store, ana, None, "Sent again and again").await }
    });
    let versions = versions.await;
    let kept = all(&*stores[0], ana).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(versions, [kept[0].version; 8]);
}

pub async fn g2_a_refused_save_changes_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for subject in ["1", "2"] {
        save(&*store, ana, None, subject).await;
    }
    let before = store.drafts(ana, None).await.unwrap();
    for base in [None, Some(0), Some(u64::MAX)] {
        let third = NewDraft {
            most: 2,
            saved_at: at(50),
            ..new(ana, base, "3")
        };
        let refused = store.save_draft(third).await;
        assert_eq!(conflict(refused), Conflict::TooManyDrafts);
    }
    assert_eq!(store.drafts(ana, None).await.unwrap(), before);
}

pub async fn g2_a_version_that_no_draft_can_have_is_none(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for (base, subject) in [
        (0, "zero"),
        (u64::MAX, "largest"),
        (i64::MAX.unsigned_abs() + 1, "larger"),
    ] {
        let version = save(&*store, ana, Some(base), subject).await;
        assert_ne!(version, base);
        assert!(!store.discard_draft(ana, TYPE, base).await.unwrap());
    }
    let kept = set(&["zero", "largest", "larger"]);
    assert_eq!(subjects(&*store, ana).await, kept);
}

pub async fn g2_the_same_text_belongs_to_the_device_that_saved_it_last(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let first = on("desk", new(ana, None, "Shared"));
    let version = store.save_draft(first).await.unwrap();
    let same = on("phone", new(ana, None, "Shared"));
    assert_eq!(store.save_draft(same).await.unwrap(), version);
    // The desk knows the version and replaces it; without it, it would have stood beside.
    let beside = on("desk", new(ana, None, "At the desk"));
    store.save_draft(beside).await.unwrap();
    let both = set(&["Shared", "At the desk"]);
    assert_eq!(subjects(&*store, ana).await, both);
    let next = on("phone", new(ana, None, "On the phone"));
    store.save_draft(next).await.unwrap();
    let both = set(&["On the phone", "At the desk"]);
    assert_eq!(subjects(&*store, ana).await, both);
}

pub async fn g2_a_save_replaces_the_version_it_names_and_the_devices_own(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let desk = store.save_draft(on("desk", new(ana, None, "At the desk")));
    desk.await.unwrap();
    let phone = store.save_draft(on("phone", new(ana, None, "On the phone")));
    let phone = phone.await.unwrap();
    save(&*store, ana, None, "On a third").await;
    // At the desk somebody has taken the phone's text over.
    let merged = on("desk", new(ana, Some(phone), "Both in one"));
    store.save_draft(merged).await.unwrap();
    let kept = set(&["Both in one", "On a third"]);
    assert_eq!(subjects(&*store, ana).await, kept);
}

pub async fn g2_texts_that_differ_in_anything_are_two(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let one = |device: &str, change: fn(&mut CaseDraft)| {
        let mut draft = on(device, new(ana, None, "é"));
        draft.most = 10;
        change(&mut draft.draft);
        draft
    };
    for (kept, draft) in (1..).zip([
        one("1", |_| {}),
        one("2", |draft| draft.subject.push(' ')),
        one("3", |draft| "e\u{301}".clone_into(&mut draft.subject)),
        one("4", |draft| "É".clone_into(&mut draft.subject)),
        one("5", |draft| draft.additional_contacts.push(String::new())),
        one("6", |draft| draft.description.push('\0')),
    ]) {
        store.save_draft(draft).await.unwrap();
        assert_eq!(all(&*store, ana).await.len(), kept);
    }
}

pub async fn g2_a_text_is_discarded_once(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let version = save(&*stores[0], ana, None, "Gone").await;
    let kept = save(&*stores[0], ana, None, "Kept").await;
    let answers = at_once(6, |n| {
        let store = Arc::clone(&stores[usize::try_from(n % 2).unwrap()]);
        async move { store.discard_draft(ana, TYPE, version).await.unwrap() }
    });
    let discarded = answers.await.into_iter().filter(|one| *one);
    assert_eq!(discarded.count(), 1);
    assert_eq!(all(&*stores[1], ana).await[0].version, kept);
}

pub async fn g1_drafts_expire_oldest_first_and_only_so_many(fixture: impl Fixture) {
    let store = fixture.store();
    let (root, ana) = settle(&*store, 1).await;
    for (user, subject, seconds) in [
        (ana, "d", 20),
        (root, "c", 10),
        (ana, "b", 20),
        (root, "a", 20),
        (ana, "e", 30),
    ] {
        let draft = NewDraft {
            saved_at: at(seconds),
            ..new(user, None, subject)
        };
        store.save_draft(draft).await.unwrap();
    }
    let mut left = Vec::new();
    while store.expire_drafts(at(30), 1).await.unwrap() > 0 {
        let mut drafts = in_order(&*store, ana).await;
        drafts.extend(in_order(&*store, root).await);
        left.push(drafts.concat());
    }
    assert_eq!(
        left,
        ["ebda", "eba", "ea", "e"],
        "what is of the limit stays"
    );
}

pub async fn g1_a_draft_that_is_saved_again_lives_on(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let again = |seconds| NewDraft {
        saved_at: at(seconds),
        ..new(ana, None, "The same")
    };
    let version = store.save_draft(again(0)).await.unwrap();
    assert_eq!(store.save_draft(again(60)).await.unwrap(), version);
    assert_eq!(store.expire_drafts(at(50), 10).await.unwrap(), 0);
    assert_eq!(store.expire_drafts(at(61), 10).await.unwrap(), 1);
    assert!(all(&*store, ana).await.is_empty());
}

/// One of the two wins; what is lost is never both.
pub async fn g1_a_draft_is_saved_anew_or_goes_with_its_case(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for round in 0..6 {
        let version = save(&*store, ana, None, "Submitted").await;
        let both = at_once(2, |n| {
            let store = Arc::clone(&store);
            async move {
                if n == 0 {
                    save(&*store, ana, Some(version), "Typed on elsewhere").await;
                } else {
                    let new = NewCase {
                        draft: Some(version),
                        ..new_case(1, ana, round, &format!("key-{round}"))
                    };
                    store.create_case(&case("Submitted"), new).await.unwrap();
                }
            }
        });
        both.await;
        let kept = all(&*store, ana).await;
        assert_eq!(kept.len(), 1, "round {round}");
        assert_eq!(kept[0].draft.subject, "Typed on elsewhere");
        let last = kept[0].version;
        store.discard_draft(ana, TYPE, last).await.unwrap();
    }
    assert_eq!(store.check().await.unwrap(), []);
}
