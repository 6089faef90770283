//! Dates, times, numbers, lists and names of countries, as the browser's own `Intl` writes them in the language shown.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::{Array, Date, Function, Intl, JSON, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::current;

/// How a date or a time is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// *Nov 20, 2026*
    Date,
    /// *Nov 20, 2026, 6:00 PM*
    DateTime,
    /// *Friday, November 20 at 6:00 PM GMT+9*: for a promise, where the zone matters.
    Moment,
    /// *Fri, Nov 20, 6:00 PM*
    Short,
    /// *Nov 20, 6:00 PM*
    Brief,
}

impl Style {
    /// The options of `Intl.DateTimeFormat`.
    const fn options(self) -> &'static str {
        match self {
            Self::Date => r#"{"dateStyle":"medium"}"#,
            Self::DateTime => r#"{"dateStyle":"medium","timeStyle":"short"}"#,
            Self::Moment => {
                r#"{"weekday":"long","month":"long","day":"numeric","hour":"numeric","minute":"2-digit","timeZoneName":"short"}"#
            }
            Self::Brief => {
                r#"{"month":"short","day":"numeric","hour":"numeric","minute":"2-digit"}"#
            }
            Self::Short => {
                r#"{"weekday":"short","month":"short","day":"numeric","hour":"numeric","minute":"2-digit"}"#
            }
        }
    }
}

/// A text in small letters, for searching: the browser has the tables for it.
pub fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Names in the order in which people who read the language shown look for them.
pub fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let list: Array = names.map(JsValue::from_str).collect();
    let compare = formatter(r#"{"usage":"sort"}"#, "", |locale, options| {
        Intl::Collator::new(locale, options).compare()
    });
    if let Some(sort) = Reflect::get(&list, &"sort".into())
        .ok()
        .and_then(|sort| sort.dyn_into::<Function>().ok())
    {
        // Fails only for what is no function; then the order stays.
        let _ = sort.call1(&list, &compare);
    }
    list.into_iter().filter_map(|name| name.as_string())
}

/// The instant in an IANA time zone.
pub fn date_time(at: DateTime<Utc>, style: Style, zone: &str) -> String {
    let format = formatter(style.options(), zone, |locale, options| {
        Intl::DateTimeFormat::new(locale, options).format()
    });
    let date = Date::new(&JsValue::from_f64(milliseconds(at)));
    call(&format, &date)
}

/// The time between `now` and `at` in the largest unit that fits: *in 3 hours*, *yesterday*.
pub fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = whole(at.signed_duration_since(now).num_seconds(), 60);
    let (count, unit) = match minutes.abs() {
        0..60 => (minutes, "minute"),
        60..1_440 => (whole(minutes, 60), "hour"),
        1_440..43_200 => (whole(minutes, 1_440), "day"),
        _ => (whole(minutes, 43_200), "month"),
    };
    let format: Intl::RelativeTimeFormat =
        formatter(r#"{"numeric":"auto"}"#, "", |locale, options| {
            Intl::RelativeTimeFormat::new(locale, options).unchecked_into()
        })
        .unchecked_into();
    format.format(float(count), unit).into()
}

/// A length of time in its own units, largest first: *15 minutes*, *1 hour 30 minutes*, *12 hours*.
pub fn duration(time: TimeDelta) -> String {
    let minutes = whole(time.num_seconds(), 60);
    let (hours, rest) = (minutes / 60, minutes % 60);
    let mut parts = Vec::new();
    if hours != 0 {
        parts.push(unit(
            hours,
            r#"{"style":"unit","unit":"hour","unitDisplay":"long"}"#,
        ));
    }
    if rest != 0 || hours == 0 {
        parts.push(unit(
            rest,
            r#"{"style":"unit","unit":"minute","unitDisplay":"long"}"#,
        ));
    }
    parts.join(" ")
}

/// A whole number with the language's grouping.
pub fn number(value: u64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "JavaScript's numbers; quotas and sizes stay far below 2^53"
    )]
    plain(value as f64, "{}")
}

/// A size in bytes, in the largest unit that fits.
pub fn bytes(value: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let value = value as f64;
    let kilo = 1024.0;
    if value < kilo {
        plain(
            value,
            r#"{"style":"unit","unit":"byte","unitDisplay":"long"}"#,
        )
    } else if value < kilo * kilo {
        plain(
            value / kilo,
            r#"{"style":"unit","unit":"kilobyte","maximumFractionDigits":1}"#,
        )
    } else {
        plain(
            value / (kilo * kilo),
            r#"{"style":"unit","unit":"megabyte","maximumFractionDigits":1}"#,
        )
    }
}

/// A time zone as people read it: *America/New York*.
pub fn zone_name(zone: &str) -> String {
    zone.replace('_', " ")
}

/// A country's name, by its ISO 3166-1 alpha-2 code.
pub fn country(code: &str) -> String {
    let names: Intl::DisplayNames = formatter(r#"{"type":"region"}"#, "", |locale, options| {
        Intl::DisplayNames::new(locale, options).unchecked_into()
    })
    .unchecked_into();
    names.of(code).map_or_else(|| code.to_owned(), Into::into)
}

/// *a, b, or c*.
pub fn either(items: &[String]) -> String {
    list(items, r#"{"type":"disjunction"}"#)
}

/// *a, b, and c*.
pub fn all(items: &[String]) -> String {
    list(items, r#"{"type":"conjunction"}"#)
}

fn list(items: &[String], options: &'static str) -> String {
    let format: Intl::ListFormat = formatter(options, "", |locale, options| {
        Intl::ListFormat::new(locale, options).unchecked_into()
    })
    .unchecked_into();
    let array: Array = items.iter().map(JsValue::from).collect();
    format.format(&array).into()
}

fn unit(count: i64, options: &'static str) -> String {
    plain(float(count), options)
}

fn plain(value: f64, options: &'static str) -> String {
    let format = formatter(options, "", |locale, options| {
        Intl::NumberFormat::new(locale, options).format()
    });
    call(&format, &JsValue::from_f64(value))
}

fn call(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A formatter that was made: language, options, time zone, and the object itself.
struct Made(&'static str, &'static str, String, Function);

thread_local! {
    /// Making one takes far longer than using one.
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// The formatter with these options in the language shown; `zone` is empty for what has none.
fn formatter(options: &'static str, zone: &str, make: fn(&Array, &Object) -> Function) -> Function {
    let language = current().code;
    MADE.with_borrow_mut(|made| {
        let known = made
            .iter()
            .find(|one| one.0 == language && one.1 == options && one.2 == zone);
        if let Some(Made(.., format)) = known {
            return format.clone();
        }
        let parsed: Object = JSON::parse(options).unwrap_or_default().unchecked_into();
        if !zone.is_empty() {
            // Setting a member of a fresh plain object does not fail.
            let _ = Reflect::set(&parsed, &"timeZone".into(), &zone.into());
        }
        let format = make(&Array::of1(&language.into()), &parsed);
        made.push(Made(language, options, zone.to_owned(), format.clone()));
        format
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "JavaScript's own range of dates is smaller"
)]
fn milliseconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of minutes, hours and days"
)]
fn float(count: i64) -> f64 {
    count as f64
}

/// `count / size`, rounded to the nearest whole.
fn whole(count: i64, size: i64) -> i64 {
    (count + count.signum() * size / 2) / size
}
