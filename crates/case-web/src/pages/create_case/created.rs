//! T11: the case is open: its IDs, what it is, and when the first response is due.

use case_wire::CaseView;
use leptos::prelude::*;

use super::{frame::HEADING, step::ADDRESS, submission::Submission};
use crate::{
    components::{Glyph, Icon, Variant},
    locales::{
        Words,
        intl::{self, Style},
        kinds, text, words,
    },
    navigation::{self, History},
    state::{policy, session},
};

/// The page of an opened case. Somebody who comes back to its address later is led to the case itself.
#[component]
pub fn Created(case_id: String, submission: Submission) -> impl IntoView {
    match submission.created() {
        Some(case) if case.row.case_id.as_str() == case_id => view! { <Receipt case/> }.into_any(),
        _ => {
            let address = ["/cases/", &case_id].concat();
            Effect::new(move |_| navigation::navigate(&address, History::Replace));
            ().into_any()
        }
    }
}

#[component]
fn Receipt(case: CaseView) -> impl IntoView {
    let address = ["/cases/", case.row.case_id.as_str()].concat();
    let row = StoredValue::new(case.row);
    let fact = |name: crate::locales::Text, value: Words, class: &'static str| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class=class>{value}</dd>
            </div>
        }
        .into_any()
    };
    let case_type = words(move || {
        kinds::case_type(row.with_value(|row| row.case_type))
            .get()
            .to_owned()
    });
    let severity = words(move || {
        let severity = row.with_value(|row| row.severity);
        let words = policy::current()
            .and_then(|policy| policy.severity(severity).map(|one| one.name.clone()));
        words.unwrap_or_default()
    });
    let due = words(move || match row.with_value(|row| row.due_at) {
        Some(due) => intl::date_time(due, Style::Moment, &session::time_zone()),
        None => text::case::CLOCK_NONE.get().to_owned(),
    });
    view! {
        <section class="panel created">
            <div class="created-head">
                <span class="created-sign"><Icon glyph=Glyph::Check/></span>
                <div>
                    <h2 class="step-heading" id=HEADING tabindex="-1">{text::form::CREATED}</h2>
                    <p class="lead">{text::form::CREATED_TEXT}</p>
                </div>
            </div>
            <dl class="facts created-facts">
                {fact(text::cases::CASE_ID, row.with_value(|row| row.case_id.to_string()).into(), "mono")}
                {fact(text::form::DISPLAY_ID, row.with_value(|row| row.display_id.to_string()).into(), "mono")}
                {fact(text::cases::SUBJECT, row.with_value(|row| row.subject.clone()).into(), "")}
                {fact(text::cases::TYPE, case_type, "")}
                {fact(text::case::SERVICE, service(row.get_value()), "")}
                {fact(text::cases::SEVERITY, severity, "")}
                {fact(text::form::PROMISE, due, "created-due")}
            </dl>
            <div class="actions">
                <a class=Variant::Primary.class() href=address>{text::form::OPEN_CASE}</a>
                <a class=Variant::Secondary.class() href="/cases">{text::home::VIEW_ALL}</a>
                <a class=Variant::Quiet.class() href=ADDRESS>{text::form::ANOTHER}</a>
            </div>
        </section>
    }
    .into_any()
}

/// The service, and the category where there is one.
fn service(row: case_wire::CaseRow) -> Words {
    words(move || {
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
    })
}
