//! The answers of the form: where each stands in the draft, what the rules call it, in which step it is asked for.

use case_core::{CaseDraft, CaseType, FieldPath, Policy, QuotaRequestDraft};

use super::step::Step;

/// An answer. Rows of a quota increase are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// T1.
    CaseType,
    /// T7, or the limit type of a quota increase.
    Service,
    /// T7.
    Category,
    /// S2.
    Severity,
    /// T10.
    Subject,
    /// T10.
    Description,
    /// T8, by the field's id.
    Extra(String),
    /// A1: all files.
    Files,
    /// A1 to A3: a file, by its place.
    File(usize),
    /// Q1: the rows as a whole.
    Requests,
    /// Q1: a row's region.
    Region(usize),
    /// Q1: a row's quota.
    Limit(usize),
    /// Q1: a row's new value.
    NewValue(usize),
    /// C1.
    Language,
    /// C2.
    Channel,
    /// C5.
    Country,
    /// C5.
    Phone,
    /// C5.
    Extension,
    /// C6: all addresses, which are typed into one field.
    Contacts,
}

impl Entry {
    /// The answer at a path of the rules; none for what this form does not ask for.
    pub fn at(path: &FieldPath) -> Option<Self> {
        let mut parts = path.as_str().split('/').skip(1);
        let (first, second, third) = (parts.next()?, parts.next(), parts.next());
        let row = || second?.parse().ok();
        Some(match (first, second, third) {
            ("caseType", ..) => Self::CaseType,
            ("service", ..) => Self::Service,
            ("category", ..) => Self::Category,
            ("severity", ..) => Self::Severity,
            ("subject", ..) => Self::Subject,
            ("description", ..) => Self::Description,
            ("fields", Some(id), _) => Self::Extra(id.to_owned()),
            ("attachments", Some(_), _) => Self::File(row()?),
            ("attachments", ..) => Self::Files,
            ("quotaRequests", _, Some("region")) => Self::Region(row()?),
            ("quotaRequests", _, Some("quota")) => Self::Limit(row()?),
            ("quotaRequests", _, Some("newValue")) => Self::NewValue(row()?),
            ("quotaRequests", ..) => Self::Requests,
            ("contact", Some("language"), _) => Self::Language,
            ("contact", Some("channel"), _) => Self::Channel,
            ("contact", Some("country"), _) => Self::Country,
            ("contact", Some("phone"), _) => Self::Phone,
            ("contact", Some("extension"), _) => Self::Extension,
            ("additionalContacts", ..) => Self::Contacts,
            _ => return None,
        })
    }

    /// What the rules call it.
    pub fn path(&self) -> FieldPath {
        let row = |place: usize, member| FieldPath::QUOTA_REQUESTS.index(place).member(member);
        match self {
            Self::CaseType => FieldPath::CASE_TYPE,
            Self::Service => FieldPath::SERVICE,
            Self::Category => FieldPath::CATEGORY,
            Self::Severity => FieldPath::SEVERITY,
            Self::Subject => FieldPath::SUBJECT,
            Self::Description => FieldPath::DESCRIPTION,
            Self::Extra(id) => FieldPath::FIELDS.member(id),
            Self::Files => FieldPath::ATTACHMENTS,
            Self::File(place) => FieldPath::ATTACHMENTS.index(*place),
            Self::Requests => FieldPath::QUOTA_REQUESTS,
            Self::Region(place) => row(*place, "region"),
            Self::Limit(place) => row(*place, "quota"),
            Self::NewValue(place) => row(*place, "newValue"),
            Self::Language => FieldPath::LANGUAGE,
            Self::Channel => FieldPath::CHANNEL,
            Self::Country => FieldPath::COUNTRY,
            Self::Phone => FieldPath::PHONE,
            Self::Extension => FieldPath::EXTENSION,
            Self::Contacts => FieldPath::ADDITIONAL_CONTACTS,
        }
    }

    /// The id of its control in the page.
    pub fn id(&self) -> String {
        self.path()
            .as_str()
            .trim_start_matches('/')
            .replace('/', "-")
    }

    /// The step that asks for it.
    pub const fn step(&self) -> Step {
        match self {
            Self::CaseType | Self::Service | Self::Category | Self::Severity => Step::Case,
            Self::Subject
            | Self::Description
            | Self::Extra(_)
            | Self::Files
            | Self::File(_)
            | Self::Requests
            | Self::Region(_)
            | Self::Limit(_)
            | Self::NewValue(_) => Step::Details,
            Self::Language
            | Self::Channel
            | Self::Country
            | Self::Phone
            | Self::Extension
            | Self::Contacts => Step::Contact,
        }
    }

