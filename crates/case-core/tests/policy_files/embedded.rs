//! The policy that the program brings along: tables T, S, C, A and Q row by row.

use std::sync::LazyLock;

use case_core::{
    CaseType, Channel, Lang, Plan, Policy, Severity,
    policy::{
        Limits, SupportHours, TechnicalAccess, WhenClosed,
        files::{PolicySet, embedded, load},
    },
};

use Channel::{Chat, Phone, Web};

pub(crate) static EMBEDDED: LazyLock<PolicySet> = LazyLock::new(|| {
    let is_time_zone = |name: &str| name.parse::<chrono_tz::Tz>().is_ok();
    load(&embedded(), &is_time_zone)
        .unwrap_or_else(|faults| panic!("{}", super::lines(&faults).join("\n")))
});

fn policy() -> &'static Policy {
    EMBEDDED.policy(Lang::EN)
}

#[test]
fn c1_texts_and_contact_languages_are_english_and_japanese() {
    assert!(EMBEDDED.languages().eq([Lang::EN, Lang::JA]));
    for language in EMBEDDED.languages() {
        let policy = EMBEDDED.policy(language);
        assert_eq!(policy.language, language);
        assert!(
            policy
                .contact_languages
                .iter()
                .map(|one| one.id)
                .eq([Lang::EN, Lang::JA])
        );
    }
    let names = |language| {
        EMBEDDED
            .policy(language)
            .contact_languages
            .iter()
            .map(|one| one.name.as_str())
    };
    assert!(names(Lang::EN).eq(["English", "Japanese"]));
    assert!(names(Lang::JA).eq(["英語", "日本語"]));
}

#[test]
fn x5_whose_telephones_are_known_can_have_an_address() {
    let countries = policy().countries.iter().map(|country| &*country.id);
    // Kosovo has a numbering, and no code of ISO 3166-1.
    for country in countries.filter(|id| *id != "XK") {
        assert!(case_core::country::exists(country), "{country}");
    }
}

#[test]
fn t3_t4_who_opens_technical_cases() {
    for (plan, access) in [
        (Plan::Basic, TechnicalAccess::None),
        (Plan::Developer, TechnicalAccess::Root),
        (Plan::Business, TechnicalAccess::Users),
        (Plan::EnterpriseOnRamp, TechnicalAccess::Users),
        (Plan::Enterprise, TechnicalAccess::Users),
    ] {
        assert_eq!(policy().plan(plan).technical_access, access, "{plan}");
    }
}

#[test]
fn t3_plans_have_their_names() {
    let names = policy().plans.iter().map(|plan| plan.name.as_str());
    assert!(names.eq([
        "Basic",
        "Developer",
        "Business",
        "Enterprise On-Ramp",
        "Enterprise"
    ]));
}

#[test]
fn s1_severities_have_their_names() {
    let names = policy()
        .severities
        .iter()
        .map(|one| (one.id, one.name.as_str()));
    assert!(names.eq([
        (Severity::Low, "General guidance"),
        (Severity::Normal, "System impaired"),
        (Severity::High, "Production system impaired"),
        (Severity::Urgent, "Production system down"),
        (Severity::Critical, "Business-critical system down"),
    ]));
}

#[test]
fn s1_s2_which_severities_a_plan_allows_with_which_target() {
    let (low, normal) = (
        (Severity::Low, Some(24 * 60)),
        (Severity::Normal, Some(12 * 60)),
    );
    let (high, urgent) = ((Severity::High, Some(4 * 60)), (Severity::Urgent, Some(60)));
    let critical = |minutes| (Severity::Critical, Some(minutes));
    for (plan, expected) in [
        (Plan::Basic, vec![(Severity::Low, None)]),
        (Plan::Developer, vec![low, normal]),
        (Plan::Business, vec![low, normal, high, urgent]),
        (
            Plan::EnterpriseOnRamp,
            vec![low, normal, high, urgent, critical(30)],
        ),
        (
            Plan::Enterprise,
            vec![low, normal, high, urgent, critical(15)],
        ),
    ] {
        let found: Vec<_> = policy()
            .plan(plan)
            .severities
            .iter()
            .map(|one| (one.severity, one.target_minutes))
            .collect();
        assert_eq!(found, expected, "{plan}");
    }
}

#[test]
fn s3_only_developer_counts_business_hours() {
    for plan in Plan::ALL {
        let expected = if *plan == Plan::Developer {
            SupportHours::Business
        } else {
            SupportHours::All
        };
        assert_eq!(policy().plan(*plan).hours, expected, "{plan}");
    }
}

