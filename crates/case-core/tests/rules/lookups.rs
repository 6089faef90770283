//! What is looked up in a policy by its code or id.

use crate::support::policy;
use case_core::{Plan, Severity};

#[test]
fn c1_a_contact_language_is_found_by_its_code() {
    let policy = policy();
    let name = |code| policy.contact_language(code).map(|one| one.name.as_str());
    assert_eq!(
        (name("en"), name("ja")),
        (Some("English"), Some("Japanese"))
    );
    assert_eq!((name("fr"), name("")), (None, None));
}

#[test]
fn s2_the_least_plan_with_a_severity_is_known() {
    let policy = policy();
    for (severity, plan) in [
        (Severity::Low, Plan::Basic),
        (Severity::Normal, Plan::Developer),
        (Severity::High, Plan::Business),
        (Severity::Urgent, Plan::Business),
        (Severity::Critical, Plan::EnterpriseOnRamp),
    ] {
        let least = policy.plans.first_with(severity).unwrap();
        assert_eq!(least.id, plan, "{severity}");
    }
}

#[test]
fn t3_plans_come_from_the_least_to_the_most() {
    let policy = policy();
    let mut plans = Vec::new();
    for plan in &policy.plans {
        plans.push(plan.id);
    }
    assert_eq!(plans, Plan::ALL);
}
