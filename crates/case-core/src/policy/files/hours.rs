//! S3, S4, C4: reads business hours, holidays and channel hours, and joins them to calendars.

use std::collections::BTreeMap;

use chrono::Weekday;

use super::{
    holidays::{CountryDays, read_dates},
    node::{Keys, Node},
    reader::{Reader, require_all},
};
use crate::{
    clock::{Calendar, Window, WindowError},
    kinds::{Channel, Lang},
};

/// The days of the week as the files spell them, in the order of [`Calendar`].
pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

const BUSINESS_HOURS: Keys = Keys {
    required: &["language", "windows"],
    optional: &[],
};
const CHANNEL_HOURS: Keys = Keys {
    required: &["channel", "language", "time-zone"],
    optional: &[
        "holidays",
        "dates-without-support",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ],
};

/// S3: the business hours of one contact language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BusinessHours {
    pub(super) language: Lang,
    /// Of the countries that have a calendar of their own, by ISO 3166-1 alpha-2.
    pub(super) by_country: BTreeMap<String, Calendar>,
    /// Of all others: every day but Saturday and Sunday.
    pub(super) elsewhere: Calendar,
}

/// C4: the hours of one channel in one contact language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChannelCalendar {
    pub(super) channel: Channel,
    pub(super) language: Lang,
    pub(super) time_zone: String,
    pub(super) calendar: Calendar,
}

/// S3: the business hours of every contact language, with the days of every country.
pub(super) fn read_business_hours(
    reader: &Reader<'_>,
    countries: &BTreeMap<&str, CountryDays>,
) -> Vec<BusinessHours> {
    let contact_languages = reader.document.ids("contact-language");
    let hours = reader.each("business-hours", |node| {
        let table = node.table(&BUSINESS_HOURS)?;
        let windows_node = table.get("windows");
        let windows = windows_node.and_then(read_windows);
        if let (Some(node), Some([])) = (windows_node, windows.as_deref()) {
            node.wrong::<()>("at least one window such as 08:00-18:00");
        }
        let what = "the id of a `[[contact-language]]`";
        let language = table.get("language")?.reference(what, contact_languages)?;
        let windows = windows?;
        let of = |days: &CountryDays| {
            let day = |closed| if closed { Vec::new() } else { windows.clone() };
            Calendar::new(days.weekend.map(day), days.holidays.clone()).ok()
        };
        let by_country = countries
            .iter()
            .filter_map(|(id, days)| Some(((*id).to_owned(), of(days)?)));
        Some(BusinessHours {
            language: language.parse().ok()?,
            by_country: by_country.collect(),
            elsewhere: of(&CountryDays::default())?,
        })
    });
    require_all(contact_languages, reader.document, "business-hours");
    hours
}

/// C4: the hours of channels that are not open around the clock.
pub(super) fn read_channel_hours(
    reader: &Reader<'_>,
    countries: &BTreeMap<&str, CountryDays>,
    is_time_zone: &dyn Fn(&str) -> bool,
) -> Vec<ChannelCalendar> {
    let contact_languages = reader.document.ids("contact-language");
    let calendars = reader.document.ids("country-calendar");
    reader.each("channel-hours", |node| {
        let table = node.table(&CHANNEL_HOURS)?;
        let time_zone = table.get("time-zone").and_then(|node| {
            let wanted = "a time zone of the IANA database such as Asia/Tokyo";
            node.parse(wanted, |text| is_time_zone(text).then_some(text))
        });
        let country = table
            .get("holidays")
            .map(|node| node.reference("the country of a `[[country-calendar]]`", calendars));
        let mut dates = country
            .flatten()
            .and_then(|id| countries.get(id))
            .map_or_else(BTreeMap::new, |days| days.holidays.clone());
        if let Some(node) = table.get("dates-without-support") {
            dates.extend(read_dates(reader, node));
        }
        let week = WEEKDAYS.map(|(day, _)| match table.get(day) {
            None => Some(Vec::new()),
            Some(node) => read_windows(node),
        });
        if week
            .iter()
            .all(|day| day.as_ref().is_some_and(Vec::is_empty))
        {
            node.place().missing(
                "no hours on any day of the week",
                "some, such as monday = [\"09:00-18:00\"]",
            );
        }
        let channel: Option<Channel> = table.get("channel").and_then(Node::code);
        let what = "the id of a `[[contact-language]]`";
        let language = table.get("language")?.reference(what, contact_languages)?;
        let channel = channel?;
        let [mon, tue, wed, thu, fri, sat, sun] = week;
        let week = [mon?, tue?, wed?, thu?, fri?, sat?, sun?];
        Some(ChannelCalendar {
            channel,
            language: language.parse().ok()?,
            time_zone: time_zone?.to_owned(),
            calendar: Calendar::new(week, dates).ok()?,
        })
    })
}

/// The windows of one day; they may touch, but not overlap.
fn read_windows<'d>(node: Node<'d>) -> Option<Vec<Window>> {
    let read = |node: Node<'d>| match node.string("hours such as 08:00-18:00")?.parse::<Window>() {
        Ok(window) => Some((window, node)),
        Err(error) => node.wrong(match error {
            WindowError::Malformed { .. } => "hours such as 08:00-18:00",
            WindowError::OutOfOrder { .. } => {
                "an end after the beginning: split hours that cross midnight at 24:00"
            }
            WindowError::BeyondMidnight { .. } => "an end at 24:00 or earlier",
        }),
    };
    let read: Vec<_> = node.list()?.into_iter().map(read).collect();
    let mut windows = read.into_iter().collect::<Option<Vec<_>>>()?;
    windows.sort_by_key(|(window, _)| *window);
    let mut apart = true;
    for pair in windows.windows(2) {
        if let [(earlier, _), (later, node)] = pair
            && later.from() < earlier.to()
        {
            apart = false;
            node.wrong::<()>(format_args!("hours that do not overlap with {earlier}"));
        }
    }
    apart.then(|| windows.into_iter().map(|(window, _)| window).collect())
}
