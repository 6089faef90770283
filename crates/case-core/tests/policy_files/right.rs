//! What a policy without faults is read as.

use case_core::{
    CaseType, Channel, Lang, Plan, Severity,
    policy::{
        FieldKind, FieldUse, PlanChannels, Quota, SeverityTarget, SupportHours, TechnicalAccess,
        WhenClosed,
    },
};

use super::{CATALOGUE, Files, PLANS, POLICY};

#[test]
fn every_language_has_a_policy_of_its_own_texts_and_the_same_rules() {
    let set = Files::small().read();
    assert_eq!(set.languages().collect::<Vec<_>>(), [Lang::EN, Lang::JA]);
    let (english, japanese) = (set.policy(Lang::EN), set.policy(Lang::JA));
    assert_eq!((english.language, japanese.language), (Lang::EN, Lang::JA));
    assert_eq!(english.regions[1].name, "Asia Pacific (Tokyo)");
    assert_eq!(japanese.regions[1].name, "アジアパシフィック (東京)");
    assert_eq!(english.limits, japanese.limits);
    let german = "de".parse().unwrap();
    assert_eq!(
        set.policy(german),
        english,
        "the first language stands in for others"
    );
}

#[test]
fn the_first_language_is_the_one_that_is_named_first() {
    let set = Files::small()
        .with(
            POLICY,
            r#"languages = ["en", "ja"]"#,
            r#"languages = ["ja", "en"]"#,
        )
        .read();
    assert_eq!(set.languages().collect::<Vec<_>>(), [Lang::JA, Lang::EN]);
    assert_eq!(set.policy("de".parse().unwrap()).language, Lang::JA);
}

#[test]
fn t10_a1_limits_are_read() {
    let set = Files::small()
        .with(POLICY, "subject-chars = 250", "subject-chars = 1")
        .with(
            POLICY,
            "attachment-bytes = 5242880",
            "attachment-bytes = 0x640_0000",
        )
        .with(
            POLICY,
            "description-chars = 8000",
            "description-chars = 4_294_967_295",
        )
        .read();
    let limits = &set.policy(Lang::EN).limits;
    assert_eq!(
        (limits.subject_chars, limits.description_chars),
        (1, u32::MAX)
    );
    assert_eq!(
        (limits.attachments, limits.attachment_bytes),
        (3, 104_857_600)
    );
    assert_eq!((limits.file_name_chars, limits.extension_digits), (255, 10));
    assert_eq!(
        (limits.additional_contacts, limits.quota_requests),
        (10, 10)
    );
    assert_eq!(limits.draft_days, 90);
}

#[test]
fn t3_plans_and_severities_stand_in_the_order_of_the_product() {
    let small = include_str!("small/plans.toml");
    let reversed: Vec<&str> = small.split("\n\n").collect();
    let reversed: Vec<&str> = reversed.into_iter().rev().collect();
    let set = Files::small().and(PLANS, &reversed.join("\n\n")).read();
    assert_eq!(set, Files::small().read());
    let policy = set.policy(Lang::EN);
    assert!(policy.plans.iter().map(|plan| &plan.id).eq(Plan::ALL));
    assert!(
        policy
            .severities
            .iter()
            .map(|severity| &severity.id)
            .eq(Severity::ALL)
    );
}

