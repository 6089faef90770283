//! Hand-computed response clocks (S1, S3, S4, S5, S7).

use std::collections::BTreeMap;

use chrono_tz::{America::New_York, Asia::Kolkata, Asia::Tokyo, Europe::Berlin, Tz};

use super::*;
use crate::{
    clock::{Calendar, Names, expand},
    kinds::Lang,
};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

fn holiday(name: &str) -> SpanState {
    SpanState::Holiday {
        names: Names::from([(Lang::EN, name.to_owned())]),
    }
}

/// Monday to Friday with `windows`, expanded for 2026.
fn business(windows: &[&str], holidays: &[(&str, &str)], tz: Tz) -> Vec<Span> {
    let day: Vec<_> = windows
        .iter()
        .map(|window| window.parse().unwrap())
        .collect();
    let week = [&day, &day, &day, &day, &day, &Vec::new(), &Vec::new()].map(Vec::clone);
    let named = |(on, name): &(&str, &str)| {
        (
            on.parse().unwrap(),
            Names::from([(Lang::EN, (*name).to_owned())]),
        )
    };
    let holidays: BTreeMap<_, _> = holidays.iter().map(named).collect();
    let calendar = Calendar::new(week, holidays).unwrap();
    expand(
        &calendar,
        &tz,
        utc("2026-01-01T00:00:00Z"),
        utc("2027-01-31T00:00:00Z"),
    )
}

fn start(opened: &str, minutes: u32, business: &[Span]) -> ResponseClock {
    ResponseClock::start(utc(opened), minutes, SupportHours::Business, business).unwrap()
}

#[test]
fn s3_a_friday_evening_before_daylight_saving_and_a_holiday_in_berlin() {
    // Opened on Friday at 17:30; clocks go forward on Sunday; Monday is a holiday. Of 12 hours, half an hour
    // counts on Friday, ten on Tuesday, the last one and a half on Wednesday until 09:30.
    let business = business(&["08:00-18:00"], &[("2026-03-30", "Town Day")], Berlin);
    let clock = start("2026-03-27T16:30:00Z", 720, &business);
    assert_eq!(clock.due, utc("2026-04-01T07:30:00Z"));
    assert_eq!(clock.counted(), hours(12));
    let town_day = holiday("Town Day");
    assert_eq!(
        clock.not_counted(),
        [
            NotCounted {
                reason: &SpanState::OutsideHours,
                time: hours(6 + 8 + 6 + 8)
            },
            NotCounted {
                reason: &SpanState::Weekend,
                time: hours(24 + 23)
            },
            NotCounted {
                reason: &town_day,
                time: hours(24)
            },
        ]
    );
}

#[test]
fn s3_due_instants_computed_by_hand() {
    let berlin = business(&["08:00-18:00"], &[], Berlin);
    let tokyo = business(&["09:00-18:00"], &[("2026-05-05", "Children's Day")], Tokyo);
    let kolkata = business(&["08:00-12:00", "13:00-24:00"], &[], Kolkata);
    let new_york = business(
        &["08:00-18:00"],
        &[("2027-01-01", "New Year's Day")],
        New_York,
    );
    let cases = [
        // Within one day; at opening time; at closing time; before opening; on a weekend.
        (&berlin, "2026-06-01T09:00:00Z", 240, "2026-06-01T13:00:00Z"),
        (&berlin, "2026-06-01T06:00:00Z", 15, "2026-06-01T06:15:00Z"),
        (&berlin, "2026-06-01T16:00:00Z", 15, "2026-06-02T06:15:00Z"),
        (&berlin, "2026-06-01T00:00:00Z", 15, "2026-06-01T06:15:00Z"),
        (&berlin, "2026-06-06T10:00:00Z", 720, "2026-06-09T08:00:00Z"),
        // Used up exactly at closing time: due then, not at the next opening; a second later, it is.
        (&berlin, "2026-06-01T06:00:00Z", 600, "2026-06-01T16:00:00Z"),
        (&berlin, "2026-06-01T06:00:01Z", 600, "2026-06-02T06:00:01Z"),
        (
            &berlin,
            "2026-06-05T15:59:59.5Z",
            60,
            "2026-06-08T06:59:59.500Z",
        ),
        // The weekend on which clocks go back has 49 hours.
        (&berlin, "2026-10-23T15:00:00Z", 120, "2026-10-26T08:00:00Z"),
        // 24 hours of nine a day, over a holiday on Tuesday.
        (
            &tokyo,
            "2026-05-04T00:00:00Z",
            1_440,
            "2026-05-07T06:00:00Z",
        ),
        // A split day that ends at midnight, half past the hour in UTC.
        (&kolkata, "2026-06-01T06:00:00Z", 60, "2026-06-01T08:00:00Z"),
        (&kolkata, "2026-06-01T18:00:00Z", 60, "2026-06-02T03:00:00Z"),
        // Over the year's end.
        (
            &new_york,
            "2026-12-31T22:59:00Z",
            15,
            "2027-01-04T13:14:00Z",
        ),
    ];
    for (business, opened, minutes, due) in cases {
        let clock = start(opened, minutes, business);
        assert_eq!(clock.due, utc(due), "{opened} + {minutes} min");
        assert_eq!(
            clock.counted(),
            TimeDelta::minutes(minutes.into()),
            "{opened}"
        );
        let not_counted: TimeDelta = clock.not_counted().iter().map(|one| one.time).sum();
        assert_eq!(
            clock.counted() + not_counted,
            clock.due - clock.opened,
            "{opened}"
        );
    }
}

