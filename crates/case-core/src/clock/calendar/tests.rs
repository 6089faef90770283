//! Hand-computed expansions (S3, S4); `tests/clock_properties.rs` holds them against a slow oracle. Long because each is a
//! table of instants that somebody worked out: parted into files they could no longer be read beside one another.

use chrono::{FixedOffset, TimeDelta};
use chrono_tz::{
    Africa::Casablanca, America::New_York, Asia::Kathmandu, Asia::Kolkata, Australia::Lord_Howe,
    Europe::Berlin, Pacific::Apia, Tz, UTC,
};

use super::*;
use crate::kinds::Lang;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn day(windows: &[&str]) -> Vec<Window> {
    windows
        .iter()
        .map(|window| window.parse().unwrap())
        .collect()
}

fn names(name: &str) -> Names {
    Names::from([(Lang::EN, name.to_owned())])
}

/// The same windows on each day but Saturday and Sunday.
fn workdays(windows: &[&str], holidays: &[(&str, &str)]) -> Calendar {
    let day = day(windows);
    let week = [&day, &day, &day, &day, &day, &Vec::new(), &Vec::new()].map(Vec::clone);
    let holidays = holidays
        .iter()
        .map(|(on, name)| (date(on), names(name)))
        .collect();
    Calendar::new(week, holidays).unwrap()
}

/// The same windows on all seven days.
fn every_day(windows: &[&str]) -> Calendar {
    Calendar::new([(); 7].map(|()| day(windows)), BTreeMap::new()).unwrap()
}

/// Each span's start and state; checks on the way that the spans cover the range without gaps.
fn told(calendar: &Calendar, tz: &impl TimeZone, from: &str, to: &str) -> Vec<String> {
    let spans = expand(calendar, tz, utc(from), utc(to));
    let mut reached = utc(from);
    let mut told = Vec::new();
    for span in spans {
        assert_eq!(span.start, reached);
        assert!(span.start < span.end);
        reached = span.end;
        let state = match span.state {
            SpanState::Open => "open",
            SpanState::OutsideHours => "outside",
            SpanState::Weekend => "weekend",
            SpanState::Holiday { ref names } => &names[&Lang::EN],
        };
        told.push(format!(
            "{} {state}",
            span.start.format("%m-%d %H:%M:%S%.f")
        ));
    }
    assert_eq!(reached, utc(to));
    told
}

#[test]
fn s3_a_week_in_berlin_is_open_from_8_to_18_local_time() {
    let calendar = workdays(&["08:00-18:00"], &[("2026-05-14", "Ascension Day")]);
    assert_eq!(
        told(
            &calendar,
            &Berlin,
            "2026-05-12T12:00:00Z",
            "2026-05-18T12:00:00Z"
        ),
        [
            "05-12 12:00:00 open",
            "05-12 16:00:00 outside",
            "05-13 06:00:00 open",
            "05-13 16:00:00 outside",
            "05-13 22:00:00 Ascension Day",
            "05-14 22:00:00 outside",
            "05-15 06:00:00 open",
            "05-15 16:00:00 outside",
            "05-15 22:00:00 weekend",
            "05-17 22:00:00 outside",
            "05-18 06:00:00 open",
        ]
    );
}

#[test]
fn s4_zones_off_the_hour_open_on_their_own_clock() {
    let calendar = workdays(&["08:00-18:00"], &[]);
    let monday = |tz: Tz| {
        told(
            &calendar,
            &tz,
            "2026-06-01T00:00:00Z",
            "2026-06-01T23:00:00Z",
        )
    };
    let kolkata = [
        "06-01 00:00:00 outside",
        "06-01 02:30:00 open",
        "06-01 12:30:00 outside",
    ];
    assert_eq!(monday(Kolkata), kolkata);
    let kathmandu = [
        "06-01 00:00:00 outside",
        "06-01 02:15:00 open",
        "06-01 12:15:00 outside",
    ];
    assert_eq!(monday(Kathmandu), kathmandu);
    let local_mean_time = FixedOffset::west_opt(4 * 3_600 + 56 * 60 + 2).unwrap();
    assert_eq!(
        told(
            &calendar,
            &local_mean_time,
            "2026-06-01T04:56:01Z",
            "2026-06-01T23:00:00Z"
        ),
        [
            "06-01 04:56:01 weekend",
            "06-01 04:56:02 outside",
            "06-01 12:56:02 open",
            "06-01 22:56:02 outside"
        ]
    );
}

