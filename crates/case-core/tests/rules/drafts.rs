//! T7: what survives a change of mind. T8, T9: what the policy shows for a choice.

use crate::support::policy;
use case_core::{
    AttachmentDraft, CaseDraft, CaseType, Channel, Plan, QuotaRequestDraft, policy::WhenClosed,
};

/// A technical draft with an answer in every place that a change could touch.
fn written() -> CaseDraft {
    let mut draft = CaseDraft {
        case_type: "technical".to_owned(),
        service: "compute".to_owned(),
        category: "performance".to_owned(),
        severity: "high".to_owned(),
        subject: "Slow".to_owned(),
        description: "Since noon.".to_owned(),
        additional_contacts: vec!["ops@example.com".to_owned()],
        ..CaseDraft::default()
    };
    draft.fields.insert("access".to_owned(), "cli".to_owned());
    draft
        .fields
        .insert("resources".to_owned(), "r-1".to_owned());
    draft.contact.phone = "206 555 0100".to_owned();
    draft
}

fn row(quota: &str) -> QuotaRequestDraft {
    QuotaRequestDraft {
        region: "us-east-1".to_owned(),
        quota: quota.to_owned(),
        new_value: "64".to_owned(),
    }
}

#[test]
fn t7_a_category_that_the_new_service_has_too_is_kept() {
    let mut draft = written();
    draft.choose_service(&policy(), "database");
    assert_eq!(
        (draft.service.as_str(), draft.category.as_str()),
        ("database", "performance")
    );
    // The database's performance category asks for the resources, not for the way of access.
    assert_eq!(draft.fields.keys().collect::<Vec<_>>(), ["resources"]);
}

#[test]
fn t7_a_category_that_the_new_service_lacks_is_cleared_and_nothing_else() {
    let mut draft = written();
    draft.choose_service(&policy(), "other-software");
    let mut expected = written();
    expected.service = "other-software".to_owned();
    expected.category.clear();
    expected.fields.clear();
    assert_eq!(draft, expected);
}

#[test]
fn t8_an_answer_that_was_taken_out_again_is_none() {
    let mut draft = written();
    draft.answer("access", String::new());
    draft.answer("resources", "r-2".to_owned());
    draft.answer("since", " ".to_owned());
    let left: Vec<(&str, &str)> = draft
        .fields
        .iter()
        .map(|(id, answer)| (&**id, &**answer))
        .collect();
    assert_eq!(left, [("resources", "r-2"), ("since", " ")]);
}

#[test]
fn t7_choosing_the_same_again_changes_nothing() {
    let (policy, mut draft) = (policy(), written());
    draft.choose_case_type(&policy, CaseType::Technical);
    draft.choose_service(&policy, "compute");
    draft.choose_category(&policy, "performance");
    assert_eq!(draft, written());
}

#[test]
fn t7_another_case_type_keeps_what_does_not_depend_on_it() {
    let mut draft = written();
    draft.choose_case_type(&policy(), CaseType::AccountAndBilling);
    let mut expected = written();
    expected.case_type = "account-and-billing".to_owned();
    expected.service.clear();
    expected.category.clear();
    expected.fields.clear();
    assert_eq!(draft, expected);
}

#[test]
fn t7_a_limit_type_of_the_same_name_is_kept() {
    let mut draft = written();
    draft.choose_case_type(&policy(), CaseType::QuotaIncrease);
    assert_eq!(
        (draft.service.as_str(), draft.category.as_str()),
        ("compute", "")
    );
}

#[test]
fn t7_another_category_keeps_the_fields_that_it_asks_for_too() {
    let mut draft = written();
    draft.choose_category(&policy(), "connectivity");
    assert!(draft.fields.is_empty());
    let mut draft = written();
    draft.choose_service(&policy(), "database");
    draft.choose_category(&policy(), "performance");
    assert_eq!(draft.fields["resources"], "r-1");
}

#[test]
fn t7_rows_stay_while_their_quota_exists() {
    let policy = policy();
    let mut draft = CaseDraft::default();
    draft.choose_case_type(&policy, CaseType::QuotaIncrease);
    draft.choose_service(&policy, "compute");
    draft.quota_requests = vec![row("on-demand"), row(""), row("spot")];
    draft.choose_service(&policy, "compute");
    assert_eq!(draft.quota_requests.len(), 3);
    draft.choose_service(&policy, "storage");
    assert_eq!(draft.quota_requests, [row("")]);
    draft.choose_case_type(&policy, CaseType::AccountAndBilling);
    assert!(draft.quota_requests.is_empty());
}