#[test]
fn s1_c3_a_plan_is_read() {
    let set = Files::small()
        .with(
            PLANS,
            "operations-copies = []",
            r#"operations-copies = ["technical"]"#,
        )
        .read();
    let policy = set.policy(Lang::EN);
    let (basic, business) = (policy.plan(Plan::Basic), policy.plan(Plan::Business));
    assert_eq!(basic.technical_access, TechnicalAccess::None);
    assert_eq!(
        policy.plan(Plan::Developer).technical_access,
        TechnicalAccess::Root
    );
    assert_eq!(business.technical_access, TechnicalAccess::Users);
    assert_eq!(policy.plan(Plan::Developer).hours, SupportHours::Business);
    assert_eq!(business.hours, SupportHours::All);
    assert_eq!(
        (basic.additional_contacts, business.additional_contacts),
        (false, true)
    );
    assert_eq!(basic.operations_copies, [CaseType::Technical]);
    let target = |severity, target_minutes| SeverityTarget {
        severity,
        target_minutes,
    };
    assert_eq!(basic.severities, [target(Severity::Low, None)]);
    assert_eq!(
        business.severities,
        [
            target(Severity::Low, Some(24 * 60)),
            target(Severity::High, Some(90))
        ]
    );
    assert_eq!(
        business.channels,
        PlanChannels {
            account_and_billing: vec![Channel::Web, Channel::Phone],
            technical: vec![Channel::Web, Channel::Chat],
            quota_increase: vec![Channel::Web],
        }
    );
}

