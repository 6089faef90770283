//! S3, S4, C4: what hours and holidays without faults are read as.

use case_core::{Channel, Lang, clock::Window};

use super::{Files, HOURS};

fn windows(texts: &[&str]) -> Vec<Window> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn s3_business_hours_leave_out_the_weekend_and_the_holidays_of_the_country() {
    let set = Files::small().read();
    let day = windows(&["08:00-12:00", "13:00-18:00"]);
    let week = |closed: [usize; 2]| {
        std::array::from_fn(|n| {
            if closed.contains(&n) {
                Vec::new()
            } else {
                day.clone()
            }
        })
    };
    let japan = set.business_calendar("JP", Lang::EN);
    assert_eq!(*japan.week(), week([5, 6]));
    let names: Vec<_> = japan
        .holidays()
        .iter()
        .map(|(date, names)| format!("{date} {} {}", names[&Lang::EN], names[&Lang::JA]))
        .collect();
    assert_eq!(
        names,
        [
            "2026-01-01 New Year's Day 元日",
            "2026-01-02 Shogatsu Shogatsu",
            "2026-01-03 Shogatsu Shogatsu",
            "2026-01-12 Coming of Age Day 成人の日",
        ],
        "the policy's own names stand before those of the imported file"
    );
    let egypt = set.business_calendar("EG", Lang::EN);
    assert_eq!(*egypt.week(), week([4, 5]));
    assert!(egypt.holidays().is_empty());
    let elsewhere = set.business_calendar("FR", Lang::EN);
    assert_eq!(*elsewhere.week(), week([5, 6]));
    assert!(elsewhere.holidays().is_empty());
}

#[test]
fn s3_business_hours_are_those_of_the_contact_language() {
    let japanese = "[[contact-language]]\nid = \"ja\"\nname = { en = \"Japanese\", ja = \"日本語\" }\n\n[[business-hours]]\nlanguage = \"ja\"\nwindows = [\"09:00-18:00\"]\n";
    let set = Files::small().and("japanese.toml", japanese).read();
    let monday = |language| set.business_calendar("JP", language).week()[0].clone();
    assert_eq!(monday(Lang::JA), windows(&["09:00-18:00"]));
    assert_eq!(monday(Lang::EN), windows(&["08:00-12:00", "13:00-18:00"]));
    // japanese.toml is read before the others.
    assert_eq!(
        monday("de".parse().unwrap()),
        windows(&["08:00-12:00", "13:00-18:00"])
    );
}

#[test]
fn s4_windows_may_touch_begin_and_end_at_midnight_and_stand_in_any_order() {
    let set = Files::small()
        .with(
            HOURS,
            r#"["08:00-12:00", "13:00-18:00"]"#,
            r#"["12:00-24:00", "00:00-12:00"]"#,
        )
        .with(HOURS, r#"weekend = ["friday", "saturday"]"#, "weekend = []")
        .read();
    let egypt = set.business_calendar("EG", Lang::EN);
    assert!(
        egypt
            .week()
            .iter()
            .all(|day| *day == windows(&["00:00-12:00", "12:00-24:00"]))
    );
}

#[test]
fn c4_channel_hours_are_read() {
    let set = Files::small().read();
    let calendars: Vec<_> = set.channel_calendars().collect();
    let [(channel, language, zone, calendar)] = calendars[..] else {
        panic!("{calendars:?}");
    };
    assert_eq!(
        (channel, language, zone),
        (Channel::Chat, Lang::EN, "Asia/Tokyo")
    );
    let mut week: [Vec<Window>; 7] = Default::default();
    week[0] = windows(&["09:00-12:00", "12:00-24:00"]);
    week[5] = windows(&["10:00-12:00"]);
    assert_eq!(*calendar.week(), week);
    let dates: Vec<_> = calendar
        .holidays()
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        dates,
        [
            "2026-01-01",
            "2026-01-02",
            "2026-01-03",
            "2026-01-12",
            "2026-12-31"
        ],
        "the country's holidays and the dates without support"
    );
}

#[test]
fn c4_channel_hours_need_no_holidays() {
    let set = Files::small().with(HOURS, "holidays = \"JP\"\n", "").read();
    let (_, _, _, calendar) = set.channel_calendars().next().unwrap();
    assert_eq!(calendar.holidays().len(), 1);
}
