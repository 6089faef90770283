//! What a case may hold: every kind of answer, up to its limits, comes back as it was checked.

use case_core::{
    CaseStatus, CaseType, Contact, ContactMethod, ExtraField, Lang, Plan, QuotaRequestDraft,
    Severity, ValidCase, clock::CorrespondenceKind,
};
use case_store::{CaseFilter, CaseRecord, NewCase, Store, StoreError, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Fixture,
    world::{
        account_id, at, case, case_on, case_with, found, listed, new_case, open, settle, technical,
    },
};

/// Saves a case and reads it again.
async fn kept(store: &dyn Store, user: UserId, id: u64, case: &ValidCase) -> CaseRecord {
    let new = new_case(1, user, id, &format!("key-{id}"));
    store.create_case(case, new.clone()).await.unwrap();
    let kept = store.case(account_id(1), &new.id).await.unwrap();
    kept.unwrap()
}

pub async fn t8_a_technical_case_comes_back_with_its_answers(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let valid = case_with("Cannot connect", |draft| {
        technical(draft);
        let client = ("client".to_owned(), "Wörkbench 8 \u{1f42c}".to_owned());
        draft.fields.extend([client]);
        "ja".clone_into(&mut draft.contact.language);
        draft.additional_contacts.clear();
    });
    let kept = kept(&*store, ana, 1, &valid).await;
    assert_eq!(kept.row.case_type, CaseType::Technical);
    assert_eq!(kept.row.service, "database");
    assert_eq!(kept.row.category.as_deref(), Some("connecting"));
    let field = |id: &str, value: &str| ExtraField {
        id: id.to_owned(),
        value: value.to_owned(),
    };
    let fields = [
        field("engine", "Ours"),
        field("client", "Wörkbench 8 \u{1f42c}"),
    ];
    assert_eq!(kept.fields, fields, "in the category's order");
    let contact = Contact {
        language: Lang::JA,
        method: ContactMethod::Web,
    };
    assert_eq!(kept.contact, contact);
    assert!(kept.quota_requests.is_empty());
    assert!(kept.additional_contacts.is_empty());
    assert_eq!(kept.copies_to, None);
}

pub async fn s2_a_case_that_promises_nothing_comes_back_without_a_clock(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let valid = case_on(Plan::Basic, "No promise", |_| {});
    let kept = kept(&*store, ana, 1, &valid).await;
    assert_eq!((kept.row.due_at, kept.response), (None, None));
    let rows = listed(&*store, CaseFilter::ALL, None, 10).await;
    assert_eq!(rows, [kept.row]);
}

pub async fn t1_every_case_type_and_severity_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let mut id = 0;
    for case_type in CaseType::ALL {
        for severity in Severity::ALL {
            id += 1;
            let valid = case_with("Any", |draft| {
                match case_type {
                    CaseType::Technical => technical(draft),
                    CaseType::QuotaIncrease => {}
                    CaseType::AccountAndBilling => {
                        technical(draft);
                        draft.fields.clear();
                        case_type.code().clone_into(&mut draft.case_type);
                        "billing".clone_into(&mut draft.service);
                        "invoice".clone_into(&mut draft.category);
                    }
                }
                severity.code().clone_into(&mut draft.severity);
            });
            let kept = kept(&*store, ana, id, &valid).await;
            let row = kept.row;
            assert_eq!((row.case_type, row.severity), (*case_type, *severity));
        }
    }
}

pub async fn t10_texts_of_every_script_come_back_to_the_byte(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let texts = [
        "e\u{301} is not é, and \u{1e9b}\u{323} is neither",
        "שלום \u{202e}abc\u{202c} مرحبا",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{fe0f} \u{1f1ef}\u{1f1f5} 𠮷野家 \u{10fffd}",
        "quotes ' \" ` $1 ?1 \\x00 \\u0000 %s {} \\' '; DROP TABLE cases; --",
        "ｶﾞ ガ か\u{3099} が",
        "\u{feff}mark\u{200b}less\u{ad}",
    ];
    for (id, text) in (1..).zip(texts) {
        let valid = case_with(text, |draft| {
            draft.description = format!("{text}\n\n\tsecond line\u{2028}third\u{2029}{text}");
        });
        let kept = kept(&*store, ana, id, &valid).await;
        assert_eq!(kept.row.subject, valid.summary().subject);
        assert_eq!(kept.row.subject, text.trim());
        assert_eq!(kept.correspondence[0].body, valid.description());
        assert!(valid.description().contains("\u{2028}third\u{2029}"));
    }
}

