//! Accounts, users and cases to fill a store with.

use std::fmt;

use case_core::{
    AccountFacts, AccountId, Actor, AppliedQuota, CaseDraft, CaseId, CaseSort, ContactDraft,
    Context, Lang, Plan, Policy, QuotaRequestDraft, Severity, ValidCase, permission::Permissions,
};
use case_store::{
    Account, CaseFilter, CasePosition, CaseRow, Conflict, ListedCases, NewAccount, NewAgent,
    NewCase, NewUser, SearchQuery, Store, StoreError, UserId,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// A password hash that nothing here ever verifies.
pub const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo";

/// An instant, so many seconds into the day of these tests.
pub fn at(seconds: i64) -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds)
}

/// The number of the n-th account.
pub fn account_id(n: u64) -> AccountId {
    AccountId::from_random(n)
}

/// The n-th account, with everything filled in.
pub fn new_account(n: u64) -> NewAccount {
    NewAccount {
        account: Account {
            id: account_id(n),
            name: format!("Example {n}"),
            alias: Some(format!("example-{n}")),
            facts: AccountFacts {
                plan: Plan::Business,
                closed: n == 7,
                resold: n == 8,
                operations_contact: Some(format!("operations-{n}@example.com")),
                quotas: vec![AppliedQuota {
                    service: "compute".to_owned(),
                    quota: "instances".to_owned(),
                    region: "eu-central-1".to_owned(),
                    value: 40,
                }],
            },
            billing_contact: Some(format!("billing-{n}@example.com")),
            security_contact: None,
            country: "US".to_owned(),
            time_zone: "America/New_York".to_owned(),
            created_at: at(0),
        },
        root_email: format!("Root-{n}@example.com"),
        root_password_hash: HASH.to_owned(),
    }
}

/// A user of the n-th account.
pub fn new_user(n: u64, name: &str) -> NewUser {
    NewUser {
        account: account_id(n),
        name: name.to_owned(),
        email: Some(format!("{name}@example.com")),
        password_hash: HASH.to_owned(),
        permissions: Permissions {
            allow: vec!["support:*".parse().unwrap()],
            deny: vec![],
        },
        created_at: at(1),
    }
}

/// An agent who signs in with this address.
pub fn new_agent(email: &str) -> NewAgent {
    NewAgent {
        name: "Kim".to_owned(),
        email: email.to_owned(),
        password_hash: HASH.to_owned(),
        created_at: at(0),
    }
}

/// Saves the n-th account with its root user and the user `ana`.
pub async fn settle(store: &dyn Store, n: u64) -> (UserId, UserId) {
    let root = store.add_account(new_account(n)).await.unwrap();
    (root, store.add_user(new_user(n, "ana")).await.unwrap())
}

/// A valid quota increase, whose subject tells it from others.
pub fn case(subject: &str) -> ValidCase {
    case_with(subject, |_| {})
}

/// The same, with some answers changed.
pub fn case_with(subject: &str, change: impl FnOnce(&mut CaseDraft)) -> ValidCase {
    case_on(Plan::Business, subject, change)
}

/// The same, of an account that has this plan.
pub fn case_on(plan: Plan, subject: &str, change: impl FnOnce(&mut CaseDraft)) -> ValidCase {
    let mut draft = CaseDraft {
        case_type: "quota-increase".to_owned(),
        service: "compute".to_owned(),
        severity: "low".to_owned(),
        subject: subject.to_owned(),
        description: format!("About {subject}.\nAnd more, 日本語も。"),
        quota_requests: vec![QuotaRequestDraft {
            region: "eu-central-1".to_owned(),
            quota: "instances".to_owned(),
            new_value: "50".to_owned(),
        }],
        contact: ContactDraft {
            language: "en".to_owned(),
            channel: "phone".to_owned(),
            country: "US".to_owned(),
            phone: "206 555 0100".to_owned(),
            extension: "7".to_owned(),
        },
        additional_contacts: vec!["ops@example.com".to_owned()],
        ..CaseDraft::default()
    };
    change(&mut draft);
    let facts = AccountFacts {
        plan,
        ..new_account(1).account.facts
    };
    let context = Context {
        policy: &policy(),
        account: &facts,
        actor: &Actor::Root,
        business_hours: &[],
        channel_hours: &[],
        uploads: None,
        now: at(10),
    };
    case_core::validate(&draft, &context).unwrap()
}

/// Makes a draft one of a technical case, with an extra field and an answer in the support centre.
pub fn technical(draft: &mut CaseDraft) {
    "technical".clone_into(&mut draft.case_type);
    "database".clone_into(&mut draft.service);
    "connecting".clone_into(&mut draft.category);
    draft.quota_requests.clear();
    let engine = ("engine".to_owned(), "Ours".to_owned());
    draft.fields = [engine].into();
    "web".clone_into(&mut draft.contact.channel);
}

/// What a case of the n-th account needs besides itself; `id` makes its identifiers.
pub fn new_case(n: u64, user: UserId, id: u64, key: &str) -> NewCase {
    NewCase {
        id: CaseId::new(account_id(n), Lang::EN, 2026, id),
        account: account_id(n),
        user,
        submitted_by: "ana".to_owned(),
        correspondence: format!("correspondence-{id}"),
        draft: None,
        submission_key: key.to_owned(),
        fingerprint: [1; 32],
        created_at: at(10),
    }
}

