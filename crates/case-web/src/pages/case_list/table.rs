//! A table of cases; on a narrow screen, a card for each.

use case_core::{CaseStatus, Policy, Severity as SeverityId};
use case_wire::CaseRow;
use leptos::prelude::*;

use crate::{
    components::{Badge, BadgeTone},
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    state::{policy, session},
};

/// The cases, one row each.
#[component]
pub fn CaseTable(
    /// In the order shown.
    rows: Vec<CaseRow>,
    /// Leaves out type and date of creation, where there is less room.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let columns = [
        Some(text::cases::SUBJECT),
        Some(text::cases::STATUS),
        Some(text::cases::SEVERITY),
        (!brief).then_some(text::cases::TYPE),
        (!brief).then_some(text::cases::CREATED),
        Some(text::cases::FIRST_RESPONSE_DUE),
    ];
    let head = columns.into_iter().flatten();
    // Roles are said again: as cards, the elements no longer look like a table to the browser.
    view! {
        <table class="table" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    {head.map(|name| view! { <th role="columnheader" scope="col">{name}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.into_iter().map(|row| view! { <Row row brief/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(row: CaseRow, brief: bool) -> impl IntoView {
    let href = ["/cases/", row.case_id.as_str()].concat();
    let about = {
        let row = row.clone();
        move || {
            let service =
                policy::current().map_or_else(String::new, |policy| service_name(&policy, &row));
            [&row.display_id.to_string(), " · ", &service].concat()
        }
    };
    let created = move || intl::date_time(row.created_at, Style::Date, &session::time_zone());
    let due = move || match row.due_at {
        Some(due) => intl::date_time(due, Style::Brief, &session::time_zone()),
        None => "–".to_owned(),
    };
    view! {
        <tr role="row">
            <th class="table-subject" role="rowheader" scope="row">
                <a href=href>{row.subject}</a>
                <span class="table-about">{about}</span>
            </th>
            <Cell name=text::cases::STATUS>
                <Badge label=kinds::status(row.status) tone=status_tone(row.status)/>
            </Cell>
            <Cell name=text::cases::SEVERITY>
                <Severity id=row.severity/>
            </Cell>
            {(!brief)
                .then(|| {
                    view! {
                        <Cell name=text::cases::TYPE>{kinds::case_type(row.case_type)}</Cell>
                        <Cell name=text::cases::CREATED>
                            <span class="table-date">{created}</span>
                        </Cell>
                    }
                })}
            <Cell name=text::cases::FIRST_RESPONSE_DUE>
                <span class="table-date">{due}</span>
            </Cell>
        </tr>
    }
}

/// A cell that carries its column's name, for when there is no head above it.
#[component]
fn Cell(name: Text, children: Children) -> impl IntoView {
    view! { <td role="cell" data-name=name>{children()}</td> }
}

/// The service's name, or its id where the policy no longer has it.
fn service_name(policy: &Policy, row: &CaseRow) -> String {
    policy
        .service(row.case_type, &row.service)
        .map_or_else(|| row.service.clone(), |service| service.name.clone())
}

/// A severity: its name in the policy's words, with a mark that grows with it.
#[component]
pub fn Severity(
    /// Which one.
    id: SeverityId,
) -> impl IntoView {
    let name = move || {
        let policy = policy::current();
        let words = policy.as_ref().and_then(|policy| policy.severity(id));
        words.map_or_else(|| id.code().to_owned(), |words| words.name.clone())
    };
    view! { <span class="severity" data-severity=id.code()>{name}</span> }
}

/// L1: what a status wants from the customer.
pub const fn status_tone(status: CaseStatus) -> BadgeTone {
    match status {
        CaseStatus::PendingCustomerAction => BadgeTone::Warning,
        CaseStatus::Resolved => BadgeTone::Neutral,
        CaseStatus::Unassigned
        | CaseStatus::Opened
        | CaseStatus::WorkInProgress
        | CaseStatus::CustomerActionCompleted
        | CaseStatus::Reopened => BadgeTone::Info,
    }
}
