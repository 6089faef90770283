//! S3, S4, C4: a week of opening windows with holidays, and its expansion to UTC spans.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Offset, TimeZone, Utc, Weekday};

use super::{
    span::{Names, Span, SpanState},
    window::{DAY, Window},
};

/// How far apart an offset is asked for, in seconds. No zone has ever changed its offset and changed it back within
/// an hour, so that no change can hide between two equal answers.
const PROBE: i64 = 3_600;

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

    /// The state at the local time `local`, in seconds since 1970-01-01 00:00 on the wall clock, and the first later
    /// local second at which it may be another.
    fn state_at(&self, local: i64) -> (SpanState, i64) {
        let second = local.rem_euclid(i64::from(DAY));
        let midnight = local - second;
        let next_midnight = midnight + i64::from(DAY);
        // Dates beyond chrono's range are no holidays: none can be written down.
        let date = DateTime::from_timestamp(local, 0).map(|time| time.date_naive());
        let windows = &self.week[weekday_index(local)];

        if windows.is_empty() {
            return (SpanState::Weekend, next_midnight);
        }
        if let Some(names) = date.and_then(|date| self.holidays.get(&date)) {
            return (
                SpanState::Holiday {
                    names: names.clone(),
                },
                next_midnight,
            );
        }
        match windows
            .iter()
            .find(|window| second < i64::from(window.to()))
        {
            Some(window) if second < i64::from(window.from()) => {
                (SpanState::OutsideHours, midnight + i64::from(window.from()))
            }
            Some(window) => (SpanState::Open, midnight + i64::from(window.to())),
            None => (SpanState::OutsideHours, next_midnight),
        }
    }
}

/// The place in a week that begins on Monday, 0 to 6, of the day that has the local second `local`.
fn weekday_index(local: i64) -> usize {
    // 1970-01-01 was a Thursday, whose place is 3.
    let place = (local.div_euclid(i64::from(DAY)) + 3).rem_euclid(7);
    usize::try_from(place).unwrap_or_default()
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
    while start < to {
        let second = start.timestamp();
        let offset = offset_at(tz, start);
        let (state, until) = calendar.state_at(second + offset);
        let until = offset_lasts(tz, offset, second, until - offset);
        let end = DateTime::from_timestamp(until, 0).map_or(to, |end| end.min(to));
        match spans.last_mut() {
            Some(last) if last.state == state => last.end = end,
            _ => spans.push(Span { start, end, state }),
        }
        start = end;
    }
    spans
}

/// What a clock in `tz` is ahead of UTC at `instant`, in seconds.
fn offset_at(tz: &impl TimeZone, instant: DateTime<Utc>) -> i64 {
    let offset = tz.offset_from_utc_datetime(&instant.naive_utc());
    i64::from(offset.fix().local_minus_utc())
}

/// The first second after `from` at which `tz` has another offset than `offset`, its offset at `from`; `limit` when
/// there is none before. All are seconds since 1970 in UTC, and `limit` is after `from`.
fn offset_lasts(tz: &impl TimeZone, offset: i64, from: i64, limit: i64) -> i64 {
    let has_offset = |second| {
        // Where chrono's range of dates ends, nothing changes any more.
        DateTime::from_timestamp(second, 0).is_none_or(|instant| offset_at(tz, instant) == offset)
    };
    let mut same = from;
    while same < limit {
        let mut other = limit.min(same + PROBE);
        if has_offset(other) {
            same = other;
            continue;
        }
        while other - same > 1 {
            let middle = i64::midpoint(same, other);
            if has_offset(middle) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }
    limit
}

#[cfg(test)]
mod tests;
