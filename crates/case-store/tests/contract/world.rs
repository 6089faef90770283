//! Accounts, users and cases to fill a store with.

use case_core::{
    AccountFacts, AccountId, Actor, AppliedQuota, CaseDraft, CaseId, ContactDraft, Context, Lang,
    Plan, Policy, QuotaRequestDraft, ValidCase, permission::Permissions,
};
use case_store::{Account, NewAccount, NewCase, NewUser, Store, UserId};
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
    let context = Context {
        policy: &policy(),
        account: &new_account(1).account.facts,
        actor: &Actor::Root,
        business_hours: &[],
        channel_hours: &[],
        uploads: None,
        now: at(10),
    };
    case_core::validate(&draft, &context).unwrap()
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

/// The smallest policy that has everything of [`case`].
fn policy() -> Policy {
    let channels = json!({"accountAndBilling": ["web"], "technical": ["web"], "quotaIncrease": ["web", "phone"]});
    let plan = |id: &str| {
        json!({
            "id": id, "name": id, "summary": id, "technicalAccess": "users", "hours": "all",
            "severities": [{"severity": "low", "targetMinutes": 1440}], "additionalContacts": true,
            "operationsCopies": ["quota-increase"], "channels": channels,
        })
    };
    serde_json::from_value(json!({
        "language": "en",
        "plans": Plan::ALL.iter().map(|one| plan(one.code())).collect::<Vec<_>>(),
        "severities": [],
        "limits": {
            "subjectChars": 250, "descriptionChars": 8000, "attachments": 3, "attachmentBytes": 5_242_880,
            "fileNameChars": 255, "extensionDigits": 10, "additionalContacts": 10, "quotaRequests": 10, "draftDays": 90,
        },
        "contactLanguages": [{"id": "en", "name": "English"}],
        "channels": [],
        "services": [{
            "id": "compute", "caseType": "quota-increase", "name": "Compute",
            "quotas": [{"id": "instances", "name": "Instances", "default": 20, "max": 1000}],
        }],
        "fields": [], "prompts": [], "solutions": [],
        "regions": [{"id": "eu-central-1", "name": "Europe (Frankfurt)"}],
        "countries": [{"id": "US", "callingCode": "1", "trunk": "1", "lengths": [10]}],
    }))
    .unwrap()
}
