//! S7: the clock of the first response: due, what counts and what does not, met or missed.

use std::rc::Rc;

use case_core::{
    clock::{ClockState, ResponseClock, Span},
    policy::SupportHours,
};
use case_wire::CaseView;
use chrono::{DateTime, Utc};

use crate::{
    components::{BadgeTone, Glyph, badge, icon},
    html::{El, IntoNode, details, div, h2, li, ol, p, section, span, summary},
    locales::{
        intl::{self, Style},
        kinds, text,
    },
    state::{clock, session},
};

/// The clock, or that there is none.
pub fn clock_panel(case: &CaseView) -> El {
    let body = match &case.response {
        Some(response) => promise(Rc::new(response.clone()), case.first_response_at).into_node(),
        None => p().child(text::case::CLOCK_NONE).into_node(),
    };
    let head = h2()
        .class("overline with-icon")
        .id("clock")
        .child(icon(Glyph::Clock))
        .child(text::cases::FIRST_RESPONSE_DUE);
    section()
        .class("panel panel-body clock")
        .attr("aria-labelledby", "clock")
        .child(head)
        .child(body)
}

fn promise(response: Rc<ResponseClock>, answered: Option<DateTime<Utc>>) -> impl IntoNode {
    let state = {
        let response = Rc::clone(&response);
        move || Shown::at(&response, answered, clock::minute())
    };
    let due = response.due;
    let moment = move || intl::date_time(due, Style::Moment, &session::time_zone());
    let target = {
        let response = Rc::clone(&response);
        move || kinds::response_target(&response)
    };
    let (label, tone, colour) = (state.clone(), state.clone(), state.clone());
    let head = p()
        .class("clock-due")
        .child(span().class("clock-moment").child(moment))
        .child(badge(move || label().badge(), move || tone().tone()));
    let sentence = {
        let target = target.clone();
        p().class("clock-sentence")
            .child(move || state().sentence().unwrap_or_else(&target))
    };
    let drawn = Rc::clone(&response);
    let bar = div()
        .class("clock-bar")
        .attr("aria-hidden", "true")
        .attr("data-tone", move || colour().tone().code())
        .child(move || bar(&drawn.spans, answered.unwrap_or_else(clock::minute)));
    let how = details()
        .class("clock-details")
        .child(summary().child(text::case::CLOCK_HOW))
        .child(
            p().child(text::case::CLOCK_TARGET)
                .child(": ")
                .child(target),
        )
        .child(
            ol().class("clock-spans")
                .child(move || spans(&response.spans)),
        )
        .child(
            p().class("clock-zone")
                .child(|| text::case::clock_zone(&intl::zone_name(&session::time_zone()))),
        );
    (head, sentence, bar, how)
}

/// What the clock says now.
struct Shown {
    state: ClockState,
    business: bool,
}

impl Shown {
    fn at(response: &ResponseClock, answered: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        Self {
            state: response.state(now, answered),
            business: response.hours == SupportHours::Business,
        }
    }

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
fn bar(spans: &[Span], until: DateTime<Utc>) -> Vec<El> {
    let part = |stretch: &Span| {
        let whole = (stretch.end - stretch.start).num_seconds().max(1);
        let passed = (until.clamp(stretch.start, stretch.end) - stretch.start).num_seconds();
        let class = if stretch.state.is_open() {
            "clock-part"
        } else {
            "clock-part clock-part-closed"
        };
        let passed = span()
            .class("clock-passed")
            .style("width", &percent(passed, whole));
        span()
            .class(class)
            .style("flex-grow", &whole.to_string())
            .child(passed)
    };
    spans.iter().map(part).collect()
}

/// A share in percent, to the hundredth.
fn percent(part: i64, whole: i64) -> String {
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Every stretch in words.
fn spans(spans: &[Span]) -> Vec<El> {
    let zone = session::time_zone();
    let line = |stretch: &Span| {
        let at = |at| intl::date_time(at, Style::Short, &zone);
        let from_to = text::case::clock_from_to(&at(stretch.start), &at(stretch.end));
        let length = intl::duration(stretch.end - stretch.start);
        li().toggle("clock-span-closed", !stretch.state.is_open())
            .child(
                span()
                    .class("clock-span-state")
                    .child(kinds::span_state(&stretch.state)),
            )
            .child(span().child(from_to))
            .child(span().class("clock-span-length").child(length))
    };
    spans.iter().map(line).collect()
}
