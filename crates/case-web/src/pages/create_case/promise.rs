//! S7, C7: when the first response is due, and how that was computed.

use case_core::{
    Context, Lang, Severity,
    clock::{self, ResponseClock},
    guidance,
    policy::SupportHours,
};
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::fact,
    html::{El, IntoNode, dl, h2, h3, p, section, switch},
    locales::{
        self,
        intl::{self, Style},
        kinds, text,
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
pub fn promise(form: CaseForm) -> El {
    let (severity, language) = (form.value(Entry::Severity), form.value(Entry::Language));
    let told = move || {
        let severity = severity.with(|code| code.parse().ok());
        let language = language.with(|code| code.parse().ok());
        let mut told = form.with_context(|ctx| told(ctx, severity, language));
        told.notes.extend(copies(form));
        told
    };
    let heading = h2().class("promise-heading").id("promise-heading");
    section()
        .class("panel promise")
        .attr("aria-labelledby", "promise-heading")
        .child(heading.child(text::form::PROMISE))
        .child(switch(told, shown))
}

fn shown(told: &Told) -> impl IntoNode + use<> {
    let due = (!told.due.is_empty()).then(|| p().class("promise-due").child(&*told.due));
    let line = |(name, value): &(String, String)| fact(&**name, &**value);
    let how = (!told.computed.is_empty()).then(|| {
        (
            h3().class("promise-how").child(text::case::CLOCK_HOW),
            dl().class("promise-facts")
                .children(told.computed.iter().map(line)),
        )
    });
    let note = |note: &String| p().class("promise-note").child(&**note);
    (due, how, told.notes.iter().map(note).collect::<Vec<_>>())
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
    let relative = intl::relative(clock.due, ctx.now);
    let mut notes = vec![text::form::promise_from_now(&relative)];
    if clock.hours == SupportHours::Business {
        let name = ctx
            .policy
            .contact_language(language.code())
            .map_or("", |one| &one.name);
        notes.push(text::form::promise_hours(name));
    }
    notes.push(text::case::clock_zone(&intl::zone_name(&zone)));
    let mut computed = vec![(
        text::case::CLOCK_TARGET.get().to_owned(),
        kinds::response_target(clock),
    )];
    computed.extend(clock.not_counted().iter().map(|one| {
        let name = text::form::NOT_COUNTED.get().to_owned();
        let reason = kinds::span_state(one.reason);
        (name, [&reason, " · ", &*intl::duration(one.time)].concat())
    }));
    Told {
        due: intl::date_time(clock.due, Style::Moment, &zone),
        computed,
        notes,
    }
}

/// C7: that the Operations contact receives copies.
fn copies(form: CaseForm) -> Option<String> {
    let case_type = form.case_type()?;
    form.with_context(|ctx| guidance::copies_to(ctx, case_type).map(text::form::copies))
}
