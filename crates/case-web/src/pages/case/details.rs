//! What a case is about, and how its people are reached.

use std::rc::Rc;

use case_core::{
    ContactMethod, Policy, QuotaRequest,
    policy::{FieldKind, GLOBAL_REGION},
};
use case_wire::CaseView;

use crate::{
    components::fact,
    html::{El, div, dl, h2, h3, li, section, span, strong, ul},
    locales::{
        intl::{self, Style},
        kinds, text,
    },
    state::{policy, session},
};

/// A name and its value; the value may have several lines.
type Fact = (String, String);

/// The panel beside the correspondence.
pub fn details(case: Rc<CaseView>) -> El {
    let lines = {
        let case = Rc::clone(&case);
        move || {
            let facts = policy::current().map_or_else(Vec::new, |policy| facts(&policy, &case));
            let line = |(name, value): Fact| fact(name, value);
            facts.into_iter().map(line).collect::<Vec<_>>()
        }
    };
    let rows = move || {
        let requests = &case.quota_requests;
        let policy = policy::current().filter(|_| !requests.is_empty())?;
        let row = |request| quota_row(&policy, &case.row.service, request);
        let head = h3()
            .class("case-quotas-head")
            .child(text::case::QUOTA_REQUESTS);
        let list = ul().class("case-quotas");
        Some((head, list.children(requests.iter().map(row))))
    };
    let head = h2().id("details").child(text::case::DETAILS);
    let body = div()
        .class("panel-body")
        .child(dl().class("facts").child(lines))
        .child(rows);
    section()
        .class("panel")
        .attr("aria-labelledby", "details")
        .child(div().class("panel-head").child(head))
        .child(body)
}

fn facts(policy: &Policy, case: &CaseView) -> Vec<Fact> {
    let row = &case.row;
    let said = |text: crate::locales::Text| text.get().to_owned();
    let service = policy.service(row.case_type, &row.service);
    let mut facts = vec![(said(text::cases::CASE_ID), row.case_id.to_string())];
    let label = if row.category.is_some() {
        text::case::SERVICE
    } else {
        text::case::LIMIT_TYPE
    };
    facts.push((
        said(label),
        service.map_or_else(|| row.service.clone(), |service| service.name.clone()),
    ));
    if let Some(id) = &row.category {
        let category = service.and_then(|service| service.category(id));
        facts.push((
            said(text::case::CATEGORY),
            category.map_or_else(|| id.clone(), |category| category.name.clone()),
        ));
    }
    facts.extend(
        case.fields
            .iter()
            .map(|field| answer(policy, &field.id, &field.value)),
    );
    let created = intl::date_time(row.created_at, Style::DateTime, &session::time_zone());
    facts.push((said(text::cases::CREATED), created));
    facts.push((said(text::case::SUBMITTED_BY), case.submitted_by.clone()));
    let code = case.contact.language.code();
    let language = policy
        .contact_language(code)
        .map_or_else(|| code.to_owned(), |one| one.name.clone());
    facts.push((said(text::case::CONTACT_LANGUAGE), language));
    facts.push((
        said(text::case::CONTACT),
        said(kinds::channel(case.contact.method.channel())),
    ));
    if let ContactMethod::Phone {
        country,
        number,
        extension,
    } = &case.contact.method
    {
        let number = [number, " (", &intl::country(country), ")"].concat();
        facts.push((said(text::case::PHONE), number));
        facts.extend(
            extension
                .clone()
                .map(|extension| (said(text::case::EXTENSION), extension)),
        );
    }
    if !case.additional_contacts.is_empty() {
        facts.push((
            said(text::case::ADDITIONAL_CONTACTS),
            case.additional_contacts.join("\n"),
        ));
    }
    facts
}

/// T8: an extra field in the policy's words.
fn answer(policy: &Policy, id: &str, value: &str) -> Fact {
    let Some(field) = policy.field(id) else {
        return (id.to_owned(), value.to_owned());
    };
    let shown = match &field.kind {
        FieldKind::Choice { options } => options
            .iter()
            .find(|option| option.value == value)
            .map(|option| option.label.clone()),
        FieldKind::Region => Some(region(policy, value)),
        FieldKind::ResourceIds { .. } => Some(value.replace(' ', "\n")),
        FieldKind::Text { .. } | FieldKind::Date { .. } => None,
    };
    (
        field.label.clone(),
        shown.unwrap_or_else(|| value.to_owned()),
    )
}

fn region(policy: &Policy, id: &str) -> String {
    if id == GLOBAL_REGION {
        return text::case::ALL_REGIONS.get().to_owned();
    }
    policy
        .region(id)
        .map_or_else(|| id.to_owned(), |region| region.name.clone())
}

/// Q1: one requested limit.
fn quota_row(policy: &Policy, service: &str, request: &QuotaRequest) -> El {
    let quota = policy.quota(service, &request.quota);
    let name = quota.map_or_else(|| request.quota.clone(), |quota| quota.name.clone());
    let unit = quota.map_or("", |quota| &quota.unit);
    let values = [
        &intl::number(request.current),
        " → ",
        &intl::number(request.new_value),
        " ",
        unit,
    ]
    .concat();
    li().child(strong().child(name))
        .child(span().child(region(policy, &request.region)))
        .child(span().class("case-quota-values").child(values))
}
