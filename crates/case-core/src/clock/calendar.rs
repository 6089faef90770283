//! S3, S4, C4: a week of opening windows with holidays, and its expansion to UTC spans.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Offset, TimeZone, Utc, Weekday};

use super::{
    span::{Names, Span, SpanState},
    window::{DAY, Window},
};

/// S4: the hours of a week, and the dates on which they do not hold.
///
/// Knows no time zone: the same calendar serves customers in many ([`expand`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    week: [Vec<Window>; 7],
    holidays: BTreeMap<NaiveDate, Names>,
}

/// Two windows of one weekday have time in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{earlier} and {later} on {weekday} overlap: hours of one day must not have time in common"
)]
pub struct WindowsOverlap {
    /// The day of the week.
    pub weekday: Weekday,
    /// The one that begins first.
    pub earlier: Window,
    /// The other.
    pub later: Window,
}

impl Calendar {
    /// The calendar with the windows of `week`, Monday first, in any order within a day, and with `holidays`.
    ///
    /// Windows of a day may touch. A day without windows is a weekend day.
    pub fn new(
        mut week: [Vec<Window>; 7],
        holidays: BTreeMap<NaiveDate, Names>,
    ) -> Result<Self, WindowsOverlap> {
        let mut weekday = Weekday::Mon;
        for windows in &mut week {
            windows.sort_unstable();
            for pair in windows.windows(2) {
                if let [earlier, later] = *pair
                    && later.from() < earlier.to()
                {
                    return Err(WindowsOverlap {
                        weekday,
                        earlier,
                        later,
                    });
                }
            }
            weekday = weekday.succ();
        }
        Ok(Self { week, holidays })
    }

    /// The windows of each weekday, Monday first, in order.
    pub const fn week(&self) -> &[Vec<Window>; 7] {
        &self.week
    }

    /// The dates without hours, with their names.
    pub const fn holidays(&self) -> &BTreeMap<NaiveDate, Names> {
        &self.holidays
    }

    /// What holds on the local day `day`, counted from 1970-01-01: states in order, each with the second of the day
    /// at which it ends. Some of them may last no time at all.
    fn states_of(&self, day: i64) -> Vec<(SpanState, u32)> {
        let windows = &self.week[weekday_index(day)];
        if windows.is_empty() {
            return vec![(SpanState::Weekend, DAY)];
        }
        // Days beyond chrono's range are no holidays: none can be written down.
        let date = DateTime::from_timestamp(day * i64::from(DAY), 0).map(|time| time.date_naive());
        if let Some(names) = date.and_then(|date| self.holidays.get(&date)) {
            let names = names.clone();
            return vec![(SpanState::Holiday { names }, DAY)];
        }
        let around = |window: &Window| {
            [
                (SpanState::OutsideHours, window.from()),
                (SpanState::Open, window.to()),
            ]
        };
        let after = (SpanState::OutsideHours, DAY);
        windows.iter().flat_map(around).chain([after]).collect()
    }
}

/// The place of the day `day`, counted from 1970-01-01, in a week that begins on Monday: 0 to 6.
fn weekday_index(day: i64) -> usize {
    // 1970-01-01 was a Thursday, whose place is 3.
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// S3, S4, C4: `calendar` as a clock in the zone `tz` reads it, from `from` to just before `to`.
///
/// The spans cover exactly that range, in order, without gaps; neighbours differ in their state; there are none when
/// `from >= to`. They agree with this definition, which asks nothing but what a local clock shows at an instant:
///
/// - *Open* when the local date is no holiday and the local time of day lies in a window of the local weekday.
/// - Otherwise *Weekend* when the weekday has no windows, whether or not the date is a holiday;
/// - *Holiday* when the date is one, and its weekday has windows;
/// - *`OutsideHours`* when neither holds.
///
/// So an hour that a clock shows twice (the end of daylight saving) counts twice where a window contains it, an hour
/// or a date that it skips counts not at all, and a window that the change cuts opens or closes at the change itself.
/// All of it is exact to the second, as zones change their offsets at whole seconds; when `from` or `to` has a
/// fraction, so has the first span's start or the last one's end.
pub fn expand(
    calendar: &Calendar,
    tz: &impl TimeZone,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut start = from;
    for Stretch { offset, until } in stretches(tz, from.timestamp(), to.timestamp()) {
        let local_day = |second: i64| (second + offset).div_euclid(DAY.into());
        for day in local_day(start.timestamp())..=local_day(until) {
            let midnight = day * i64::from(DAY) - offset;
            for (state, ends) in calendar.states_of(day) {
                // Not before `start`, so that only an end after `to` can be beyond chrono's range.
                let end = until.min(midnight + i64::from(ends)).max(start.timestamp());
                let end = DateTime::from_timestamp(end, 0).map_or(to, |end| end.min(to));
                if start < end {
                    append(&mut spans, Span { start, end, state });
                    start = end;
                }
            }
        }
    }
    spans
}

/// Adds `span`, which begins where the last one ends, as a part of the last one when nothing changes between them.
fn append(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if last.state == span.state => last.end = span.end,
        _ => spans.push(span),
    }
}

/// A stretch of time in which a zone keeps its offset.
struct Stretch {
    /// What a clock in the zone is ahead of UTC, in seconds.
    offset: i64,
    /// The first second after the stretch, counted from 1970 in UTC.
    until: i64,
}

/// The stretches of `tz` in order; the first begins at the second `from`, the last ends just after the second `to`.
///
/// The zone is asked once an hour, and each second where two answers differ: no zone has ever changed its offset twice
/// within an hour.
fn stretches(tz: &impl TimeZone, from: i64, to: i64) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut offset = offset_at(tz, from);
    let mut asked = from;
    for second in (from..to).step_by(3_600).chain([to]) {
        let next = offset_at(tz, second);
        if next != offset {
            let change = (asked..second).find(|between| offset_at(tz, *between) != offset);
            let until = change.unwrap_or(second);
            stretches.push(Stretch { offset, until });
            offset = next;
        }
        asked = second;
    }
    let until = to + 1;
    stretches.push(Stretch { offset, until });
    stretches
}

/// What a clock in `tz` is ahead of UTC at `second`, in seconds; 0 beyond chrono's range of dates.
fn offset_at(tz: &impl TimeZone, second: i64) -> i64 {
    DateTime::from_timestamp(second, 0).map_or(0, |instant| {
        let offset = tz.offset_from_utc_datetime(&instant.naive_utc());
        offset.fix().local_minus_utc().into()
    })
}

#[cfg(test)]
mod tests;
