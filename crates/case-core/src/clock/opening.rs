//! C4: whether a channel is open now, and when that changes.

use chrono::{DateTime, Utc};

use super::span::{Span, SpanState};

/// C4: open or closed at an instant, and the next change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening<'a> {
    /// Someone is there.
    OpenNow {
        /// When it closes; `None` around the clock, or where that lies beyond the known spans.
        until: Option<DateTime<Utc>>,
    },
    /// Nobody is there.
    Closed {
        /// When it opens; `None` where that lies beyond the known spans.
        opens: Option<DateTime<Utc>>,
        /// Why it is closed.
        reason: &'a SpanState,
    },
}

impl<'a> Opening<'a> {
    /// What holds at `now` with the opening hours `spans`; `None` means open around the clock.
    ///
    /// A span's start belongs to it and its end does not: at 18:00:00 sharp, hours until 18:00 are over. An instant
    /// that no span contains is outside the known hours, hence closed.
    pub fn at(spans: Option<&'a [Span]>, now: DateTime<Utc>) -> Self {
        let Some(spans) = spans else {
            return Self::OpenNow { until: None };
        };
        let mut ahead = spans.iter().skip_while(|span| span.end <= now).peekable();
        let present = ahead.peek().filter(|span| span.start <= now);
        match present.map_or(&SpanState::OutsideHours, |span| &span.state) {
            SpanState::Open => Self::OpenNow {
                until: ahead
                    .find(|span| !span.state.is_open())
                    .map(|span| span.start),
            },
            reason => Self::Closed {
                opens: ahead
                    .find(|span| span.state.is_open())
                    .map(|span| span.start),
                reason,
            },
        }
    }

    /// Whether someone is there.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::OpenNow { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Names;

    fn hour(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(hour * 3_600, 0).unwrap()
    }

    fn span(from: i64, to: i64, state: SpanState) -> Span {
        Span {
            start: hour(from),
            end: hour(to),
            state,
        }
    }

    fn holiday() -> SpanState {
        SpanState::Holiday {
            names: Names::new(),
        }
    }

    /// Closed, open 8 to 18, closed, a holiday, closed, open 56 to 66, closed to 72.
    fn two_days() -> Vec<Span> {
        vec![
            span(0, 8, SpanState::OutsideHours),
            span(8, 18, SpanState::Open),
            span(18, 24, SpanState::OutsideHours),
            span(24, 48, holiday()),
            span(48, 56, SpanState::OutsideHours),
            span(56, 66, SpanState::Open),
            span(66, 72, SpanState::Weekend),
        ]
    }

    fn open_until(until: i64) -> Opening<'static> {
        Opening::OpenNow {
            until: Some(hour(until)),
        }
    }

    fn closed(opens: Option<i64>, reason: &SpanState) -> Opening<'_> {
        Opening::Closed {
            opens: opens.map(hour),
            reason,
        }
    }

    #[test]
    fn c4_a_channel_without_hours_is_open_around_the_clock() {
        let opening = Opening::at(None, hour(3));
        assert_eq!(opening, Opening::OpenNow { until: None });
        assert!(opening.is_open());
    }

    #[test]
    fn c4_an_open_channel_says_until_when() {
        let spans = two_days();
        let second = chrono::TimeDelta::seconds(1);
        for now in [hour(8), hour(12), hour(18) - second] {
            assert_eq!(Opening::at(Some(&spans), now), open_until(18), "{now}");
        }
        assert_eq!(Opening::at(Some(&spans), hour(56)), open_until(66));
    }

    #[test]
    fn c4_a_closed_channel_says_why_and_when_it_opens() {
        let spans = two_days();
        let outside = SpanState::OutsideHours;
        let second = chrono::TimeDelta::seconds(1);
        assert_eq!(
            Opening::at(Some(&spans), hour(0)),
            closed(Some(8), &outside)
        );
        assert_eq!(
            Opening::at(Some(&spans), hour(8) - second),
            closed(Some(8), &outside)
        );
        assert_eq!(
            Opening::at(Some(&spans), hour(18)),
            closed(Some(56), &outside)
        );
        assert_eq!(
            Opening::at(Some(&spans), hour(24)),
            closed(Some(56), &holiday())
        );
        assert!(!Opening::at(Some(&spans), hour(30)).is_open());
        assert_eq!(
            Opening::at(Some(&spans), hour(70)),
            closed(None, &SpanState::Weekend)
        );
    }

    #[test]
    fn c4_an_instant_outside_the_known_hours_is_closed() {
        let open_first = [span(10, 20, SpanState::Open)];
        let outside = SpanState::OutsideHours;
        assert_eq!(
            Opening::at(Some(&open_first), hour(9)),
            closed(Some(10), &outside)
        );
        assert_eq!(
            Opening::at(Some(&open_first), hour(20)),
            closed(None, &outside)
        );
        assert_eq!(Opening::at(Some(&[]), hour(20)), closed(None, &outside));
    }

    #[test]
    fn c4_an_end_that_is_only_the_end_of_the_known_hours_is_not_told() {
        let open_last = [span(0, 10, SpanState::Open)];
        assert_eq!(
            Opening::at(Some(&open_last), hour(5)),
            Opening::OpenNow { until: None }
        );
    }
}
