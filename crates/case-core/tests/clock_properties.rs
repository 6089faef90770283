//! Properties of the clock (S3, S4, S7, C4), held against a slow second-by-second oracle.
//!
//! The random cases are the same at each run: a failure here is a fault, never chance.

// Runs natively: proptest is not built for the browser.
#![cfg(not(target_arch = "wasm32"))]

mod clock_oracle;

use case_core::{
    clock::{Calendar, ClockState, Opening, ResponseClock, Span, SpanState, expand},
    policy::SupportHours,
};
use chrono::{TimeDelta, Timelike};
use chrono_tz::Tz;
use clock_oracle::{Moment, calendar, instant, moment, zone_and_second};
use proptest::{prelude::*, sample::select, test_runner::RngSeed};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// The same `cases` cases at each run, whatever the environment says.
fn fixed(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x0043_4153_4557_4f52),
        ..ProptestConfig::default()
    }
}

/// A zone, a calendar, and a second worth a look.
fn worlds() -> impl Strategy<Value = (Tz, Calendar, i64)> {
    zone_and_second().prop_flat_map(|(tz, second)| (Just(tz), calendar(tz, second), Just(second)))
}

/// The spans cover the range, in order, without gaps, and neighbours differ.
fn assert_well_formed(spans: &[Span], from: i64, to: i64) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        spans.first().map(|span| span.start),
        (from < to).then(|| instant(from))
    );
    prop_assert_eq!(
        spans.last().map(|span| span.end),
        (from < to).then(|| instant(to))
    );
    prop_assert!(spans.iter().all(|span| span.start < span.end));
    for pair in spans.windows(2) {
        prop_assert_eq!(pair[0].end, pair[1].start);
        prop_assert_ne!(&pair[0].state, &pair[1].state);
    }
    Ok(())
}

proptest! {
    #![proptest_config(fixed(3_000))]

    #[test]
    fn s4_each_second_is_as_the_local_clock_says(
        (tz, calendar, from) in worlds(),
        length in prop_oneof![8 => 0..3 * HOUR, 1 => 0..5_i64],
    ) {
        let to = from + length;
        let spans = expand(&calendar, &tz, instant(from), instant(to));
        assert_well_formed(&spans, from, to)?;
        for span in &spans {
            let state = Moment::from(&span.state);
            for second in span.start.timestamp()..span.end.timestamp() {
                let expected = moment(&calendar, tz, second);
                prop_assert_eq!(state, expected, "{} in {}", instant(second), tz);
            }
        }
    }

    #[test]
    fn s4_weeks_are_right_at_each_change_and_in_between(
        (tz, calendar, middle) in worlds(),
        (before, after) in (0..20 * DAY, 1..20 * DAY),
        places in prop::collection::vec(0.0..1.0, 100),
    ) {
        let (from, to) = (middle - before, middle + after);
        let spans = expand(&calendar, &tz, instant(from), instant(to));
        assert_well_formed(&spans, from, to)?;
        let state_at = |second| {
            let place = spans.partition_point(|span| span.end <= instant(second));
            Moment::from(&spans[place].state)
        };
        let edges = spans.iter().flat_map(|span| [span.start.timestamp(), span.end.timestamp() - 1]);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "40 days fit")]
        let between = places.iter().map(|place| from + (place * (to - from) as f64) as i64);
        for second in edges.chain(between) {
            let expected = moment(&calendar, tz, second);
            prop_assert_eq!(state_at(second), expected, "{} in {}", instant(second), tz);
        }
    }

    #[test]
    fn s4_a_range_is_its_parts_put_together(
        (tz, calendar, middle) in worlds(),
        (before, after) in (0..3 * DAY, 0..3 * DAY),
        nanos in select(&[0, 1, 500_000_000, 999_999_999][..]),
    ) {
        let middle = instant(middle).with_nanosecond(nanos).unwrap();
        let (from, to) = (middle - TimeDelta::seconds(before), middle + TimeDelta::seconds(after));
        let mut joined = expand(&calendar, &tz, from, middle);
        for span in expand(&calendar, &tz, middle, to) {
            match joined.last_mut() {
                Some(last) if last.state == span.state => last.end = span.end,
                _ => joined.push(span),
            }
        }
        prop_assert_eq!(expand(&calendar, &tz, from, to), joined);
    }
}

