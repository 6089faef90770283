//! A table of cases; on a narrow screen, a card for each.

use case_core::{CaseStatus, Policy, Severity};
use case_wire::CaseRow;

use crate::{
    components::{BadgeTone, badge},
    html::{El, IntoNode, a, span, table, tbody, td, th, thead, tr},
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    state::{policy, session},
};

/// The cases, one row each, in the order shown, in brief: without type and date of creation, where there is less room.
pub fn case_table(rows: Vec<CaseRow>) -> El {
    let columns = [
        text::cases::SUBJECT,
        text::cases::STATUS,
        text::cases::SEVERITY,
        text::cases::FIRST_RESPONSE_DUE,
    ];
    let heads = columns.map(|name| column_head().child(name));
    table_of(heads.into(), rows, true)
}

/// The head of a column, without its name.
pub fn column_head() -> El {
    th().attr("role", "columnheader").attr("scope", "col")
}

/// The cases under these heads; `brief` leaves out type and date of creation.
pub fn table_of(heads: Vec<El>, rows: Vec<CaseRow>, brief: bool) -> El {
    let head = tr().attr("role", "row").children(heads);
    // Roles are said again: as cards, the elements no longer look like a table to the browser.
    table()
        .class("table")
        .attr("role", "table")
        .child(thead().attr("role", "rowgroup").child(head))
        .child(
            tbody()
                .attr("role", "rowgroup")
                .children(rows.into_iter().map(|one| row(one, brief))),
        )
}

fn row(row: CaseRow, brief: bool) -> El {
    let href = ["/cases/", row.case_id.as_str()].concat();
    let (created_at, due_at) = (row.created_at, row.due_at);
    let created = move || intl::date_time(created_at, Style::Date, &session::time_zone());
    let due = move || match due_at {
        Some(due) => intl::date_time(due, Style::Brief, &session::time_zone()),
        None => "–".to_owned(),
    };
    let status = badge(kinds::status(row.status), move || status_tone(row.status));
    let kind = (!brief).then(|| cell(text::cases::TYPE, kinds::case_type(row.case_type)));
    let created = (!brief).then(|| {
        let date = span().class("table-date").child(created);
        cell(text::cases::CREATED, date)
    });
    let severity = severity(row.severity);
    let subject = a().attr("href", href).child(&*row.subject);
    let about = move || {
        let service =
            policy::current().map_or_else(String::new, |policy| service_name(&policy, &row));
        [&row.display_id.to_string(), " · ", &service].concat()
    };
    let name = th()
        .class("table-subject")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .child(subject)
        .child(span().class("table-about").child(about));
    tr().attr("role", "row")
        .child(name)
        .child(cell(text::cases::STATUS, status))
        .child(cell(text::cases::SEVERITY, severity))
        .child(kind)
        .child(created)
        .child(cell(
            text::cases::FIRST_RESPONSE_DUE,
            span().class("table-date").child(due),
        ))
}

/// A cell that carries its column's name, for when there is no head above it.
fn cell(name: Text, content: impl IntoNode) -> El {
    td().attr("role", "cell")
        .attr("data-name", name)
        .child(content)
}

/// The service's name, or its id where the policy no longer has it.
fn service_name(policy: &Policy, row: &CaseRow) -> String {
    policy
        .service(row.case_type, &row.service)
        .map_or_else(|| row.service.clone(), |service| service.name.clone())
}

/// A severity: its name in the policy's words, with a mark that grows with it.
pub fn severity(id: Severity) -> El {
    let name = move || {
        let policy = policy::current();
        let words = policy.as_ref().and_then(|policy| policy.severity(id));
        words.map_or_else(|| id.code().to_owned(), |words| words.name.clone())
    };
    span()
        .class("severity")
        .attr("data-severity", id.code())
        .child(name)
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
