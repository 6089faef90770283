//! S7, C7: when the first response is due, and how that was computed.

use case_core::{
    Context, Lang, Severity,
    clock::{self, ResponseClock, SpanState},
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
    state::session,
};

/// What is told, in words.
#[derive(Clone, Default, PartialEq)]
struct Told {
    /// When; empty where nothing is promised.
    due: String,
    /// How that was computed: names with their values.
    computed: Vec<(String, String)>,
    /// What is to be said besides.
    notes: Vec<String>,
}

/// The box beside the questions.
#[component]
pub fn Promise(form: CaseForm) -> impl IntoView {
    let (severity, language) = (form.value(Entry::Severity), form.value(Entry::Language));
    let told = Memo::new(move |_| {
        let severity = severity.with(|code| code.parse().ok());
        let language = language.with(|code| code.parse().ok());
        let mut told = form.with_context(|ctx| told(ctx, severity, language));
        told.notes.extend(copies(form));
        told
    });
    let content = move || {
        let Told {
            due,
            computed,
            notes,
        } = told.get();
        let note = |note: String| view! { <p class="promise-note">{note}</p> };
        let line = |(name, value): (String, String)| {
            view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
        };
        let how = (!computed.is_empty()).then(|| {
            view! {
                <h3 class="promise-how">{text::case::CLOCK_HOW}</h3>
                <dl class="promise-facts">{computed.into_iter().map(line).collect_view()}</dl>
            }
        });
        view! {
            {(!due.is_empty()).then(|| view! { <p class="promise-due">{due}</p> })}
            {how}
            {notes.into_iter().map(note).collect_view()}
        }
    };
    view! {
        <section class="panel promise" aria-labelledby="promise-heading">
            <h2 class="promise-heading" id="promise-heading">{text::form::PROMISE}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn told(ctx: &Context, severity: Option<Severity>, language: Option<Lang>) -> Told {
    let only = |note: locales::Text| Told {
        notes: vec![note.get().to_owned()],
        ..Told::default()
    };
    let plan = ctx.policy.plan(ctx.account.plan);
    let Some(target) = severity.and_then(|severity| plan.severity(severity)) else {
        return only(text::form::PROMISE_CHOOSE);
    };
    if target.target_minutes.is_none() {
        return only(text::case::CLOCK_NONE);
    }
    let promised = language.and_then(|language| {
        let clock = clock::first_response(ctx, target.severity, language)?;
        Some((clock, language))
    });
    match promised {
        Some((clock, language)) => promised_in_words(ctx, &clock, language),
        // The business hours that are known here do not reach far enough.
        None => only(text::form::PROMISE_UNKNOWN),
    }
}

fn promised_in_words(ctx: &Context, clock: &ResponseClock, language: Lang) -> Told {
    let zone = session::time_zone();
    let time = intl::duration(TimeDelta::minutes(clock.target_minutes.into()));
    let relative = intl::relative(clock.due, ctx.now);
    let mut notes = vec![text::form::promise_from_now(&relative)];
    let target = match clock.hours {
        SupportHours::All => text::case::clock_target_all(&time),
        SupportHours::Business => {
            let name = ctx
                .policy
                .contact_languages
                .iter()
                .find(|one| one.id == language)
                .map_or("", |one| &one.name);
            notes.push(text::form::promise_hours(name));
            text::case::clock_target_business(&time)
        }
    };
    notes.push(text::case::clock_zone(&zone));
    let mut computed = vec![(text::case::CLOCK_TARGET.get().to_owned(), target)];
    computed.extend(clock.not_counted().iter().map(|one| {
        let name = text::form::NOT_COUNTED.get().to_owned();
        (name, [&reason(one.reason), " · ", &*intl::duration(one.time)].concat())
    }));
    Told {
        due: intl::date_time(clock.due, Style::Moment, &zone),
        computed,
        notes,
    }
}

/// Why time does not count.
fn reason(state: &SpanState) -> String {
    match state {
        SpanState::Open | SpanState::OutsideHours => text::case::CLOCK_OUTSIDE_HOURS.get().to_owned(),
        SpanState::Weekend => text::case::CLOCK_WEEKEND.get().to_owned(),
        SpanState::Holiday { names } => {
            let name = names.get(&locales::lang()).or_else(|| names.values().next());
            text::case::clock_holiday(name.map_or("", String::as_str))
        }
    }
}

/// C7: that the Operations contact receives copies.
fn copies(form: CaseForm) -> Option<String> {
    let case_type = form.case_type()?;
    form.with_context(|ctx| guidance::copies_to(ctx, case_type).map(text::form::copies))
}
