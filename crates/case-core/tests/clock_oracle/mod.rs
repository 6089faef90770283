//! A slow oracle for the clock, and random calendars, zones and instants to hold against it.
//!
//! The oracle knows nothing of spans, offsets or boundaries: it asks `chrono-tz` what a local clock shows at one
//! second, looks that up in the calendar, and counts seconds one by one.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use case_core::{
    Lang,
    clock::{Calendar, Names, SpanState, Window},
};
use chrono::{DateTime, Datelike, Days, NaiveDate, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use proptest::{prelude::*, sample::select};

/// What the definition of `clock::expand` says of one second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment<'a> {
    Open,
    OutsideHours,
    Weekend,
    Holiday(&'a Names),
}

impl<'a> From<&'a SpanState> for Moment<'a> {
    fn from(state: &'a SpanState) -> Self {
        match state {
            SpanState::Open => Self::Open,
            SpanState::OutsideHours => Self::OutsideHours,
            SpanState::Weekend => Self::Weekend,
            SpanState::Holiday { names } => Self::Holiday(names),
        }
    }
}

/// The instant `second` seconds after 1970 began in UTC.
pub fn instant(second: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(second, 0).unwrap()
}

/// What holds during the second that begins at `second`.
pub fn moment(calendar: &Calendar, tz: Tz, second: i64) -> Moment<'_> {
    let local = instant(second).with_timezone(&tz).naive_local();
    let weekday = usize::try_from(local.weekday().num_days_from_monday()).unwrap();
    let windows = &calendar.week()[weekday];
    let of_the_day = local.time().num_seconds_from_midnight();
    let in_window = windows
        .iter()
        .any(|one| one.from() <= of_the_day && of_the_day < one.to());
    match calendar.holidays().get(&local.date()) {
        None if in_window => Moment::Open,
        _ if windows.is_empty() => Moment::Weekend,
        Some(names) => Moment::Holiday(names),
        None => Moment::OutsideHours,
    }
}

/// Zones with every oddity that the last decades had: half and quarter hours, daylight saving of half an hour, of two
/// hemispheres, around Ramadan, given up and taken back, a skipped date, clocks that change at midnight.
const ZONES: [Tz; 17] = [
    Tz::UTC,
    Tz::Africa__Cairo,
    Tz::Africa__Casablanca,
    Tz::America__New_York,
    Tz::America__Santiago,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::Asia__Gaza,
    Tz::Asia__Kathmandu,
    Tz::Asia__Kolkata,
    Tz::Asia__Pyongyang,
    Tz::Asia__Tokyo,
    Tz::Australia__Lord_Howe,
    Tz::Europe__Berlin,
    Tz::Europe__Dublin,
    Tz::Pacific__Apia,
    Tz::Pacific__Chatham,
];

const DAY: i64 = 86_400;
const YEARS: Range<i32> = 2005..2035;

fn year_start(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .unwrap()
        .and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp()
}

/// Every second in [`YEARS`] at which a zone's offset is another than a second before, with the zone.
static CHANGES: LazyLock<Vec<(Tz, i64)>> = LazyLock::new(|| {
    let mut changes = Vec::new();
    for tz in ZONES {
        let offset = |second| {
            tz.offset_from_utc_datetime(&instant(second).naive_utc())
                .fix()
        };
        let differ = |earlier, later| offset(earlier) != offset(later);
        let days = anywhere()
            .step_by(86_400)
            .filter(|&day| differ(day, day + DAY));
        let hours = days.flat_map(|day| (day..day + DAY).step_by(3_600));
        let hours = hours.filter(|&hour| differ(hour, hour + 3_600));
        let seconds = hours.flat_map(|hour| hour + 1..=hour + 3_600);
        changes.extend(seconds.filter(|&at| differ(at - 1, at)).map(|at| (tz, at)));
    }
    changes
});

/// A zone and a second that is worth a look: near a change of its offset, near the year's end, near a local midnight,
/// or anywhere.
pub fn zone_and_second() -> impl Strategy<Value = (Tz, i64)> {
    let close = prop_oneof![3 => -3 * 3_600..3 * 3_600_i64, 1 => -DAY..DAY, 1 => -2..=2_i64];
    let change = (select(&CHANGES[..]), close.clone());
    let year_end = (select(&ZONES[..]), YEARS, -DAY..DAY);
    let midnight = (select(&ZONES[..]), anywhere(), close);
    prop_oneof![
        4 => change.prop_map(|((tz, at), jitter)| (tz, at + jitter)),
        1 => year_end.prop_map(|(tz, year, jitter)| (tz, year_start(year) + jitter)),
        1 => midnight.prop_map(|(tz, at, jitter)| {
            let local = instant(at).with_timezone(&tz).time();
            (tz, at - i64::from(local.num_seconds_from_midnight()) + jitter)
        }),
        1 => (select(&ZONES[..]), anywhere()),
    ]
}

fn anywhere() -> Range<i64> {
    year_start(YEARS.start)..year_start(YEARS.end)
}

/// A calendar with up to three windows a day and holidays around `second` in `tz`.
pub fn calendar(tz: Tz, second: i64) -> impl Strategy<Value = Calendar> {
    let week = [0; 7].map(|_| prop_oneof![5 => windows(3), 1 => Just(Vec::new())]);
    let holidays =
        prop::collection::vec((0..9_u64, select(&["Founders' Day", "Harvest"][..])), 0..4);
    (week, holidays).prop_map(move |(week, holidays)| {
        let first = instant(second).with_timezone(&tz).date_naive() - Days::new(2);
        let named = |(days, name): (u64, &str)| {
            (
                first + Days::new(days),
                Names::from([(Lang::EN, name.to_owned())]),
            )
        };
        let holidays: BTreeMap<_, _> = holidays.into_iter().map(named).collect();
        Calendar::new(week, holidays).unwrap()
    })
}

/// At most `most` windows of one day, some of them touching, at hours where clocks change as often as at others.
fn windows(most: usize) -> impl Strategy<Value = Vec<Window>> {
    let edges = [
        0, 1_800, 3_600, 5_400, 7_200, 9_000, 10_800, 28_800, 43_200, 46_800, 64_800, 84_600,
        86_400,
    ];
    let edge = prop_oneof![3 => select(edges.to_vec()), 1 => 0..=86_400_u32];
    prop::collection::vec(edge, 0..=2 * most).prop_map(|mut edges| {
        edges.sort_unstable();
        let pairs = edges.chunks_exact(2);
        pairs
            .filter_map(|pair| Window::new(pair[0], pair[1]).ok())
            .collect()
    })
}
