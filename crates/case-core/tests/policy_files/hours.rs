//! S3, S4, C4: wrong hours and holidays.

use super::{HOURS, Wrong, check, wrong};

const WRONG_BUSINESS_HOURS: &[Wrong] = &[
    wrong(
        HOURS,
        r#""08:00-12:00""#,
        r#""8-12""#,
        &["hours.toml:3: found `8-12`, wanted hours such as 08:00-18:00"],
    ),
    wrong(
        HOURS,
        r#""08:00-12:00""#,
        r#""12:00-08:00""#,
        &[
            "hours.toml:3: found `12:00-08:00`, wanted an end after the beginning: split hours that cross midnight at 24:00",
        ],
    ),
    wrong(
        HOURS,
        r#""08:00-12:00""#,
        r#""08:00-08:00""#,
        &[
            "hours.toml:3: found `08:00-08:00`, wanted an end after the beginning: split hours that cross midnight at 24:00",
        ],
    ),
    wrong(
        HOURS,
        r#""13:00-18:00""#,
        r#""13:00-24:01""#,
        &["hours.toml:3: found `13:00-24:01`, wanted an end at 24:00 or earlier"],
    ),
    wrong(
        HOURS,
        r#""13:00-18:00""#,
        r#""11:59-18:00""#,
        &["hours.toml:3: found `11:59-18:00`, wanted hours that do not overlap with 08:00-12:00"],
    ),
    wrong(
        HOURS,
        r#"["08:00-12:00", "13:00-18:00"]"#,
        r#"["13:00-18:00", "08:00-14:00", 8]"#,
        &["hours.toml:3: found the number 8, wanted hours such as 08:00-18:00"],
    ),
    wrong(
        HOURS,
        r#"["08:00-12:00", "13:00-18:00"]"#,
        r#"["13:00-18:00", "08:00-14:00", "17:59-18:30"]"#,
        &[
            "hours.toml:3: found `13:00-18:00`, wanted hours that do not overlap with 08:00-14:00",
            "hours.toml:3: found `17:59-18:30`, wanted hours that do not overlap with 13:00-18:00",
        ],
    ),
    wrong(
        HOURS,
        r#"["08:00-12:00", "13:00-18:00"]"#,
        "[]",
        &["hours.toml:3: found an empty list, wanted at least one window such as 08:00-18:00"],
    ),
    wrong(
        HOURS,
        r#"["08:00-12:00", "13:00-18:00"]"#,
        r#""08:00-18:00""#,
        &["hours.toml:3: found `08:00-18:00`, wanted a list"],
    ),
    wrong(
        HOURS,
        "language = \"en\"\nwindows",
        "language = \"ja\"\nwindows",
        &[
            "hours.toml:1: found no `[[business-hours]]` for `en`, wanted one for each of en",
            "hours.toml:2: found `ja`, wanted the id of a `[[contact-language]]`: one of en",
        ],
    ),
    wrong(
        HOURS,
        "[[business-hours]]\nlanguage = \"en\"\nwindows = [\"08:00-12:00\", \"13:00-18:00\"]\n",
        "",
        &["hours.toml:1: found no `[[business-hours]]` for `en`, wanted one for each of en"],
    ),
    wrong(
        HOURS,
        "[[channel]]",
        "[[business-hours]]\nlanguage = \"en\"\nwindows = [\"09:00-10:00\"]\n\n[[channel]]",
        &[
            "hours.toml:5: found the business-hours `en` again, as in hours.toml:1, wanted each only once",
        ],
    ),
];

#[test]
fn s3_every_fault_of_business_hours_is_named() {
    check(WRONG_BUSINESS_HOURS);
}

