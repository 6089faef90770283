//! S3, S4, C4: the calendars that the program brings along, against the rules by which the holidays fall.

use std::collections::BTreeSet;

use case_core::{
    Channel, Lang,
    clock::{Calendar, Window},
};
use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::embedded::EMBEDDED;

const YEARS: [i32; 2] = [2026, 2027];

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The n-th such weekday of a month.
fn nth(year: i32, month: u32, weekday: Weekday, n: u8) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(year, month, weekday, n).unwrap()
}

/// The last Monday of May or August.
fn last_monday(year: i32, month: u32) -> NaiveDate {
    let fifth = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5);
    fifth.unwrap_or_else(|| nth(year, month, Weekday::Mon, 4))
}

/// Days from Easter Sunday, as Gauss reckons it in the 20th and the 21st century.
fn easter(year: i32, days: i64) -> NaiveDate {
    let full_moon = (19 * (year % 19) + 24) % 30;
    let to_sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full_moon + 5) % 7;
    date(year, 3, 22) + chrono::TimeDelta::days(i64::from(full_moon + to_sunday) + days)
}

fn calendar(country: &str) -> &'static Calendar {
    EMBEDDED.business_calendar(country, Lang::EN)
}

fn check(country: &str, holidays: impl Fn(i32) -> Vec<NaiveDate>) {
    let found: BTreeSet<_> = calendar(country).holidays().keys().copied().collect();
    let expected: BTreeSet<_> = YEARS.into_iter().flat_map(holidays).collect();
    assert_eq!(found, expected, "{country}");
}

#[test]
fn s4_us_federal_holidays() {
    check("US", |year| {
        let fixed = [
            date(year, 1, 1),
            date(year, 6, 19),
            date(year, 7, 4),
            date(year, 11, 11),
            date(year, 12, 25),
        ];
        let next_new_year = date(year + 1, 1, 1);
        let observed = |day: NaiveDate| match day.weekday() {
            Weekday::Sat => day.pred_opt().unwrap(),
            Weekday::Sun => day.succ_opt().unwrap(),
            _ => day,
        };
        let mut days = vec![
            nth(year, 1, Weekday::Mon, 3),
            nth(year, 2, Weekday::Mon, 3),
            last_monday(year, 5),
            nth(year, 9, Weekday::Mon, 1),
            nth(year, 10, Weekday::Mon, 2),
            nth(year, 11, Weekday::Thu, 4),
        ];
        days.extend(fixed);
        days.extend(fixed.map(observed));
        // A New Year's Day on a Saturday is kept on the last day of the year before.
        days.extend(
            [observed(next_new_year)]
                .into_iter()
                .filter(|day| day.year() == year),
        );
        days
    });
}

#[test]
fn s4_japanese_holidays() {
    check("JP", |year| {
        let mut days = BTreeSet::from([
            date(year, 1, 1),
            nth(year, 1, Weekday::Mon, 2),
            date(year, 2, 11),
            date(year, 2, 23),
            // The equinoxes of 2026 and 2027.
            date(year, 3, if year == 2026 { 20 } else { 21 }),
            date(year, 4, 29),
            date(year, 5, 3),
            date(year, 5, 4),
            date(year, 5, 5),
            nth(year, 7, Weekday::Mon, 3),
            date(year, 8, 11),
            nth(year, 9, Weekday::Mon, 3),
            date(year, 9, 23),
            nth(year, 10, Weekday::Mon, 2),
            date(year, 11, 3),
            date(year, 11, 23),
        ]);
        // A day between two holidays is one too; one on a Sunday moves to the next day that is none.
        for day in days.clone() {
            if days.contains(&(day + Days::new(2))) && !days.contains(&(day + Days::new(1))) {
                days.insert(day + Days::new(1));
            }
        }
        for sunday in days
            .clone()
            .into_iter()
            .filter(|day| day.weekday() == Weekday::Sun)
        {
            let free = sunday.iter_days().find(|day| !days.contains(day)).unwrap();
            days.insert(free);
        }
        days.into_iter().collect()
    });
}

#[test]
fn s4_bank_holidays_of_england_and_wales() {
    check("GB", |year| {
        let mut days = vec![
            easter(year, -2),
            easter(year, 1),
            nth(year, 5, Weekday::Mon, 1),
            last_monday(year, 5),
            last_monday(year, 8),
        ];
        let fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)];
        days.extend(fixed);
        for day in fixed
            .into_iter()
            .filter(|day| day.weekday().num_days_from_monday() > 4)
        {
            let is_free =
                |day: &NaiveDate| day.weekday().num_days_from_monday() < 5 && !days.contains(day);
            let substitute = day.iter_days().find(is_free).unwrap();
            days.push(substitute);
        }
        days
    });
}

