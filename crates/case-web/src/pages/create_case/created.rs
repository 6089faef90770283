//! T11: the case is open: its IDs, what it is, and when the first response is due.

use case_wire::CaseRow;
use leptos::prelude::*;

use super::{frame::HEADING, step::ADDRESS, submission::Submission};
use crate::{
    components::{Glyph, Variant, icon},
    html::{El, a, dd, div, dl, dt, h2, p, section, span},
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    navigation::{self, History},
    state::{policy, session},
};

/// The page of an opened case. Somebody who comes back to its address later is led to the case itself.
#[inline(never)]
pub fn created(case_id: &str, submission: Submission) -> Option<El> {
    match submission.created() {
        Some(case) if case.row.case_id.as_str() == case_id => Some(receipt(case.row)),
        _ => {
            let address = ["/cases/", case_id].concat();
            Effect::new(move |_| navigation::navigate(&address, History::Replace));
            None
        }
    }
}

fn receipt(row: CaseRow) -> El {
    let fact = |name: Text, value: El| div().child(dt().child(name)).child(value);
    let plain = |value: &str| dd().class("mono").child(value);
    let (case_type, severity, due) = (row.case_type, row.severity, row.due_at);
    let severity = move || {
        let words =
            policy::current().and_then(|policy| Some(policy.severity(severity)?.name.clone()));
        words.unwrap_or_default()
    };
    let due = move || match due {
        Some(due) => intl::date_time(due, Style::Moment, &session::time_zone()),
        None => text::case::CLOCK_NONE.get().to_owned(),
    };
    let open = ["/cases/", row.case_id.as_str()].concat();
    let facts = [
        fact(text::cases::CASE_ID, plain(row.case_id.as_str())),
        fact(text::form::DISPLAY_ID, plain(&row.display_id.to_string())),
        fact(text::cases::SUBJECT, dd().child(&*row.subject)),
        fact(text::cases::TYPE, dd().child(kinds::case_type(case_type))),
        fact(text::case::SERVICE, dd().child(move || service(&row))),
        fact(text::cases::SEVERITY, dd().child(severity)),
        fact(text::form::PROMISE, dd().class("created-due").child(due)),
    ];
    let heading = h2()
        .class("step-heading")
        .id(HEADING)
        .attr("tabindex", "-1");
    let head = div()
        .child(heading.child(text::form::CREATED))
        .child(p().class("lead").child(text::form::CREATED_TEXT));
    let sign = span().class("created-sign").child(icon(Glyph::Check));
    section()
        .class("panel created")
        .child(div().class("created-head").child(sign).child(head))
        .child(dl().class("facts created-facts").children(facts))
        .child(ways_on(open))
}

fn ways_on(open: String) -> El {
    let link = |variant: Variant| a().class(variant.class());
    div()
        .class("actions")
        .child(
            link(Variant::Primary)
                .attr("href", open)
                .child(text::form::OPEN_CASE),
        )
        .child(
            link(Variant::Secondary)
                .attr("href", "/cases")
                .child(text::home::VIEW_ALL),
        )
        .child(
            link(Variant::Quiet)
                .attr("href", ADDRESS)
                .child(text::form::ANOTHER),
        )
}

/// The service, and the category where there is one; follows changes of the policy.
fn service(row: &CaseRow) -> String {
    let Some(policy) = policy::current() else {
        return row.service.clone();
    };
    let Some(service) = policy.service(row.case_type, &row.service) else {
        return row.service.clone();
    };
    let category = row.category.as_deref().and_then(|id| service.category(id));
    match category {
        Some(category) => [&service.name, " · ", &category.name].concat(),
        None => service.name.clone(),
    }
}
