//! S7, C7: when the first response is due, and how that was computed.

use case_core::{
    Context, Lang, Severity,
    clock::{self, NotCounted, ResponseClock, SpanState},
    guidance,
    policy::SupportHours,
};
use chrono::TimeDelta;
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm};
use crate::{
    locales::{
        self,
        intl::{self, Style},
        text,
    },
    state::{clock as time, session},
};

/// What is known about the promise.
#[derive(Clone, PartialEq)]
enum Standing {
    /// No severity that the plan has is chosen.
    NotChosen,
    /// The plan promises nothing for it.
    NoTarget,
    /// The business hours that are known here do not reach far enough.
    Unknown,
    /// There is one.
    Promised(Box<ResponseClock>),
}

/// The box beside the questions.
#[component]
pub fn Promise(form: CaseForm) -> impl IntoView {
    let (severity, language) = (form.value(Entry::Severity), form.value(Entry::Language));
    let standing = Memo::new(move |_| {
        let severity = severity.with(|code| code.parse().ok());
        let language = language.with(|code| code.parse().ok());
        form.with_context(|ctx| standing(ctx, severity, language))
    });
    let content = move || match standing.get() {
        Standing::NotChosen => {
            view! { <p class="promise-note">{text::form::PROMISE_CHOOSE}</p> }.into_any()
        }
        Standing::NoTarget => {
            view! { <p class="promise-note">{text::case::CLOCK_NONE}</p> }.into_any()
        }
        Standing::Unknown => {
            view! { <p class="promise-note">{text::form::PROMISE_UNKNOWN}</p> }.into_any()
        }
        Standing::Promised(clock) => view! { <Due clock=*clock language/> }.into_any(),
    };
    view! {
        <section class="panel promise" aria-labelledby="promise-heading">
            <h2 class="promise-heading" id="promise-heading">{text::form::PROMISE}</h2>
            {content}
            <Copies form/>
        </section>
    }
    .into_any()
}

fn standing(ctx: &Context, severity: Option<Severity>, language: Option<Lang>) -> Standing {
    let plan = ctx.policy.plan(ctx.account.plan);
    let Some(target) = severity.and_then(|severity| plan.severity(severity)) else {
        return Standing::NotChosen;
    };
    if target.target_minutes.is_none() {
        return Standing::NoTarget;
    }
    let clock = language.and_then(|language| clock::first_response(ctx, target.severity, language));
    clock.map_or(Standing::Unknown, |clock| {
        Standing::Promised(Box::new(clock))
    })
}

/// The moment, and how it was computed.
#[component]
fn Due(clock: ResponseClock, language: Signal<String>) -> impl IntoView {
    let zone = session::time_zone();
    let due = intl::date_time(clock.due, Style::Moment, &zone);
    let relative = text::form::promise_from_now(&intl::relative(clock.due, time::now()));
    let target = intl::duration(TimeDelta::minutes(clock.target_minutes.into()));
    let target = match clock.hours {
        SupportHours::All => text::case::clock_target_all(&target),
        SupportHours::Business => text::case::clock_target_business(&target),
    };
    let not_counted: Vec<_> = clock.not_counted().iter().map(not_counted_line).collect();
    let hours = (clock.hours == SupportHours::Business).then(|| language_name(&language.get()));
    view! {
        <p class="promise-due">{due}</p>
        <p class="promise-note">{relative}</p>
        <h3 class="promise-how">{text::case::CLOCK_HOW}</h3>
        <dl class="promise-facts">
            <div>
                <dt>{text::case::CLOCK_TARGET}</dt>
                <dd>{target}</dd>
            </div>
            {not_counted}
        </dl>
        {hours.map(|language| view! { <p class="promise-note">{text::form::promise_hours(&language)}</p> })}
        <p class="promise-note">{text::case::clock_zone(&zone)}</p>
    }
    .into_any()
}

/// A reason for which time does not count, with how much of it.
fn not_counted_line(one: &NotCounted) -> AnyView {
    let reason = match one.reason {
        SpanState::Open | SpanState::OutsideHours => {
            text::case::CLOCK_OUTSIDE_HOURS.get().to_owned()
        }
        SpanState::Weekend => text::case::CLOCK_WEEKEND.get().to_owned(),
        SpanState::Holiday { names } => {
            let name = names
                .get(&locales::lang())
                .or_else(|| names.values().next());
            text::case::clock_holiday(name.map_or("", String::as_str))
        }
    };
    let time = intl::duration(one.time);
    view! {
        <div>
            <dt>{text::form::NOT_COUNTED}</dt>
            <dd>{[&reason, " · ", &time].concat()}</dd>
        </div>
    }
    .into_any()
}

fn language_name(code: &str) -> String {
    let policy = crate::state::policy::current();
    let found = policy.and_then(|policy| {
        let language = policy
            .contact_languages
            .iter()
            .find(|one| one.id.code() == code)?;
        Some(language.name.clone())
    });
    found.unwrap_or_else(|| code.to_owned())
}

/// C7: that the Operations contact receives copies.
#[component]
fn Copies(form: CaseForm) -> impl IntoView {
    let address = Memo::new(move |_| {
        let case_type = form.case_type()?;
        form.with_context(|ctx| guidance::copies_to(ctx, case_type).map(str::to_owned))
    });
    move || {
        address.get().map(|address| {
            view! { <p class="promise-note">{move || text::form::copies(&address)}</p> }.into_any()
        })
    }
}
