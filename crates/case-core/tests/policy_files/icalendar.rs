//! S4: holidays from iCalendar files.

use case_core::Lang;

use super::Files;

/// The dates of the file, with the names of the holidays, without those that the policy has itself.
fn dates(file: &str) -> Vec<String> {
    let files = Files::small().and("jp.ics", file);
    let calendar = files.read().business_calendar("JP", Lang::EN).clone();
    let date = |(date, names): (_, &std::collections::BTreeMap<Lang, String>)| {
        assert_eq!(
            names[&Lang::EN],
            names[&Lang::JA],
            "the summary is the name in every language"
        );
        format!("{date} {}", names[&Lang::EN])
    };
    let own = ["2026-01-01", "2026-01-12"];
    let imported = calendar.holidays().iter();
    imported
        .filter(|(date, _)| !own.contains(&&*date.to_string()))
        .map(date)
        .collect()
}

/// The faults of the file, each beginning with the line.
fn faults(file: &str) -> Vec<String> {
    let faults = Files::small().and("jp.ics", file).faults();
    let line = |fault: &String| fault.strip_prefix("jp.ics:").unwrap_or(fault).to_owned();
    faults.iter().map(line).collect()
}

/// A calendar of one event with these properties, which begin on line 3.
fn event(properties: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{properties}\nEND:VEVENT\nEND:VCALENDAR\n")
}