#[test]
fn c3_which_channels_are_offered() {
    for (plan, technical, quota) in [
        (Plan::Basic, vec![], vec![Web]),
        (Plan::Developer, vec![Web], vec![Web]),
        (
            Plan::Business,
            vec![Web, Chat, Phone],
            vec![Web, Chat, Phone],
        ),
        (
            Plan::EnterpriseOnRamp,
            vec![Web, Chat, Phone],
            vec![Web, Chat, Phone],
        ),
        (
            Plan::Enterprise,
            vec![Web, Chat, Phone],
            vec![Web, Chat, Phone],
        ),
    ] {
        let rule = policy().plan(plan);
        assert_eq!(
            rule.channels(CaseType::AccountAndBilling),
            [Web, Phone],
            "{plan}"
        );
        assert_eq!(rule.channels(CaseType::Technical), technical, "{plan}");
        assert_eq!(rule.channels(CaseType::QuotaIncrease), quota, "{plan}");
    }
}

#[test]
fn c4_what_a_closed_channel_does() {
    assert_eq!(policy().when_closed(Web), WhenClosed::Wait);
    assert_eq!(policy().when_closed(Chat), WhenClosed::Refuse);
    assert_eq!(policy().when_closed(Phone), WhenClosed::Wait);
}

#[test]
fn c5_countries_have_their_numbering() {
    assert_eq!(policy().countries.len(), 243);
    for (id, code, trunk, lengths) in [
        ("US", "1", "1", &[10][..]),
        ("JP", "81", "0", &[9, 10]),
        ("GB", "44", "0", &[9, 10]),
        ("DE", "49", "0", &[5, 6, 7, 8, 9, 10, 11, 12, 13]),
        ("IN", "91", "0", &[10]),
        ("BR", "55", "0", &[10, 11]),
        ("IT", "39", "", &[6, 7, 8, 9, 10, 11, 12]),
        ("HU", "36", "06", &[8, 9]),
        ("RU", "7", "8", &[10]),
        ("SG", "65", "", &[8]),
    ] {
        let country = policy().country(id).unwrap();
        assert_eq!(
            (&*country.calling_code, &*country.trunk),
            (code, trunk),
            "{id}"
        );
        assert_eq!(country.lengths, lengths, "{id}");
    }
    assert!(policy().countries.is_sorted_by_key(|country| &country.id));
}

#[test]
fn c6_c7_additional_contacts_and_copies() {
    for plan in Plan::ALL {
        let rule = policy().plan(*plan);
        assert_eq!(rule.additional_contacts, *plan >= Plan::Business, "{plan}");
        let copies: &[CaseType] = match plan {
            Plan::Basic => &[CaseType::AccountAndBilling, CaseType::Technical],
            _ => &[],
        };
        assert_eq!(rule.operations_copies, copies, "{plan}");
    }
}

#[test]
fn t10_a1_a2_c5_c6_limits() {
    let Limits {
        subject_chars,
        description_chars,
        attachments,
        attachment_bytes,
        file_name_chars,
        extension_digits,
        additional_contacts,
        quota_requests,
        draft_days,
    } = policy().limits;
    assert_eq!((subject_chars, description_chars), (250, 8_000));
    assert_eq!(
        (attachments, attachment_bytes, file_name_chars),
        (3, 5 * 1_048_576, 255)
    );
    assert_eq!(
        (extension_digits, additional_contacts, quota_requests),
        (10, 10, 10)
    );
    assert_eq!(draft_days, 90);
}

#[test]
fn t1_t7_t8_q1_the_catalogue_has_everything_to_choose_from() {
    let services = &policy().services;
    let categories = || services.iter().flat_map(|service| &service.categories);
    assert!(services.len() >= 40, "{}", services.len());
    assert!(categories().count() >= 200, "{}", categories().count());
    let with_fields = categories()
        .filter(|category| !category.fields.is_empty())
        .count();
    assert!(with_fields >= 15, "{with_fields}");
    let quotas = services.iter().flat_map(|service| &service.quotas).count();
    assert!(quotas >= 60, "{quotas}");
    for case_type in CaseType::ALL {
        assert!(
            policy().services_of(*case_type).next().is_some(),
            "{case_type}"
        );
    }
    assert_eq!(policy().regions.len(), 34);
}

#[test]
fn t7_the_same_catalogue_stands_in_both_languages() {
    let (english, japanese) = (policy(), EMBEDDED.policy(Lang::JA));
    let ids = |policy: &Policy| -> Vec<String> {
        let of = |service: &case_core::policy::Service| {
            let categories = service.categories.iter().map(|one| one.id.clone());
            let quotas = service.quotas.iter().map(|one| one.id.clone());
            [service.id.clone()]
                .into_iter()
                .chain(categories)
                .chain(quotas)
                .collect::<Vec<_>>()
        };
        policy.services.iter().flat_map(of).collect()
    };
    assert_eq!(ids(english), ids(japanese));
    assert_ne!(english.prompts[0].hint, japanese.prompts[0].hint);
}