#[test]
fn s1_c3_lists_of_a_plan_are_put_in_order() {
    let set = Files::small()
        .with(
            PLANS,
            r#"[{ id = "low", target = "24h" }, { id = "normal", target = "12h" }]"#,
            r#"[{ id = "urgent", target = "1m" }, { id = "low" }, { id = "high", target = "1m" }]"#,
        )
        .with(PLANS, r#"["web", "phone"]"#, r#"["phone", "web"]"#)
        .read();
    let policy = set.policy(Lang::EN);
    let developer = policy.plan(Plan::Developer);
    assert_eq!(
        developer.allowed_severities(),
        [Severity::Low, Severity::High, Severity::Urgent]
    );
    assert_eq!(
        developer.severity(Severity::Urgent).unwrap().target_minutes,
        Some(1)
    );
    assert_eq!(
        policy.plan(Plan::Basic).channels.account_and_billing,
        [Channel::Web, Channel::Phone]
    );
}

#[test]
fn s1_the_longest_target_and_equal_targets_are_accepted() {
    let set = Files::small()
        .with(PLANS, r#"target = "24h""#, r#"target = "71582788h""#)
        .with(PLANS, r#"target = "30m""#, r#"target = "24h""#)
        .read();
    let policy = set.policy(Lang::EN);
    let minutes = |plan, severity| policy.plan(plan).severity(severity).unwrap().target_minutes;
    assert_eq!(minutes(Plan::Developer, Severity::Low), Some(4_294_967_280));
    assert_eq!(
        minutes(Plan::EnterpriseOnRamp, Severity::Critical),
        Some(1440)
    );
}

#[test]
fn c2_channels_are_read() {
    let set = Files::small().read();
    let policy = set.policy(Lang::EN);
    assert!(
        policy
            .channels
            .iter()
            .map(|channel| &channel.id)
            .eq(Channel::ALL)
    );
    assert_eq!(policy.when_closed(Channel::Chat), WhenClosed::Refuse);
    assert_eq!(policy.when_closed(Channel::Phone), WhenClosed::Wait);
    assert_eq!(policy.contact_languages.len(), 1);
    assert_eq!(policy.contact_languages[0].id, Lang::EN);
}

#[test]
fn c5_countries_are_read() {
    let set = Files::small()
        .with(POLICY, r#"calling-code = "20""#, r#"calling-code = "290""#)
        .with(POLICY, "lengths = [9]", "lengths = [1, 12]")
        .with(POLICY, r#"trunk = "0""#, r#"trunk = "0000""#)
        .read();
    let policy = set.policy(Lang::JA);
    let japan = policy.country("JP").unwrap();
    assert_eq!(
        (japan.calling_code.as_str(), japan.trunk.as_str()),
        ("81", "0000")
    );
    assert_eq!(japan.lengths, [9, 10]);
    let egypt = policy.country("EG").unwrap();
    assert_eq!((egypt.trunk.as_str(), &*egypt.lengths), ("", &[1, 12][..]));
}

#[test]
fn t7_t8_t9_services_are_read() {
    let set = Files::small().read();
    let policy = set.policy(Lang::EN);
    let ids: Vec<_> = policy
        .services
        .iter()
        .map(|one| (one.case_type, one.id.as_str()))
        .collect();
    assert_eq!(
        ids,
        [
            (CaseType::AccountAndBilling, "billing"),
            (CaseType::Technical, "compute"),
            (CaseType::QuotaIncrease, "compute"),
        ]
    );
    let (billing, compute) = (&policy.services[0], &policy.services[1]);
    assert_eq!((billing.third_party, compute.third_party), (false, true));
    assert!(billing.prompts.is_empty() && billing.quotas.is_empty());
    assert_eq!(compute.prompts, ["errors"]);
    let invoice = &billing.categories[0];
    assert_eq!(
        (invoice.third_party, &*invoice.solutions),
        (true, &["find-invoice".to_owned()][..])
    );
    let (launch, network) = (&compute.categories[0], &compute.categories[1]);
    assert_eq!(launch.prompts, ["steps"]);
    let field = |id: &str, required| FieldUse {
        id: id.to_owned(),
        required,
    };
    assert_eq!(
        launch.fields,
        [field("instances", true), field("place", false)]
    );
    assert_eq!((network.third_party, network.fields.len()), (false, 0));
    assert_eq!(policy.prompts[0].heading, "Error messages");
    assert_eq!(policy.prompts[1].hint, "What you tried.");
    assert_eq!(policy.solutions[0].title, "Where is my invoice?");
    assert_eq!(
        set.policy(Lang::JA).solutions[0].answer,
        "請求ページにあります。"
    );
}

#[test]
fn q1_quotas_are_read() {
    let set = Files::small()
        .with(CATALOGUE, "default = 32", "default = 0")
        .read();
    let quota = |id: &str| set.policy(Lang::JA).quota("compute", id).unwrap().clone();
    assert_eq!(
        quota("vcpus"),
        Quota {
            id: "vcpus".to_owned(),
            name: "仮想プロセッサ".to_owned(),
            unit: "vCPU".to_owned(),
            default: 0,
            max: 10_000,
            global: false,
            regions: vec!["eu-central-1".to_owned()],
        }
    );
    let roles = quota("roles");
    assert_eq!((roles.default, roles.max, roles.global), (1000, 1000, true));
    assert!(roles.unit.is_empty() && roles.regions.is_empty());
}

#[test]
fn t8_fields_are_read() {
    let set = Files::small()
        .with(CATALOGUE, "prefix = \"i-\"\n", "")
        .with(CATALOGUE, "past = true\n", "")
        .read();
    let policy = set.policy(Lang::EN);
    let kind = |id: &str| policy.field(id).unwrap().kind.clone();
    assert_eq!(
        kind("instances"),
        FieldKind::ResourceIds {
            prefix: String::new(),
            max: 20
        }
    );
    assert_eq!(kind("place"), FieldKind::Region);
    assert_eq!(kind("since"), FieldKind::Date { past: false });
    assert_eq!(kind("name"), FieldKind::Text { max_chars: 80 });
    let FieldKind::Choice { options } = kind("system") else {
        panic!("{:?}", kind("system"));
    };
    let options: Vec<_> = options
        .iter()
        .map(|one| (&*one.value, &*one.label))
        .collect();
    assert_eq!(options, [("linux", "Linux"), ("windows", "Windows")]);
    assert_eq!(policy.field("instances").unwrap().hint, "Up to 20.");
    assert_eq!(policy.field("place").unwrap().hint, "");

    let set = Files::small().read();
    let kind = |id: &str| set.policy(Lang::EN).field(id).unwrap().kind.clone();
    assert_eq!(
        kind("instances"),
        FieldKind::ResourceIds {
            prefix: "i-".to_owned(),
            max: 20
        }
    );
    assert_eq!(kind("since"), FieldKind::Date { past: true });
}

#[test]
fn an_id_may_have_sixty_characters() {
    let id = "a-0".repeat(20);
    let set = Files::small().with(POLICY, "ap-northeast-1", &id).read();
    assert_eq!(set.policy(Lang::EN).regions[1].id, id);
}
