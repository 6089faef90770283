//! S4: imports holidays from iCalendar files (RFC 5545).
//!
//! Every `VEVENT` is a holiday from its `DTSTART` to its `DTEND`, named by its `SUMMARY`. Times of day and time zones
//! are passed over, as a holiday is a date; so is everything else that a calendar may hold. A repetition is expanded
//! only where it needs no rules of recurrence: the same date each year.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{
    fault::{Place, quote},
    reader::Reader,
    source::Source,
};
use crate::{
    clock::Names,
    text::{Lines, first_control, is_blank},
};

/// The first and the last year for which a yearly event is expanded.
const YEARS_FROM: i32 = 2020;
const YEARS_TO: i32 = 2040;

/// An event that lasts longer is no holiday.
const MAX_DAYS: usize = 366;

/// What to do about recurrences that are not understood.
const EXPANDED: &str = "FREQ=YEARLY alone; export other repetitions with an event for every date";

/// The dates of every iCalendar file, by its path, with the summary as the name in every language.
pub(super) fn read_all<'d>(reader: &Reader<'d>) -> BTreeMap<&'d str, BTreeMap<NaiveDate, Names>> {
    let names = |summary: String| -> Names {
        reader
            .languages()
            .iter()
            .map(|language| (*language, summary.clone()))
            .collect()
    };
    let read_file = |source: &Source<'d>| {
        let dates = read(source).into_iter();
        (
            source.path,
            dates
                .map(|(date, summary)| (date, names(summary)))
                .collect(),
        )
    };
    reader.document.icalendar.iter().map(read_file).collect()
}

/// The dates of a file; where events share one, the first has it.
fn read(source: &Source<'_>) -> BTreeMap<NaiveDate, String> {
    let mut dates = BTreeMap::new();
    // The components that are open, outermost first.
    let mut open: Vec<(String, Place<'_>)> = Vec::new();
    let mut event = Event::default();
    let mut has_calendar = false;
    for line in unfold(source) {
        let Some(property) = Property::read(&line.text) else {
            let wanted = "a property such as SUMMARY:New Year";
            line.place.wrong(quote(&line.text), wanted);
            continue;
        };
        let component = property.value.trim().to_ascii_uppercase();
        let in_event = is_event(&open);
        match property.name.as_str() {
            "BEGIN" => {
                has_calendar |= component == "VCALENDAR";
                open.push((component, line.place));
            }
            "END" => {
                let Some(begin) = open.iter().rposition(|(name, _)| *name == component) else {
                    let wanted = format!("BEGIN:{component} before it");
                    line.place.wrong(quote(&line.text), wanted);
                    continue;
                };
                report_unclosed(open.drain(begin + 1..));
                if is_event(&open) {
                    std::mem::take(&mut event).add_to(&mut dates, open[begin].1);
                }
                open.truncate(begin);
            }
            name if in_event => event.note(name, property.value, line.place),
            _ => {}
        }
    }
    report_unclosed(open.into_iter());
    if !has_calendar {
        source
            .line(0)
            .wrong("no BEGIN:VCALENDAR", "an iCalendar file (RFC 5545)");
    }
    dates
}

/// Whether the innermost open component is an event of a calendar.
fn is_event(open: &[(String, Place<'_>)]) -> bool {
    open.iter()
        .map(|(name, _)| name.as_str())
        .eq(["VCALENDAR", "VEVENT"])
}

fn report_unclosed<'d>(components: impl Iterator<Item = (String, Place<'d>)>) {
    for (name, place) in components {
        place.wrong(
            format_args!("BEGIN:{name} without its end"),
            format_args!("END:{name}"),
        );
    }
}

/// A content line.
struct Line<'d> {
    /// Where it begins.
    place: Place<'d>,
    /// Without the breaks that fold it.
    text: String,
}

/// The content lines: a line that begins with white space continues the one before. Empty lines are passed over.
fn unfold<'d>(source: &Source<'d>) -> Vec<Line<'d>> {
    let mut lines: Vec<Line<'d>> = Vec::new();
    for (index, text) in source.content.lines().enumerate() {
        let folded = text.strip_prefix([' ', '\t']);
        match (folded, lines.last_mut()) {
            (Some(rest), Some(line)) => line.text.push_str(rest),
            _ if text.trim().is_empty() => {}
            _ => lines.push(Line {
                place: source.line(index),
                text: text.to_owned(),
            }),
        }
    }
    lines
}

/// A content line's parts.
struct Property<'l> {
    /// In capitals.
    name: String,
    /// As written, with its escapes.
    value: &'l str,
}

impl<'l> Property<'l> {
    /// Reads `NAME;PARAMETER="quoted: text":value`; the parameters are not kept.
    fn read(line: &'l str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let name = head.split(';').next().unwrap_or_default();
        let in_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (!name.is_empty() && name.bytes().all(in_name)).then(|| Self {
            name: name.to_ascii_uppercase(),
            value,
        })
    }
}

/// The properties of a `VEVENT`, each with its place; the first of a name.
#[derive(Default)]
struct Event<'d> {
    properties: BTreeMap<String, (String, Place<'d>)>,
}

impl<'d> Event<'d> {
    fn note(&mut self, name: &str, value: &str, place: Place<'d>) {
        self.properties
            .entry(name.to_owned())
            .or_insert_with(|| (value.to_owned(), place));
    }

    fn get(&self, name: &str) -> Option<(&str, Place<'d>)> {
        self.properties
            .get(name)
            .map(|(value, place)| (value.trim(), *place))
    }