#[test]
fn s3_other_plans_count_all_hours() {
    let opened = utc("2026-03-28T23:59:59Z");
    let clock = ResponseClock::start(opened, 1_440, SupportHours::All, &[]).unwrap();
    let due = utc("2026-03-29T23:59:59Z");
    let spans = vec![Span {
        start: opened,
        end: due,
        state: SpanState::Open,
    }];
    let hours = SupportHours::All;
    assert_eq!(
        clock,
        ResponseClock {
            opened,
            due,
            target_minutes: 1_440,
            hours,
            spans
        }
    );
    assert_eq!(clock.not_counted(), []);
}

#[test]
fn s7_the_spans_run_from_opening_to_due() {
    let business = business(&["08:00-18:00"], &[], Berlin);
    let clock = start("2026-06-05T15:30:00Z", 60, &business);
    let span = |start, end, state| Span {
        start: utc(start),
        end: utc(end),
        state,
    };
    assert_eq!(
        clock.spans,
        [
            span(
                "2026-06-05T15:30:00Z",
                "2026-06-05T16:00:00Z",
                SpanState::Open
            ),
            span(
                "2026-06-05T16:00:00Z",
                "2026-06-05T22:00:00Z",
                SpanState::OutsideHours
            ),
            span(
                "2026-06-05T22:00:00Z",
                "2026-06-07T22:00:00Z",
                SpanState::Weekend
            ),
            span(
                "2026-06-07T22:00:00Z",
                "2026-06-08T06:00:00Z",
                SpanState::OutsideHours
            ),
            span(
                "2026-06-08T06:00:00Z",
                "2026-06-08T06:30:00Z",
                SpanState::Open
            ),
        ]
    );
}

#[test]
fn s1_a_target_of_nothing_is_due_at_once() {
    let business = business(&["08:00-18:00"], &[], Berlin);
    for opened in ["2026-06-05T12:00:00Z", "2026-06-06T12:00:00Z"] {
        let clock = start(opened, 0, &business);
        assert_eq!((clock.due, clock.spans.len()), (utc(opened), 0));
    }
}

#[test]
fn s4_hours_that_are_not_known_are_told_and_not_guessed() {
    let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
    let open = |from, to| Span {
        start: at(from),
        end: at(to),
        state: SpanState::Open,
    };
    let start = |business: &[Span]| {
        ResponseClock::start(at(100), 30, SupportHours::Business, business).map(|clock| clock.due)
    };
    let unknown = |from, minutes| {
        Err(HoursUnknown {
            from: at(from),
            uncounted: TimeDelta::minutes(minutes),
        })
    };
    assert_eq!(start(&[open(0, 130)]), Ok(at(130)));
    assert_eq!(start(&[open(100, 130)]), Ok(at(130)));
    assert_eq!(
        start(&[open(0, 50), open(50, 120), open(120, 140)]),
        Ok(at(130))
    );
    assert_eq!(start(&[]), unknown(100, 30));
    assert_eq!(start(&[open(0, 100)]), unknown(100, 30));
    assert_eq!(start(&[open(101, 200)]), unknown(100, 30));
    assert_eq!(start(&[open(0, 129)]), unknown(129, 1));
    assert_eq!(start(&[open(0, 110), open(111, 200)]), unknown(110, 20));
    // Spans that run backwards are no calendar; they must not turn the clock back.
    assert_eq!(
        start(&[open(0, 110), open(110, 60), open(60, 200)]),
        Ok(at(130))
    );

    let end = DateTime::<Utc>::MAX_UTC;
    let beyond = ResponseClock::start(end, 1, SupportHours::All, &[]).unwrap_err();
    assert_eq!(
        beyond,
        HoursUnknown {
            from: end,
            uncounted: TimeDelta::minutes(1)
        }
    );
    let near = ResponseClock::start(end - TimeDelta::seconds(60), 2, SupportHours::All, &[]);
    let uncounted = TimeDelta::seconds(60);
    assert_eq!(
        near,
        Err(HoursUnknown {
            from: end,
            uncounted
        })
    );
    assert_eq!(
        start(&[open(0, 110)]).unwrap_err().to_string(),
        "the business hours from 1970-01-01 01:50:00 UTC on are not known, with 20 minutes of the response target \
         still to count: expand the calendar further"
    );
}