/// What an opening is expected to be: whether it is open, and the second of the next change.
fn next_change(calendar: &Calendar, tz: Tz, now: i64, known: i64) -> (bool, Option<i64>) {
    let is_open = |second| moment(calendar, tz, second) == Moment::Open;
    let open = is_open(now);
    (open, (now..known).find(|second| is_open(*second) != open))
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn c4_an_opening_tells_the_next_change(
        (tz, calendar, now) in worlds(),
        (before, after) in (0..DAY, 1..6 * HOUR),
    ) {
        let known = now + after;
        let spans = expand(&calendar, &tz, instant(now - before), instant(known));
        let opening = Opening::at(Some(&spans), instant(now));
        let (open, change) = next_change(&calendar, tz, now, known);
        let change = change.map(instant);
        match opening {
            Opening::OpenNow { until } => prop_assert_eq!((true, until), (open, change)),
            Opening::Closed { opens, reason } => {
                prop_assert_eq!((false, opens), (open, change));
                prop_assert_eq!(Moment::from(reason), moment(&calendar, tz, now));
            }
        }
    }
}

/// What a clock is expected to be.
struct Counted {
    due: i64,
    outside_hours: i64,
    weekend: i64,
    holidays: i64,
}

/// Counts seconds from `opened` until `target` of them were open; `None` when `limit` comes first.
fn count(calendar: &Calendar, tz: Tz, opened: i64, target: i64, limit: i64) -> Option<Counted> {
    let mut counted = Counted {
        due: opened,
        outside_hours: 0,
        weekend: 0,
        holidays: 0,
    };
    let mut open = 0;
    while open < target {
        if counted.due == limit {
            return None;
        }
        match moment(calendar, tz, counted.due) {
            Moment::Open => open += 1,
            Moment::OutsideHours => counted.outside_hours += 1,
            Moment::Weekend => counted.weekend += 1,
            Moment::Holiday(_) => counted.holidays += 1,
        }
        counted.due += 1;
    }
    Some(counted)
}

/// Seconds that a clock did not count for reasons of one kind.
fn not_counted(clock: &ResponseClock, is_kind: impl Fn(&SpanState) -> bool) -> i64 {
    let reasons = clock.not_counted();
    let of_kind = reasons.iter().filter(|one| is_kind(one.reason));
    of_kind.map(|one| one.time.num_seconds()).sum()
}

/// Holds one response clock, with business hours known for `known` seconds, against the oracle.
fn assert_clock(
    (tz, calendar, opened): &(Tz, Calendar, i64),
    target_minutes: u32,
    known: i64,
    look: f64,
) -> Result<(), TestCaseError> {
    let (tz, opened, limit) = (*tz, *opened, *opened + known);
    let spans = expand(calendar, &tz, instant(opened - HOUR), instant(limit));
    let hours = SupportHours::Business;
    let clock = ResponseClock::start(instant(opened), target_minutes, hours, &spans);
    let target = i64::from(target_minutes) * 60;
    let Some(expected) = count(calendar, tz, opened, target, limit) else {
        prop_assert_eq!(clock.map_err(|error| error.from), Err(instant(limit)));
        return Ok(());
    };
    let clock = clock.unwrap();
    prop_assert_eq!(clock.due, instant(expected.due));
    assert_well_formed(&clock.spans, opened, expected.due)?;
    prop_assert_eq!(clock.counted().num_seconds(), target);
    let outside_hours = not_counted(&clock, |state| *state == SpanState::OutsideHours);
    prop_assert_eq!(outside_hours, expected.outside_hours);
    prop_assert_eq!(
        not_counted(&clock, |state| *state == SpanState::Weekend),
        expected.weekend
    );
    let holidays = not_counted(&clock, |state| matches!(state, SpanState::Holiday { .. }));
    prop_assert_eq!(holidays, expected.holidays);

    // S7: somewhere on the way, what remains is what is still to be counted.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "some days fit"
    )]
    let now = opened + ((expected.due - opened) as f64 * look) as i64;
    let ahead = (now..expected.due).filter(|second| moment(calendar, tz, *second) == Moment::Open);
    let remaining = ClockState::Running {
        counted: TimeDelta::seconds(i64::try_from(ahead.count()).unwrap()),
        wall: TimeDelta::seconds(expected.due - now),
    };
    prop_assert_eq!(clock.state(instant(now), None), remaining);
    Ok(())
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn s3_short_targets_are_due_when_their_seconds_are_counted(
        world in worlds(),
        target_minutes in select(&[15, 30, 60][..]),
        look in 0.0..1.0,
    ) {
        assert_clock(&world, target_minutes, 6 * HOUR, look)?;
    }
}

proptest! {
    #![proptest_config(fixed(60))]

    #[test]
    fn s3_long_targets_are_due_when_their_seconds_are_counted(
        world in worlds(),
        target_minutes in prop_oneof![select(&[240, 720, 1_440][..]), 15..=1_440_u32],
        look in 0.0..1.0,
    ) {
        assert_clock(&world, target_minutes, 8 * DAY, look)?;
    }
}