#[test]
fn s4_dates_are_imported_from_icalendar() {
    for (properties, expected) in [
        (
            "DTSTART;VALUE=DATE:20261103\nSUMMARY:Culture Day",
            &["2026-11-03 Culture Day"][..],
        ),
        (
            "dtstart:20261103\nsummary:Culture Day",
            &["2026-11-03 Culture Day"],
        ),
        ("DTSTART:20261103T000000\nSUMMARY:a", &["2026-11-03 a"]),
        (
            "DTSTART;TZID=Asia/Tokyo:20261103T090000\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        ("DTSTART:20261103T090000Z\nSUMMARY:a", &["2026-11-03 a"]),
        // The end is exclusive.
        (
            "DTSTART:20261103\nDTEND:20261104\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        (
            "DTSTART:20261103\nDTEND:20261103\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        (
            "DTSTART:20261231\nDTEND:20270102\nSUMMARY:a",
            &["2026-12-31 a", "2027-01-01 a"],
        ),
        (
            "DTSTART:20261103T090000\nDTEND:20261104T000000\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        (
            "DTSTART:20261103T090000\nDTEND:20261104T000001\nSUMMARY:a",
            &["2026-11-03 a", "2026-11-04 a"],
        ),
        (
            "DTSTART:20261103T090000\nDTEND:20261103T180000\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        (
            "DTSTART:20261103\nDURATION:P2D\nSUMMARY:a",
            &["2026-11-03 a", "2026-11-04 a"],
        ),
        // Escapes, and values with colons.
        (
            r"DTSTART:20261103
SUMMARY:a\, b\; c\\ d\ne\Nf: g",
            &["2026-11-03 a, b; c\\ d e f: g"],
        ),
        (
            "DTSTART;X=\"a:b;c\":20261103\nSUMMARY;LANGUAGE=ja:文化の日",
            &["2026-11-03 文化の日"],
        ),
        // Lines that are folded, with a space or a tab, in the middle of a word too.
        (
            "DTSTART:2026\n 1103\nSUMMARY:Cul\n\tture\n  Day",
            &["2026-11-03 Culture Day"],
        ),
        // Everything else is passed over.
        (
            "UID:1\nDTSTAMP:20250101T000000Z\nBEGIN:VALARM\nSUMMARY:no\nDTSTART:x\nEND:VALARM\nDTSTART:20261103\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        ("STATUS:CANCELLED\nDTSTART:x\n", &[]),
        (
            "STATUS:CONFIRMED\nDTSTART:20261103\nSUMMARY:a",
            &["2026-11-03 a"],
        ),
        (
            "DTSTART:20261103\nSUMMARY:first\nSUMMARY:second",
            &["2026-11-03 first"],
        ),
    ] {
        let file = event(properties);
        assert_eq!(dates(&file), expected, "{properties}");
        assert_eq!(
            dates(&file.replace('\n', "\r\n")),
            expected,
            "CRLF: {properties}"
        );
    }
}

#[test]
fn s4_a_week_and_a_year_are_not_too_long() {
    assert_eq!(
        dates(&event("DTSTART:20260501\nDURATION:P1W\nSUMMARY:a")).len(),
        7
    );
    assert_eq!(
        dates(&event("DTSTART:20270101\nDTEND:20280102\nSUMMARY:a")).len(),
        366
    );
}

#[test]
fn s4_of_events_on_one_date_the_first_names_it() {
    let two = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261103\nSUMMARY:first\nEND:VEVENT\n\n\
               BEGIN:VEVENT\nDTSTART:20261102\nDTEND:20261104\nSUMMARY:second\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(dates(two), ["2026-11-02 second", "2026-11-03 first"]);
}

#[test]
fn s4_only_events_of_a_calendar_are_holidays() {
    let todo = "BEGIN:VCALENDAR\nBEGIN:VTODO\nDTSTART:20261103\nSUMMARY:a\nEND:VTODO\n\
                BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
    assert_eq!(dates(todo), [""; 0]);
}

#[test]
fn s4_a_yearly_event_is_expanded_from_2020_to_2040() {
    for rule in [
        "FREQ=YEARLY",
        "freq=yearly;INTERVAL=1",
        "INTERVAL=1;FREQ=YEARLY",
    ] {
        let found = dates(&event(&format!(
            "DTSTART:20110223\nRRULE:{rule}\nSUMMARY:a"
        )));
        assert_eq!(found.len(), 21, "{rule}");
        assert_eq!(found.first().unwrap(), "2020-02-23 a");
        assert_eq!(found.last().unwrap(), "2040-02-23 a");
    }
    let later = dates(&event(
        "DTSTART:20381231\nDTEND:20390102\nRRULE:FREQ=YEARLY\nSUMMARY:a",
    ));
    assert_eq!(
        later,
        [
            "2038-12-31 a",
            "2039-01-01 a",
            "2039-12-31 a",
            "2040-01-01 a",
            "2040-12-31 a",
            "2041-01-01 a"
        ],
        "it has not begun before"
    );
    let leap = dates(&event("DTSTART:20200229\nRRULE:FREQ=YEARLY\nSUMMARY:a"));
    assert_eq!(leap.len(), 6, "{leap:?}");
}

#[test]
fn s4_every_fault_of_an_event_is_named() {
    let date = "wanted a date of the calendar such as 20261231 or 20261231T090000Z";
    let expanded =
        "wanted FREQ=YEARLY alone; export other repetitions with an event for every date";
    let days = "wanted 1 to 366 whole days from 2026-11-03 on";
    let name = "wanted a name such as SUMMARY:New Year";
    for (properties, expected) in [
        ("SUMMARY:a".to_owned(), vec!["2: found an event without DTSTART, wanted a date such as DTSTART;VALUE=DATE:20261231".to_owned()]),
        ("DTSTART:20261103".to_owned(), vec![format!("2: found an event without SUMMARY, {name}")]),
        ("DTSTART:20261103\nSUMMARY: ".to_owned(), vec![format!("4: found `SUMMARY:`, {name}")]),
        ("DTSTART:20261103\nSUMMARY:a\u{7}".to_owned(), vec![format!("4: found `SUMMARY:a\\u{{7}}`, {name}")]),
        ("DTSTART:20261131\nSUMMARY:a".to_owned(), vec![format!("3: found `DTSTART:20261131`, {date}")]),
        ("DTSTART:2026-11-03\nSUMMARY:a".to_owned(), vec![format!("3: found `DTSTART:2026-11-03`, {date}")]),
        ("DTSTART:202611031\nSUMMARY:a".to_owned(), vec![format!("3: found `DTSTART:202611031`, {date}")]),
        ("DTSTART:20261103T0900\nSUMMARY:a".to_owned(), vec![format!("3: found `DTSTART:20261103T0900`, {date}")]),
        ("DTSTART:20261103T09000x\nSUMMARY:a".to_owned(), vec![format!("3: found `DTSTART:20261103T09000x`, {date}")]),
        ("DTSTART:20261103\nDTEND:x\nSUMMARY:a".to_owned(), vec![format!("4: found `DTEND:x`, {date}")]),
        ("DTSTART:20261103\nDTEND:20261102\nSUMMARY:a".to_owned(), vec![format!("4: found `DTEND:20261102`, {days}")]),
        ("DTSTART:20261103\nDTEND:20271105\nSUMMARY:a".to_owned(), vec![format!("4: found `DTEND:20271105`, {days}")]),
        ("DTSTART:20261103\nDURATION:PT9H\nSUMMARY:a".to_owned(), vec![format!("4: found `DURATION:PT9H`, {days}")]),
        ("DTSTART:20261103\nDURATION:P0D\nSUMMARY:a".to_owned(), vec![format!("4: found `DURATION:P0D`, {days}")]),
        ("DTSTART:20261103\nDURATION:1D\nSUMMARY:a".to_owned(), vec![format!("4: found `DURATION:1D`, {days}")]),
        ("DTSTART:20261103\nSUMMARY:a\nRRULE:FREQ=WEEKLY".to_owned(), vec![format!("5: found `RRULE:FREQ=WEEKLY`, {expanded}")]),
        (
            "DTSTART:20261103\nSUMMARY:a\nRRULE:FREQ=YEARLY;COUNT=3".to_owned(),
            vec![format!("5: found `RRULE:FREQ=YEARLY;COUNT=3`, {expanded}")],
        ),
        (
            "DTSTART:20261103\nSUMMARY:a\nRRULE:FREQ=YEARLY\nEXDATE:20271103\nRDATE:20271104".to_owned(),
            vec![
                format!("6: found `EXDATE:20271103`, {expanded}"),
                format!("7: found `RDATE:20271104`, {expanded}"),
            ],
        ),
        ("DTSTART:20261103\nSUMMARY:a\nRECURRENCE-ID:20261103".to_owned(), vec![format!("5: found `RECURRENCE-ID:20261103`, {expanded}")]),
        ("DTSTART:20261103\nSUMMARY:a\nEXRULE:x".to_owned(), vec![format!("5: found `EXRULE:x`, {expanded}")]),
        (
            "DTSTART:x\nSUMMARY:\nRRULE:x".to_owned(),
            vec![
                format!("3: found `DTSTART:x`, {date}"),
                format!("4: found `SUMMARY:`, {name}"),
                format!("5: found `RRULE:x`, {expanded}"),
            ],
        ),
    ] {
        assert_eq!(faults(&event(&properties)), expected, "{properties}");
    }
}

#[test]
fn s4_every_fault_of_a_file_is_named() {
    let property = "wanted a property such as SUMMARY:New Year";
    for (file, expected) in [
        ("", vec!["1: found no BEGIN:VCALENDAR, wanted an iCalendar file (RFC 5545)".to_owned()]),
        (
            "<html>\n",
            vec![
                format!("1: found `<html>`, {property}"),
                "1: found no BEGIN:VCALENDAR, wanted an iCalendar file (RFC 5545)".to_owned(),
            ],
        ),
        (
            "BEGIN:VEVENT\nEND:VEVENT\n",
            vec!["1: found no BEGIN:VCALENDAR, wanted an iCalendar file (RFC 5545)".to_owned()],
        ),
        ("BEGIN:VCALENDAR\n:x\nA B:x\nA;B=\":x\nEND:VCALENDAR\n", vec![
            format!("2: found `:x`, {property}"),
            format!("3: found `A B:x`, {property}"),
            format!("4: found `A;B=\":x`, {property}"),
        ]),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261103\nSUMMARY:a\n", vec![
            "1: found BEGIN:VCALENDAR without its end, wanted END:VCALENDAR".to_owned(),
            "2: found BEGIN:VEVENT without its end, wanted END:VEVENT".to_owned(),
        ]),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261103\nSUMMARY:a\nEND:VCALENDAR\n", vec![
            "2: found BEGIN:VEVENT without its end, wanted END:VEVENT".to_owned(),
        ]),
        ("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", vec![
            "2: found `END:VEVENT`, wanted BEGIN:VEVENT before it".to_owned(),
        ]),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nDTSTART:20261103\nEND:VEVENT\nEND:VCALENDAR\n",
            vec![
                "2: found an event without SUMMARY, wanted a name such as SUMMARY:New Year".to_owned(),
                "2: found an event without DTSTART, wanted a date such as DTSTART;VALUE=DATE:20261231".to_owned(),
                "3: found BEGIN:VALARM without its end, wanted END:VALARM".to_owned(),
            ],
        ),
    ] {
        assert_eq!(faults(file), expected, "{file}");
    }
}

