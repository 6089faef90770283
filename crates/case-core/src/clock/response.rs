//! S1, S3, S5, S7: the clock of the first response: when it is due, what counts towards it, whether it was met.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    instant,
    span::{Span, SpanState},
};
use crate::policy::SupportHours;

/// S7: the promise of a first response, with how it was computed.
///
/// It is computed once, when the case is opened ([`ResponseClock::start`]); both sides then see this same clock, even
/// when the policy's hours change later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResponseClock {
    /// When the case was opened.
    #[serde(deserialize_with = "instant::read")]
    pub opened: DateTime<Utc>,
    /// The first instant at which the whole target has been counted; a response at this instant is in time.
    #[serde(deserialize_with = "instant::read")]
    pub due: DateTime<Utc>,
    /// S1: the target, in counted minutes.
    pub target_minutes: u32,
    /// S3: which hours count.
    pub hours: SupportHours,
    /// What counts and what does not, from `opened` to `due`; empty only when the target is 0.
    pub spans: Vec<Span>,
}

/// S4: a response clock cannot be computed, because the known business hours end, or have a gap, before its target
/// has been counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the business hours from {from} on are not known, with {} minutes of the response target still to count: \
     expand the calendar further",
    .uncounted.num_minutes()
)]
pub struct HoursUnknown {
    /// The first instant that no span contains.
    pub from: DateTime<Utc>,
    /// What was still to count then.
    pub uncounted: TimeDelta,
}

/// S7: a reason for time that does not count, with how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCounted<'a> {
    /// Never [`SpanState::Open`]. Holidays of different names are different reasons.
    pub reason: &'a SpanState,
    /// All stretches for this reason together.
    pub time: TimeDelta,
}

/// S7: how a response clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// No response yet, and there is still time.
    Running {
        /// What is still to count.
        counted: TimeDelta,
        /// What a wall clock still shows until the response is due.
        wall: TimeDelta,
    },
    /// The response came in time.
    Met {
        /// When.
        at: DateTime<Utc>,
    },
    /// The response was not there when it was due.
    Missed {
        /// When it was due.
        since: DateTime<Utc>,
        /// When it came after all.
        answered_at: Option<DateTime<Utc>>,
    },
}

impl ResponseClock {
    /// S3, S4: the clock of a case opened at `opened`, with a target of `target_minutes` counted minutes.
    ///
    /// `due` is the first instant at which `target_minutes` × 60 seconds that count have passed since `opened`. So a
    /// target that is used up exactly when hours end is due at that end, not at the next opening; a case opened
    /// outside hours begins to count at the next opening; a target of 0 is due at once.
    ///
    /// `business` matters only where `hours` are [`SupportHours::Business`]: contiguous spans in order, from `opened`
    /// or earlier.
    pub fn start(
        opened: DateTime<Utc>,
        target_minutes: u32,
        hours: SupportHours,
        business: &[Span],
    ) -> Result<Self, HoursUnknown> {
        let always = [Span {
            start: opened,
            end: DateTime::<Utc>::MAX_UTC,
            state: SpanState::Open,
        }];
        let known = match hours {
            SupportHours::All => &always,
            SupportHours::Business => business,
        };
        let mut uncounted = TimeDelta::minutes(target_minutes.into());
        let mut due = opened;
        let mut spans = Vec::new();
        for span in known {
            if uncounted.is_zero() || span.start > due {
                break;
            }
            if span.end <= due {
                continue;
            }
            let start = due;
            due = span.end;
            if span.state.is_open() {
                let enough = start.checked_add_signed(uncounted);
                due = enough.map_or(span.end, |enough| enough.min(span.end));
                uncounted -= due - start;
            }
            spans.push(Span {
                start,
                end: due,
                state: span.state.clone(),
            });
        }
        if !uncounted.is_zero() {
            return Err(HoursUnknown {
                from: due,
                uncounted,
            });
        }
        Ok(Self {
            opened,
            due,
            target_minutes,
            hours,
            spans,
        })
    }

    /// S7: the time that counts, from `opened` to `due`: the target.
    pub fn counted(&self) -> TimeDelta {
        self.counted_from(self.opened)
    }

    /// S7: the time between `opened` and `due` that does not count, by its reason, in the order of first appearance.
    pub fn not_counted(&self) -> Vec<NotCounted<'_>> {
        let mut reasons: Vec<NotCounted<'_>> = Vec::new();
        for span in self.spans.iter().filter(|span| !span.state.is_open()) {
            let time = span.end - span.start;
            match reasons.iter_mut().find(|one| *one.reason == span.state) {
                Some(one) => one.time += time,
                None => reasons.push(NotCounted {
                    reason: &span.state,
                    time,
                }),
            }
        }
        reasons
    }

    /// S5, S7: how the clock stands at `now`, when the case had its first response at `first_response`
    /// ([`super::first_response_at`]).
    ///
    /// A response at `due` exactly is in time; so the target is missed only after `due`.
    pub fn state(&self, now: DateTime<Utc>, first_response: Option<DateTime<Utc>>) -> ClockState {
        match first_response {
            Some(at) if at <= self.due => ClockState::Met { at },
            None if now <= self.due => ClockState::Running {
                counted: self.counted_from(now),
                wall: self.due - now,
            },
            answered_at => ClockState::Missed {
                since: self.due,
                answered_at,
            },
        }
    }

    /// The time that counts from `from` to `due`.
    fn counted_from(&self, from: DateTime<Utc>) -> TimeDelta {
        let open = self.spans.iter().filter(|span| span.state.is_open());
        // Of a span before `from` nothing is left.
        open.map(|span| (span.end - span.start.max(from)).max(TimeDelta::zero()))
            .sum()
    }
}

#[cfg(test)]
mod tests;
