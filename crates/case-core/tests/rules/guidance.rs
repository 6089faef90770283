//! What the form says before anything is wrong: offers, reminders, notices.

use crate::support::{World, base_context, policy};
use case_core::{
    Actor, CaseDraft, CaseType, Channel, Fault, FieldPath, Lang, Plan,
    clock::Opening,
    guidance::{self, OwnAddressReminder},
};

fn world(plan: Plan, actor: Actor) -> World {
    let mut world: World = serde_json::from_value(base_context()).unwrap();
    world.account.plan = plan;
    world.actor = actor;
    world
}

fn ana() -> Actor {
    Actor::User {
        email: Some("ana@example.com".to_owned()),
    }
}

#[test]
fn t3_t4_the_form_knows_who_opens_technical_cases() {
    let policy = policy();
    for (plan, actor, fault) in [
        (
            Plan::Basic,
            Actor::Root,
            Some(Fault::TechnicalNotInPlan { plan: Plan::Basic }),
        ),
        (
            Plan::Basic,
            ana(),
            Some(Fault::TechnicalNotInPlan { plan: Plan::Basic }),
        ),
        (Plan::Developer, Actor::Root, None),
        (
            Plan::Developer,
            ana(),
            Some(Fault::TechnicalRootOnly {
                plan: Plan::Developer,
            }),
        ),
        (Plan::Business, ana(), None),
        (Plan::Enterprise, ana(), None),
    ] {
        let world = world(plan, actor);
        let ctx = world.context(&policy);
        assert_eq!(
            guidance::case_type_fault(&ctx, CaseType::Technical),
            fault,
            "{plan}"
        );
        assert_eq!(
            guidance::case_type_fault(&ctx, CaseType::AccountAndBilling),
            None,
            "{plan}"
        );
        assert_eq!(
            guidance::case_type_fault(&ctx, CaseType::QuotaIncrease),
            None,
            "{plan}"
        );
    }
}

#[test]
fn c3_c4_channels_are_offered_with_their_hours() {
    let policy = policy();
    let world = world(Plan::Business, Actor::Root);
    let ctx = world.context(&policy);
    let offers = guidance::channels(&ctx, CaseType::Technical, Lang::JA);
    let channels: Vec<_> = offers.iter().map(|offer| offer.channel).collect();
    assert_eq!(channels, [Channel::Web, Channel::Chat, Channel::Phone]);
    let refused: Vec<_> = offers.iter().map(|offer| offer.refused_now).collect();
    assert_eq!(refused, [false, true, false], "a call waits, a chat cannot");
    assert!(matches!(
        offers[0].opening,
        Opening::OpenNow { until: None }
    ));
    assert!(matches!(
        offers[2].opening,
        Opening::Closed { opens: Some(_), .. }
    ));

    let offers = guidance::channels(&ctx, CaseType::AccountAndBilling, Lang::EN);
    let channels: Vec<_> = offers.iter().map(|offer| offer.channel).collect();
    assert_eq!(
        channels,
        [Channel::Web, Channel::Phone],
        "no chat for billing"
    );
}

#[test]
fn c4_an_open_chat_is_not_refused() {
    let policy = policy();
    let mut world = world(Plan::Business, Actor::Root);
    world.now = "2026-11-20T08:00:00Z".parse().unwrap();
    let offer = guidance::channel_offer(&world.context(&policy), Channel::Chat, Lang::JA);
    assert!(offer.opening.is_open() && !offer.refused_now);
}

#[test]
fn c6_a_user_is_reminded_until_their_address_is_there() {
    let policy = policy();
    let with = |addresses: &[&str]| CaseDraft {
        additional_contacts: addresses.iter().map(|&one| one.to_owned()).collect(),
        ..CaseDraft::default()
    };
    let user = world(Plan::Business, ana());
    let remind =
        |draft: &CaseDraft| guidance::own_address_reminder(draft, &user.context(&policy)).is_some();
    assert!(remind(&with(&[])));
    assert!(remind(&with(&["ops@example.com"])));
    assert!(!remind(&with(&["ops@example.com", " Ana@Example.com"])));
    let reminder = guidance::own_address_reminder(&with(&[]), &user.context(&policy));
    assert_eq!(
        reminder,
        Some(OwnAddressReminder {
            address: Some("ana@example.com")
        })
    );

    let nameless = world(Plan::Business, Actor::User { email: None });
    let remind = |draft: &CaseDraft| {
        guidance::own_address_reminder(draft, &nameless.context(&policy)).is_some()
    };
    assert!(remind(&with(&[])));
    assert!(!remind(&with(&["ops@example.com"])));
}

#[test]
fn c6_root_and_plans_without_contacts_are_not_reminded() {
    let policy = policy();
    for (plan, actor) in [
        (Plan::Business, Actor::Root),
        (Plan::Developer, ana()),
        (Plan::Basic, ana()),
    ] {
        let world = world(plan, actor);
        let reminder =
            guidance::own_address_reminder(&CaseDraft::default(), &world.context(&policy));
        assert_eq!(reminder, None, "{plan}");
    }
}

#[test]
fn c7_on_basic_the_operations_contact_receives_copies() {
    let policy = policy();
    for (plan, case_type, copies) in [
        (Plan::Basic, CaseType::AccountAndBilling, true),
        (Plan::Basic, CaseType::Technical, true),
        (Plan::Basic, CaseType::QuotaIncrease, false),
        (Plan::Business, CaseType::AccountAndBilling, false),
    ] {
        let mut world = world(plan, Actor::Root);
        world.account.operations_contact = Some("operations@example.com".to_owned());
        let to = guidance::copies_to(&world.context(&policy), case_type);
        assert_eq!(to.is_some(), copies, "{plan} {case_type}");
        world.account.operations_contact = None;
        assert_eq!(
            guidance::copies_to(&world.context(&policy), case_type),
            None
        );
    }
}

#[test]
fn s5_third_parties_may_take_longer() {
    let policy = policy();
    let world = world(Plan::Business, Actor::Root);
    let notice = |case_type: &str, service: &str, category: &str| {
        let draft = CaseDraft {
            case_type: case_type.to_owned(),
            service: service.to_owned(),
            category: category.to_owned(),
            ..CaseDraft::default()
        };
        guidance::third_party_notice(&draft, &world.context(&policy))
    };
    assert!(notice("technical", "other-software", ""));
    assert!(notice("technical", "other-software", "general-guidance"));
    assert!(notice("account-and-billing", "billing", "marketplace"));
    assert!(!notice("account-and-billing", "billing", "general-inquiry"));
    assert!(!notice("technical", "compute", "performance"));
    assert!(!notice("", "other-software", ""));
}

#[test]
fn paths_are_json_pointers() {
    assert_eq!(
        FieldPath::FIELDS.member("a/b~c").as_str(),
        "/fields/a~1b~0c"
    );
    assert_eq!(
        FieldPath::ATTACHMENTS.index(2).member("name").to_string(),
        "/attachments/2/name"
    );
    assert!(FieldPath::ATTACHMENTS.index(1).is_within("/attachments"));
    assert!(FieldPath::ATTACHMENTS.index(1).is_within("/attachments/1"));
    assert!(!FieldPath::ATTACHMENTS.index(10).is_within("/attachments/1"));
    assert!(!FieldPath::SUBJECT.is_within("/description"));
}