pub async fn t10_the_longest_texts_come_back_and_are_found(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    // Four bytes each, and every pair of neighbours another one.
    let text = |count| ('\u{20000}'..).take(count).collect::<String>();
    let valid = case_with(&text(250), |draft| {
        draft.description = text(7_990) + " the \u{1f51a} end";
    });
    let kept = kept(&*store, ana, 1, &valid).await;
    assert_eq!(kept.row.subject, text(250));
    assert_eq!(kept.correspondence[0].body, valid.description());
    for end in ["end", "\u{21f34}\u{21f35}"] {
        assert_eq!(found(&*store, end).await.len(), 1, "{end}");
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn q2_the_largest_numbers_come_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let valid = case_with("All of it", |draft| {
        let row = &mut draft.quota_requests[0];
        "bytes".clone_into(&mut row.quota);
        row.new_value = u64::MAX.to_string();
    });
    let kept = kept(&*store, ana, 1, &valid).await;
    let request = &kept.quota_requests[0];
    let values = (request.current, request.new_value);
    assert_eq!(values, (u64::MAX - 1, u64::MAX));
}

pub async fn q1_rows_and_contacts_keep_their_order(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let contacts: Vec<_> = (0..10).map(|n| format!("c{}@example.com", 9 - n)).collect();
    let requests = [
        ("ap-northeast-1", "instances", "30"),
        ("eu-central-1", "bytes", "18446744073709551615"),
        ("eu-central-1", "instances", "41"),
    ];
    let valid = case_with("In order", |draft| {
        draft.additional_contacts.clone_from(&contacts);
        let request = |(region, quota, value): (&str, &str, &str)| QuotaRequestDraft {
            region: region.to_owned(),
            quota: quota.to_owned(),
            new_value: value.to_owned(),
        };
        draft.quota_requests = requests.map(request).to_vec();
    });
    let kept = kept(&*store, ana, 1, &valid).await;
    assert_eq!(kept.additional_contacts, contacts);
    let rows = kept.quota_requests.iter();
    let rows: Vec<_> = rows
        .map(|row| (&*row.region, &*row.quota, row.new_value.to_string()))
        .collect();
    let wanted = requests.map(|(region, quota, value)| (region, quota, value.to_owned()));
    assert_eq!(rows, wanted);
}

pub async fn c5_a_telephone_without_extension_comes_back_without_one(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let valid = case_with("Call me", |draft| draft.contact.extension.clear());
    let kept = kept(&*store, ana, 1, &valid).await;
    let method = ContactMethod::Phone {
        country: "US".to_owned(),
        number: "+12065550100".to_owned(),
        extension: None,
    };
    assert_eq!(kept.contact.method, method);
}

pub async fn who_opened_a_case_and_when_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let instants = ["1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"];
    for (id, instant) in (1..).zip(instants) {
        let instant: DateTime<Utc> = instant.parse().unwrap();
        let new = NewCase {
            submitted_by: format!("Žofie {id} \u{1f642}"),
            created_at: instant + TimeDelta::microseconds(999),
            ..new_case(1, ana, id, &format!("key-{id}"))
        };
        store.create_case(&case("Any"), new.clone()).await.unwrap();
        let kept = store.case(account_id(1), &new.id).await.unwrap();
        let kept = kept.unwrap();
        let first = &kept.correspondence[0];
        assert_eq!(kept.submitted_by, new.submitted_by);
        assert_eq!(first.author, new.submitted_by);
        assert_eq!(
            (kept.row.created_at, first.created_at),
            (instant, instant),
            "to the millisecond"
        );
    }
}

pub async fn l1_every_status_comes_back(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "Changes").await;
    for status in CaseStatus::ALL {
        let change = format!("UPDATE cases SET status = '{}'", status.code());
        fixture.tamper(&change).await;
        let rows = listed(&*store, CaseFilter::ALL, None, 10).await;
        assert_eq!(rows[0].status, *status);
        let case = store.case(account_id(1), &rows[0].id).await.unwrap();
        assert_eq!(case.unwrap().row.status, *status);
    }
}

pub async fn s5_correspondence_comes_back_oldest_first_with_its_kind(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "Asked").await;
    open(&*store, 1, ana, 2, "Another").await;
    let instant = at(11).timestamp_millis();
    let kinds = ["internal-note", "agent-reply", "automatic", "customer"];
    for (place, kind) in kinds.iter().enumerate() {
        let reply = format!(
            "INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
             VALUES ('reply-{place}', 1, '{kind}', 'Kim', 'Body {place}', {instant})"
        );
        fixture.tamper(&reply).await;
    }
    let id = new_case(1, ana, 1, "").id;
    let case = store.case(account_id(1), &id).await.unwrap().unwrap();
    let told: Vec<_> = case
        .correspondence
        .iter()
        .map(|one| (&*one.id, one.kind, &*one.author))
        .collect();
    assert_eq!(
        told,
        [
            ("correspondence-1", CorrespondenceKind::Customer, "ana"),
            ("reply-0", CorrespondenceKind::InternalNote, "Kim"),
            ("reply-1", CorrespondenceKind::AgentReply, "Kim"),
            ("reply-2", CorrespondenceKind::Automatic, "Kim"),
            ("reply-3", CorrespondenceKind::Customer, "Kim"),
        ]
    );
    let id = new_case(1, ana, 2, "").id;
    let other = store.case(account_id(1), &id).await.unwrap().unwrap();
    assert_eq!(other.correspondence.len(), 1);
}

pub async fn what_cannot_be_read_is_told_as_damaged(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    for id in [1, 2] {
        open(&*store, 1, ana, id, "Any").await;
    }
    let damage = "UPDATE cases SET contact = '{\"language\": 7}' WHERE number = 1";
    fixture.tamper(damage).await;
    let damaged = new_case(1, ana, 1, "").id;
    let answer = store.case(account_id(1), &damaged).await;
    assert!(matches!(answer, Err(StoreError::Damaged(_))), "{answer:?}");
    // What does not need it goes on.
    let sound = new_case(1, ana, 2, "").id;
    let sound = store.case(account_id(1), &sound).await.unwrap();
    assert!(sound.is_some());
    let rows = listed(&*store, CaseFilter::ALL, None, 10).await;
    assert_eq!(rows.len(), 2);
    let drafts = "INSERT INTO drafts (user_id, case_type, device, draft, saved_at)
                  SELECT user_id, 'technical', 'desk', '{\"subject\": 7}', 0 FROM users";
    fixture.tamper(drafts).await;
    let answer = store.drafts(ana, None).await;
    assert!(matches!(answer, Err(StoreError::Damaged(_))), "{answer:?}");
}
