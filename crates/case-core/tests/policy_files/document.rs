//! The files as one document: what is no TOML, what stands where it must not, and many faults at once.

use super::{CATALOGUE, Files, HOURS, PLANS, POLICY, Wrong, check, wrong};

const WRONG_SECTIONS: &[Wrong] = &[
    wrong(
        POLICY,
        "[[contact-language]]",
        "[[kontact-language]]",
        &[
            "hours.toml:2: found `en`, wanted the id of a `[[contact-language]]`: there is none",
            "hours.toml:19: found `en`, wanted the id of a `[[contact-language]]`: there is none",
            "policy.toml:1: found no `[[contact-language]]`, wanted at least one",
            "policy.toml:13: found the key `kontact-language`, wanted one of languages, limits, contact-language, plan, severity, business-hours, channel, channel-hours, country-calendar, country, region, service, field, prompt, solution",
        ],
    ),
    wrong(
        POLICY,
        "[[region]]",
        "[region]\n[[regions]]",
        &[
            "policy.toml:17: found a table, wanted `[[region]]` above each",
            "policy.toml:18: found the key `regions`, wanted one of languages, limits, contact-language, plan, severity, business-hours, channel, channel-hours, country-calendar, country, region, service, field, prompt, solution",
            "policy.toml:22: found `region` (duplicate key), wanted each key once",
        ],
    ),
    wrong(
        POLICY,
        "languages",
        "langauges = [\"en\"]\nlanguages",
        &[
            "policy.toml:1: found the key `langauges`, wanted one of languages, limits, contact-language, plan, severity, business-hours, channel, channel-hours, country-calendar, country, region, service, field, prompt, solution",
        ],
    ),
];

#[test]
fn an_unknown_or_misplaced_section_is_named() {
    check(WRONG_SECTIONS);
}