/// Opens a case of the n-th account; its subject and `id` tell it from others.
pub async fn open(store: &dyn Store, n: u64, user: UserId, id: u64, subject: &str) {
    let new = new_case(n, user, id, &format!("key-{id}"));
    store.create_case(&case(subject), new).await.unwrap();
}

/// Opens a case of the first account, made at this second.
pub async fn open_at(store: &dyn Store, user: UserId, id: u64, seconds: i64) {
    let new = NewCase {
        created_at: at(seconds),
        ..new_case(1, user, id, &format!("key-{id}"))
    };
    let subject = format!("Case {id}");
    store.create_case(&case(&subject), new).await.unwrap();
}

/// A page of the n-th account's list, newest first.
pub async fn list(
    store: &dyn Store,
    n: u64,
    filter: CaseFilter,
    after: Option<CasePosition>,
    limit: u32,
) -> Vec<CaseRow> {
    let sort = CaseSort::Newest;
    let page = store.list_cases(account_id(n), filter, sort, after, limit);
    page.await.unwrap().rows
}

/// A page of the first account's list, newest first.
pub async fn listed(
    store: &dyn Store,
    filter: CaseFilter,
    after: Option<CasePosition>,
    limit: u32,
) -> Vec<CaseRow> {
    list(store, 1, filter, after, limit).await
}

/// A page of what the first account finds.
pub async fn searched(
    store: &dyn Store,
    text: &str,
    filter: CaseFilter,
    after: Option<CasePosition>,
    limit: u32,
) -> ListedCases {
    let query = SearchQuery::new(text).unwrap();
    let page = store.search_cases(account_id(1), &query, filter, after, limit);
    page.await.unwrap()
}

/// The subjects of what the first account finds.
pub async fn found(store: &dyn Store, text: &str) -> Vec<String> {
    let page = searched(store, text, CaseFilter::ALL, None, 100).await;
    assert_eq!(page.stopped_at, None);
    subjects(&page.rows)
}

/// The subjects of cases, in their order.
pub fn subjects(rows: &[CaseRow]) -> Vec<String> {
    rows.iter().map(|row| row.subject.clone()).collect()
}

/// What was contradicted; that something else went wrong is no such answer.
pub fn conflict<T: fmt::Debug>(answer: Result<T, StoreError>) -> Conflict {
    match answer {
        Err(StoreError::Conflict(conflict)) => conflict,
        other => panic!("not a conflict: {other:?}"),
    }
}

/// Does this so many times at once, each in a task of its own; answers in the order of the numbers.
pub async fn at_once<T, F>(count: u64, task: impl Fn(u64) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..count).map(|n| tokio::spawn(task(n))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// The smallest policy that has everything of [`case_on`] and [`technical`].
fn policy() -> Policy {
    let channels = json!({"accountAndBilling": ["web"], "technical": ["web"], "quotaIncrease": ["web", "phone"]});
    let severities = Severity::ALL
        .iter()
        .map(|one| json!({"severity": one.code(), "targetMinutes": 1440}));
    let severities: Vec<_> = severities.collect();
    let without_promise = vec![json!({"severity": "low"})];
    let plan = |plan: Plan| {
        let severities = if plan == Plan::Basic {
            &without_promise
        } else {
            &severities
        };
        json!({
            "id": plan.code(), "name": plan.code(), "summary": plan.code(), "technicalAccess": "users", "hours": "all",
            "severities": severities, "additionalContacts": true, "operationsCopies": ["quota-increase"],
            "channels": channels,
        })
    };
    let most = u64::MAX;
    serde_json::from_value(json!({
        "language": "en",
        "plans": Plan::ALL.iter().map(|one| plan(*one)).collect::<Vec<_>>(),
        "severities": [],
        "limits": {
            "subjectChars": 250, "descriptionChars": 8000, "attachments": 3, "attachmentBytes": most,
            "fileNameChars": 255, "extensionDigits": 10, "additionalContacts": 10, "quotaRequests": 10, "draftDays": 90,
        },
        "contactLanguages": [{"id": "en", "name": "English"}, {"id": "ja", "name": "Japanese"}],
        "channels": [],
        "services": [
            {
                "id": "compute", "caseType": "quota-increase", "name": "Compute",
                "quotas": [
                    {"id": "instances", "name": "Instances", "default": 20, "max": 1000},
                    {"id": "bytes", "name": "Bytes", "default": most - 1, "max": most},
                ],
            },
            {
                "id": "database", "caseType": "technical", "name": "Database",
                "categories": [{
                    "id": "connecting", "name": "Connecting", "fields": [{"id": "engine"}, {"id": "client"}],
                }],
            },
            {
                "id": "billing", "caseType": "account-and-billing", "name": "Billing",
                "categories": [{"id": "invoice", "name": "Invoice"}],
            },
        ],
        "fields": [
            {"id": "client", "label": "Client", "kind": "text", "maxChars": 100},
            {"id": "engine", "label": "Engine", "kind": "text", "maxChars": 100},
        ],
        "prompts": [], "solutions": [],
        "regions": [
            {"id": "eu-central-1", "name": "Europe (Frankfurt)"},
            {"id": "ap-northeast-1", "name": "Asia Pacific (Tokyo)"},
        ],
        "countries": [{"id": "US", "callingCode": "1", "trunk": "1", "lengths": [10]}],
    }))
    .unwrap()
}
