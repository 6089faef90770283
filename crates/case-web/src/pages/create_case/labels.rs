//! What the form calls its answers, and the names behind the codes that they hold.

use case_core::{CaseDraft, CaseType, Policy, policy::FieldKind, policy::GLOBAL_REGION};

use super::entry::Entry;
use crate::{
    components::Choice,
    locales::{intl, kinds, text},
};

/// The label of an answer; that of a quota increase's row says which row.
pub fn of(entry: &Entry, policy: &Policy, quota: bool) -> String {
    let label = match entry {
        Entry::CaseType => text::form::CASE_TYPE,
        Entry::Service if quota => text::case::LIMIT_TYPE,
        Entry::Service => text::case::SERVICE,
        Entry::Category => text::case::CATEGORY,
        Entry::Severity => text::cases::SEVERITY,
        Entry::Subject => text::cases::SUBJECT,
        Entry::Description if quota => text::form::CASE_DESCRIPTION,
        Entry::Description => text::form::DESCRIPTION,
        Entry::Requests => text::case::QUOTA_REQUESTS,
        Entry::Files | Entry::File(_) => text::form::FILES,
        Entry::Language => text::case::CONTACT_LANGUAGE,
        Entry::Channel => text::form::CHANNEL,
        Entry::Country => text::form::COUNTRY,
        Entry::Phone => text::case::PHONE,
        Entry::Extension => text::case::EXTENSION,
        Entry::Contacts => text::case::ADDITIONAL_CONTACTS,
        Entry::Extra(id) => {
            return policy
                .field(id)
                .map_or_else(|| id.clone(), |field| field.label.clone());
        }
        Entry::Region(place) | Entry::Limit(place) | Entry::NewValue(place) => {
            return text::form::request(&(place + 1).to_string());
        }
    };
    label.get().to_owned()
}

/// An answer in words, as the review shows it; empty where there is none.
pub fn value(entry: &Entry, draft: &CaseDraft, policy: &Policy) -> String {
    let code = entry.read(draft);
    let named = match entry {
        Entry::CaseType => draft
            .kind()
            .map(|one| kinds::case_type(one).get().to_owned()),
        Entry::Service => draft
            .kind()
            .and_then(|kind| policy.service(kind, code))
            .map(|service| service.name.clone()),
        Entry::Category => draft
            .chosen_category(policy)
            .map(|category| category.name.clone()),
        Entry::Severity => code
            .parse()
            .ok()
            .and_then(|severity| policy.severity(severity))
            .map(|severity| severity.name.clone()),
        Entry::Extra(id) => policy.field(id).and_then(|field| match &field.kind {
            FieldKind::Choice { options } => {
                let chosen = options.iter().find(|option| option.value == code);
                chosen.map(|option| option.label.clone())
            }
            FieldKind::Region => Some(region(policy, code)),
            _ => None,
        }),
        Entry::Region(_) => Some(region(policy, code)),
        Entry::Limit(_) => policy
            .quota(&draft.service, code)
            .map(|quota| quota.name.clone()),
        Entry::Language => policy.contact_language(code).map(|one| one.name.clone()),
        Entry::Channel => code
            .parse()
            .ok()
            .map(|one| kinds::channel(one).get().to_owned()),
        Entry::Country if !code.is_empty() => Some(intl::country(code)),
        Entry::Contacts => Some(draft.additional_contacts.join(", ")),
        _ => None,
    };
    named.unwrap_or_else(|| code.to_owned())
}

/// A region's name; for what counts in none of them, that it counts everywhere.
fn region(policy: &Policy, id: &str) -> String {
    if id == GLOBAL_REGION {
        return text::case::ALL_REGIONS.get().to_owned();
    }
    policy.region(id).map_or_else(
        || id.to_owned(),
        |region| [&region.name, " (", id, ")"].concat(),
    )
}

/// The policy's regions to choose from.
pub fn regions(policy: &Policy) -> Vec<Choice> {
    let choice = |region: &case_core::policy::Region| Choice {
        value: region.id.clone(),
        label: region.name.clone(),
        note: region.id.clone(),
    };
    policy.regions.iter().map(choice).collect()
}

/// The services that a case type lists.
pub fn services(policy: &Policy, case_type: CaseType) -> Vec<Choice> {
    let choice = |service: &case_core::policy::Service| Choice {
        value: service.id.clone(),
        label: service.name.clone(),
        note: String::new(),
    };
    policy.services_of(case_type).map(choice).collect()
}