    /// Adds the dates of the event that begins at `begin`, unless it is cancelled; reports all that is wrong with it.
    fn add_to(&self, dates: &mut BTreeMap<NaiveDate, String>, begin: Place<'_>) {
        if self
            .get("STATUS")
            .is_some_and(|(status, _)| status.eq_ignore_ascii_case("CANCELLED"))
        {
            return;
        }
        let summary = self.summary(begin);
        let start = self.start(begin);
        let days = start.and_then(|start| self.days(start));
        let yearly = self.is_yearly();
        let (Some(summary), Some(start), Some(days), Some(yearly)) = (summary, start, days, yearly)
        else {
            return;
        };
        let starts: Vec<NaiveDate> = if yearly {
            let first = start.year().max(YEARS_FROM);
            // 29 February has no date in most years.
            (first..=YEARS_TO)
                .filter_map(|year| start.with_year(year))
                .collect()
        } else {
            vec![start]
        };
        for start in starts {
            for date in start.iter_days().take(days) {
                dates.entry(date).or_insert_with(|| summary.clone());
            }
        }
    }

    /// Reports that the property `name` should be something else.
    fn wrong<T>(&self, name: &str, wanted: impl std::fmt::Display) -> Option<T> {
        let (text, place) = self.get(name)?;
        place.wrong(quote(&format!("{name}:{text}")), wanted);
        None
    }

    /// The name, as one line.
    fn summary(&self, begin: Place<'_>) -> Option<String> {
        let wanted = "a name such as SUMMARY:New Year";
        let Some((text, _)) = self.get("SUMMARY") else {
            begin.wrong("an event without SUMMARY", wanted);
            return None;
        };
        let text = unescape(text);
        if is_blank(&text) || first_control(&text, Lines::One).is_some() {
            return self.wrong("SUMMARY", wanted);
        }
        Some(text)
    }

    /// The first day.
    fn start(&self, begin: Place<'_>) -> Option<NaiveDate> {
        if self.get("DTSTART").is_none() {
            let wanted = "a date such as DTSTART;VALUE=DATE:20261231";
            begin.wrong("an event without DTSTART", wanted);
        }
        Some(self.moment("DTSTART")?.date)
    }

    fn moment(&self, name: &str) -> Option<Moment> {
        let moment = Moment::read(self.get(name)?.0);
        if moment.is_some() {
            return moment;
        }
        self.wrong(
            name,
            "a date of the calendar such as 20261231 or 20261231T090000Z",
        )
    }

    /// How many days the event has from `start` on.
    fn days(&self, start: NaiveDate) -> Option<usize> {
        let (name, days) = if self.get("DTEND").is_some() {
            let end = self.moment("DTEND")?;
            let days = (end.date - start).num_days() + i64::from(!end.is_midnight);
            // An end that equals the start is a common way to write a single day.
            let days = if end.date == start { 1 } else { days };
            ("DTEND", usize::try_from(days).ok())
        } else if let Some((text, _)) = self.get("DURATION") {
            ("DURATION", duration_days(text))
        } else {
            return Some(1);
        };
        match days {
            Some(days @ 1..=MAX_DAYS) => Some(days),
            _ => self.wrong(
                name,
                format_args!("1 to {MAX_DAYS} whole days from {start} on"),
            ),
        }
    }

    /// Whether the event comes back each year; `None` when it comes back in a way that is not understood.
    fn is_yearly(&self) -> Option<bool> {
        let exceptions = ["RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"];
        let exceptions: Vec<&str> = exceptions
            .into_iter()
            .filter(|name| self.get(name).is_some())
            .collect();
        for name in &exceptions {
            self.wrong::<()>(name, EXPANDED);
        }
        let yearly = match self.get("RRULE") {
            None => false,
            Some((rule, _)) => {
                let rule = rule.to_ascii_uppercase();
                if !rule
                    .split(';')
                    .filter(|part| *part != "INTERVAL=1")
                    .eq(["FREQ=YEARLY"])
                {
                    return self.wrong("RRULE", EXPANDED);
                }
                true
            }
        };
        exceptions.is_empty().then_some(yearly)
    }
}

/// A `DATE` or `DATE-TIME` as a holiday sees it.
struct Moment {
    date: NaiveDate,
    /// Whether the date has not begun yet: an end here is before the date.
    is_midnight: bool,
}

impl Moment {
    /// Reads `20261231`, `20261231T090000` or `20261231T090000Z`.
    fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T').unwrap_or((text, "000000"));
        let time = time.strip_suffix('Z').unwrap_or(time);
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !(all_digits(date) && date.len() == 8 && all_digits(time) && time.len() == 6) {
            return None;
        }
        let number: u32 = date.parse().ok()?;
        let year = i32::try_from(number / 10_000).ok()?;
        Some(Self {
            date: NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100)?,
            is_midnight: time == "000000",
        })
    }
}

/// The days of `P3D` or `P1W`.
fn duration_days(text: &str) -> Option<usize> {
    let length = text.strip_prefix('P')?;
    let (number, days) = match length.strip_suffix('W') {
        Some(weeks) => (weeks, 7),
        None => (length.strip_suffix('D')?, 1),
    };
    number.parse::<usize>().ok()?.checked_mul(days)
}

/// The text that an escaped value stands for; line breaks become spaces.
fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut escaped = false;
    for c in value.chars() {
        match (escaped, c) {
            (false, '\\') => {
                escaped = true;
                continue;
            }
            (true, 'n' | 'N') => text.push(' '),
            _ => text.push(c),
        }
        escaped = false;
    }
    text
}