#[test]
fn s4_split_days_and_windows_until_midnight() {
    let calendar = every_day(&[
        "13:00-18:00",
        "00:00-02:00",
        "08:00-12:00",
        "12:00-12:30",
        "22:00-24:00",
    ]);
    assert_eq!(
        told(
            &calendar,
            &UTC,
            "2026-06-01T00:00:00Z",
            "2026-06-02T06:00:00Z"
        ),
        [
            "06-01 00:00:00 open",
            "06-01 02:00:00 outside",
            "06-01 08:00:00 open",
            "06-01 12:30:00 outside",
            "06-01 13:00:00 open",
            "06-01 18:00:00 outside",
            "06-01 22:00:00 open",
            "06-02 02:00:00 outside",
        ]
    );
    let around_the_clock = every_day(&["00:00-24:00"]);
    let weeks = told(
        &around_the_clock,
        &Berlin,
        "2026-03-01T00:00:00Z",
        "2026-11-30T00:00:00Z",
    );
    assert_eq!(weeks, ["03-01 00:00:00 open"]);
}

#[test]
fn s4_windows_in_the_hours_that_daylight_saving_skips_or_repeats() {
    // Berlin: 2026-03-29 02:00 CET becomes 03:00 CEST, 2026-10-25 03:00 CEST becomes 02:00 CET, both at 01:00 UTC.
    let spring = |windows: &[&str]| {
        told(
            &every_day(windows),
            &Berlin,
            "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z",
        )
    };
    let skipped = spring(&["02:00-03:00"]);
    assert_eq!(skipped, ["03-28 23:00:00 outside"]);
    let cut = [
        "03-28 23:00:00 outside",
        "03-29 01:00:00 open",
        "03-29 02:00:00 outside",
    ];
    assert_eq!(spring(&["02:30-04:00"]), cut);
    let shortened = [
        "03-28 23:00:00 outside",
        "03-29 00:00:00 open",
        "03-29 02:00:00 outside",
    ];
    assert_eq!(spring(&["01:00-04:00"]), shortened);

    let autumn = |windows: &[&str]| {
        told(
            &every_day(windows),
            &Berlin,
            "2026-10-24T22:00:00Z",
            "2026-10-25T23:00:00Z",
        )
    };
    let lengthened = [
        "10-24 22:00:00 outside",
        "10-24 23:00:00 open",
        "10-25 03:00:00 outside",
    ];
    assert_eq!(autumn(&["01:00-04:00"]), lengthened);
    let repeated = [
        "10-24 22:00:00 outside",
        "10-25 00:00:00 open",
        "10-25 00:30:00 outside",
        "10-25 01:00:00 open",
        "10-25 01:30:00 outside",
    ];
    assert_eq!(autumn(&["02:00-02:30"]), repeated);
}

#[test]
fn s4_daylight_saving_of_half_an_hour() {
    // Lord Howe: 2026-04-05 02:00 at +11:00 becomes 01:30 at +10:30, at 15:00 UTC of the day before.
    assert_eq!(
        told(
            &every_day(&["01:45-02:00"]),
            &Lord_Howe,
            "2026-04-04T14:00:00Z",
            "2026-04-04T17:00:00Z"
        ),
        [
            "04-04 14:00:00 outside",
            "04-04 14:45:00 open",
            "04-04 15:00:00 outside",
            "04-04 15:15:00 open",
            "04-04 15:30:00 outside",
        ]
    );
}

#[test]
fn s4_a_date_that_a_zone_skips_has_no_hours_and_no_holiday() {
    // Samoa went from 2011-12-29 24:00 at -10:00 to 2011-12-31 00:00 at +14:00, at 10:00 UTC on the 30th.
    let mut calendar = every_day(&["08:00-18:00"]);
    calendar.holidays.insert(date("2011-12-30"), names("Never"));
    calendar
        .holidays
        .insert(date("2011-12-31"), names("New Year's Eve"));
    assert_eq!(
        told(
            &calendar,
            &Apia,
            "2011-12-29T12:00:00Z",
            "2011-12-31T22:00:00Z"
        ),
        [
            "12-29 12:00:00 outside",
            "12-29 18:00:00 open",
            "12-30 04:00:00 outside",
            "12-30 10:00:00 New Year's Eve",
            "12-31 10:00:00 outside",
            "12-31 18:00:00 open",
        ]
    );
}

#[test]
fn s4_offsets_of_seconds_change_at_their_second() {
    // New York left local mean time (-4:56:02) for -5:00 at noon of 1883-11-18, a Sunday: at 17:00:00 UTC.
    assert_eq!(
        told(
            &every_day(&["12:00-12:30"]),
            &New_York,
            "1883-11-17T16:00:00Z",
            "1883-11-18T18:00:00Z"
        ),
        [
            "11-17 16:00:00 outside",
            "11-17 16:56:02 open",
            "11-17 17:26:02 outside",
            "11-18 16:56:02 open",
            "11-18 17:30:00 outside",
        ]
    );
}