    /// The answer as it stands; rows and files as a whole, and the list of addresses, have no one text.
    pub fn read<'a>(&self, draft: &'a CaseDraft) -> &'a str {
        let row = |place: usize| draft.quota_requests.get(place);
        let contact = &draft.contact;
        match self {
            Self::CaseType => &draft.case_type,
            Self::Service => &draft.service,
            Self::Category => &draft.category,
            Self::Severity => &draft.severity,
            Self::Subject => &draft.subject,
            Self::Description => &draft.description,
            Self::Extra(id) => draft.fields.get(id).map_or("", String::as_str),
            Self::Region(place) => row(*place).map_or("", |row| &row.region),
            Self::Limit(place) => row(*place).map_or("", |row| &row.quota),
            Self::NewValue(place) => row(*place).map_or("", |row| &row.new_value),
            Self::Language => &contact.language,
            Self::Channel => &contact.channel,
            Self::Country => &contact.country,
            Self::Phone => &contact.phone,
            Self::Extension => &contact.extension,
            Self::File(place) => draft.attachments.get(*place).map_or("", |file| &file.name),
            Self::Files | Self::Requests | Self::Contacts => "",
        }
    }

    /// Puts an answer into the draft. What depends on it is kept or dropped as T7 says, by the rules' own functions.
    pub fn write(&self, draft: &mut CaseDraft, policy: &Policy, value: String) {
        match self {
            Self::CaseType => {
                if let Ok(case_type) = value.parse() {
                    draft.choose_case_type(policy, case_type);
                    keep_a_row(draft);
                }
            }
            Self::Service => {
                draft.choose_service(policy, &value);
                keep_a_row(draft);
            }
            Self::Category => draft.choose_category(policy, &value),
            Self::Severity => draft.severity = value,
            Self::Subject => draft.subject = value,
            Self::Description => draft.description = value,
            Self::Extra(id) => draft.answer(id, value),
            Self::Region(place) => {
                if let Some(row) = draft.quota_requests.get_mut(*place) {
                    row.region = value;
                }
            }
            Self::Limit(place) => {
                if let Some(row) = draft.quota_requests.get_mut(*place) {
                    row.quota = value;
                }
            }
            Self::NewValue(place) => {
                if let Some(row) = draft.quota_requests.get_mut(*place) {
                    row.new_value = value;
                }
            }
            Self::Language => draft.contact.language = value,
            Self::Channel => draft.contact.channel = value,
            Self::Country => draft.contact.country = value,
            Self::Phone => draft.contact.phone = value,
            Self::Extension => draft.contact.extension = value,
            Self::Contacts => draft.additional_contacts = addresses(&value),
            // They are no text that one types.
            Self::Requests | Self::Files | Self::File(_) => {}
        }
    }

    /// The same answer after the row at `removed` is gone; none where it was that row's own.
    pub fn after_removal(self, removed: usize) -> Option<Self> {
        let moved = |place: usize| match place.cmp(&removed) {
            std::cmp::Ordering::Less => Some(place),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(place - 1),
        };
        match self {
            Self::Region(place) => moved(place).map(Self::Region),
            Self::Limit(place) => moved(place).map(Self::Limit),
            Self::NewValue(place) => moved(place).map(Self::NewValue),
            other => Some(other),
        }
    }
}

/// A quota increase asks for at least one limit: the form shows a row for it from the beginning.
fn keep_a_row(draft: &mut CaseDraft) {
    if draft.kind() == Some(CaseType::QuotaIncrease) && draft.quota_requests.is_empty() {
        draft.quota_requests.push(QuotaRequestDraft::default());
    }
}

/// The addresses in a text: parted by commas, semicolons or white space, of either width.
pub fn addresses(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '，' | '；'))
        .filter(|address| !address.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Entry> {
        vec![
            Entry::CaseType,
            Entry::Service,
            Entry::Category,
            Entry::Severity,
            Entry::Subject,
            Entry::Description,
            Entry::Extra("region".to_owned()),
            Entry::Files,
            Entry::File(1),
            Entry::Requests,
            Entry::Region(0),
            Entry::Limit(1),
            Entry::NewValue(2),
            Entry::Language,
            Entry::Channel,
            Entry::Country,
            Entry::Phone,
            Entry::Extension,
            Entry::Contacts,
        ]
    }

    #[test]
    fn every_entry_is_found_by_its_path() {
        for entry in all() {
            assert_eq!(Entry::at(&entry.path()), Some(entry));
        }
        let second_address = FieldPath::ADDITIONAL_CONTACTS.index(1);
        assert_eq!(Entry::at(&second_address), Some(Entry::Contacts));
        let name = FieldPath::ATTACHMENTS.index(0).member("name");
        assert_eq!(Entry::at(&name), Some(Entry::File(0)));
        assert_eq!(Entry::at(&FieldPath::FIELDS), None);
    }

    #[test]
    fn every_entry_has_an_id_of_its_own() {
        let mut ids: Vec<String> = all().iter().map(Entry::id).collect();
        assert!(
            ids.contains(&"quotaRequests-2-newValue".to_owned()),
            "{ids:?}"
        );
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all().len());
    }

    #[test]
    fn addresses_are_parted_by_what_people_type_between_them() {
        let found = addresses(" a@x.org,b@x.org; c@x.org\nd@x.org、e@x.org ");
        assert_eq!(
            found,
            ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org"]
        );
        assert!(addresses(" ,; \n").is_empty());
    }

    #[test]
    fn the_rows_after_a_removed_one_move_up() {
        assert_eq!(Entry::Region(0).after_removal(1), Some(Entry::Region(0)));
        assert_eq!(Entry::Limit(1).after_removal(1), None);
        assert_eq!(
            Entry::NewValue(2).after_removal(1),
            Some(Entry::NewValue(1))
        );
        assert_eq!(Entry::Subject.after_removal(0), Some(Entry::Subject));
    }
}