const WRONG_CHANNEL_HOURS: &[Wrong] = &[
    wrong(
        HOURS,
        r#"id = "phone""#,
        r#"id = "chat""#,
        &[
            "hours.toml:5: found no `[[channel]]` for `phone`, wanted one for each of web, chat, phone",
            "hours.toml:13: found the channel `chat` again, as in hours.toml:9, wanted each only once",
        ],
    ),
    wrong(
        HOURS,
        r#"id = "phone""#,
        r#"id = "fax""#,
        &[
            "hours.toml:5: found no `[[channel]]` for `phone`, wanted one for each of web, chat, phone",
            "hours.toml:14: found `fax`, wanted one of web, chat, phone",
        ],
    ),
    wrong(
        HOURS,
        r#"when-closed = "refuse""#,
        r#"when-closed = "hang-up""#,
        &["hours.toml:11: found `hang-up`, wanted one of wait, refuse"],
    ),
    wrong(
        HOURS,
        "when-closed = \"refuse\"\n",
        "",
        &["hours.toml:9: found no key `when-closed`, wanted all of id, when-closed"],
    ),
    wrong(
        HOURS,
        r#"channel = "chat""#,
        r#"channel = "fax""#,
        &["hours.toml:18: found `fax`, wanted one of web, chat, phone"],
    ),
    wrong(
        HOURS,
        "language = \"en\"\ntime-zone",
        "language = \"ja\"\ntime-zone",
        &["hours.toml:19: found `ja`, wanted the id of a `[[contact-language]]`: one of en"],
    ),
    wrong(
        HOURS,
        r#""Asia/Tokyo""#,
        r#""Asia/Kyoto""#,
        &[
            "hours.toml:20: found `Asia/Kyoto`, wanted a time zone of the IANA database such as Asia/Tokyo",
        ],
    ),
    wrong(
        HOURS,
        "time-zone = \"Asia/Tokyo\"\n",
        "",
        &["hours.toml:17: found no key `time-zone`, wanted all of channel, language, time-zone"],
    ),
    wrong(
        HOURS,
        r#"holidays = "JP""#,
        r#"holidays = "US""#,
        &[
            "hours.toml:21: found `US`, wanted the country of a `[[country-calendar]]`: one of EG, JP",
        ],
    ),
    wrong(
        HOURS,
        r#"holidays = "JP""#,
        r#"holidays = ["JP"]"#,
        &["hours.toml:21: found a list, wanted the country of a `[[country-calendar]]`"],
    ),
    wrong(
        HOURS,
        "monday = [\"09:00-12:00\", \"12:00-24:00\"]\nsaturday = [\"10:00-12:00\"]",
        "sunday = []",
        &[
            r#"hours.toml:17: found no hours on any day of the week, wanted some, such as monday = ["09:00-18:00"]"#,
        ],
    ),
    wrong(
        HOURS,
        "saturday =",
        "saturnday =",
        &[
            "hours.toml:23: found the key `saturnday`, wanted one of channel, language, time-zone, holidays, dates-without-support, monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        ],
    ),
    wrong(
        HOURS,
        r#"saturday = ["10:00-12:00"]"#,
        r#"saturday = ["10:00-12:00", "11:00-13:00"]"#,
        &["hours.toml:23: found `11:00-13:00`, wanted hours that do not overlap with 10:00-12:00"],
    ),
    wrong(
        HOURS,
        "[[country-calendar]]",
        "[[channel-hours]]\nchannel = \"chat\"\nlanguage = \"en\"\ntime-zone = \"UTC\"\nfriday = [\"09:00-10:00\"]\n\n[[country-calendar]]",
        &[
            "hours.toml:26: found the channel-hours `chat en` again, as in hours.toml:17, wanted each only once",
        ],
    ),
    wrong(
        HOURS,
        "date = 2026-12-31",
        r#"date = "2026-12-31""#,
        &["hours.toml:24: found `2026-12-31`, wanted a date such as 2026-12-31, without quotes"],
    ),
    wrong(
        HOURS,
        "date = 2026-12-31",
        "date = 2026-12-31T09:00:00",
        &[
            "hours.toml:24: found the date 2026-12-31T09:00:00, wanted a date such as 2026-12-31, without quotes",
        ],
    ),
    wrong(
        HOURS,
        "date = 2026-12-31",
        "date = 09:00:00",
        &[
            "hours.toml:24: found the date 09:00:00, wanted a date such as 2026-12-31, without quotes",
        ],
    ),
    wrong(
        HOURS,
        r#"dates-without-support = [{ date = 2026-12-31, name = { en = "Year end", ja = "大晦日" } }]"#,
        "dates-without-support = 2026-12-31",
        &["hours.toml:24: found the date 2026-12-31, wanted a list"],
    ),
];

#[test]
fn c4_every_fault_of_channel_hours_is_named() {
    check(WRONG_CHANNEL_HOURS);
}

const WRONG_CALENDARS: &[Wrong] = &[
    wrong(
        HOURS,
        r#"country = "EG""#,
        r#"country = "EGY""#,
        &["hours.toml:36: found `EGY`, wanted the id of a `[[country]]`: one of EG, JP"],
    ),
    wrong(
        HOURS,
        r#"country = "EG""#,
        r#"country = "JP""#,
        &[
            "hours.toml:35: found the country-calendar `JP` again, as in hours.toml:26, wanted each only once",
        ],
    ),
    wrong(
        HOURS,
        r#"weekend = ["friday", "saturday"]"#,
        r#"weekend = ["fri", "saturday", "saturday"]"#,
        &[
            "hours.toml:37: found `fri`, wanted one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
            "hours.toml:37: found `saturday` again, as in hours.toml:37, wanted each only once",
        ],
    ),
    wrong(
        HOURS,
        r#"weekend = ["friday", "saturday"]"#,
        r#"weekend = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]"#,
        &["hours.toml:37: found a list, wanted at least one day of the week for business"],
    ),
    wrong(
        HOURS,
        r#"weekend = ["friday", "saturday"]"#,
        r#"weekend = "friday""#,
        &["hours.toml:37: found `friday`, wanted a list"],
    ),
    wrong(
        HOURS,
        "weekend = [\"friday\", \"saturday\"]\n",
        "",
        &["hours.toml:35: found no key `weekend`, wanted all of country, weekend"],
    ),
    wrong(
        HOURS,
        r#"holidays-file = "jp.ics""#,
        r#"holidays-file = "japan.ics""#,
        &[
            "hours.toml:29: found `japan.ics`, wanted the name of an .ics file beside this one",
            "jp.ics:1: found an .ics file that no country uses, wanted its name as `holidays-file` of a `[[country-calendar]]`",
        ],
    ),
    wrong(
        HOURS,
        r#"holidays-file = "jp.ics""#,
        "holidays-file = 1",
        &[
            "hours.toml:29: found the number 1, wanted the name of an .ics file beside this one",
            "jp.ics:1: found an .ics file that no country uses, wanted its name as `holidays-file` of a `[[country-calendar]]`",
        ],
    ),
    wrong(
        HOURS,
        "date = 2026-01-12",
        "date = 2026-01-01",
        &["hours.toml:32: found 2026-01-01 again, as in hours.toml:31, wanted each only once"],
    ),
    wrong(
        HOURS,
        "date = 2026-01-12",
        "day = 2026-01-12",
        &[
            "hours.toml:32: found the key `day`, wanted one of date, name",
            "hours.toml:32: found no key `date`, wanted all of date, name",
        ],
    ),
    wrong(
        HOURS,
        r#"name = { en = "Coming of Age Day", ja = "成人の日" }"#,
        r#"name = { en = "Coming of Age Day" }"#,
        &["hours.toml:32: found no text for `ja`, wanted a text for each of en, ja"],
    ),
    wrong(
        HOURS,
        "date = 2026-01-12",
        "date = 2026-02-30",
        &["hours.toml:32: found `2026-02-30` (invalid date), wanted day between 01 and 28"],
    ),
];

#[test]
fn s4_every_fault_of_a_country_calendar_is_named() {
    check(WRONG_CALENDARS);
}
