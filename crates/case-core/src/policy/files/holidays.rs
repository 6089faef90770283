//! S4: reads each country's weekend and holidays, from the policy's own files and from iCalendar files.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    hours::WEEKDAYS,
    icalendar,
    node::{Keys, Node, Once},
    reader::Reader,
};
use crate::clock::Names;

const COUNTRY_CALENDAR: Keys = Keys {
    required: &["country", "weekend"],
    optional: &["holidays-file", "holidays"],
};
const HOLIDAY: Keys = Keys {
    required: &["date", "name"],
    optional: &[],
};

const ICS_NAME: &str = "the name of an .ics file beside this one";

/// The days on which a country does no business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountryDays {
    /// Whether each day of the week is one, Monday first.
    pub(super) weekend: [bool; 7],
    /// The dates, with their names.
    pub(super) holidays: BTreeMap<NaiveDate, Names>,
}

impl Default for CountryDays {
    /// Saturday and Sunday, no holidays.
    fn default() -> Self {
        Self {
            weekend: [false, false, false, false, false, true, true],
            holidays: BTreeMap::new(),
        }
    }
}

/// The days of every country that has a calendar.
pub(super) fn read_countries<'d>(reader: &Reader<'d>) -> BTreeMap<&'d str, CountryDays> {
    let countries = reader.document.ids("country");
    let imported = icalendar::read_all(reader);
    let mut used: Vec<String> = Vec::new();
    let days = reader.each("country-calendar", |node| {
        let table = node.table(&COUNTRY_CALENDAR)?;
        let weekend = table.get("weekend").and_then(read_weekend);
        let mut holidays = BTreeMap::new();
        let file = table.get("holidays-file");
        if let Some((file, name)) = file.and_then(|file| Some((file, file.string(ICS_NAME)?))) {
            let path = beside(file.source.path, name);
            match imported.get(path.as_str()) {
                Some(dates) => holidays.extend(dates.clone()),
                None => file.place().missing(file.describe(), ICS_NAME),
            }
            used.push(path);
        }
        // After the imported dates, whose names they replace.
        if let Some(node) = table.get("holidays") {
            holidays.extend(read_dates(reader, node));
        }
        let id = table
            .get("country")?
            .reference("the id of a `[[country]]`", countries)?;
        Some((
            id,
            CountryDays {
                weekend: weekend?,
                holidays,
            },
        ))
    });
    for source in reader.document.icalendar {
        if !used.iter().any(|path| path == source.path) {
            let wanted = "its name as `holidays-file` of a `[[country-calendar]]`";
            source
                .line(0)
                .missing("an .ics file that no country uses", wanted);
        }
    }
    days.into_iter().collect()
}

/// The path of the file `name` in the folder of the file `path`.
fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

fn read_weekend(node: Node<'_>) -> Option<[bool; 7]> {
    let mut once = Once::new();
    let mut weekend = [false; 7];
    for day in node.list()? {
        let Some(weekday) = day.word(&WEEKDAYS) else {
            continue;
        };
        once.is_new(weekday.num_days_from_monday(), day.place(), day.describe());
        weekend[weekday.num_days_from_monday() as usize] = true;
    }
    if weekend == [true; 7] {
        return node.wrong("at least one day of the week for business");
    }
    Some(weekend)
}

/// Dates with their names, each once.
pub(super) fn read_dates<'d>(reader: &Reader<'d>, node: Node<'d>) -> BTreeMap<NaiveDate, Names> {
    let mut once = Once::new();
    let read = |node: Node<'d>| {
        let table = node.table(&HOLIDAY)?;
        let name = reader.names(table.get("name"));
        let date = table.get("date")?.date()?;
        once.is_new(date, node.place(), date)
            .then_some((date, name?))
    };
    node.list()
        .unwrap_or_default()
        .into_iter()
        .filter_map(read)
        .collect()
}