const NO_TOML: &[Wrong] = &[
    wrong(
        PLANS,
        r#"id = "basic""#,
        r#"id = "basic"#,
        &[r#"plans.toml:2: found invalid basic string, wanted `"`"#],
    ),
    wrong(
        PLANS,
        r#"id = "basic""#,
        r#"id "basic""#,
        &["plans.toml:2: found key with no value, wanted `=`"],
    ),
    wrong(
        PLANS,
        r#"id = "basic""#,
        "id =",
        &["plans.toml:2: found string values must be quoted, wanted a value, texts in quotes"],
    ),
    wrong(
        PLANS,
        r#"id = "basic""#,
        "id = basic",
        &[
            "plans.toml:2: found `basic` (string values must be quoted), wanted a value, texts in quotes",
        ],
    ),
    wrong(
        PLANS,
        r#"id = "basic""#,
        "id = \"basic\"\nid = \"basic\"",
        &["plans.toml:3: found `id` (duplicate key), wanted each key once"],
    ),
    wrong(
        PLANS,
        r#"{ en = "basic", ja = "basic" }"#,
        r#"{ en = "basic" ja = "basic" }"#,
        &["plans.toml:3: found missing comma between key-value pairs, wanted `,`"],
    ),
    wrong(
        PLANS,
        "operations-copies = []",
        "operations-copies = [",
        &[
            "plans.toml:9: found `severities` (string values must be quoted), wanted a value, texts in quotes",
            "plans.toml:79: found unclosed array, wanted `]`",
        ],
    ),
    wrong(
        PLANS,
        "[[plan]]",
        "[[plan]",
        &["plans.toml:1: found unclosed array table, wanted `]`"],
    ),
    wrong(
        HOURS,
        "date = 2026-01-12",
        "date = 2026-02-30",
        &["hours.toml:32: found `2026-02-30` (invalid date), wanted day between 01 and 28"],
    ),
    wrong(
        HOURS,
        "date = 2026-01-12",
        "date = 2026-13-01",
        &["hours.toml:32: found `2026-13-01` (invalid date), wanted month between 01 and 12"],
    ),
    wrong(
        POLICY,
        "[limits]",
        "[limits]\n[limits]",
        &["policy.toml:4: found `limits` (duplicate key), wanted each key once"],
    ),
    wrong(
        POLICY,
        "[limits]",
        "[languages.more]\n[limits]",
        &[
            "policy.toml:3: found `languages` (cannot extend value of type array with a dotted key), wanted well-formed TOML",
        ],
    ),
    wrong(
        POLICY,
        "subject-chars = 250",
        "subject-chars = 0250",
        &["policy.toml:4: found `0` (unexpected leading zero), wanted nothing"],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        "ja = \"英\u{7}語\"",
        &[
            "policy.toml:15: found `\\u{7}` (invalid basic string), wanted non-double-quote visible characters, `\\`",
        ],
    ),
    wrong(
        PLANS,
        r#"{ en = "basic", ja = "basic" }"#,
        r#"{ en = "basic", ja = "basic""#,
        &[
            "plans.toml:4: found missing comma between key-value pairs, wanted `,`",
            "plans.toml:79: found unclosed inline table, wanted `}`",
        ],
    ),
    wrong(
        PLANS,
        "technical = [], quota",
        "technical = [, quota",
        &[
            "plans.toml:10: found `,` (extra comma in array), wanted value",
            "plans.toml:79: found unclosed array, wanted `]`",
        ],
    ),
    wrong(
        PLANS,
        r#""low" }]"#,
        r#""low" }"#,
        &[
            "plans.toml:10: found missing comma between array elements, wanted `,`",
            "plans.toml:79: found unclosed array, wanted `]`",
        ],
    ),
    wrong(
        PLANS,
        r#"id = "basic""#,
        r#"id = """basic"#,
        &[
            r#"plans.toml:2: found `basic\u{a}name = { en = "basic", ja = "basic" }\u{a}summary = { en =…`, wanted one of basic, developer, business, enterprise-on-ramp, enterprise"#,
            r#"plans.toml:80: found invalid multi-line basic string, wanted `"`"#,
        ],
    ),
    wrong(
        HOURS,
        r#"saturday = ["10:00-12:00"]"#,
        r#"saturday = ["10:00-12:00""#,
        &[
            "hours.toml:24: found missing comma between array elements, wanted `,`",
            "hours.toml:37: found unclosed array, wanted `]`",
        ],
    ),
];

#[test]
fn a_file_that_is_no_toml_is_told_line_by_line() {
    check(NO_TOML);
}

#[test]
fn all_faults_of_all_files_are_told_at_once_by_file_and_line() {
    let faults = Files::small()
        .with(PLANS, r#"hours = "business""#, r#"hours = "office""#)
        .with(PLANS, r#"id = "basic""#, r#"id = "gold""#)
        .with(POLICY, "attachments = 3", "attachments = -3")
        .with(POLICY, r#", ja = "英語""#, "")
        .with(HOURS, r#""Asia/Tokyo""#, r#""Tokyo""#)
        .with(HOURS, "08:00-12:00", "8-12")
        .with(CATALOGUE, "max = 10000", "max = 1")
        .with(
            CATALOGUE,
            r#"prompts = ["errors"]"#,
            r#"prompts = ["mistakes"]"#,
        )
        .with(CATALOGUE, "third-party = true", "third-party = 1")
        .with(
            "jp.ics",
            "DTSTART;VALUE=DATE:20260101",
            "DTSTART;VALUE=DATE:20260230",
        )
        .faults();
    assert_eq!(
        faults,
        [
            "catalogue.toml:9: found the number 1, wanted true or false, without quotes",
            "catalogue.toml:17: found `mistakes`, wanted the id of a `[[prompt]]`: one of errors, steps",
            "catalogue.toml:39: found the number 1, wanted at least the default of 32",
            "hours.toml:3: found `8-12`, wanted hours such as 08:00-18:00",
            "hours.toml:20: found `Tokyo`, wanted a time zone of the IANA database such as Asia/Tokyo",
            "jp.ics:4: found `DTSTART:20260230`, wanted a date of the calendar such as 20261231 or 20261231T090000Z",
            "plans.toml:1: found no `[[plan]]` for `basic`, wanted one for each of basic, developer, business, enterprise-on-ramp, enterprise",
            "plans.toml:2: found `gold`, wanted one of basic, developer, business, enterprise-on-ramp, enterprise",
            "plans.toml:17: found `office`, wanted one of business, all",
            "policy.toml:6: found the number -3, wanted a whole number from 1 to 4294967295",
            "policy.toml:15: found no text for `ja`, wanted a text for each of en, ja",
        ]
    );
}

#[test]
fn faults_beside_text_that_is_no_toml_are_told_but_not_what_is_missing() {
    let faults = Files::small()
        .with(PLANS, "id = \"basic\"", "id \"basic\"")
        .with(POLICY, "attachments = 3", "attachments = x")
        .with(POLICY, "subject-chars = 250\n", "")
        .with(HOURS, "08:00-12:00", "8-12")
        .with(HOURS, "holidays = \"JP\"", "holidays = \"US\"")
        .faults();
    assert_eq!(
        faults,
        [
            "hours.toml:3: found `8-12`, wanted hours such as 08:00-18:00",
            "plans.toml:2: found key with no value, wanted `=`",
            "policy.toml:5: found `x` (string values must be quoted), wanted a value, texts in quotes",
        ]
    );
}

#[test]
fn of_a_file_with_an_open_bracket_only_what_stands_before_it_is_judged() {
    let faults = Files::small()
        .with(HOURS, "language = \"en\"", "language = en")
        .with(HOURS, "08:00-12:00", "8-12")
        .with(HOURS, "[\"10:00-12:00\"]", "[\"10:00-12:00\"")
        .with(HOURS, "date = 2026-12-31", "date = 1")
        .with(HOURS, "\"friday\"", "\"fri\"")
        .with(POLICY, "attachments = 3", "attachments = -3")
        .faults();
    assert_eq!(
        faults,
        [
            "hours.toml:2: found `en` (string values must be quoted), wanted a value, texts in quotes",
            "hours.toml:3: found `8-12`, wanted hours such as 08:00-18:00",
            "hours.toml:24: found missing comma between array elements, wanted `,`",
            "hours.toml:37: found unclosed array, wanted `]`",
            "policy.toml:6: found the number -3, wanted a whole number from 1 to 4294967295",
        ]
    );
}

#[test]
fn a_bracket_that_is_open_at_the_end_hides_nothing_before_it() {
    let faults = Files::small()
        .and("zoo.toml", "zoo = 1\nlist = [\n")
        .faults();
    assert_eq!(
        faults,
        [
            "zoo.toml:1: found the key `zoo`, wanted one of languages, limits, contact-language, plan, severity, business-hours, channel, channel-hours, country-calendar, country, region, service, field, prompt, solution",
            "zoo.toml:2: found unclosed array, wanted `]`",
        ]
    );
}

#[test]
fn a_policy_without_files_is_told_everything_it_must_have() {
    let mut files = Files::small();
    files.0.clear();
    let faults = files.faults();
    let plans = "one for each of basic, developer, business, enterprise-on-ramp, enterprise";
    for missing in [
        "policy.toml:1: found no `languages`, wanted it in one of the files".to_owned(),
        "policy.toml:1: found no `limits`, wanted it in one of the files".to_owned(),
        "policy.toml:1: found no `[[contact-language]]`, wanted at least one".to_owned(),
        "regions.toml:1: found no `[[region]]`, wanted at least one".to_owned(),
        "countries.toml:1: found no `[[country]]`, wanted at least one".to_owned(),
        "hours.toml:1: found no `[[channel]]` for `web`, wanted one for each of web, chat, phone"
            .to_owned(),
        format!("plans.toml:1: found no `[[plan]]` for `enterprise`, wanted {plans}"),
        "catalogue/services.toml:1: found no `[[service]]` of `technical`, wanted at least one"
            .to_owned(),
    ] {
        assert!(faults.contains(&missing), "{missing}\n{faults:#?}");
    }
    // languages, limits, contact languages, regions, countries, 3 channels, 5 plans, 5 severities, 3 case types
    assert_eq!(faults.len(), 21);
}

#[test]
fn a_value_that_stands_only_once_is_refused_in_a_second_file() {
    let faults = Files::small()
        .and("more.toml", "languages = [\"en\"]\n")
        .faults();
    let first = "policy.toml:1: found `languages` again, as in more.toml:1, wanted each only once";
    assert!(faults.contains(&first.to_owned()), "{faults:#?}");
}

#[test]
fn an_id_that_stands_in_another_file_is_refused() {
    let again = "\n[[prompt]]\nid = \"steps\"\nheading = { en = \"a\", ja = \"a\" }\nhint = { en = \"a\", ja = \"a\" }\n";
    assert_eq!(
        Files::small().and("catalogue/shared.toml", again).faults(),
        [
            "catalogue/shared.toml:2: found the prompt `steps` again, as in catalogue.toml:88, wanted each only once"
        ],
        "files are read in the order of their paths"
    );
}

#[test]
fn a_file_of_another_kind_is_refused() {
    for path in [
        "README.md",
        "plans.toml.bak",
        "toml",
        "catalogue/quotas.TOML",
    ] {
        assert_eq!(
            Files::small().and(path, "Hello").faults(),
            [format!(
                "{path}:1: found a file of another kind, wanted files *.toml and *.ics only"
            )]
        );
    }
}

#[test]
fn of_many_known_ids_the_nearest_is_proposed() {
    let prompt = |id: &str| {
        format!(
            "[[prompt]]\nid = \"{id}\"\nheading = {{ en = \"a\", ja = \"a\" }}\nhint = {{ en = \"a\", ja = \"a\" }}\n"
        )
    };
    let many: String = (10..24).map(|n| prompt(&format!("question-{n}"))).collect();
    let sixteen = Files::small().and("more.toml", &many).with(
        CATALOGUE,
        r#"prompts = ["steps"]"#,
        r#"prompts = ["stesp"]"#,
    );
    let questions: Vec<String> = (10..24).map(|n| format!("question-{n}")).collect();
    let questions = questions.join(", ");
    let found = "catalogue.toml:23: found `stesp`, wanted the id of a `[[prompt]]`";
    assert_eq!(
        sixteen.faults(),
        [format!("{found}: one of errors, {questions}, steps")]
    );
    let seventeen = sixteen.and("more.toml", &(many + &prompt("access")));
    assert_eq!(
        seventeen.faults(),
        [format!("{found}: one of 17 known, perhaps steps")]
    );
}

#[test]
fn what_a_file_says_is_repeated_in_one_short_line() {
    let sixty = "a".repeat(60);
    for (id, found) in [
        (format!("{sixty}!"), format!("`{sixty}…`")),
        (format!("{}!", &sixty[1..]), format!("`{}!`", &sixty[1..])),
        ("a\\tb\\u007F".to_owned(), "`a\\u{9}b\\u{7f}`".to_owned()),
    ] {
        let faults = Files::small()
            .with(
                POLICY,
                r#"id = "ap-northeast-1""#,
                &format!("id = \"{id}\""),
            )
            .faults();
        let wanted = "an id of 1 to 60 lower-case letters (a to z), digits and hyphens";
        assert_eq!(
            faults,
            [format!("policy.toml:22: found {found}, wanted {wanted}")]
        );
    }
}
