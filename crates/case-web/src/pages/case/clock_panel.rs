//! S7: the clock of the first response: due, what counts and what does not, met or missed.

use case_core::{
    clock::{ClockState, ResponseClock, Span, SpanState},
    policy::SupportHours,
};
use case_wire::{Author, CaseView};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use crate::{
    components::{Badge, BadgeTone, Glyph, Icon},
    locales::{
        self,
        intl::{self, Style},
        text, words,
    },
    state::{clock, session},
};

/// The clock, or that there is none.
#[component]
pub fn ClockPanel(
    /// The case.
    case: CaseView,
) -> impl IntoView {
    let answered = case
        .correspondence
        .iter()
        .find(|entry| entry.author.side == Author::Support);
    let answered = answered.map(|entry| entry.created_at);
    let body = match case.response {
        Some(response) => view! { <Promise response answered/> }.into_any(),
        None => view! { <p>{text::case::CLOCK_NONE}</p> }.into_any(),
    };
    view! {
        <section class="panel panel-body clock" aria-labelledby="clock">
            <h2 class="overline with-icon" id="clock">
                <Icon glyph=Glyph::Clock/>
                {text::cases::FIRST_RESPONSE_DUE}
            </h2>
            {body}
        </section>
    }
}

#[component]
fn Promise(response: ResponseClock, answered: Option<DateTime<Utc>>) -> impl IntoView {
    let response = StoredValue::new(response);
    let state = Memo::new(move |_| {
        response.with_value(|response| shown(response, answered, clock::minute()))
    });
    let due = response.with_value(|response| response.due);
    let moment = move || intl::date_time(due, Style::Moment, &session::time_zone());
    let target = words(move || {
        response.with_value(|response| {
            let time = intl::duration(TimeDelta::minutes(response.target_minutes.into()));
            match response.hours {
                SupportHours::All => text::case::clock_target_all(&time),
                SupportHours::Business => text::case::clock_target_business(&time),
            }
        })
    });
    let until = move || answered.unwrap_or_else(clock::minute);
    view! {
        <p class="clock-due">
            <span class="clock-moment">{moment}</span>
            <Badge label=words(move || state.with(Shown::badge)) tone=Signal::derive(move || state.with(Shown::tone))/>
        </p>
        <p class="clock-sentence">{move || state.with(Shown::sentence).unwrap_or_else(|| target.get())}</p>
        <div class="clock-bar" aria-hidden="true" data-tone=move || state.with(Shown::tone).code()>
            {move || response.with_value(|response| bar(&response.spans, until()))}
        </div>
        <details class="clock-details">
            <summary>{text::case::CLOCK_HOW}</summary>
            <p>{text::case::CLOCK_TARGET} ": " {target}</p>
            <ol class="clock-spans">{move || response.with_value(|response| spans(&response.spans))}</ol>
            <p class="clock-zone">{move || text::case::clock_zone(&session::time_zone())}</p>
        </details>
    }
}

/// What the clock says now.
#[derive(Clone, PartialEq)]
struct Shown {
    state: ClockState,
    business: bool,
}

fn shown(response: &ResponseClock, answered: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Shown {
    Shown {
        state: response.state(now, answered),
        business: response.hours == SupportHours::Business,
    }
}

impl Shown {
    fn badge(&self) -> String {
        match self.state {
            ClockState::Running { counted, .. } if self.business => {
                text::case::clock_running_counted(&intl::duration(counted))
            }
            ClockState::Running { wall, .. } => text::case::clock_running(&intl::duration(wall)),
            ClockState::Met { .. } => text::case::CLOCK_MET.get().to_owned(),
            ClockState::Missed { .. } => text::case::CLOCK_MISSED.get().to_owned(),
        }
    }

    const fn tone(&self) -> BadgeTone {
        match self.state {
            ClockState::Running { .. } => BadgeTone::Info,
            ClockState::Met { .. } => BadgeTone::Good,
            ClockState::Missed { .. } => BadgeTone::Bad,
        }
    }

    /// When the answer came, where there is one.
    fn sentence(&self) -> Option<String> {
        let (ClockState::Met { at }
        | ClockState::Missed {
            answered_at: Some(at),
            ..
        }) = self.state
        else {
            return None;
        };
        Some(text::case::clock_answered(&intl::date_time(
            at,
            Style::DateTime,
            &session::time_zone(),
        )))
    }
}

/// The time from opening to due, to scale: counted, not counted, and how much has passed.
fn bar(spans: &[Span], until: DateTime<Utc>) -> impl IntoView + use<> {
    let whole = spans.iter().map(seconds).sum::<f64>().max(1.0);
    let part = |span: &Span| {
        let passed = seconds_between(span.start, until.clamp(span.start, span.end))
            / seconds(span).max(1.0)
            * 100.0;
        let class = if span.state.is_open() {
            "clock-part"
        } else {
            "clock-part clock-part-closed"
        };
        view! {
            <span class=class style:flex-grow=(seconds(span) / whole).to_string()>
                <span class="clock-passed" style:width=[&passed.to_string(), "%"].concat()></span>
            </span>
        }
    };
    spans.iter().map(part).collect_view()
}

fn seconds(span: &Span) -> f64 {
    seconds_between(span.start, span.end)
}

#[expect(clippy::cast_precision_loss, reason = "lengths on a drawing")]
fn seconds_between(start: DateTime<Utc>, end: DateTime<Utc>) -> f64 {
    (end - start).num_seconds() as f64
}

/// Every stretch in words.
fn spans(spans: &[Span]) -> impl IntoView + use<> {
    let zone = session::time_zone();
    let line = |span: &Span| {
        let at = |at| intl::date_time(at, Style::Short, &zone);
        let stretch = text::case::clock_from_to(&at(span.start), &at(span.end));
        let closed = !span.state.is_open();
        view! {
            <li class:clock-span-closed=closed>
                <span class="clock-span-state">{state_name(&span.state)}</span>
                <span>{stretch}</span>
                <span class="clock-span-length">{intl::duration(span.end - span.start)}</span>
            </li>
        }
    };
    spans.iter().map(line).collect_view()
}

fn state_name(state: &SpanState) -> String {
    match state {
        SpanState::Open => text::case::CLOCK_COUNTED.get().to_owned(),
        SpanState::OutsideHours => text::case::CLOCK_OUTSIDE_HOURS.get().to_owned(),
        SpanState::Weekend => text::case::CLOCK_WEEKEND.get().to_owned(),
        SpanState::Holiday { names } => {
            let name = names
                .get(&locales::lang())
                .or_else(|| names.values().next());
            text::case::clock_holiday(name.map_or("", String::as_str))
        }
    }
}