#[test]
fn t9_prompts_are_the_services_own_then_the_categorys_each_once() {
    let policy = policy();
    let service = policy
        .service(CaseType::AccountAndBilling, "billing")
        .unwrap();
    let ids = |category: &str| -> Vec<String> {
        let prompts = policy.prompts(service, service.category(category));
        prompts.iter().map(|prompt| prompt.id.clone()).collect()
    };
    assert_eq!(ids("general-inquiry"), ["steps"]);
    assert_eq!(ids("dispute-charge"), ["steps", "errors"]);
    assert_eq!(ids("nope"), ["steps"]);
}

#[test]
fn t8_solutions_are_those_that_the_category_names() {
    let policy = policy();
    let service = policy
        .service(CaseType::AccountAndBilling, "billing")
        .unwrap();
    let titles = |category: &str| -> Vec<String> {
        let solutions = policy.solutions(service.category(category).unwrap());
        solutions
            .iter()
            .map(|solution| solution.title.clone())
            .collect()
    };
    assert_eq!(titles("dispute-charge"), ["Why was I charged?"]);
    assert!(titles("general-inquiry").is_empty());
}

#[test]
fn t3_a_policy_has_exactly_the_five_plans_in_their_order() {
    let value = serde_json::to_value(policy()).unwrap();
    let read = |change: &dyn Fn(&mut Vec<serde_json::Value>)| {
        let mut value = value.clone();
        change(value["plans"].as_array_mut().unwrap());
        serde_json::from_value::<case_core::Policy>(value)
    };
    assert_eq!(read(&|_| {}).unwrap(), policy());
    for error in [
        read(&|plans| drop(plans.remove(2))),
        read(&|plans| plans.swap(0, 1)),
        read(&|plans| plans.push(plans[0].clone())),
    ] {
        let text = error.unwrap_err().to_string();
        assert!(
            text.contains("basic, developer, business, enterprise-on-ramp, enterprise"),
            "{text}"
        );
    }
    let policy = policy();
    assert!(policy.plans.iter().map(|rule| &rule.id).eq(Plan::ALL));
    assert!(Plan::ALL.iter().all(|plan| policy.plan(*plan).id == *plan));
}

#[test]
fn c4_a_channel_without_a_rule_waits() {
    let mut policy = policy();
    assert_eq!(policy.when_closed(Channel::Chat), WhenClosed::Refuse);
    policy.channels.clear();
    assert_eq!(policy.when_closed(Channel::Chat), WhenClosed::Wait);
}

#[test]
fn look_ups_find_by_id_and_kind() {
    let policy = policy();
    assert_eq!(
        policy.severity(case_core::Severity::Low).unwrap().name,
        "Low"
    );
    assert_eq!(policy.country("JP").unwrap().calling_code, "81");
    assert_eq!(policy.field("region").unwrap().label, "Region");
    assert_eq!(policy.quota("storage", "buckets").unwrap().max, 1000);
    assert!(policy.quota("billing", "buckets").is_none() && policy.field("nope").is_none());
}

#[test]
fn r2_a_draft_is_kept_without_its_secrets() {
    let card = "4111 1111 1111 1111".to_owned();
    let mut draft = CaseDraft {
        subject: card.clone(),
        description: format!("It is {card}."),
        service: "compute".to_owned(),
        ..CaseDraft::default()
    };
    draft.fields.insert("note".to_owned(), card);
    draft.redact();
    let redacted = "[REDACTED_BY_CASEWORK]-1111";
    assert_eq!(draft.subject, redacted);
    assert_eq!(draft.description, format!("It is {redacted}."));
    assert_eq!(draft.fields["note"], redacted);
    let again = draft.clone();
    draft.redact();
    assert_eq!(draft, again, "what has no secret stays");
}

#[test]
fn g1_a_drafts_weight_is_that_of_all_its_texts() {
    let empty = CaseDraft::default().weight();
    let grown = |change: &dyn Fn(&mut CaseDraft)| {
        let mut draft = CaseDraft::default();
        change(&mut draft);
        draft.weight() - empty
    };
    assert_eq!(grown(&|draft| draft.description = "a".repeat(1_000)), 1_000);
    assert_eq!(grown(&|draft| draft.contact.phone = "123".to_owned()), 3);
    // A list weighs also where its entries are empty.
    assert_eq!(
        grown(&|draft| draft.quota_requests = vec![row(""); 10]),
        10 * 3 * 64 + 10 * 11
    );
    assert_eq!(
        grown(&|draft| draft.additional_contacts = vec![String::new(); 10]),
        640
    );
    assert!(
        grown(&|draft| draft.attachments = vec![AttachmentDraft::default(); 10_000])
            > CaseDraft::MOST_KEPT
    );
    assert!(
        grown(&|draft| draft.fields = (0..10_000)
            .map(|n| (n.to_string(), String::new()))
            .collect())
            > CaseDraft::MOST_KEPT
    );
    let full = "漢".repeat(8_000).len() + "漢".repeat(250).len();
    assert!(
        full * 10 < CaseDraft::MOST_KEPT,
        "ten times what a draft at its limits has"
    );
}
