//! The files as one document: what is no TOML, what stands where it must not, and many faults at once.

use super::{HOURS, PLANS, POLICY, check, wrong};

#[test]
fn an_unknown_or_misplaced_section_is_named() {
    check(&[
        wrong(
            POLICY,
            "[[contact-language]]",
            "[[kontact-language]]",
            &[
                "hours.toml:2: found `en`, wanted the id of a `[[contact-language]]`: nothing, as there is none",
                "hours.toml:19: found `en`, wanted the id of a `[[contact-language]]`: nothing, as there is none",
                "policy.toml:1: found no `[[contact-language]]`, wanted at least one",
                "policy.toml:13: found the key `kontact-language`, wanted one of 15 known, perhaps contact-language",
            ],
        ),
        wrong(
            POLICY,
            "[[region]]",
            "[region]\n[[regions]]",
            &[
                "policy.toml:17: found a table, wanted `[[region]]` above each",
                "policy.toml:18: found the key `regions`, wanted one of 15 known, perhaps region",
                "policy.toml:22: found `region` (duplicate key), wanted each key once",
            ],
        ),
        wrong(
            POLICY,
            "languages",
            "langauges = [\"en\"]\nlanguages",
            &[
                "policy.toml:1: found the key `langauges`, wanted one of 15 known, perhaps languages",
            ],
        ),
    ]);
}

#[test]
fn a_file_that_is_no_toml_is_told_line_by_line() {
    check(&[
        wrong(
            PLANS,
            r#"id = "basic""#,
            r#"id = "basic"#,
            &[
                r#"plans.toml:2: found invalid basic string, wanted `"`"#,
            ],
        ),
        wrong(
            PLANS,
            r#"id = "basic""#,
            r#"id "basic""#,
            &[
                "plans.toml:2: found key with no value, wanted `=`",
            ],
        ),
        wrong(
            PLANS,
            r#"id = "basic""#,
            "id =",
            &[
                "plans.toml:2: found string values must be quoted, wanted a value, texts in quotes",
            ],
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
            &[
                "plans.toml:3: found `id` (duplicate key), wanted each key once",
            ],
        ),
        wrong(
            PLANS,
            r#"{ en = "basic", ja = "basic" }"#,
            r#"{ en = "basic" ja = "basic" }"#,
            &[
                "plans.toml:3: found missing comma between key-value pairs, wanted `,`",
            ],
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
            &[
                "plans.toml:1: found unclosed array table, wanted `]`",
            ],
        ),
        wrong(
            HOURS,
            "date = 2026-01-12",
            "date = 2026-02-30",
            &[
                "hours.toml:32: found `2026-02-30` (invalid date), wanted day between 01 and 28",
            ],
        ),
        wrong(
            HOURS,
            "date = 2026-01-12",
            "date = 2026-13-01",
            &[
                "hours.toml:32: found `2026-13-01` (invalid date), wanted month between 01 and 12",
            ],
        ),
        wrong(
            POLICY,
            "[limits]",
            "[limits]\n[limits]",
            &[
                "policy.toml:4: found `limits` (duplicate key), wanted each key once",
            ],
        ),
        wrong(
            POLICY,
            "subject-chars = 250",
            "subject-chars = 0250",
            &[
                "policy.toml:4: found `0` (unexpected leading zero), wanted nothing",
            ],
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
    ]);
}