#[test]
fn s4_german_holidays() {
    check("DE", |year| {
        let moving = [-2, 1, 39, 50].map(|days| easter(year, days));
        let fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)];
        let fixed = fixed.map(|(month, day)| date(year, month, day));
        [moving.to_vec(), fixed.to_vec()].concat()
    });
}

#[test]
fn s4_brazilian_holidays() {
    check("BR", |year| {
        let fixed = [
            (1, 1),
            (4, 21),
            (5, 1),
            (9, 7),
            (10, 12),
            (11, 2),
            (11, 15),
            (11, 20),
            (12, 25),
        ];
        let mut days = fixed.map(|(month, day)| date(year, month, day)).to_vec();
        days.push(easter(year, -2));
        days
    });
}

#[test]
fn s4_indian_holidays() {
    let holidays = calendar("IN").holidays();
    for year in YEARS {
        for (month, day) in [(1, 26), (8, 15), (10, 2), (12, 25)] {
            assert!(
                holidays.contains_key(&date(year, month, day)),
                "{year}-{month}-{day}"
            );
        }
        assert!(
            holidays.contains_key(&easter(year, -2)),
            "Good Friday of {year}"
        );
    }
    let diwali = [date(2026, 11, 8), date(2027, 10, 29)];
    assert!(
        diwali
            .iter()
            .all(|day| holidays[day][&Lang::EN] == "Diwali")
    );
    // In 2027, Milad-un-Nabi falls on Independence Day.
    assert_eq!(holidays.len(), 17 + 16);
}

#[test]
fn s4_weekends_by_country() {
    let weekend = |country| -> Vec<Weekday> {
        let week = calendar(country).week();
        let monday_first = (0..7).map(|n| Weekday::try_from(n).unwrap());
        monday_first
            .zip(week)
            .filter(|(_, windows)| windows.is_empty())
            .map(|(day, _)| day)
            .collect()
    };
    let (thu, fri, sat, sun) = (Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun);
    for country in [
        "US", "JP", "GB", "DE", "IN", "BR", "AE", "FR", "TR", "ID", "ZZ",
    ] {
        assert_eq!(weekend(country), [sat, sun], "{country}");
    }
    for country in [
        "SA", "EG", "QA", "KW", "JO", "BD", "BH", "OM", "IQ", "IL", "DZ", "YE", "LY", "MV",
    ] {
        assert_eq!(weekend(country), [fri, sat], "{country}");
    }
    assert_eq!(weekend("IR"), [fri]);
    assert_eq!(weekend("NP"), [sat]);
    assert_eq!(weekend("BN"), [fri, sun]);
    assert_eq!(weekend("AF"), [thu, fri]);
}

#[test]
fn s4_holidays_have_a_name_in_both_languages() {
    let japan = &calendar("JP").holidays()[&date(2026, 5, 6)];
    assert_eq!(
        (&*japan[&Lang::EN], &*japan[&Lang::JA]),
        ("Substitute holiday", "振替休日")
    );
    let independence = &calendar("US").holidays()[&date(2026, 7, 3)];
    assert_eq!(independence[&Lang::EN], "Independence Day (substitute day)");
}

fn day(text: &str) -> Vec<Window> {
    vec![text.parse().unwrap()]
}

#[test]
fn s3_business_hours_by_contact_language() {
    for (language, hours) in [(Lang::EN, "08:00-18:00"), (Lang::JA, "09:00-18:00")] {
        for country in ["US", "JP", "FR"] {
            let week = EMBEDDED.business_calendar(country, language).week();
            assert!(
                week[..5].iter().all(|windows| *windows == day(hours)),
                "{country} {language}"
            );
        }
    }
}

#[test]
fn c4_japanese_chat_and_phone_have_hours_and_all_else_is_open_around_the_clock() {
    let calendars: Vec<_> = EMBEDDED.channel_calendars().collect();
    let channels: Vec<_> = calendars
        .iter()
        .map(|(channel, language, zone, _)| (*channel, *language, *zone))
        .collect();
    assert_eq!(
        channels,
        [
            (Channel::Chat, Lang::JA, "Asia/Tokyo"),
            (Channel::Phone, Lang::JA, "Asia/Tokyo")
        ]
    );
    for (_, _, _, calendar) in calendars {
        let (week, weekend) = calendar.week().split_at(5);
        assert!(week.iter().all(|windows| *windows == day("09:00-18:00")));
        assert!(weekend.iter().all(Vec::is_empty));
        let japan = EMBEDDED.business_calendar("JP", Lang::JA);
        assert_eq!(calendar.holidays(), japan.holidays());
    }
}