#[test]
fn s7_reasons_are_grouped_and_holidays_told_apart_by_name() {
    let at = |hour: i64| DateTime::from_timestamp(hour * 3_600, 0).unwrap();
    let states = [
        (SpanState::OutsideHours, 1),
        (holiday("One"), 2),
        (SpanState::Open, 4),
        (holiday("Two"), 8),
        (SpanState::OutsideHours, 16),
        (holiday("One"), 32),
        (SpanState::Open, 64),
    ];
    let mut business: Vec<Span> = Vec::new();
    for (state, length) in states {
        let start = business.last().map_or(at(0), |last| last.end);
        business.push(Span {
            start,
            end: start + hours(length),
            state,
        });
    }
    let clock = start("1970-01-01T00:00:00Z", 10 * 60, &business);
    assert_eq!(clock.due, at(1 + 2 + 4 + 8 + 16 + 32 + 6));
    assert_eq!(
        clock.not_counted(),
        [
            NotCounted {
                reason: &SpanState::OutsideHours,
                time: hours(17)
            },
            NotCounted {
                reason: &holiday("One"),
                time: hours(34)
            },
            NotCounted {
                reason: &holiday("Two"),
                time: hours(8)
            },
        ]
    );
}

#[test]
fn s7_a_running_clock_tells_what_remains() {
    let business = business(&["08:00-18:00"], &[], Berlin);
    let clock = start("2026-06-05T15:30:00Z", 60, &business);
    let minutes = TimeDelta::minutes;
    let cases = [
        // Before it was opened, nothing is used up; then while it counts, while it does not, and at the very end.
        ("2026-06-05T15:00:00Z", minutes(60), hours(63) + minutes(30)),
        ("2026-06-05T15:30:00Z", minutes(60), hours(63)),
        ("2026-06-05T15:40:00Z", minutes(50), hours(63) - minutes(10)),
        ("2026-06-05T16:00:00Z", minutes(30), hours(62) + minutes(30)),
        ("2026-06-07T12:00:00Z", minutes(30), hours(18) + minutes(30)),
        (
            "2026-06-08T06:29:59Z",
            TimeDelta::seconds(1),
            TimeDelta::seconds(1),
        ),
        ("2026-06-08T06:30:00Z", minutes(0), minutes(0)),
    ];
    for (now, counted, wall) in cases {
        assert_eq!(
            clock.state(utc(now), None),
            ClockState::Running { counted, wall },
            "{now}"
        );
    }
}

#[test]
fn s5_the_first_response_ends_the_clock() {
    let clock =
        ResponseClock::start(utc("2026-06-05T12:00:00Z"), 60, SupportHours::All, &[]).unwrap();
    let (due, second) = (utc("2026-06-05T13:00:00Z"), TimeDelta::seconds(1));
    let later = utc("2026-07-01T00:00:00Z");
    let missed = |answered_at| ClockState::Missed {
        since: due,
        answered_at,
    };
    assert_eq!(clock.state(due + second, None), missed(None));
    for at in [clock.opened, due - second, due] {
        assert_eq!(clock.state(later, Some(at)), ClockState::Met { at });
        assert_eq!(clock.state(at, Some(at)), ClockState::Met { at });
    }
    assert_eq!(
        clock.state(later, Some(due + second)),
        missed(Some(due + second))
    );
}

#[test]
fn s7_a_clock_has_a_stable_json_form() {
    let opened = utc("2026-06-05T12:00:00Z");
    let clock = ResponseClock::start(opened, 15, SupportHours::All, &[]).unwrap();
    let json = serde_json::json!({
        "opened": "2026-06-05T12:00:00Z",
        "due": "2026-06-05T12:15:00Z",
        "targetMinutes": 15,
        "hours": "all",
        "spans": [{"start": "2026-06-05T12:00:00Z", "end": "2026-06-05T12:15:00Z", "state": "open"}],
    });
    assert_eq!(serde_json::to_value(&clock).unwrap(), json);
    assert_eq!(
        serde_json::from_value::<ResponseClock>(json).unwrap(),
        clock
    );
}