#[test]
fn s4_daylight_saving_that_pauses_for_a_month() {
    // Casablanca went from +01:00 to +00:00 for Ramadan on 2024-03-10 at 02:00 UTC, and back on 2024-04-14.
    let calendar = workdays(&["08:00-18:00"], &[]);
    let opens = |from, to| told(&calendar, &Casablanca, from, to)[1].clone();
    assert_eq!(
        opens("2024-03-08T00:00:00Z", "2024-03-08T12:00:00Z"),
        "03-08 07:00:00 open"
    );
    assert_eq!(
        opens("2024-03-11T00:00:00Z", "2024-03-11T12:00:00Z"),
        "03-11 08:00:00 open"
    );
    assert_eq!(
        opens("2024-04-12T00:00:00Z", "2024-04-12T12:00:00Z"),
        "04-12 08:00:00 open"
    );
    assert_eq!(
        opens("2024-04-15T00:00:00Z", "2024-04-15T12:00:00Z"),
        "04-15 07:00:00 open"
    );
}

#[test]
fn s4_holidays_merge_only_under_one_name_and_never_name_a_weekend() {
    let holidays = [
        ("2026-12-24", "Christmas"),
        ("2026-12-25", "Christmas"),
        ("2026-12-26", "Christmas"),
        ("2026-12-28", "Boxing Day (in lieu)"),
        ("2026-12-29", "Another"),
    ];
    let calendar = workdays(&["08:00-18:00"], &holidays);
    assert_eq!(
        told(
            &calendar,
            &UTC,
            "2026-12-23T18:00:00Z",
            "2026-12-30T00:00:01Z"
        ),
        [
            "12-23 18:00:00 outside",
            "12-24 00:00:00 Christmas",
            "12-26 00:00:00 weekend",
            "12-28 00:00:00 Boxing Day (in lieu)",
            "12-29 00:00:00 Another",
            "12-30 00:00:00 outside",
        ]
    );
}

#[test]
fn s4_the_range_is_covered_to_the_fraction_of_a_second() {
    let calendar = every_day(&["08:00-18:00"]);
    assert_eq!(
        told(
            &calendar,
            &UTC,
            "2026-06-01T07:59:59.250Z",
            "2026-06-01T18:00:00.000000001Z"
        ),
        [
            "06-01 07:59:59.250 outside",
            "06-01 08:00:00 open",
            "06-01 18:00:00 outside"
        ]
    );
    assert_eq!(
        told(
            &calendar,
            &UTC,
            "1969-12-31T17:59:59.999Z",
            "1969-12-31T18:00:00.500Z"
        ),
        ["12-31 17:59:59.999 open", "12-31 18:00:00 outside"]
    );
    let noon = utc("2026-06-01T12:00:00Z");
    assert_eq!(expand(&calendar, &UTC, noon, noon), []);
    assert_eq!(
        expand(&calendar, &UTC, noon, utc("2026-06-01T11:00:00Z")),
        []
    );
}

#[test]
fn s4_the_ends_of_the_calendar_do_no_harm() {
    let calendar = every_day(&["08:00-18:00"]);
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let (two_days, of_them_open) = (TimeDelta::days(2), TimeDelta::hours(20));
    for tz in [
        FixedOffset::west_opt(43_200).unwrap(),
        FixedOffset::east_opt(50_400).unwrap(),
    ] {
        for (from, to) in [(first, first + two_days), (last - two_days, last)] {
            let spans = expand(&calendar, &tz, from, to);
            assert_eq!((spans[0].start, spans[spans.len() - 1].end), (from, to));
            let open = spans.iter().filter(|span| span.state.is_open());
            assert_eq!(
                open.map(|span| span.end - span.start).sum::<TimeDelta>(),
                of_them_open
            );
        }
    }
}

#[test]
fn s4_hours_of_one_day_may_touch_but_not_overlap() {
    let week = |windows: &[&str]| {
        let (none, day) = (Vec::new(), day(windows));
        [&none, &none, &day, &none, &none, &none, &none].map(Vec::clone)
    };
    let touching = Calendar::new(week(&["12:00-18:00", "08:00-12:00"]), BTreeMap::new()).unwrap();
    assert_eq!(touching.week()[2], day(&["08:00-12:00", "12:00-18:00"]));

    let overlap =
        Calendar::new(week(&["12:00-18:00", "08:00-12:01"]), BTreeMap::new()).unwrap_err();
    assert_eq!(
        overlap.to_string(),
        "08:00-12:01 and 12:00-18:00 on Wed overlap: hours of one day must not have time in common"
    );
}

#[test]
fn s4_a_calendar_shows_what_it_was_made_of() {
    let calendar = workdays(&["08:00-18:00"], &[("2026-01-01", "New Year's Day")]);
    let new_year = BTreeMap::from([(date("2026-01-01"), names("New Year's Day"))]);
    assert_eq!(calendar.holidays(), &new_year);
    assert_eq!(calendar.week()[4], day(&["08:00-18:00"]));
    assert!(calendar.week()[5].is_empty());
}

#[test]
fn s4_the_week_begins_on_monday() {
    for (day, name) in (1..).zip(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]) {
        let noon = utc(&format!("2026-06-0{day}T12:00:00Z"));
        assert_eq!(noon.format("%a").to_string(), name);
        assert_eq!(weekday_index(noon.timestamp().div_euclid(86_400)), day - 1);
    }
    assert_eq!(weekday_index(-1), 2);
}