#[test]
fn s4_an_icalendar_file_stands_beside_the_file_that_names_it() {
    let days = "[[country]]\nid = \"FR\"\ncalling-code = \"33\"\nlengths = [9]\n\n\
                [[country-calendar]]\ncountry = \"FR\"\nweekend = [\"sunday\"]\nholidays-file = \"fr.ics\"\n";
    let bastille = event("DTSTART:20260714\nSUMMARY:Fête nationale");
    let files = Files::small().and("days/france.toml", days);
    let set = files.clone().and("days/fr.ics", &bastille).read();
    assert_eq!(set.business_calendar("FR", Lang::EN).holidays().len(), 1);
    assert_eq!(
        files.clone().and("fr.ics", &bastille).faults(),
        [
            "days/france.toml:9: found `fr.ics`, wanted the name of an .ics file beside this one",
            "fr.ics:1: found an .ics file that no country uses, wanted its name as `holidays-file` of a `[[country-calendar]]`",
        ]
    );
}

#[test]
fn s4_two_countries_may_share_a_file_whose_faults_are_told_once() {
    let files = Files::small().with(
        "hours.toml",
        "country = \"EG\"\n",
        "country = \"EG\"\nholidays-file = \"jp.ics\"\n",
    );
    assert_eq!(
        files
            .read()
            .business_calendar("EG", Lang::EN)
            .holidays()
            .len(),
        3
    );
    assert_eq!(
        files.with("jp.ics", "20260101", "20260100").faults().len(),
        1
    );
}
